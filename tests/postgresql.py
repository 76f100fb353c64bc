"""The pytest plugin that chooses the database of a run: SQLite, or with --postgresql a throw-away server.

It stands in pyproject.toml as `-p tests.postgresql`, so that it acts before the settings are read.
"""

from __future__ import annotations

import atexit
import os
import signal
from collections.abc import Generator
from contextlib import ExitStack

import pytest

from tests.throwaway_postgresql import NoServerFound, throwaway_server

# The settings under test are the defaults, whatever the shell that starts the run has set.
UNSET = (
    "ALLOWED_HOSTS", "CSRF_TRUSTED_ORIGINS", "DEBUG", "HSTS_SECONDS", "HTTPS", "LOG_LEVEL", "SECRET_KEY",
    "SITE_URL", "TRUST_PROXY", "VAR_DIR",
)  # fmt: skip


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add --postgresql."""
    parser.addoption(
        "--postgresql",
        action="store_true",
        help="run on PostgreSQL: on DATABASE_URL where it is set, else on a throw-away server",
    )


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_load_initial_conftests(early_config: pytest.Config) -> Generator[None, None, None]:
    """Set the environment before pytest-django reads the settings; workers of xdist inherit it."""
    for name in UNSET:
        os.environ.pop(name, None)
    if early_config.known_args_namespace.postgresql:
        choose_postgresql()
    return (yield)


def choose_postgresql() -> None:
    """Make DATABASE_URL name a PostgreSQL server, starting one where none is named."""
    url = os.environ.get("DATABASE_URL")
    if url:
        if not url.startswith(("postgres://", "postgresql://")):
            raise pytest.UsageError("--postgresql was given, but DATABASE_URL names another kind of database")
        return
    running = ExitStack()
    try:
        os.environ["DATABASE_URL"] = running.enter_context(throwaway_server())
    except NoServerFound as error:
        raise pytest.UsageError(str(error)) from error
    # At exit, not at pytest's own end: a run that fails while it is being configured has no such end.
    atexit.register(running.close)
    signal.signal(signal.SIGTERM, signal.default_int_handler)
