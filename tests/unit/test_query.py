"""What a reader typed into a search field, and where a text holds it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.search.analyse import CHUNK_OVERLAP
from statements.search.query import MOST_TERMS, Form, Query, highlight, parse_query, snippet


def groups(typed: str, *languages: str) -> list[list[str]]:
    return [[phrase.typed for phrase in group] for group in parse_query(typed, languages).groups]


def excluded(typed: str) -> list[str]:
    return [phrase.typed for phrase in parse_query(typed, ()).excluded]


def forms(typed: str, *languages: str) -> tuple[Form, ...]:
    ((phrase,),) = parse_query(typed, languages).groups
    return phrase.forms


def found(text: str, language: str, typed: str, *languages: str) -> list[str]:
    query = parse_query(typed, languages or [language])
    return [text[start:end] for start, end in highlight(text, language, query)]


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("peace talks", [["peace"], ["talks"]]),
        ('"club rule" open', [["club rule"], ["open"]]),
        ("“club rule” «open door»", [["club rule"], ["open door"]]),
        ("peace OR talks now", [["peace", "talks"], ["now"]]),
        ("peace | talks", [["peace", "talks"]]),
        ("a OR b OR c", [["a", "b", "c"]]),
        ("OR peace OR", [["peace"]]),
        ("peace or talks", [["peace"], ["or"], ["talks"]]),
        ("AI-driven", [["AI-driven"]]),
        ('"never closed', [["never"], ["closed"]]),
        ("!!! … -", []),
        ('""', []),
    ],
)
def test_words_must_all_occur_and_or_joins_two(typed: str, wanted: list[list[str]]) -> None:
    assert groups(typed) == wanted


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("peace -war", ["war"]),
        ('-"club rule" peace', ["club rule"]),
        ("a −b", ["b"]),
        ("well-known", []),
        ("- war", []),
    ],
)
def test_a_minus_before_a_word_excludes_it(typed: str, wanted: list[str]) -> None:
    assert excluded(typed) == wanted


def test_nothing_typed_is_an_empty_query_and_an_exclusion_is_not() -> None:
    assert parse_query("", ["en"]).empty
    assert parse_query(" ?! ", ["en"]).empty
    assert not parse_query("-war", ["en"]).empty
    assert Query().empty


def test_a_word_carries_its_plain_term_and_a_stem_for_each_language_of_its_script() -> None:
    english, french, russian = (
        forms("Nations", "en", "fr", "ru", "zh"),
        forms("Nations", "fr"),
        forms("наций", "en", "ru"),
    )
    assert english[0] == Form(("nations",))
    assert [form.terms[0][1:] for form in english[1:]] == ["nation", "nation"]
    assert len(set(english)) == 3
    assert len(french) == 2
    assert french[1] in english
    assert len(russian) == 2
    assert forms("Nations", "en", "en-GB", "en-US") == forms("Nations", "en")


def test_a_quoted_phrase_and_a_prefix_ask_the_plain_terms_alone() -> None:
    assert forms('"Club Rules"', "en") == (Form(("club", "rules")),)
    assert forms("Govern*", "en") == (Form(("govern",), prefix=True),)
    assert forms('"global gover"*', "en") == (Form(("global", "gover"), prefix=True),)


def test_unspaced_writing_asks_its_pairs_and_one_letter_the_terms_that_it_begins() -> None:
    assert forms("共同体", "zh") == (Form(("共同", "同体")),)
    assert forms("中", "zh") == (Form(("中",), prefix=True),)
    assert forms("AI治理", "zh") == (Form(("ai", "治理")),)


@pytest.mark.parametrize(
    ("text", "language", "typed", "marked"),
    [
        ("They governed; good governance.", "en", "governing", ["governed", "governance"]),
        ("They governed; good governance.", "en", '"governance"', ["governance"]),
        ("They governed; good governance.", "en", "governan*", ["governance"]),
        ("No club rules, one club rule.", "en", '"club rule"', ["club rule"]),
        ("No club rules, one club rule.", "en", "one -club", ["one"]),
        ("Café au lait", "fr", "CAFE", ["Café"]),
        ("构建人类命运共同体理念", "zh-Hans", "命运共同体", ["命运共同体"]),
        ("构建人类命运共同体理念", "zh-Hans", "共同", ["共同"]),
        ("人工\n智能", "zh-Hans", "人工智能", ["人工\n智能"]),
        ("中国与中亚，在中", "zh-Hans", "中", ["中", "中", "中"]),
        ("构建人类命运", "zh-Hans", "人运", []),
        ("国际AI治理", "zh-Hans", "AI 治理", ["AI治理"]),
        ("السَّلام والصين", "ar", "سلام", ["السَّلام"]),
        ("Все государства", "ru", "государств", ["государства"]),
        ("В её доме", "ru", '"ее доме"', ["её доме"]),
        ("ประเทศไทยและจีน", "th", "ไทย", ["ไทย"]),
        ("U.S. and us", "en", '"U.S."', ["U.S"]),
        ("peace", "en", "war OR peace", ["peace"]),
        ("nothing here", "en", "", []),
    ],
)
def test_hits_are_marked_in_the_words_as_printed(text: str, language: str, typed: str, marked: list[str]) -> None:
    assert found(text, language, typed) == marked


def test_a_word_in_a_language_that_is_not_searched_is_found_only_as_it_stands() -> None:
    assert found("gouvernements", "fr", "gouvernement", "en") == []
    assert found("gouvernements", "fr", "gouvernement", "en", "fr") == ["gouvernements"]
    assert found("gouvernement", "fr", "gouvernement", "en") == ["gouvernement"]


def test_a_snippet_stands_around_the_first_hit_and_knows_its_place() -> None:
    text = "far " * 100 + "the peace talks " + "away " * 100
    cut = snippet(text, "en", parse_query("peace", ["en"]), width=60)
    ((start, end),) = cut.marks
    assert cut.text[start:end] == "peace"
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    assert (cut.cut_before, cut.cut_after) == (True, True)
    assert cut.text.split()[0] == "far"
    assert cut.text.split()[-1] in {"talks", "away"}
    assert len(cut.text) <= 60


@pytest.mark.parametrize(
    "typed", ["dangerous machines must carry papers", "papers carry", '"carry its papers" machine']
)
def test_a_snippet_shows_where_most_of_what_was_typed_stands_together(typed: str) -> None:
    early = "The machines are many. " + "We speak of other things first. " * 20
    text = f"{early}So every dangerous machine must carry its papers. {'More was said. ' * 20}"
    cut = snippet(text, "en", parse_query(typed, ["en"]))
    assert "every dangerous machine must carry its papers" in cut.text
    assert any("carry" in cut.text[start:end] for start, end in cut.marks)


def test_a_snippet_of_words_that_stand_apart_is_where_the_most_of_them_stand() -> None:
    text = f"papers {'far ' * 100}machines carry {'away ' * 100}papers"
    cut = snippet(text, "en", parse_query("carry machines papers", ["en"]))
    assert [cut.text[start:end] for start, end in cut.marks] == ["machines", "carry"]


def test_a_snippet_without_a_hit_is_the_beginning() -> None:
    cut = snippet("short words", "en", parse_query("peace", ["en"]))
    assert (cut.text, cut.start, cut.marks, cut.cut_before, cut.cut_after) == ("short words", 0, (), False, False)


def test_a_query_reads_no_more_than_its_limits() -> None:
    many = parse_query("word " * 1000, ["en"])
    assert len(many.groups) == MOST_TERMS
    ((long,),) = parse_query(f'"{"word " * 500}"', ["en"]).groups
    assert len(long.forms[0].terms) == CHUNK_OVERLAP


QUERY_TEXT = st.text(max_size=60) | st.text(alphabet="ab中ü \"-*|OR“”()'\\:^~", max_size=60)


@given(QUERY_TEXT, QUERY_TEXT, st.sampled_from(["und", "en", "zh-Hans", "ar", "tr"]))
def test_any_text_can_be_typed_and_every_mark_lies_inside_the_words(typed: str, text: str, language: str) -> None:
    query = parse_query(typed, [language, "ru", "no tag"])
    for group in (*query.groups, query.excluded):
        assert all(form.terms and all(form.terms) for phrase in group for form in phrase.forms)
    before = 0
    for start, end in highlight(text, language, query):
        assert before <= start < end <= len(text)
        before = end + 1
    cut = snippet(text, language, query, width=20)
    assert text[cut.start : cut.start + len(cut.text)] == cut.text
    assert all(0 <= start < end <= len(cut.text) for start, end in cut.marks)


@given(st.text(alphabet="ab中国üé ", min_size=1, max_size=30), st.data())
def test_a_text_holds_every_phrase_of_whole_words_quoted_from_it(text: str, data: st.DataObject) -> None:
    words = text.split()
    if words:
        first = data.draw(st.integers(0, len(words) - 1))
        quoted = " ".join(words[first : first + 3])
        assert highlight(text, "en", parse_query(f'"{quoted}"', [])) != []


def test_a_mark_that_a_stretch_cuts_is_told_as_far_as_it_reaches_and_a_long_one_makes_no_long_stretch() -> None:
    text = "中国" * 100 + "合作" + "。" * 300
    found = snippet(text, "zh", parse_query("中国 合作", ["zh"]), width=90)
    assert len(found.text) <= 2 * 90
    assert found.text.rstrip("。").endswith("合作")
    assert found.marks[0][0] == 0
    assert all(0 <= start < end <= len(found.text) for start, end in found.marks)
