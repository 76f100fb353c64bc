"""Write planned statements: new ones in bulk, known ones by the verbs that leave a trace."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from statements import models, recording
from statements.codes import PositionStatus, StatementStatus, joined
from statements.records import shapes, stored
from statements.records.again import Decision, Planned, content
from statements.records.files import Source
from statements.records.names import People, Subjects, What, Who
from statements.records.naming import create_actor, create_tag, reason


@dataclass(slots=True)
class Pending:
    """A coded position that refers to one which may not be written yet."""

    position: models.Position
    reference: shapes.Reference
    planned: Planned


@dataclass(slots=True)
class Writer:
    """Writes for one import; `pending` is settled when all is written."""

    batch: models.Batch
    people: People
    subjects: Subjects
    pending: list[Pending] = field(default_factory=list)

    def create(self, planned: Sequence[Planned]) -> list[models.Statement]:
        """Record new statements with their positions, as drafts."""
        news = [self._new_statement(one) for one in planned]
        rows = recording.record_many(news, by=None)
        self._code(list(zip(rows, planned, strict=True)), {})
        return rows

    def _new_statement(self, planned: Planned) -> recording.NewStatement:
        statement = planned.statement
        return recording.NewStatement(
            actor=create_actor(statement.who),
            texts=[new_text(text) for text in statement.texts],
            tags=[create_tag(what) for what in statement.tags],
            backings=[new_backing(backing) for backing in statement.backings],
            key=statement.key,
            slug=statement.slug,
            same_as=statement.same_as,
            batch=self.batch,
            import_hash=planned.digest,
            **statement.values,
        )

    def _code(
        self, written: Sequence[tuple[models.Statement, Planned]], only: dict[str, list[shapes.Position]]
    ) -> list[models.Position]:
        """Code the positions of recorded statements (`only` names fewer, by key) and note what they refer to."""
        wanted = [
            (row, planned, position)
            for row, planned in written
            for position in only.get(planned.statement.key, planned.statement.positions)
        ]
        if not wanted:
            return []
        turns = turns_of({row.pk for row, _, _ in wanted})
        positions = recording.code_many(
            [new_position(row, position, turns[row.pk], planned.source) for row, planned, position in wanted], by=None
        )
        self.pending += [
            Pending(coded, position.relates_to, planned)
            for coded, (_, planned, position) in zip(positions, wanted, strict=True)
            if position.relates_to
        ]
        return positions

    def settle(self) -> None:
        """Point positions at those they refer to, now that all are written."""
        for pending in self.pending:
            line = line_of(pending.reference)
            if line is None:
                raise recording.RecordingError(f"{pending.planned}: relates_to: no such position", field="relates_to")
            recording.edit_position(pending.position, by=None, relates_to=line)
            recording.mark_imported(pending.position.statement, digest=pending.planned.digest)
        self.pending.clear()

    def update(self, decision: Decision) -> None:
        """Bring a statement that was untouched here to what its record says now."""
        row, here, planned = decision.row, decision.here, decision.planned
        if row is None or here is None:
            raise ValueError("a statement that stands here was expected")
        changes = _changes(here, planned.statement)
        if row.status == StatementStatus.PUBLISHED:
            self._correct(row, planned, changes)
        else:
            self._edit(row, planned, changes)
        recording.mark_imported(row, digest=planned.digest, same_as=planned.statement.same_as)

    def _edit(self, row: models.Statement, planned: Planned, changes: dict[str, Any]) -> None:
        before = models.Position.objects.drafts().filter(statement=row)
        for position in before:
            recording.discard(position, by=None, why=reason(planned.source))
        row = recording.edit_draft(row, by=None, same_as=planned.statement.same_as, **changes)
        self._code([(row, planned)], {})

    def _correct(self, row: models.Statement, planned: Planned, changes: dict[str, Any]) -> None:
        why = reason(planned.source)
        # Another actor of the statement takes the former one's words over; the record says whose they are.
        hands_over = "actor" in changes.get("values", ())
        if hands_over:
            changes.pop("texts", None)
        if changes:
            recording.correct(row, by=None, reason=why, **changes)
        here = self._here(row)
        if hands_over and (texts := _changed_texts(here, planned.statement)):
            recording.correct(row, by=None, reason=why, texts=texts)
            here = self._here(row)
        told = {position.match: position for position in here.positions}
        wanted = {position.match: position for position in planned.statement.positions}
        standing = self._standing(row)
        for match in standing.keys() - wanted.keys():
            if standing[match].status != PositionStatus.HIDDEN:
                recording.hide(standing[match], by=None, reason=why)
        turns = turns_of({row.pk})[row.pk]
        drafts = []
        for match, position in wanted.items():
            stands, old = standing.get(match), told.get(match)
            if stands is None:
                drafts += self._code([(row, planned)], {planned.statement.key: [position]})
            elif old is None or _differ(here, old, planned.statement, position):
                new = new_position(row, position, turns, planned.source)
                values = {name: getattr(new, name) for name in RECODED}
                values["relates_to"] = line_of(position.relates_to) if position.relates_to else None
                drafts.append(recording.recode(stands, by=None, reason=why, **values))
        self.settle()
        for draft in drafts:
            draft.refresh_from_db()
        recording.publish_positions(drafts, by=None, why=why)

    def _here(self, row: models.Statement) -> shapes.Statement:
        return stored.read([row.pk], self.people, self.subjects)[row.pk]

    def _standing(self, row: models.Statement) -> dict[tuple[What, Who, str], models.Position]:
        """The positions that stand, hidden ones too, by what tells them apart."""
        rows = models.Position.objects.current().filter(statement=row, follows__isnull=True)
        # A published one comes after a hidden one of the same tag, actor and basis, and takes its place.
        ordered = sorted(rows, key=lambda position: position.status != PositionStatus.HIDDEN)
        return {
            (self.subjects.of(position.tag_id), self.people.of(position.actor_id), position.basis): position
            for position in ordered
        }


RECODED = (
    "passages", "stance", "word", "commitment", "condition", "summary", "note", "voice", "relation", "relates_to",
    "origin",
)  # fmt: skip


def _changes(here: shapes.Statement, there: shapes.Statement) -> dict[str, Any]:
    """What of a statement's edition, words and backings is to change, as `recording` takes it."""
    before, after = content(here), content(there)
    changes: dict[str, Any] = {}
    values: dict[str, Any] = {name: value for name, value in there.values.items() if here.values[name] != value}
    if here.who is not there.who:
        values["actor"] = create_actor(there.who)
    if values:
        changes["values"] = values
    if before.get("tags") != after.get("tags"):
        changes["tags"] = [create_tag(what) for what in there.tags]
    if texts := _changed_texts(here, there):
        changes["texts"] = texts
    if before.get("backings") != after.get("backings"):
        changes["backings"] = [new_backing(backing) for backing in there.backings]
    return changes


def _changed_texts(here: shapes.Statement, there: shapes.Statement) -> dict[int, recording.NewText]:
    """The texts that are other, or more, than those here, by number."""
    return {
        text.number: new_text(text)
        for text in there.texts
        if text.number > len(here.texts) or here.texts[text.number - 1] != text
    }


def _differ(here: shapes.Statement, old: shapes.Position, there: shapes.Statement, new: shapes.Position) -> bool:
    """Whether two positions of one match say different things."""
    return shapes.position_record(here, old) != shapes.position_record(there, new)


def turns_of(statements: set[int]) -> dict[int, dict[tuple[int, int], models.Turn]]:
    """The turns that stand now, by statement, then by their text's number and their own."""
    rows = models.Turn.objects.filter(text__statement__in=statements, text__superseded_at__isnull=True)
    found: dict[int, dict[tuple[int, int], models.Turn]] = defaultdict(dict)
    for turn in rows.select_related("text"):
        found[turn.text.statement_id][turn.text.number, turn.order] = turn
    return found


def line_of(reference: shapes.Reference) -> int | None:
    """The line of the position that a reference names; None where there is none yet."""
    if reference.what.tag is None or reference.who.actor is None:
        return None
    rows = models.Position.objects.filter(
        statement__key=reference.key,
        tag=reference.what.tag,
        actor=reference.who.actor,
        basis=reference.basis,
        superseded_at__isnull=True,
    )
    return rows.order_by("-recorded_at", "pk").values_list("line", flat=True).first()


def new_text(text: shapes.Text) -> recording.NewText:
    """A text as `recording` takes it."""
    return recording.NewText(
        turns=[
            recording.NewTurn(
                kind=turn.kind,
                words=turn.words,
                label=turn.label,
                gap=turn.gap,
                speaker=turn.speaker,
                exchange=turn.exchange,
                actor=create_actor(turn.who) if turn.who else None,
                voice=turn.voice,
                asker=turn.asker,
            )
            for turn in text.turns
        ],
        language=text.language,
        authority=text.authority,
        translator=text.translator,
        source_url=text.source_url,
    )


def new_backing(backing: shapes.Backing) -> recording.NewBacking:
    """A backing as `recording` takes it."""
    return recording.NewBacking(
        actor=create_actor(backing.who),
        capacity=backing.capacity,
        except_tags=[create_tag(what) for what in backing.except_tags],
        evidence=backing.evidence,
    )


def new_position(
    row: models.Statement, position: shapes.Position, turns: dict[tuple[int, int], models.Turn], source: Source
) -> recording.NewPosition:
    """A position as `recording` takes it; what it refers to follows later."""
    passages = [
        recording.NewPassage(
            turns[passage.text, passage.turn],
            passage.start,
            passage.start + len(passage.quote),
            passage.stance,
            passage.word,
        )
        for passage in position.passages
    ]
    read = joined(passage.stance or position.stance for passage in position.passages)
    return recording.NewPosition(
        statement=row,
        tag=create_tag(position.what),
        passages=passages,
        actor=create_actor(position.who),
        basis=position.basis,
        stance=position.stance,
        word=position.word,
        commitment=position.commitment,
        condition=position.condition,
        summary=position.summary,
        note=position.note,
        voice=position.voice,
        relation=position.relation,
        origin=position.origin,
        # Another stance than the passages give is somebody's decision: here it is the file's.
        reason=f"as given in {source.name}" if position.stance != read else "",
    )
