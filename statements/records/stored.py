"""Statements of the database as `shapes`: those that are public, or what an editor works on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any, TypeVar

from django.db.models import Model

from statements import models
from statements.codes import PositionStatus
from statements.models.published import RecordQuerySet
from statements.records import shapes
from statements.records.names import People, Subjects

Row = TypeVar("Row", bound=Model)


def read(
    ids: Sequence[int], people: People, subjects: Subjects, *, drafts: bool = False
) -> dict[int, shapes.Statement]:
    """Statements by id, as the public sees them now; with `drafts` as editors work on them.

    A backer's positions that follow the statement's own are left out: they are made again from these.
    """
    reading = _Reading(ids, people, subjects, drafts)
    return {pk: statement for pk in ids if (statement := reading.statement(pk)) is not None}


class _Reading:
    """The rows of a few statements, one query a table."""

    def __init__(self, ids: Sequence[int], people: People, subjects: Subjects, drafts: bool) -> None:
        self.people = people
        self.subjects = subjects
        self.drafts = drafts
        self.statements = models.Statement.objects.in_bulk(list(ids))
        editions = self._standing(models.Edition.objects.filter(statement__in=ids).order_by("number"))
        self.editions = {row.statement_id: row for row in editions.prefetch_related("tags")}
        texts = list(self._standing(models.Text.objects.filter(statement__in=ids)).order_by("number", "pk"))
        self.texts = _grouped(texts, "statement_id")
        self.turns = _grouped(
            models.Turn.objects.filter(text__in=[row.pk for row in texts]).order_by("order"), "text_id"
        )
        backings = self._standing(models.Backing.objects.filter(statement__in=ids))
        self.backings = _grouped(backings.prefetch_related("except_tags"), "statement_id")
        positions = self._positions(ids)
        self.positions = _grouped(positions, "statement_id")
        self.passages = self._passages([row.pk for row in positions])
        lines = {row.relates_to for row in positions if row.relates_to}
        self.related = references(lines, people, subjects, drafts=drafts)

    def _standing(self, rows: Any) -> Any:
        return _standing(rows, self.drafts)

    def _positions(self, ids: Sequence[int]) -> list[models.Position]:
        if self.drafts:
            rows = models.Position.objects.filter(superseded_at__isnull=True).exclude(status=PositionStatus.HIDDEN)
        else:
            rows = models.Position.objects.published()
        return list(rows.filter(statement__in=ids, follows__isnull=True).order_by("line", "pk"))

    def _passages(self, positions: Sequence[int]) -> dict[int, list[tuple[Any, ...]]]:
        columns = ("position", "turn__text", "turn__order", "start", "quote", "stance", "word")
        groups: defaultdict[int, list[tuple[Any, ...]]] = defaultdict(list)
        for position, *passage in models.Passage.objects.filter(position__in=positions).values_list(*columns):
            groups[position].append(tuple(passage))
        return groups

    def statement(self, pk: int) -> shapes.Statement | None:
        """One of the statements; None where nothing of it stands."""
        edition, texts = self.editions.get(pk), self.texts.get(pk)
        if edition is None or not texts:
            return None
        numbers = {text.pk: number for number, text in enumerate(texts, 1)}
        own = self.statements[pk]
        return shapes.Statement(
            key=own.key,
            who=self.people.of(edition.actor_id),
            values={name: getattr(edition, name) for name in shapes.EDITION_TEXTS},
            texts=[self._text(text, number) for number, text in enumerate(texts, 1)],
            same_as=own.same_as,
            slug=own.slug,
            tags=list(dict.fromkeys(self.subjects.of(tag.pk) for tag in edition.tags.all())),
            backings=[
                shapes.Backing(
                    self.people.of(backing.actor_id),
                    backing.capacity,
                    [self.subjects.of(tag.pk) for tag in backing.except_tags.all()],
                    backing.evidence,
                )
                for backing in self.backings.get(pk, [])
            ],
            positions=[
                position for row in self.positions.get(pk, []) if (position := self._position(row, numbers)).passages
            ],
        )

    def _text(self, text: models.Text, number: int) -> shapes.Text:
        turns = [
            shapes.Turn(
                at,
                turn.kind,
                turn.words,
                turn.label,
                turn.gap,
                turn.speaker,
                turn.exchange,
                self.people.of(turn.actor_id) if turn.actor_id else None,
                turn.voice,
                turn.asker,
            )
            for at, turn in enumerate(self.turns.get(text.pk, []), 1)
        ]
        return shapes.Text(number, turns, text.language, text.authority, text.translator, text.source_url)

    def _position(self, row: models.Position, texts: dict[int, int]) -> shapes.Position:
        return shapes.Position(
            what=self.subjects.of(row.tag_id),
            who=self.people.of(row.actor_id),
            passages=[
                shapes.Passage(texts[text], *passage)
                for text, *passage in self.passages.get(row.pk, [])
                if text in texts
            ],
            basis=row.basis,
            stance=row.stance,
            word=row.word,
            commitment=row.commitment,
            condition=row.condition,
            summary=row.summary,
            note=row.note,
            voice=row.voice,
            relation=row.relation,
            relates_to=self.related.get(row.relates_to) if row.relates_to else None,
            origin=row.origin,
            line=row.line,
        )


def references(
    lines: set[int], people: People, subjects: Subjects, *, drafts: bool = False
) -> dict[int, shapes.Reference]:
    """How a file names the positions of these lines that the public sees now, or with `drafts` that stand."""
    positions: RecordQuerySet[models.Position] = models.Position.objects.filter(line__in=lines)
    rows = _standing(positions, drafts).order_by("recorded_at").select_related("statement")
    return {
        row.line: shapes.Reference(row.statement.key, subjects.of(row.tag_id), people.of(row.actor_id), row.basis)
        for row in rows
    }


def _standing(rows: Any, drafts: bool) -> Any:
    return rows.filter(superseded_at__isnull=True) if drafts else rows.published()


def _grouped(rows: Iterable[Row], column: str) -> dict[int, list[Row]]:
    groups: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        groups[getattr(row, column)].append(row)
    return groups
