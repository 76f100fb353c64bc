"""Publish at a time that was planned: put into the schedule, taken out of it, published when it is due."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from statements.codes import PositionStatus, StatementStatus
from statements.models import Position, Statement
from statements.recording.moment import Editor, lock, moment, trace
from statements.recording.publication import UNPUBLISHED, stamp_positions, stamp_statements
from statements.recording.reviewing import set_status
from statements.recording.shapes import RecordingError


def schedule(statement: Statement, *, by: Editor, at: datetime, positions: Iterable[Position] = ()) -> None:
    """Plan when a draft becomes public, with those of its positions that are given."""
    with transaction.atomic():
        row = Statement.objects.select_for_update().get(pk=statement.pk)
        if row.status not in UNPUBLISHED:
            raise RecordingError(f"the statement is {row.get_status_display()} already", field="status")
        row.status, row.publish_at = StatementStatus.SCHEDULED, at
        row.revision += 1
        row.save()
        trace("schedule", by=by, why=f"{at:%Y-%m-%d %H:%M} UTC", statement=row)
        schedule_positions(positions, by=by, at=at)
    statement.refresh_from_db()


def schedule_positions(positions: Iterable[Position], *, by: Editor, at: datetime) -> None:
    """Plan when draft readings become public."""
    with transaction.atomic():
        for position in positions:
            draft = lock(position)
            if draft.recorded_at is not None:
                raise RecordingError(f"{draft} is published already", field="status")
            draft.status, draft.publish_at = PositionStatus.SCHEDULED, at
            draft.revision += 1
            draft.save()
            trace("schedule", by=by, why=f"{at:%Y-%m-%d %H:%M} UTC", statement=draft.statement, position=draft,
                  tag=draft.tag)  # fmt: skip
            position.refresh_from_db()


def unschedule(subject: Position | Statement, *, by: Editor, why: str = "") -> None:
    """Take a draft out of the schedule; a statement with its positions, which were planned with it.

    Errors: `RecordingError` where it is not scheduled, or was published meanwhile.
    """
    with transaction.atomic():
        row = lock(subject)
        if row.status != PositionStatus.SCHEDULED:
            raise RecordingError("something scheduled was expected", field="status")
        planned = [row]
        if isinstance(row, Statement):
            planned += row.positions.select_for_update().filter(status=PositionStatus.SCHEDULED)
        for each in planned:
            set_status(each, PositionStatus.DRAFT, "cancel the schedule", by, why)
    subject.refresh_from_db()


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
            scheduled = Statement.objects.filter(status=StatementStatus.SCHEDULED, publish_at__lte=due)
            statement = scheduled.select_for_update().filter(pk=pk).first()
            if statement is None:
                return 0
            stamp_statements([pk], now)
            trace("publish", by=None, why="scheduled", statement=statement, at=now.at)
    except RecordingError as error:
        refused.append(f"statement {pk}: {error}")
        return 0
    return 1


def _publish_due_position(pk: int, due: datetime, refused: list[str]) -> int:
    try:
        with moment() as now:
            scheduled = Position.objects.filter(status=PositionStatus.SCHEDULED, publish_at__lte=due)
            position = scheduled.filter(pk=pk).first()
            if position is None or not scheduled.filter(pk=lock(position).pk).exists():
                return 0
            stamp_positions([position], now, by=None, why="scheduled")
    except RecordingError as error:
        refused.append(f"p{pk}: {error}")
        return 0
    return 1
