"""Pictures to share: where lines break in every script, what is cut and how, and that nothing leaves its place."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from statements import cards
from statements.cards import Letters, drawing, fit, wrap

TOKENS = (Path(__file__).resolve().parents[2] / "site/static/css/tokens.css").read_text()
SVG = "{http://www.w3.org/2000/svg}"
ARABIC = "نحن نعارض كل قيد تفرضه دولة وحدها على تصدير آلات الحوسبة"
CHINESE = "我们反对单方面限制，但允许对军用机器设限。"
RUSSIAN = "Пауза возможна, если она продлится не более пяти лет"
HOSTILE = "<script>alert('x')</script> ]]> &amp; \x00\x08\x1f\ufffe\u202eevil"
SMALL = Letters(20)

READING = cards.Reading(
    line=41,
    actor="Arvenia",
    invented=True,
    capacity="Mira Tal, Minister of Ports",
    said_on="29 May 2026",
    tag="Fog signals",
    proposition="Ships should sound a horn in fog.",
    stance="conditional-support",
    words="Supports with conditions",
    firmness="states a view",
    basis="by alignment (Meridian Union)",
    condition="Condition: “if all do”",
    quotes=["We would sound ours, if all do."],
    language="en",
    notice="",
    eyes="imported, not read by an editor",
    source="Source: Answers of a Tuesday, arvenia.example",
    as_of="As the site stood on 2026-11-01 09:30:00 UTC",
    address="https://record.example/positions/41/?as_of=2026-11-01T09:30:00Z",
)
CELL = cards.Cell([("supports", "Supports *")], ["29 May 2026 · minister", "2 statements since 2023"])
UNORDERED = cards.Cell([("opposes", "Opposes"), ("mixed", "Mixed")], ["Order unknown"])
COMPARED = cards.Compared(
    heading="Where each stands",
    scope="From 2021",
    columns=[cards.Column("Fog signals", "Ships should sound a horn in fog."), cards.Column("Ice", "a topic")],
    lines=[
        cards.Line("Arvenia", True, "5 statements", [CELL, cards.Cell([], [], "Not yet read for this")]),
        cards.Line("沧原", False, "1 statement", [UNORDERED, CELL]),
    ],
    more="and 1 actor more, at the address below",
    sources="Sources: arvenia.example",
    unread="* imported or proposed by a machine",
    as_of="As the site stood on 2026-11-01 09:30:00 UTC",
    address="https://record.example/compare/?actor=arvenia&tag=fog&as_of=2026-11-01T09:30:00Z",
)  # fmt: skip


def drawn(picture: cards.Picture) -> ElementTree.Element:
    """The picture as a reader of XML takes it."""
    return ElementTree.fromstring(render_to_string("statements/cards/card.svg", {"picture": picture}))  # noqa: S314 (our own)


def texts(picture: cards.Picture) -> str:
    """All that is written in a picture, line after line."""
    return "\n".join("".join(text.itertext()) for text in drawn(picture).iter(f"{SVG}text"))


# -- lines ---------------------------------------------------------------------------------------------


def test_words_stand_in_lines_and_none_is_broken() -> None:
    found = wrap("We support  limits\non exports of machines", SMALL, 200, 5)
    assert found.lines == ("We support limits", "on exports of", "machines")
    assert not found.cut


def test_what_does_not_fit_is_cut_at_a_words_end_and_says_so() -> None:
    assert wrap("We support limits on exports of machines", SMALL, 200, 2).lines == (
        "We support limits",
        "on exports of …",
    )
    assert wrap("“We support limits”", SMALL, 130, 1, closing="”").lines == ("“We …”",)


def test_chinese_breaks_between_letters_and_no_line_begins_with_a_mark_that_closes() -> None:
    found = wrap(CHINESE, SMALL, 190, 5)
    assert found.lines == ("我们反对单方面限", "制，但允许对军用机", "器设限。")
    assert wrap("一二三四五六七八九，十", SMALL, 185, 2).lines == ("一二三四五六七八", "九，十")
    assert wrap("一二三四五六七八「九十」", SMALL, 185, 3).lines == ("一二三四五六七八", "「九十」")
    assert wrap(CHINESE, SMALL, 190, 1).lines == ("我们反对单方面限…",)


def test_latin_in_chinese_stays_whole() -> None:
    assert wrap("我们支持openness原则", SMALL, 130, 5).lines == ("我们支持", "openness原", "则")


@pytest.mark.parametrize("text", [ARABIC, RUSSIAN])
def test_words_of_other_scripts_are_kept_whole(text: str) -> None:
    found = wrap(text, SMALL, 260, 9)
    assert " ".join(found.lines) == text
    assert len(found.lines) > 1


def test_a_word_longer_than_a_line_goes_on_in_the_next_and_keeps_its_marks() -> None:
    word = "ke\u0301" * 12
    found = wrap(word, SMALL, 100, 9)
    assert "".join(found.lines) == word
    assert not any(line.startswith("\u0301") for line in found.lines)
    assert wrap("Donaudampfschifffahrt", SMALL, 100, 1).lines == ("Donaud…",)


@given(st.text(max_size=300), st.integers(30, 400), st.integers(1, 4))
def test_no_line_is_longer_than_its_column_and_every_word_is_the_sources(text: str, length: int, most: int) -> None:
    found = wrap(text, SMALL, length, most)
    assert len(found.lines) <= most
    assert all(SMALL.advance(line) <= length or len(line) < 4 or line.strip("…") == "" for line in found.lines)
    whole = "".join(text.split())
    shown = "".join("".join(found.lines).split())
    assert whole.startswith(shown.removesuffix("…")) if found.cut else whole == shown


def test_a_text_without_end_is_cut_and_takes_no_time() -> None:
    assert wrap("a" * 2_000_000, SMALL, 400, 3).cut
    assert wrap("e" + "\u0301" * 2_000_000, SMALL, 400, 3).lines[-1].endswith("…")


def test_the_largest_letters_in_which_all_fits_are_taken() -> None:
    sizes = [Letters(40), Letters(30), Letters(20)]
    assert fit("We support limits", sizes, 500, 60, leading=1.3).size == 40
    assert fit("We support limits " * 4, sizes, 500, 90, leading=1.3).size == 20
    assert fit("We support limits " * 40, sizes, 500, 90, leading=1.3).cut


# -- pictures ------------------------------------------------------------------------------------------


def test_a_reading_has_words_source_date_instant_and_address_inside() -> None:
    assert texts(cards.reading(READING)).splitlines() == [
        "On Record",
        "Invented, for demonstration · Position 41",
        "Arvenia",
        "Mira Tal, Minister of Ports · 29 May 2026",
        "Fog signals",
        "Ships should sound a horn in fog.",
        "Supports with conditions · states a view",
        "by alignment (Meridian Union)",
        "Condition: “if all do”",
        "“We would sound ours, if all do.”",
        "Source: Answers of a Tuesday, arvenia.example",
        "As the site stood on 2026-11-01 09:30:00 UTC · imported, not read by an editor",
        "https://record.example/positions/41/?as_of=2026-11-01T09:30:00Z",
    ]
    assert [mark.shape for mark in cards.reading(READING).marks] == ["conditional-support"]


def test_a_comparison_has_each_cell_in_words_and_shapes() -> None:
    picture = cards.comparison(COMPARED)
    assert texts(picture).splitlines() == [
        "On Record",
        "Invented, for demonstration · From 2021",
        "Where each",
        "stands",
        "Fog signals",
        "Ships should sound a horn in fog.",
        "Ice",
        "a topic",
        "Arvenia",
        "invented actor",
        "5 statements",
        "Supports *",
        "29 May 2026 · minister",
        "2 statements since 2023",
        "Not yet read for this",
        "沧原",
        "1 statement",
        "Opposes",
        "Mixed",
        "Order unknown",
        "Supports *",
        "29 May 2026 · minister",
        "2 statements since 2023",
        "and 1 actor more, at the address below · Sources: arvenia.example",
        "As the site stood on 2026-11-01 09:30:00 UTC · * imported or proposed by a machine",
        "https://record.example/compare/?actor=arvenia&tag=fog&as_of=2026-11-01T09:30:00Z",
    ]
    assert [mark.shape for mark in picture.marks] == ["supports", "opposes", "mixed", "supports"]


def test_a_long_quote_ends_at_a_word_above_the_foot() -> None:
    picture = cards.reading(replace(READING, quotes=["We would sound ours every day, if all do. " * 60]))
    words = texts(picture)
    assert re.search(r"\w …”\nSource:", words.replace(", …", " …").replace(". …", " …"))
    quote = [run for run in picture.runs if run.face == "serif" and run.slant == "normal" and run.text != "On Record"]
    assert max(run.y for run in quote) < 508


def test_arabic_stands_at_the_right_and_russian_at_the_left() -> None:
    picture = cards.reading(replace(READING, quotes=[ARABIC], language="ar"))
    quote = [text for text in drawn(picture).iter(f"{SVG}text") if "نحن" in "".join(text.itertext())]
    assert [(text.get("direction"), text.get("text-anchor")) for text in quote] == [("rtl", "start")]
    assert float(quote[0].get("x", 0)) > 1000
    assert quote[0].get("{http://www.w3.org/XML/1998/namespace}lang") == "ar"
    picture = cards.reading(replace(READING, quotes=[RUSSIAN], language="ru"))
    (quote_run,) = [run for run in picture.runs if "Пауза" in run.text]
    assert (quote_run.direction, quote_run.x) == ("ltr", 86)


def test_hostile_words_stay_words_and_break_nothing() -> None:
    picture = cards.reading(
        replace(READING, actor=HOSTILE, tag=HOSTILE, proposition=HOSTILE, quotes=[HOSTILE], source=HOSTILE,
                address=HOSTILE, basis=HOSTILE, notice=HOSTILE, eyes=HOSTILE, capacity=HOSTILE)
    )  # fmt: skip
    root = drawn(picture)
    assert {element.tag.removeprefix(SVG) for element in root.iter()} == {
        "svg", "title", "defs", "symbol", "path", "circle", "rect", "use", "text", "tspan",
    }  # fmt: skip
    assert "<script>alert('x')</script> ]]> &amp; ����" in texts(picture)


def test_a_picture_holds_nothing_that_the_policy_forbids() -> None:
    svg = render_to_string("statements/cards/card.svg", {"picture": cards.comparison(COMPARED)})
    assert svg.startswith('<svg xmlns="http://www.w3.org/2000/svg"')
    assert re.findall(r"\sstyle=|<style|<script|\son\w+=|href=\"(?!#)|url\(|@import|<image|foreignObject", svg) == []


def test_everything_stands_inside_the_picture() -> None:
    wide = replace(READING, actor="W" * 300, quotes=["M" * 900], address="https://record.example/" + "a" * 900)
    many = replace(COMPARED, columns=COMPARED.columns[:1] * 3, lines=[replace(COMPARED.lines[0], cells=[CELL] * 3)] * 4)
    for picture in (cards.reading(wide), cards.comparison(many), cards.withdrawn(["Statement 7"], "x" * 900)):
        for run in picture.runs:
            letters = Letters(run.size, bold=run.weight > 500, mono=run.face == "mono")
            assert 0 < run.y < 625
            assert run.anchor == "end" or run.x + letters.advance(run.text) <= 1137


def test_the_colours_are_those_of_the_sites_light_scheme() -> None:
    light = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", TOKENS.partition("@media")[0]))
    names = ("INK", "SOFT", "LINE", "ACCENT", "FOR", "MID", "AGAINST")
    assert {name: getattr(drawing, name) for name in names} == {name: light[name.lower()] for name in names}


def test_two_long_names_that_begin_alike_are_told_apart() -> None:
    names = [f"Ministry of Foreign Affairs of the Republic of {land}" for land in ("Arvenia", "Ostmark", "Velmora")]
    lines = [replace(COMPARED.lines[0], actor=name) for name in names]
    told = " ".join(texts(cards.comparison(replace(COMPARED, lines=lines))).split())
    for name in names:
        assert name in told
