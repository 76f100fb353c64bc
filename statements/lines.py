"""One line: the versions of a reading, and how the version on a page was reviewed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db.models import Case, CharField, OuterRef, Subquery, When
from django.db.models.functions import Coalesce

from statements.codes import Origin
from statements.models import Edition, Position, Review, Text
from statements.recording import SOURCE_DATA


class Eyes(StrEnum):
    """Who has looked at a reading."""

    TWO_PAIRS = "two-pairs"
    ONE_PAIR = "one-pair"
    IMPORTED = "import"
    MACHINE = "machine"
    FOLLOWS = "follows"


@dataclass(frozen=True, slots=True)
class Line:
    """The versions of a reading that had been public by an instant, newest first, and the present one's review."""

    versions: Sequence[Any]
    """Positions, each with `correction`: why its source was corrected where it only follows that, else None."""
    reviews: Sequence[Review]
    eyes: Eyes
    replaced_by: Any
    """What stands now, where the version on the page stands no more."""


def line_of(shown: Position, as_of: datetime | None) -> Line:
    """The line of a published position, as known at `as_of`; two queries.

    A version that only follows corrected source data changes no reading: the reviews before it still stand, and its
    `correction` is the reason of the correction that it follows.
    """
    every: list[Any] = list(
        Position.objects.ever_published()
        .filter(line=shown.line)
        .annotate(correction=_correction())
        .prefetch_related("reviews")
        .order_by("-recorded_at")
    )
    known = [row for row in every if as_of is None or (row.recorded_at is not None and row.recorded_at <= as_of)]
    reviews: list[Review] = []
    for row in known:
        reviews += [review for review in row.reviews.all() if as_of is None or review.at <= as_of]
        if row.reason != SOURCE_DATA:
            break
    return Line(
        versions=known,
        reviews=reviews,
        eyes=eyes(shown, reviews),
        replaced_by=every[0] if every[0].pk != shown.pk else None,
    )


def _correction() -> Case:
    """The reason given for the edition or text that came at the same instant as a version with no reason of its own."""
    reasons = [
        Subquery(
            model.objects.ever_published()
            .filter(statement=OuterRef("statement"), recorded_at=OuterRef("recorded_at"))
            .order_by("number")
            .values("reason")[:1]
        )
        for model in (Edition, Text)
    ]
    return Case(When(reason=SOURCE_DATA, then=Coalesce(*reasons)), default=None, output_field=CharField())


def eyes(shown: Position, reviews: Sequence[Review]) -> Eyes:
    """Who has looked at a reading: a second editor whose three checks came out well makes two pairs of eyes."""
    if shown.follows is not None:
        return Eyes.FOLLOWS
    if any(review.passed for review in reviews):
        return Eyes.TWO_PAIRS
    return {Origin.IMPORT.value: Eyes.IMPORTED, Origin.MACHINE.value: Eyes.MACHINE}.get(shown.origin, Eyes.ONE_PAIR)
