"""The corpus' statements, readings and turns by the names its files give them."""

from __future__ import annotations

from statements import recording
from statements.models import Position, Statement, Tag, Text, Turn

LIMITS = "Limits on machine exports"
PAUSE = "A pause on deep-sea mining"
WEATHER = "Free weather data"
PLUMES = "Danger of sea-floor plumes"
COMMON = "Common rules for machines"


def statement(name: str) -> Statement:
    """The statement of that name."""
    return Statement.objects.get(key=f"demo-{name}")


def tag(name: str) -> Tag:
    """The tag of that name."""
    return Tag.objects.get(name=name)


def reading(of: str, on: str, basis: str = "said") -> Position:
    """The published reading of a statement's own actor on a tag."""
    row = statement(of)
    return Position.objects.published().get(statement=row, actor=row.actor, tag__name=on, basis=basis, follows=None)


def text(of: str, number: int = 1) -> Text:
    """The text of that number, as it stands."""
    found: Text = Text.objects.published().get(statement=statement(of), number=number)
    return found


def answers(of: str) -> list[Turn]:
    """The answers of a press conference, in their order."""
    return list(Turn.objects.published().filter(text=text(of), kind="answer", exchange__isnull=False).order_by("order"))


def passage(of: str, quote: str) -> recording.NewPassage:
    """Where a quote stands in a statement's first text, published or not."""
    turn = Turn.objects.select_related("text", "actor").get(
        text__statement=statement(of), text__number=1, text__superseded_at=None, words__contains=quote
    )
    start = turn.words.index(quote)
    return recording.NewPassage(turn, start, start + len(quote))
