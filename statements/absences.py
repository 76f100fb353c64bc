"""What the record holds of actors where they have no position: it decides the word in an empty cell.

"Read, nothing found (12 of 30 statements)": both numbers are of distinct statements, each language of an utterance
one, that are the actor's own or an office's, or that one of them stands behind.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.db import connection
from django.db.models import CharField, F, IntegerField, Q, Value

from statements import totals
from statements.codes import Capacity, ReadOutcome
from statements.compare import Coverage, ReadMark
from statements.models import Backing, Edition, Read, Tag
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
    """Party to the statements that are its own, an office's or backed by one of them, each once; one query."""
    own = Edition.objects.published(scope.as_of).filter(scope.said(), actor__in=chosen.ids)
    backed = Backing.objects.published(scope.as_of).filter(
        _said_then(scope), actor__in=chosen.ids, capacity__in=_BEHIND_IT
    )
    arms = [
        rows_.order_by().annotate(lane=F("actor_id"), tied=F("statement_id")).values("lane", "tied")
        for rows_ in (own, backed)
    ]
    ties, of_ties = arms[0].union(arms[1]).query.sql_with_params()
    places = [
        place
        for party in chosen.parties
        for lane in chosen.ids
        if chosen.of(lane) in party.lanes
        for place in (lane, party.actor)
    ]
    values = ", ".join(["(%s, %s)"] * (len(places) // 2))
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH tie AS ({ties}), place (lane, party) AS (VALUES {values}) "  # noqa: S608
            "SELECT place.party, COUNT(DISTINCT tie.tied) FROM tie JOIN place ON place.lane = tie.lane "
            "GROUP BY place.party",
            [*of_ties, *places],
        )
        return dict(cursor.fetchall())


_BEHIND_IT = sorted(set(Capacity.values) - {Capacity.DISSOCIATES})
"""The capacities in which an actor stands behind a statement."""


def _said_then(scope: Scope) -> Q:
    """Rows whose statement, by its edition of the instant, was said in the period."""
    return standing(scope.as_of, "statement__editions__") & scope.said("statement__editions__")


def _reads(scope: Scope, chosen: Lanes, tags: Sequence[Tag] | None) -> list[ReadMark]:
    """The read marks of the statements that `_statements` counts; what a speaker was asked, its backers were not."""
    public = Read.objects.published(scope.as_of)
    if tags is not None:
        public = public.filter(tag__in=Tag.objects.with_subtags(tags, subtags=False))
    own = public.filter(_said_then(scope), statement__editions__actor__in=chosen.ids).annotate(
        lane=F("statement__editions__actor_id"), found=F("outcome"), asked=F("turn__order")
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
            "statement_id", "lane", "tag_id", "tag__merged_into_id", "found", "statement__editions__said_to", "asked"
        )
        for marks in (own, backed)
    ]
    return [
        ReadMark(statement, chosen.of(lane), tag_now or tag, found, said_to, asked)
        for statement, lane, tag, tag_now, found, said_to, asked in arms[0].union(arms[1])
    ]
