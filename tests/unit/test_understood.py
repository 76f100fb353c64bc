"""An editor's corrections of what was understood: whatever they are, the text stays as it is."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements import transcripts
from statements.admin.pasting import rows_of
from statements.admin.understood import (
    BadCorrection,
    Corrections,
    carried_over,
    corrected,
    labels_of,
    packed,
    unpacked,
)

TEXT = "AFP: Will you?\nMr Brandt: We will. And more.\n[Applause]\nReuters: When?\nMr Brandt: In May."
KINDS = ("question", "answer", "speech", "narration")


def rows(text=TEXT):
    return rows_of(transcripts.parse(text))


def printed(found):
    return "".join(row.printed() for row in found)


setting = st.dictionaries(
    st.sampled_from(["kind", "whose", "voice", "asker", "speaker"]),
    st.sampled_from([*KINDS, "", "own", "7", "minister"]),
    max_size=3,
)
corrections = st.builds(
    Corrections,
    joins=st.sets(st.integers(0, len(TEXT))),
    cuts=st.sets(st.integers(0, len(TEXT))),
    labels=st.dictionaries(st.sampled_from(["AFP:", "Mr Brandt:", "Nobody:"]), setting),
    turns=st.dictionaries(st.integers(0, len(TEXT)), setting, max_size=5),
)


@given(corrections)
def test_no_correction_changes_a_letter(given_corrections):
    again = Corrections.from_json(given_corrections.as_json())
    found = corrected(rows(), again)
    assert printed(found) == TEXT
    assert [row.start for row in found] == [len(printed(found[:at])) for at in range(len(found))]
    assert all(not row.whose for row in found if row.kind in ("question", "narration"))
    assert all(not row.asker for row in found if row.kind != "question")


@given(st.text(), corrections)
def test_no_text_is_changed_by_corrections_made_on_another(text, given_corrections):
    clean = text.replace("\x00", "")
    try:
        clean = transcripts.clean(clean)
    except transcripts.Unstorable:
        return
    assert printed(corrected(rows(clean), given_corrections)) == clean


def test_a_label_set_by_hand_takes_the_space_after_it():
    made = Corrections(turns={rows()[1].start: {"label": "Mr Brandt: We will."}})
    row = corrected(rows(), made)[1]
    assert (row.label, row.words) == ("Mr Brandt: We will. ", "And more.")


def test_a_label_that_does_not_begin_the_turn_is_refused():
    with pytest.raises(BadCorrection, match="is not how this turn begins"):
        corrected(rows(), Corrections(turns={0: {"label": "Reuters:"}}))


def test_what_loses_its_question_becomes_speech():
    made = Corrections(labels={"AFP:": {"kind": "narration"}})
    assert [row.kind for row in corrected(rows(), made)][:2] == ["narration", "speech"]


def test_labels_are_listed_with_how_most_of_their_turns_are_read():
    assert [(each.label, each.count, each.kind) for each in labels_of(rows())] == [
        ("AFP:", 1, "question"),
        ("Mr Brandt:", 2, "answer"),
        ("Reuters:", 1, "question"),
    ]


def test_rows_are_packed_without_their_words_and_unpacked_on_their_text():
    found = rows()
    again = unpacked(TEXT, packed(found))
    assert [(row.label, row.words, row.kind, row.exchange) for row in again] == [
        (row.label, row.words, row.kind, row.exchange) for row in found
    ]
    assert unpacked(TEXT + "!", packed(found)) == []
    assert unpacked(TEXT, '[["x"]]') == []
    assert unpacked(TEXT, "5") == []


def test_turns_alike_are_read_as_before_in_other_words():
    old = corrected(rows(), Corrections(labels={"AFP:": {"asker": "unnamed"}, "Mr Brandt:": {"whose": "7"}}))
    new = carried_over(old, rows(TEXT.replace("In May.", "In June.")))
    assert [(row.whose, row.asker) for row in new if row.kind != "narration"] == [
        ("", "unnamed"),
        ("7", ""),
        ("", "outlet"),
        ("7", ""),
    ]
