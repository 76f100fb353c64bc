"""One proposition over time, drawn: what stands where in the picture, in which words.

Pure: the series of `statements.compare`, names and terms of office in, dataclasses out. Across the picture everything
is a percentage of its width, so that one drawing fits any window; down it, everything is in `rem`, so that it grows
with the reader's type. Nothing is joined by a line: between two readings nothing is known.
"""

from statements.timeline.axis import Axis
from statements.timeline.drawing import MOST_A_LANE, MOST_TERMS, draw
from statements.timeline.shapes import Band, Chart, Heading, Lane, Mark, Span, Term, Tick

__all__ = [
    "MOST_A_LANE",
    "MOST_TERMS",
    "Axis",
    "Band",
    "Chart",
    "Heading",
    "Lane",
    "Mark",
    "Span",
    "Term",
    "Tick",
    "draw",
]
