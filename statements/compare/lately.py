"""What changed lately, and one comparison to show what this is for: chosen from series, never scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from statements.compare.order import is_dated, latest, when
from statements.compare.shapes import Party, Point, Row, Series


@dataclass(frozen=True, slots=True)
class Course:
    """An actor's earlier and latest reading on one tag."""

    party: int
    earlier: Row
    latest: Row


@dataclass(frozen=True, slots=True)
class Example:
    """Two actors on one tag, each then and now."""

    tag: int
    courses: tuple[Course, Course]


def changed_lately(all_series: Iterable[Series], at_most: int) -> list[Point]:
    """The latest readings that differ from the one before, latest first, one for each actor and tag."""
    found: dict[tuple[int, int], Point] = {}
    for one in all_series:
        for lane in one.lanes:
            for point in filter(_differs, lane.points):
                place = (lane.party, one.tag)
                if place not in found or when(point.row) > when(found[place].row):
                    found[place] = point
    return sorted(found.values(), key=lambda point: when(point.row), reverse=True)[:at_most]


def _differs(point: Point) -> bool:
    return point.change is not None and point.change.step is not None


def example(all_series: Iterable[Series], parties: Sequence[Party]) -> Example | None:
    """The tag on which most of two actors changed, of several the one last spoken of; None where no two can be shown.

    An actor that changed is shown before one that did not, the one that spoke last before others.
    """
    shown = []
    for one in all_series:
        courses = sorted(_courses(one, parties), key=lambda pair: (pair[0], when(pair[1].latest)), reverse=True)[:2]
        if len(courses) == 2:
            changes = sum(changed for changed, _course in courses)
            last = max(when(course.latest) for _changed, course in courses)
            shown.append((changes, last, Example(one.tag, (courses[0][1], courses[1][1]))))
    return max(shown, key=lambda pair: pair[:2])[2] if shown else None


def _courses(one: Series, parties: Sequence[Party]) -> Iterator[tuple[bool, Course]]:
    """Of each actor with two dated readings: whether it changed, and its course."""
    for party in parties:
        points = [point for lane in one.lanes if lane.party == party.actor for point in lane.points]
        dated = sorted((point for point in points if is_dated(point.row)), key=lambda point: when(point.row))
        newest = latest(point.row for point in dated)
        if len(newest) != 1 or len(dated) < 2:
            continue
        changes = [point.change for point in dated if point.change and point.change.step]
        earlier = changes[-1].before if changes else dated[0].row
        if earlier.id != newest[0].id:
            yield bool(changes), Course(party.actor, earlier, newest[0])
