"""The sitemap: every page of something published, in files of 1,000 addresses.

How many there are is counted once a revision, for all files.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, TypeVar

from django.contrib.sitemaps import Sitemap
from django.core.paginator import Paginator
from django.db.models import Max, Model
from django.http import HttpRequest
from django.urls import reverse

from statements.conditional import once
from statements.models import Actor, Position, Statement, Tag


class Pages(Sitemap[str]):
    """The pages that stand for themselves."""

    def items(self) -> list[str]:
        """The names of their addresses."""
        return ["home", "statements", "actors", "tags", "compare", "coverage", "changes", "method"]

    def location(self, item: str) -> str:
        """The address of one."""
        return reverse(item)


Row = TypeVar("Row", bound=Model)


class Rows(Sitemap[Row]):
    """Rows of the record; `request` is that of a view that is `by_revision`."""

    limit = 1_000

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    @property
    def paginator(self) -> Paginator[Row]:
        """The files, their number known from before."""
        items: Any = self.items()
        found: Paginator[Row] = Paginator(items, self.limit)
        found.count = once(self.request, f"sitemap {type(self).__name__}", items.count)
        return found


class Statements(Rows[Statement]):
    """Statements, with the instant they were published."""

    def items(self) -> Any:
        """Published statements by number."""
        return Statement.objects.published().only("pk", "slug", "published_at").order_by("pk")

    def lastmod(self, item: Statement) -> datetime | None:
        """When it was published."""
        return item.published_at

    def get_latest_lastmod(self) -> datetime | None:
        """When the last was published; Django would read every row."""
        latest: dict[str, datetime | None] = Statement.objects.published().aggregate(latest=Max("published_at"))
        return latest["latest"]


class Positions(Rows[Position]):
    """Quotes' own pages, with the instant of the version that stands."""

    def items(self) -> Any:
        """Published positions by line."""
        return Position.objects.published().only("line", "recorded_at").order_by("line")

    def lastmod(self, item: Position) -> datetime | None:
        """When this version was published."""
        return item.recorded_at

    def get_latest_lastmod(self) -> datetime | None:
        """When the last version was published; Django would read every row."""
        # Not as a maximum: behind a join PostgreSQL does not take the last entry of an index for it.
        latest = Position.objects.published().order_by("-recorded_at").values_list("recorded_at", flat=True)
        found: datetime | None = latest.first()
        return found


class Actors(Rows[Actor]):
    """Actors that something published names."""

    def items(self) -> Any:
        """Published actors by number."""
        return Actor.objects.published().only("slug").order_by("pk")


class Tags(Rows[Tag]):
    """Tags that something published names."""

    def items(self) -> Any:
        """Published tags by number."""
        return Tag.objects.published().only("slug").order_by("pk")


def sections(request: HttpRequest) -> dict[str, type[Sitemap[Any]] | Sitemap[Any]]:
    """The parts of the sitemap by the names of their files."""
    return {
        "pages": Pages(),
        "statements": Statements(request),
        "positions": Positions(request),
        "actors": Actors(request),
        "tags": Tags(request),
    }
