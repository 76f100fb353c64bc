"""A record met before: has it changed, and has the statement changed here?"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from statements.codes import StatementStatus
from statements.models import Statement
from statements.records import shapes, stored
from statements.records.files import Source
from statements.records.names import People, Subjects

Verdict = Literal["create", "same", "changed", "refused"]


@dataclass(slots=True)
class Planned:
    """A statement read from a file, with its place there and the hash of its record."""

    statement: shapes.Statement
    source: Source
    number: int
    digest: str

    def __str__(self) -> str:
        return f"{self.source.name}:{self.number}: {self.statement.key}"


@dataclass(slots=True)
class Decision:
    """What is to be done with a planned statement: `row` is the one here, `here` what it holds."""

    planned: Planned
    verdict: Verdict
    row: Statement | None = None
    here: shapes.Statement | None = None
    why: str = ""


def digest_of(values: dict[str, Any]) -> str:
    """The hash of a record's clean values."""
    return hashlib.sha256(json.dumps(values, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def decide(planned: Sequence[Planned], people: People, subjects: Subjects) -> list[Decision]:
    """What is to be done with each, in the order given."""
    keys = [one.statement.key for one in planned]
    rows = {row.key: row for row in Statement.objects.filter(key__in=keys)}
    differing = [
        rows[one.statement.key]
        for one in planned
        if one.statement.key in rows and rows[one.statement.key].import_hash != one.digest
    ]
    public = [row.pk for row in differing if row.status == StatementStatus.PUBLISHED]
    drafts = [row.pk for row in differing if row.status not in (StatementStatus.PUBLISHED, StatementStatus.WITHDRAWN)]
    here = stored.read(public, people, subjects) if public else {}
    here |= stored.read(drafts, people, subjects, drafts=True) if drafts else {}
    return [_decide(one, rows.get(one.statement.key), here) for one in planned]


def _decide(planned: Planned, row: Statement | None, here: dict[int, shapes.Statement]) -> Decision:
    if row is None:
        return Decision(planned, "create")
    if row.import_hash == planned.digest:
        return Decision(planned, "same", row)
    if row.status == StatementStatus.WITHDRAWN:
        return Decision(planned, "refused", row, why="the record changed, and the statement is withdrawn here")
    stands = here.get(row.pk)
    if stands is None:
        return Decision(planned, "refused", row, why="the record changed, and the statement has no words here")
    if same(stands, planned.statement):
        return Decision(planned, "same", row, stands)
    if not row.import_hash:
        return Decision(planned, "refused", row, stands, "the statement was entered here, and the record differs")
    if row.import_revision != row.revision:
        return Decision(planned, "refused", row, stands, "the record changed, and so did the statement here")
    if len(planned.statement.texts) < len(stands.texts):
        return Decision(planned, "refused", row, stands, "the record has fewer texts than the statement here")
    return Decision(planned, "changed", row, stands)


def same(one: shapes.Statement, other: shapes.Statement) -> bool:
    """Whether two statements say the same, their slugs apart."""
    return content(one) == content(other) and set(one.people()) == set(other.people())


def content(statement: shapes.Statement) -> dict[str, Any]:
    """A statement as a record, without its slug: an address, once given, stays."""
    record = shapes.as_record(statement)
    record.pop("slug", None)
    return record
