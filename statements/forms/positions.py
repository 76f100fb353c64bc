"""What a reader may ask of a quote's own page."""

from __future__ import annotations

from typing import ClassVar

from statements.forms.filters import ReaderFilters


class PositionForm(ReaderFilters):
    """An earlier instant, and a format."""

    uses: ClassVar[tuple[str, ...]] = ("as_of", "format")
    formats: ClassVar[tuple[str, ...]] = ("html", "json")
