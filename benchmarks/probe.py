"""Where a request's time goes: in the database, in templates, in the rest."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest import mock

from django.db import connection
from django.db.backends.utils import CursorWrapper
from django.template.backends.django import Template


@dataclass(slots=True)
class Spent:
    """The SQL of a request, and the milliseconds spent in it and in rendering (the SQL of a template not counted)."""

    statements: list[tuple[str, Any]] = field(default_factory=list)
    sql: float = 0.0
    templates: float = 0.0
    rendering: bool = False

    @contextmanager
    def in_sql(self) -> Iterator[None]:
        """Count the time until its end as the database's."""
        start = time.perf_counter()
        try:
            yield
        finally:
            self.sql += (time.perf_counter() - start) * 1000


@contextmanager
def probe() -> Iterator[Spent]:
    """Watch what is done inside; fetching rows is the database's time, since SQLite works while they are fetched."""
    spent = Spent()
    render = Template.render

    def watched(self: Template, *args: Any, **kwargs: Any) -> Any:
        if spent.rendering:
            return render(self, *args, **kwargs)
        start, before, spent.rendering = time.perf_counter(), spent.sql, True
        try:
            return render(self, *args, **kwargs)
        finally:
            spent.rendering = False
            spent.templates += (time.perf_counter() - start) * 1000 - (spent.sql - before)

    def make_cursor(cursor: Any) -> WatchedCursor:
        return WatchedCursor(cursor, connection, spent)

    with mock.patch.object(connection, "make_cursor", make_cursor), mock.patch.object(Template, "render", watched):
        yield spent


class WatchedCursor(CursorWrapper):
    """A cursor that keeps what it was asked, and how long that took."""

    def __init__(self, cursor: Any, db: Any, spent: Spent) -> None:
        super().__init__(cursor, db)
        self.spent = spent

    def execute(self, sql: Any, params: Any = None) -> Any:
        """Like Django's."""
        # SQLite's transactions begin with a statement of their own; it is none of the page's.
        if not str(sql).startswith("BEGIN"):
            self.spent.statements.append((str(sql), params))
        with self.spent.in_sql():
            return super().execute(sql, params)

    def __getattr__(self, name: str) -> Any:
        found = super().__getattr__(name)
        if not name.startswith("fetch"):
            return found

        def fetch(*args: Any, **kwargs: Any) -> Any:
            with self.spent.in_sql():
                return found(*args, **kwargs)

        return fetch

    def __iter__(self) -> Iterator[Any]:
        return iter(self.fetchall())
