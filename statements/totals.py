"""How many positions there are, counted in the database as `compare.once` counts rows.

One for each utterance, actor, tag and basis; what was merged counts as what it became. One query each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any

from django.db import connection
from django.db.models import Case, CharField, Count, DateField, F, Max, Min, Q, Value, When
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from statements.codes import Basis, Origin
from statements.languages import UNKNOWN
from statements.models import Actor, Position, Statement, Tag
from statements.readings import Scope, positions

_UTTERANCE = Coalesce(
    NullIf(Concat(Value("="), "statement__same_as"), Value("=")),
    Cast("statement_id", CharField()),
)

_NOW = {node: Coalesce(f"{node}__merged_into_id", f"{node}_id") for node in ("actor", "tag")}
"""The id of a row's actor or tag, or of the one that it was merged into."""


def _key(*parts: Any) -> Concat:
    spaced = [piece for part in parts for piece in (Value(" "), part)]
    return Concat(*spaced, output_field=CharField())


_ACTOR, _TAG = (Cast(now, CharField()) for now in _NOW.values())


def _merged(model: type[Actor] | type[Tag]) -> Any:
    """Those that were merged, and those that they became."""
    became = model._base_manager.filter(merged_into__isnull=False).values("merged_into")
    return model._base_manager.filter(Q(merged_into__isnull=False) | Q(pk__in=became))


def _count() -> Any:
    """The number of positions; strings are made of those alone that may be the same as another."""
    alone = Q(statement__same_as="") & ~Q(actor__in=_merged(Actor)) & ~Q(tag__in=_merged(Tag))
    same = Count(_key(_UTTERANCE, _ACTOR, _TAG, F("basis")), filter=~alone, distinct=True)
    return Count("pk", filter=alone) + same


def by_tag(as_of: datetime | None) -> dict[int, int]:
    """Tag to its positions on any basis."""
    found = Position.objects.published(as_of).order_by().annotate(what=_NOW["tag"])
    return dict(found.values_list("what").annotate(n=_count()))


def left_out_of(scope: Scope, tag: Tag) -> tuple[list[tuple[str, int]], int]:
    """What a scope leaves out on a tag: each other basis with its positions, the most first, and how many positions on
    its bases other makers have; one query.
    """
    counted = _left_out(scope, None, [tag]).values_list("basis", "taken")
    found = list(counted.annotate(n=Count(_key(_UTTERANCE, _ACTOR), distinct=True)).order_by("-n", "basis"))
    otherwise = sum(count for basis, taken, count in found if not taken and basis in scope.bases)
    return [(basis, count) for basis, taken, count in found if taken], otherwise


def _left_out(scope: Scope, actors: Iterable[int] | None, tags: Sequence[Tag] | None) -> Any:
    """The positions of a period that a scope leaves out; `taken` tells whether by their basis alone."""
    if scope.origins:
        every = positions(replace(scope, bases=tuple(Basis.values), origins=()), actors, tags)
        rows = every.exclude(basis__in=scope.bases, origin__in=scope.origins)
    else:
        rows = positions(_elsewhere(scope), actors, tags)
    taken = Case(When(origin__in=scope.origins or Origin.values, then=Value(True)), default=Value(False))
    return rows.annotate(taken=taken)


def _elsewhere(scope: Scope) -> Scope:
    return replace(scope, bases=tuple(set(Basis.values) - set(scope.bases)))


@dataclass(frozen=True, slots=True)
class LeftOut:
    """The positions of a period that a scope leaves out, by (actor, tag)."""

    on_other_bases: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    """By basis, of those whose makers the scope takes."""
    made_otherwise: dict[tuple[int, int], dict[str, int]] = field(default_factory=dict)
    """Those of other makers, on any basis, by basis."""


def left_out(scope: Scope, actors: Iterable[int], tags: Sequence[Tag] | None) -> LeftOut:
    """What a scope leaves out; one query."""
    found = LeftOut()
    rows = _left_out(scope, actors, tags).annotate(who=_NOW["actor"], what=_NOW["tag"])
    placed = rows.values_list("who", "what", "basis", "taken")
    for who, what, basis, is_taken, count in placed.annotate(n=Count(_UTTERANCE, distinct=True)):
        by_basis = found.on_other_bases if is_taken else found.made_otherwise
        by_basis.setdefault((who, what), {})[basis] = count
    return found


def busiest(found: Any, model: type[Actor] | type[Tag], at_most: int) -> list[tuple[int, str]]:
    """The actors or tags with the most of these positions, each with its path; one query."""
    table = model._meta.db_table
    # As an expression: SQLite would walk an index of them, and leap to the row of each entry.
    counted = found.order_by().values(node=F(f"{model._meta.model_name}_id") + 0).annotate(n=Count("pk"))
    sql, parameters = counted.query.sql_with_params()
    with connection.cursor() as cursor:
        # Counted before it is joined to what was merged: a few hundred rows for some hundred thousand.
        cursor.execute(
            f"WITH counted (node, n) AS ({sql}) SELECT COALESCE(m.id, t.id), COALESCE(m.path, t.path) "  # noqa: S608
            f"FROM counted JOIN {table} t ON t.id = counted.node LEFT JOIN {table} m ON m.id = t.merged_into_id "
            "GROUP BY 1, 2 ORDER BY SUM(counted.n) DESC, 1 LIMIT %s",
            [*parameters, at_most],
        )
        return [(pk, path) for pk, path in cursor.fetchall()]


@dataclass(frozen=True, slots=True)
class Everything:
    """What the record holds: public statements and what names them, the years they were said in, their languages."""

    statements: int
    positions: int
    actors: int
    languages: int
    first: date | None
    last: date | None


def everything() -> Everything:
    """The whole record; one query."""
    said = _counted(Statement.objects.published(), "statements").annotate(
        n=Count("pk"),
        m=Count("language", filter=~Q(language=UNKNOWN), distinct=True),
        first=Min("said_from"),
        last=Max("said_to"),
    )
    none = {"m": Value(0), "first": Value(None, DateField()), "last": Value(None, DateField())}
    positions_ = _counted(Position.objects.published(), "positions").annotate(n=_count(), **none)
    actors = _counted(Actor.objects.published(), "actors").annotate(n=Count("pk"), **none)
    columns = ("what", "n", "m", "first", "last")
    found = {
        what: rest
        for what, *rest in said.values_list(*columns).union(
            positions_.values_list(*columns), actors.values_list(*columns), all=True
        )
    }
    statements, languages, first, last = found.get("statements", (0, 0, None, None))
    counts = {what: found[what][0] if what in found else 0 for what in ("positions", "actors")}
    return Everything(statements, counts["positions"], counts["actors"], languages, first, last)


def _counted(rows: Any, what: str) -> Any:
    return rows.order_by().values(what=Value(what, CharField()))
