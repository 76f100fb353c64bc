"""The filters in force that are no facet, each with the address without it; and what to leave out of an empty list."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db.models import Count, IntegerField, QuerySet, Value
from django.http import HttpRequest
from django.utils.translation import gettext as _

from statements import codes, dates
from statements.cite import apart
from statements.codes import Side
from statements.facets import Chip, Way
from statements.listing.counts import labels, word_of
from statements.listing.rows import FACETS, Listing
from statements.loosen import leave_out
from statements.punctuation import quoted
from statements.templatetags.record import count, named, query

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


def looser(request: HttpRequest, listing: Listing) -> list[Way]:
    """Ways to a list that is not empty, each with the number it leads to; two queries where words are sought, else one.

    The list is tried without each filter in force, without the words, and without all filters together.
    """
    tried: dict[tuple[str, ...], QuerySet[Any]] = {}
    widest = listing
    chosen = [name for name in LOOSE if listing.values.get(name)]
    for name in chosen:
        tried[(name,)] = listing.rows(without=(name,))
    if listing.searched:
        tried[("q",)] = listing.rows(without=("q",))
    if listing.searched and listing.values["in"] != Side.ANYWHERE:
        widest = Listing(listing.values | {"in": Side.ANYWHERE, "sort": "-date"})
        tried[("in",)] = widest.rows()
        chosen.append("in")
    together = tuple(chosen)
    if len(together) > 1:
        tried[together] = widest.rows(without=together)
    counted = _counted(tried)
    ways = [
        Way(_way(request, listing, names), query(request, **_gone(names)), count(counted[names], "statements"))
        for names in tried
        if len(names) == 1 and names in counted
    ]
    if len(together) > 1 and together in counted:
        ways.append(
            Way(_("leave out all filters"), query(request, **_gone(together)), count(counted[together], "statements"))
        )
    return ways


LOOSE = (*FACETS, "from", "to")


def _counted(tried: dict[tuple[str, ...], QuerySet[Any]]) -> dict[tuple[str, ...], int]:
    """The number of rows of each way that leads to some; one query."""
    arms = [
        rows.order_by().values(way=Value(number, IntegerField())).annotate(n=Count("pk")).values_list("way", "n")
        for number, rows in enumerate(tried.values())
    ]
    found = dict(arms[0].union(*arms[1:], all=True)) if arms else {}
    return {names: found[number] for number, names in enumerate(tried) if found.get(number)}


def _gone(names: Sequence[str]) -> dict[str, None]:
    """The parameters that go with the filters of these names."""
    with_it = {"q": tuple(SEARCH), "actor": ("actor", "offices"), "tag": ("tag", "subtags")}
    return dict.fromkeys(key for name in names for key in with_it.get(name, (name,)))


def _way(request: HttpRequest, listing: Listing, names: Sequence[str]) -> str:
    """What is left out, as the chips call it."""
    (name,) = names
    if name == "in":
        return _("look anywhere, in questions and narration too")
    if name == "q":
        return _("leave out the words %(words)s") % {"words": quoted(apart(listing.values["q"]))}
    values = listing.values[name]
    if name in ("from", "to"):
        words = [dates.show(str(request.GET[name]).strip())]
    elif name in ("actor", "tag"):
        words = [named(node) for node in values]
    else:
        words = [word_of(name, str(code)) for code in values]
    label = {"actor": _("Actor"), "tag": _("Tag"), "from": _("From"), "to": _("To"), **labels()}[name]
    return leave_out(label, words)
