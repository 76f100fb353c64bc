"""What comparing takes and gives."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from statements.codes import Authority, Basis, Origin

AUTHORITY_RANK = {authority: rank for rank, authority in enumerate(Authority.values)}
"""Of statements of one utterance, the one whose text has the lowest rank is the original."""


class Row(NamedTuple):
    """One published position, with what counting and comparing need of it; a tuple, of which thousands are made."""

    id: int
    line: int
    statement: int
    utterance: str
    """What several statements of one utterance share; a statement that has no other has one of its own."""
    rank: int
    """Of `AUTHORITY_RANK`: which of an utterance's statements counts."""
    actor: int
    """Whose position: an office itself, and for a merged actor the one it was merged into."""
    tag: int
    version: int | None
    """Number of the proposition it was read under; None on a topic."""
    basis: str
    stance: str | None
    word: str | None
    commitment: str | None
    voice: str | None
    form: str
    said_on: str
    said_from: date | None
    said_to: date | None
    name: str = ""
    """Of the actor, to print where it is an office."""
    origin: str = Origin.EDITOR
    """Who made the reading: one that no editor read says so wherever it stands."""


@dataclass(frozen=True, slots=True)
class Party:
    """One row of the grid: an actor and the lanes that speak for it, its own first."""

    actor: int
    lanes: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class ReadMark:
    """An editor's "I read this statement for this tag", where no position was found."""

    statement: int
    actor: int
    tag: int
    outcome: str
    said_to: date | None
    turn: int | None = None
    """Order of the question that was not answered."""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds of the period beside the rows: it decides the word in an empty cell."""

    statements: Mapping[int, int] = field(default_factory=dict)
    """Actor (a party) to the number of statements that are its own or that it backs, or that one of its lanes does."""
    others: Mapping[tuple[int, int], Mapping[str, int]] = field(default_factory=dict)
    """(lane, tag) to the positions on bases that were not chosen, by basis."""
    made_otherwise: Mapping[tuple[int, int], Mapping[str, int]] = field(default_factory=dict)
    """(lane, tag) to the positions of makers that were not chosen, such as imported ones, by basis."""
    bases: Collection[str] = ()
    """Those that were chosen."""
    heard: Collection[int] = frozenset()
    """Lanes with a position somewhere in the period, so in some statement, if not in one of their own."""
    reads: Sequence[ReadMark] = ()


class Step(StrEnum):
    """How a position differs from the one before it."""

    REVERSAL = "reversal"
    TOWARD_SUPPORT = "toward-support"
    TOWARD_OPPOSITION = "toward-opposition"
    FIRMER = "firmer"
    SOFTER = "softer"


class Change(NamedTuple):
    """The one before on the same basis, and how the later one differs, if it does; a tuple, as a row is."""

    before: Row
    step: Step | None
    gaps: tuple[Row, ...] = ()
    """Readings between the two that have no place among the stances."""
    other_office: bool = False
    other_wording: bool = False


class Why(StrEnum):
    """Why a cell is empty."""

    OUTSIDE = "outside-common-period"
    OTHER_BASIS = "other-basis"
    MADE_OTHERWISE = "made-otherwise"
    NO_STATEMENT = "no-statement"
    ASKED = "asked"
    NOTHING_FOUND = "nothing-found"
    NOT_READ = "not-read"


@dataclass(frozen=True, slots=True)
class Absence:
    """Why nothing stands in a cell. Absence is not opposition."""

    code: Why
    others: tuple[tuple[str, int], ...] = ()
    """For `other-basis`: each basis with its number of positions, most first; for `made-otherwise` so too, where there
    is none on the chosen bases."""
    statement: int | None = None
    turn: int | None = None
    """For `asked`: the statement and the order of the question."""
    read: int = 0
    of: int = 0
    until: str = ""
    """For `nothing-found`: statements read, statements there are, and the month of the last one read; for
    `outside-common-period` and `made-otherwise`, `of` is how many positions are left out."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One actor on one tag."""

    actor: int
    tag: int
    topic: bool
    latest: tuple[Row, ...]
    """One; several, each with another reading, where their order is unknown; none."""
    count: int
    """Utterances with a position here."""
    first: Row | None
    last: Row | None
    change: Change | None
    absence: Absence | None
    earlier_wording: bool = False
    """The latest was read under an earlier wording of the proposition."""

    @property
    def order_unknown(self) -> bool:
        """Whether several readings may each be the latest."""
        return len(self.latest) > 1

    @property
    def is_thin(self) -> bool:
        """Whether it rests on a single account by somebody else: not enough to say where the actor stands."""
        return self.count == 1 and all(row.basis in (Basis.REPORTED, Basis.ATTRIBUTED) for row in self.latest)


class Point(NamedTuple):
    """One reading in a series; a tuple, as a row is."""

    row: Row
    change: Change | None
    order_unknown: bool
    earlier_wording: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """The readings of one actor or one of its offices on one tag, oldest first, the undated last."""

    party: int
    actor: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Series:
    """One tag over time, a lane for each actor and each office that has a reading."""

    tag: int
    topic: bool
    lanes: tuple[Lane, ...]

    @property
    def count(self) -> int:
        """Readings in all lanes."""
        return sum(len(lane.points) for lane in self.lanes)


@dataclass(frozen=True, slots=True)
class Year:
    """The positions of a year, latest first; `year` None: without a date."""

    year: int | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Around:
    """Where one reading stands among those of its party on its tag, of its basis."""

    before: Row | None
    after: Row | None
    point: Point | None
    """None for a reading without a date."""
    counts: Row
    """The reading that counts for its utterance: itself, or that of the original."""
