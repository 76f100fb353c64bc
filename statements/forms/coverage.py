"""Of what a reader asks how much the record holds."""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar

from statements.coverage_rows import Chosen
from statements.forms.compare import MOST_TAGS, too_many
from statements.forms.filters import ReaderFilters
from statements.models import Actor, Tag
from statements.readings import Scope


class CoverageForm(ReaderFilters):
    """Actors with their offices or without, a period, and the tags for which each actor's share is asked."""

    uses: ClassVar[tuple[str, ...]] = ("actor", "tag", "offices", "from", "to", "as_of", "page", "format")
    formats: ClassVar[tuple[str, ...]] = ("html", "json", "csv")

    @property
    def chosen(self) -> Chosen:
        """What is to be counted; of a valid form."""
        values = self.cleaned_data
        scope = Scope(values["from"], values["to"], as_of=values["as_of"])
        return Chosen(scope, values["actor"], values["offices"], values["tag"])

    def public(self, model: type[Actor] | type[Tag], as_of: datetime | None) -> Any:
        """Tags come with the proposition that stood at `as_of`."""
        found = super().public(model, as_of)
        return found.with_proposition(as_of) if model is Tag else found

    def clean(self) -> dict[str, Any]:
        """Refuse more tags than a table can set side by side."""
        values = super().clean()
        if not self.errors and len(values["tag"]) > MOST_TAGS:
            self.add_error("tag", too_many(len(values["tag"]), MOST_TAGS))
        return values
