"""Write a generated record into a database, batch by batch, through `recording` as an import does.

A batch is one transaction, and what a statement is follows from the seed and its number: a run that was stopped
goes on after its last whole batch, a record of 10,000 grows to one of 100,000, and either holds the same rows as
one written at once (only the instants of publication differ).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection, transaction
from django.utils import timezone

from benchmarks.corpus import Corpus, StatementPlan
from statements import recording
from statements.models import Actor, ActorName, AnswerReading, Batch, Position, Read, Statement, Tag, Turn

AT_ONCE = 1_000
"""Statements of a batch."""

Told = Callable[[str], None]


class NotOurs(Exception):
    """The database holds something else than the benchmark of this seed and size; nothing was written."""


@dataclass(frozen=True, slots=True)
class Nodes:
    """The actors and tags of the corpus as they stand in the database, in the corpus' order."""

    batch: Batch
    actors: list[Actor]
    tags: list[Tag]


def generate(corpus: Corpus, number: int, *, at_once: int = AT_ONCE, tell: Told = lambda said: None) -> int:
    """Let the database hold the first `number` statements of the corpus; how many were written now.

    Errors: `NotOurs` where it holds a record of another kind, or more statements than that.
    """
    found = Statement.objects.count()
    nodes = _nodes(corpus, empty=not found)
    if found > number:
        raise NotOurs(f"the database holds {found} statements of this benchmark, and {number} were asked for")
    start = time.monotonic()
    for at in range(found, number, at_once):
        upto = min(at + at_once, number)
        with transaction.atomic():
            _write([corpus.statement(n) for n in range(at, upto)], nodes)
        tell(f"{upto:>8,} of {number:,} statements, {time.monotonic() - start:.0f} s")
    if found < number:
        count_rows()
    return number - found


def count_rows() -> None:
    """Let the database count its rows, as it does by itself in the days after a large import."""
    with connection.cursor() as cursor:
        cursor.execute(
            "VACUUM ANALYZE" if connection.vendor == "postgresql" and not connection.in_atomic_block else "ANALYZE"
        )


# -- actors and tags ---------------------------------------------------------------------------------------


def _nodes(corpus: Corpus, *, empty: bool) -> Nodes:
    """What stands already, or is written now into an empty database."""
    source = f"benchmark, seed {corpus.seed}"
    batch = Batch.objects.filter(source=source).first()
    if batch is None:
        if not empty or Actor.objects.exists() or Tag.objects.exists() or Batch.objects.exists():
            raise NotOurs(f"the database holds a record that is not the {source}")
        with transaction.atomic():
            batch = Batch.objects.create(source=source, at=timezone.now())
            _write_actors(corpus)
            _write_tags(corpus)
    return Nodes(batch, list(Actor.objects.order_by("pk")), list(Tag.objects.order_by("pk")))


def _write_actors(corpus: Corpus) -> None:
    actors: list[Actor] = []
    for plan in corpus.actors:
        parent = None if plan.parent is None else actors[plan.parent]
        actors.append(Actor.objects.create(name=plan.name, kind=plan.kind, parent=parent))
        ActorName.objects.bulk_create(
            ActorName(actor=actors[-1], language=code, name=name) for code, name in plan.names
        )
    for actor, group, role, since, until in corpus.memberships:
        recording.join(actors[actor], by=None, group=actors[group], role=role, since=since, until=until)


def _write_tags(corpus: Corpus) -> None:
    tags: list[Tag] = []
    for plan in corpus.tags:
        tags.append(Tag.objects.create(name=plan.name, parent=None if plan.parent is None else tags[plan.parent]))
        if plan.proposition:
            recording.propose(tags[-1], by=None, words=plan.proposition, translations=dict(plan.translations))


# -- statements --------------------------------------------------------------------------------------------


def _write(plans: Sequence[StatementPlan], nodes: Nodes) -> None:
    """Record, code and publish a batch, then correct what was corrected."""
    statements = recording.record_many([_statement(plan, nodes) for plan in plans], by=None)
    turns = _turns(statements)
    recording.code_many(
        [new for plan, row in zip(plans, statements, strict=True) for new in _positions(plan, row, turns, nodes)],
        by=None,
    )
    Read.objects.bulk_create(
        Read(statement=row, tag=nodes.tags[tag], outcome=outcome)
        for plan, row in zip(plans, statements, strict=True)
        for tag, outcome in plan.reads
    )
    AnswerReading.objects.bulk_create(
        AnswerReading(turn=turn, outcome=said.outcome)
        for plan, row in zip(plans, statements, strict=True)
        for turn, said in zip(turns[row.pk], plan.turns, strict=True)
        if said.outcome
    )
    recording.publish_many([row.pk for row in statements], by=None)
    for plan, row in zip(plans, statements, strict=True):
        if plan.corrected:
            _correct(plan, row)


def _statement(plan: StatementPlan, nodes: Nodes) -> recording.NewStatement:
    actor = nodes.actors[plan.actor]
    turns = [
        recording.NewTurn(
            turn.kind,
            turn.words,
            label=turn.label,
            gap=turn.gap,
            speaker=turn.speaker,
            exchange=turn.exchange,
            actor=actor if turn.own else None,
            voice=turn.voice,
            asker=turn.asker,
        )
        for turn in plan.turns
    ]
    return recording.NewStatement(
        actor=actor,
        title=plan.title,
        texts=[recording.NewText(turns, language=plan.language, authority=plan.authority)],
        tags=[nodes.tags[tag] for tag in plan.tags],
        backings=[recording.NewBacking(nodes.actors[backer], capacity) for backer, capacity in plan.backings],
        speaker=plan.speaker,
        role=plan.role,
        form=plan.form,
        said_on=plan.said_on,
        source_url=plan.source_url,
        key=plan.key,
        same_as=plan.same_as,
        batch=nodes.batch,
    )


def _turns(statements: Sequence[Statement]) -> dict[int, list[Turn]]:
    """Statement to its turns in order."""
    found: dict[int, list[Turn]] = {row.pk: [] for row in statements}
    for at in range(0, len(statements), 500):
        rows = Turn.objects.filter(text__statement__in=[row.pk for row in statements[at : at + 500]])
        for turn in rows.select_related("text", "actor").order_by("text", "order"):
            found[turn.text.statement_id].append(turn)
    return found


def _positions(
    plan: StatementPlan, statement: Statement, turns: dict[int, list[Turn]], nodes: Nodes
) -> Iterator[recording.NewPosition]:
    for position in plan.positions:
        turn = turns[statement.pk][position.turn]
        yield recording.NewPosition(
            statement=statement,
            tag=nodes.tags[position.tag],
            passages=[recording.NewPassage(turn, position.start, position.end)],
            actor=None if position.actor is None else nodes.actors[position.actor],
            basis=position.basis,
            stance=position.stance,
            word=position.word,
            commitment=position.commitment,
            condition=position.condition,
            origin=position.origin,
        )


def _correct(plan: StatementPlan, statement: Statement) -> None:
    statement.refresh_from_db()
    if plan.corrected == "withdrawn":
        recording.withdraw(statement, by=None, reason="It was entered twice.")
    elif plan.corrected == "title":
        recording.correct(
            statement, by=None, reason="The title had a slip.", values={"title": f"{plan.title}, corrected"}
        )
    elif position := Position.objects.published().filter(statement=statement, follows=None).order_by("line").first():
        draft = recording.recode(position, by=None, reason="Read again.", summary="In short, the same.")
        recording.publish_positions([draft], by=None)


def main_tell(said: str) -> None:
    """Print progress at once."""
    print(said, file=sys.stderr, flush=True)
