"""What an index holds: an entry for each turn, or several for a long one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from statements.codes import TurnKind
from statements.search.analyse import chunks

Sql: TypeAlias = tuple[str, list[Any]]
"""A piece of SQL and its parameters."""

MOST_CHUNKS = 1 << 20
"""Entries of one turn; the number of an entry is its turn's times this, plus its place among them."""

OWN, QUESTION, NOBODYS = "own", "question", "nobodys"
"""Whose words: an actor's; a question's; of nobody the record names (narration, other speakers)."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A turn, or a stretch of one, as it is searched."""

    id: int
    statement: int
    turn: int
    actor: int | None
    side: str
    terms: Sequence[str]


def side_of(kind: str, actor: int | None) -> str:
    """Whose words a turn's are."""
    if actor is not None:
        return OWN
    return QUESTION if kind == TurnKind.QUESTION else NOBODYS


def entries_of(turn: int, statement: int, kind: str, actor: int | None, words: str, language: str) -> Iterator[Entry]:
    """The entries of a turn; one without a word has none."""
    side = side_of(kind, actor)
    for number, chunk in enumerate(chunks(words, language)):
        yield Entry(turn * MOST_CHUNKS + number, statement, turn, actor, side, chunk.terms)
