"""What a reader may ask of the list of changes."""

from __future__ import annotations

from typing import ClassVar

from statements.forms.filters import ReaderFilters


class ChangeFilters(ReaderFilters):
    """A page of it, in a format."""

    uses: ClassVar[tuple[str, ...]] = ("page", "format")
