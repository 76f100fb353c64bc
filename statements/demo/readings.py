"""The readings that the demonstration's two editors make, and what the second says of the first one's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from django.contrib.auth.models import AbstractBaseUser

from statements import recording
from statements.codes import Origin
from statements.models import Position, Statement
from statements.records import shapes
from statements.records.checking import Problems, clean
from statements.records.files import File
from statements.records.names import People, Subjects
from statements.records.planning import plan
from statements.records.writing import line_of, new_position, turns_of

REVIEWED_TO = date(2026, 6, 30)
"""What was said later waits for its second pair of eyes."""


def code_all(files: Sequence[File], by: AbstractBaseUser) -> list[Position]:
    """Code what the files give as read by an editor, as drafts of the statements imported from them.

    Errors: `ValueError` where a line is no good record; `RecordingError` as coding has it.
    """
    rows = {row.key: row for row in Statement.objects.all()}
    turns = turns_of({row.pk for row in rows.values()})
    given = [
        (position, new_position(rows[statement.key], position, turns[rows[statement.key].pk], file))
        for file, statement in _statements(files)
        for position in statement.positions
        if position.origin == Origin.EDITOR
    ]
    coded = recording.code_many([new for position, new in given if position.relates_to is None], by=by)
    later = [
        replace(new, relates_to=line_of(position.relates_to))
        for position, new in given
        if position.relates_to is not None
    ]
    return coded + recording.code_many(later, by=by)


def _statements(files: Sequence[File]) -> Iterator[tuple[File, shapes.Statement]]:
    people, subjects = People(), Subjects()
    for file in files:
        for line in file.lines():
            problems = Problems()
            kind, values = clean(line.record(), file.kind, problems)
            if kind == "statement":
                statement = plan(values, people, subjects, problems)
                if statement is None:
                    raise ValueError(f"{file.name}:{line.number}: {problems.found}")
                yield file, statement


def review_all(positions: Sequence[Position], by: AbstractBaseUser) -> None:
    """Review those said long enough ago, and those without a date."""
    for position in positions:
        if position.said_to is None or position.said_to <= REVIEWED_TO:
            recording.review(position, by=by, quote_authentic=True, bears_on_tag=True, stance_read_right=True)
