"""The shapes a transcript takes: turns, the labels among them, and the whole."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final, Literal

TurnKind = Literal["question", "answer", "speech", "narration"]
AskerCode = Literal["", "outlet", "unnamed", "publisher"]

ANOTHER_SPEAKER: Final = "another-speaker"
MODERATOR: Final = "moderator"
UNCLEAR: Final = "unclear"
NO_ANSWER: Final = "no-answer"

FLAGS: Final[dict[str, str]] = {
    ANOTHER_SPEAKER: "someone other than the speaker of this statement",
    MODERATOR: "leads the talk, takes no part in it",
    UNCLEAR: "nothing in the text says whose words these are",
    NO_ANSWER: "a question with more than one paragraph and no answer after it: the answer may stand within",
}
"""Why a turn wants an editor's eye: a code, and what it says in plain English."""


@dataclass(frozen=True, slots=True)
class ParsedTurn:
    """A stretch of a text by one speaker, as proposed to the editor.

    `order` counts from 1. `exchange` counts from 1 too: a question and the answers to it share it; it is None
    outside an exchange. `label` is the label exactly as printed, with its colon and the white space after it;
    '' for narration, and where a speaker goes on after a stage direction. `speaker` is the name inside the
    label, '' where the label names no one (`Q:`, `Answer:`). `words` is what was said, `gap` the white space
    until the next turn. `theirs`: the words are proposed as the statement's own actor's. `asker`: for a
    question `outlet`, `unnamed` or `publisher`, else ''. `flagged`: '' or a code of `FLAGS`. `settled`: an
    editor has set the kind of this turn, and no later correction of another turn changes it.
    """

    order: int
    exchange: int | None
    kind: TurnKind
    label: str
    speaker: str
    words: str
    gap: str
    theirs: bool
    asker: AskerCode
    flagged: str
    settled: bool = False


@dataclass(frozen=True, slots=True)
class LabelUse:
    """One label and how its turns are read: a row of the form "for all turns with that label".

    `label` is printed as in the text, without the white space around it; `count` is the number of its turns.
    `kind`, `theirs`, `asker` and `flagged` are those of most of its turns (of the first, where equal).
    """

    label: str
    speaker: str
    count: int
    kind: TurnKind
    theirs: bool
    asker: AskerCode
    flagged: str


@dataclass(frozen=True, slots=True)
class Transcript:
    """What was understood of a pasted text.

    `title` is the front matter's title, else the first heading, else ''. `date` is an EDTF string if one
    date, and only one reading of it, stands in the front matter or at the top, else ''. `front_matter` holds
    its simple `key: value` pairs.
    """

    turns: tuple[ParsedTurn, ...]
    title: str = ""
    date: str = ""
    front_matter: dict[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return label + words + gap of all turns: the cleaned text, letter for letter."""
        return "".join([part for turn in self.turns for part in (turn.label, turn.words, turn.gap)])

    def labels(self) -> list[LabelUse]:
        """Return the labels in the order of their first use."""
        of_label: dict[str, list[ParsedTurn]] = {}
        for turn in self.turns:
            printed = printed_label(turn.label)
            if printed:
                of_label.setdefault(printed, []).append(turn)
        return [_use(printed, turns) for printed, turns in of_label.items()]

    def speaking(self) -> Iterator[ParsedTurn]:
        """Yield the turns that someone speaks: all but narration."""
        return (turn for turn in self.turns if turn.kind != "narration")


def printed_label(label: str) -> str:
    """Return a label as a person sees it: white space at its ends gone, one space for any other."""
    return " ".join(label.split())


def _use(printed: str, turns: list[ParsedTurn]) -> LabelUse:
    counts: dict[tuple[TurnKind, bool, AskerCode, str], int] = {}
    for turn in turns:
        reading = (turn.kind, turn.theirs, turn.asker, turn.flagged)
        counts[reading] = counts.get(reading, 0) + 1
    kind, theirs, asker, flagged = max(counts, key=counts.__getitem__)
    return LabelUse(printed, turns[0].speaker, len(turns), kind, theirs, asker, flagged)
