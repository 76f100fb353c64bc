"""The filters in force that are no facet, each with the address without it; and what to leave out of an empty list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _

from statements import codes, dates
from statements.codes import Side
from statements.facets import Chip
from statements.listing.rows import FACETS, Listing
from statements.search import index
from statements.templatetags.record import query

SEARCH: dict[str, None] = {"q": None, "in": None, "sort": None}
"""What goes when the words go."""


def others(request: HttpRequest, values: dict[str, Any]) -> list[Chip]:
    """The words, where they are sought, the period, and what is left out of the trees."""
    return list(_others(request, values))


def _others(request: HttpRequest, values: dict[str, Any]) -> Iterator[Chip]:
    if values["q"]:
        yield Chip(_("Words"), values["q"], query(request, **SEARCH))
        if values["in"] != Side.ANYWHERE:
            yield Chip(_("In"), str(codes.Side(values["in"]).label), query(request, **{"in": None}))
    for name, label in (("from", _("From")), ("to", _("To"))):
        if values[name]:
            yield Chip(label, dates.show(str(request.GET[name]).strip()), query(request, **{name: None}))
    if values["actor"] and not values["offices"]:
        yield Chip(_("Offices"), _("left out"), query(request, offices=None))
    if values["tag"] and not values["subtags"]:
        yield Chip(_("Tags below"), _("left out"), query(request, subtags=None))


def looser(request: HttpRequest, listing: Listing) -> list[dict[str, str]]:
    """Ways (`label`, `url`) to a list that is not empty; two queries where words are sought."""
    unfiltered: dict[str, None] = dict.fromkeys((*FACETS, "from", "to", "offices", "subtags", "in"))
    filtered = any(listing.values.get(name) for name in (*FACETS, "from", "to"))
    if not listing.searched:
        return [{"label": _("leave out all filters"), "url": query(request, **unfiltered)}] if filtered else []
    ways = []
    anywhere = index.search(listing.query)
    if anywhere.turns and listing.values["in"] != Side.ANYWHERE:
        wider = Listing(listing.values | {"in": Side.ANYWHERE, "sort": "-date"})
        wider.hits = anywhere
        if wider.totals.statements:
            label = _("look anywhere, in questions and narration too")
            ways.append({"label": label, "url": query(request, **{"in": None})})
    if anywhere.turns and filtered:
        ways.append({"label": _("leave out all filters"), "url": query(request, **unfiltered)})
    return ways
