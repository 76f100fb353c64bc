"""Places in the words of turns."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.passages import (
    Ambiguous,
    Place,
    Segment,
    Selector,
    after_it,
    before_it,
    cut_paragraphs,
    find_again,
    find_all,
    layers,
    locate,
    locate_pasted,
    segments,
    select,
)

WORDS = "We will share data. Others may wait. We will share data with care."


def test_a_selector_holds_the_quote_its_surroundings_and_its_place_in_code_points() -> None:
    assert select("a𝄞bcd", 1, 3) == Selector(quote="𝄞b", prefix="a", suffix="cd", start=1, end=3)
    long = select("x" * 40 + "quote" + "y" * 40, 40, 45)
    assert (long.prefix, long.suffix) == ("x" * 32, "y" * 32)


@pytest.mark.parametrize(("start", "end"), [(-1, 2), (2, 2), (3, 2), (0, 6)])
def test_a_place_outside_the_words_is_refused(start: int, end: int) -> None:
    with pytest.raises(ValueError, match="expected 0 <= start < end <= 5"):
        select("words", start, end)


def test_every_occurrence_is_found_overlapping_ones_too() -> None:
    assert find_all("aaaa", "aa") == [0, 1, 2]
    assert find_all("abc", "") == []
    assert find_all("abc", "d") == []


def test_a_quote_is_located_in_each_turn_in_order() -> None:
    assert locate([(1, "peace, peace"), (2, "war"), (3, "peace")], "peace") == [
        Place(1, 0, 5, "peace"),
        Place(1, 7, 12, "peace"),
        Place(3, 0, 5, "peace"),
    ]


def test_a_pasted_quote_may_differ_in_white_space_and_quotation_marks_and_comes_back_as_printed() -> None:
    turns = [("t", "no “club  rule”\n dominated by few")]
    assert locate_pasted(turns, ' "club rule" dominated ') == [Place("t", 3, 26, "“club  rule”\n dominated")]


def test_a_pasted_quote_of_unspaced_writing_may_be_wrapped_anywhere() -> None:
    assert locate_pasted([(1, "全球人工\n智能治理")], "人工智能") == [Place(1, 2, 7, "人工\n智能")]
    assert locate_pasted([(1, "全球人工智能治理")], "人工\n智能") == [Place(1, 2, 6, "人工智能")]


@pytest.mark.parametrize("pasted", ["clubrule", "Club rule", "club rules", "", " \n "])
def test_a_pasted_quote_with_any_other_letter_is_not_found(pasted: str) -> None:
    assert locate_pasted([(1, "the club rule")], pasted) == []


def test_a_pasted_quote_is_never_a_pattern() -> None:
    assert locate_pasted([(1, "abc a.c")], "a.c") == [Place(1, 4, 7, "a.c")]


def test_a_passage_that_stands_once_is_found_again_wherever_it_went() -> None:
    selector = select(WORDS, 20, 36)
    assert find_again(selector, [(1, "New."), (2, "So: Others may wait.")]) == Place(2, 4, 20, "Others may wait.")


def test_a_passage_whose_words_are_gone_has_no_place() -> None:
    assert find_again(select(WORDS, 20, 36), [(1, "Others might wait.")]) is None


def test_of_several_places_the_one_with_the_same_surroundings_is_taken() -> None:
    second = select(WORDS, 37, 55)
    assert second.quote == "We will share data"
    assert find_again(second, [(1, "Again. " + WORDS)]) == Place(1, 44, 62, "We will share data")


def test_of_several_places_without_the_surroundings_the_unchanged_place_is_taken() -> None:
    selector = select("Yes. peace now", 5, 10)
    turns = [(1, "Now, peace and peace"), (2, "peace")]
    assert find_again(selector, turns, preferred=1) == Place(1, 5, 10, "peace")


def test_of_several_places_that_nothing_tells_apart_none_is_taken() -> None:
    selector = select("Yes, peace now", 5, 10)
    turns = [(1, "peace here"), (2, "peace there")]
    assert find_again(selector, turns, preferred=1) == Ambiguous((Place(1, 0, 5, "peace"), Place(2, 0, 5, "peace")))


def test_overlapping_passages_cut_the_words_into_segments() -> None:
    assert segments("abcdef", [(0, 3, ["p1"]), (2, 5, ["p2"]), (2, 3, ["p3"])]) == [
        Segment("ab", 0, 2, ("p1",), ("p1",), ()),
        Segment("c", 2, 3, ("p1", "p2", "p3"), ("p2", "p3"), ("p1", "p3")),
        Segment("de", 3, 5, ("p2",), (), ("p2",)),
        Segment("f", 5, 6),
    ]


def test_words_without_passages_are_one_segment_and_no_words_are_none() -> None:
    assert segments("abc", []) == [Segment("abc", 0, 3)]
    assert segments("", []) == []


def test_a_span_outside_the_words_is_refused() -> None:
    with pytest.raises(ValueError, match="expected 0 <= start < end <= 3"):
        segments("abc", [(1, 4, ["p1"])])


def test_passages_that_overlap_lie_on_layers_and_others_on_none() -> None:
    assert layers([(0, 10), (5, 15), (8, 20), (12, 30), (40, 50)]) == [0, 1, 2, 0, None]
    assert layers([(0, 10), (0, 10), (0, 3), (10, 12)]) == [0, 1, 2, None]
    assert layers([]) == []


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(1, 10)), max_size=12))
def test_no_two_passages_of_a_layer_overlap(drawn: list[tuple[int, int]]) -> None:
    spans = sorted((start, start + length) for start, length in drawn)
    found = layers(spans)
    for at, (start, end) in enumerate(spans):
        overlapping = [
            found[other] for other, (begins, ends) in enumerate(spans) if other != at and begins < end and start < ends
        ]
        assert (found[at] is None) == (not overlapping)
        assert found[at] is None or found[at] not in overlapping


PARAGRAPHS = "Fog is old.\n\nEvery ship shall sound its horn,\nby day\n\nand by night. So be it."


def test_paragraphs_of_segments_lose_no_letter_but_blank_lines() -> None:
    cut = segments(PARAGRAPHS, [(5, 70, (41,)), (20, 44, (52,))])
    paragraphs = cut_paragraphs(cut)
    assert ["".join(piece.text for piece in paragraph) for paragraph in paragraphs] == PARAGRAPHS.split("\n\n")
    pieces = [piece for paragraph in paragraphs for piece in paragraph]
    assert [PARAGRAPHS[piece.start : piece.end] for piece in pieces] == [piece.text for piece in pieces]
    assert [piece.start for piece in pieces if 41 in piece.begins] == [5]
    assert [piece.end for piece in pieces if 41 in piece.ends] == [70]
    assert cut_paragraphs([]) == []


@st.composite
def marked_words(draw: st.DrawFn) -> tuple[str, list[tuple[int, int, list[int]]]]:
    words = draw(st.text(min_size=1, max_size=30))
    place = st.integers(min_value=0, max_value=len(words))
    pairs = draw(st.lists(st.tuples(place, place).filter(lambda pair: pair[0] < pair[1]), max_size=6))
    return words, [(start, end, [number % 3]) for number, (start, end) in enumerate(pairs)]


@given(marked_words())
def test_segments_give_back_the_words_and_cover_every_letter_as_the_spans_do(
    marked: tuple[str, list[tuple[int, int, list[int]]]],
) -> None:
    words, spans = marked
    found = segments(words, spans)
    assert "".join(segment.text for segment in found) == words
    for segment in found:
        for letter in range(segment.start, segment.end):
            assert set(segment.ids) == {ids[0] for start, end, ids in spans if start <= letter < end}


@given(st.text(min_size=1, max_size=60), st.data())
def test_a_passage_of_unchanged_words_is_found_where_it_was(words: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(min_value=0, max_value=len(words) - 1))
    end = data.draw(st.integers(min_value=start + 1, max_value=len(words)))
    selector = select(words, start, end)
    assert find_again(selector, [(1, words)], preferred=1) == Place(1, start, end, words[start:end])


@pytest.mark.parametrize(
    ("prefix", "suffix", "before", "after"),
    [
        ("We said: ", ".", "We said: ", "."),
        ("e will not copy anybody's list. ", " No trade is worth a weapon turne", "…will not copy anybody's list. ",
         " No trade is worth a weapon…"),
        (". Наши суда работают бережно, и ", ". Зато данные о погоде должны бы", "…Наши суда работают бережно, и ",
         ". Зато данные о погоде должны…"),
        ("主" * 32, "席" * 32, "…" + "主" * 32, "席" * 32 + "…"),
        ("a" * 31 + " ", " " + "a" * 31, "…" + "a" * 31 + " ", " " + "a" * 31 + "…"),
        ("", "", "", ""),
    ],
)  # fmt: skip
def test_what_stands_around_a_quote_is_cut_between_words_and_says_where_more_stands(
    prefix: str, suffix: str, before: str, after: str
) -> None:
    assert (before_it(prefix), after_it(suffix)) == (before, after)
