"""What drawing takes and gives. `x` and `width` are per cent of the picture's width, `y` and `height` are rem."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """A person's time in an office, as a membership gives it."""

    actor: int
    """Whose lane: the country, organisation or office."""
    name: str
    role: str
    """As printed."""
    since: str
    until: str
    """Dates of the record; empty: not known, or not over."""


@dataclass(frozen=True, slots=True)
class Tick:
    """A place on the axis and its words."""

    x: float
    words: str
    anchor: str
    """`start`, `middle` or `end` of the words stands there."""


@dataclass(frozen=True, slots=True)
class Band:
    """A term of office in a lane."""

    term: Term
    x: float
    width: float
    y: float
    edges: tuple[float, ...]
    """Where it begins, and where it ends if no other term follows, as far as that is in the picture."""


@dataclass(frozen=True, slots=True)
class Span:
    """The days on which something may have been said, where that is more than one."""

    x: float
    width: float
    about: bool


@dataclass(frozen=True, slots=True)
class Mark:
    """One reading, or all of a kind in a stretch of time."""

    x: float
    y: float
    stance: str | None
    basis: str
    """Of all it stands for; empty where they differ."""
    words: str
    """The whole of it, for a reader who does not see the picture."""
    line: int
    """Of the reading; 0 for several."""
    count: int = 1
    since: str = ""
    until: str = ""
    """The stretch of time of several readings, as `from=` and `to=` take it."""
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Heading:
    """What the marks of a row have in common: a stance, or a word of the sources; neither: other words."""

    y: float
    stance: str | None
    word: str | None


@dataclass(frozen=True, slots=True)
class Lane:
    """The marks of one actor or office, in the order of time, with the terms of office in it."""

    party: int
    actor: int
    y: float
    height: float
    bands: tuple[Band, ...]
    undrawn: int
    """Terms of office that are too many to draw."""
    headings: tuple[Heading, ...]
    marks: tuple[Mark, ...]

    @property
    def foot(self) -> float:
        """Where it ends."""
        return self.y + self.height


@dataclass(frozen=True, slots=True)
class Chart:
    """One proposition over time."""

    ticks: tuple[Tick, ...]
    lanes: tuple[Lane, ...]
    """None where no reading has a date."""
    height: float
    top: float
    """Where the lanes begin, under the words of the axis."""
    foot: float
    """Where they end; under a tall picture the words of the axis stand again."""
    words: str
    """How many readings it shows, of which time, and how to read it."""
    undated: tuple[tuple[int, int], ...]
    """(actor, readings without a date), which are not in the picture."""
    bases: tuple[str, ...]
    """Those in the picture beside an actor's own words."""
    is_day: bool
    """The picture is of one day: there is nothing narrower to show."""

    @property
    def is_tall(self) -> bool:
        """Whether the words of the axis stand at the foot too."""
        return self.foot < self.height

    @property
    def terms(self) -> tuple[tuple[int, tuple[Term, ...]], ...]:
        """(actor, its terms of office in the picture), of those that have some."""
        return tuple((lane.actor, tuple(band.term for band in lane.bands)) for lane in self.lanes if lane.bands)
