"""Long quotes in short: what is left out is whole sentences, and every place is marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from statements import diff
from statements.excerpts import around_changes


def shown(before: str, after: str, most: int = 10) -> tuple[str, str]:
    found = diff.words(before, after)
    return tuple(
        " […] ".join("".join(piece.text for piece in run) for run in around_changes(pieces, most)).strip()
        for pieces in (found.before, found.after)
    )


def test_sentences_in_which_nothing_differs_are_left_out_and_marked():
    assert shown(
        "We met twice. The sea was calm. We support limits. It was late. We thank you.",
        "We met twice. The sea was calm. We oppose limits. It was late. We thank you.",
    ) == ("[…] We support limits. […]", "[…] We oppose limits. […]")


def test_what_lies_between_two_changes_is_left_out_by_whole_sentences():
    before = "We support limits on trade. It was late. The sea was calm. We also support a pause."
    after = before.replace("support", "oppose")
    assert shown(before, after)[1] == "We oppose limits on trade. […] We also oppose a pause."


def test_a_negation_before_the_change_in_its_sentence_stays():
    before = "We met. We will not, whatever it costs us and whoever asks, support limits on trade. We thank you."
    assert shown(before, before.replace("trade", "seeds"))[1] == (
        "[…] We will not, whatever it costs us and whoever asks, support limits on seeds. […]"
    )


def test_sentences_end_in_chinese_and_arabic_too():
    assert shown("我们见了面。我们支持限制。谢谢大家。", "我们见了面。我们反对限制。谢谢大家。") == (
        "[…] 我们支持限制。 […]",
        "[…] 我们反对限制。 […]",
    )
    assert shown("هل التقينا؟ نحن نؤيد القيود الآن. شكراً لكم.", "هل التقينا؟ نحن نعارض القيود الآن. شكراً لكم.")[1] == (
        "[…] نحن نعارض القيود الآن. […]"
    )


def test_a_short_text_and_one_in_which_nothing_differs_stay_whole():
    before, after = "We met. We support limits.", "We met. We oppose limits."
    assert shown(before, after, most=100) == (before, after)
    assert shown(before, before) == (before, before)


def test_no_cut_falls_where_the_end_of_a_sentence_is_in_doubt():
    for told, end in (
        ("We oppose limits set by the U.S. unless all states agree.", " We thank you all."),
        ("We oppose limits set by the U.S. Government alone.", " We thank you all."),
        ("We support Mr. Varn and his plan for the sea.", " We thank you all."),
        ("We support Article 4, para. 2 of the draft.", " We thank you all."),
        ("Мы за доклад г. Варна о море.", " Благодарим всех вас."),
    ):
        first, rest = told.split(" ", 1)
        other = {"We": "They", "Мы": "Все"}[first]
        assert shown(told + end, f"{other} {rest}{end}") == (f"{told} […]", f"{other} {rest} […]")
    before = "We met Mr. Varn on the sea. We thank you all."
    assert shown(before, before.replace("Mr", "Mrs"))[0] == "We met Mr. Varn on the sea. […]"


def test_a_sentence_that_follows_a_change_of_a_whole_sentence_is_left_out():
    assert shown("It was late. We left early. The sea was calm.", "It was late. Nobody spoke. The sea was calm.") == (
        "[…] We left early. […]",
        "[…] Nobody spoke. […]",
    )


def test_what_the_text_left_out_itself_is_marked_once():
    before = "first passage here […] a second one, long enough […] a third passage wants it"
    after = "first stretch here […] a second one, long enough […] a third passage needs it"
    assert shown(before, after) == (
        "first passage here […] a third passage wants it",
        "first stretch here […] a third passage needs it",
    )
    assert shown("We met there. We agreed on it.", "We met there. […] We agreed on it.") == (
        "We met there. We agreed on it.",
        "We met there. […] We agreed on it.",
    )


@given(st.text("abcD. 。\n", max_size=60), st.text("abcD. 。\n", max_size=60))
def test_every_run_stands_in_the_text_in_its_order_with_every_change(before, after):
    pieces = diff.words(before, after).after
    runs = around_changes(pieces, 0)
    at = 0
    for run in runs:
        words = "".join(piece.text for piece in run)
        assert words in after[at:]
        at = after.index(words, at) + len(words)
    changed = [piece.text for piece in pieces if not piece.kept]
    assert [piece.text.rstrip() for run in runs for piece in run if not piece.kept] == [t.rstrip() for t in changed]
