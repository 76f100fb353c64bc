"""`manage.py ensure_editor`: one login for a site tried out on one's own machine."""

from io import StringIO
from pathlib import Path

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command
from pytest_django import Settings

ADDRESS = "http://127.0.0.1:8000/"


@pytest.fixture(autouse=True)
def local_site(settings: Settings, tmp_path: Path) -> None:
    settings.DEBUG = True
    settings.VAR_DIR = tmp_path


def ensure_editor() -> str:
    out = StringIO()
    call_command("ensure_editor", address=ADDRESS, stdout=out)
    return out.getvalue()


def test_it_prints_the_address_and_a_login_that_works(tmp_path: Path) -> None:
    said = ensure_editor()
    password = (tmp_path / "editor-password").read_text().strip()
    assert said.splitlines() == [
        f"On Record is at {ADDRESS}, its admin at {ADDRESS}admin/",
        f"Login: editor, password: {password}",
    ]
    editor = User.objects.get()
    assert (editor.username, editor.is_staff, editor.check_password(password)) == ("editor", True, True)


def test_the_password_is_long_and_readable_by_its_owner_alone(tmp_path: Path) -> None:
    ensure_editor()
    file = tmp_path / "editor-password"
    assert len(file.read_text().strip()) >= 16
    assert file.stat().st_mode & 0o777 == 0o600


def test_a_second_run_says_the_same_and_changes_nothing() -> None:
    first, account = ensure_editor(), User.objects.values().get()
    assert ensure_editor() == first
    assert User.objects.values().get() == account


def test_another_database_gets_the_password_that_is_kept() -> None:
    first = ensure_editor()
    User.objects.all().delete()
    assert ensure_editor() == first


def test_a_password_changed_since_is_left_alone() -> None:
    ensure_editor()
    editor = User.objects.get()
    editor.set_password("another one entirely")
    editor.save()
    assert ensure_editor().splitlines()[1] == "Login: editor, with the password given to it since"
    assert User.objects.get().check_password("another one entirely")


def test_it_refuses_a_site_that_is_not_local(settings: Settings, tmp_path: Path) -> None:
    settings.DEBUG = False
    with pytest.raises(CommandError, match="DEBUG is off"):
        ensure_editor()
    assert not User.objects.exists()
    assert not list(tmp_path.iterdir())
