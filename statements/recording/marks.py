"""What an editor says of a statement beside its positions: read for a tag, and what an answer does."""

from __future__ import annotations

from datetime import datetime

from statements.codes import Outcome, ReadOutcome
from statements.models import AnswerReading, Read, Statement, Tag, Turn
from statements.recording.moment import Editor, Moment, moment, trace
from statements.recording.shapes import RecordingError


def mark_read(statement: Statement, *, by: Editor, tag: Tag, outcome: str, turn: Turn | None = None) -> Read:
    """Say that this editor read the statement for the tag; public at once where the statement is."""
    if outcome not in ReadOutcome.values:
        raise RecordingError(f"outcome: one of {', '.join(ReadOutcome.values)} was expected", field="outcome")
    with moment() as now:
        Read.objects.filter(statement=statement, tag=tag, recorded_at__isnull=True).delete()
        Read.objects.filter(statement=statement, tag=tag, superseded_at__isnull=True).update(superseded_at=now.at)
        row = Read.objects.create(
            statement=statement,
            tag=tag,
            outcome=outcome,
            turn=turn,
            created_by_id=by.pk if by else None,
            recorded_at=_public_since(statement, now),
        )
        trace("mark read", by=by, statement=statement, tag=tag, at=now.at)
    return row


def read_answer(turn: Turn, *, by: Editor, outcome: str) -> AnswerReading:
    """Say what an answer does with its question; public at once where its statement is."""
    if outcome not in Outcome.values:
        raise RecordingError(f"outcome: one of {', '.join(Outcome.values)} was expected", field="outcome")
    statement = turn.text.statement
    with moment() as now:
        AnswerReading.objects.filter(turn=turn, recorded_at__isnull=True).delete()
        AnswerReading.objects.filter(turn=turn, superseded_at__isnull=True).update(superseded_at=now.at)
        row = AnswerReading.objects.create(
            turn=turn,
            outcome=outcome,
            created_by_id=by.pk if by else None,
            recorded_at=_public_since(statement, now),
        )
        trace("read answer", by=by, statement=statement, at=now.at)
    return row


def _public_since(statement: Statement, now: Moment) -> datetime | None:
    """The moment's instant where the statement is public by now, whatever it was when it was read."""
    return now.at if Statement.objects.published().filter(pk=statement.pk).exists() else None
