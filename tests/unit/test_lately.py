"""What changed lately, and the example on the way in."""

from __future__ import annotations

from statements.compare import Party, Row, Series, Step, series
from statements.compare.lately import changed_lately, examples
from tests.unit.test_compare import ARVENIA, BEL_SARAT, CHIPS, row

FISH = 12
VERSIONS: dict[int, int | None] = {CHIPS: 1, FISH: 1}
PARTIES = [Party(ARVENIA, (ARVENIA,)), Party(BEL_SARAT, (BEL_SARAT,))]


def told(*rows: Row) -> list[Series]:
    return series(PARTIES, VERSIONS, rows)


def test_the_latest_readings_that_differ_from_the_one_before_come_first() -> None:
    rows = [
        row("supports", "2020-01-01"),
        row("opposes", "2021-01-01"),
        row("opposes", "2025-01-01", tag=FISH),
        row("mixed", "2026-01-01", tag=FISH),
        row("mixed", "2026-02-01", tag=FISH),
    ]
    found = changed_lately(told(*rows), 3)
    assert [(point.row, point.change.step) for point in found if point.change] == [
        (rows[3], Step.TOWARD_SUPPORT),
        (rows[1], Step.REVERSAL),
    ]


def test_of_one_actor_and_tag_the_latest_change_alone_is_told_and_no_more_than_asked_for() -> None:
    own = [row("supports", "2020-01-01"), row("opposes", "2021-01-01"), row("supports", "2022-01-01")]
    other = [row("supports", "2020-01-01", actor=BEL_SARAT), row("mixed", "2023-01-01", actor=BEL_SARAT)]
    assert [point.row for point in changed_lately(told(*own, *other), 3)] == [other[1], own[2]]
    assert [point.row for point in changed_lately(told(*own, *other), 1)] == [other[1]]


def test_the_first_example_is_the_tag_on_which_most_of_two_actors_changed() -> None:
    chips = [
        row("supports", "2020-01-01"),
        row("opposes", "2021-01-01"),
        row("supports", "2020-02-01", actor=BEL_SARAT),
        row("mixed", "2021-02-01", actor=BEL_SARAT),
    ]
    days = ("2025-01-01", "2026-01-01")
    fish = [row(day=day, tag=FISH, actor=actor) for actor in (ARVENIA, BEL_SARAT) for day in days]
    found, other = examples(told(*chips, *fish), PARTIES)
    assert [(one.tag, one.changes) for one in (found, other)] == [(CHIPS, 2), (FISH, 0)]
    assert [(course.party, course.earlier, course.latest) for course in found.courses] == [
        (BEL_SARAT, chips[2], chips[3]),
        (ARVENIA, chips[0], chips[1]),
    ]


def test_who_did_not_change_is_shown_from_its_first_reading_to_its_latest() -> None:
    rows = [
        row(day=day, actor=actor)
        for actor in (ARVENIA, BEL_SARAT)
        for day in ("2020-01-01", "2021-01-01", "2022-01-01")
    ]
    (found,) = examples(told(*rows), PARTIES)
    assert {(course.earlier, course.latest) for course in found.courses} == {(rows[0], rows[2]), (rows[3], rows[5])}


def test_a_single_reading_or_an_unknown_order_is_no_example() -> None:
    other = [row(day="2020-01-01", actor=BEL_SARAT), row(day="2021-01-01", actor=BEL_SARAT)]
    assert examples(told(row(), *other), PARTIES) == []
    unknown = [row(day="2020-01-01"), row(day="2021-01-01", until="2021-12-31"), row("opposes", "2021-05-01")]
    assert examples(told(*unknown, *other), PARTIES) == []
    assert examples([], PARTIES) == []
