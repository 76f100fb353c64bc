"""What a picture is made of, and the pen that writes it line by line."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from statements import languages
from statements.cards.lettering import Letters, fit, wrap
from statements.codes import Stance
from statements.xml_text import clean

WIDTH, HEIGHT = 1200, 630
MARGIN = 64

INK, SOFT, LINE, ACCENT = "#1b1d21", "#565a62", "#dedbd3", "#7a1f4b"
FOR, MID, AGAINST = "#1d5a9e", "#565a61", "#944a00"
"""The colours of the site's light scheme."""

UPRIGHT = frozenset(("zh", "ja", "ko", "ar", "fa", "he", "ur"))
"""Languages whose letters do not slant."""

TAIL = 0.74
"""The size of a tail, of that of its line."""

COLOURS = {
    Stance.SUPPORTS.value: FOR,
    Stance.CONDITIONAL_SUPPORT.value: FOR,
    Stance.CONDITIONAL_OPPOSITION.value: AGAINST,
    Stance.OPPOSES.value: AGAINST,
}


@dataclass(frozen=True, slots=True)
class Run:
    """One line of text. `x` is where it begins: at the left, or for a text from right to left at the right."""

    text: str
    x: float
    y: float
    size: float
    fill: str = INK
    weight: int = 400
    face: str = "sans"
    """`sans`, `serif` or `mono`."""
    slant: str = "normal"
    direction: str = "ltr"
    anchor: str = "start"
    language: str = ""
    tail: str = ""

    @property
    def tail_size(self) -> float:
        """The size of what follows in the same line."""
        return round(self.size * TAIL, 1)


@dataclass(frozen=True, slots=True)
class Mark:
    """The shape of a stance or of a word, one of the site's; `y` is its top."""

    shape: str
    x: float
    y: float
    size: float
    fill: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A line or a bar."""

    x: float
    y: float
    width: float
    height: float
    fill: str = LINE


@dataclass(slots=True)
class Picture:
    """A picture of `WIDTH` by `HEIGHT`; `title` tells it to those who do not see it."""

    title: str
    runs: list[Run] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.title = clean(self.title)

    def write(
        self,
        text: str,
        x: float,
        y: float,
        sizes: float | Sequence[float],
        length: float,
        *,
        most: int = 1,
        height: float | None = None,
        leading: float = 1.35,
        closing: str = "",
        tail: str = "",
        language: str = "",
        fill: str = INK,
        weight: int = 400,
        face: str = "sans",
        slant: str = "normal",
    ) -> float:
        """Write a text under `y` in a column of a length, and return where the next may begin.

        In `most` lines or as many as a height has; of several sizes in the first in which all of it fits. `closing`
        ends a text that is cut; `tail` follows it in the same line, smaller and softer, where there is room.
        """
        text = clean(text)
        known = language if language and language != languages.UNKNOWN else languages.guess(text)
        choice = [
            Letters(size, bold=weight > 500, mono=face == "mono")
            for size in ([sizes] if isinstance(sizes, float | int) else sizes)
        ]
        room = most * choice[0].size * leading if height is None else height
        wrapped = fit(text, choice, length, room, leading=leading, closing=closing)
        rtl = languages.direction(known, text) == "rtl"
        for number, line in enumerate(wrapped.lines):
            self.runs.append(
                Run(
                    text=line,
                    x=x + length if rtl else x,
                    y=round(y + wrapped.size * (0.9 + number * leading), 1),
                    size=wrapped.size,
                    fill=fill,
                    weight=weight,
                    face=face,
                    slant="normal" if known.partition("-")[0] in UPRIGHT else slant,
                    direction="rtl" if rtl else "ltr",
                    language="" if known == languages.UNKNOWN else known,
                    tail=_tail(clean(tail), line, choice[0], length),
                )
            )
        return y + len(wrapped.lines) * wrapped.size * leading

    def stance(
        self, code: str | None, words: str, x: float, y: float, sizes: Sequence[float], length: float, *, tail: str = ""
    ) -> float:
        """Where an actor stands: the shape, then the words in its colour; returns as `write` does."""
        fill, side = COLOURS.get(code or "", MID), sizes[0] * 0.8
        self.marks.append(Mark(code or "in-words", x, round(y + sizes[0] * 0.18, 1), round(side, 1), fill))
        indent = sizes[0] * 1.15
        return self.write(words, x + indent, y, sizes, length - indent, fill=fill, weight=650, tail=tail)

    def end(self, text: str, y: float, sizes: Sequence[float], length: float, *, fill: str = SOFT) -> None:
        """A line that ends at the right margin."""
        wrapped = fit(clean(text), [Letters(size) for size in sizes], length, sizes[-1], leading=1)
        for line in wrapped.lines:
            self.runs.append(Run(line, WIDTH - MARGIN, y, wrapped.size, fill, anchor="end"))


def _tail(tail: str, line: str, letters: Letters, length: float) -> str:
    """What fits of a tail behind its line."""
    room = length - letters.advance(line)
    lines = wrap(tail, Letters(letters.size * TAIL), room, 1).lines if tail and room > letters.size * 3 else ()
    return "".join(lines)
