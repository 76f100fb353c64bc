"""Delete what was never public; the history that was kept of it stays."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from statements.models import AnswerReading, Backing, Edition, Position, Read, Statement, Text
from statements.recording.coding import touch
from statements.recording.moment import Editor, lock, trace
from statements.recording.publication import UNPUBLISHED
from statements.recording.shapes import RecordingError


def discard(subject: Position | Statement, *, by: Editor, why: str = "") -> None:
    """Delete a draft: a reading, or a statement with all that belongs to it.

    Errors: `RecordingError` where it is public, or was, or a position of another statement refers to one of these.
    """
    with transaction.atomic():
        row = lock(subject)
        if isinstance(row, Position):
            _discard_reading(row, by, why)
        else:
            _discard_statement(row, by, why)


def _discard_reading(row: Position, by: Editor, why: str) -> None:
    if row.recorded_at is not None:
        raise RecordingError(f"{row} is published: correct or hide it", field="status")
    if not Position.objects.filter(line=row.line).exclude(pk=row.pk).exists():
        _check_unrelated(Position.objects.filter(relates_to=row.line).exclude(pk=row.pk))
    trace("discard", by=by, why=why or f"p{row.line}", statement=row.statement, tag=row.tag)
    row.delete()
    touch(row.statement_id)


def _check_unrelated(related: Any) -> None:
    if other := related.filter(superseded_at__isnull=True).order_by("line").first():
        raise RecordingError(f"{other} refers to p{other.relates_to}, a position of this draft; change that first")


def _discard_statement(row: Statement, by: Editor, why: str) -> None:
    if row.status not in UNPUBLISHED or row.published_at is not None:
        raise RecordingError(
            f"only a draft can be discarded, and the statement is {row.get_status_display()}: "
            "what was ever public is corrected or withdrawn",
            field="status",
        )
    lines = row.positions.values("line")
    _check_unrelated(Position.objects.filter(relates_to__in=lines).exclude(statement=row))
    # The statement is gone from the act with its row: its number and title stay in words.
    trace("discard", by=by, why=f"{why} (s{row.pk}: {row})".strip(), actor=row.actor)
    Read.objects.filter(statement=row).delete()
    AnswerReading.objects.filter(turn__text__statement=row).delete()
    Position.objects.filter(statement=row).delete()
    for model in (Backing, Text, Edition):
        model._default_manager.filter(statement=row).delete()
    row.delete()
