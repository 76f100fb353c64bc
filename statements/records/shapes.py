"""A statement between a file and the database: names resolved, places found, nothing written.

Both sides make it (`planning` from a file, `stored` from the database) and `as_record` writes it as a file
has it, so that what is exported and what is compared with a record imported before are the same thing.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from statements import slugs
from statements.codes import Authority, Basis, Origin, TurnKind
from statements.records.fields import POSITION, STATEMENT, compact
from statements.records.names import What, Who
from statements.records.tally import Numbers

LINE_BETWEEN = "\n\n"
"""The gap of a turn that gives none, unless it is the last."""

SLUG_LENGTH = 80

EDITION_TEXTS = (
    "speaker", "role", "form", "title", "occasion", "series", "said_on", "source_url", "source_dated",
    "archive_url", "rights",
)  # fmt: skip
"""The edition's fields that are the same in a file and in the database."""


@dataclass(slots=True)
class Turn:
    """A turn; `number` is its place in its text, from 1."""

    number: int
    kind: str
    words: str
    label: str = ""
    gap: str = ""
    speaker: str = ""
    exchange: int | None = None
    who: Who | None = None
    voice: str | None = None
    asker: str | None = None


@dataclass(slots=True)
class Text:
    """A text; `number` is its place among the statement's, from 1."""

    number: int
    turns: list[Turn]
    language: str = "und"
    authority: str = Authority.ORIGINAL
    translator: str = ""
    source_url: str = ""


@dataclass(slots=True)
class Backing:
    """Who stands behind the statement."""

    who: Who
    capacity: str
    except_tags: list[What] = field(default_factory=list)
    evidence: str = ""


@dataclass(slots=True)
class Passage:
    """A stretch of a turn: `text` and `turn` are numbers, `start` in code points."""

    text: int
    turn: int
    start: int
    quote: str
    stance: str | None = None
    word: str | None = None

    @property
    def place(self) -> tuple[int, int, int, int]:
        """Where it stands."""
        return self.text, self.turn, self.start, len(self.quote)


@dataclass(frozen=True, slots=True)
class Reference:
    """Another position, by its statement's key."""

    key: str
    what: What
    who: Who
    basis: str


@dataclass(slots=True)
class Position:
    """A position and its evidence; `line` and `recorded_at` only where it comes from the database."""

    what: What
    who: Who
    passages: list[Passage]
    basis: str = Basis.SAID
    stance: str | None = None
    word: str | None = None
    commitment: str | None = None
    condition: str = ""
    summary: str = ""
    note: str = ""
    voice: str | None = None
    relation: str | None = None
    relates_to: Reference | None = None
    origin: str = Origin.IMPORT
    line: int | None = None
    recorded_at: str | None = None

    @property
    def match(self) -> tuple[What, Who, str]:
        """What tells it from the other positions of its statement."""
        return self.what, self.who, self.basis


@dataclass(slots=True)
class Statement:
    """A statement with all that a record says of it; `values` are the edition's, by field."""

    key: str
    who: Who
    values: dict[str, str]
    texts: list[Text]
    same_as: str = ""
    slug: str = ""
    tags: list[What] = field(default_factory=list)
    backings: list[Backing] = field(default_factory=list)
    positions: list[Position] = field(default_factory=list)
    written: dict[str, Any] = field(default_factory=dict)
    """Fields that only an export with history has."""
    with_stance: int = 0
    """Its passages for which its record gives a stance."""
    repeated: Numbers = field(default_factory=Numbers)
    """Passages of its record that said the same of the same place as another, and were left out."""

    def turn(self, passage: Passage) -> Turn:
        """The turn a passage stands in."""
        return self.texts[passage.text - 1].turns[passage.turn - 1]

    def passages(self) -> int:
        """How many passages all its positions have."""
        return sum(len(position.passages) for position in self.positions)

    def turns(self) -> int:
        """How many turns all its texts have."""
        return sum(len(text.turns) for text in self.texts)

    def letters(self) -> int:
        """How long all its texts are together."""
        return sum(len(turn.words) for text in self.texts for turn in text.turns)

    def numbers(self) -> Numbers:
        """How much of everything it has."""
        on_topics = sum(len(position.passages) for position in self.positions if not position.what.carries)
        return Numbers(1, self.turns(), len(self.positions), self.passages(), self.with_stance, on_topics)

    def people(self) -> Iterator[Who]:
        """Every actor it names."""
        yield self.who
        yield from (turn.who for text in self.texts for turn in text.turns if turn.who)
        yield from (backing.who for backing in self.backings)
        for position in self.positions:
            yield position.who
            if position.relates_to:
                yield position.relates_to.who

    def subjects(self) -> Iterator[What]:
        """Every tag it names."""
        yield from self.tags
        yield from (what for backing in self.backings for what in backing.except_tags)
        for position in self.positions:
            yield position.what
            if position.relates_to:
                yield position.relates_to.what


def derived_exchanges(turns: Sequence[Turn]) -> list[int | None]:
    """The exchanges of turns that give none: each question begins one, the answers after it belong to it."""
    exchanges: list[int | None] = []
    number = 0
    for turn in turns:
        number += turn.kind == TurnKind.QUESTION
        belongs = number and turn.kind in (TurnKind.QUESTION, TurnKind.ANSWER)
        exchanges.append(number if belongs else None)
    return exchanges


def own_slug(title: str) -> str:
    """The slug a statement of this title has of itself."""
    return slugs.slugify(title, max_length=SLUG_LENGTH)


def as_record(statement: Statement) -> dict[str, Any]:
    """A statement as a file has it: one form for each content, its keys in order, defaults left out."""
    first = statement.texts[0]
    values: dict[str, Any] = {
        "key": statement.key,
        "same_as": statement.same_as,
        "slug": "" if statement.slug == own_slug(statement.values.get("title", "")) else statement.slug,
        "actor": statement.who.name,
        "actor_kind": statement.who.kind,
        "country": statement.who.country,
        "invented": statement.who.actor is not None and statement.who.actor.invented,
        **statement.values,
        "tags": sorted(what.name for what in statement.tags),
        "backings": sorted(map(_backing, statement.backings), key=lambda row: (row["actor"], row["as"])),
        "language": first.language,
        "authority": first.authority,
        "translator": first.translator,
        **_first_text(first, statement.who),
        "texts": [_text(text) for text in statement.texts[1:]],
        "positions": _positions(statement),
        **statement.written,
    }
    return compact(STATEMENT, values)


def _backing(backing: Backing) -> dict[str, Any]:
    return {
        "actor": backing.who.name,
        "as": backing.capacity,
        "except_tags": sorted(what.name for what in backing.except_tags),
        "evidence": backing.evidence,
    }


def _first_text(text: Text, who: Who) -> dict[str, Any]:
    plain = Turn(1, TurnKind.SPEECH, text.turns[0].words, who=who)
    return {"text": plain.words} if text.turns == [plain] else {"turns": _turns(text.turns)}


def _text(text: Text) -> dict[str, Any]:
    return {
        "language": text.language,
        "authority": text.authority,
        "translator": text.translator,
        "source_url": text.source_url,
        "turns": _turns(text.turns),
    }


def _turns(turns: list[Turn]) -> list[dict[str, Any]]:
    derived = [turn.exchange for turn in turns] == derived_exchanges(turns)
    return [
        {
            "kind": turn.kind,
            "label": turn.label,
            "speaker": turn.speaker,
            "words": turn.words,
            "gap": None if turn.gap == default_gap(turn.number, len(turns)) else turn.gap,
            "exchange": None if derived else turn.exchange,
            "actor": turn.who.name if turn.who else None,
            "voice": turn.voice,
            "asker": turn.asker,
        }
        for turn in turns
    ]


def default_gap(number: int, turns: int) -> str:
    """The gap of a turn that gives none."""
    return "" if number == turns else LINE_BETWEEN


def _positions(statement: Statement) -> list[dict[str, Any]]:
    by_match: defaultdict[tuple[What, Who, str], list[Position]] = defaultdict(list)
    for position in statement.positions:
        by_match[position.match].append(position)
    rows = [_position(statement, _together(group)) for group in by_match.values()]
    return sorted(rows, key=lambda row: (row["tag"], row["actor_name"], row["basis"]))


def _together(positions: list[Position]) -> Position:
    """One position of those that a merge of actors or tags made alike: the first, with everybody's passages."""
    first, *others = positions
    if not others:
        return first
    passages: dict[tuple[int, int, int, int], Passage] = {}
    for position in positions:
        for row in position.passages:
            stance, word = row.stance or position.stance, row.word or position.word
            passages.setdefault(row.place, Passage(row.text, row.turn, row.start, row.quote, stance, word))
    stances = {row.stance for row in passages.values()}
    words = {row.word for row in passages.values()}
    first.passages = list(passages.values())
    first.stance = stances.pop() if len(stances) == 1 else "mixed"
    first.word = words.pop() if len(words) == 1 else None
    return first


def reference_record(related: Reference | None) -> dict[str, str] | None:
    """The position that another refers to, as a file has it."""
    if related is None:
        return None
    return {"key": related.key, "tag": related.what.name, "actor": related.who.name, "basis": related.basis}


def position_record(statement: Statement, position: Position) -> dict[str, Any]:
    """A position of the statement as a file has it, to be compared with another."""
    return compact(POSITION, _position(statement, position))


def _position(statement: Statement, position: Position) -> dict[str, Any]:
    passages = sorted(position.passages, key=lambda passage: passage.place)
    turn = statement.turn(passages[0])
    language = statement.texts[passages[0].text - 1].language
    return {
        "tag": position.what.name,
        "actor": None if position.who is turn.who else position.who.name,
        "actor_name": position.who.name,
        "basis": position.basis,
        "stance": position.stance,
        "word": position.word,
        "commitment": position.commitment,
        "condition": position.condition,
        "summary": position.summary,
        "note": position.note,
        "voice": None if position.voice == turn.voice else position.voice,
        "language": None if language == statement.texts[0].language else language,
        "relation": position.relation,
        "relates_to": reference_record(position.relates_to),
        "origin": position.origin,
        "passages": [
            {
                "quote": row.quote,
                "turn": row.turn,
                "start": row.start,
                "stance": None if row.stance == position.stance else row.stance,
                "word": None if row.word == position.word else row.word,
                "language": None if (own := statement.texts[row.text - 1].language) == language else own,
            }
            for row in passages
        ],
        "recorded_at": position.recorded_at,
    }
