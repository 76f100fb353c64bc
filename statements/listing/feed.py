"""A list of statements as entries of a feed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from itertools import chain

from statements import codes, dates
from statements.feeds import FeedEntry
from statements.listing.rows import Listing, Row
from statements.models import Edition, Text


def entries(listing: Listing) -> Iterator[FeedEntry]:
    """The statements that the site published last, last first; four queries."""
    rows = listing.newest_on_site()
    changed = _changed(listing, rows)
    for row in rows:
        form = str(codes.Form(row.form).label)
        yield FeedEntry(
            key=f"statement {row.key}",
            title=row.title,
            path=row.get_absolute_url(),
            author=row.actor.name,
            published=row.published_at,
            updated=changed.get(row.id, row.published_at),
            summary=f"{row.actor.name}, {dates.show(row.said_on)}, {form}.",
            tags=tuple(tag.name for tag in row.tags),
            invented=row.actor.invented,
        )


def _changed(listing: Listing, rows: list[Row]) -> dict[int, datetime]:
    """Statement to the instant of the last version of its edition or words."""
    ids = [row.id for row in rows]
    editions = Edition.objects.published(listing.as_of).filter(statement__in=ids)
    texts = Text.objects.published(listing.as_of).filter(statement__in=ids)
    changed: dict[int, datetime] = {}
    stamps = chain(*(found.order_by().values_list("statement", "recorded_at") for found in (editions, texts)))
    for statement, at in stamps:
        changed[statement] = max(at, changed.get(statement, at))
    return changed
