"""How much the record holds, and how much of it was read: what a "first use" or "went quiet" may rest on.

Pure: counts in, dataclasses out. A statement counts once; beside it stand the utterances, since one that is on
record in several languages is one utterance and several statements.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Held:
    """A number of statements and their reach. `first` and `last` are dates of the record, '' where none is known."""

    statements: int
    utterances: int
    undated: int = 0
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Year:
    """The statements whose date ends in a year; a year between two others may have none."""

    year: int
    held: Held


@dataclass(frozen=True, slots=True)
class Language:
    """The statements whose original is in a language (BCP 47)."""

    language: str
    held: Held


@dataclass(frozen=True, slots=True)
class Share:
    """How many of some statements were read for one tag. Three parts that share no statement, and the rest.

    A position that came with a file, or that a machine proposed, is no reading of an editor's: it stands apart.
    """

    of: int
    coded: int = 0
    """With a position on the tag that an editor read."""
    unread: int = 0
    """With a position on the tag that no editor has read."""
    nothing_found: int = 0
    """Without one, and marked as read: nothing found, or asked and not answered."""

    @property
    def read(self) -> int:
        """Read for the tag, or with a position on it."""
        return self.coded + self.unread + self.nothing_found

    @property
    def not_read(self) -> int:
        """Not yet read for the tag. That is no silence of the actor's."""
        return self.of - self.read

    @property
    def percent(self) -> int:
        """Of a hundred statements, how many were read: 0 and 100 only where none or all were."""
        if not self.of or not self.read:
            return 0
        if not self.not_read:
            return 100
        return min(99, max(1, round(100 * self.read / self.of)))


@dataclass(frozen=True, slots=True)
class ActorRow:
    """What the record holds of one actor itself: its offices are rows of their own."""

    actor: Any
    held: Held
    years: tuple[Year, ...] = ()
    shares: tuple[Share, ...] = ()
    """One for each tag that was chosen, in their order."""

    @property
    def silent(self) -> tuple[int, ...]:
        """Years between its first and its last statement from which the record holds none."""
        return tuple(year.year for year in self.years if not year.held.statements)


@dataclass(frozen=True, slots=True)
class TagRow:
    """How far the statements were read for one tag. `first` and `last` are dates of positions on it."""

    tag: Any
    share: Share
    first: str = ""
    last: str = ""


@dataclass(frozen=True, slots=True)
class Coverage:
    """What the record holds of the chosen actors and period; a page of the actors, and of the tags the most read."""

    held: Held
    actors: int
    """How many actors there are, on all pages."""
    tags: int
    """How many tags there are with something read for them."""
    years: Sequence[Year] = ()
    languages: Sequence[Language] = ()
    by_actor: Sequence[ActorRow] = ()
    by_tag: Sequence[TagRow] = ()

    @property
    def most_in_a_year(self) -> int:
        """The statements of the fullest year, against which the others are drawn."""
        return max((year.held.statements for year in self.years), default=0)


@dataclass(slots=True)
class Tally:
    """The parts of a share as they are counted, with the dates of the first and the last position."""

    coded: int = 0
    unread: int = 0
    nothing_found: int = 0
    first: str = ""
    last: str = ""

    def add(self, other: Tally) -> None:
        """Take in what was counted elsewhere, of other statements."""
        self.coded += other.coded
        self.unread += other.unread
        self.nothing_found += other.nothing_found
        self.first = min(filter(None, (self.first, other.first)), default="")
        self.last = max(filter(None, (self.last, other.last)), default="")

    def share(self, of: int) -> Share:
        """The parts of so many statements."""
        return Share(of, self.coded, self.unread, self.nothing_found)


Tallies = Mapping[tuple[int, int | None], Tally]
"""(tag, actor) to what was counted of it; the actor is None where actors are not told apart."""


def without_holes(years: Iterable[Year]) -> list[Year]:
    """The years in order, with those between them that have no statement: a hole in the record is shown."""
    known = {year.year: year for year in years}
    if not known:
        return []
    return [known.get(at, Year(at, Held(0, 0))) for at in range(min(known), max(known) + 1)]


def by_tag(tags: Iterable[Any], tallies: Tallies, of: int) -> list[TagRow]:
    """A row for each tag, those with most statements read first; tags have `pk` and `name`."""
    summed: dict[int, Tally] = {}
    for (tag, _actor), tally in tallies.items():
        summed.setdefault(tag, Tally()).add(tally)
    rows = [
        TagRow(tag, tally.share(of), date_of(tally.first), date_of(tally.last))
        for tag in tags
        for tally in [summed.get(tag.pk, Tally())]
    ]
    return sorted(rows, key=lambda row: (-row.share.read, row.tag.name))


def of_actor(actor: int, tags: Iterable[Any], tallies: Tallies, of: int) -> tuple[Share, ...]:
    """The share of each tag in so many statements of one actor."""
    return tuple(tallies.get((tag.pk, actor), Tally()).share(of) for tag in tags)


def date_of(key: str) -> str:
    """The date of the record behind a key by which dates sort: the day, a bar, the date as it is known."""
    return key.partition("|")[2]
