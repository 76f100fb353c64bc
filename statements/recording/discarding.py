"""Delete what was never public; the history that was kept of it stays."""

from __future__ import annotations

from django.db import transaction

from statements.models import Position
from statements.recording.coding import touch
from statements.recording.moment import Editor, trace


def discard(position: Position, *, by: Editor, why: str = "") -> None:
    """Delete a draft; its history stays."""
    with transaction.atomic():
        trace("discard", by=by, why=why or f"p{position.line}", statement=position.statement, tag=position.tag)
        position.delete()
        touch(position.statement_id)
