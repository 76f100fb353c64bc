"""Atom (RFC 4287): what the site published last, of any list.

Ids are made of keys that move with the record, so that a reader's program knows an entry again wherever the
site stands.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, SyndicationFeed
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from statements.templatetags.record import permanent
from statements.xml_text import clean

NAMESPACE = uuid.UUID("6f1f0f0e-5d0a-5c9b-9a63-0b6a3f2d7c11")

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class FeedEntry:
    """One entry. `key` is stable wherever the site stands; `author` whose words or reading it is."""

    key: str
    title: str
    path: str
    author: str
    published: datetime
    updated: datetime
    summary: str = ""
    tags: tuple[str, ...] = field(default_factory=tuple)
    invented: bool = False


class Feed(Atom1Feed):
    """Atom as Django writes it, whose entries need not be in order of time."""

    def latest_post_date(self) -> datetime:
        """When the feed last changed: the latest change of an entry, a fixed instant where there is none."""
        return max((item["updateddate"] for item in self.items), default=EPOCH)


def atom_answer(request: HttpRequest, title: str, entries: Iterable[FeedEntry]) -> HttpResponse:
    """A feed of the list at this address; the page of the same list is its alternate."""
    page = request.GET.copy()
    page.pop("format", None)
    query = page.urlencode()
    alternate = permanent(request, f"{request.path}?{query}" if query else request.path)
    feed: SyndicationFeed = Feed(
        title=clean(_("%(title)s – On Record") % {"title": title}),
        link=alternate,
        description="",
        language=get_language(),
        feed_url=permanent(request, request.get_full_path()),
        feed_guid=stable_id(f"feed {request.path}?{'&'.join(sorted(query.split('&')))}"),
        author_name=_("On Record"),
    )
    for entry in entries:
        feed.add_item(**_item(entry, request))
    response = HttpResponse(content_type="application/atom+xml; charset=utf-8")
    feed.write(response, "utf-8")
    return response


def _item(entry: FeedEntry, request: HttpRequest) -> dict[str, Any]:
    invented = _("Invented, for demonstration.")
    return {
        "title": clean(entry.title),
        "link": permanent(request, entry.path),
        "description": clean(f"{invented} {entry.summary}".strip() if entry.invented else entry.summary),
        "author_name": clean(entry.author),
        "pubdate": entry.published,
        "updateddate": entry.updated,
        "unique_id": stable_id(entry.key),
        "categories": [clean(tag) for tag in ((*entry.tags, "invented") if entry.invented else entry.tags)],
    }


def stable_id(key: str) -> str:
    """The id of a key, the same on every site that holds it."""
    return f"urn:uuid:{uuid.uuid5(NAMESPACE, key)}"
