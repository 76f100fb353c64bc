"""What a reader may ask of the list of changes."""

from __future__ import annotations

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _

from statements import changes
from statements.forms.filters import CodesField, ReaderFilters


class ChangeFilters(ReaderFilters):
    """Those of some kinds or years, newest or oldest first, a page of it, in a format."""

    uses: ClassVar[tuple[str, ...]] = ("year", "sort", "page", "format")
    kind = CodesField(changes.KINDS, required=False, label=_("What was changed"))

    @property
    def rows(self) -> Any:
        """The changes asked for, as `changes.everything` gives them; of a valid form."""
        values = self.cleaned_data
        return changes.everything(values["kind"], values["year"], oldest_first=values["sort"] == "date")
