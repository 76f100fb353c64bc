"""What was said last, for the front page: each utterance once, as its original has it."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from django.db.models import OuterRef, QuerySet, Subquery

from statements.compare import AUTHORITY_RANK
from statements.models import Statement, Text

WINDOW = 200
"""Rows among which the latest are sought first: as many as several utterances in many languages take."""


class _Thin(NamedTuple):
    """What choosing a statement needs of it, in the order of the latest."""

    said_to: date
    said_from: date
    id: int
    same_as: str
    authority: str


def statements(at_most: int) -> list[Statement]:
    """The statements that were said last, latest first, with their actors.

    Three queries; where fewer utterances are among the first rows, two more for each look at four times as many.
    """
    public, window = Statement.objects.published(), WINDOW
    while True:
        recent = _thin(public.newest_first()[:window])
        latest = _originals(recent)[:at_most]
        # What lies beyond these rows was said before the last of them, and so before all that is chosen.
        if len(recent) < window or (len(latest) == at_most and latest[-1] >= recent[-1]):
            break
        window *= 4
    found = public.select_related("actor").in_bulk([row.id for row in latest])
    return [found[row.id] for row in latest]


def _originals(recent: list[_Thin]) -> list[_Thin]:
    """Each utterance of these rows once, as its original has it, latest first; one query."""
    public = Statement.objects.published()
    twins = _thin(public.filter(same_as__in={row.same_as for row in recent} - {""}).order_by())
    originals: dict[str, _Thin] = {}
    for row in sorted(twins, key=lambda row: (AUTHORITY_RANK.get(row.authority, len(AUTHORITY_RANK)), row.id)):
        originals.setdefault(row.same_as, row)
    alone = [row for row in recent if not row.same_as]
    return sorted([*alone, *originals.values()], reverse=True)


def _thin(rows: QuerySet[Statement]) -> list[_Thin]:
    original = Text.objects.published().filter(statement=OuterRef("pk"), number=1)
    columns = rows.annotate(authority=Subquery(original.values("authority")[:1]))
    return [
        _Thin(said_to or date.min, said_from or date.min, pk, same_as, authority)
        for said_to, said_from, pk, same_as, authority in columns.values_list(
            "said_to", "said_from", "pk", "same_as", "authority"
        )
    ]
