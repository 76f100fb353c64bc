"""How two texts differ, word by word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import diff

texts = st.text(alphabet=st.sampled_from("abc дом 发展和 سلام .,“”\"'’\n\t-éй"), max_size=60)


def marked(pieces):
    return "".join(piece.text if piece.kept else f"[{piece.text}]" for piece in pieces)


@pytest.mark.parametrize(
    ("before", "after", "marked_before", "marked_after"),
    [
        ("We note the report.", "We welcome the report.", "We [note] the report.", "We [welcome] the report."),
        ("We support limits", "We support limits on trade", "We support limits", "We support limits [on trade]"),
        ("Мы поддерживаем паузу", "Мы не поддерживаем паузу", "Мы поддерживаем паузу", "Мы [не] поддерживаем паузу"),
        ("我们反对单方面限制", "我们坚决反对单方面限制", "我们反对单方面限制", "我们[坚决]反对单方面限制"),
        ("نؤيد حدود التصدير", "نعارض حدود التصدير", "[نؤيد] حدود التصدير", "[نعارض] حدود التصدير"),
        ("It’s a “pause”", 'It\'s a "pause"', "It’s a “pause”", 'It\'s a "pause"'),
        ("one  two\nthree", "one two three", "one  two\nthree", "one two three"),
    ],
)
def test_the_words_that_differ_are_marked_on_both_sides(before, after, marked_before, marked_after):
    found = diff.words(before, after)
    assert (marked(found.before), marked(found.after)) == (marked_before, marked_after)


def test_two_texts_that_share_less_than_a_third_are_marked_whole():
    found = diff.words("We will pause it for ten years.", "Nothing of that sort is planned here, ever.")
    assert found.is_another_text
    assert [piece.kept for piece in (*found.before, *found.after)] == [False, False]


def test_a_comma_alone_between_two_changes_is_part_of_the_change():
    found = diff.words("we ask all states to act, now", "we ask all states to wait, later")
    assert marked(found.after) == "we ask all states to [wait, later]"


def test_nothing_against_something_is_a_change_and_nothing_against_nothing_is_none():
    assert marked(diff.words("", "all of it").after) == "[all of it]"
    assert diff.words("", "").kept == 1.0


@given(texts, texts)
def test_the_pieces_are_the_text_and_equal_texts_have_no_change(before, after):
    found = diff.words(before, after)
    assert "".join(piece.text for piece in found.before) == before
    assert "".join(piece.text for piece in found.after) == after
    assert all(piece.kept for piece in diff.words(before, before).after)
