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


@given(st.text("ab. 。\n", max_size=60), st.text("ab. 。\n", max_size=60))
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
