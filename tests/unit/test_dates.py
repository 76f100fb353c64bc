"""Dates as exact as a source gives them."""

from __future__ import annotations

from datetime import date

import pytest
from django.utils import translation
from django.utils.translation import gettext
from hypothesis import given
from hypothesis import strategies as st

from statements.dates import UNKNOWN, After, BadDate, Edtf, before, overlap, parse, read, show, sort_key


@pytest.mark.parametrize(
    ("code", "lower", "upper", "precision", "about"),
    [
        ("2026-05-29", date(2026, 5, 29), date(2026, 5, 29), "day", False),
        ("2026-05", date(2026, 5, 1), date(2026, 5, 31), "month", False),
        ("2024-02", date(2024, 2, 1), date(2024, 2, 29), "month", False),
        ("2026", date(2026, 1, 1), date(2026, 12, 31), "year", False),
        ("0001", date(1, 1, 1), date(1, 12, 31), "year", False),
        ("9999-12", date(9999, 12, 1), date(9999, 12, 31), "month", False),
        ("2026-05-01/2026-05-03", date(2026, 5, 1), date(2026, 5, 3), "interval", False),
        ("2025/2026-05-03", date(2025, 1, 1), date(2026, 5, 3), "interval", False),
        ("2026~", date(2026, 1, 1), date(2026, 12, 31), "year", True),
        ("2026-05~", date(2026, 5, 1), date(2026, 5, 31), "month", True),
        ("2026-05-29~", date(2026, 5, 29), date(2026, 5, 29), "day", True),
    ],
)
def test_a_code_gives_its_bounds_and_stays_its_own_canonical_form(
    code: str, lower: date, upper: date, precision: str, about: bool
) -> None:
    assert parse(code) == Edtf(code, lower, upper, precision, about)  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["", None, "XXXX"])
def test_nothing_is_the_unknown_date(text: str | None) -> None:
    assert parse(text) == UNKNOWN
    assert read(text) == UNKNOWN


def test_an_interval_of_one_date_is_that_date() -> None:
    assert parse("2026-05/2026-05") == parse("2026-05")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2026-13", "a month from 01 to 12"),
        ("2026-00-01", "a month from 01 to 12"),
        ("2026-02-29", "a day from 01 to 28 in that month"),
        ("2026-04-31", "a day from 01 to 30 in that month"),
        ("0000", "a year from 0001 to 9999"),
        ("2026-05-03/2026-05-01", "an interval that does not end before it starts"),
        ("2026-5", "a year (2026), month (2026-05)"),
        ("26", "a year (2026), month (2026-05)"),
        (" 2026", "a year (2026), month (2026-05)"),
        ("2026\n", "a year (2026), month (2026-05)"),
        ("٢٠٢٦", "a year (2026), month (2026-05)"),
        ("2026-05~/2026-06", "a year (2026), month (2026-05)"),
        ("2026/", "a year (2026), month (2026-05)"),
        ("29 May 2026", "a year (2026), month (2026-05)"),
    ],
)
def test_parse_refuses_what_is_no_code_and_says_what_was_given_and_expected(text: str, expected: str) -> None:
    with pytest.raises(BadDate) as error:
        parse(text)
    assert str(error.value).startswith(f"“{text}” was given, expected {expected}")


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("2026-05-29", "2026-05-29"),
        (" 2026-05~ ", "2026-05~"),
        ("29 May 2026", "2026-05-29"),
        ("29th of May 2026", "2026-05-29"),
        ("May 29, 2026", "2026-05-29"),
        ("1 Sept. 2026", "2026-09-01"),
        ("May 2026", "2026-05"),
        ("about May 2026", "2026-05~"),
        ("c. 2026", "2026~"),
        ("29.05.2026", "2026-05-29"),
        ("05/29/2026", "2026-05-29"),
        ("03.03.2026", "2026-03-03"),
        ("2026/05/29", "2026-05-29"),
        ("2026年5月29日", "2026-05-29"),
        ("２０２６年５月", "2026-05"),
        ("29 мая 2026", "2026-05-29"),
        ("29 мая 2026 г.", "2026-05-29"),
        ("май 2026", "2026-05"),
        ("1er mai 2026", "2026-05-01"),
        ("29 de mayo de 2026", "2026-05-29"),
        ("٢٩ مايو ٢٠٢٦", "2026-05-29"),
    ],
)
def test_an_editor_may_type_what_can_be_read_in_one_way(typed: str, code: str) -> None:
    assert read(typed).value == code


@pytest.mark.parametrize("typed", ["03/04/2026", "03.04.2026", "03-04-2026"])
def test_figures_that_can_be_read_in_two_ways_are_never_guessed(typed: str) -> None:
    with pytest.raises(BadDate, match="2026-04-03 or 2026-03-04, for it can be read either way"):
        read(typed)


@pytest.mark.parametrize("typed", ["29/05/26", "May", "31 Feb 2026", "13.13.2026", "foo 2026", "2026/05", "29 May"])
def test_what_is_no_date_is_refused_with_the_text_that_was_typed(typed: str) -> None:
    with pytest.raises(BadDate) as error:
        read(typed)
    assert f"“{typed}” was given" in str(error.value)


@pytest.mark.parametrize(
    ("code", "shown"),
    [
        ("2026-05-29", "29 May 2026"),
        ("2026-09-01", "1 September 2026"),
        ("2026-05", "May 2026"),
        ("2026", "2026"),
        ("2026-05-01/2026-05-03", "1–3 May 2026"),
        ("2026-05/2026-06", "May–June 2026"),
        ("2025/2026", "2025–2026"),
        ("2026-04-30/2026-05-02", "30 April – 2 May 2026"),
        ("2025-12-30/2026-01-02", "30 December 2025 – 2 January 2026"),
        ("2025-12/2026-01", "December 2025 – January 2026"),
        ("2026-05/2026-06-03", "May 2026 – 3 June 2026"),
        ("2026-05~", "about May 2026"),
        ("", "date not known"),
    ],
)
def test_a_date_is_shown_as_a_reader_expects_it(code: str, shown: str) -> None:
    with translation.override("en-gb"):
        assert show(parse(code)) == shown
        assert show(code) == shown


@pytest.mark.parametrize(
    ("language", "code", "shown"),
    [
        ("zh-hans", "2026-05-29", "2026年5月29日"),
        ("zh-hans", "2026-05", "2026年5月"),
        ("zh-hans", "2026~", "约2026年"),
        ("zh-hans", "2026-05-01/2026-05-03", "2026年5月1日至3日"),
        ("zh-hans", "2026-05-01/2026-06-03", "2026年5月1日至6月3日"),
        ("zh-hans", "2026-05/2026-06", "2026年5月至6月"),
        ("zh-hans", "2025-12-30/2026-01-02", "2025年12月30日至2026年1月2日"),
        ("zh-hans", "2025/2026", "2025年至2026年"),
        ("ru", "2024-03-05", "5 марта 2024"),
        ("ru", "2024-03", "март 2024"),
        ("ru", "2024-03~", "примерно март 2024"),
        ("ru", "2024-03/2024-05", "март–май 2024"),
        ("ru", "2026-04-30/2026-05-02", "30 апреля – 2 мая 2026"),
        ("fr", "2024-03-01", "1er mars 2024"),
        ("fr", "2024-03-11", "11 mars 2024"),
        ("fr", "2024-03-01/2024-03-05", "1er–5 mars 2024"),
        ("fr", "2024-03", "mars 2024"),
        ("ar", "2024-04-05", "5 إبريل 2024"),
        ("ar", "2024-04", "إبريل 2024"),
        ("ar", "2024-04-05/2024-05-06", "5 إبريل – 6 مايو 2024"),
        ("de", "2026-05-01/2026-05-03", "1.–3. Mai 2026"),
        ("es", "2026-05-01/2026-05-03", "1–3 de mayo de 2026"),
        ("en", "2026-05-29", "May 29, 2026"),
    ],
)
def test_a_date_is_shown_in_the_order_of_the_active_language(language: str, code: str, shown: str) -> None:
    with translation.override(language):
        assert show(code) == shown


@pytest.mark.parametrize(
    ("language", "after", "code", "shown"),
    [
        ("ru", "since", "2024-03", "марта 2024"),
        ("ru", "since", "2024-03-05", "5 марта 2024"),
        ("ru", "since", "2024", "2024"),
        ("ru", "until", "2024-03", "март 2024"),
        ("fr", "since", "2024-03", "mars 2024"),
        ("fr", "since", "2024-03-05", "le 5 mars 2024"),
        ("fr", "since", "2024-03-05~", "env. 5 mars 2024"),
        ("fr", "until", "2024-03-05", "au 5 mars 2024"),
        ("fr", "until", "2024-03", "en mars 2024"),
        ("fr", "until", "2024", "en 2024"),
        ("en-gb", "since", "2024-03", "March 2024"),
        ("en-gb", "until", "2024-03-05", "5 March 2024"),
    ],
)
def test_a_date_after_since_or_until_has_the_case_or_preposition_of_its_language(
    language: str, after: After, code: str, shown: str
) -> None:
    with translation.override(language):
        assert show(code, after) == shown


def test_who_moved_since_a_month_is_told_in_the_case_of_the_month() -> None:
    with translation.override("ru"):
        told = gettext("Moved since %(since)s, when it stood at:") % {"since": show("2024-03", "since")}
    assert told == "Позиция изменилась с марта 2024; тогда:"


def test_overlapping_dates_have_no_order_and_unknown_ones_have_none_with_any() -> None:
    month, day, next_month = parse("2026-05"), parse("2026-05-29"), parse("2026-06")
    assert before(month, next_month)
    assert not before(next_month, month)
    assert not before(month, day)
    assert not before(day, month)
    assert not before(day, day)
    assert not before(month, parse("2026-05-31/2026-06-02"))
    assert overlap(month, day)
    assert not overlap(month, next_month)
    assert not before(UNKNOWN, day)
    assert not before(day, UNKNOWN)
    assert not overlap(UNKNOWN, day)
    assert not overlap(UNKNOWN, UNKNOWN)


def test_about_keeps_the_stated_bounds() -> None:
    assert overlap(parse("2026-05-29~"), parse("2026-05-29"))
    assert before(parse("2026-05-29~"), parse("2026-05-30"))


def test_the_newest_comes_first_and_the_unknown_last() -> None:
    codes = ["", "2025", "2026-05-29", "2026-05", "2026-05-31", "2026"]
    assert sorted(codes, key=lambda code: sort_key(parse(code))) == [
        "2026",
        "2026-05-31",
        "2026-05",
        "2026-05-29",
        "2025",
        "",
    ]


@given(st.dates(), st.dates(), st.sampled_from([4, 7, 10]), st.sampled_from([4, 7, 10]))
def test_every_date_is_read_back_from_its_code(one: date, other: date, length: int, other_length: int) -> None:
    first, last = sorted([one, other])
    code = f"{first.isoformat()[:length]}/{last.isoformat()[:other_length]}"
    said = parse(code)
    assert parse(said.value) == said
    assert said.lower is not None
    assert said.upper is not None
    assert said.lower <= first <= last <= said.upper


@given(st.text())
def test_any_typed_text_gives_a_date_or_an_error_that_says_so(typed: str) -> None:
    try:
        said = read(typed)
    except BadDate as error:
        message = str(error)
    else:
        message = "expected"
        assert parse(said.value) == said
        assert show(said)
    assert "expected" in message
