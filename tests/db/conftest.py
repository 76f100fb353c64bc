"""Every test in this folder may use the database, and runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give a test that does not say otherwise the mark `django_db`."""
    if item.get_closest_marker("django_db") is None:
        item.add_marker(pytest.mark.django_db)
