"""The pictures: what stands where in them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from statements import punctuation
from statements.cards.drawing import ACCENT, HEIGHT, INK, LINE, MARGIN, SOFT, WIDTH, Picture, Rule
from statements.cards.lettering import Letters, wrap
from statements.cite import apart

ACROSS = WIDTH - 2 * MARGIN
MOST_ACTORS, MOST_TAGS = 4, 3
"""Of a comparison; the picture says how many more there are."""
READINGS = 2
"""Of one cell, where their order is unknown; of more the number is said."""
NAMES, GAP = 250.0, 18.0
"""Of a comparison: the breadth of the actors' column, and what stands free between two."""
ADDRESS = (17, 15, 13, 11)
"""The sizes of an address."""
FOOT = 508
"""Where the foot of every picture begins."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What the picture of one reading says. All in words; '' where there is nothing to say."""

    line: int
    actor: str
    invented: bool
    capacity: str
    said_on: str
    tag: str
    proposition: str
    """'' on a topic, where no stance stands either."""
    stance: str | None
    words: str
    """The stance, or the source's own word."""
    firmness: str
    basis: str
    """How it is the actor's, and by whose text; '' where it is said in its own words."""
    condition: str
    quotes: Sequence[str]
    language: str
    notice: str
    """That it was taken back, and why, or replaced since."""
    eyes: str
    """Who looked at the reading."""
    source: str
    as_of: str
    address: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a comparison: the readings that may each be the latest, or the word for their absence."""

    readings: Sequence[tuple[str | None, str]]
    """(stance or None, its words), several where their order is unknown."""
    facts: Sequence[str]
    """Lines under it: date and voice, the basis where it is another than said; count and range."""
    absence: str = ""


@dataclass(frozen=True, slots=True)
class Column:
    """A tag, its proposition or that it is a topic."""

    tag: str
    proposition: str


@dataclass(frozen=True, slots=True)
class Line:
    """An actor's row."""

    actor: str
    invented: bool
    facts: str
    cells: Sequence[Cell]


@dataclass(frozen=True, slots=True)
class Compared:
    """What the picture of a comparison says; `columns` and `lines` are those shown."""

    heading: str
    scope: str
    columns: Sequence[Column]
    lines: Sequence[Line]
    more: str
    """How many actors and tags are not shown, or ''."""
    sources: str
    unread: str
    """What the mark beside a reading means that no editor has read, or ''."""
    as_of: str
    address: str


def reading(told: Reading) -> Picture:
    """The picture of one reading with its quote."""
    picture = Picture(f"{told.actor}{punctuation.colon()}{told.proposition or told.tag}")
    _frame(picture, _("Position %(line)s") % {"line": told.line}, invented=told.invented)
    y = picture.write(told.actor, MARGIN, 94, (42, 34, 28), ACROSS, weight=700, leading=1.25)
    y = picture.write(_joined(told.capacity, told.said_on), MARGIN, y, 23, ACROSS, fill=SOFT)
    y = picture.write(told.tag, MARGIN, y + 8, 19, ACROSS, fill=SOFT)
    if told.proposition:
        y = picture.write(
            told.proposition, MARGIN, y, (26, 22, 19), ACROSS, height=68, face="serif", slant="italic", leading=1.25
        )
    if told.words:
        tail = f" · {told.firmness}" if told.firmness else ""
        y = picture.stance(told.stance, told.words, MARGIN, y + 8, (27, 22), ACROSS, tail=tail)
    if told.basis:
        y = picture.write(told.basis, MARGIN, y, (21, 18, 15), ACROSS, height=42)
    if told.condition:
        y = picture.write(told.condition, MARGIN, y, 19, ACROSS, fill=SOFT)
    if told.notice:
        y = picture.write(told.notice, MARGIN, y + 6, (23, 20, 17), ACROSS, height=92, weight=600)
    top, last = y + 14, len(picture.runs)
    y = picture.write(
        " […] ".join(map(punctuation.quoted, told.quotes)),
        MARGIN + 22,
        top,
        (46, 38, 32, 27, 24),
        ACROSS - 44,
        height=FOOT - 10 - top,
        closing=punctuation.marks()[1],
        language=told.language,
        face="serif",
    )
    side = WIDTH - MARGIN - 4 if picture.runs[last].direction == "rtl" else MARGIN
    picture.rules.append(Rule(side, top, 4, round(y - top, 1), ACCENT))
    _foot(picture, [told.source, _joined(told.as_of, told.eyes)], told.address)
    return picture


def comparison(told: Compared) -> Picture:
    """The picture of a comparison: a grid of at most `MOST_ACTORS` by `MOST_TAGS`."""
    picture = Picture(told.heading)
    _frame(picture, told.scope, invented=any(line.invented for line in told.lines))
    ends = [picture.write(told.heading, MARGIN, 84, 26, NAMES - GAP, weight=700, leading=1.2, most=2)]
    each = (ACROSS - NAMES) / len(told.columns)
    heads = _largest((19, 17, 15), [column.tag for column in told.columns], each - GAP)
    stances = [words for line in told.lines for cell in line.cells for _stance, words in cell.readings]
    letters = _largest((19, 17, 15, 13), stances, each - GAP - 22)
    for number, column in enumerate(told.columns):
        x = MARGIN + NAMES + each * number
        y = picture.write(column.tag, x, 86, (heads, 15, 13), each - GAP, most=2, leading=1.2, weight=700)
        ends.append(
            picture.write(
                column.proposition, x, y, (17, 15), each - GAP, height=88, face="serif", slant="italic", leading=1.25
            )
        )
    top = max(ends) + 8
    height = min(104.0, (FOOT - top) / len(told.lines))
    for number, line in enumerate(told.lines):
        y = round(top + height * number, 1)
        picture.rules.append(Rule(MARGIN, y, ACROSS, 1))
        # A name that is cut could be another's: it has the lines that the row has room for.
        under = picture.write(
            line.actor, MARGIN, y + 6, (20, 17, 15, 13), NAMES - GAP, height=height - 48, leading=1.2, weight=700
        )
        _facts(picture, [_("invented actor") if line.invented else "", line.facts], MARGIN, under, NAMES - GAP)
        for place, cell in enumerate(line.cells):
            _cell(picture, cell, MARGIN + NAMES + each * place, y + 5, each - GAP, height - 8, letters)
    _foot(picture, [_joined(told.more, told.sources), _joined(told.as_of, told.unread)], told.address)
    return picture


def _cell(picture: Picture, cell: Cell, x: float, y: float, length: float, height: float, letters: float) -> None:
    if cell.absence:
        picture.write(cell.absence, x, y + 2, (16, 14), length, height=height, fill=SOFT, leading=1.25)
        return
    for stance, words in cell.readings:
        y = picture.stance(stance, words, x, y, (letters,), length)
    _facts(picture, cell.facts, x, y, length)


def _facts(picture: Picture, facts: Sequence[str], x: float, y: float, length: float) -> None:
    facts = list(filter(None, facts))
    for fact in facts:
        y = picture.write(fact, x, y, (15, 14, 13) if len(facts) < 3 else (13, 12), length, fill=SOFT, leading=1.22)


def _largest(sizes: Sequence[float], texts: Sequence[str], length: float) -> float:
    """The first of the sizes in which each of the texts stands in a line, or the last."""
    for size in sizes[:-1]:
        if all(Letters(size, bold=True).advance(text) <= length for text in texts):
            return size
    return sizes[-1]


def withdrawn(said: Sequence[str], address: str) -> Picture:
    """The picture that stands where a withdrawn statement stood: number, date and reason, and none of its words."""
    picture = Picture(said[0])
    _frame(picture, "", invented=False)
    y = picture.write(said[0], MARGIN, 170, (38, 32, 27), ACROSS, weight=700)
    for line in said[1:]:
        y = picture.write(line, MARGIN, y + 14, 25, ACROSS, most=3, fill=SOFT)
    _foot(picture, [], address)
    return picture


# -- what all have -------------------------------------------------------------------------------------


def _frame(picture: Picture, which: str, *, invented: bool) -> None:
    """The site's name, and at the other side which page it is and that its actors are invented."""
    picture.write(_("On Record"), MARGIN, 34, 27, ACROSS / 2, face="serif", weight=600)
    said = _joined(_("Invented, for demonstration") if invented else "", which)
    picture.end(said, 60, (19, 16, 14, 12), ACROSS - 220, fill=INK if invented else SOFT)
    picture.rules.append(Rule(0, 0, WIDTH, 8, ACCENT))


def _foot(picture: Picture, lines: Sequence[str], address: str) -> None:
    """Source and instant, then the page's address, which leads back to the same rows."""
    picture.rules.append(Rule(MARGIN, FOOT, ACROSS, 1, LINE))
    y = FOOT + 8.0
    for line in filter(None, lines):
        y = picture.write(line, MARGIN, y, 17, ACROSS, fill=SOFT, leading=1.3)
    room = HEIGHT - 18 - y
    picture.write(address, MARGIN, y + 2, ADDRESS, ACROSS, height=room, face="mono", leading=1.25, language="en")


def room_for(address: str) -> bool:
    """Whether an address stands in a comparison's foot whole."""
    return not wrap(address, Letters(ADDRESS[-1], mono=True), ACROSS, 3).cut


def _joined(*parts: str) -> str:
    return " · ".join(apart(part) for part in parts if part)
