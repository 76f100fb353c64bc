"""Publish, hide and withdraw."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db.models import F, QuerySet

from statements.codes import PositionStatus, StatementStatus
from statements.models import (
    Actor,
    AnswerReading,
    Backing,
    Edition,
    Position,
    Proposition,
    Read,
    Statement,
    Text,
)
from statements.recording.coding import check_words
from statements.recording.moment import Editor, Moment, lock, moment, trace, trace_many
from statements.recording.shapes import RecordingError
from statements.recording.successors import follow, follow_in_bulk, successor

UNPUBLISHED = (StatementStatus.DRAFT, StatementStatus.IN_REVIEW, StatementStatus.SCHEDULED)


def publish(statement: Statement, *, by: Editor, why: str = "", positions: Iterable[Position] = ()) -> None:
    """Make a draft public, with those of its draft positions that are given.

    Errors: `RecordingError` where it is public already or withdrawn, or a position cannot be published.
    """
    with moment() as now:
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.status not in UNPUBLISHED:
            raise RecordingError(f"the statement is {locked.get_status_display()} already", field="status")
        stamp_statements([locked.pk], now)
        trace("publish", by=by, why=why, statement=locked, at=now.at)
        stamp_positions(list(positions), now, by=by, why=why)
    statement.refresh_from_db()


def publish_many(statement_ids: Sequence[int], *, by: Editor, why: str = "", positions: bool = True) -> None:
    """Publish drafts in bulk, with all their draft positions unless `positions` is off; one instant for all.

    What is public already, or withdrawn, stays as it is.
    """
    with moment() as now:
        for chunk in _chunks(statement_ids):
            waiting = Statement.objects.select_for_update().filter(pk__in=chunk, status__in=UNPUBLISHED)
            ids = list(waiting.values_list("pk", flat=True))
            stamp_statements(ids, now)
            trace_many("publish", ids, by=by, why=why, at=now.at)
            if positions:
                drafts = Position.objects.drafts().filter(statement__in=ids)
                now.pairs.update(drafts.values_list("actor_id", "tag_id").distinct())
                stamp_propositions(drafts.values("tag"), now)
                drafts.update(status=PositionStatus.PUBLISHED, recorded_at=now.at, publish_at=None)
                follow_in_bulk(ids, now, by)


def publish_positions(positions: Iterable[Position], *, by: Editor, why: str = "") -> None:
    """Make draft readings of public statements public; a correction takes its predecessor's place."""
    with moment() as now:
        stamp_positions(list(positions), now, by=by, why=why)


def _chunks(ids: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def stamp_statements(ids: Sequence[int], now: Moment) -> None:
    now.statements.update(ids)
    for model in (Edition, Text, Backing, Read):
        unpublished: Any = model._default_manager.filter(statement__in=ids, recorded_at__isnull=True)
        unpublished.update(recorded_at=now.at)
    AnswerReading.objects.filter(turn__text__statement__in=ids, recorded_at__isnull=True).update(recorded_at=now.at)
    stamp_propositions(Edition.tags.through._base_manager.filter(edition__statement__in=ids).values("tag"), now)
    Statement.objects.filter(pk__in=ids).update(
        status=StatementStatus.PUBLISHED,
        published_at=now.at,
        publish_at=None,
        revision=F("revision") + 1,
        import_revision=F("import_revision") + 1,
    )


def stamp_propositions(tags: QuerySet[Any, Any] | Iterable[int], now: Moment) -> None:
    """A proposition becomes final with the first thing published under its tag."""
    Proposition.objects.filter(tag__in=tags, recorded_at__isnull=True).update(recorded_at=now.at)


def stamp_positions(positions: Sequence[Position], now: Moment, *, by: Editor, why: str = "") -> None:
    """Publish drafts at the moment's instant, their predecessors giving way. Errors: `RecordingError`."""
    for given in positions:
        lock(given)
        position = Position.objects.select_related("statement", "actor", "tag").get(pk=given.pk)
        if position.recorded_at is not None:
            raise RecordingError(f"{position} is published already", field="status")
        if position.statement.status != StatementStatus.PUBLISHED:
            raise RecordingError(f"{position}: its statement is not public", field="status")
        _check_passages(position)
        # What stands may be a later version than the one the draft was made from.
        before = Position.objects.current().filter(line=position.line).first()
        if before is not None:
            Position.objects.filter(pk=before.pk).update(superseded_at=now.at)
            now.pairs.add((before.actor_id, before.tag_id))
        check_only(position, position.actor)
        stamp_propositions([position.tag_id], now)
        Position.objects.filter(pk=position.pk).update(
            status=PositionStatus.PUBLISHED,
            recorded_at=now.at,
            publish_at=None,
            replaces=before,
            said_on=position.statement.said_on,
            said_from=position.statement.said_from,
            said_to=position.statement.said_to,
        )
        now.pairs.add((position.actor_id, position.tag_id))
        trace("publish", by=by, why=why or position.reason, statement=position.statement, position=position,
              tag=position.tag, at=now.at)  # fmt: skip
        position.refresh_from_db()
        follow(position, now, by=by)
        given.refresh_from_db()


def _check_passages(position: Position) -> None:
    passages = list(position.passages.select_related("turn__text", "turn__actor"))
    if not passages:
        raise RecordingError(f"{position} has no passage", field="passages")
    for passage in passages:
        if passage.turn.text.superseded_at is not None:
            raise RecordingError(
                f"{position}: “{passage}” stands in words that were corrected; choose the passage again",
                field="passages",
            )
        check_words(position.basis, position.actor, passage.turn)


def check_only(position: Position, actor: Actor) -> None:
    """Whether no other line says where this actor stands, as `position` does. Errors: `RecordingError`."""
    same = Position.objects.current().filter(
        statement=position.statement_id,
        actor=actor,
        tag=position.tag_id,
        basis=position.basis,
        status=PositionStatus.PUBLISHED,
    )
    if other := same.exclude(line=position.line).first():
        raise RecordingError(
            f"{position}: {other} already is {actor}'s position on “{position.tag}” here; "
            "add the passage to it, or correct it",
            field="tag",
        )


def hide(position: Position, *, by: Editor, reason: str) -> Position:
    """Take a published reading out of every count; its quote and the reason stay on its page."""
    if not reason.strip():
        raise RecordingError("reason: why the reading is hidden was expected", field="reason")
    with moment() as now:
        current = lock(Position.objects.current().get(line=position.line))
        if current.follows is not None:
            raise RecordingError(
                f"{current} follows p{current.follows}; hide that, or correct the backing", field="status"
            )
        if current.status == PositionStatus.HIDDEN:
            raise RecordingError(f"{current} is hidden already", field="status")
        row = successor(current, now, by=by, reason=reason, status=PositionStatus.HIDDEN)
        Statement.objects.filter(pk=row.statement_id).update(revision=F("revision") + 1)
        follow(row, now, by=by)
        trace("hide", by=by, why=reason, statement=row.statement, position=row, tag=row.tag, at=now.at)
    return row


def withdraw(statement: Statement, *, by: Editor, reason: str) -> None:
    """Take a public statement back, for good: its id, the date and the reason are all that shows from now on."""
    if not reason.strip():
        raise RecordingError("reason: why the statement is withdrawn was expected", field="reason")
    with moment() as now:
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.status != StatementStatus.PUBLISHED:
            raise RecordingError("a public statement was expected", field="status")
        locked.status = StatementStatus.WITHDRAWN
        locked.withdrawn_at = now.at
        locked.withdrawn_reason = reason[:500]
        locked.revision += 1
        locked.save()
        now.statements.add(locked.pk)
        now.pairs.update(locked.positions.current().values_list("actor_id", "tag_id"))
        trace("withdraw", by=by, why=reason, statement=locked, at=now.at)
    statement.refresh_from_db()
