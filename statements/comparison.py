"""A comparison as a reader asks for it: the grid, each proposition over time, who stands with whom."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from django.utils.translation import get_language_bidi

from statements import absences, compare, readings, shown, timeline
from statements.forms.compare import MOST_CELLS_IN_FULL, MOST_IN_FULL, CompareForm
from statements.models import Actor, Tag

NAMED = 3
"""Actors, and tags, that a comparison's name names."""


@dataclass(frozen=True)
class GridLine:
    """An actor's row of the grid."""

    actor: Actor
    offices: int
    statements: int
    cells: Sequence[compare.Cell]


@dataclass(frozen=True)
class Comparison:
    """What the form asks for, read from the record; each part once, when it is asked for."""

    form: CompareForm

    @property
    def name(self) -> str:
        """The actors and tags by name, the first of them where they are many."""
        actors, tags = ([node.name for node in nodes] for nodes in (self.form.actors, self.form.tags))
        named = [", ".join(names[:NAMED]) + (" …" if len(names) > NAMED else "") for names in (actors, tags)]
        return ": ".join(named)

    @cached_property
    def lanes(self) -> readings.Lanes:
        """The chosen actors with their offices."""
        return readings.lanes(self.form.actors, self.form.scope, offices=self.form.cleaned_data["offices"])

    @cached_property
    def _every(self) -> list[compare.Row]:
        return readings.rows(self.form.scope, actors=self.lanes.ids, tags=self.form.tags)

    @cached_property
    def periods(self) -> dict[int, compare.Common]:
        """Tag to the period that its actors have in common; empty unless the reader keeps to it."""
        if not self.form.cleaned_data["common"]:
            return {}
        return compare.common_periods(self.lanes.parties, [tag.pk for tag in self.form.tags], self._every)

    @cached_property
    def rows(self) -> list[compare.Row]:
        """All positions of the comparison, twins included."""
        return compare.within(self._every, self.periods)

    @cached_property
    def _by_tag(self) -> dict[int, list[compare.Row]]:
        found: dict[int, list[compare.Row]] = {}
        for row in self.rows:
            found.setdefault(row.tag, []).append(row)
        return found

    @cached_property
    def placed(self) -> compare.Placed:
        """Those that count, by lane and tag."""
        return compare.by_place(self.rows)

    @cached_property
    def counted(self) -> list[compare.Row]:
        """Those that count, latest first."""
        return compare.newest_first(self.placed)

    @cached_property
    def lines(self) -> list[GridLine]:
        """The grid."""
        known = absences.of(self.form.scope, self.lanes, self.form.tags)
        left_out: list[compare.Row] = []
        if self.periods:
            kept = {row.id for row in self.rows}
            left_out = [row for row in self._every if row.id not in kept]
        cells = compare.grid(self.lanes.parties, readings.versions(self.form.tags), self.placed, known, left_out)
        return [
            GridLine(
                actor=self.lanes.actors[party.actor],
                offices=len(party.lanes) - 1,
                statements=known.statements.get(party.actor, 0),
                cells=line,
            )
            for party, line in zip(self.lanes.parties, cells, strict=True)
        ]

    @property
    def is_full(self) -> bool:
        """Whether series and passages stand below the grid."""
        actors = len(self.form.actors)
        return actors <= MOST_IN_FULL and actors * len(self.form.tags) <= MOST_CELLS_IN_FULL

    @cached_property
    def _propositions(self) -> dict[int, int]:
        versions = readings.versions(self.form.tags)
        return {pk: number for pk, number in versions.items() if number is not None}

    def series(self) -> list[Course]:
        """Each proposition on which something was said: over time, in a picture, and who stands with whom."""
        tags = {tag.pk: tag for tag in self.form.tags}
        found = compare.series(self.lanes.parties, self._propositions, self.placed)
        spoken = drawn([(tags[one.tag], one) for one in found if one.count], self.lanes, self.form.scope)
        return [Course(tag, one, chart, self.stands(tag)) for tag, one, chart in spoken]

    def stands(self, tag: Tag) -> list[compare.Group]:
        """The actors by where they stand on a proposition at the end of the period, and who moved since."""
        since, at = self.form.cleaned_data["since"], [one.pk for one in self.form.tags].index(tag.pk)
        rows = self._by_tag.get(tag.pk, []) if since else []
        now = [line.cells[at] for line in self.lines]
        return compare.stands(self.lanes.parties, tag.pk, self._propositions[tag.pk], rows, since=since, now=now)


class Course(NamedTuple):
    """One proposition of a comparison."""

    tag: Tag
    series: compare.Series
    chart: timeline.Chart
    stands: Sequence[compare.Group]


def drawn(
    found: Iterable[tuple[Any, compare.Series]], lanes: readings.Lanes, scope: readings.Scope
) -> list[tuple[Any, compare.Series, timeline.Chart]]:
    """Each tag with its series and the picture of it, with the terms of office in its lanes; one query."""
    terms = readings.terms(lanes, scope.as_of)
    called = {pk: shown.name_of(actor) for pk, actor in lanes.actors.items()}
    period = {"since": scope.since, "until": scope.until}
    return [
        (tag, one, timeline.draw(one, called, shown.name_of(tag), terms, **period, mirrored=get_language_bidi()))
        for tag, one in found
    ]
