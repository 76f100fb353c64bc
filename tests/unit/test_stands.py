"""Who stands with whom, who moved, and the period that actors have in common."""

from __future__ import annotations

from datetime import date
from typing import Any

from statements.compare import Party, Row, stands
from statements.compare.stands import Common, common_periods, within
from tests.unit.test_compare import ARVENIA, BEL_SARAT, CHIPS, MINISTRY, WITH_MINISTRY, row

OTHER = Party(BEL_SARAT, (BEL_SARAT,))
PARTIES = [WITH_MINISTRY, OTHER]


def grouped(*rows: Row, **more: Any) -> list[tuple[str, str, list[int]]]:
    found = stands(PARTIES, CHIPS, 1, rows, **more)
    return [(group.kind, group.value, [one.cell.actor for one in group.stands]) for group in found]


def test_actors_stand_together_by_their_latest_reading_from_support_to_opposition() -> None:
    own, other = row("opposes", "2025-01-01"), row("supports", "2024-01-01", actor=BEL_SARAT)
    assert grouped(own, other) == [("stance", "supports", [BEL_SARAT]), ("stance", "opposes", [ARVENIA])]
    assert grouped(own, row("opposes", "2020-01-01", actor=BEL_SARAT)) == [("stance", "opposes", [ARVENIA, BEL_SARAT])]


def test_an_office_speaks_for_its_actor() -> None:
    assert grouped(row("supports", "2024-01-01"), row("mixed", "2025-01-01", actor=MINISTRY)) == [
        ("stance", "mixed", [ARVENIA])
    ]


def test_no_position_words_and_unknown_order_come_last_and_who_has_nothing_is_in_no_group() -> None:
    neither = row("no-position", "2024-01-01")
    assert grouped(neither, row(None, word="abstained", actor=BEL_SARAT)) == [
        ("stance", "no-position", [ARVENIA]),
        ("word", "abstained", [BEL_SARAT]),
    ]
    year, day = row("supports", "2026-01-01", "2026-12-31"), row("opposes", "2026-05-29")
    assert grouped(year, day) == [("order-unknown", "", [ARVENIA])]


def test_who_stood_elsewhere_at_the_earlier_day_has_moved() -> None:
    rows = [
        row("supports", "2023-05-01"),
        row("opposes", "2025-05-01"),
        row("supports", "2025-01-01", actor=BEL_SARAT),
    ]
    (supporting,), (opposing,) = (group.stands for group in stands(PARTIES, CHIPS, 1, rows, since=date(2023, 5, 1)))
    assert (opposing.has_moved, opposing.is_first) == (True, False)
    assert opposing.before is not None
    assert opposing.before.latest == (rows[0],)
    assert (supporting.has_moved, supporting.is_first) == (False, True)


def test_a_date_that_may_lie_after_the_earlier_day_does_not_count_for_it() -> None:
    rows = [row("supports", "2023-01-01", "2023-12-31"), row("opposes", "2025-05-01")]
    ((only,),) = (group.stands for group in stands(PARTIES, CHIPS, 1, rows, since=date(2023, 6, 1)))
    assert only.is_first


def test_nobody_has_moved_where_no_earlier_day_is_asked_for() -> None:
    ((only,),) = (group.stands for group in stands(PARTIES, CHIPS, 1, [row(day="2020-01-01"), row("opposes")]))
    assert (only.before, only.has_moved, only.is_first) == (None, False, False)


# -- the common period ---------------------------------------------------------------------------------


def test_the_common_period_runs_from_the_latest_first_reading_to_the_earliest_last_one() -> None:
    rows = [
        row(day="2020-03-01"),
        row(day="2023-01-01"),
        row(day="2024-01-01"),
        row(day="2021-06-01", actor=BEL_SARAT),
        row(day="2025-06-01", actor=BEL_SARAT),
        row(day=None, actor=BEL_SARAT),
    ]
    periods = common_periods(PARTIES, [CHIPS], rows)
    assert periods == {CHIPS: Common(date(2021, 6, 1), date(2024, 1, 1))}
    assert within(rows, periods) == [rows[1], rows[2], rows[3]]


def test_a_partial_date_that_may_lie_in_the_common_period_is_kept() -> None:
    rows = [row(day="2020-01-01", until="2020-12-31"), row(day="2022-01-01"), row(day="2020-06-01", actor=BEL_SARAT),
            row(day="2021-01-01", actor=BEL_SARAT)]  # fmt: skip
    assert within(rows, common_periods(PARTIES, [CHIPS], rows)) == [rows[0], rows[2], rows[3]]


def test_records_that_do_not_meet_have_no_common_period_and_nothing_is_in_it() -> None:
    rows = [row(day="2020-03-01"), row(day="2024-01-01", actor=BEL_SARAT)]
    periods = common_periods(PARTIES, [CHIPS], rows)
    assert periods[CHIPS].is_none
    assert within(rows, periods) == []


def test_one_actor_alone_has_no_common_period_and_keeps_its_readings() -> None:
    rows = [row(day="2020-03-01"), row(day=None)]
    assert common_periods(PARTIES, [CHIPS], rows) == {}
    assert within(rows, {}) == rows


def test_a_position_of_none_a_word_or_an_unknown_order_is_no_move() -> None:
    day = date(2021, 1, 1)
    for later in (row("no-position", "2025-05-01"), row(None, "2025-05-01", word="abstained")):
        ((only,),) = (g.stands for g in stands(PARTIES, CHIPS, 1, [row("supports", "2020-01-01"), later], since=day))
        assert not only.has_moved
    unknown = [row("supports", "2025-01-01", "2025-12-31"), row("opposes", "2025-05-01")]
    ((only,),) = (g.stands for g in stands(PARTIES, CHIPS, 1, [row("supports", "2020-01-01"), *unknown], since=day))
    assert not only.has_moved


def test_another_basis_or_another_firmness_is_no_move() -> None:
    before = row("supports", "2020-01-01", commitment="offers")
    for later in (row("opposes", "2025-05-01", basis="joint"), row("supports", "2025-05-01", commitment="commits")):
        ((only,),) = (g.stands for g in stands(PARTIES, CHIPS, 1, [before, later], since=date(2021, 1, 1)))
        assert not only.has_moved


def test_what_stood_at_the_earlier_day_is_told_where_it_was_another_reading_and_yet_no_move() -> None:
    before, day = row("supports", "2020-01-01"), date(2021, 1, 1)
    gaps = [
        row("opposes", "2025-05-01", basis="joint"),
        row("no-position", "2025-05-01"),
        row(None, "2025-05-01", word="abstained"),
    ]
    for later in gaps:
        ((only,),) = (group.stands for group in stands(PARTIES, CHIPS, 1, [before, later], since=day))
        assert (only.has_moved, only.stood_otherwise) == (False, True)
    for later in (row("supports", "2025-05-01", basis="joint"), row("opposes", "2025-05-01")):
        ((only,),) = (group.stands for group in stands(PARTIES, CHIPS, 1, [before, later], since=day))
        assert not only.stood_otherwise
    for since in (None, date(2019, 1, 1)):
        ((only,),) = (group.stands for group in stands(PARTIES, CHIPS, 1, [before, gaps[0]], since=since))
        assert not only.stood_otherwise
