"""The settings in production: what refuses to start, what Django's own check says, and the docs on each."""

import os
import re
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.postgresql import UNSET

ROOT = Path(__file__).resolve().parents[2]
SETTINGS = (ROOT / "site/config/settings.py").read_text()
NAMES = sorted(set(re.findall(r"\benv\.\w+\(\s*\"(\w+)\"", SETTINGS)))
PRODUCTION = {
    "DEBUG": "false",
    "SECRET_KEY": "a-secret-for-this-test-alone-0123456789-abcdefghijklmnop",
    "ALLOWED_HOSTS": "record.example",
}


def clean_environment() -> dict[str, str]:
    """Return the environment without any setting of the site."""
    return {name: value for name, value in os.environ.items() if name not in NAMES}


def run(command: list[str], tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a command of the project with these settings alone, its data in a folder of the test."""
    return subprocess.run(
        [sys.executable, *command],
        cwd=ROOT,
        env=clean_environment() | {"VAR_DIR": str(tmp_path)} | environment,
        capture_output=True,
        text=True,
        check=False,
    )


def ask(address: Path, request: str, patience: float = 20) -> str:
    """Send a request to a server's socket as soon as it listens; return what it answers."""
    until = time.monotonic() + patience
    while True:
        try:
            with socket.socket(socket.AF_UNIX) as connection:
                connection.connect(str(address))
                connection.sendall(request.encode())
                return b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.05)


@pytest.mark.parametrize("missing", ["SECRET_KEY", "ALLOWED_HOSTS"])
def test_with_debug_off_the_site_refuses_to_start_without(missing: str, tmp_path: Path) -> None:
    given = {name: value for name, value in PRODUCTION.items() if name != missing}
    result = run(["manage.py", "check"], tmp_path, **given)
    assert result.returncode != 0
    assert "SECRET_KEY and ALLOWED_HOSTS are required when DEBUG is off" in result.stderr


def test_with_no_environment_the_site_starts(tmp_path: Path) -> None:
    result = run(["manage.py", "check"], tmp_path)
    assert (result.returncode, result.stderr) == (0, "")


def test_djangos_deployment_check_finds_nothing(tmp_path: Path) -> None:
    result = run(["manage.py", "check", "--deploy", "--fail-level", "WARNING"], tmp_path, **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert "System check identified no issues (0 silenced)." in result.stdout


def test_gunicorn_serves_the_site_and_sends_plain_http_to_https(tmp_path: Path) -> None:
    listening = tmp_path / "socket"
    command = ["-m", "gunicorn", "--pythonpath", "site", "--bind", f"unix:{listening}", "config.wsgi"]
    environment = clean_environment() | {"VAR_DIR": str(tmp_path)} | PRODUCTION
    with subprocess.Popen([sys.executable, *command], cwd=ROOT, env=environment, stderr=subprocess.PIPE) as server:
        try:
            response = ask(listening, "GET /statements/ HTTP/1.0\r\nHost: record.example\r\n\r\n")
        finally:
            server.terminate()
    assert response.split(" ")[1] == "301"
    assert "\r\nLocation: https://record.example/statements/\r\n" in response


def test_every_static_file_that_another_names_is_there(tmp_path: Path) -> None:
    result = run(["manage.py", "collectstatic", "--no-input", "--verbosity", "0"], tmp_path, **PRODUCTION)
    assert result.returncode == 0, result.stderr
    assert (tmp_path / "static" / "staticfiles.json").is_file()


def test_settings_are_read_from_the_environment() -> None:
    assert {"DEBUG", "SECRET_KEY", "ALLOWED_HOSTS", "DATABASE_URL"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_setting_is_named_in_the_docs_and_at_the_head_of_the_settings(name: str) -> None:
    assert f"`{name}`" in (ROOT / "docs/deploy.md").read_text()
    assert re.search(rf"^{name}\s", SETTINGS.split('"""')[1], flags=re.MULTILINE)


def test_no_setting_of_the_shell_reaches_the_tests() -> None:
    assert set(NAMES) - {"DATABASE_URL"} == set(UNSET)
