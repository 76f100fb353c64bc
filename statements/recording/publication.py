"""Publish, schedule, withdraw and hide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from statements.codes import CAPACITY_BASIS, Basis, PositionStatus, StatementStatus
from statements.models import (
    Actor,
    AnswerReading,
    Backing,
    Edition,
    Passage,
    Position,
    Proposition,
    Read,
    Statement,
    Text,
    position_values,
)
from statements.recording.coding import check_words
from statements.recording.moment import Editor, Moment, moment, trace, trace_many
from statements.recording.shapes import RecordingError

LEADS = frozenset({Basis.SAID, Basis.JOINT})
"""The bases of a statement's own positions that its backers take over."""

NOT_BACKED = "the actor does not stand behind this"
"""The reason of a follower that is hidden for a corrected backing."""

UNPUBLISHED = (StatementStatus.DRAFT, StatementStatus.IN_REVIEW, StatementStatus.SCHEDULED)


def publish(statement: Statement, *, by: Editor, why: str = "", positions: Iterable[Position] = ()) -> None:
    """Make a draft public, with those of its draft positions that are given.

    Errors: `RecordingError` where it is public already or withdrawn, or a position cannot be published.
    """
    with moment() as now:
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.status not in UNPUBLISHED:
            raise RecordingError(f"the statement is {locked.get_status_display()} already", field="status")
        _stamp_statements([locked.pk], now)
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
            _stamp_statements(ids, now)
            trace_many("publish", ids, by=by, why=why, at=now.at)
            if positions:
                drafts = Position.objects.drafts().filter(statement__in=ids)
                now.pairs.update(drafts.values_list("actor_id", "tag_id").distinct())
                stamp_propositions(drafts.values("tag"), now)
                drafts.update(status=PositionStatus.PUBLISHED, recorded_at=now.at, publish_at=None)
                _follow_in_bulk(ids, now, by)


def publish_positions(positions: Iterable[Position], *, by: Editor, why: str = "") -> None:
    """Make draft readings of public statements public; a correction takes its predecessor's place."""
    with moment() as now:
        stamp_positions(list(positions), now, by=by, why=why)


def _chunks(ids: Sequence[int], size: int = 500) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), size):
        yield ids[at : at + size]


def _stamp_statements(ids: Sequence[int], now: Moment) -> None:
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
        position = Position.objects.select_for_update().select_related("statement", "actor", "tag").get(pk=given.pk)
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


def follow(leader: Position, now: Moment, *, by: Editor) -> None:
    """Give each backer the leader's position anew, on the basis of its capacity, minus the excepted tags."""
    before = {
        (row.actor_id, row.basis): row
        for row in Position.objects.current().filter(follows=leader.line).order_by("status", "-pk")
    }
    for backing in _backings_of(leader) if leader.status == PositionStatus.PUBLISHED else ():
        old = before.pop((backing.actor_id, CAPACITY_BASIS[backing.capacity]), None)
        _write_follower(leader, backing, old, now, by)
    for gone in before.values():
        if gone.status != PositionStatus.HIDDEN:
            successor(gone, now, by=by, reason=leader.reason or NOT_BACKED, status=PositionStatus.HIDDEN)


def _backings_of(leader: Position) -> list[Backing]:
    if leader.follows is not None or leader.basis not in LEADS or leader.actor_id != leader.statement.actor_id:
        return []
    backings = Backing.objects.filter(statement=leader.statement_id, superseded_at__isnull=True)
    apart = Q(capacity="dissociates") & (Q(except_tags=leader.tag_id) | Q(except_tags__isnull=True))
    dissociated = backings.filter(apart).values("actor")
    return list(
        backings.filter(capacity__in=list(CAPACITY_BASIS))
        .exclude(except_tags=leader.tag_id)
        .exclude(actor__in=dissociated)
        .exclude(actor=leader.actor_id)
    )


def _write_follower(leader: Position, backing: Backing, old: Position | None, now: Moment, by: Editor) -> None:
    values = position_values(leader) | {
        "actor_id": backing.actor_id,
        "basis": CAPACITY_BASIS[backing.capacity],
        "voice": None,
        "follows": leader.line,
        "backing_id": backing.pk,
        "line": old.line if old else None,
        "relation": None,
        "relates_to": None,
    }
    taken = Position.objects.current().filter(
        statement=leader.statement_id, actor=backing.actor_id, tag=leader.tag_id, basis=values["basis"]
    )
    if taken.exclude(follows=leader.line, follows__isnull=False).exists():
        return
    if old is not None:
        Position.objects.filter(pk=old.pk).update(superseded_at=now.at)
    row = Position.objects.create(**values, replaces=old, reason=leader.reason, created_by_id=by.pk if by else None)
    if row.line is None:
        Position.objects.filter(pk=row.pk).update(line=F("id"))
    _copy_passages(leader, row)
    Position.objects.filter(pk=row.pk).update(status=PositionStatus.PUBLISHED, recorded_at=now.at)
    now.pairs.add((backing.actor_id, leader.tag_id))


def _copy_passages(source: Position, target: Position) -> None:
    Passage.objects.bulk_create(
        Passage(
            position=target, turn_id=row.turn_id, start=row.start, end=row.end, stance=row.stance, word=row.word,
            prefix=row.prefix, suffix=row.suffix, quote=row.quote,
        )
        for row in source.passages.all()
    )  # fmt: skip


def _follow_in_bulk(ids: Sequence[int], now: Moment, by: Editor) -> None:
    backed = Backing.objects.filter(statement__in=ids).values("statement")
    leaders = Position.objects.current().filter(statement__in=backed, follows__isnull=True)
    for leader in leaders.select_related("statement"):
        follow(leader, now, by=by)


def successor(
    before: Position,
    now: Moment,
    *,
    by: Editor,
    reason: str,
    status: str = PositionStatus.PUBLISHED,
    **values: Any,
) -> Position:
    """Write and stamp the next version of a line; a hidden one keeps quote and reason, no reading.

    Its passages are the version's before, unless `passages` (unsaved, of no position yet) are given.
    """
    passages = values.pop("passages", None)
    fields = position_values(before) | values
    if status == PositionStatus.HIDDEN:
        fields |= {
            "stance": None,
            "word": None,
            "summary": "",
            "condition": "",
            "note": "",
            "commitment": None,
        }
    Position.objects.current().filter(line=before.line).update(superseded_at=now.at)
    # A draft correction of the line may be open, and a line has one draft: the number comes with the stamp.
    fields["line"] = None
    row = Position.objects.create(**fields, replaces=before, reason=reason, created_by_id=by.pk if by else None)
    if passages is None:
        _copy_passages(before, row)
    else:
        for passage in passages:
            passage.position = row
        Passage.objects.bulk_create(passages)
    if status == PositionStatus.HIDDEN:
        row.passages.update(stance=None, word=None)
    Position.objects.filter(pk=row.pk).update(line=before.line, status=status, recorded_at=now.at)
    now.pairs |= {(before.actor_id, before.tag_id), (row.actor_id, row.tag_id)}
    row.refresh_from_db()
    return row


def hide(position: Position, *, by: Editor, reason: str) -> Position:
    """Take a published reading out of every count; its quote and the reason stay on its page."""
    if not reason.strip():
        raise RecordingError("reason: why the reading is hidden was expected", field="reason")
    with moment() as now:
        current = Position.objects.current().select_for_update().get(line=position.line)
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


def schedule(statement: Statement, *, by: Editor, at: datetime, positions: Iterable[Position] = ()) -> None:
    """Plan when a draft becomes public, with those of its positions that are given."""
    with transaction.atomic():
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.status not in UNPUBLISHED:
            raise RecordingError(f"the statement is {locked.get_status_display()} already", field="status")
        locked.status, locked.publish_at = StatementStatus.SCHEDULED, at
        locked.revision += 1
        locked.save()
        trace("schedule", by=by, why=f"{at:%Y-%m-%d %H:%M} UTC", statement=locked)
        schedule_positions(positions, by=by, at=at)
    statement.refresh_from_db()


def schedule_positions(positions: Iterable[Position], *, by: Editor, at: datetime) -> None:
    """Plan when draft readings become public."""
    with transaction.atomic():
        for position in positions:
            draft = Position.objects.select_for_update().get(pk=position.pk)
            if draft.recorded_at is not None:
                raise RecordingError(f"{draft} is published already", field="status")
            draft.status, draft.publish_at = PositionStatus.SCHEDULED, at
            draft.revision += 1
            draft.save()
            trace("schedule", by=by, why=f"{at:%Y-%m-%d %H:%M} UTC", statement=draft.statement, position=draft,
                  tag=draft.tag)  # fmt: skip
            position.refresh_from_db()


def publish_due(now: datetime | None = None) -> tuple[int, int, list[str]]:
    """Publish what is due at `now`: (statements, positions, refusals), each in a transaction of its own.

    Safe to run twice, at once or late: each row is looked at again under its lock, and what is recorded is
    the instant of the run, never the planned one.
    """
    due = now or timezone.now()
    refused: list[str] = []
    statements = sum(
        _publish_due_statement(pk, due, refused)
        for pk in Statement.objects.filter(status=StatementStatus.SCHEDULED, publish_at__lte=due)
        .order_by("publish_at", "pk")
        .values_list("pk", flat=True)
    )
    waiting = Position.objects.filter(
        status=PositionStatus.SCHEDULED, publish_at__lte=due, statement__status=StatementStatus.PUBLISHED
    )
    positions = sum(
        _publish_due_position(pk, due, refused)
        for pk in waiting.order_by("publish_at", "pk").values_list("pk", flat=True)
    )
    return statements, positions, refused


def _publish_due_statement(pk: int, due: datetime, refused: list[str]) -> int:
    try:
        with moment() as now:
            statement = Statement.objects.select_for_update().get(pk=pk)
            if statement.status != StatementStatus.SCHEDULED or statement.publish_at is None:
                return 0
            if statement.publish_at > due:
                return 0
            _stamp_statements([pk], now)
            trace("publish", by=None, why="scheduled", statement=statement, at=now.at)
    except RecordingError as error:
        refused.append(f"statement {pk}: {error}")
        return 0
    return 1


def _publish_due_position(pk: int, due: datetime, refused: list[str]) -> int:
    try:
        with moment() as now:
            scheduled = Position.objects.filter(status=PositionStatus.SCHEDULED, publish_at__lte=due)
            position = scheduled.select_for_update().filter(pk=pk).first()
            if position is None:
                return 0
            stamp_positions([position], now, by=None, why="scheduled")
    except RecordingError as error:
        refused.append(f"p{pk}: {error}")
        return 0
    return 1
