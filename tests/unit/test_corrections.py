"""What a correction of a statement's words changed, turn by turn."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from statements.corrections import LONGEST, MOST, TurnChange, changed_turns, shortened


@dataclass
class Turn:
    order: int
    words: str
    kind: str = "speech"
    actor_id: int | None = 1
    label: str = ""


def turns(*words: str) -> list[Turn]:
    return [Turn(number, each) for number, each in enumerate(words, 1)]


def test_the_same_turns_have_not_changed() -> None:
    assert list(changed_turns(turns("One.", "Two."), turns("One.", "Two."))) == []


def test_a_changed_word_is_shown_alone() -> None:
    before, after = turns("One.", "We support every limit now."), turns("One.", "We oppose every limit now.")
    assert list(changed_turns(before, after)) == [TurnChange(2, "support", "oppose")]


def test_a_turn_more_or_less_is_told_as_such() -> None:
    assert list(changed_turns(turns("One.", "Three."), turns("One.", "Two.", "Three."))) == [TurnChange(2, "", "Two.")]
    assert list(changed_turns(turns("One.", "Two.", "Three."), turns("One.", "Three."))) == [
        TurnChange(None, "Two.", "")
    ]


def test_words_that_are_somebody_elses_now_are_told_apart() -> None:
    before, after = turns("One."), turns("One.")
    after[0].actor_id = 2
    assert list(changed_turns(before, after)) == [TurnChange(1, "", "", whose=True)]
    after[0].words = "Two."
    assert list(changed_turns(before, after)) == [TurnChange(1, "One", "Two", whose=True)]


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("a b c d", "a x c d", [("b", "x")]),
        ("a b c d", "a c d", [("b", "")]),
        ("a c d", "a b c d", [("", "b")]),
        (
            "of these countries the outcomes",
            "of these nations the results",
            [("countries", "nations"), ("outcomes", "results")],
        ),
        ("aaa", "aaaa", [("aaa", "aaaa")]),
        ("我们支持限制", "我们反对限制", [("支持", "反对")]),
        ("It’s “so”", 'It\'s "so"', [("It’s “so”", 'It\'s "so"')]),
        ("one  two", "one two", [("one two", "one two")]),
    ],
)
def test_each_stretch_that_differs_is_shown_alone(before: str, after: str, shown: list[tuple[str, str]]) -> None:
    assert [(change.before, change.after) for change in changed_turns(turns(before), turns(after))] == shown


def test_of_very_many_changes_the_first_are_shown() -> None:
    before = turns(" ".join(f"same here w{number}" for number in range(60)))
    after = turns(" ".join(f"same here x{number}" for number in range(60)))
    found = list(changed_turns(before, after))
    assert len(found) == MOST
    assert found[0] == TurnChange(1, "w0", "x0")
    assert found[-1] == TurnChange(1, "…", "…")


def test_long_words_are_cut() -> None:
    assert shortened("x" * (LONGEST + 1)) == "x" * LONGEST + "…"
    assert shortened("a\n\n b") == "a b"
