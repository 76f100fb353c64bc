"""A text cut into rows, and whether a row begins something or only goes on.

Text from files and mail is often broken by hand at 60 to 80 letters. There, the start of a row says nothing:
`openness and transparency: do not` can stand at one. A row begins anew after a blank row, after one that ends
a sentence, or after one that had room left for the word that follows.
"""

import re
from dataclasses import dataclass
from itertools import accumulate, pairwise

_SEPARATOR = re.compile("[\n\x0b\x0c\u2028\u2029]")
_TERMINAL = frozenset(".!?。！？…:：;；؟۔।॥።፤။၊។\"”’'»)）]】」』*_—–-")
_SAMPLE = 4000
_WIDEST = 160
_SLACK = 3


@dataclass(frozen=True, slots=True)
class Rows:
    """A text, its rows without their line ends, where each starts, and the width it is wrapped at (or None)."""

    text: str
    rows: list[str]
    starts: list[int]
    width: int | None

    def blank(self, row: int) -> bool:
        """Return whether there is nothing but white space in this row, or no such row."""
        return not 0 <= row < len(self.rows) or not self.rows[row].strip()

    def opens_paragraph(self, row: int) -> bool:
        """Return whether nothing but white space stands before this row, up to the row above."""
        return self.blank(row - 1)

    def begins_anew(self, row: int) -> bool:
        """Return whether this row is the start of something: not the middle of a wrapped sentence."""
        if self.width is None or self.opens_paragraph(row):
            return True
        above = self.rows[row - 1].rstrip()
        first_word = self.rows[row][: self.width].split(None, 1)[:1]
        room = self.width - len(above) - 1 - _SLACK
        return above[-1] in _TERMINAL or (bool(first_word) and len(first_word[0]) <= room)


def cut(text: str) -> Rows:
    """Return the text in rows; every line separator is one code point, so offsets add up."""
    rows = _SEPARATOR.split(text)
    starts = list(accumulate((len(row) + 1 for row in rows[:-1]), initial=0))
    return Rows(text, rows, starts, _wrap_width(rows[:_SAMPLE]))


def ends_sentence(row: str) -> bool:
    """Return whether a row ends with a mark that ends a sentence, a quotation or an aside."""
    stripped = row.rstrip()
    return bool(stripped) and stripped[-1] in _TERMINAL


def _wrap_width(rows: list[str]) -> int | None:
    """Return the width at which rows were broken by hand, or None where a row is a paragraph."""
    lengths = []
    broken_off = 0
    for row, following in pairwise(rows):
        if row and following and not row.isspace() and not following.isspace():
            lengths.append(min(len(row.rstrip()), _WIDEST + 1))
            broken_off += not ends_sentence(row)
    if len(lengths) < 4 or broken_off < 0.4 * len(lengths):
        return None
    width = sorted(lengths)[int(0.95 * (len(lengths) - 1))]
    return width if 30 <= width <= _WIDEST else None
