"""What editors did with the demonstration corpus: readings, reviews, corrections, a withdrawal."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser

from statements import recording
from statements.models import Position, Statement, Tag, Turn

LIMITS = "Limits on machine exports"
PAUSE = "A pause on deep-sea mining"
PLUMES = "Danger of sea-floor plumes"
WEATHER = "Free weather data"


def play() -> None:
    """Do it all, in order, as two editors whose accounts nobody can log in to."""
    first, second = account("demo-first-reader"), account("demo-second-reader")
    read_by_hand(first, second)
    mark_what_was_read(first)
    correct_slips(first)
    leave_drafts(first)


def account(name: str) -> AbstractBaseUser:
    """An editor's account without a usable password."""
    model: Any = get_user_model()
    user = model.objects.filter(username=name).first() or model(username=name, is_active=False)
    if user.pk is None:
        user.set_unusable_password()
        user.save()
    return user  # type: ignore[no-any-return]


def statement(name: str) -> Statement:
    """The corpus' statement of that name."""
    return Statement.objects.get(key=f"demo-{name}")


def tag(name: str) -> Tag:
    """The corpus' tag of that name."""
    return Tag.objects.get(name=name)


def passage(of: Statement, quote: str) -> recording.NewPassage:
    """Where a quote of the corpus stands."""
    turn = Turn.objects.select_related("text", "actor").get(
        text__statement=of, text__number=1, text__superseded_at=None, words__contains=quote
    )
    start = turn.words.index(quote)
    return recording.NewPassage(turn, start, start + len(quote))


def code(of: str, on: str, quote: str, by: AbstractBaseUser, **reading: Any) -> Position:
    """Code a position on one quote, as a draft."""
    row = statement(of)
    return recording.code(
        recording.NewPosition(statement=row, tag=tag(on), passages=[passage(row, quote)], **reading), by=by
    )


def reading(of: str, on: str, basis: str = "said") -> Position:
    """The published reading of a statement's own actor on a tag."""
    row = statement(of)
    return Position.objects.published().get(statement=row, tag__name=on, basis=basis, follows=None)


def read_by_hand(first: AbstractBaseUser, second: AbstractBaseUser) -> None:
    """Two positions that editors coded: one with a second pair of eyes, one without."""
    reviewed = code(
        "vel-2025",
        PAUSE,
        "Пауза возможна, если она продлится не более пяти лет",
        first,
        stance="conditional-support",
        condition="если она продлится не более пяти лет",
        commitment="states-view",
        summary="A pause of five years at most is possible.",
    )
    recording.send_to_review(reviewed, by=first)
    recording.review(
        reviewed, by=second, quote_authentic=True, bears_on_tag=True, stance_read_right=True, note="Clear enough."
    )
    recording.publish_positions([reviewed], by=second)
    alone = code(
        "arv-2026",
        WEATHER,
        "our stations send their readings to anyone who asks",
        first,
        stance="supports",
        commitment="done",
    )
    recording.publish_positions([alone], by=first, why="one pair of eyes")


def mark_what_was_read(first: AbstractBaseUser) -> None:
    """Read marks and what answers did with their questions."""
    for on in (PAUSE, LIMITS):
        recording.mark_read(statement("ostmark-2025"), by=first, tag=tag(on), outcome="nothing-found")
    asked = statement("arv-2023")
    turns = {turn.order: turn for turn in Turn.objects.published().filter(text__statement=asked)}
    recording.mark_read(asked, by=first, tag=tag(PAUSE), outcome="asked-no-answer", turn=turns[3])
    recording.read_answer(turns[4], by=first, outcome="declines")
    recording.read_answer(turns[2], by=first, outcome="partly")


def correct_slips(first: AbstractBaseUser) -> None:
    """A date, a reading, a proposition, a reading taken out, a statement withdrawn."""
    recording.correct(
        statement("northlight-2025"),
        by=first,
        reason="The page gives the 13th; the 3rd was a slip of ours.",
        values={"said_on": "2025-03-13"},
    )
    doubt = recording.recode(
        reading("vel-2023", PLUMES), by=first, reason="“Not proven” is a doubt, not a denial.", stance="mixed"
    )
    recording.publish_positions([doubt], by=first)
    recording.propose(
        tag(WEATHER),
        by=first,
        words="Weather data should be shared between states free of charge.",
        reason="“Freely” was read in two ways.",
    )
    recording.hide(
        reading("bs-2025", "Harbour talks"), by=first, reason="The words mention the talks and take no position."
    )
    recording.withdraw(statement("bs-wrong"), by=first, reason="The post was a forgery; its account was taken over.")


def leave_drafts(first: AbstractBaseUser) -> None:
    """Something for an editor to find: a statement in review, with a reading that waits."""
    actor = statement("ostmark-2025").actor
    words = "The islands will join any pause that fishers agree to."
    draft = recording.record(
        recording.NewStatement(
            actor=actor,
            title="Remarks at the fish market",
            said_on="2026-03",
            form="answers",
            key="demo-ostmark-draft",
            texts=[
                recording.NewText(
                    turns=[recording.NewTurn("speech", words, actor=actor, voice="minister")], language="en"
                )
            ],
        ),
        by=first,
    )
    waiting = code(
        "ostmark-draft",
        PAUSE,
        "will join any pause that fishers agree to",
        first,
        stance="conditional-support",
        condition="that fishers agree to",
        commitment="commits",
    )
    recording.send_to_review(waiting, by=first)
    recording.send_to_review(draft, by=first)
