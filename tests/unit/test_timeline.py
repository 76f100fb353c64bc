"""The drawing of a proposition over time: where its marks stand, what they say, how many become few."""

from __future__ import annotations

import gzip
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation

from statements import compare, dates, timeline
from statements.codes import Basis, Stance
from statements.compare import Party, Row
from statements.timeline import MOST_A_LANE, MOST_TERMS, Axis, Chart, Mark, Span, Term

SITE = Path(__file__).resolve().parents[2] / "site/static"
ARVENIA, MINISTRY, CANGYUAN, BEL_SARAT = 1, 2, 3, 4
NAMES = {ARVENIA: "Arvenia", MINISTRY: "Ministry of Trade", CANGYUAN: "沧原", BEL_SARAT: "بيل سارات"}
PARTIES = [Party(ARVENIA, (ARVENIA, MINISTRY)), Party(CANGYUAN, (CANGYUAN,)), Party(BEL_SARAT, (BEL_SARAT,))]
LIMITS = 10
TAG = "Limits on machine exports"
numbers = count(1)


def row(said_on: str = "2021-03-14", stance: str | None = "supports", **more: Any) -> Row:
    """A reading of Arvenia, in its own words, by its head."""
    number, said = next(numbers), dates.parse(said_on)
    values: dict[str, Any] = {
        "id": number, "line": number, "statement": number, "utterance": f"#{number}", "rank": 0,
        "actor": ARVENIA, "tag": LIMITS, "version": 1, "basis": "said", "stance": stance, "word": None,
        "commitment": None, "voice": "head", "form": "answers", "said_on": said_on, "said_from": said.lower,
        "said_to": said.upper,
    }  # fmt: skip
    return Row(**values | more)


def drawn(*rows: Row, terms: Sequence[Term] = (), **more: Any) -> Chart:
    """The drawing of these rows."""
    return timeline.draw(compare.series(PARTIES, {LIMITS: 1}, rows)[0], NAMES, TAG, terms, **more)


def marks(*rows: Row, **more: Any) -> list[Mark]:
    """The marks of all lanes, in order."""
    return [mark for lane in drawn(*rows, **more).lanes for mark in lane.marks]


def votes(number: int, first: int = 1960, **more: Any) -> list[Row]:
    """Readings of a month each, one after the other, a year of yes after two of no."""
    return [
        row(f"{first + at // 12}-{at % 12 + 1:02}-15", ("opposes", "opposes", "supports")[at // 12 % 3], **more)
        for at in range(number)
    ]


# -- across the picture --------------------------------------------------------------------------------


def test_the_picture_is_of_the_whole_years_in_which_something_was_said() -> None:
    (day,) = marks(row("2021-07-02"))
    assert day.x == pytest.approx(50, abs=0.01)
    first, last = marks(row("2021-01-01"), row("2024-12-31"))
    assert (first.x, last.x) == (pytest.approx(0, abs=0.05), pytest.approx(100, abs=0.05))


def test_the_picture_of_a_period_shows_all_of_it_and_cuts_what_reaches_beyond() -> None:
    day, year = marks(row("2021-03-14"), row("2021", actor=CANGYUAN), since=date(2021, 3, 14), until=date(2021, 3, 15))
    assert day.x == 25
    assert year.x == 50
    assert year.span == Span(0, 100, about=False)


def test_half_a_period_cuts_the_years_at_its_end() -> None:
    (mark,) = marks(row("2021-10-01"), since=date(2021, 7, 1))
    assert mark.x == pytest.approx(50.3, abs=0.1)


def test_a_date_that_is_no_day_has_a_bar_and_its_mark_in_the_middle() -> None:
    month, year, interval, about, day = marks(
        row("2020-01"), row("2021"), row("2022-01-01/2022-06-30"), row("2023~"), row("2024-05-01")
    )
    spans = [mark.span for mark in (month, year, interval, about)]
    assert all(spans)
    assert [round(span.width, 1) for span in spans if span] == [1.7, 20, 9.9, 20]
    assert [span.about for span in spans if span] == [False, False, False, True]
    assert [mark.x for mark in (month, year, interval, about)] == [
        pytest.approx(span.x + span.width / 2) for span in spans if span
    ]
    assert day.span is None


def test_a_page_read_from_the_right_has_the_first_at_the_right() -> None:
    rows = [row("2020-06"), row("2024-01-01")]
    term = [Term(ARVENIA, "Ilse Varn", "head-of-government", "2021-01-01", "2022-12-31")]
    there, mirrored = drawn(*rows, terms=term), drawn(*rows, terms=term, mirrored=True)
    for one, other in zip(there.lanes[0].marks, mirrored.lanes[0].marks, strict=True):
        assert (one.line, one.y, one.x) == (other.line, other.y, pytest.approx(100 - other.x))
    one, other = there.lanes[0].marks[0].span, mirrored.lanes[0].marks[0].span
    assert one is not None
    assert other is not None
    assert other.x == pytest.approx(100 - one.x - one.width)
    (band,), (turned,) = there.lanes[0].bands, mirrored.lanes[0].bands
    assert turned.x == pytest.approx(100 - band.x - band.width)
    assert [tick.x for tick in mirrored.ticks] == [pytest.approx(100 - tick.x) for tick in there.ticks]


@pytest.mark.parametrize(
    ("first", "last", "ticks"),
    [
        ((2021, 1, 1), (2026, 12, 31), ["2021", "2022", "2023", "2024", "2025", "2026"]),
        ((1946, 1, 1), (2019, 12, 31), ["1950", "1960", "1970", "1980", "1990", "2000", "2010"]),
        ((2021, 1, 1), (2021, 12, 31), ["Jan 2021", "Apr 2021", "Jul 2021", "Oct 2021"]),
        ((2021, 3, 14), (2021, 5, 20), ["Apr 2021", "May 2021"]),
        ((2021, 3, 1), (2021, 3, 31), ["1 Mar", "8 Mar", "15 Mar", "22 Mar", "29 Mar"]),
        ((2021, 3, 14), (2021, 3, 14), ["14 Mar"]),
        ((1, 1, 1), (9999, 12, 31), ["2000", "4000", "6000", "8000"]),
    ],
)
def test_the_words_along_it_are_few_enough_for_a_phone(
    first: tuple[int, int, int], last: tuple[int, int, int], ticks: list[str]
) -> None:
    axis = Axis(date(*first), date(*last))
    assert [tick.words for tick in axis.ticks()] == ticks


@pytest.mark.parametrize("mirrored", [False, True])
@pytest.mark.parametrize("days", [61, 118, 237, 286, 363, 545, 713, 727])
@pytest.mark.parametrize("month", range(1, 13))
def test_months_along_it_stand_apart_on_a_phone_and_within_its_frame(month: int, days: int, mirrored: bool) -> None:
    drawing, word, padding = 322, 54, 16
    first = date(2021, month, 1)
    ends = []
    for tick in Axis(first, first + timedelta(days=days), mirrored).ticks():
        before = {"start": 0.0, "middle": 0.5, "end": 1.0}[tick.anchor]
        left = tick.x * drawing / 100 - word * (1 - before if mirrored else before)
        ends.append((left, left + word))
    ends.sort()
    assert ends[0][0] >= -padding
    assert ends[-1][1] <= drawing + padding
    assert all(one[1] < other[0] for one, other in pairwise(ends))


def test_the_words_along_it_are_in_the_readers_language() -> None:
    with translation.override("zh-hans"):
        assert [tick.words for tick in Axis(date(2021, 1, 1), date(2021, 6, 30)).ticks()][:1] == ["2021年1月"]


# -- lanes ---------------------------------------------------------------------------------------------


def test_each_actor_has_a_lane_and_its_offices_theirs_under_it() -> None:
    chart = drawn(row(actor=CANGYUAN), row(actor=MINISTRY), row())
    assert [(lane.party, lane.actor) for lane in chart.lanes] == [
        (ARVENIA, ARVENIA), (ARVENIA, MINISTRY), (CANGYUAN, CANGYUAN),
    ]  # fmt: skip
    assert all(upper.foot < lower.y for upper, lower in pairwise(chart.lanes))
    assert chart.lanes[-1].foot < chart.foot


def test_marks_of_one_day_stand_under_one_another() -> None:
    found = marks(row(), row(stance="opposes"), row(stance="mixed"))
    assert len({mark.x for mark in found}) == 1
    ys = sorted(mark.y for mark in found)
    assert all(lower - upper >= 1.5 for upper, lower in pairwise(ys))


def test_a_mark_stands_clear_of_the_bar_of_another() -> None:
    year, day, later = marks(row("2021"), row("2021-11-30", "opposes"), row("2023-05-01"))
    assert day.y > year.y
    assert later.y == year.y


def test_no_two_marks_of_a_lane_hide_each_other() -> None:
    rows = [row(f"2021-{at % 12 + 1:02}-{at % 5 * 3 + 1:02}", ("supports", "mixed")[at % 2]) for at in range(24)]
    found = marks(*rows)
    assert len(found) == 24
    for at, one in enumerate(found):
        assert not [other for other in found[at + 1 :] if other.y == one.y and abs(other.x - one.x) < 3.5]


def test_words_of_the_sources_have_a_row_each_with_the_word_over_it() -> None:
    (lane,) = drawn(
        row("2021-01-01", None, word="yes"), row("2022-01-01", None, word="no"), row("2023-01-01", "supports")
    ).lanes
    assert [(heading.stance, heading.word) for heading in lane.headings] == [(None, "no"), (None, "yes")]
    assert [mark.line for mark in lane.marks] == sorted(mark.line for mark in lane.marks)
    yes, no, supports = lane.marks
    assert supports.y < no.y < yes.y


def test_the_rarer_of_many_words_share_a_row() -> None:
    rows = [row("2021-01-01", None, word=word) for word in "aabbccddeefg"]
    (lane,) = drawn(*rows).lanes
    assert [heading.word for heading in lane.headings] == ["a", "b", "c", "d", "e", None]


def test_what_has_no_date_is_counted_and_not_drawn() -> None:
    chart = drawn(row(), row(""), row("", actor=CANGYUAN), row("", actor=CANGYUAN))
    assert [lane.actor for lane in chart.lanes] == [ARVENIA]
    assert chart.undated == ((ARVENIA, 1), (CANGYUAN, 2))
    assert chart.words.startswith("1 reading, 14 March 2021.")


def test_nothing_dated_is_no_drawing() -> None:
    chart = drawn(row(""))
    assert (chart.lanes, chart.ticks, chart.words, chart.undated) == ((), (), "", ((ARVENIA, 1),))


# -- words ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "words"),
    [
        (
            row(),
            "Arvenia on Limits on machine exports: supports, 14 March 2021, head of state or government, "
            "said in its own words",
        ),
        (
            row("2021-05~", "conditional-opposition", actor=MINISTRY, voice=None, basis="joint"),
            "Ministry of Trade on Limits on machine exports: opposes with exceptions, about May 2021, "
            "answers to questions, as a signatory of a common text",
        ),
        (
            row("2021/2022", None, word="abstained", actor=CANGYUAN, voice=None, form="vote", basis="response"),
            "沧原 on Limits on machine exports: “abstained”, 2021–2022, vote or formal reply, "
            "by a vote or formal reply",
        ),
        (
            row("2021", "mixed", actor=BEL_SARAT, voice="spokesperson"),
            "بيل سارات on Limits on machine exports: mixed, 2021, spokesperson, said in its own words",
        ),
        (
            row("2021", "mixed", voice="spokesperson", origin="import"),
            "Arvenia on Limits on machine exports: mixed, 2021, spokesperson, said in its own words, "
            "imported, not read by an editor",
        ),
    ],
)
def test_a_mark_says_the_whole_of_it(of: Row, words: str) -> None:
    (mark,) = marks(of)
    assert mark.words == words


def test_a_mark_says_that_its_order_is_unknown() -> None:
    assert all(mark.words.endswith("; order unknown") for mark in marks(row(), row("2021-03", "opposes")))


def test_the_picture_says_how_many_it_shows_and_how_to_read_it() -> None:
    assert drawn(row("2020"), row("2026-05-29")).words == (
        "2 readings, from 2020 to 29 May 2026. Each mark is a reading and leads to its words. "
        "A bar behind a mark: no exact day is known."
    )
    assert drawn(*votes(600)).words == (
        "600 readings, from 15 January 1960 to 15 December 2009. "
        "A mark with a number stands for several readings and leads to them, any other to its words."
    )


def test_the_outlines_in_the_picture_are_named() -> None:
    chart = drawn(row(), row("2022-01-01", basis="reported"), row("2023-01-01", basis="joint"), row("", basis="group"))
    assert chart.bases == (Basis.JOINT, Basis.REPORTED)


# -- terms of office -----------------------------------------------------------------------------------


def held(name: str, since: str, until: str, actor: int = ARVENIA) -> Term:
    """A term of government."""
    return Term(actor, name, "head-of-government", since, until)


def test_a_term_is_a_band_over_the_marks_of_its_lane_alone() -> None:
    chart = drawn(row("2020-06-01"), row("2023-06-01", actor=CANGYUAN), terms=[held("Ilse Varn", "2021", "2022")])
    (band,), none = (lane.bands for lane in chart.lanes)
    assert (band.x, band.width) == (pytest.approx(25, abs=0.1), pytest.approx(50, abs=0.1))
    assert none == ()
    assert band.y + 1.2 < chart.lanes[0].marks[0].y
    assert chart.terms == ((ARVENIA, (band.term,)),)


def test_an_open_end_reaches_the_end_of_the_picture_and_has_no_edge() -> None:
    (lane,) = drawn(row("2020-06-01"), row("2023-06-01"), terms=[held("A", "", "2021"), held("B", "2022", "")]).lanes
    first, second = lane.bands
    assert (first.x, first.x + first.width) == (0, pytest.approx(50, abs=0.1))
    assert (second.x, second.x + second.width) == (pytest.approx(50, abs=0.1), 100)
    assert (first.edges, second.edges) == ((), (pytest.approx(50, abs=0.1),))


def test_a_term_follows_another_on_one_line_and_stands_under_one_it_overlaps() -> None:
    rows = [row("2020-06-01"), row("2029-06-01")]
    (lane,) = drawn(
        *rows, terms=[held("A", "2020", "2024-11"), held("B", "2024-11", "2027"), held("C", "2023", "")]
    ).lanes
    assert [(band.term.name, round(band.y - lane.bands[0].y, 1)) for band in lane.bands] == [
        ("A", 0), ("C", 1.4), ("B", 0),
    ]  # fmt: skip


@pytest.mark.parametrize("handover", ["2021-05-03", "2021-05", "2021"])
def test_a_handover_is_one_however_roughly_its_date_is_known(handover: str) -> None:
    terms = [held("A", "2019", handover), held("B", handover, "")]
    (lane,) = drawn(row("2020-06-01"), row("2022-06-01"), terms=terms).lanes
    first, second = lane.bands
    assert first.y == second.y
    assert (first.edges, second.edges) == ((), (pytest.approx(second.x),))


def test_terms_outside_the_picture_are_left_out() -> None:
    (lane,) = drawn(row("2020-06-01"), terms=[held("A", "1990", "2019-12"), held("B", "2021", "")]).lanes
    assert (lane.bands, lane.undrawn) == ((), 0)


def test_too_many_terms_are_counted_and_not_drawn() -> None:
    terms = [held(str(number), "2020", "") for number in range(MOST_TERMS + 1)]
    (lane,) = drawn(row("2020-06-01"), terms=terms).lanes
    assert (lane.bands, lane.undrawn) == ((), MOST_TERMS + 1)
    assert drawn(row("2020-06-01"), terms=terms[1:]).lanes[0].undrawn == 0


# -- many ----------------------------------------------------------------------------------------------


def test_up_to_a_number_each_reading_has_its_mark_and_beyond_it_each_year_and_stance() -> None:
    assert [mark.count for mark in marks(*votes(MOST_A_LANE))] == [1] * MOST_A_LANE
    found = marks(*votes(MOST_A_LANE + 1, first=2020))
    assert [(mark.since, mark.until, mark.count) for mark in found] == [
        ("2020", "2020", 12), ("2021", "2021", 12), ("", "", 1),
    ]  # fmt: skip
    assert (found[0].words, found[0].line) == ("Arvenia on Limits on machine exports: opposes, 12 readings, 2020", 0)
    assert found[2].line > 0


def test_one_lane_of_many_leaves_the_others_as_they_are() -> None:
    chart = drawn(*votes(60, first=2020), row("2020-05-01", actor=CANGYUAN), row("2020-06-01", actor=CANGYUAN))
    assert [sum(mark.count for mark in lane.marks) for lane in chart.lanes] == [60, 2]
    assert [mark.line > 0 for mark in chart.lanes[1].marks] == [True, True]


def test_long_times_collapse_by_runs_of_years_and_lose_no_reading() -> None:
    found = marks(*votes(600))
    assert {(mark.since, mark.until) for mark in found if mark.count > 1} >= {("1960", "1964"), ("2005", "2009")}
    assert sum(mark.count for mark in found) == 600
    assert len(found) <= 14 * 2


def test_a_year_collapses_by_month_a_month_by_day_and_a_day_is_the_last() -> None:
    year = [row(f"2020-{at % 12 + 1:02}-05") for at in range(48)]
    found = marks(*year)
    assert [(mark.since, mark.until, mark.count) for mark in found][:2] == [
        ("2020-01", "2020-01", 4), ("2020-02", "2020-02", 4),
    ]  # fmt: skip
    month = [row(f"2020-03-{at % 2 + 5:02}") for at in range(48)]
    period = {"since": date(2020, 3, 1), "until": date(2020, 3, 31)}
    assert [(mark.since, mark.count) for mark in marks(*month, **period)] == [("2020-03-05", 24), ("2020-03-06", 24)]
    assert not drawn(*month, **period).is_day
    assert drawn(*month[::2], since=date(2020, 3, 5), until=date(2020, 3, 5)).is_day


def test_a_zoom_never_leads_to_the_page_it_is_on() -> None:
    rows, period = votes(600) + [row("1987-04-05") for _ in range(60)], (date.min, date.max)
    for _level in range(4):
        chart = drawn(
            *[one for one in rows if one.said_from and period[0] <= one.said_from <= period[1]],
            **({} if period[0] == date.min else {"since": period[0], "until": period[1]}),
        )
        mark = max((mark for lane in chart.lanes for mark in lane.marks), key=lambda mark: mark.count)
        nearer = dates.parse(mark.since).lower, dates.parse(mark.until).upper
        assert nearer[0] is not None
        assert nearer[1] is not None
        assert (nearer[1] - nearer[0]) < (period[1] - period[0])
        period = (nearer[0], nearer[1])
        if period[0] == period[1]:
            break
    assert period == (date(1987, 4, 5), date(1987, 4, 5))


def test_what_falls_in_no_single_year_stands_for_itself() -> None:
    found = marks(*votes(60, first=2020), row("2021-11/2022-02", "mixed"))
    (alone,) = [mark for mark in found if mark.stance == "mixed"]
    assert alone.count == 1
    assert alone.span is not None
    assert sum(mark.count for mark in found) == 61


def test_a_mark_for_several_keeps_an_outline_only_where_they_share_it() -> None:
    rows = [row("2020-01-01", basis="joint") for _ in range(20)] + [row("2021-01-01", basis="joint") for _ in range(20)]
    assert [mark.basis for mark in marks(*rows)] == ["joint", "joint"]
    assert [mark.basis for mark in marks(*rows, row("2021-02-02"))] == ["joint", ""]


# -- the page's piece ----------------------------------------------------------------------------------


@dataclass
class Named:
    """An actor or a tag, as the piece knows them."""

    name: str
    slug: str = "x"
    pk: int = LIMITS
    invented: bool = False


def figure(chart: Chart, address: str = "/compare/?actor=arvenia&tag=limits", **names: str) -> str:
    """The drawing as a page prints it."""
    actors = {pk: Named(names.get("everybody", name)) for pk, name in NAMES.items()}
    context = {"tag": Named(TAG), "chart": chart, "actors": actors}
    return render_to_string("statements/_timeline.html", context, request=RequestFactory().get(address))


def test_a_drawing_is_one_tab_stop() -> None:
    html = figure(drawn(row(), row("2022-01-01"), row("2023-01-01", actor=CANGYUAN)))
    assert re.findall(r'tabindex="(-?\d)"', html) == ["0", "-1", "-1"]


def test_a_mark_for_several_leads_to_its_years_and_keeps_the_rest_of_the_address() -> None:
    html = figure(drawn(*votes(600)), "/compare/?actor=arvenia&tag=limits&basis=joint&page=3")
    assert 'href="?actor=arvenia&amp;tag=limits&amp;basis=joint&amp;from=1960&amp;to=1964#series-10"' in html
    assert "Show all years" not in html
    html = figure(drawn(*votes(600)), "/compare/?actor=arvenia&from=1960&to=1964")
    assert 'href="?actor=arvenia#series-10">Show all years</a>' in html


def test_marks_of_one_day_that_are_too_many_lead_to_the_actors_own_page() -> None:
    day = date(2020, 3, 5)
    html = figure(drawn(*[row("2020-03-05") for _ in range(60)], since=day, until=day), "/compare/?actor=x&basis=said")
    assert 'href="/actors/x/on/x/?basis=said&amp;from=2020-03-05&amp;to=2020-03-05"' in html


def test_a_mark_leads_to_its_reading_at_the_instant_of_the_page() -> None:
    one = row()
    assert f'href="/positions/{one.line}/?as_of=2026-01-01"' in figure(drawn(one), "/compare/?as_of=2026-01-01")


def test_numbers_are_written_as_svg_reads_them_in_every_language() -> None:
    chart = drawn(row("2021-03-14"), row("2023-07-09"))
    with translation.override("fr"):
        html = figure(chart)
    assert not re.findall(r'(?:x|y|x1|x2|y1|y2|width|height)="[^"]*,', html)


def test_a_drawing_has_no_style_and_no_script_of_its_own() -> None:
    html = figure(drawn(row("2021"), terms=[held("Ilse Varn", "2020", "")]))
    assert not re.findall(r"<style|<script|\sstyle=|\son[a-z]+=", html)


def test_hostile_names_stay_text() -> None:
    evil = '"><script>alert(1)</script>'
    chart = timeline.draw(
        compare.series(PARTIES, {LIMITS: 1}, [row("2021", None, word=evil)])[0],
        dict.fromkeys(NAMES, evil),
        evil,
        [Term(ARVENIA, evil, evil, "2020", "")],
    )
    html = figure(chart, everybody=evil)
    assert "<script" not in html
    assert html.count("&lt;script&gt;") >= 5


def test_six_hundred_marks_are_a_small_page() -> None:
    actors = {pk: f"Land {pk}" for pk in range(1, 26)}
    parties = [Party(pk, (pk,)) for pk in actors]
    rows = [each for pk in actors for each in votes(MOST_A_LANE, first=1990 + pk % 7, actor=pk)]
    chart = timeline.draw(compare.series(parties, {LIMITS: 1}, rows)[0], actors, TAG)
    assert sum(len(lane.marks) for lane in chart.lanes) == 600
    context = {"tag": Named(TAG), "chart": chart, "actors": {pk: Named(name) for pk, name in actors.items()}}
    html = render_to_string("statements/_timeline.html", context, request=RequestFactory().get("/compare/"))
    assert len(html) < 300_000
    assert len(gzip.compress(html.encode())) < 16_000


def test_every_stance_is_coloured_and_every_other_basis_outlined_as_on_its_chip() -> None:
    rules = re.findall(r"([^{}]+)\{([^}]*)\}", (SITE / "css/timeline.css").read_text())
    (outlined,) = (selector for selector, body in rules if "stroke: currentcolor" in body and ".outline" in selector)
    assert {basis for basis in Basis.values if f".{basis}," in outlined or f".{basis})" in outlined} == (
        set(Basis.values) - {Basis.SAID}
    )
    coloured = " ".join(selector for selector, body in rules if "color: var(--" in body and ".mark:is" in selector)
    assert [stance for stance in Stance.values if f".{stance}" not in coloured] == ["mixed", "no-position"]


def test_the_script_is_under_three_kilobytes() -> None:
    assert (SITE / "js/timeline.js").stat().st_size < 3_000
