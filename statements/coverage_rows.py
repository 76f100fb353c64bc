"""From the record to the counts of `coverage`: each function is one query, grouped in the database.

All go through `published`. What a statement is of, and when it was said, is what its edition of the instant says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import BigIntegerField, CharField, Count, Exists, Max, Min, OuterRef, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, Substr

from statements.codes import Origin
from statements.coverage import (
    ActorRow,
    Coverage,
    Held,
    Language,
    Tallies,
    Tally,
    Year,
    by_tag,
    date_of,
    of_actor,
    without_holes,
)
from statements.models import Actor, Edition, Position, Read, Tag, Text
from statements.models.published import standing
from statements.readings import Scope
from statements.search.index import among

TAGS = 60
"""Tags of a page, those with most statements read; a reader names others."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """What is counted: the statements of some actors (all where none is named) and of a period, at an instant."""

    scope: Scope
    actors: Sequence[Actor] = ()
    offices: bool = True
    tags: Sequence[Tag] = ()
    """Tags read `with_proposition`, for whose shares each actor's row is asked; all tags' where none is named."""

    @property
    def as_of(self) -> datetime | None:
        """The instant at which the record is read."""
        return self.scope.as_of

    @property
    def is_whole(self) -> bool:
        """Whether no statement is left out."""
        return not (self.actors or self.scope.since or self.scope.until)

    def theirs(self, path: str = "") -> Q:
        """Editions of the chosen actors; `path` leads to them and ends in `__`."""
        if not self.actors:
            return Q()
        return Q(**{f"{path}actor__in": Actor.objects.with_offices(self.actors, offices=self.offices)})

    def of_statement(self) -> Q:
        """Rows of a statement whose edition of the instant is chosen."""
        path = "statement__editions__"
        return standing(self.as_of, path) & self.scope.said(path) & self.theirs(path)


def coverage(chosen: Chosen, page: int, actors_a_page: int, most_tags: int) -> Coverage:
    """What the record holds of it, with a page (from 1) of the actors, and the tags of which most was read.

    Eight queries, nine where no tag is chosen.
    """
    held, actors = totals(chosen)
    tallies = tallied(chosen)
    tags = chosen.tags or named(tallies, chosen.as_of)
    rows = by_tag(tags, tallies, held.statements)
    return Coverage(
        held=held,
        actors=actors,
        tags=len(rows),
        years=without_holes(years(chosen)),
        languages=languages(chosen),
        by_actor=by_actor(chosen, tallies, (page - 1) * actors_a_page, page * actors_a_page),
        by_tag=rows[:most_tags],
    )


# -- statements ----------------------------------------------------------------------------------------

_ALONE = Q(statement__same_as="")

_FIRST = Concat(Cast("said_from", CharField()), Value("|"), "said_on")
_LAST = Concat(Cast("said_to", CharField()), Value("|"), "said_on")
"""A date of the record behind the day that it sorts by."""

_DATED = Q(said_to__isnull=False)

_ACTOR = Coalesce("actor__merged_into", "actor")
_TAG = Coalesce("tag__merged_into", "tag")
_SPEAKER = Coalesce("statement__editions__actor__merged_into", "statement__editions__actor")


def _counts(said: Q | None = None) -> dict[str, Any]:
    """The parts of `Held`; of rows that `said` picks, where the query itself does not."""
    said = Q() if said is None else said
    return {
        "statements": Count("statement", filter=said),
        "alone": Count("statement", filter=_ALONE & said),
        "several": Count("statement__same_as", filter=~_ALONE & said, distinct=True),
        "undated": Count("statement", filter=~_DATED),
        "first": Min(_FIRST, filter=_DATED & said),
        "last": Max(_LAST, filter=_DATED & said),
    }


def _held(row: dict[str, Any]) -> Held:
    return Held(
        statements=row["statements"],
        utterances=row["alone"] + row["several"],
        undated=row["undated"],
        first=date_of(row["first"] or ""),
        last=date_of(row["last"] or ""),
    )


def _editions(chosen: Chosen) -> Any:
    return Edition.objects.published(chosen.as_of).filter(chosen.theirs()).order_by()


def totals(chosen: Chosen) -> tuple[Held, int]:
    """The statements, and the number of their actors; those without a date that a period leaves out are counted too."""
    said = chosen.scope.said()
    row = _editions(chosen).aggregate(**_counts(said), actors=Count(_ACTOR, filter=said, distinct=True))
    return _held(row), row["actors"]


def years(chosen: Chosen) -> list[Year]:
    """The statements by the year in which their date ends; the undated are left out."""
    rows = _editions(chosen).filter(_DATED, chosen.scope.said())
    grouped = rows.values(year=Substr(Cast("said_to", CharField()), 1, 4)).annotate(**_counts())
    return [Year(int(row["year"]), _held(row)) for row in grouped]


def languages(chosen: Chosen) -> list[Language]:
    """The statements by the language of their original, most first."""
    originals = Text.objects.published(chosen.as_of).filter(number=1)
    if not chosen.is_whole:
        originals = originals.filter(chosen.of_statement())
    grouped = (
        originals.order_by()
        .values("language")
        .annotate(
            statements=Count("statement"),
            alone=Count("statement", filter=_ALONE),
            several=Count("statement__same_as", filter=~_ALONE, distinct=True),
        )
    )
    return [
        Language(row["language"], Held(row["statements"], row["alone"] + row["several"]))
        for row in grouped.order_by("-statements", "language")
    ]


def by_actor(chosen: Chosen, tallies: Tallies, start: int, end: int) -> list[ActorRow]:
    """The actors from `start` to `end`, those with most statements first; three queries."""
    grouped = (
        _editions(chosen)
        .filter(chosen.scope.said())
        .values(node=_ACTOR, name=Coalesce("actor__merged_into__name", "actor__name"))
        .annotate(**_counts())
        .order_by("-statements", "name", "node")[start:end]
    )
    rows = {row["node"]: _held(row) for row in grouped}
    actors = Actor.objects.in_bulk(rows)
    told = _years_of(chosen, list(rows))
    return [
        ActorRow(
            actor=actors[node],
            held=held,
            years=tuple(without_holes(told.get(node, ()))),
            shares=of_actor(node, chosen.tags, tallies, held.statements),
        )
        for node, held in rows.items()
    ]


def _years_of(chosen: Chosen, nodes: Sequence[int]) -> dict[int, list[Year]]:
    """Actor to the years from which there is something of it."""
    rows = (
        _editions(chosen)
        .filter(_DATED, chosen.scope.said())
        .filter(Q(actor__in=among(nodes)) | Q(actor__merged_into__in=among(nodes)))
    )
    grouped = rows.values(node=_ACTOR, year=Substr(Cast("said_to", CharField()), 1, 4)).annotate(**_counts())
    found: dict[int, list[Year]] = {}
    for row in grouped:
        found.setdefault(row["node"], []).append(Year(int(row["year"]), _held(row)))
    return found


# -- what was read -------------------------------------------------------------------------------------


def tallied(chosen: Chosen) -> Tallies:
    """What was read for each tag, told apart by actor where tags are chosen; two queries."""
    places = (_TAG, _SPEAKER if chosen.tags else Value(None, BigIntegerField()))
    found: dict[tuple[int, int | None], Tally] = {}
    for tag, actor, coded, every, first, last in (
        _coded(chosen)
        .values_list(*places)
        .annotate(
            coded=Count("statement", filter=Q(origin=Origin.EDITOR), distinct=True),
            every=Count("statement", distinct=True),
            first=Min(_FIRST, filter=_DATED),
            last=Max(_LAST, filter=_DATED),
        )
    ):
        found[tag, actor] = Tally(coded, every - coded, 0, first or "", last or "")
    for tag, actor, count in _marked(chosen).values_list(*places).annotate(n=Count("statement", distinct=True)):
        found.setdefault((tag, actor), Tally()).nothing_found = count
    return found


def _coded(chosen: Chosen) -> Any:
    """The positions in the chosen statements, on any basis."""
    return _in_statements(chosen, Position.objects.published(chosen.as_of))


def _marked(chosen: Chosen) -> Any:
    """The read marks of the chosen statements that have no position on the tag."""
    same = Position.objects.published(chosen.as_of).filter(statement=OuterRef("statement"))
    coded = same.annotate(node=_TAG).filter(node=OuterRef("node"))
    return _in_statements(chosen, Read.objects.published(chosen.as_of).alias(node=_TAG).filter(~Exists(coded)))


def _in_statements(chosen: Chosen, rows: Any) -> Any:
    if chosen.tags:
        rows = rows.filter(tag__in=Tag.objects.with_subtags(chosen.tags, subtags=False))
    if chosen.tags or not chosen.is_whole:
        rows = rows.filter(chosen.of_statement())
    return rows.order_by()


def named(tallies: Tallies, as_of: datetime | None) -> list[Tag]:
    """The tags that were read for, as far as the public knows them."""
    found = Tag.objects.published(as_of).with_proposition(as_of)
    return list(found.filter(pk__in=among([tag for tag, _actor in tallies])))
