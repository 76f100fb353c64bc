"""What changed lately, and one comparison to show what this is for: chosen from series, never scored."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from statements.compare.order import is_dated, latest, when
from statements.compare.shapes import Change, Party, Point, Row, Series, Step


@dataclass(frozen=True, slots=True)
class Course:
    """An actor's earlier and latest reading on one tag."""

    party: int
    earlier: Row
    latest: Row
    first: Row
    count: int
    """The first of its dated readings, and how many statements have one."""


@dataclass(frozen=True, slots=True)
class Example:
    """Two actors on one tag, each then and now."""

    tag: int
    changes: int
    """How many of the two changed their stance."""
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


def examples(all_series: Iterable[Series], parties: Sequence[Party]) -> list[Example]:
    """The tags on which two actors can be set side by side, the best to show first.

    Those on which both changed their stance come first, then those on which one did; of these the one last spoken of.
    Of the actors of a tag one that changed is shown before one that did not, then the one that spoke last.
    """
    shown = []
    for one in all_series:
        courses = sorted(_courses(one, parties), key=lambda pair: (pair[0], when(pair[1].latest)), reverse=True)[:2]
        if len(courses) == 2:
            changes = sum(changed for changed, _course in courses)
            last = max(when(course.latest) for _changed, course in courses)
            shown.append((changes, last, Example(one.tag, changes, (courses[0][1], courses[1][1]))))
    return [found for *_order, found in sorted(shown, key=lambda row: row[:2], reverse=True)]


def _courses(one: Series, parties: Sequence[Party]) -> Iterator[tuple[bool, Course]]:
    """Of each actor with two dated readings: whether its stance changed, and its course.

    The earlier reading is the one before its last change of stance, else before its last change, else its first.
    """
    for party in parties:
        points = [point for lane in one.lanes if lane.party == party.actor for point in lane.points]
        dated = sorted((point for point in points if is_dated(point.row)), key=lambda point: when(point.row))
        newest = latest([point.row for point in dated])
        if len(newest) != 1 or len(dated) < 2:
            continue
        before = [point.change.before for point in dated if point.change and point.change.step]
        turned = [point.change.before for point in dated if point.change and _turns(point.change)]
        earlier = (turned or before or [dated[0].row])[-1]
        if earlier.id != newest[0].id:
            count = len({point.row.utterance for point in dated})
            yield earlier.stance != newest[0].stance, Course(party.actor, earlier, newest[0], dated[0].row, count)


def _turns(change: Change) -> bool:
    return change.step is not None and change.step not in (Step.FIRMER, Step.SOFTER)
