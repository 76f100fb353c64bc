"""What every test shares: settings that make runs quick and alike, and the database's kind."""

from __future__ import annotations

import hypothesis
import pytest
from django.conf import settings
from django.db import connections


def pytest_configure() -> None:
    """Take a quick password hasher, and leave the throttling of logins to the tests that ask for it.

    An example may take its time: on a busy machine a deadline would say nothing of the code.
    """
    hypothesis.settings.register_profile("without-deadline", deadline=None)
    hypothesis.settings.load_profile("without-deadline")
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.AXES_ENABLED = False


@pytest.fixture(scope="session")
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Keep SQLite's test database in a file of this run: threads cannot race on one in memory."""
    for connection in connections.all():
        if connection.vendor == "sqlite":
            folder = tmp_path_factory.mktemp("database")
            connection.settings_dict["TEST"]["NAME"] = str(folder / "test.sqlite3")


@pytest.fixture
def database(db: None) -> str:
    """Return the kind of database the test runs on: `sqlite` or `postgresql`."""
    return connections["default"].vendor
