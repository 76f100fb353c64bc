"""What to leave out of a list that came out empty, each with how much stands there then."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.utils.translation import gettext as _

from statements.cite import apart
from statements.facets import Chip, Facet, Way
from statements.punctuation import colon, names, quoted
from statements.templatetags.record import count, query


def leave_out(label: str, values: Sequence[str]) -> str:
    """A filter to leave out, by its name and what was chosen of it."""
    return _("leave out %(filter)s") % {"filter": quoted(label + colon() + names().join(map(apart, values)))}


def without(request: HttpRequest, facets: Sequence[Facet], what: str) -> list[Way]:
    """The facets in force that hide something; `what` is counted, as `count` names it."""
    ways = []
    for facet in facets:
        chosen = [choice.label for choice in facet.choices if choice.chosen]
        held = sum(choice.count or 0 for choice in facet.choices)
        if chosen and held:
            ways.append(Way(leave_out(facet.label, chosen), query(request, **{facet.key: None}), count(held, what)))
    return ways


def name_chip(request: HttpRequest, words: str) -> list[Chip]:
    """The name sought, to take out; none where none is."""
    return [Chip(_("Name"), words, query(request, find=None))] if words else []


def without_name(request: HttpRequest, words: str, leads_to: str) -> list[Way]:
    """The name sought, to leave out."""
    return [Way(leave_out(_("Name"), [words]), query(request, find=None), leads_to)]
