"""What counts, what came before what, and how a reading differs from the one before it."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from datetime import date
from itertools import chain
from typing import TypeGuard

from statements.codes import FIRMNESS, STANCE_ORDER
from statements.compare.shapes import Change, Party, Row, Step


def once(rows: Iterable[Row]) -> list[Row]:
    """One row for each (utterance, actor, tag, basis): the original's."""
    best: dict[tuple[str, int, int, str], Row] = {}
    for row in rows:
        place = (row.utterance, row.actor, row.tag, row.basis)
        kept = best.setdefault(place, row)
        if kept is not row and (row.rank, row.statement, row.id) < (kept.rank, kept.statement, kept.id):
            best[place] = row
    return list(best.values())


def is_dated(row: Row) -> bool:
    """Whether it is known, however roughly, when it was said."""
    return row.said_from is not None and row.said_to is not None


def when(row: Row) -> tuple[date, date, int]:
    """The order of the latest: greatest last day, then first day. Undated rows come before all others."""
    return (row.said_to or date.min, row.said_from or date.min, row.line)


def _overlap(one: Row, other: Row) -> bool:
    if one.said_from is None or one.said_to is None or other.said_from is None or other.said_to is None:
        return one.said_to is None and other.said_to is None
    return one.said_from <= other.said_to and other.said_from <= one.said_to


def _reading(row: Row) -> tuple[str, str]:
    return ("stance", row.stance) if row.stance else ("word", row.word or "")


def latest(ordered: Sequence[Row]) -> tuple[Row, ...]:
    """The latest reading, and every other reading whose date overlaps it, once each: their order is unknown.

    `ordered` by `when`.
    """
    if not ordered:
        return ()
    newest = ordered[-1]
    first = newest.said_from or date.min
    readings: dict[tuple[str, str], Row] = {}
    for row in reversed(ordered):
        if (row.said_to or date.min) < first:
            break
        if _overlap(newest, row):
            readings.setdefault(_reading(row), row)
    return tuple(readings.values())


def _has_step(stance: str | None) -> TypeGuard[str]:
    return stance in STANCE_ORDER


def step_between(before: Row, after: Row) -> Step | None:
    """How two readings of one basis differ; None where they do not, or where one has no place in the order."""
    if not _has_step(before.stance) or not _has_step(after.stance):
        return None
    old, new = STANCE_ORDER[before.stance], STANCE_ORDER[after.stance]
    if old * new < 0:
        return Step.REVERSAL
    if old != new:
        return Step.TOWARD_SUPPORT if new > old else Step.TOWARD_OPPOSITION
    if before.commitment in FIRMNESS and after.commitment in FIRMNESS:
        firmness = FIRMNESS.index(after.commitment) - FIRMNESS.index(before.commitment)
        if firmness:
            return Step.FIRMER if firmness > 0 else Step.SOFTER
    return None


class Past:
    """The dated readings of one actor with its offices, on one tag and one basis; `ordered` by `when`."""

    def __init__(self, ordered: Iterable[Row]) -> None:
        dated = list(filter(is_dated, ordered))
        self.steps = [row for row in dated if row.stance in STANCE_ORDER]
        self.gaps = [row for row in dated if row.stance not in STANCE_ORDER]
        self.ends, self.gap_ends = _ends(self.steps), _ends(self.gaps)
        self.unordered = unordered_ids(self.steps)

    def change(self, row: Row) -> Change | None:
        """The reading that is certain to be the one before `row`, and how `row` differs from it."""
        if row.said_from is None or not _has_step(row.stance) or row.id in self.unordered:
            return None
        earlier = bisect_left(self.ends, row.said_from)
        if not earlier or self.steps[earlier - 1].id in self.unordered:
            return None
        before = self.steps[earlier - 1]
        return Change(
            before=before,
            step=step_between(before, row),
            gaps=tuple(gap for gap in self._gaps(self.ends[earlier - 1], row.said_from) if _precedes(before, gap)),
            other_office=before.actor != row.actor,
            other_wording=before.version != row.version,
        )

    def _gaps(self, after: date, until: date) -> Sequence[Row]:
        """Those that end after one day and before another."""
        return self.gaps[bisect_right(self.gap_ends, after) : bisect_left(self.gap_ends, until)]


def _precedes(one: Row, other: Row) -> bool:
    return one.said_to is not None and other.said_from is not None and one.said_to < other.said_from


def _ends(dated: Iterable[Row]) -> list[date]:
    return [row.said_to or date.min for row in dated]


def unordered_ids(dated: Sequence[Row]) -> set[int]:
    """The ids of those whose dates overlap a different reading's; `dated` ordered by `when`."""
    ends, found = _ends(dated), set()
    for at, row in enumerate(dated):
        for other in dated[bisect_left(ends, row.said_from or date.min, 0, at) : at]:
            if _reading(other) != _reading(row):
                found |= {row.id, other.id}
    return found


class Placed(dict[tuple[int, int], list[Row]]):
    """The rows that count, by (lane, tag), each list ordered by `when`."""

    def every(self) -> list[Row]:
        """All of them, place by place."""
        return list(chain.from_iterable(self.values()))


def by_place(rows: Iterable[Row] | Placed) -> Placed:
    """The rows that count, in their places; what is placed already is not placed again."""
    if isinstance(rows, Placed):
        return rows
    placed = Placed()
    for row in once(rows):
        placed.setdefault((row.actor, row.tag), []).append(row)
    for some in placed.values():
        some.sort(key=when)
    return placed


def of_party(party: Party, tag: int, placed: Placed) -> Sequence[Row]:
    """The rows of a party on a tag, ordered by `when`."""
    spoken = [placed[lane, tag] for lane in party.lanes if (lane, tag) in placed]
    return spoken[0] if len(spoken) == 1 else sorted(chain.from_iterable(spoken), key=when)


def is_earlier(row: Row, version: int | None) -> bool:
    """Whether a reading was made under an earlier wording than the proposition's `version`."""
    return row.version is not None and version is not None and row.version < version
