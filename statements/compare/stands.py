"""Who stands with whom on a proposition at a date, and who moved since another; who spoke in the same years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from statements.codes import Stance
from statements.compare.grid import grid
from statements.compare.order import by_place, is_dated, of_party, step_between
from statements.compare.shapes import Cell, Party, Row, Step

UNKNOWN = "order-unknown"

_OF_STANCE = (Step.REVERSAL, Step.TOWARD_SUPPORT, Step.TOWARD_OPPOSITION)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one actor stands, and where it stood at the earlier day, None where that was not asked."""

    cell: Cell
    before: Cell | None = None

    @property
    def reading(self) -> tuple[str, str]:
        """A stance, a source's word, or that the order is unknown: what puts actors in one group."""
        return _reading(self.cell)

    @property
    def is_first(self) -> bool:
        """Whether nothing was on record at the earlier day."""
        return self.before is not None and not self.before.latest

    @property
    def has_moved(self) -> bool:
        """Whether its stance was another at the earlier day, on the same basis.

        A position of none, a source's word and an unknown order are gaps: there is no step to or from them.
        """
        if self.before is None or len(self.before.latest) != 1 or self.cell.order_unknown:
            return False
        then, now = self.before.latest[0], self.cell.latest[0]
        return then.basis == now.basis and step_between(then, now) in _OF_STANCE

    @property
    def stood_otherwise(self) -> bool:
        """Whether it had another reading at the earlier day though it has not moved: other bases or a gap part them."""
        before = self.before
        return before is not None and bool(before.latest) and not self.has_moved and _reading(before) != self.reading


@dataclass(frozen=True, slots=True)
class Group:
    """The actors of one reading: (`stance`, code), (`word`, the source's) or (`order-unknown`, '')."""

    kind: str
    value: str
    stands: Sequence[Stand]


def stands(
    parties: Sequence[Party],
    tag: int,
    version: int | None,
    rows: Iterable[Row],
    *,
    since: date | None = None,
    now: Sequence[Cell] | None = None,
) -> list[Group]:
    """The actors with a reading, from support to opposition, then those of no position, of a word, of unknown order.

    `rows` are the positions until the date asked for; of them those said by `since`, that day included, are where the
    actors stood then. What may have been said later than that day does not count for it; the undated count for no day.
    `now` are the actors' cells of all the rows, where they are known already.
    """
    rows = list(rows)
    now = _column(parties, tag, version, rows) if now is None else now
    then: Sequence[Cell | None] = [None] * len(now)
    if since is not None:
        then = _column(parties, tag, version, [row for row in rows if row.said_to is not None and row.said_to <= since])
    groups: dict[tuple[str, str], list[Stand]] = {}
    for cell, before in zip(now, then, strict=True):
        if cell.latest:
            stand = Stand(cell, before)
            groups.setdefault(stand.reading, []).append(stand)
    return [Group(kind, value, groups[kind, value]) for kind, value in sorted(groups, key=_place)]


def _column(parties: Sequence[Party], tag: int, version: int | None, rows: Iterable[Row]) -> list[Cell]:
    return [line[0] for line in grid(parties, {tag: version}, rows)]


def _reading(cell: Cell) -> tuple[str, str]:
    if cell.order_unknown:
        return (UNKNOWN, "")
    last = cell.latest[0]
    return ("stance", last.stance) if last.stance else ("word", last.word or "")


def _place(reading: tuple[str, str]) -> tuple[int, str]:
    kind, value = reading
    if kind == "stance":
        return list(Stance.values).index(value), ""
    return (len(Stance.values), value) if kind == "word" else (len(Stance.values) + 1, "")


@dataclass(frozen=True, slots=True)
class Common:
    """The period, both days included, in which every actor with dated readings on a tag has some on either side.

    `since` after `until`: there is none; one actor's record ends before another's begins.
    """

    since: date
    until: date

    @property
    def is_none(self) -> bool:
        """Whether no day is common."""
        return self.since > self.until


def common_periods(parties: Sequence[Party], tags: Iterable[int], rows: Iterable[Row]) -> dict[int, Common]:
    """Tag to the period that its actors have in common: from the latest first reading to the earliest last one.

    Actors without a dated reading on a tag do not bound it; a tag of fewer than two actors has no period.
    """
    placed = by_place(rows)
    found = {}
    for tag in tags:
        spoken = [list(filter(is_dated, of_party(party, tag, placed))) for party in parties]
        ranges = [
            (min(row.said_from for row in some if row.said_from), max(row.said_to for row in some if row.said_to))
            for some in spoken
            if some
        ]
        if len(ranges) > 1:
            found[tag] = Common(max(first for first, _last in ranges), min(last for _first, last in ranges))
    return found


def within(rows: Iterable[Row], periods: Mapping[int, Common]) -> list[Row]:
    """The rows that may have been said in the period of their tag; a tag without a period keeps its own."""
    if not periods:
        return list(rows)
    return [
        row
        for row in rows
        if row.tag not in periods
        or (
            row.said_from is not None
            and row.said_to is not None
            and row.said_to >= periods[row.tag].since
            and row.said_from <= periods[row.tag].until
            and not periods[row.tag].is_none
        )
    ]
