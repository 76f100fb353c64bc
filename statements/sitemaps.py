"""The sitemap: every page of something published, in files of 1,000 addresses."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.db.models import Max
from django.urls import reverse

from statements.models import Actor, Position, Statement, Tag


class Pages(Sitemap[str]):
    """The pages that stand for themselves."""

    def items(self) -> list[str]:
        """The names of their addresses."""
        return ["home", "statements", "actors", "tags", "compare", "coverage", "changes", "method"]

    def location(self, item: str) -> str:
        """The address of one."""
        return reverse(item)


class Statements(Sitemap[Statement]):
    """Statements, with the instant they were published."""

    limit = 1_000

    def items(self) -> Any:
        """Published statements by number."""
        return Statement.objects.published().only("pk", "slug", "published_at").order_by("pk")

    def lastmod(self, item: Statement) -> datetime | None:
        """When it was published."""
        return item.published_at

    def get_latest_lastmod(self) -> datetime | None:
        """When the last was published; Django would read every row."""
        return _latest(Statement.objects.published(), "published_at")


class Positions(Sitemap[Position]):
    """Quotes' own pages, with the instant of the version that stands."""

    limit = 1_000

    def items(self) -> Any:
        """Published positions by line."""
        return Position.objects.published().only("line", "recorded_at").order_by("line")

    def lastmod(self, item: Position) -> datetime | None:
        """When this version was published."""
        return item.recorded_at

    def get_latest_lastmod(self) -> datetime | None:
        """When the last version was published; Django would read every row."""
        return _latest(Position.objects.published(), "recorded_at")


def _latest(rows: Any, stamp: str) -> datetime | None:
    latest: dict[str, datetime | None] = rows.aggregate(latest=Max(stamp))
    return latest["latest"]


class Actors(Sitemap[Actor]):
    """Actors that something published names."""

    limit = 1_000

    def items(self) -> Any:
        """Published actors by number."""
        return Actor.objects.published().only("slug").order_by("pk")


class Tags(Sitemap[Tag]):
    """Tags that something published names."""

    limit = 1_000

    def items(self) -> Any:
        """Published tags by number."""
        return Tag.objects.published().only("slug").order_by("pk")


SECTIONS: dict[str, type[Sitemap[Any]] | Sitemap[Any]] = {
    "pages": Pages,
    "statements": Statements,
    "positions": Positions,
    "actors": Actors,
    "tags": Tags,
}
