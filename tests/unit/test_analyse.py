"""One analysis of text for every search index."""

from __future__ import annotations

import sqlite3
from collections import Counter

import pytest
import regex
from hypothesis import given
from hypothesis import strategies as st

from statements.search.analyse import (
    CHUNK_LETTERS,
    CHUNK_USES,
    LONGEST_TERM,
    analyse,
    chunks,
    is_single,
    terms,
    tokens,
)


def plain(text: str, language: str = "und") -> list[str]:
    return [token.term for token in tokens(text, language)]


def stems(text: str, language: str) -> list[str]:
    return [token.stem[1:] for token in tokens(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Small yards, HIGH fences!", ["small", "yards", "high", "fences"]),
        ("Élysée, Łódź, Straße", ["elysee", "lodz", "strasse"]),
        ("Ａ１ ﬁn", ["a1", "fin"]),
        ("ёлка её", ["елка", "ее"]),
        ("мой край", ["мой", "край"]),
        ("İstanbul ışık", ["istanbul", "isik"]),
        ("अन्तर्राष्ट्रीय भाषा", ["अन्तर्राष्ट्रीय", "भाषा"]),
        ("السَّلامُ أمـــان", ["السلام", "امان"]),
        ("שָׁלוֹם", ["שלום"]),
        ("gover\u00adnance", ["governance"]),
        ("½ ⑴ ﷺ", ["½", "⑴", "ﷺ"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_a_word_becomes_one_term_without_case_accents_and_points(text: str, expected: list[str]) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("人工智能", ["人工", "工智", "智能", "能"]),
        ("人工\n智能", ["人工", "工智", "智能", "能"]),
        ("人工\n\n智能", ["人工", "工", "智能", "能"]),
        ("AI治理，中", ["ai", "治理", "理", "中"]),
        ("データ々", ["デー", "ータ", "タ々", "々"]),
        ("ﾃﾞｰﾀ", ["デー", "ータ", "タ"]),
        ("ที่ดี", ["ที่ดี", "ดี"]),
    ],
)
def test_unspaced_writing_becomes_overlapping_pairs_and_the_last_letter(text: str, expected: list[str]) -> None:
    assert plain(text, "zh-Hans") == expected


@pytest.mark.parametrize(
    ("language", "one", "other"),
    [
        ("en-GB", "governing", "governance"),
        ("fr", "développements", "développement"),
        ("ru", "государства", "государств"),
        ("ar", "الصين", "صين"),
        ("hi", "सरकारों", "सरकार"),
        ("fa", "كشورهاي", "کشور"),
    ],
)
def test_words_that_differ_in_their_endings_share_a_stem_in_their_language(language: str, one: str, other: str) -> None:
    assert stems(one, language) == stems(other, language)


def test_the_stems_of_two_languages_never_match() -> None:
    (english,), (french,) = tokens("nation", "en"), tokens("nation", "fr")
    assert english.term == french.term == "nation"
    assert english.stem[1:] == french.stem[1:] == "nation"
    assert english.stem != french.stem


def test_a_language_without_a_stemmer_has_plain_terms_alone() -> None:
    assert terms("peace talks", "und") == ["peace", "talks"]
    assert len(terms("peace talks", "en")) == 4
    assert analyse("peace talks", "zh") == "peace talks"


def test_a_token_knows_its_place_in_code_points() -> None:
    text = "𝄞 – Élan, 中国"
    assert [text[token.start : token.end] for token in tokens(text, "fr")] == ["Élan", "中国", "国"]


def test_a_letter_of_unspaced_writing_is_told_from_a_pair_and_a_word() -> None:
    assert is_single("中")
    assert is_single("ที่")
    assert not is_single("中国")
    assert not is_single("a")


def test_a_long_text_is_cut_into_chunks_that_overlap() -> None:
    text = " ".join(f"word{number}" for number in range(25))
    found = list(chunks(text, "und", size=10, overlap=3))
    assert [(chunk.first, len(chunk.terms)) for chunk in found] == [(0, 10), (7, 10), (14, 10), (21, 4)]
    assert text[found[1].start : found[1].end].split() == list(found[1].terms)
    assert found[3].text == "word21 word22 word23 word24"


def test_a_chunk_holds_no_more_uses_of_a_term_than_postgresql_keeps_positions_of() -> None:
    for chunk in chunks("states state " * 2000, "en"):
        assert max(Counter(chunk.terms).values()) <= CHUNK_USES


def test_a_chunk_holds_no_more_letters_than_postgresql_keeps() -> None:
    text = " ".join(f"{number:04}" + "x" * 100 for number in range(8000))
    for chunk in chunks(text, "en"):
        assert sum(map(len, chunk.terms)) <= CHUNK_LETTERS
        assert max(map(len, chunk.terms)) <= LONGEST_TERM


def test_a_text_without_a_word_has_no_chunk() -> None:
    assert list(chunks(" … ", "en")) == []


@pytest.mark.parametrize(("size", "overlap"), [(10, 10), (1000, 255), (10, -1)])
def test_an_overlap_that_leaves_no_way_forward_is_refused(size: int, overlap: int) -> None:
    with pytest.raises(ValueError, match="overlap: expected 0 to less than"):
        list(chunks("word", "en", size=size, overlap=overlap))


@given(st.text(alphabet="ab 中国", max_size=60), st.integers(2, 8), st.integers(0, 7))
def test_a_phrase_up_to_the_overlap_stands_whole_in_a_chunk(text: str, size: int, overlap: int) -> None:
    overlap = min(overlap, size - 1)
    words = plain(text)
    found = [list(chunk.terms) for chunk in chunks(text, "und", size=size, overlap=overlap)]
    for start in range(len(words) - overlap):
        phrase = words[start : start + overlap + 1]
        assert any(chunk[place : place + len(phrase)] == phrase for chunk in found for place in range(len(chunk)))


@given(st.text(max_size=80), st.sampled_from(["und", "en", "tr", "fa", "ar", "el", "sr", "zh-Hans", "th"]))
def test_no_text_gives_a_term_that_an_index_could_cut_or_read_as_syntax(text: str, language: str) -> None:
    for token in tokens(text, language):
        for term in filter(None, (token.term, token.stem)):
            assert regex.fullmatch(r"[\ue000-\uf8ff]?[\p{L}\p{M}\p{N}]+", term)
            assert len(term) <= LONGEST_TERM
            assert not regex.search(r"[A-Z]", term)
        assert 0 <= token.start < token.end <= len(text)


def test_sqlite_keeps_every_term_whole() -> None:
    texts = [
        ("Élan vital", "fr"),
        ("人工智能", "zh"),
        ("हिन्दी भाषा", "hi"),
        ("السلام", "ar"),
        ("ที่ดี", "th"),
        ("мой", "ru"),
    ]
    database = sqlite3.connect(":memory:")
    for tokenizer in ("ascii", "unicode61 remove_diacritics 0 categories ''L* N* M* Co''"):
        database.execute(f"CREATE VIRTUAL TABLE words USING fts5(terms, tokenize='{tokenizer}')")
        database.execute("CREATE VIRTUAL TABLE kept USING fts5vocab(words, 'row')")
        database.executemany("INSERT INTO words VALUES (?)", [(analyse(*text),) for text in texts])
        kept = {term for (term,) in database.execute("SELECT term FROM kept")}
        assert kept == {term for text in texts for term in terms(*text)}
        database.execute("DROP TABLE kept")
        database.execute("DROP TABLE words")
