"""The house itself: what stands where, and what no file of it may hold."""

import importlib
import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
from django.core.management import BaseCommand, load_command_class
from django.db import connection

ROOT = Path(__file__).resolve().parents[2]
COMMANDS = sorted(file.stem for file in (ROOT / "statements/management/commands").glob("[!_]*.py"))
DOCS = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
TEMPLATES = sorted(file for kind in ("html", "svg") for file in (ROOT / "templates").rglob(f"*.{kind}"))
PUBLIC_TEMPLATES = [file for file in TEMPLATES if "admin" not in file.relative_to(ROOT).parts]


def tracked_files() -> list[Path]:
    """Return the files that git keeps and that stand in the work tree."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listed.split("\0") if name and (ROOT / name).is_file()]


def template_code(file: Path) -> str:
    """Return what Django runs in a template, without its words."""
    return "\n".join(re.findall(r"{{.*?}}|{%.*?%}", file.read_text(), flags=re.DOTALL))


def inside_root(file: Path) -> str:
    """Name a file in a test's own name."""
    return str(file.relative_to(ROOT))


def test_site_is_a_folder_on_the_import_path_and_not_a_package() -> None:
    assert (ROOT / "site").is_dir()
    assert not (ROOT / "site" / "__init__.py").exists()


def test_pythons_own_site_module_is_still_pythons() -> None:
    module = importlib.import_module("site")
    assert module.__file__ is not None
    assert Path(module.__file__).parent == Path(sysconfig.get_path("stdlib"))


def test_unit_tests_may_not_touch_the_database() -> None:
    with pytest.raises(RuntimeError, match="Database access not allowed"):
        connection.ensure_connection()


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_every_requirement_is_pinned_with_hashes(name: str) -> None:
    lines = [line for line in (ROOT / f"{name}.txt").read_text().splitlines() if not line.lstrip().startswith("#")]
    entries = "\n".join(lines).replace("\\\n", " ").splitlines()
    assert entries
    for entry in entries:
        assert re.fullmatch(
            r"[a-z0-9._-]+(\[[a-z0-9,_-]+\])?==\S+( ; [^\\]+?)?\s+(--hash=sha256:[0-9a-f]{64}\s*)+", entry
        ), entry


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_requirements_name_no_registry(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text()
    assert re.findall(r"https?://|--(?:extra-)?index-url|--find-links|--trusted-host", text) == []


@pytest.mark.parametrize("name", ["requirements", "requirements-dev"])
def test_everything_asked_for_is_pinned(name: str) -> None:
    asked = re.findall(r"^[A-Za-z][A-Za-z0-9._-]*", (ROOT / f"{name}.in").read_text(), flags=re.MULTILINE)
    pinned = re.findall(r"^([a-z][a-z0-9._-]*)(?:\[[^]]*\])?==", (ROOT / f"{name}.txt").read_text(), flags=re.MULTILINE)
    assert asked
    assert {package.lower() for package in asked} <= set(pinned)


def test_the_readme_names_both_commands_and_the_makefile_has_them() -> None:
    readme, makefile = (ROOT / "README.md").read_text(), (ROOT / "Makefile").read_text()
    for command in ("run", "test"):
        assert f"make {command}" in readme
        assert f"\n{command}: " in makefile


@pytest.mark.parametrize("file", DOCS, ids=inside_root)
def test_every_link_in_the_docs_leads_somewhere(file: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", file.read_text())
    assert [link for link in links if not (file.parent / link).exists()] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    pattern = re.compile(r"(?<![\w.\-/])/(?:home|root|work|Users|farm)/\w")
    found = [
        f"{inside_root(file)}: {line}"
        for file in tracked_files()
        for line in file.read_text(errors="ignore").splitlines()
        if pattern.search(line)
    ]
    assert found == []


def test_every_command_has_its_section_in_the_docs_and_every_section_its_command() -> None:
    described = re.findall(r"^## `(\w+)`$", (ROOT / "docs/commands.md").read_text(), flags=re.MULTILINE)
    assert sorted(described) == COMMANDS


@pytest.mark.parametrize("name", COMMANDS)
def test_every_argument_of_a_command_is_named_in_its_section(name: str) -> None:
    section = (ROOT / "docs/commands.md").read_text().partition(f"## `{name}`\n")[2].partition("\n## ")[0]
    every_commands = {action.dest for action in BaseCommand().create_parser("manage.py", name)._actions}
    parser = load_command_class("statements", name).create_parser("manage.py", name)
    own = [action for action in parser._actions if action.dest not in every_commands]
    names = [action.option_strings[-1] if action.option_strings else str(action.metavar) for action in own]
    assert [argument for argument in names if argument not in section] == []


@pytest.mark.parametrize("file", TEMPLATES, ids=inside_root)
def test_no_template_holds_what_the_content_security_policy_forbids(file: Path) -> None:
    text = file.read_text()
    assert re.findall(r"<style|\sstyle=|<script(?![^>]*\ssrc=)|\son[a-z]+=|javascript:", text) == []


@pytest.mark.parametrize("file", TEMPLATES, ids=inside_root)
def test_no_template_turns_escaping_off(file: Path) -> None:
    assert re.findall(r"\|\s*safe\w*|autoescape\s+off", template_code(file)) == []


@pytest.mark.parametrize("file", PUBLIC_TEMPLATES, ids=inside_root)
def test_no_public_template_asks_who_is_logged_in(file: Path) -> None:
    # It would read the session on every page, and make the page one that no cache may keep.
    assert re.findall(r"(?<![\w.\"'-])(?:request\.)?(?:user|perms|messages|session)\b(?!=)", template_code(file)) == []
