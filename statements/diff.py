"""How two texts differ, word by word: what was taken out and what was put in. Shapes only: no query, no markup."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

import regex
from rapidfuzz.distance import Levenshtein

LEAST_KEPT = 1 / 3
"""Of the words of both texts; where fewer stand in both, each is another text, and nothing in it is told apart."""

# Where words are not spaced, a letter is the unit. A word takes the white space after it along.
_UNSPACED = r"\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}"
_UNIT = regex.compile(
    rf"^\s+|(?:[{_UNSPACED}]\p{{M}}*|(?:(?![{_UNSPACED}])[\p{{L}}\p{{M}}\p{{N}}])+(?:['’\-][\p{{L}}\p{{M}}\p{{N}}]+)*|.)\s*",
    regex.DOTALL,
)
_SAME_MARK = str.maketrans({**dict.fromkeys("“”„‟«»＂「」『』", '"'), **dict.fromkeys("‘’‚‛‹›`´", "'")})


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a text that stands in the other one too, or does not."""

    text: str
    kept: bool


@dataclass(frozen=True, slots=True)
class Difference:
    """Two texts in pieces; the pieces of each, one after the other, are the text."""

    before: tuple[Piece, ...]
    after: tuple[Piece, ...]
    kept: float
    """The share of the units of both that stand in both, from 0 to 1."""

    @property
    def is_another_text(self) -> bool:
        """Whether too little is kept to tell words apart."""
        return self.kept < LEAST_KEPT


def words(before: str, after: str) -> Difference:
    """How `after` differs from `before`: by word, by letter in Chinese, Japanese and other unspaced writing.

    Kinds of white space and styles of quotation marks make no difference. The alignment has the fewest changes of
    units (Levenshtein's distance over units); what is kept between two changes has a letter or a figure in it.
    """
    old, new, old_kept, new_kept = _aligned(before, after)
    share = _share(old_kept, new_kept)
    if share < LEAST_KEPT:
        return Difference(_whole(before), _whole(after), share)
    return Difference(tuple(_pieces(old, old_kept)), tuple(_pieces(new, new_kept)), share)


def changes(before: str, after: str) -> list[tuple[str, str]]:
    """Each stretch that was replaced, with what took its place, in order; one of them may be ''.

    Two texts of which too little is kept are one change.
    """
    old, new, old_kept, new_kept = _aligned(before, after)
    if _share(old_kept, new_kept) < LEAST_KEPT:
        return [(before, after)]
    found, at, to = [], 0, 0
    while at < len(old) or to < len(new):
        gone, come = at, to
        while at < len(old) and not old_kept[at]:
            at += 1
        while to < len(new) and not new_kept[to]:
            to += 1
        if at > gone or to > come:
            found.append(("".join(old[gone:at]).strip(), "".join(new[come:to]).strip()))
        at, to = at + 1, to + 1  # what is kept stands in both, in the same order
    return found


def _aligned(before: str, after: str) -> tuple[list[str], list[str], list[bool], list[bool]]:
    """The units of both texts, and of each whether it stands in the other too."""
    old, new = _UNIT.findall(before), _UNIT.findall(after)
    old_kept, new_kept = [False] * len(old), [False] * len(new)
    for step in Levenshtein.opcodes([_key(unit) for unit in old], [_key(unit) for unit in new]):
        if step.tag != "equal":
            continue
        inside = step.src_start > 0 and step.src_end < len(old)
        if inside and not any(map(_is_word, old[step.src_start : step.src_end])):
            continue
        old_kept[step.src_start : step.src_end] = [True] * (step.src_end - step.src_start)
        new_kept[step.dest_start : step.dest_end] = [True] * (step.dest_end - step.dest_start)
    return old, new, old_kept, new_kept


def _share(old_kept: Sequence[bool], new_kept: Sequence[bool]) -> float:
    units = len(old_kept) + len(new_kept)
    return (sum(old_kept) + sum(new_kept)) / units if units else 1.0


def _key(unit: str) -> str:
    return unit.strip().translate(_SAME_MARK)


def _is_word(unit: str) -> bool:
    return unit[0].isalnum()


def _whole(text: str) -> tuple[Piece, ...]:
    return (Piece(text, kept=False),) if text else ()


def _pieces(units: Sequence[str], kept: Sequence[bool]) -> Iterable[Piece]:
    """The units joined; the white space after a change is no part of it."""
    space = ""
    for is_kept, some in groupby(zip(units, kept, strict=True), key=lambda pair: pair[1]):
        text = "".join(unit for unit, _kept in some)
        if is_kept:
            yield Piece(space + text, kept=True)
            space = ""
            continue
        bare = text.rstrip()
        if space:
            yield Piece(space, kept=True)
        if bare:
            yield Piece(bare, kept=False)
        space = text[len(bare) :]
    if space:
        yield Piece(space, kept=True)
