"""What narrows the readings on a page: each choice with the address without it, and what to leave out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from django.http import HttpRequest
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from statements import dates
from statements.codes import DEFAULT_BASES, Basis, Origin
from statements.compare import Row
from statements.facets import Chip, Way
from statements.forms.compare import ReadingFilters
from statements.loosen import leave_out
from statements.readings import Scope
from statements.templatetags.record import count, query


def chips(request: HttpRequest, form: ReadingFilters) -> list[Chip]:
    """The period, the bases, the makers and the rest of a valid form, as a reader chose them."""
    return list(_chips(request, form))


def _chips(request: HttpRequest, form: ReadingFilters) -> Iterator[Chip]:
    for name, label in (("from", _("From")), ("to", _("To")), ("since", _("Who moved since"))):
        if form.cleaned_data.get(name):
            yield Chip(label, _date(form, name), query(request, **{name: None}))
    for basis in form.chosen_bases:
        yield Chip(_("Basis"), capfirst(str(Basis(basis).label)), query(request, basis__remove=basis))
    for origin in form.cleaned_data["origin"]:
        yield Chip(_("Readings"), str(Origin(origin).label), query(request, origin__remove=origin))
    if not form.cleaned_data["offices"]:
        yield Chip(_("Offices"), _("left out"), query(request, offices=None))


def looser(request: HttpRequest, form: ReadingFilters, how_many: Callable[[Scope], int]) -> list[Way]:
    """The period, bases or makers to leave out of a page without readings; `how_many` counts those of a scope."""
    values, ways = form.cleaned_data, []
    ends = [name for name in ("from", "to") if values.get(name)]
    if ends and (held := how_many(replace(form.scope, since=None, until=None))):
        period = [_end(form, name) for name in ends]
        label = leave_out(_("Period"), period)
        ways.append(Way(label, query(request, **{"from": None, "to": None}), count(held, "readings")))
    if values.get("basis") and (held := how_many(replace(form.scope, bases=DEFAULT_BASES))):
        bases = [capfirst(str(Basis(basis).label)) for basis in values["basis"]]
        ways.append(Way(leave_out(_("Basis"), bases), query(request, basis=None), count(held, "readings")))
    if values["origin"] and (held := how_many(replace(form.scope, origins=()))):
        makers = [str(Origin(origin).label) for origin in values["origin"]]
        ways.append(Way(leave_out(_("Readings"), makers), query(request, origin=None), count(held, "readings")))
    return ways


def _end(form: ReadingFilters, name: str) -> str:
    """One end of the period, in words."""
    after: dates.After = "since" if name == "from" else "until"
    words = _("From %(date)s") if name == "from" else _("to %(date)s")
    return words % {"date": dates.show(str(form.data[name]).strip(), after)}


def _date(form: ReadingFilters, name: str) -> str:
    return dates.show(str(form.data[name]).strip())


def years(rows: Iterable[Row]) -> list[tuple[int, int]]:
    """The years in which rows may have been said, the latest first, each with the number that it alone would leave."""
    found: Counter[int] = Counter()
    for (first, last), number in Counter(_spans(rows)).items():
        found.update(dict.fromkeys(range(first, last + 1), number))
    return sorted(found.items(), reverse=True)


def _spans(rows: Iterable[Row]) -> Iterator[tuple[int, int]]:
    """The first and the last year of each dated row."""
    return ((row.said_from.year, row.said_to.year) for row in rows if row.said_from and row.said_to)
