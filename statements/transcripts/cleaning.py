"""What becomes of a pasted text before it is read: the same letters, in the one form the record keeps."""

import re
import unicodedata
from itertools import groupby

import regex

_MANY_MARKS = regex.compile(r"\p{M}{31,}")
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class Unstorable(ValueError):
    """A character that no database stores: `char`, `position` (code points before it), `line` and `column` (from 1)."""

    def __init__(self, char: str, position: int, line: int, column: int) -> None:
        self.char = char
        self.position = position
        self.line = line
        self.column = column
        what = "a NUL character" if char == "\x00" else f"half of a character (U+{ord(char):04X})"
        super().__init__(f"line {line}, column {column} (character {position + 1}): {what} cannot be stored; remove it")


def clean(text: str) -> str:
    """Return the text in NFC with LF line ends, one leading byte-order mark removed.

    Raises `Unstorable` at the first NUL or lone surrogate; its place is that in the text as given, where
    CRLF, CR and LF each end a line.
    """
    found = _UNSTORABLE.search(text)
    if found:
        position = found.start()
        before = _unix_line_ends(text[:position])
        line = before.count("\n") + 1
        raise Unstorable(found.group(), position, line, len(before) - before.rfind("\n"))
    unix = _unix_line_ends(text.removeprefix("\ufeff"))
    return unicodedata.normalize("NFC", _MANY_MARKS.sub(_in_canonical_order, unix))


def _in_canonical_order(marks: regex.Match[str]) -> str:
    """Return a long run of combining marks in the order that NFC gives them.

    `unicodedata.normalize` sorts them in quadratic time: half a million marks on one letter would take hours.
    """
    runs = groupby(marks.group(), key=lambda mark: unicodedata.combining(mark) > 0)
    return "".join(
        letter for sortable, run in runs for letter in (sorted(run, key=unicodedata.combining) if sortable else run)
    )


def _unix_line_ends(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")
