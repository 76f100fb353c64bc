"""The index of the words that are public: kept in step with the record, and asked.

One door for both databases, chosen by `connection.vendor`. The index holds the turns that are public now and
no others; pages still reach every row through `published()`. Its tables stand outside the migrations, which
rebuild tables on SQLite and drop what hangs on them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from types import ModuleType
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.db.models.expressions import RawSQL

from statements.codes import Side
from statements.models import Actor, Statement, Turn
from statements.recording.moment import Moment, moment
from statements.search import postgresql, sqlite
from statements.search.analyse import stemming_languages
from statements.search.entries import OWN, QUESTION, Entry, Sql, entries_of
from statements.search.query import Query, parse_query

BACKENDS: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgresql}

STATEMENTS_AT_ONCE = 500
LETTERS_AT_ONCE = 2_000_000


@dataclass(slots=True)
class Hits:
    """What a search found: each statement's turns that hold the words, in order.

    `scores` (greater is better) only where they were asked for.
    """

    turns: dict[int, list[int]] = field(default_factory=dict)
    scores: dict[int, float] = field(default_factory=dict)

    def statements(self) -> RawSQL:
        """The statements found, for `filter(pk__in=...)`."""
        return among(self.turns)

    def all_turns(self) -> RawSQL:
        """The turns found, for `filter(pk__in=...)`."""
        return among([turn for turns in self.turns.values() for turn in turns])


def backend(using: str = DEFAULT_DB_ALIAS) -> ModuleType:
    """The module that speaks the language of a database."""
    return BACKENDS[connections[using].vendor]


def among(ids: Iterable[int]) -> RawSQL:
    """Numbers as a subquery: a list of them would pass the databases' limits of parameters."""
    return RawSQL(*backend().among(list(ids)))


# -- kept in step ----------------------------------------------------------------------------------------


def install(using: str = DEFAULT_DB_ALIAS, **_signal: Any) -> None:
    """Create the index where it is missing; safe to run any number of times.

    It is filled where the record has words already, and emptied where a flush has emptied the record.
    """
    database = connections[using]
    tables = database.introspection.table_names()
    if Turn._meta.db_table not in tables:
        return
    with database.cursor() as cursor:
        for sql in backend(using).CREATE:
            cursor.execute(sql)
        if not Turn.objects.using(using).exists():
            for sql in backend(using).EMPTY:
                cursor.execute(sql)
        elif backend(using).PLACES not in tables and using == DEFAULT_DB_ALIAS:
            rebuild()


def follow(publication: Moment) -> None:
    """Bring the index in step with a publication, in its transaction: what it touched, no more."""
    for ids in _in_chunks(sorted(publication.statements)):
        _bring_in_step(ids)


def rebuild() -> int:
    """Index all that is public anew; the number of turns. For a new version of the analysis."""
    with moment(), connection.cursor() as cursor:
        for sql in backend().EMPTY:
            cursor.execute(sql)
        public = Statement.objects.published().order_by("pk").values_list("pk", flat=True)
        return sum(_bring_in_step(ids) for ids in _in_chunks(list(public)))


def _bring_in_step(statements: Sequence[int]) -> int:
    """Take out what is not public any more, add what is; the number of turns added.

    A turn's words never change once they are public, so an entry that stands is right.
    """
    public = Turn.objects.published().filter(text__statement__in=among(statements))
    wanted = set(public.values_list("pk", flat=True))
    among_sql, parameters = backend().among(statements)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT id, turn_id FROM {backend().PLACES} WHERE statement_id IN ({among_sql})", parameters)
        indexed: dict[int, int] = dict(cursor.fetchall())
        if gone := [entry for entry, turn in indexed.items() if turn not in wanted]:
            backend().remove(cursor, gone)
        new = sorted(wanted.difference(indexed.values()))
        for entries in _by_size(_entries(new)):
            backend().add(cursor, entries)
    return len(new)


def _entries(turns: Sequence[int]) -> Iterator[Entry]:
    rows = Turn.objects.filter(pk__in=among(turns)).order_by("pk")
    for row in rows.values_list("pk", "text__statement_id", "kind", "actor_id", "words", "text__language").iterator(
        chunk_size=200
    ):
        yield from entries_of(*row)


def _by_size(entries: Iterable[Entry]) -> Iterator[list[Entry]]:
    """Entries in batches that fit in memory, however long the texts."""
    batch: list[Entry] = []
    letters = 0
    for entry in entries:
        batch.append(entry)
        letters += sum(map(len, entry.terms))
        if letters > LETTERS_AT_ONCE:
            yield batch
            batch, letters = [], 0
    if batch:
        yield batch


def _in_chunks(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for at in range(0, len(ids), STATEMENTS_AT_ONCE):
        yield ids[at : at + STATEMENTS_AT_ONCE]


# -- asked -----------------------------------------------------------------------------------------------


def parse(text: str) -> Query:
    """What a reader typed, for texts of any language: an index tells their stems apart."""
    return parse_query(text, stemming_languages())


def search(
    query: Query,
    side: str = Side.ANYWHERE,
    *,
    actors: Sequence[Actor] = (),
    offices: bool = True,
    ranked: bool = False,
    within: Sql | None = None,
) -> Hits:
    """The turns that hold all of the query, by statement, in one query to the database.

    `within` is a subquery of the few statements that are of interest, where not all are.

    `side` is a code of `Side`; own words are those of turns that have an actor. With `actors`, turns of these
    actors, and unless `offices` is off of those that speak for them, whoever the statement's actor is.
    Words are sought turn by turn: all of them stand in one turn. An empty query finds nothing.
    """
    if query.empty:
        return Hits()
    conditions = _conditions(query, side, within)
    if actors:
        chosen = Actor.objects.with_offices(actors, offices=offices).order_by().values("pk")
        sql, parameters = chosen.query.sql_with_params()
        conditions.append((f"p.actor_id IN ({sql})", list(parameters)))
    score: Sql = ("0", [])
    join: Sql = ("", [])
    if ranked and query.groups:
        score, join = backend().ranked(phrase for group in query.groups for phrase in group)
    statement = (
        f"SELECT p.statement_id, p.turn_id, {score[0]} FROM {backend().PLACES} p {join[0]} "
        f"WHERE {' AND '.join(sql for sql, _ in conditions)} ORDER BY p.id"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement, score[1] + join[1] + [value for _, values in conditions for value in values])
        return _gathered(cursor, ranked)


def _conditions(query: Query, side: str, within: Sql | None) -> list[Sql]:
    """Conditions on an entry `p`: a long turn has several, so each further word is sought in its turn."""
    places, holding = backend().PLACES, backend().holding
    conditions: list[Sql] = []
    for number, group in enumerate(query.groups):
        sql, parameters = holding(group, within)
        in_turn = f"p.turn_id IN (SELECT p.turn_id FROM {places} p WHERE {sql})" if number else sql
        conditions.append((in_turn, parameters))
    if query.excluded:
        sql, parameters = holding(query.excluded, within)
        without = f"p.turn_id NOT IN (SELECT p.turn_id FROM {places} p WHERE {sql})"
        conditions.append((without, parameters))
        if within is not None and not query.groups:
            conditions.append((f"p.statement_id IN ({within[0]})", within[1]))
    if side != Side.ANYWHERE:
        conditions.append(("p.side = %s", [OWN if side == Side.OWN else QUESTION]))
    return conditions


def _gathered(rows: Iterable[tuple[int, int, float]], ranked: bool) -> Hits:
    hits = Hits()
    for statement, turn, score in rows:
        turns = hits.turns.setdefault(statement, [])
        if not turns or turns[-1] != turn:
            turns.append(turn)
        if ranked and score > hits.scores.get(statement, float("-inf")):
            hits.scores[statement] = score
    return hits
