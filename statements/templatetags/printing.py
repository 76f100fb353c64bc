"""What paper needs that a screen has elsewhere: the page's address, with the instant at which it holds these rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django import template
from django.http import HttpRequest
from django.utils import timezone

from statements import cite
from statements.conditional import REVISION
from statements.templatetags.record import permanent

register = template.Library()

DATED = frozenset(
    ("statements", "statement", "position", "actors", "actor", "series", "tags", "tag", "compare", "coverage")
)
"""The pages, by the names of their addresses, that can be asked for as the site stood at an instant."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The address that leads back to what a printed page shows; `instant` is None where nothing was published."""

    address: str
    instant: datetime | None


@register.simple_tag
def printed(request: HttpRequest | None) -> Printed | None:
    """The whole address of this page as the site stands, or stood; None where a page is shown for no request.

    A search, and a page about the site itself, is shown only as things stand: its address holds no instant.
    """
    if request is None:
        return None
    revision = request.META.get(REVISION)
    at: datetime | None = revision.at if revision else None
    values = request.GET.copy()
    values.pop("format", None)
    for name in [name for name, kept in values.lists() if not any(kept)]:  # fields that a form sent empty
        del values[name]
    found = request.resolver_match
    if at and found and found.url_name in DATED and not values.get("q"):
        asked = values.get("as_of", "")
        if not asked or asked == f"{timezone.now():%Y-%m-%d}":
            values["as_of"] = cite.instant(at)
    query = values.urlencode(safe=":/")
    address = permanent(request, f"{request.path}?{query}" if query else request.path)
    return Printed(cite.readable(address), at)
