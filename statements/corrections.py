"""What a correction of a statement's words changed, turn by turn. Shapes only: no query, no markup."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol

from statements import diff

LONGEST = 200
"""Code points of words that are shown of either side."""

MOST = 20
"""Changes of one turn that are shown."""


class Printed(Protocol):
    """What is compared of a turn."""

    order: int
    kind: str
    actor_id: int | None
    label: str
    words: str


@dataclass(frozen=True, slots=True)
class TurnChange:
    """One change in a turn of the new text; `turn` is its number there, None where it is gone.

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
    changes = diff.changes(one, other) if one != other else []
    if one != other and not any(before != after for before, after in changes):
        changes = [(one, other)]  # white space or the style of quotation marks alone
    if len(changes) > MOST:
        changes = [*changes[: MOST - 1], ("…", "…")]
    for number, (before, after) in enumerate(changes or [("", "")] * whose):
        yield TurnChange(new.order, shortened(before), shortened(after), whose and not number)


def _same(before: Sequence[Printed], after: Sequence[Printed]) -> int:
    """How many turns at the beginning are the same."""
    for number, (old, new) in enumerate(zip(before, after, strict=False)):
        if (old.kind, old.actor_id, old.label, old.words) != (new.kind, new.actor_id, new.label, new.words):
            return number
    return min(len(before), len(after))


def shortened(words: str) -> str:
    """Words on one line, cut where they are long."""
    line = " ".join(words.split())
    return line if len(line) <= LONGEST else f"{line[:LONGEST].rstrip()}…"
