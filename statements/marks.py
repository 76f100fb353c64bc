"""A statement's words as its page marks them: the passages that readings rest on, and the readings beside them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from statements.codes import Basis, Origin, PositionStatus
from statements.models import Position, Proposition, Tag, Turn
from statements.passages import Segment, cut_paragraphs, layers, paragraph_spans, segments


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage, marked once for all readings that rest on it on one tag."""

    number: int
    """Among the passages of the page, in the order of the words."""
    nth: int
    """Among those of its turn."""
    turn: int
    """The order of its turn."""
    start: int
    end: int
    layer: int | None
    """Where it overlaps other passages, the first layer on which none of them lies; None where it overlaps none."""
    position: Position
    """The first that rests on it."""
    readings: int
    """How many do."""

    @property
    def place(self) -> str:
        """The id of its beginning on the page."""
        return f"t{self.turn}-{self.start}-{self.position.line}"


@dataclass(frozen=True, slots=True)
class Note:
    """A reading beside the words it rests on: those of its passages that are on the page, in their order."""

    position: Position
    marks: Sequence[Mark]

    @property
    def here(self) -> list[Mark]:
        """Its passages in the turn beside which it stands: that of the first."""
        return [mark for mark in self.marks if mark.turn == self.marks[0].turn]


@dataclass(frozen=True, slots=True)
class Notes:
    """The readings on one tag beside the same words."""

    tag: Tag
    proposition: Proposition | None
    notes: Sequence[Note]

    @property
    def basis(self) -> str | None:
        """The basis of all of several readings, to be said once; None for the actor's own words."""
        return self._said_once([row.basis for row in self._readings()], Basis.SAID)

    @property
    def origin(self) -> str | None:
        """Who made all of several readings, to be said once; None for an editor."""
        return self._said_once([row.origin for row in self._readings()], Origin.EDITOR)

    def _readings(self) -> list[Position]:
        return [note.position for note in self.notes if note.position.status != PositionStatus.HIDDEN]

    def _said_once(self, found: Sequence[str], usual: str) -> str | None:
        return found[0] if len(found) > 1 and set(found) == {found[0]} and found[0] != usual else None


@dataclass(frozen=True, slots=True)
class Block:
    """Paragraphs that stand together, the readings beside them, and the paragraphs without a reading that follow."""

    paragraphs: Sequence[Sequence[Segment]]
    notes: Sequence[Notes] = ()
    rest: Sequence[Sequence[Segment]] = ()


@dataclass(frozen=True, slots=True)
class TurnView:
    """A turn with its words cut where passages begin and end, and the readings that begin in it."""

    turn: Turn
    segments: Sequence[Segment]
    notes: Sequence[Note] = ()

    @property
    def anchor(self) -> str:
        """Its id on the page."""
        return f"t{self.turn.order}"

    @property
    def outcome(self) -> str | None:
        """What an editor read the answer to do with its question."""
        outcome: str | None = getattr(self.turn, "outcome", None)
        return outcome

    def paragraphs(self) -> list[list[Segment]]:
        """The words by paragraph."""
        return cut_paragraphs(self.segments)

    def by_tag(self) -> list[Notes]:
        """All its readings, those on one tag together."""
        return list(_by_tag(self.notes))

    def blocks(self) -> list[Block]:
        """Words and readings, each reading beside the paragraphs that its first passage runs through."""
        paragraphs = self.paragraphs()
        noted = [*self._noted(), (len(paragraphs), len(paragraphs), [])]
        found = [Block(paragraphs[: noted[0][0]])] if noted[0][0] else []
        for (first, end, notes), (following, _end, _notes) in pairwise(noted):
            found.append(Block(paragraphs[first:end], list(_by_tag(notes)), paragraphs[end:following]))
        return found

    def _noted(self) -> list[tuple[int, int, list[Note]]]:
        """Which paragraphs (first, end) have readings beside them; those that share one are taken together."""
        starts = [start for start, _end in paragraph_spans(self.turn.words)]
        found: list[tuple[int, int, list[Note]]] = []
        for note in self.notes:
            passage = note.marks[0]
            first = max(0, bisect_right(starts, passage.start) - 1)
            end = max(first + 1, bisect_right(starts, passage.end - 1))
            if found and first < found[-1][1]:
                before, before_end, notes = found.pop()
                found.append((before, max(before_end, end), [*notes, note]))
            else:
                found.append((first, end, [note]))
        return found


def views(turns: Sequence[Turn], positions: Sequence[Position]) -> list[TurnView]:
    """The turns of a text with the readings that rest on their words; the others are left out.

    The positions come with their tags and passages.
    """
    orders = {turn.pk: turn.order for turn in turns}
    resting: dict[tuple[int, int, int, int], list[Position]] = {}
    for position in positions:
        for passage in position.passages.all():
            if passage.turn_id in orders:
                place = (orders[passage.turn_id], passage.start, -passage.end, position.tag_id)
                resting.setdefault(place, []).append(position)
    marked: dict[Position, list[Mark]] = {}
    spans: dict[int, list[tuple[int, int, list[Mark]]]] = {}
    for mark, rests in _marks(resting):
        spans.setdefault(mark.turn, []).append((mark.start, mark.end, [mark]))
        for position in rests:
            marked.setdefault(position, []).append(mark)
    notes: dict[int, list[Note]] = {}
    for position, marks in marked.items():
        notes.setdefault(marks[0].turn, []).append(Note(position, marks))
    return [
        TurnView(turn, segments(turn.words, spans.get(turn.order, [])), notes.get(turn.order, [])) for turn in turns
    ]


def _marks(resting: dict[tuple[int, int, int, int], list[Position]]) -> Iterator[tuple[Mark, list[Position]]]:
    """Each place, in the order of the words, as a mark with the readings that rest on it."""
    number = 0
    places = sorted(resting, key=lambda place: (place[:3], resting[place][0].line))
    for turn, same_turn in groupby(places, key=lambda place: place[0]):
        here = list(same_turn)
        lying = layers([(start, -end) for _turn, start, end, _tag in here])
        for nth, (place, layer) in enumerate(zip(here, lying, strict=True), start=1):
            number += 1
            rests = resting[place]
            yield Mark(number, nth, turn, place[1], -place[2], layer, rests[0], len(rests)), rests


def _by_tag(notes: Sequence[Note]) -> Iterator[Notes]:
    grouped: dict[tuple[int, int | None], list[Note]] = {}
    for note in notes:
        grouped.setdefault((note.position.tag_id, note.position.proposition_id), []).append(note)
    for same in grouped.values():
        yield Notes(same[0].position.tag, same[0].position.proposition, same)
