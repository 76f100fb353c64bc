"""What the demonstration's editors put right after it was published."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.models import AbstractBaseUser

from statements import recording
from statements.demo.finding import COMMON, PLUMES, passage, reading, statement, tag, text


def correct_all(by: AbstractBaseUser) -> None:
    """A date, words, a translation, a reading, a reading taken out, a proposition, a statement withdrawn."""
    recording.correct(
        statement("northlight-2025"),
        by=by,
        reason="The page gives the 13th; the 3rd was a slip of ours.",
        values={"said_on": "2025-03-13"},
    )
    _reword("ostmark-2024", 1, "thirty stations", "thirteen stations", "We misheard “thirteen”.", by)
    _reword(
        "cy-2025-vote",
        2,
        "wants deep-sea mining to be stopped",
        "favours a pause in deep-sea mining",
        "Our translation read “暂停” as “stop”; the original says “pause”.",
        by,
    )
    doubt = recording.recode(
        reading("vel-2023", PLUMES),
        by=by,
        reason="“Not proven” is a doubt, not a denial.",
        stance="mixed",
        summary="Holds that harm is not proven so far.",
    )
    recording.publish_positions([doubt], by=by)
    recording.hide(
        reading("arv-2025", PLUMES), by=by, reason="The nets show sediment; the words do not say that it does harm."
    )
    _reword_common_rules(by)
    recording.withdraw(statement("bs-wrong"), by=by, reason="The post was a forgery; its account was taken over.")


def _reword(name: str, number: int, before: str, after: str, reason: str, by: AbstractBaseUser) -> None:
    """Correct words of a text, in every turn where they stand."""
    standing = recording.as_new_text(text(name, number))
    turns = [replace(turn, words=turn.words.replace(before, after)) for turn in standing.turns]
    recording.correct(statement(name), by=by, reason=reason, texts={number: replace(standing, turns=turns)})


def _reword_common_rules(by: AbstractBaseUser) -> None:
    """A proposition in other words, and the first reading made under them."""
    recording.propose(
        tag(COMMON),
        by=by,
        words="Rules for advanced computing machines should be made with the participation of all states.",
        scope_note="Who should take part in making rules, whatever they say.",
        translations={
            "ar": "ينبغي أن توضع قواعد آلات الحوسبة المتقدمة بمشاركة جميع الدول.",
            "fr": "Les règles sur les machines de calcul avancées devraient être établies avec la participation de tous"
            " les États.",
            "ru": "Правила для передовых вычислительных машин должны вырабатываться с участием всех государств.",
            "zh-Hans": "先进计算机器的规则应当在所有国家的参与下制定。",
        },
        reason="“Made by all” was read by some as asking for unanimity.",
    )
    ready = recording.code(
        recording.NewPosition(
            statement=statement("arv-2026"),
            tag=tag(COMMON),
            passages=[passage("arv-2026", "Arvenia stands ready to write common rules with every neighbour")],
            stance="supports",
            commitment="offers",
            summary="Stands ready to write common rules with every neighbour.",
        ),
        by=by,
    )
    recording.publish_positions([ready], by=by, why="one pair of eyes")
