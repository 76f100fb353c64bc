"""No test in this folder may use a database."""

from __future__ import annotations

import pytest

ASKS_FOR_DATABASE = {"db", "transactional_db", "django_db_setup", "database", "live_server", "admin_client"}


def pytest_itemcollected(item: pytest.Item) -> None:
    """Refuse a test that asks for the database: it belongs in tests/db."""
    asked = ASKS_FOR_DATABASE & set(getattr(item, "fixturenames", ()))
    if asked or item.get_closest_marker("django_db"):
        raise pytest.UsageError(f"{item.nodeid} asks for a database: move it to tests/db")
