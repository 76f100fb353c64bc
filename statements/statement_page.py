"""What a statement's page shows, as it stood at an instant: words by speaker, readings, versions, other languages.

`load` asks the database, eleven queries at most; everything after it is shapes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count, groupby, pairwise, zip_longest
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery

from statements import changes
from statements.cite import instant
from statements.codes import PositionStatus, TurnKind
from statements.corrections import TurnChange, changed_turns
from statements.listing.rows import Row
from statements.marks import TurnView, views
from statements.models import (
    AnswerReading,
    Backing,
    Edition,
    Position,
    Statement,
    Text,
    Turn,
)
from statements.speaking import asked_by


class NotThen(Exception):
    """The statement was not public at the instant."""


class NoSuchText(Exception):
    """It has no text, or no other language, of that number at the instant."""


@dataclass(frozen=True, slots=True)
class Side:
    """The other language beside the text: a text of this statement, or of its twin."""

    text: Text
    statement: Statement | None
    """The twin, None where the text is this statement's own."""
    edition: Edition
    turns: Sequence[Turn]


@dataclass(frozen=True, slots=True)
class Exchange:
    """Turns that belong together, each beside its counterpart in the other language, where one is shown."""

    number: int | None
    """Among the exchanges of the text; None for turns outside of any."""
    pairs: Sequence[tuple[TurnView | None, Turn | None]]

    @property
    def anchor(self) -> str:
        """The id of its first turn on the page."""
        return self._first.anchor

    @property
    def words(self) -> str:
        """What it begins with, on one line: the words of its question."""
        return " ".join(self._first.turn.words.split())

    @property
    def asker(self) -> str:
        """Who asked, where it is named."""
        turn = self._first.turn
        return asked_by(turn) if turn.kind == TurnKind.QUESTION else ""

    @property
    def _first(self) -> TurnView:
        views = [view for view, _other in self.pairs if view]
        return next((view for view in views if view.turn.kind == TurnKind.QUESTION), views[0])


@dataclass(frozen=True, slots=True)
class Correction:
    """One correction, of what the site said about the statement or of its words."""

    at: datetime
    reason: str
    text: Text | None
    differences: Sequence[changes.Difference] = field(default_factory=tuple)
    turns: Sequence[TurnChange] = field(default_factory=tuple)

    @property
    def before(self) -> str:
        """The last instant at which it stood as before, as `as_of` takes it."""
        return instant(self.at - timedelta(microseconds=1))


@dataclass(frozen=True, slots=True)
class StatementPage:
    """A statement as it stood."""

    statement: Statement
    edition: Edition
    texts: Sequence[Text]
    """Those that stood, the original first."""
    text: Text
    """The one shown."""
    turns: Sequence[TurnView]
    elsewhere: Sequence[Position]
    """Readings that rest on another of its texts."""
    side: Side | None
    twins: Sequence[Statement]
    """The same utterance in other languages."""
    backings: Sequence[Backing]
    corrections: Sequence[Correction]

    @property
    def voice(self) -> str | None:
        """The voice of its actor's first turn."""
        own = (view.turn.voice for view in self.turns if view.turn.actor_id == self.edition.actor_id)
        return next((voice for voice in own if voice), None)

    def exchanges(self) -> list[Exchange]:
        """The turns beside those of the other language, by their place, those of one exchange together."""
        pairs = list(zip_longest(self.turns, self.side.turns if self.side else ()))
        numbers = count(1)
        found: list[Exchange] = []
        for exchange, same in groupby(pairs, key=lambda pair: pair[0].turn.exchange if pair[0] else None):
            found.append(Exchange(next(numbers) if exchange else None, list(same)))
        return found

    def asked(self) -> list[Exchange]:
        """The exchanges alone: questions with their answers."""
        return [exchange for exchange in self.exchanges() if exchange.number]

    def languages(self) -> list[tuple[str, Statement]]:
        """The twins, each with what `beside` takes to set it beside the text."""
        return [(f"s{twin.pk}", twin) for twin in self.twins]

    def positions(self) -> list[Position]:
        """The readings of it, in the order of the words; those taken back are not among them."""
        beside = (note.position for view in self.turns for note in view.notes)
        return [row for row in (*beside, *self.elsewhere) if row.status != PositionStatus.HIDDEN]

    def row(self) -> Row:
        """The statement as a list holds it."""
        return Row(
            id=self.statement.pk,
            key=self.statement.key,
            slug=self.statement.slug,
            title=self.edition.title,
            actor=self.edition.actor,
            speaker=self.edition.speaker,
            role=self.edition.role,
            said_on=self.edition.said_on,
            form=self.edition.form,
            language=self.texts[0].language,
            voice=self.voice,
            same_as=self.statement.same_as,
            source_url=self.edition.source_url,
            published_at=self.statement.published_at,  # type: ignore[arg-type]  # a public statement has it
            tags=sorted(self.edition.tags.all(), key=lambda tag: tag.name),
        )


def load(
    statement: Statement, as_of: datetime | None, number: int | None = None, beside: tuple[str, int] | None = None
) -> StatementPage:
    """The page of a public statement. `number` is the text shown, the first where None; `beside` ("text", number) or
    ("statement", id) what stands next to it.

    Errors: `NotThen`, `NoSuchText`.
    """
    twins = list(_twins(statement, as_of))
    twin = next((row for row in twins if beside == ("statement", row.pk)), None)
    spoken = [statement, twin] if twin else [statement]
    every_edition = list(
        Edition.objects.ever_published()
        .filter(statement__in=spoken)
        .select_related("actor")
        .prefetch_related("tags")
        .order_by("number")
    )
    editions = [row for row in every_edition if row.statement_id == statement.pk]
    edition = next((row for row in editions if stood(row, as_of)), None)
    if edition is None:
        raise NotThen
    versions = list(
        Text.objects.ever_published().filter(statement__in=spoken).select_related("statement").order_by("number", "pk")
    )
    texts = [row for row in versions if stood(row, as_of) and row.statement_id == statement.pk]
    text = next((row for row in texts if number in (None, row.number)), None)
    if text is None:
        raise NoSuchText
    words = _words(versions, as_of)
    positions = list(_positions(statement, as_of))
    shown = views(words[text.pk], positions)
    beside_words = {note.position for view in shown for note in view.notes}
    return StatementPage(
        statement=statement,
        edition=edition,
        texts=texts,
        text=text,
        turns=shown,
        elsewhere=[row for row in positions if row not in beside_words],
        side=_side(texts, versions, words, [edition, *every_edition], twin, beside, as_of),
        twins=twins,
        backings=list(_backings(statement, as_of)),
        corrections=_corrections(editions, [row for row in versions if row.statement_id == statement.pk], words, as_of),
    )


def stood(row: Any, as_of: datetime | None) -> bool:
    """Whether a row that was ever published stood at the instant (None: stands now)."""
    if as_of is None:
        return row.superseded_at is None
    return bool(row.recorded_at <= as_of and (row.superseded_at is None or row.superseded_at > as_of))


# -- asked of the database ---------------------------------------------------------------------------------


def _twins(statement: Statement, as_of: datetime | None) -> QuerySet[Statement]:
    if not statement.same_as:
        return Statement.objects.none()
    same = Statement.objects.published(as_of).filter(same_as=statement.same_as).exclude(pk=statement.pk)
    return same.only("pk", "slug", "language", "same_as", "voice").order_by("language", "pk")


def _words(versions: Sequence[Text], as_of: datetime | None) -> dict[int, list[Turn]]:
    """Text to its turns in order, each with the `outcome` an editor read in it."""
    outcome = AnswerReading.objects.published(as_of).filter(turn=OuterRef("pk")).values("outcome")[:1]
    rows = (
        Turn.objects.ever_published()
        .filter(text__in=[row.pk for row in versions])
        .select_related("actor")
        .annotate(outcome=Subquery(outcome))
        .order_by("text", "order")
    )
    words: dict[int, list[Turn]] = {row.pk: [] for row in versions}
    for turn in rows:
        words[turn.text_id].append(turn)
    return words


def _positions(statement: Statement, as_of: datetime | None) -> QuerySet[Position]:
    found = Position.objects.published(as_of, hidden=True).filter(statement=statement)
    return found.select_related("actor", "tag", "proposition").prefetch_related("passages").order_by("line")


def _backings(statement: Statement, as_of: datetime | None) -> QuerySet[Backing]:
    rows: QuerySet[Backing] = Backing.objects.published(as_of).filter(statement=statement)
    return rows.select_related("actor").prefetch_related("except_tags").order_by("capacity", "actor__name", "pk")


# -- shapes --------------------------------------------------------------------------------------------------


def _side(
    texts: Sequence[Text],
    versions: Sequence[Text],
    words: dict[int, list[Turn]],
    editions: Sequence[Edition],
    twin: Statement | None,
    beside: tuple[str, int] | None,
    as_of: datetime | None,
) -> Side | None:
    if beside is None:
        return None
    if twin is not None:
        others = [row for row in versions if row.statement_id == twin.pk and row.number == 1 and stood(row, as_of)]
    else:
        others = [row for row in texts if row.number == beside[1]]
    if not others:
        raise NoSuchText
    edition = next(row for row in editions if twin is None or (row.statement_id == twin.pk and stood(row, as_of)))
    return Side(others[0], twin, edition, words[others[0].pk])


def _corrections(
    editions: Sequence[Edition], versions: Sequence[Text], words: dict[int, list[Turn]], as_of: datetime | None
) -> list[Correction]:
    """What was corrected until the instant, latest first."""
    found: list[Correction] = []
    for before, after in pairwise(editions):
        found.append(Correction(_at(after), after.reason, None, tuple(changes.differences(before, after))))
    for text in versions:
        if text.replaces_id in words:
            differing = tuple(changed_turns(words[text.replaces_id], words[text.pk]))
            found.append(Correction(_at(text), text.reason, text, turns=differing))
    known = [row for row in found if as_of is None or row.at <= as_of]
    return sorted(known, key=lambda row: row.at, reverse=True)


def _at(row: Edition | Text) -> datetime:
    if row.recorded_at is None:
        raise ValueError(f"{row!r} was never published")
    return row.recorded_at
