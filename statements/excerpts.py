"""A long quote in short: the sentences in which words differ, and a mark wherever others were left out. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import regex

from statements.diff import Piece

# White space after an end goes with the sentence; Chinese and Japanese write none.
_SENTENCE = regex.compile(r".*?(?:[.!?؟۔…]+[\"'”’»)\]]*(?:\s+|\Z)|[。！？]+[」』”’）]*\s*|\Z)", regex.DOTALL)

Run = tuple[Piece, ...]
"""Pieces that follow one another in the text."""


def around_changes(pieces: Sequence[Piece], most: int) -> list[Run]:
    """The text in runs, between which whole sentences are left out; no run is cut inside a sentence.

    A text of at most `most` code points, and one in which nothing differs, is one run. Where the beginning or the end
    was left out, the first or the last run is empty.
    """
    if all(piece.kept for piece in pieces) or sum(len(piece.text) for piece in pieces) <= most:
        return [tuple(pieces)]
    runs: list[list[Piece]] = [[]]
    for at, piece in enumerate(pieces):
        if not piece.kept:
            runs[-1].append(piece)
            continue
        sentences = [*filter(None, _SENTENCE.findall(piece.text))]
        # The first belongs to the change before it, the last to the change after it.
        before, after = sentences[: at > 0], sentences[-1:] if at + 1 < len(pieces) else []
        if len(sentences) <= len(before) + len(after):
            runs[-1].append(piece)
            continue
        if before:
            runs[-1].append(replace(piece, text="".join(before)))
        runs.append([replace(piece, text="".join(after))] if after else [])
    return [_trimmed(run) for run in runs]


def _trimmed(run: Sequence[Piece]) -> Run:
    """A run without the white space at its end."""
    return (*run[:-1], replace(run[-1], text=run[-1].text.rstrip())) if run else ()
