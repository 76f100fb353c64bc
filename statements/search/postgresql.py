"""The index on PostgreSQL: a table of vectors of terms with a GIN index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Any

from statements.search.entries import Entry, Sql
from statements.search.query import Form, Phrase

PLACES = "statements_search"

CREATE = (
    f"CREATE TABLE IF NOT EXISTS {PLACES} (id bigint PRIMARY KEY, statement_id bigint NOT NULL, "
    "turn_id bigint NOT NULL, actor_id bigint, side text NOT NULL, terms tsvector NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {PLACES}_statement ON {PLACES} (statement_id, turn_id)",
    f"CREATE INDEX IF NOT EXISTS {PLACES}_terms ON {PLACES} USING gin (terms)",
    # Rare terms are taken for half as frequent as the rarest that is counted. Of too few counted, a word that stands
    # nowhere, searched for in the forms of all languages, seems to stand everywhere, and the whole table is read.
    f"ALTER TABLE {PLACES} ALTER COLUMN terms SET STATISTICS 1000",
)
EMPTY = (f"TRUNCATE {PLACES}",)


def add(cursor: Any, entries: Sequence[Entry]) -> None:
    """Write entries."""
    cursor.executemany(
        f"INSERT INTO {PLACES} (id, statement_id, turn_id, actor_id, side, terms) "
        "VALUES (%s, %s, %s, %s, %s, %s::tsvector)",
        [(entry.id, entry.statement, entry.turn, entry.actor, entry.side, vector(entry.terms)) for entry in entries],
    )


def remove(cursor: Any, entries: Sequence[int]) -> None:
    """Take out these entries."""
    cursor.execute(f"DELETE FROM {PLACES} WHERE id = ANY(%s)", [list(entries)])


def among(ids: Sequence[int]) -> Sql:
    """Numbers as a subquery, however many."""
    return "SELECT unnest(%s::bigint[])", [list(ids)]


def holding(phrases: Iterable[Phrase], within: Sql | None = None) -> Sql:
    """The condition on an entry `p` that it holds any of the phrases, and is of the few statements `within`."""
    if within is not None:
        return f"p.terms @@ %s::tsquery AND p.statement_id IN ({within[0]})", [matching(phrases), *within[1]]
    # As a subquery: what is sought is not known to the planner, so that it always asks the index. It takes to compare
    # a vector for cheap and would, for a common word, rather walk the table and unpack every one: ten times as long.
    return "p.terms @@ (SELECT %s::tsquery)", [matching(phrases)]


def ranked(phrases: Iterable[Phrase]) -> tuple[Sql, Sql]:
    """The score of an entry that holds any of the phrases (greater is better), and where to join it from."""
    # 1: divided by the logarithm of the entry's length.
    return ("ts_rank(p.terms, %s::tsquery, 1)", [matching(phrases)]), ("", [])


def vector(terms: Sequence[str]) -> str:
    """Terms with their positions, as a tsvector reads them: in quotation marks, which no term contains."""
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, term in enumerate(terms, 1):
        positions[term].append(position)
    return " ".join(f"'{term}':{','.join(map(str, places))}" for term, places in positions.items())


def matching(phrases: Iterable[Phrase]) -> str:
    """Phrases in the language of tsquery: every term in quotation marks."""
    return " | ".join(_form(form) for phrase in phrases for form in phrase.forms)


def _form(form: Form) -> str:
    terms = [f"'{term}'" for term in form.terms]
    if form.prefix:
        terms[-1] += ":*"
    return "(" + " <-> ".join(terms) + ")"
