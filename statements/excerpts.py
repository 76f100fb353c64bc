"""A long quote in short: the sentences in which words differ, and a mark wherever others were left out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from statements.diff import Piece

MARK = "[…]"
"""What stands where something was left out; between two passages of a quote it stands in the text itself."""

# Where it is in doubt, a sentence goes on: after a short word with a full stop ("Mr.", "U.S.", "г."), and before a
# small letter or a figure. White space after an end goes with the sentence; Chinese and Japanese write none.
_END = regex.compile(
    r"(?:(?<!\b\p{L}{1,2}|\b\p{Lu}\p{L}{2,3})\.|[!?؟۔…])+[\"'”’»)\]]*(?:\s++(?![\p{Ll}\p{Nd}])|\Z)"
    r"|[。！？]+[」』”’）]*\s*+"
    r"|\[…\]\s*+"
)
_WORD = regex.compile(r"[\p{L}\p{N}]")

Run = tuple[Piece, ...]
"""Pieces that follow one another in the text."""


def around_changes(pieces: Sequence[Piece], most: int) -> list[Run]:
    """The text in runs, between which whole sentences are left out; no run is cut inside a sentence.

    A text of at most `most` code points, and one in which no word differs, is one run. Where the beginning or the end
    was left out, the first or the last run is empty.
    """
    text = "".join(piece.text for piece in pieces)
    if len(text) <= most or not any(_WORD.search(piece.text) for piece in pieces if not piece.kept):
        return [tuple(pieces)]
    # Of the whole text: what ends a sentence may stand in two pieces.
    ends = [0, *(found.end() for found in _END.finditer(text)), len(text)]
    runs: list[list[Piece]] = [[]]
    at = 0
    for piece in pieces:
        start, at = at, at + len(piece.text)
        # The sentence of the change before it goes on to its end, that of the change after it begins at its start.
        first, last = min(end for end in ends if end >= start), max(end for end in ends if end <= at)
        if piece.kept and first < last:
            runs[-1].append(replace(piece, text=text[start:first]))
            runs.append([replace(piece, text=text[last:at])])
        else:
            runs[-1].append(piece)
    shown = [_trimmed(run, after_a_cut=bool(at), before_a_cut=at + 1 < len(runs)) for at, run in enumerate(runs)]
    return [run for at, run in enumerate(shown) if run or at in (0, len(shown) - 1)]


def _trimmed(run: Sequence[Piece], *, after_a_cut: bool, before_a_cut: bool) -> Run:
    """A run without empty pieces, the white space at its end, and a mark of the text's own beside that of a cut."""
    texts = [piece.text for piece in run]
    if after_a_cut and texts[0].startswith(MARK):
        texts[0] = texts[0].removeprefix(MARK).lstrip()
    texts[-1] = texts[-1].rstrip()
    if before_a_cut:
        texts[-1] = texts[-1].removesuffix(MARK).rstrip()
    return tuple(replace(piece, text=text) for piece, text in zip(run, texts, strict=True) if text)
