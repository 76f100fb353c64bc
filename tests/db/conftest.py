"""Every test in this folder may use the database, and runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give a test that does not say otherwise the mark `django_db`.

    One that commits empties every table afterwards: what migrations wrote (the groups) is put back for the next.
    """
    asked = item.get_closest_marker("django_db")
    if asked is None:
        item.add_marker(pytest.mark.django_db)
    elif asked.kwargs.get("transaction"):
        item.add_marker(pytest.mark.django_db(**asked.kwargs | {"serialized_rollback": True}), append=False)
