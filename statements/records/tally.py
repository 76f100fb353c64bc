"""How much a record gives: counted as it stands in the file, before anything is made of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from statements.records.checking import name_of


class Numbers(NamedTuple):
    """How many of each, in the order of the closing table's columns."""

    statements: int = 0
    turns: int = 0
    positions: int = 0
    passages: int = 0
    with_stance: int = 0
    on_topics: int = 0

    def plus(self, other: Numbers) -> Numbers:
        """Both together."""
        return Numbers(*map(sum, zip(self, other, strict=True)))


def given_by(record: dict[str, Any], carries: Callable[[str], bool]) -> Numbers:
    """What a statement's record gives, be it good or bad; `carries` says whether a tag has a proposition.

    Positions are not counted: what entries become one depends on what their names mean.
    """
    texts = [record, *_objects(record.get("texts"))]
    passages = [*_passages(record, carries)]
    return Numbers(
        statements=1,
        turns=sum(1 if isinstance(text.get("text"), str) else len(_objects(text.get("turns"))) for text in texts),
        passages=len(passages),
        with_stance=sum(stance for stance, _ in passages),
        on_topics=sum(topic for _, topic in passages),
    )


def _passages(record: dict[str, Any], carries: Callable[[str], bool]) -> Iterator[tuple[bool, bool]]:
    """Of each passage whether a stance is given, of its own or of its position, and whether it is on a topic."""
    for entry in _objects(record.get("positions")):
        topic = not carries(name_of(entry.get("tag")))
        for passage in [entry] if entry.get("quote") is not None else _objects(entry.get("passages")):
            yield bool(passage.get("stance") or entry.get("stance")), topic


def _objects(value: Any) -> list[dict[str, Any]]:
    return [row for row in value if isinstance(row, dict)] if isinstance(value, list) else []
