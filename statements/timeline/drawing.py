"""From a series to its picture: lanes under one another, marks that do not hide each other, years for many."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.utils.translation import gettext as _

from statements import compare, dates
from statements.codes import Basis, Stance
from statements.compare import Point, Row, Series
from statements.timeline import words
from statements.timeline.axis import Axis, codes_of
from statements.timeline.shapes import Band, Chart, Heading, Lane, Mark, Span, Term

MOST_A_LANE = 24
"""Readings that a lane shows each for itself; of more, those of one kind in one stretch of time are one mark."""
MOST_WORDS = 6
"""Words of the sources that have a row of their own in a lane; the rarer ones share the last row."""
MOST_TERMS = 12
"""Terms of office that a lane shows."""
APART = 3.5
"""Marks whose middles are nearer than this, in per cent of the width, stand under one another."""

TOP, NAME, TERM, WORDS, LEVEL, FIGURE, GAP = 1.75, 1.6, 1.4, 1.15, 1.6, 0.8, 0.9
"""Heights in rem: the words of the axis, a lane's name, a term of office, a row's heading, a line of marks, the
figure under a mark, the space after a lane."""

TALL = 24
"""A picture of more rem than this has the words of the axis at its foot too."""

Kind = tuple[int, str]
"""A row of a lane: the number of a stance, or the place after the stances with a word of the source."""

STANCES: tuple[str, ...] = tuple(Stance.values)
OTHER: Kind = (len(STANCES) + 1, "")


def draw(
    series: Series,
    names: Mapping[int, str],
    tag: str,
    terms: Sequence[Term] = (),
    *,
    since: date | None = None,
    until: date | None = None,
    mirrored: bool = False,
) -> Chart:
    """The picture of a proposition's series.

    `names` are those of the lanes' actors, `tag` is the tag's; `since` and `until` are the period that was asked for.
    A picture of a whole period shows all of it, another the whole years in which something was said. `mirrored` is for
    pages that are read from the right.
    """
    dated = [point.row for lane in series.lanes for point in lane.points if compare.is_dated(point.row)]
    axis = _axis(dated, since, until, mirrored=mirrored)
    lanes: list[Lane] = []
    top = TOP
    for lane in series.lanes:
        points = [point for point in lane.points if compare.is_dated(point.row)]
        if points:
            held = [term for term in terms if term.actor == lane.actor]
            lanes.append(_lane(lane, points, held, top, _Pen(axis, names, tag)))
            top += lanes[-1].height + GAP
    undated = {lane.actor: sum(not compare.is_dated(point.row) for point in lane.points) for lane in series.lanes}
    bases = {row.basis for row in dated}
    return Chart(
        ticks=axis.ticks() if dated else (),
        lanes=tuple(lanes),
        height=top + TOP if top > TALL else top,
        top=TOP,
        foot=top,
        words=_summary(dated, lanes),
        undated=tuple((actor, count) for actor, count in undated.items() if count),
        bases=tuple(basis for basis in Basis.values if basis in bases and basis != Basis.SAID),
        is_day=axis.days == 1,
    )


def _summary(dated: Sequence[Row], lanes: Sequence[Lane]) -> str:
    marks = [mark for lane in lanes for mark in lane.marks]
    return words.summary(
        sorted(dated, key=compare.when),
        several=any(mark.count > 1 for mark in marks),
        spans=any(mark.span for mark in marks),
    )


def _axis(dated: Sequence[Row], since: date | None, until: date | None, *, mirrored: bool) -> Axis:
    if since and until:
        return Axis(since, until, mirrored)
    first = min((row.said_from for row in dated if row.said_from), default=date.min)
    last = max((row.said_to for row in dated if row.said_to), default=date.max)
    return Axis(
        max(since or date.min, date(first.year, 1, 1)), min(until or date.max, date(last.year, 12, 31)), mirrored
    )


# -- a lane --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Pen:
    """What every mark of a picture needs."""

    axis: Axis
    names: Mapping[int, str]
    tag: str


@dataclass(frozen=True, slots=True)
class _Item:
    """A mark before it has its place: its row, how far it reaches along the axis, and what it will say."""

    kind: Kind
    begin: float
    end: float
    mark: Mark

    @property
    def middle(self) -> float:
        """Where the mark itself stands along the axis."""
        return (self.begin + self.end) / 2


def _lane(lane: compare.Lane, points: Sequence[Point], terms: Sequence[Term], top: float, pen: _Pen) -> Lane:
    bands, undrawn, y = _bands(terms, top + NAME, pen.axis)
    kinds = _kinds(points)
    many = len(points) > MOST_A_LANE
    items = _collapsed(points, kinds, pen) if many else [_single(point, kinds[point.row.id], pen) for point in points]
    headings: list[Heading] = []
    marks: list[tuple[float, float, Mark]] = []
    # Stances that each stand for themselves are told apart by their shapes and share a row.
    rows: dict[Kind | None, list[_Item]] = {}
    for item in sorted(items, key=lambda item: item.kind):
        rows.setdefault(item.kind if many or item.kind[0] >= len(STANCES) else None, []).append(item)
    for kind, some in rows.items():
        if kind is not None:
            headings.append(_heading(kind, y))
            y += WORDS
        height = LEVEL + (FIGURE if any(item.mark.count > 1 for item in some) else 0)
        levels = _levels(some)
        marks += [
            (item.middle, y, replace(item.mark, x=pen.axis.x(item.middle), y=y + LEVEL / 2 + level * height))
            for item, level in levels
        ]
        y += height * (1 + max(level for _item, level in levels))
    return Lane(
        party=lane.party,
        actor=lane.actor,
        y=top,
        height=y - top,
        bands=bands,
        undrawn=undrawn,
        headings=tuple(headings),
        marks=tuple(mark for _middle, _y, mark in sorted(marks, key=lambda placed: placed[:2])),
    )


def _kinds(points: Sequence[Point]) -> dict[int, Kind]:
    """The row of each reading, by its id."""
    counts = Counter(point.row.word or "" for point in points if not point.row.stance)
    own = {word for word, _count in counts.most_common(MOST_WORDS if len(counts) <= MOST_WORDS else MOST_WORDS - 1)}
    return {point.row.id: _kind(point.row, own) for point in points}


def _kind(row: Row, own: set[str]) -> Kind:
    if row.stance:
        return (STANCES.index(row.stance), "")
    return (len(STANCES), row.word or "") if (row.word or "") in own else OTHER


def _heading(kind: Kind, y: float) -> Heading:
    number, word = kind
    if number < len(STANCES):
        return Heading(y, STANCES[number], None)
    return Heading(y, None, word or None)


def _levels(items: Iterable[_Item]) -> list[tuple[_Item, int]]:
    """Each with its line in the row, the first on which it hides no other."""
    ends: list[float] = []
    placed: list[tuple[_Item, int]] = []
    for item in sorted(items, key=lambda item: (min(item.begin, item.middle - APART / 2), item.mark.line)):
        begin, end = min(item.begin, item.middle - APART / 2), max(item.end, item.middle + APART / 2)
        level = next((level for level, until in enumerate(ends) if until <= begin), len(ends))
        ends[level : level + 1] = [end]
        placed.append((item, level))
    return placed


# -- marks ---------------------------------------------------------------------------------------------


def _single(point: Point, kind: Kind, pen: _Pen) -> _Item:
    row = point.row
    begin, end = pen.axis.stretch(row.said_from or date.min, row.said_to or date.max)
    span = None
    if row.said_from != row.said_to:
        span = Span(pen.axis.left(begin, end), end - begin, dates.parse(row.said_on).about)
    said = words.one(point, pen.names, pen.tag)
    return _Item(kind, begin, end, Mark(0, 0, row.stance, row.basis, said, row.line, span=span))


def _collapsed(points: Sequence[Point], kinds: Mapping[int, Kind], pen: _Pen) -> list[_Item]:
    """One mark for each stretch of time and kind; what falls in no single stretch stands for itself."""
    stretches = pen.axis.stretches()
    begins = [since for since, _until in stretches]
    found: dict[tuple[int, Kind], list[Point]] = {}
    items: list[_Item] = []
    for point in points:
        row = point.row
        at = bisect_right(begins, row.said_from or date.min) - 1
        if at >= 0 and (row.said_to or date.max) <= stretches[at][1]:
            found.setdefault((at, kinds[row.id]), []).append(point)
        else:
            items.append(_single(point, kinds[row.id], pen))
    for (at, kind), some in found.items():
        begin, end = pen.axis.stretch(*stretches[at])
        # Its span is the stretch, and the marks of neighbours touch none: they need no line of their own.
        middle = (begin + end) / 2
        mark = _single(some[0], kind, pen).mark if len(some) == 1 else _several(some, kind, stretches[at], pen)
        items.append(_Item(kind, middle, middle, replace(mark, span=None)))
    return items


def _several(some: Sequence[Point], kind: Kind, stretch: tuple[date, date], pen: _Pen) -> Mark:
    first = some[0].row
    since, until = codes_of(*stretch)
    bases = {point.row.basis for point in some}
    what = _("other words") if kind == OTHER else words.reading(first)
    return Mark(
        x=0,
        y=0,
        stance=first.stance,
        basis=first.basis if len(bases) == 1 else "",
        words=words.several(what, len(some), pen.names[first.actor], pen.tag, since, until),
        line=0,
        count=len(some),
        since=since,
        until=until,
    )


# -- terms of office -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Held:
    """A term along the axis; another follows it where that begins no earlier than `left`, the first day it may end."""

    begin: float
    end: float
    left: float
    term: Term


def _bands(terms: Sequence[Term], y: float, axis: Axis) -> tuple[tuple[Band, ...], int, float]:
    """The terms in the picture, how many are too many to draw, and where the marks begin under them."""
    seen = sorted((held for term in terms if (held := _held(term, axis))), key=lambda held: (held.begin, held.end))
    if len(seen) > MOST_TERMS:
        return (), len(seen), y
    lines: list[_Held] = []
    bands = []
    for held in seen:
        level = next((at for at, before in enumerate(lines) if before.left <= held.begin), len(lines))
        lines[level : level + 1] = [held]
        followed = any(held.left <= other.begin <= held.end for other in seen if other is not held)
        edges = tuple(axis.x(at) for at in ((held.begin,) if followed else (held.begin, held.end)) if 0 < at < 100)
        left = axis.left(held.begin, held.end)
        bands.append(Band(held.term, left, held.end - held.begin, y + level * TERM, edges))
    return tuple(bands), 0, y + len(lines) * TERM


def _held(term: Term, axis: Axis) -> _Held | None:
    """The term along the axis, None outside it."""
    since, until = dates.parse(term.since).lower or date.min, dates.parse(term.until)
    if since > axis.last or (until.upper and until.upper < axis.first):
        return None
    begin, end = axis.stretch(since, until.upper or date.max)
    return _Held(begin, end, axis.stretch(max(until.lower, axis.first), axis.last)[0] if until.lower else end, term)
