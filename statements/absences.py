"""What the record holds of actors where they have no position: it decides the word in an empty cell.

"Read, nothing found (12 of 30 statements)": both numbers are of distinct statements, each language of an utterance
one, that are the actor's own or an office's, or that one of them stands behind.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import CharField, Count, F, IntegerField, Q, Value

from statements import totals
from statements.codes import Capacity, ReadOutcome
from statements.compare import Coverage, ReadMark
from statements.models import Backing, Edition, Read, Statement, Tag
from statements.models.published import standing
from statements.readings import Lanes, Scope


def of(scope: Scope, chosen: Lanes, tags: Sequence[Tag] | None) -> Coverage:
    """What decides the words in empty cells; `tags` None: all. Three queries."""
    left_out = totals.left_out(scope, chosen.ids, tags)
    return Coverage(
        statements=_statements(scope, chosen),
        others=left_out.on_other_bases,
        made_otherwise=left_out.made_otherwise,
        bases=scope.bases,
        reads=_reads(scope, chosen, tags),
        heard=chosen.heard,
    )


def _statements(scope: Scope, chosen: Lanes) -> dict[int, int]:
    """Party to the statements that are its own, an office's or backed by one of them, each once; one query.

    A lane's own are counted in the database, for each is one actor's; those that it backs are read, to be counted for a
    party that they are not counted for already.
    """
    by, own = _sayings(scope)
    counted = (
        own.filter(actor__in=chosen.ids)
        .order_by()
        .values("actor_id")
        .annotate(of=Count("pk"), tied=Value(None, IntegerField()), whose=Value(None, IntegerField()))
    )
    backed = (
        Backing.objects.published(scope.as_of)
        .filter(_said_then(scope), actor__in=chosen.ids, capacity__in=_BEHIND_IT)
        .order_by()
        .annotate(of=Value(1), tied=F("statement_id"), whose=F(f"{by}actor_id"))
    )
    columns = ("actor_id", "of", "tied", "whose")
    said: dict[int, int] = {}
    ties: dict[int, list[tuple[int, int]]] = {}
    for lane, number, tied, whose in counted.values_list(*columns).union(backed.values_list(*columns), all=True):
        if tied is None:
            said[lane] = number
        else:
            ties.setdefault(lane, []).append((tied, whose))
    found = {}
    for party in chosen.parties:
        lanes = {lane for lane in chosen.ids if chosen.of(lane) in party.lanes}
        others = {tied for lane in lanes for tied, whose in ties.get(lane, ()) if whose not in lanes}
        found[party.actor] = sum(said.get(lane, 0) for lane in lanes) + len(others)
    return found


_BEHIND_IT = sorted(set(Capacity.values) - {Capacity.DISSOCIATES})
"""The capacities in which an actor stands behind a statement."""


def _sayings(scope: Scope) -> tuple[str, Any]:
    """Where a statement's row leads to what the site said of it at the instant, and all that it said of any.

    Now that is the statement itself.
    """
    if scope.as_of is None:
        return "statement__", Statement.objects.published().filter(scope.said())
    return "statement__editions__", Edition.objects.published(scope.as_of).filter(scope.said())


def _said_then(scope: Scope) -> Q:
    """Rows whose statement, as the site told of it at the instant, was said in the period."""
    path, _all = _sayings(scope)
    return scope.said(path) if scope.as_of is None else standing(scope.as_of, path) & scope.said(path)


def _reads(scope: Scope, chosen: Lanes, tags: Sequence[Tag] | None) -> list[ReadMark]:
    """The read marks of the statements that `_statements` counts; what a speaker was asked, its backers were not."""
    path, _all = _sayings(scope)
    public = Read.objects.published(scope.as_of)
    if tags is not None:
        public = public.filter(tag__in=Tag.objects.with_subtags(tags, subtags=False))
    own = public.filter(_said_then(scope), **{f"{path}actor__in": chosen.ids}).annotate(
        lane=F(f"{path}actor_id"), found=F("outcome"), asked=F("turn__order")
    )
    backed = public.filter(
        _said_then(scope),
        standing(scope.as_of, "statement__backings__"),
        statement__backings__actor__in=chosen.ids,
        statement__backings__capacity__in=_BEHIND_IT,
    ).annotate(
        lane=F("statement__backings__actor_id"),
        found=Value(ReadOutcome.NOTHING_FOUND.value, CharField()),
        asked=Value(None, IntegerField()),
    )
    arms = [
        marks.order_by().values_list(
            "statement_id", "lane", "tag_id", "tag__merged_into_id", "found", f"{path}said_to", "asked"
        )
        for marks in (own, backed)
    ]
    return [
        ReadMark(statement, chosen.of(lane), tag_now or tag, found, said_to, asked)
        for statement, lane, tag, tag_now, found, said_to, asked in arms[0].union(arms[1])
    ]
