"""How many positions there are, counted in the database as `compare.once` counts rows.

One for each utterance, actor, tag and basis; what was merged counts as what it became. One query each.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import Cast, Coalesce, Concat, NullIf

from statements.codes import Basis
from statements.models import Actor, Position, Tag
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


def how_many() -> int:
    """The positions of the record."""
    counted: dict[str, int] = Position.objects.published().aggregate(n=_count())
    return counted["n"]


def by_tag(as_of: datetime | None) -> dict[int, int]:
    """Tag to its positions on any basis."""
    found = Position.objects.published(as_of).order_by().annotate(what=_NOW["tag"])
    return dict(found.values_list("what").annotate(n=_count()))


def by_basis(scope: Scope, tag: Tag) -> dict[str, int]:
    """Positions on a tag, on each basis, the most first."""
    every = Scope(scope.since, scope.until, tuple(Basis.values), scope.as_of)
    counted = positions(every, None, [tag]).values_list("basis")
    return dict(counted.annotate(n=Count(_key(_UTTERANCE, _ACTOR), distinct=True)).order_by("-n", "basis"))


def on_other_bases(
    scope: Scope, actors: Iterable[int], tags: Sequence[Tag] | None
) -> dict[tuple[int, int], dict[str, int]]:
    """(actor, tag) to the positions on each basis that the scope leaves out."""
    elsewhere = Scope(scope.since, scope.until, tuple(set(Basis.values) - set(scope.bases)), scope.as_of)
    found = positions(elsewhere, actors, tags).annotate(who=_NOW["actor"], what=_NOW["tag"])
    others: dict[tuple[int, int], dict[str, int]] = {}
    counted = found.values_list("who", "what", "basis").annotate(n=Count(_UTTERANCE, distinct=True))
    for who, what, basis, count in counted:
        others.setdefault((who, what), {})[basis] = count
    return others
