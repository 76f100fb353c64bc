"""Correct what is published: successors of editions and texts, and of every position they bear on."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db.models import F

from statements import slugs
from statements.codes import PositionStatus, StatementStatus
from statements.models import (
    Actor,
    AnswerReading,
    Backing,
    Edition,
    Passage,
    Position,
    Read,
    Statement,
    Tag,
    Text,
    Turn,
    edition_values,
)
from statements.recording.moment import Editor, Moment, moment, trace
from statements.recording.places import Found, Lost, find_again
from statements.recording.publication import check_only, stamp_propositions
from statements.recording.shapes import Correction, NewBacking, NewText, NewTurn, RecordingError
from statements.recording.statements import (
    add_backing,
    build_text,
    build_turns,
    check_backings,
    edition_fields,
    first_voice,
)
from statements.recording.successors import follow, successor

SOURCE_DATA = "source data"
"""The reason of successors that a corrected date, actor or voice brings: no reading of ours changed."""

OTHER_WORDS = "the words it quotes were corrected: {why}"
OTHER_SPEAKER = "the words it quotes are now attributed to someone else; it waits to be read again"


def correct(
    statement: Statement,
    *,
    by: Editor,
    reason: str,
    values: Mapping[str, Any] | None = None,
    tags: Sequence[Tag] | None = None,
    texts: Mapping[int, NewText] | None = None,
    backings: Sequence[NewBacking] | None = None,
) -> Correction:
    """Correct a public statement: what it is said to be (`values`, `tags`), its words or whose they are (`texts`),
    who stands behind it (`backings`, all of them).

    `texts` maps a text's number to its new version, or to a further text's. Everything published stays as it
    was and gets a successor at one instant. A position whose quote is found again exactly, with the same
    speaker, moves; any other is hidden from every count, and listed. Another actor of the statement takes over
    the words that were the former actor's. Errors: `RecordingError`; nothing is written.
    """
    if not reason.strip():
        raise RecordingError("reason: why the statement is corrected was expected", field="reason")
    with moment() as now:
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.status != StatementStatus.PUBLISHED:
            raise RecordingError("a public statement was expected", field="status")
        work = _Work(locked, now, by, reason)
        work.edition(edition_fields(dict(values or {})), tags)
        work.texts(dict(texts or {}))
        work.positions()
        work.backings(backings)
        work.marks()
        work.copy()
        trace("correct", by=by, why=reason, statement=locked, at=now.at)
    statement.refresh_from_db()
    return work.outcome


class _Work:
    """One correction under way: what was replaced so far, read by each next step."""

    def __init__(self, statement: Statement, now: Moment, by: Editor, reason: str) -> None:
        self.statement = statement
        self.now = now
        self.by = by
        self.author = by.pk if by else None
        self.reason = reason
        self.outcome = Correction()
        self.former_actor: Actor = statement.actor
        self.new_turns: dict[int, list[Turn]] = {}
        """Id of a text that was replaced to the turns of its successor."""
        self.data_changed = False
        now.statements.add(statement.pk)

    def edition(self, values: dict[str, Any], tags: Sequence[Tag] | None) -> None:
        """Write the edition's successor where something in it changes."""
        before = Edition.objects.select_for_update().get(
            statement=self.statement, recorded_at__isnull=False, superseded_at__isnull=True
        )
        old = edition_values(before)
        new = old | values
        old_tags = set(before.tags.all())
        if new == old and (tags is None or set(tags) == old_tags):
            return
        after = Edition.objects.create(
            statement=self.statement, number=before.number + 1, reason=self.reason[:500], created_by_id=self.author,
            **new,
        )  # fmt: skip
        after.tags.set(old_tags if tags is None else tags)
        Edition.objects.filter(pk=before.pk).update(superseded_at=self.now.at)
        Edition.objects.filter(pk=after.pk).update(recorded_at=self.now.at)
        for name, value in new.items():
            setattr(self.statement, name, value)
        if tags is not None:
            self.statement.tags.set(tags)
            stamp_propositions([tag.pk for tag in tags], self.now)
        self.data_changed = old["said_on"] != new["said_on"]

    def texts(self, given: dict[int, NewText]) -> None:
        """Write the successors of the texts given, and of those that name the former actor."""
        if self.statement.actor != self.former_actor:
            for text in self.statement.texts.published():
                if text.number not in given and text.turns.filter(actor=self.former_actor).exists():
                    given[text.number] = as_new_text(text)
            given = {number: self._handed_over(text) for number, text in given.items()}
        for number, new in sorted(given.items()):
            self._text(number, new)

    def _handed_over(self, text: NewText) -> NewText:
        return replace(
            text,
            turns=[
                replace(turn, actor=self.statement.actor) if turn.actor == self.former_actor else turn
                for turn in text.turns
            ],
        )

    def _text(self, number: int, new: NewText) -> None:
        before = Text.objects.published().filter(statement=self.statement, number=number).first()
        if before is not None and as_new_text(before) == new:
            return
        after = build_text(self.statement, number, new, self.author, replaces=before, reason=self.reason[:500])
        after.save()
        turns = Turn.objects.bulk_create(build_turns(after, new.turns))
        if before is not None:
            Text.objects.filter(pk=before.pk).update(superseded_at=self.now.at)
            self.new_turns[before.pk] = turns
        Text.objects.filter(pk=after.pk).update(recorded_at=self.now.at)

    def positions(self) -> None:
        """Write the successors of the positions that the correction bears on, and move the drafts."""
        rows = Position.objects.filter(statement=self.statement, superseded_at__isnull=True)
        # A line's draft correction stands beside its published version; followers come with their leaders.
        for position in rows.filter(follows__isnull=True).order_by("line", "pk"):
            passages = list(position.passages.select_related("turn__text", "turn__actor"))
            moved = any(row.turn.text_id in self.new_turns for row in passages)
            other_actor = self.statement.actor != self.former_actor and position.actor_id == self.former_actor.pk
            if not (moved or self.data_changed or other_actor):
                continue
            actor = self.statement.actor if other_actor else position.actor
            places = [self._place(row) for row in passages]
            why = next((place for place in places if isinstance(place, str)), "")
            found = [place for place in places if not isinstance(place, str)]
            if position.recorded_at is None:
                self._move_draft(position, actor, passages, found, why)
            else:
                self._succeed(position, actor, passages, found, why)

    def _place(self, passage: Passage) -> Found | str:
        """The passage's place in the new version (its own where its text stands), or why it has none."""
        turns = self.new_turns.get(passage.turn.text_id)
        if turns is None:
            return Found(passage.turn, passage.start, passage.end, passage.prefix, passage.suffix)
        place = find_again(passage, turns)
        if isinstance(place, Lost):
            return OTHER_WORDS.format(why=place.why)
        expected = passage.turn.actor_id
        if expected == self.former_actor.pk:
            expected = self.statement.actor_id
        return place if place.turn.actor_id == expected else OTHER_SPEAKER

    def _succeed(self, position: Position, actor: Actor, passages: list[Passage], found: list[Found], why: str) -> None:
        if why:
            row = successor(position, self.now, by=self.by, reason=why, status=PositionStatus.HIDDEN)
            self.outcome.hidden[line_of(position)] = why
        else:
            if position.status == PositionStatus.PUBLISHED:
                check_only(position, actor)
            row = successor(
                position,
                self.now,
                by=self.by,
                reason=position.reason if position.status == PositionStatus.HIDDEN else SOURCE_DATA,
                status=position.status,
                actor_id=actor.pk,
                said_on=self.statement.said_on,
                said_from=self.statement.said_from,
                said_to=self.statement.said_to,
                voice=self._voice(position, passages, found),
                language=found[0].turn.text.language,
                passages=[self._passage(old, place) for old, place in zip(passages, found, strict=True)],
            )
            self.outcome.moved.append(line_of(position))
        row.statement = self.statement
        follow(row, self.now, by=self.by)

    def _voice(self, position: Position, passages: list[Passage], found: list[Found]) -> str | None:
        """The new turn's voice, where the position had the old turn's."""
        if passages and passages[0].turn.voice == position.voice:
            return found[0].turn.voice
        return position.voice

    def _passage(self, old: Passage, place: Found) -> Passage:
        return Passage(
            turn=place.turn, start=place.start, end=place.end, stance=old.stance, word=old.word,
            prefix=place.prefix, suffix=place.suffix, quote=old.quote,
        )  # fmt: skip

    def _move_draft(
        self, position: Position, actor: Actor, passages: list[Passage], found: list[Found], why: str
    ) -> None:
        Position.objects.filter(pk=position.pk).update(
            actor=actor,
            said_on=self.statement.said_on,
            said_from=self.statement.said_from,
            said_to=self.statement.said_to,
            revision=F("revision") + 1,
        )
        if why:
            self.outcome.drafts[line_of(position)] = why
            return
        Position.objects.filter(pk=position.pk).update(
            voice=self._voice(position, passages, found), language=found[0].turn.text.language
        )
        for old, place in zip(passages, found, strict=True):
            old.turn, old.start, old.end = place.turn, place.start, place.end
            old.prefix, old.suffix = place.prefix, place.suffix
            old.save()

    def backings(self, given: Sequence[NewBacking] | None) -> None:
        """Write the backings' successors; the backers' positions follow the statement's own anew."""
        if given is None:
            return
        check_backings(given)
        standing = {
            (row.actor_id, row.capacity): row for row in Backing.objects.published().filter(statement=self.statement)
        }
        kept = set()
        for new in given:
            before = standing.get((new.actor.pk, new.capacity))
            if (
                before is not None
                and before.evidence == new.evidence
                and set(before.except_tags.all()) == set(new.except_tags)
            ):
                kept.add(before.pk)
        gone = [row.pk for row in standing.values() if row.pk not in kept]
        Backing.objects.filter(pk__in=gone).update(superseded_at=self.now.at)
        for new in given:
            before = standing.get((new.actor.pk, new.capacity))
            if before is None or before.pk not in kept:
                row = add_backing(self.statement, new, self.author)
                Backing.objects.filter(pk=row.pk).update(recorded_at=self.now.at)
        leaders = Position.objects.published().filter(statement=self.statement, follows__isnull=True)
        for leader in leaders.select_related("statement"):
            follow(leader, self.now, by=self.by)

    def marks(self) -> None:
        """Bring read marks and readings of answers to the turns that say the same; the others end."""
        for before, turns in self.new_turns.items():
            same = _same_turns(Turn.objects.filter(text=before).order_by("order"), turns)
            for mark in Read.objects.filter(turn__text=before, superseded_at__isnull=True):
                self._renew(mark, same.get(mark.turn_id))
            for reading in AnswerReading.objects.filter(turn__text=before, superseded_at__isnull=True):
                if turn := same.get(reading.turn_id):
                    self._renew(reading, turn)
                else:
                    AnswerReading.objects.filter(pk=reading.pk).update(superseded_at=self.now.at)

    def _renew(self, mark: Read | AnswerReading, turn: Turn | None) -> None:
        model: Any = type(mark)
        model.objects.filter(pk=mark.pk).update(superseded_at=self.now.at)
        mark.pk, mark._state.adding = None, True
        mark.turn, mark.recorded_at, mark.superseded_at = turn, self.now.at, None
        mark.save(force_insert=True)

    def copy(self) -> None:
        """Bring the statement's own copy up to date."""
        original = Text.objects.published().get(statement=self.statement, number=1)
        self.statement.language = original.language
        self.statement.voice = first_voice(self.statement.actor, original.turns.select_related("actor"))
        self.statement.slug = slugs.slugify(self.statement.title, max_length=80)
        self.statement.revision += 1
        self.statement.save()


def _same_turns(before: Iterable[Turn], after: Iterable[Turn]) -> dict[int | None, Turn]:
    """Id of a turn to the one that says the same in the new version; of several, each to the one of its place."""
    waiting: dict[tuple[str, str], deque[Turn]] = defaultdict(deque)
    for turn in after:
        waiting[turn.kind, turn.words].append(turn)
    return {turn.pk: same.popleft() for turn in before if (same := waiting[turn.kind, turn.words])}


def line_of(position: Position) -> int:
    """The line of a saved position."""
    return position.line or position.pk


def as_new_text(text: Text) -> NewText:
    """A text as it would be recorded again."""
    return NewText(
        turns=[
            NewTurn(
                kind=turn.kind, words=turn.words, label=turn.label, gap=turn.gap, speaker=turn.speaker,
                exchange=turn.exchange, actor=turn.actor, voice=turn.voice, asker=turn.asker,
            )
            for turn in text.turns.select_related("actor").order_by("order")
        ],
        language=text.language,
        authority=text.authority,
        translator=text.translator,
        source_url=text.source_url,
    )  # fmt: skip
