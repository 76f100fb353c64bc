"""What happens to a draft between its author and the public: review by another editor, and the way back."""

from __future__ import annotations

from django.db import transaction

from statements.codes import PositionStatus
from statements.models import Position, Review, Statement
from statements.recording.moment import Editor, lock, moment, trace
from statements.recording.shapes import RecordingError


def send_to_review(subject: Position | Statement, *, by: Editor) -> None:
    """Put a draft before another editor. Errors: `RecordingError` where it is no draft."""
    with transaction.atomic():
        row = lock(subject)
        if row.status != PositionStatus.DRAFT:
            raise RecordingError(f"a draft was expected, and this is {row.get_status_display()}", field="status")
        set_status(row, PositionStatus.IN_REVIEW, "send to review", by, "")
    subject.refresh_from_db()


def return_to_draft(subject: Position | Statement, *, by: Editor, note: str) -> None:
    """Give a draft back to its author with a comment. Errors: `RecordingError` where it is not in review."""
    with transaction.atomic():
        row = lock(subject)
        if row.status != PositionStatus.IN_REVIEW:
            raise RecordingError("something in review was expected", field="status")
        set_status(row, PositionStatus.DRAFT, "return", by, note)
    subject.refresh_from_db()


def set_status(row: Position | Statement, status: str, verb: str, by: Editor, why: str) -> None:
    """Give a locked draft another status, without a time to be published at, and leave the trace."""
    row.status = status
    row.publish_at = None
    row.revision += 1
    row.save(update_fields=["status", "publish_at", "revision"])
    if isinstance(row, Position):
        trace(verb, by=by, why=why, statement=row.statement, position=row, tag=row.tag)
    else:
        trace(verb, by=by, why=why, statement=row)


def review(
    position: Position,
    *,
    by: Editor,
    quote_authentic: bool | None,
    bears_on_tag: bool | None,
    stance_read_right: bool | None,
    note: str = "",
) -> Review:
    """Record three checks by another editor than the author; public at once where the reading is.

    Errors: `RecordingError` for the author's own.
    """
    if by is None or by.pk == position.created_by_id:
        raise RecordingError("reviewer: another editor than the author was expected", field="reviewer")
    with moment() as now:
        row = Review.objects.create(
            position=position,
            reviewer_id=by.pk,
            quote_authentic=quote_authentic,
            bears_on_tag=bears_on_tag,
            stance_read_right=stance_read_right,
            note=note,
            at=now.at,
        )
        trace("review", by=by, why=note, statement=position.statement, position=position, tag=position.tag, at=now.at)
    return row
