"""The counts of what the record holds: shares that say what was not read, years without a hole, dates as known."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from statements.coverage import ActorRow, Held, Share, Tally, Year, by_tag, date_of, of_actor, without_holes


@dataclass(frozen=True)
class Tag:
    """A tag, as the rows know it."""

    pk: int
    name: str


FOG, ICE = Tag(1, "Fog"), Tag(2, "Ice")


def test_a_share_counts_what_was_read_in_three_parts_and_the_rest_as_not_yet_read() -> None:
    share = Share(30, coded=4, unread=3, nothing_found=5)
    assert (share.read, share.not_read, share.percent) == (12, 18, 40)


@pytest.mark.parametrize(
    ("read", "of", "percent"), [(0, 0, 0), (0, 9, 0), (1, 1000, 1), (999, 1000, 99), (1000, 1000, 100), (1, 3, 33)]
)
def test_a_share_is_none_or_all_only_where_it_is(read: int, of: int, percent: int) -> None:
    assert Share(of, coded=read).percent == percent


def test_a_year_between_two_others_without_a_statement_is_shown() -> None:
    years = without_holes([Year(2026, Held(1, 1)), Year(2023, Held(2, 1))])
    assert [(year.year, year.held.statements) for year in years] == [(2023, 2), (2024, 0), (2025, 0), (2026, 1)]
    assert without_holes([]) == []
    assert ActorRow(None, Held(3, 2), tuple(years)).silent == (2024, 2025)


def test_a_tag_sums_what_was_read_of_every_actor_and_keeps_the_reach_of_its_positions() -> None:
    tallies = {
        (1, 7): Tally(2, 1, 0, "2023-05-01|2023-05", "2024-01-02|2024-01-02"),
        (1, 8): Tally(0, 0, 3),
        (1, 9): Tally(1, 0, 0, "2022-01-01|2022", "2022-12-31|2022"),
        (2, 8): Tally(0, 0, 9),
    }
    ice, fog = by_tag([FOG, ICE], tallies, 20)
    assert (fog.share, fog.first, fog.last) == (Share(20, 3, 1, 3), "2022", "2024-01-02")
    assert (ice.share, ice.first, ice.last) == (Share(20, 0, 0, 9), "", "")
    assert of_actor(7, [ICE, FOG], tallies, 5) == (Share(5), Share(5, 2, 1, 0))


def test_tags_of_which_as_much_was_read_stand_by_name() -> None:
    assert [row.tag.name for row in by_tag([ICE, FOG], {}, 3)] == ["Fog", "Ice"]


def test_a_date_is_told_as_it_is_known_and_not_as_it_sorts() -> None:
    assert (date_of("2026-05-01|2026-05"), date_of("")) == ("2026-05", "")
