"""The index on SQLite: an FTS5 table of terms, and beside it a small table of where each row stands.

FTS5 keeps rows of any size but finds other columns slowly; the small table answers "which turn, of which
statement, on which side" for a hundred thousand hits at once.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from statements.search.entries import Entry, Sql
from statements.search.query import Form, Phrase

PLACES = "statements_searchplace"
TERMS = "statements_searchterms"

CREATE = (
    f"CREATE TABLE IF NOT EXISTS {PLACES} (id INTEGER PRIMARY KEY, statement_id INTEGER NOT NULL, "
    "turn_id INTEGER NOT NULL, actor_id INTEGER, side TEXT NOT NULL)",
    f"CREATE INDEX IF NOT EXISTS {PLACES}_statement ON {PLACES} (statement_id, turn_id)",
    # Terms are folded already; this tokeniser parts them at spaces and leaves every other letter alone.
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {TERMS} USING fts5(terms, tokenize = 'ascii')",
)
# FTS5 deletes row by row; to make it anew is quicker.
EMPTY = (f"DELETE FROM {PLACES}", f"DROP TABLE IF EXISTS {TERMS}", CREATE[-1])


def add(cursor: Any, entries: Sequence[Entry]) -> None:
    """Write entries."""
    cursor.executemany(
        f"INSERT INTO {PLACES} (id, statement_id, turn_id, actor_id, side) VALUES (%s, %s, %s, %s, %s)",
        [(entry.id, entry.statement, entry.turn, entry.actor, entry.side) for entry in entries],
    )
    cursor.executemany(
        f"INSERT INTO {TERMS} (rowid, terms) VALUES (%s, %s)",
        [(entry.id, " ".join(entry.terms)) for entry in entries],
    )


def remove(cursor: Any, entries: Sequence[int]) -> None:
    """Take out these entries."""
    sql, parameters = among(entries)
    cursor.execute(f"DELETE FROM {TERMS} WHERE rowid IN ({sql})", parameters)
    cursor.execute(f"DELETE FROM {PLACES} WHERE id IN ({sql})", parameters)


def among(ids: Sequence[int]) -> Sql:
    """Numbers as a subquery, however many."""
    return "SELECT value FROM json_each(%s)", [json.dumps(ids)]


def holding(phrases: Iterable[Phrase], within: Sql | None = None) -> Sql:
    """The condition on an entry `p` that it holds any of the phrases, and is of the few statements `within`."""
    found = f"SELECT rowid FROM {TERMS} WHERE {TERMS} MATCH %s"
    if within is None:
        return f"p.id IN ({found})", [matching(phrases)]
    # With a plus sign: FTS5 goes through what holds them once. It would begin anew for each entry.
    few = f"SELECT id FROM {PLACES} WHERE statement_id IN ({within[0]})"
    return f"p.id IN ({found} AND +rowid IN ({few}))", [matching(phrases), *within[1]]


def ranked(phrases: Iterable[Phrase]) -> tuple[Sql, Sql]:
    """The score of an entry that holds any of the phrases (greater is better), and where to join it from."""
    scores = f"SELECT rowid AS entry, -bm25({TERMS}) AS score FROM {TERMS} WHERE {TERMS} MATCH %s"
    return ("scores.score", []), (f"JOIN ({scores}) scores ON scores.entry = p.id", [matching(phrases)])


def matching(phrases: Iterable[Phrase]) -> str:
    """Phrases in FTS5's language: every term in quotation marks, which no term contains."""
    return " OR ".join(_form(form) for phrase in phrases for form in phrase.forms)


def _form(form: Form) -> str:
    return f'"{" ".join(form.terms)}"' + (" *" if form.prefix else "")
