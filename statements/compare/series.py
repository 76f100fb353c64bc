"""Readings over time: in lanes by tag, and by the year in which they were said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from statements.compare.order import (
    Past,
    Placed,
    by_place,
    is_dated,
    is_earlier,
    of_party,
    once,
    unordered_ids,
    when,
)
from statements.compare.shapes import Around, Lane, Party, Point, Row, Series, Year


def series(parties: Sequence[Party], versions: Mapping[int, int | None], rows: Iterable[Row] | Placed) -> list[Series]:
    """Each tag over time, in lanes; arguments as of `grid`. A party, or office, without a reading has no lane."""
    placed = by_place(rows)
    return [
        Series(
            tag=tag,
            topic=version is None,
            lanes=tuple(lane for party in parties for lane in _lanes(party, tag, version, placed)),
        )
        for tag, version in versions.items()
    ]


def _lanes(party: Party, tag: int, version: int | None, placed: Placed) -> Iterator[Lane]:
    by_lane: dict[int, list[Point]] = {}
    for point in points_of(of_party(party, tag, placed), version):
        by_lane.setdefault(point.row.actor, []).append(point)
    for lane in party.lanes:
        if lane in by_lane:
            yield Lane(party=party.actor, actor=lane, points=tuple(by_lane[lane]))


def points_of(ordered: Sequence[Row], version: int | None) -> list[Point]:
    """The readings of one party on one tag, oldest first, the undated last; on a topic nothing is compared.

    `ordered` by `when`.
    """
    dated = list(filter(is_dated, ordered))
    undated = [row for row in ordered if not is_dated(row)]
    topic = version is None
    pasts = {} if topic else {basis: Past(row for row in dated if row.basis == basis) for basis in _bases(ordered)}
    unordered = set() if topic else unordered_ids(dated)
    return [
        Point(
            row=row,
            change=None if topic else pasts[row.basis].change(row),
            order_unknown=row.id in unordered,
            earlier_wording=is_earlier(row, version),
        )
        for row in (*dated, *undated)
    ]


def _bases(rows: Iterable[Row]) -> set[str]:
    return {row.basis for row in rows}


def newest_first(rows: Iterable[Row] | Placed) -> list[Row]:
    """Counted rows, latest first, the undated last."""
    return sorted(by_place(rows).every(), key=when, reverse=True)


def by_date(rows: Iterable[Row] | Placed, *, oldest_first: bool = False) -> list[Row]:
    """Counted rows in either order, the undated last."""
    newest = newest_first(rows)
    if not oldest_first:
        return newest
    return [row for row in reversed(newest) if row.said_to] + [row for row in newest if not row.said_to]


def by_year(rows: Iterable[Row]) -> list[Year]:
    """Rows in the order given, a group for each year in which their dates end."""
    return [
        Year(year=year, rows=tuple(some))
        for year, some in groupby(rows, key=lambda row: row.said_to.year if row.said_to else None)
    ]


def around(rows: Iterable[Row], chosen: Row, version: int | None) -> Around:
    """Where one reading stands among `rows`, those of its party on its tag, of its basis; `version` as of `grid`."""
    rows = [row for row in rows if row.basis == chosen.basis]
    counts = next((row for row in once(rows) if (row.utterance, row.actor) == (chosen.utterance, chosen.actor)), chosen)
    others = [row for row in once(rows) if row.id not in (counts.id, chosen.id)]
    points = [point for point in points_of(sorted([*others, chosen], key=when), version) if is_dated(point.row)]
    at = next((number for number, point in enumerate(points) if point.row.id == chosen.id), None)
    if at is None:
        return Around(None, None, None, counts)
    return Around(
        before=points[at - 1].row if at else None,
        after=points[at + 1].row if at + 1 < len(points) else None,
        point=points[at],
        counts=counts,
    )
