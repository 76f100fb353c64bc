"""Passages on the turns of a text: make them, and find them again in a new version, exactly or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from statements import passages as selectors
from statements.models import Passage, Turn


@dataclass(frozen=True, slots=True)
class Found:
    """Where a quote stands in the new version."""

    turn: Turn
    start: int
    end: int
    prefix: str
    suffix: str


@dataclass(frozen=True, slots=True)
class Lost:
    """Why a quote has no place in the new version."""

    why: str


def find_again(passage: Passage, turns: Sequence[Turn]) -> Found | Lost:
    """The place of a passage's quote among `turns` (saved, in order), found exactly; never a near match."""
    selector = selectors.Selector(
        quote=passage.quote,
        prefix=passage.prefix,
        suffix=passage.suffix,
        start=passage.start,
        end=passage.end,
    )
    by_order = {turn.order: turn for turn in turns}
    place = selectors.find_again(selector, [(turn.order, turn.words) for turn in turns], preferred=passage.turn.order)
    if place is None:
        return Lost("the quote does not stand in the new words")
    if isinstance(place, selectors.Ambiguous):
        return Lost("the quote stands in several places of the new words")
    turn = by_order[place.key]
    again = selectors.select(turn.words, place.start, place.end)
    return Found(turn=turn, start=place.start, end=place.end, prefix=again.prefix, suffix=again.suffix)
