"""What a comparison says of thin rows: latest, changes, absence, counting."""

from __future__ import annotations

from datetime import date
from itertools import count
from typing import Any

from statements import compare
from statements.compare import Coverage, Party, ReadMark, Row, Step, Why

ARVENIA, MINISTRY, BEL_SARAT = 1, 2, 3
CHIPS, TOPIC = 10, 11
VERSIONS: dict[int, int | None] = {CHIPS: 1}
ALONE = Party(ARVENIA, (ARVENIA,))
WITH_MINISTRY = Party(ARVENIA, (ARVENIA, MINISTRY))
numbers = count(1)


def row(stance: str | None = "supports", day: str | None = "2026-05-29", until: str | None = None, **more: Any) -> Row:
    """A row of Arvenia on chips, in its own words, on a day or from a day until another."""
    number = next(numbers)
    first = date.fromisoformat(day) if day else None
    values: dict[str, Any] = {
        "id": number, "line": number, "statement": number, "utterance": f"#{number}", "rank": 0,
        "actor": ARVENIA, "tag": CHIPS, "version": 1, "basis": "said", "stance": stance, "word": None,
        "commitment": None, "voice": "minister", "form": "answers", "said_on": day or "", "said_from": first,
        "said_to": date.fromisoformat(until) if until else first,
    }  # fmt: skip
    return Row(**values | more)


def cell(*rows: Row, party: Party = ALONE, version: int | None = 1, coverage: Coverage | None = None) -> compare.Cell:
    """The one cell of a grid of one party and one tag."""
    return compare.grid([party], {CHIPS: version}, rows, coverage)[0][0]


# -- the latest ----------------------------------------------------------------------------------------


def test_the_latest_has_the_greatest_last_day() -> None:
    old, new = row("supports", "2026-01-01"), row("opposes", "2026-02-01")
    assert cell(new, old).latest == (new,)
    assert not cell(new, old).order_unknown


def test_of_one_last_day_the_later_first_day_is_the_latest() -> None:
    month, day = row("supports", "2026-05-01", "2026-05-31"), row("supports", "2026-05-31")
    assert cell(day, month).latest == (day,)


def test_a_date_that_overlaps_another_reading_makes_the_order_unknown() -> None:
    year, day = row("supports", "2026-01-01", "2026-12-31"), row("opposes", "2026-05-29")
    found = cell(day, year)
    assert found.latest == (year, day)
    assert found.order_unknown
    assert found.change is None


def test_an_overlap_with_the_same_reading_is_no_unknown_order() -> None:
    year, day = row("supports", "2026-01-01", "2026-12-31"), row("supports", "2026-05-29")
    assert cell(day, year).latest == (year,)


def test_each_rival_reading_is_printed_once() -> None:
    rows = [row("supports"), row("opposes"), row("opposes"), row("mixed")]
    assert [one.stance for one in cell(*rows).latest] == ["mixed", "opposes", "supports"]


def test_two_offices_that_differ_on_one_day_are_both_printed() -> None:
    own, office = row("supports"), row("opposes", actor=MINISTRY)
    assert set(cell(own, office, party=WITH_MINISTRY).latest) == {own, office}


def test_words_without_a_stance_are_told_apart_by_the_word() -> None:
    assert cell(row(None, word="yes"), row(None, word="no")).order_unknown
    assert not cell(row(None, word="yes"), row(None, word="yes")).order_unknown


def test_the_undated_are_the_latest_only_where_nothing_is_dated() -> None:
    dated, undated, other = row("supports"), row("opposes", None), row("mixed", None)
    assert cell(undated, dated).latest == (dated,)
    assert cell(undated).latest == (undated,)
    assert cell(undated, other).order_unknown
    assert cell(undated).first is None


def test_a_cell_says_how_many_statements_and_since_when() -> None:
    rows = [row(day="2023-02-01"), row(day="2024-02-01"), row(day=None), row(day="2026-05-29")]
    found = cell(*rows)
    assert (found.count, found.first, found.last) == (4, rows[0], rows[3])


def test_two_positions_of_one_statement_are_one_statement() -> None:
    said = row(utterance="u")
    assert cell(said, row(utterance="u", basis="joint")).count == 1


# -- changes -------------------------------------------------------------------------------------------


def step(*stances: str | None, **last: Any) -> Step | None:
    """The step of the last of these stances, a month apart."""
    rows = [row(stance, f"2026-{month:02}-01") for month, stance in enumerate(stances[:-1], 1)]
    change = cell(*rows, row(stances[-1], "2026-12-01", **last)).change
    return change.step if change else None


def test_from_for_to_against_and_back_is_a_reversal_conditional_or_not() -> None:
    assert step("supports", "opposes") == Step.REVERSAL
    assert step("opposes", "conditional-support") == Step.REVERSAL
    assert step("conditional-support", "conditional-opposition") == Step.REVERSAL


def test_any_other_step_has_a_direction() -> None:
    assert step("supports", "conditional-support") == Step.TOWARD_OPPOSITION
    assert step("supports", "mixed") == Step.TOWARD_OPPOSITION
    assert step("mixed", "supports") == Step.TOWARD_SUPPORT
    assert step("opposes", "conditional-opposition") == Step.TOWARD_SUPPORT


def test_the_same_stance_said_more_firmly_is_firmer() -> None:
    old = row("supports", "2026-01-01", commitment="states-view")
    new = row("supports", "2026-02-01", commitment="commits")
    assert compare.step_between(old, new) == Step.FIRMER
    assert compare.step_between(new, old) == Step.SOFTER


def test_a_step_to_or_from_a_commitment_without_an_order_has_no_kind() -> None:
    for commitment in ("describes", "calls-for", None):
        old = row("supports", "2026-01-01", commitment=commitment)
        assert compare.step_between(old, row("supports", "2026-02-01", commitment="done")) is None


def test_the_same_stance_again_is_no_step_but_names_the_one_before() -> None:
    old, new = row("supports", "2026-01-01"), row("supports", "2026-02-01")
    change = cell(old, new).change
    assert change is not None
    assert (change.before, change.step) == (old, None)


def test_no_position_is_a_gap_that_the_change_across_it_names() -> None:
    old, gap, new = row("supports", "2026-01-01"), row("no-position", "2026-02-01"), row("opposes", "2026-03-01")
    change = cell(old, gap, new).change
    assert change is not None
    assert (change.step, change.gaps) == (Step.REVERSAL, (gap,))
    assert cell(old, gap).change is None


def test_a_word_without_a_stance_is_a_gap() -> None:
    old, gap, new = (
        row("supports", "2026-01-01"),
        row(None, "2026-02-01", word="abstained"),
        row("supports", "2026-03-01"),
    )
    assert cell(old, gap).change is None
    change = cell(old, gap, new).change
    assert change is not None
    assert (change.step, change.gaps) == (None, (gap,))


def test_readings_on_different_bases_are_not_compared() -> None:
    assert step("supports", "opposes", basis="joint") is None


def test_a_reading_is_compared_with_the_one_before_on_its_own_basis() -> None:
    said, joint, again = (
        row("supports", "2026-01-01"),
        row("opposes", "2026-02-01", basis="joint"),
        row("mixed", "2026-03-01"),
    )
    change = cell(said, joint, again).change
    assert change is not None
    assert change.before == said


def test_a_change_between_offices_says_so() -> None:
    own, office = row("supports", "2026-01-01"), row("opposes", "2026-02-01", actor=MINISTRY)
    change = cell(own, office, party=WITH_MINISTRY).change
    assert change is not None
    assert change.other_office
    assert cell(own, office, party=ALONE).latest == (own,)


def test_a_change_between_two_wordings_says_so() -> None:
    old, new = row("supports", "2026-01-01"), row("opposes", "2026-02-01", version=2)
    change = cell(old, new, version=2).change
    assert change is not None
    assert change.other_wording


def test_nothing_is_compared_with_readings_whose_own_order_is_unknown() -> None:
    rival, other, new = row("supports", "2026-01-01"), row("opposes", "2026-01-01"), row("opposes", "2026-03-01")
    assert cell(rival, other, new).change is None


def test_a_reading_under_an_earlier_wording_is_marked() -> None:
    assert cell(row(version=1), version=2).earlier_wording
    assert not cell(row(version=2), version=2).earlier_wording


# -- topics --------------------------------------------------------------------------------------------


def test_a_topic_compares_nothing() -> None:
    old, new = row(None, "2026-01-01", word="yes", version=None), row(None, "2026-02-01", word="no", version=None)
    same_day = row(None, "2026-02-01", word="yes", version=None)
    found = cell(old, new, same_day, version=None)
    assert found.topic
    assert (len(found.latest), found.change, found.count) == (1, None, 3)
    lane = compare.series([ALONE], {CHIPS: None}, [old, new, same_day])[0].lanes[0]
    assert all(point.change is None and not point.order_unknown for point in lane.points)


# -- counting ------------------------------------------------------------------------------------------


def test_one_utterance_in_two_languages_counts_once_and_is_the_originals() -> None:
    translated = row(utterance="u", rank=1)
    original = row(utterance="u", rank=0)
    assert compare.once([translated, original]) == [original]
    assert cell(translated, original).count == 1


def test_of_two_originals_the_statement_recorded_first_counts() -> None:
    second, first = row(utterance="u", statement=8), row(utterance="u", statement=7)
    assert compare.once([second, first]) == [first]


def test_another_actor_tag_or_basis_counts_for_itself() -> None:
    rows = [
        row(utterance="u"),
        row(utterance="u", actor=2),
        row(utterance="u", tag=2),
        row(utterance="u", basis="joint"),
    ]
    assert compare.once(rows) == rows


def test_rows_that_are_placed_already_give_what_the_rows_give() -> None:
    twin = row("opposes", utterance="u", rank=1)
    office = row("mixed", "2026-01-01", "2026-12-31", actor=MINISTRY)
    rows = [row("supports", None), twin, row("opposes", utterance="u"), office, row(None, tag=TOPIC, version=None)]
    placed = compare.by_place(rows)
    assert compare.grid([WITH_MINISTRY], VERSIONS, placed) == compare.grid([WITH_MINISTRY], VERSIONS, rows)
    assert compare.series([WITH_MINISTRY], VERSIONS, placed) == compare.series([WITH_MINISTRY], VERSIONS, rows)
    assert compare.newest_first(placed) == compare.newest_first(rows)
    assert sorted(placed.every()) == sorted(row for row in rows if row is not twin)


def test_a_gap_lies_between_two_readings_only_if_all_its_days_do() -> None:
    before, after = row("supports", "2026-01-10"), row("opposes", "2026-06-10")
    between = row("no-position", "2026-02-01", "2026-03-01")
    across_the_first, across_the_last = (
        row("no-position", "2026-01-01", "2026-01-31"),
        row("no-position", "2026-06-01", "2026-06-30"),
    )
    points = compare.series([ALONE], VERSIONS, [after, across_the_last, between, before, across_the_first])[0]
    change = next(point.change for point in points.lanes[0].points if point.row is after)
    assert change is not None
    assert (change.before, change.gaps) == (before, (between,))


def test_a_backers_row_is_a_row_of_its_own() -> None:
    signatory = row(utterance="u", actor=BEL_SARAT, basis="joint")
    parties = [ALONE, Party(BEL_SARAT, (BEL_SARAT,))]
    cells = compare.grid(parties, VERSIONS, [row(utterance="u"), signatory])
    assert [one[0].count for one in cells] == [1, 1]


# -- absence -------------------------------------------------------------------------------------------


def absent(party: Party = ALONE, **coverage: Any) -> compare.Absence:
    """The word for a cell without a row."""
    found = cell(party=party, coverage=Coverage(**coverage)).absence
    assert found is not None
    return found


def mark(outcome: str = "nothing-found", statement: int = 5, said_to: date | None = None, **more: Any) -> ReadMark:
    """A read mark of Arvenia on chips."""
    return ReadMark(statement=statement, actor=ARVENIA, tag=CHIPS, outcome=outcome, said_to=said_to, **more)


def test_a_cell_with_a_row_has_no_absence() -> None:
    assert cell(row(), coverage=Coverage(others={(ARVENIA, CHIPS): {"response": 3}})).absence is None


def test_no_statement_in_the_period() -> None:
    assert absent().code == Why.NO_STATEMENT
    assert absent(statements={BEL_SARAT: 4}).code == Why.NO_STATEMENT


def test_one_that_spoke_in_anothers_statement_is_not_without_a_statement() -> None:
    assert absent(heard={ARVENIA}).code == Why.NOT_READ
    assert absent(heard={MINISTRY}).code == Why.NO_STATEMENT


def test_asked_and_did_not_answer_leads_to_the_question() -> None:
    found = absent(statements={ARVENIA: 4}, reads=[mark(), mark("asked-no-answer", 6, turn=3)])
    assert (found.code, found.statement, found.turn) == (Why.ASKED, 6, 3)


def test_read_and_nothing_found_prints_how_many_of_how_many() -> None:
    reads = [
        mark(statement=5, said_to=date(2026, 5, 2)),
        mark(statement=6, said_to=date(2025, 1, 1)),
        mark(statement=5),
    ]
    found = absent(statements={ARVENIA: 30}, reads=reads)
    assert (found.code, found.read, found.of, found.until) == (Why.NOTHING_FOUND, 2, 30, "2026-05")


def test_empty_by_the_chosen_makers_counts_what_they_leave_out_of_all_its_lanes() -> None:
    otherwise = {
        (ARVENIA, CHIPS): {"said": 2, "response": 7},
        (MINISTRY, CHIPS): {"joint": 1},
        (ARVENIA, TOPIC): {"said": 5},
    }
    others = {(ARVENIA, CHIPS): {"response": 1}}
    said = {"made_otherwise": otherwise, "others": others, "statements": {ARVENIA: 4}, "reads": [mark()]}
    found = absent(WITH_MINISTRY, bases=("said", "joint"), **said)
    assert (found.code, found.of, found.others) == (Why.MADE_OTHERWISE, 3, ())
    assert absent(WITH_MINISTRY, bases=("aligned",), **said).code == Why.OTHER_BASIS
    found = absent(ALONE, bases=("aligned",), made_otherwise=otherwise)
    assert (found.code, found.of, found.others) == (Why.MADE_OTHERWISE, 9, (("response", 7), ("said", 2)))


def test_not_yet_read() -> None:
    other_tag = ReadMark(statement=5, actor=ARVENIA, tag=TOPIC, outcome="nothing-found", said_to=None)
    assert absent(statements={ARVENIA: 30}, reads=[other_tag]).code == Why.NOT_READ


def test_empty_by_the_chosen_bases_names_each_basis_most_first() -> None:
    others = {(ARVENIA, CHIPS): {"aligned": 1, "response": 9}, (MINISTRY, CHIPS): {"aligned": 2}}
    found = absent(WITH_MINISTRY, others=others, reads=[mark()])
    assert (found.code, found.others) == (Why.OTHER_BASIS, (("response", 9), ("aligned", 3)))
    assert absent(ALONE, others=others).others == (("response", 9), ("aligned", 1))


def test_the_statements_are_those_of_the_party_whatever_its_lanes() -> None:
    found = absent(WITH_MINISTRY, statements={ARVENIA: 2, MINISTRY: 1})
    assert (found.code, found.of) == (Why.NOT_READ, 2)
    assert absent(ALONE, statements={MINISTRY: 2}).code == Why.NO_STATEMENT


def test_a_statement_read_for_several_lanes_of_a_party_was_read_once() -> None:
    office = ReadMark(statement=5, actor=MINISTRY, tag=CHIPS, outcome="nothing-found", said_to=None)
    found = absent(WITH_MINISTRY, statements={ARVENIA: 2}, reads=[mark(statement=5), office])
    assert (found.read, found.of) == (1, 2)


# -- over time -----------------------------------------------------------------------------------------


def test_an_office_has_a_lane_of_its_own_and_one_without_a_reading_has_none() -> None:
    own, office = row("supports", "2026-01-01"), row("opposes", "2026-02-01", actor=MINISTRY)
    party = Party(ARVENIA, (ARVENIA, MINISTRY, 99))
    found = compare.series([party, Party(BEL_SARAT, (BEL_SARAT,))], VERSIONS, [office, own])[0]
    assert [(lane.actor, [point.row for point in lane.points]) for lane in found.lanes] == [
        (ARVENIA, [own]),
        (MINISTRY, [office]),
    ]
    assert found.count == 2
    change = found.lanes[1].points[0].change
    assert change is not None
    assert (change.before, change.step) == (own, Step.REVERSAL)


def test_a_series_runs_from_the_oldest_and_ends_with_the_undated() -> None:
    rows = [row(day=None), row(day="2026-02-01"), row(day="2026-01-01")]
    lane = compare.series([ALONE], VERSIONS, rows)[0].lanes[0]
    assert [point.row for point in lane.points] == [rows[2], rows[1], rows[0]]


def test_in_a_series_readings_that_overlap_and_differ_have_no_order() -> None:
    year, day, later = (
        row("supports", "2025-01-01", "2025-12-31"),
        row("opposes", "2025-06-01"),
        row("opposes", "2026-01-01"),
    )
    points = compare.series([ALONE], VERSIONS, [year, day, later])[0].lanes[0].points
    assert [(point.row, point.order_unknown) for point in points] == [(day, True), (year, True), (later, False)]
    assert all(point.change is None for point in points)


def test_passages_stand_by_year_the_latest_first_the_undated_last() -> None:
    rows = [row(day="2025-03-01"), row(day=None), row(day="2026-01-01"), row(day="2025-12-01")]
    years = compare.by_year(compare.newest_first(rows))
    assert [(year.year, year.rows) for year in years] == [
        (2026, (rows[2],)),
        (2025, (rows[3], rows[0])),
        (None, (rows[1],)),
    ]


def test_a_reading_over_several_years_stands_in_the_year_in_which_its_date_ends() -> None:
    assert compare.by_year([row(day="2021-01-01", until="2023-12-31")])[0].year == 2023


def test_a_large_series_is_shaped_without_delay() -> None:
    rows = [
        row(
            "supports" if number % 3 else "mixed",
            f"{2000 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}",
        )
        for number in range(5_000)
    ]
    points = compare.series([ALONE], VERSIONS, rows)[0].lanes[0].points
    assert sum(point.change is not None for point in points) == 4_999
