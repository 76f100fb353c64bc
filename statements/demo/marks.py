"""What the demonstration's first editor read: statements for tags, and answers beside their questions."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser

from statements import recording
from statements.demo.finding import LIMITS, PAUSE, WEATHER, answers, statement, tag
from statements.models import Statement

READ_FOR = {"Computing": LIMITS, "Oceans": PAUSE, "Skies": WEATHER}
"""A statement with the topic was read for the proposition."""

READ_TO = "2026"
"""Statements of this year and later are still to be read."""

OUTCOMES = {
    "arv-2023": ["partly", "declines", "answers", "answers", "answers", "declines"],
    "arv-2024-mfa": ["answers", "declines", "reframes", "declines"],
    "arv-2026": ["answers", "reframes", "answers", "partly"],
    "bs-2022": ["answers", "answers", "answers", "declines", "declines"],
    "bs-2023": ["reframes", "answers", "answers", "answers", "declines"],
    "bs-2026": ["answers", "answers", "reframes", "reframes", "partly"],
    "cy-2024": ["answers", "partly", "answers", "answers", "answers"],
    "halmere-2026": ["declines", "declines", "declines", "partly"],
    "northlight-2023": ["answers", "answers", "reframes", "declines"],
    "ostmark-2025-sea": ["answers", "reframes", "declines", "reframes", "partly"],
    "vel-2022": ["reframes", "answers", "answers", "answers", "answers"],
    "vel-2025-interview": ["answers", "declines", "reframes", "declines"],
}
"""What each answer of a press conference does with its question."""


def mark_all(by: AbstractBaseUser) -> None:
    """Mark what was read and what came of it."""
    for topic, on in READ_FOR.items():
        of_topic = Statement.objects.published().filter(tags__name=topic, said_on__lt=READ_TO)
        for row in of_topic.exclude(positions__tag__name=on).order_by("key"):
            recording.mark_read(row, by=by, tag=tag(on), outcome="nothing-found")
    for name, outcomes in OUTCOMES.items():
        for turn, outcome in zip(answers(name), outcomes, strict=True):
            recording.read_answer(turn, by=by, outcome=outcome)
    _asked_in_vain(by, "arv-2023", 2, PAUSE)
    _asked_in_vain(by, "halmere-2026", 1, PAUSE)
    _asked_in_vain(by, "halmere-2026", 3, WEATHER)
    for name in ("halmere-2025", "halmere-2026"):
        recording.mark_read(statement(name), by=by, tag=tag(LIMITS), outcome="nothing-found")


def _asked_in_vain(by: AbstractBaseUser, name: str, exchange: int, on: str) -> None:
    turn = answers(name)[exchange - 1]
    question = turn.text.turns.get(exchange=turn.exchange, kind="question")
    recording.mark_read(statement(name), by=by, tag=tag(on), outcome="asked-no-answer", turn=question)
