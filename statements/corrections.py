"""What a correction of a statement's words changed, turn by turn. Shapes only: no query, no markup."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

LONGEST = 200
"""Code points of words that are shown of either side."""

_WORD = re.compile(r"\S+|\s+")


class Printed(Protocol):
    """What is compared of a turn."""

    order: int
    kind: str
    actor_id: int | None
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class TurnChange:
    """What changed in a turn of the new text; `turn` is its number there, None where it is gone.

    `before` and `after` are the words that differ; both '' where only it changed whose words they are.
    """

    turn: int | None
    before: str
    after: str
    whose: bool = False


def changed_turns(before: Sequence[Printed], after: Sequence[Printed]) -> Iterator[TurnChange]:
    """The turns that differ between two versions of a text, in order.

    Turns are paired from the beginning and from the end; what stands between and has no pair was added or
    taken out.
    """
    head = _same(before, after)
    tail = _same(before[head:][::-1], after[head:][::-1])
    old, new = before[head : len(before) - tail], after[head : len(after) - tail]
    for number in range(max(len(old), len(new))):
        if number >= len(old):
            yield TurnChange(new[number].order, "", shortened(new[number].words))
        elif number >= len(new):
            yield TurnChange(None, shortened(old[number].words), "")
        else:
            yield from _changed(old[number], new[number])


def _changed(old: Printed, new: Printed) -> Iterator[TurnChange]:
    whose = (old.kind, old.actor_id) != (new.kind, new.actor_id)
    one, other = old.label + old.words, new.label + new.words
    if one != other:
        yield TurnChange(new.order, *differing(one, other), whose)
    elif whose:
        yield TurnChange(new.order, "", "", whose)


def _same(before: Sequence[Printed], after: Sequence[Printed]) -> int:
    """How many turns at the beginning are the same."""
    for number, (old, new) in enumerate(zip(before, after, strict=False)):
        if (old.kind, old.actor_id, old.label, old.words) != (new.kind, new.actor_id, new.label, new.words):
            return number
    return min(len(before), len(after))


def differing(before: str, after: str) -> tuple[str, str]:
    """The stretch in which two texts differ, whole words of each, shortened."""
    old, new = _WORD.findall(before), _WORD.findall(after)
    start = _shared(old, new)
    end = _shared(old[start:][::-1], new[start:][::-1])
    return shortened("".join(old[start : len(old) - end])), shortened("".join(new[start : len(new) - end]))


def _shared(old: Sequence[str], new: Sequence[str]) -> int:
    """How many words at the beginning are the same."""
    for number, (one, other) in enumerate(zip(old, new, strict=False)):
        if one != other:
            return number
    return min(len(old), len(new))


def shortened(words: str) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
