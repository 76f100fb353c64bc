"""Pictures to share: a reading, or a comparison, with its source, its date and its address inside the picture.

Pure: words in, lines with their places out. `templates/statements/cards/card.svg` draws them.
"""

from statements.cards.drawing import Mark, Picture, Rule, Run
from statements.cards.layout import Cell, Column, Compared, Line, Reading, comparison, reading, withdrawn
from statements.cards.lettering import Letters, Wrapped, fit, wrap

__all__ = [
    "Cell",
    "Column",
    "Compared",
    "Letters",
    "Line",
    "Mark",
    "Picture",
    "Reading",
    "Rule",
    "Run",
    "Wrapped",
    "comparison",
    "fit",
    "reading",
    "withdrawn",
    "wrap",
]
