"""How wide words are where no typeface is known, and where their lines break.

A picture is drawn with whatever typeface its reader has, so widths are taken as those of a wide one: a line may end
early, and never runs out of the picture.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

ELLIPSIS = "…"
LONGEST = 4_000
"""Code points of a text that are looked at: more never stands in a picture."""

_EMS: dict[str, float] = {
    letter: em
    for letters, em in (
        ("iljI.,;:'’‘|!·`", 0.32),
        ('tfr()[]{}-/\\“”"*«»', 0.46),
        ("\u00a0\u202f", 0.32),
        ("csz", 0.54),
        ("kvxyJ?", 0.6),
        ("wжшщюыфЖ", 0.9),
        ("mMWQO@%&—…ШЩЮЫ№", 1.05),
    )
    for letter in letters
}
"""The breadth of letters that are narrower or wider than most of their kind, in parts of their size."""
_SPACE = regex.compile(r"[^\S\u00a0\u2007\u202f]+")
"""White space at which a line may break: the mark of a quotation that has a space inside stays with its words."""
_CLUSTER = regex.compile(r"\X")
_BREAKS = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Bopomofo}ー]|[\u3000-\u303f\uff00-\uffef]")
"""Letters of scripts that are written without spaces, and their punctuation: a line may break between two."""
_CLOSING = frozenset("。，、；：？！」』）》〉】〕”’…—ー・．,.;:?!)]}»")
"""What begins no line."""
_OPENING = frozenset("「『（《〈【〔“‘([{«")
"""What ends no line."""


@dataclass(frozen=True, slots=True)
class Wrapped:
    """The lines of a text; `cut` where more of it was left out, which its last line shows."""

    lines: tuple[str, ...]
    size: float
    cut: bool = False


@lru_cache(maxsize=4096)
def _em(letter: str) -> float:
    category = unicodedata.category(letter)
    if category in ("Mn", "Me", "Cf"):
        return 0.0
    if unicodedata.east_asian_width(letter) in ("W", "F"):
        return 1.3 if category == "So" else 1.02
    if letter == " ":
        return 0.32
    if known := _EMS.get(letter):
        return known
    if category == "Nd":
        return 0.64
    if category in ("Lu", "Lt"):
        return 0.76
    name = unicodedata.name(letter, "")
    if category in ("Ll", "Lm", "Po", "Pd", "Ps", "Pe", "Pi", "Pf") or name.startswith(("ARABIC", "HEBREW")):
        return 0.62
    return 1.05


@dataclass(frozen=True, slots=True)
class Letters:
    """A size of letters, upright or bold, or all of one breadth as in an address."""

    size: float
    bold: bool = False
    mono: bool = False

    def advance(self, text: str) -> float:
        """How long a text is at most, in the units of the size."""
        if self.mono:
            return self.size * sum(0.62 if 0 < _em(letter) <= 1.01 else 1.3 * _em(letter) for letter in text)
        return self.size * (1.08 if self.bold else 1.0) * sum(map(_em, text))


def wrap(text: str, letters: Letters, length: float, most: int, *, closing: str = "") -> Wrapped:
    """The text in at most so many lines of a length, white space as single spaces.

    What does not fit is left out from the end of a word, or in scripts without spaces of a letter; an ellipsis and
    then `closing` (a quotation mark) stand there. No word is changed; one that is longer than a line goes on in the
    next.
    """
    lines: list[str] = [""]
    for spaced, piece in _pieces(" ".join(_SPACE.split(text[:LONGEST].strip())), letters, length):
        longer = f"{lines[-1]} {piece}" if spaced and lines[-1] else lines[-1] + piece
        if letters.advance(longer) <= length or not lines[-1]:
            lines[-1] = longer
        elif len(lines) == most:
            lines[-1] = _cut(lines[-1], letters, length, closing, whole=spaced)
            return Wrapped(tuple(lines), letters.size, cut=True)
        else:
            lines.append(piece)
    if len(text) > LONGEST:
        lines[-1] = _cut(lines[-1], letters, length, closing, whole=False)
    return Wrapped(tuple(filter(None, lines)), letters.size, cut=len(text) > LONGEST)


def fit(
    text: str, choice: Sequence[Letters], length: float, height: float, *, leading: float, closing: str = ""
) -> Wrapped:
    """The text in the first of the letters in which all of it fits into a height, else cut in the last."""
    for letters in choice:
        wrapped = wrap(text, letters, length, max(1, int(height // (letters.size * leading))), closing=closing)
        if not wrapped.cut:
            break
    return wrapped


def _cut(line: str, letters: Letters, length: float, closing: str, *, whole: bool) -> str:
    """A line that ends in an ellipsis: its last words, or letters, give way to it. `whole`: it ends with a word."""
    words = line
    while words:
        spaced = " " if whole and not _BREAKS.fullmatch(words[-1]) else ""
        ended = f"{words}{spaced}{ELLIPSIS}{closing}"
        if letters.advance(ended) <= length:
            return ended
        before, _space, last = words.rpartition(" ")
        if before and not _BREAKS.search(last):
            words, whole = before, True
        else:
            words, whole = "".join(_CLUSTER.findall(words)[:-1]).rstrip(), False
    return f"{ELLIPSIS}{closing}"


def _pieces(text: str, letters: Letters, length: float) -> Iterator[tuple[bool, str]]:
    """What a line may not break inside of, each with whether a space stands before it."""
    for word in text.split(" "):
        spaced = True
        # An address is no text: it runs on without regard for its script.
        for piece in [word] if letters.mono else _unbroken(word):
            for part in _parts(piece, letters, length):
                yield spaced, part
                spaced = False


def _unbroken(word: str) -> list[str]:
    """A word, or where its script has no spaces its letters, with the punctuation that belongs to each."""
    pieces: list[str] = []
    for cluster in _CLUSTER.findall(word):
        glued = pieces and (
            cluster[0] in _CLOSING
            or pieces[-1][-1] in _OPENING
            or not (_BREAKS.match(cluster) or _BREAKS.match(pieces[-1][-1]))
        )
        if glued:
            pieces[-1] += cluster
        else:
            pieces.append(cluster)
    return pieces


def _parts(piece: str, letters: Letters, length: float) -> Iterator[str]:
    """A piece, in parts where it is longer than a line."""
    part = ""
    for cluster in _CLUSTER.findall(piece) if letters.advance(piece) > length else [piece]:
        if part and letters.advance(part + cluster) > length:
            yield part
            part = ""
        part += cluster
    yield part
