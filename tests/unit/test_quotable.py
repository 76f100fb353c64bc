"""Whose words a quotation says they are, and where it says they stand."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from statements.models import Actor, Edition, Statement, Text, Turn
from statements.quotable import cited, questions, quotable, whose
from statements.statement_page import Side, StatementPage, TurnView

MINISTRY = Actor(pk=1, name="Ministry of Ports")
ARVENIA = Actor(pk=2, name="Arvenia")
INVENTED = Actor(pk=3, name="Velmora", invented=True)
AT = datetime(2026, 6, 1, 12, 0, 5, 120, tzinfo=UTC)


def edition(actor: Actor = MINISTRY, **values: Any) -> Edition:
    """What the site says about a statement."""
    said = {"form": "answers", "title": "Answers", "said_on": "2026-05", "speaker": "Ana Arv", "role": "Spokesperson"}
    return Edition(**(said | {"actor": actor, "source_url": "https://ports.example/a"} | values))


def turn(kind: str = "answer", order: int = 1, **values: Any) -> Turn:
    """A turn; an answer is the ministry's."""
    return Turn(kind=kind, order=order, words="Ports are open.", **({"actor": None} | values))


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"asker": "outlet", "speaker": "Lume Wire"}, "Question, asked by Lume Wire"),
        ({"asker": "outlet"}, "Question (asked by an outlet)"),
        ({"speaker": "Lume Wire"}, "Question, asked by Lume Wire"),
        ({"asker": "unnamed", "speaker": "Someone"}, "Question (the asker is not named)"),
        (
            {"asker": "publisher"},
            "Question (no asker is named: published with its answer by the one who answers)",
        ),
        ({}, "Question (the asker is not named)"),
        ({"actor": MINISTRY}, "Question (the asker is not named)"),
    ],
)
def test_a_question_is_never_the_answerers(values: dict[str, Any], words: str) -> None:
    said = whose(turn("question", **values), edition(), None)
    assert said == words
    assert "Ana Arv" not in said


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"actor": MINISTRY}, "Ministry of Ports (Ana Arv, Spokesperson)"),
        ({"actor": MINISTRY, "speaker": "Ana Arv"}, "Ministry of Ports (Ana Arv, Spokesperson)"),
        ({"actor": MINISTRY, "speaker": "Ben Bor"}, "Ministry of Ports (Ben Bor)"),
        ({"actor": ARVENIA, "voice": "minister"}, "Arvenia (minister)"),
        ({"actor": ARVENIA}, "Arvenia (answers to questions)"),
        ({"actor": ARVENIA, "speaker": "Ana Arv"}, "Arvenia (Ana Arv)"),
        ({"speaker": "Somebody"}, "Somebody (not attributed to an actor)"),
        ({}, "Speaker not named (not attributed to an actor)"),
    ],
)
def test_words_are_those_of_the_speaker_and_the_actor_of_their_turn(values: dict[str, Any], words: str) -> None:
    assert whose(turn(**values), edition(), None) == words


def test_narration_is_nobodys() -> None:
    assert whose(turn("narration", actor=MINISTRY), edition(), None) == "Narration of the source"


def test_what_is_invented_says_so_in_every_part() -> None:
    invented = edition(INVENTED)
    assert whose(turn(actor=INVENTED), invented, None) == "Velmora (Ana Arv, Spokesperson) [invented actor]"
    assert whose(turn("question"), invented, None) == "Question (the asker is not named) [invented]"
    assert whose(turn("narration"), invented, None) == "Narration of the source [invented]"
    assert whose(turn(actor=INVENTED, voice="minister"), edition(), None) == "Velmora (minister) [invented actor]"


def page(side: Side | None = None, **values: Any) -> StatementPage:
    """A page of a question and an answer in the ministry's own words."""
    asked, answer = turn("question", 1), turn("answer", 2, actor=MINISTRY)
    shown: dict[str, Any] = {
        "statement": Statement(pk=7, slug="answers"), "edition": edition(), "texts": [], "elsewhere": [], "twins": [],
        "text": Text(pk=1, number=1, language="en", authority="original"), "side": side, "backings": [],
        "corrections": [], "turns": [TurnView(asked, []), TurnView(answer, [])],
    }  # fmt: skip
    return StatementPage(**(shown | values))


def test_a_page_says_of_each_turn_whose_it_is_and_of_its_text_where_it_stands() -> None:
    told = quotable(page(), AT, lambda path: f"https://record.example{path}")
    address = "https://record.example/statements/7-answers/?as_of=2026-06-01T12:00:05.000120Z"
    assert told == {
        "texts": [
            {
                "address": address,
                "whence": "Answers, May 2026. Source: https://ports.example/a. "
                f"On Record, as the site stood on 2026-06-01 12:00:05 UTC: {address}",
                "open": "“",
                "close": "”",
                "wording": "",
            }
        ],
        "turns": {"t1": [0, 0], "t2": [0, 1]},
        "asked": {},
        "whose": ["Question (the asker is not named)", "Ministry of Ports (Ana Arv, Spokesperson)"],
        "colon": ": ",
    }


def test_a_translation_beside_the_original_says_that_it_is_one_and_has_its_own_address() -> None:
    text = Text(pk=2, number=2, language="ar", authority="our-translation")
    told = quotable(page(Side(text, None, edition(), [turn("question", 1)])), AT, lambda path: path)
    assert told["turns"] == {"t1": [0, 0], "t2": [0, 1], "o1": [1, 0]}
    other = told["texts"][1]
    assert other["wording"] == " [Arabic, our translation]"
    assert other["address"].startswith("/statements/7-answers/?text=2&as_of=")
    assert (other["open"], other["close"]) == ("“\u2068", "\u2069”")


def test_words_of_a_twin_stand_where_the_twin_stands() -> None:
    twin = Statement(pk=8, slug="ответы")
    text = Text(pk=3, number=1, language="ru", authority="original")
    side = Side(text, twin, edition(title="Ответы", source_url=""), [turn(order=1, actor=MINISTRY)])
    other = quotable(page(side), AT, lambda path: path)["texts"][1]
    assert other["whence"].startswith("Ответы, May 2026. On Record, as the site stood on")
    assert other["address"].startswith("/statements/8/?")


def test_an_answer_has_the_last_question_of_its_exchange_before_it() -> None:
    turns = [
        turn("narration", 1), turn("question", 2, exchange=1), turn("question", 3, exchange=1),
        turn("answer", 4, exchange=1), turn("answer", 5, exchange=1), turn("answer", 6, exchange=2),
        turn("question", 7, exchange=2), turn("speech", 8),
    ]  # fmt: skip
    assert questions(turns) == {4: 3, 5: 3}
    assert quotable(page(turns=[TurnView(one, []) for one in turns]), AT, str)["asked"] == {"t4": "t3", "t5": "t3"}


def test_a_whole_statement_is_cited_without_a_quote() -> None:
    text = Text(pk=1, number=1, language="en", authority="original")
    whole = cited(Statement(pk=7, slug="answers"), edition(INVENTED, speaker="", role=""), text, AT, lambda path: path)
    assert (whole.capacity, whole.invented, whole.quotes) == ("answers to questions", True, ())


def test_a_statement_whose_address_would_be_codes_is_cited_by_its_number() -> None:
    text = Text(pk=1, number=2, language="ar", authority="original")
    for slug, path in (("answers", "/statements/7-answers/"), ("أجوبة", "/statements/7/")):
        whole = cited(Statement(pk=7, slug=slug), edition(), text, AT, lambda path: path)
        assert whole.address == f"{path}?text=2&as_of=2026-06-01T12:00:05.000120Z"
