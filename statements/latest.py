"""What was said last, for the front page: each utterance once, as its original has it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from statements.compare import AUTHORITY_RANK
from statements.models import Statement, Text

WINDOW = 200
"""Rows among which the latest are sought: as many as several utterances in many languages take."""


class _Thin(NamedTuple):
    """What choosing a statement needs of it, in the order of the latest."""

    said_to: date
    said_from: date
    id: int
    same_as: str
    authority: str


def statements(at_most: int) -> list[Statement]:
    """The statements that were said last, latest first, with their actors; three queries."""
    public = Statement.objects.published()
    recent = _thin(public.newest_first()[:WINDOW])
    twins = _thin(public.filter(same_as__in={row.same_as for row in recent} - {""}).order_by())
    originals: dict[str, _Thin] = {}
    for row in sorted(twins, key=lambda row: (AUTHORITY_RANK.get(row.authority, len(AUTHORITY_RANK)), row.id)):
        originals.setdefault(row.same_as, row)
    alone = [row for row in recent if not row.same_as]
    chosen = [row.id for row in sorted([*alone, *originals.values()], reverse=True)[:at_most]]
    found = public.select_related("actor").in_bulk(chosen)
    return [found[pk] for pk in chosen]


def _thin(rows: QuerySet[Statement]) -> list[_Thin]:
    original = Text.objects.published().filter(statement=OuterRef("pk"), number=1)
    columns = rows.annotate(authority=Subquery(original.values("authority")[:1]))
    return [
        _Thin(said_to or date.min, said_from or date.min, pk, same_as, authority)
        for said_to, said_from, pk, same_as, authority in columns.values_list(
            "said_to", "said_from", "pk", "same_as", "authority"
        )
    ]
