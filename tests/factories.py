"""Small records for tests, made as editors make them: through `recording`."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import User

from statements import recording
from statements.models import Actor, Position, Statement, Tag, Turn


def editor(name: str = "editor") -> User:
    """An editor's account."""
    model: Any = get_user_model()
    user: User = model.objects.filter(username=name).first() or model.objects.create_user(name, password="x")
    return user


def actor(name: str = "Arvenia", kind: str = "country", **more: Any) -> Actor:
    """An actor of that name and kind; the same again gives the same."""
    found = Actor.objects.filter(name=name, kind=kind).first()
    return found or Actor.objects.create(name=name, kind=kind, **more)


def tag(name: str = "Export limits", proposition: str = "", **more: Any) -> Tag:
    """A tag, with a proposition where its words are given; the same again gives the same."""
    found = Tag.objects.filter(name=name).first() or Tag.objects.create(name=name, **more)
    if proposition and not found.propositions.exists():
        recording.propose(found, by=None, words=proposition)
    return found


def statement(
    words: str = "We support limits on exports. We will sign in May.",
    *,
    by: Actor | None = None,
    said_on: str = "2026-05-29",
    title: str = "Statement on exports",
    turns: list[recording.NewTurn] | None = None,
    language: str = "en",
    authority: str = "original",
    published: bool = True,
    **more: Any,
) -> Statement:
    """A statement of one speech turn, or of the turns given; published unless told otherwise."""
    speaker = by or actor()
    new = recording.NewStatement(
        actor=speaker,
        title=title,
        said_on=said_on,
        texts=[
            recording.NewText(
                turns=turns or [recording.NewTurn("speech", words, actor=speaker, voice="minister")],
                language=language,
                authority=authority,
            )
        ],
        **more,
    )
    row = recording.record(new, by=editor())
    if published:
        recording.publish(row, by=editor())
    return row


def passage(of: Statement, quote: str) -> recording.NewPassage:
    """The first place of a quote in turns that are somebody's words."""
    turns = Turn.objects.filter(
        text__statement=of, text__superseded_at=None, actor__isnull=False, words__contains=quote
    )
    turn = turns.select_related("text", "actor").order_by("text__number", "order")[0]
    start = turn.words.index(quote)
    return recording.NewPassage(turn, start, start + len(quote))


def position(
    of: Statement,
    quote: str,
    on: Tag,
    stance: str | None = "supports",
    *,
    published: bool = True,
    **more: Any,
) -> Position:
    """A position resting on one quote; published unless told otherwise."""
    row = recording.code(
        recording.NewPosition(statement=of, tag=on, passages=[passage(of, quote)], stance=stance, **more),
        by=editor(),
    )
    if published:
        recording.publish_positions([row], by=editor())
    return row


def said(
    on: Tag,
    stance: str | None = "supports",
    said_on: str = "2026-05-29",
    *,
    by: Actor | None = None,
    quote: str = "We support limits",
    voice: str | None = "minister",
    asked: str = "",
    statement_values: dict[str, Any] | None = None,
    **more: Any,
) -> Position:
    """A published position in a statement of its own, in answer to a question where one is given."""
    speaker = by or actor()
    turns = [recording.NewTurn("speech", f"{quote}. That is all.", actor=speaker, voice=voice)]
    if asked:
        turns = [
            recording.NewTurn("question", asked, gap="\n\n", exchange=1, asker="outlet", speaker="The Lantern"),
            recording.NewTurn("answer", f"{quote}. That is all.", exchange=1, actor=speaker, voice=voice),
        ]
    values = {"title": f"Remarks of {said_on or 'no date'}"} | (statement_values or {})
    of = statement(by=speaker, said_on=said_on, turns=turns, **values)
    return position(of, quote, on, stance, **more)
