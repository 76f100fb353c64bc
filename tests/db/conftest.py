"""Every test in this folder may use the database, and runs on SQLite and on PostgreSQL."""

from __future__ import annotations

import pytest
from django.core.cache import caches


def pytest_itemcollected(item: pytest.Item) -> None:
    """Give a test that does not say otherwise the mark `django_db`.

    One that commits empties every table afterwards: what migrations wrote (the groups) is put back for the next.
    """
    asked = item.get_closest_marker("django_db")
    if asked is None:
        item.add_marker(pytest.mark.django_db)
    elif asked.kwargs.get("transaction"):
        item.add_marker(pytest.mark.django_db(**asked.kwargs | {"serialized_rollback": True}), append=False)


@pytest.fixture(autouse=True)
def _nothing_kept() -> None:
    """A site where nothing was ever published has one mark in every test: what one test kept is not for the next."""
    for kept in caches.all(initialized_only=True):
        kept.clear()
