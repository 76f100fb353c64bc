"""Who spoke a turn: the speaker named for it, the statement's where the voice is the same, else nobody by name."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from statements.speaking import asked_by, capacity, speaking, speaking_for

EDITION = SimpleNamespace(actor_id=1, speaker="Jane Roe", role="Minister of Trade", form="answers")


def turn(speaker: str = "", voice: str | None = "minister", actor: int = 1) -> SimpleNamespace:
    return SimpleNamespace(actor_id=actor, speaker=speaker, voice=voice)


@pytest.mark.parametrize(
    ("spoken", "by", "words"),
    [
        (turn(), ("Jane Roe", "Minister of Trade"), "Jane Roe, Minister of Trade"),
        (turn(voice=None), ("Jane Roe", "Minister of Trade"), "Jane Roe, Minister of Trade"),
        (turn("Jane Roe"), ("Jane Roe", "Minister of Trade"), "Jane Roe, Minister of Trade"),
        (turn("John Doe", "spokesperson"), ("John Doe", ""), "John Doe"),
        (turn(voice="unnamed-official"), ("", ""), "unnamed official"),
        (turn(voice="spokesperson"), ("", ""), "spokesperson"),
        (turn(actor=2), ("", ""), "minister"),
        (turn(actor=2, voice=None), ("", ""), "answers to questions"),
    ],
)
def test_no_words_are_put_into_the_mouth_of_somebody_else(spoken, by, words) -> None:
    assert speaking(spoken, EDITION, "minister") == by
    assert capacity(speaking(spoken, EDITION, "minister"), spoken.voice, EDITION.form) == words


def test_whoever_spoke_a_text_that_an_actor_aligned_with_did_not_speak_for_that_actor() -> None:
    passages = SimpleNamespace(all=lambda: [SimpleNamespace(turn=turn())])
    position = SimpleNamespace(passages=passages, actor_id=1, statement=SimpleNamespace(voice="minister"))
    assert speaking_for(position, EDITION).speaker == "Jane Roe"
    position.actor_id = 2
    assert speaking_for(position, EDITION) == ("", "")


@pytest.mark.parametrize(
    ("asker", "speaker", "name"),
    [
        ("outlet", "Lume Wire", "Lume Wire"),
        (None, "Lume Wire", "Lume Wire"),
        ("", "Lume Wire", "Lume Wire"),
        ("unnamed", "Reporter", ""),
        ("publisher", "Reporter", ""),
        ("outlet", "", ""),
        (None, "", ""),
    ],
)
def test_who_asked_is_named_unless_an_editor_says_that_nobody_is(asker: str | None, speaker: str, name: str) -> None:
    assert asked_by(SimpleNamespace(asker=asker, speaker=speaker)) == name
