"""Citations in plain text."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from statements import cite

AT = datetime(2026, 6, 1, 12, 0, 5, 120, tzinfo=UTC)
CITED = cite.Cited(
    actor="Arvenia",
    capacity="Mira Tal, Minister of Ports",
    quotes=["We support\nlimits."],
    title="Remarks at the harbour",
    said_on="29 May 2026",
    source_url="https://example.org/a",
    address="https://record.example/positions/4/?as_of=2026-06-01T12:00:05.000120Z",
    as_of=AT,
)


def test_a_citation_names_who_said_what_when_and_where_it_stands() -> None:
    assert cite.plain(CITED) == (
        "Arvenia (Mira Tal, Minister of Ports): “We support limits.” Remarks at the harbour, 29 May 2026. "
        "Source: https://example.org/a. On Record, as the site stood on 2026-06-01 12:00:05 UTC: "
        "https://record.example/positions/4/?as_of=2026-06-01T12:00:05.000120Z"
    )


def test_a_whole_text_is_cited_without_a_quote() -> None:
    assert cite.plain(replace(CITED, quotes=())).startswith(
        "Arvenia (Mira Tal, Minister of Ports). Remarks at the harbour, 29 May 2026. Source: "
    )


def test_a_quote_that_ends_a_sentence_takes_no_other_full_stop() -> None:
    for quote, end in (
        ("Why not?", "“Why not?” Remarks"),
        ("我们支持。", "“我们支持。” Remarks"),
        ("हम समर्थन करते हैं।", "“हम समर्थन करते हैं।” Remarks"),
        ("We do", "“We do”. Remarks"),
    ):
        assert end in cite.plain(replace(CITED, quotes=[quote]))
    assert "(J. Smith Jr.). Remarks" in cite.plain(replace(CITED, quotes=(), capacity="J. Smith Jr."))


def test_what_is_not_known_is_left_out() -> None:
    bare = replace(CITED, capacity="", said_on="", source_url="", quotes=["One", "two"])
    assert cite.plain(bare).startswith("Arvenia: “One” […] “two”. Remarks at the harbour. On Record, as ")


def test_words_from_right_to_left_are_kept_apart() -> None:
    arabic = replace(CITED, quotes=["لكل دولة"])
    assert cite.plain(arabic).startswith("Arvenia (Mira Tal, Minister of Ports): “\u2068لكل دولة\u2069”. Remarks")


def test_an_invented_actor_is_named_as_such() -> None:
    assert cite.plain(replace(CITED, invented=True)).startswith(
        "Arvenia (Mira Tal, Minister of Ports) [invented actor]: "
    )


def test_a_long_quote_is_cut_between_words_and_marked() -> None:
    long = "word " * 200
    assert len(cite.shortened(long)) <= cite.LONGEST_QUOTE + 2
    assert cite.shortened(long).endswith("word …")
    assert cite.shortened("字" * 700) == "字" * cite.LONGEST_QUOTE + " …"
    assert cite.shortened("word") == "word"


def test_an_instant_keeps_every_digit() -> None:
    assert cite.instant(AT) == "2026-06-01T12:00:05.000120Z"
    assert datetime.fromisoformat(cite.instant(AT)) == AT
