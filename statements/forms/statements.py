"""What a reader may ask of the list of statements and of a statement's page."""

from __future__ import annotations

import re
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements.forms.filters import NumberField, ReaderFilters
from statements.listing.rows import Listing, Row
from statements.models import Statement
from statements.statement_page import NoSuchText, StatementPage, load


class StatementFilters(ReaderFilters):
    """The list's filters, search, order, page and format."""

    uses: ClassVar[tuple[str, ...]] = (
        "q", "in", "actor", "tag", "offices", "subtags", "form", "language", "voice", "year", "from", "to", "as_of",
        "sort", "page", "after", "format",
    )  # fmt: skip
    sorts = (("-date", _("newest first")), ("date", _("oldest first")), ("relevance", _("best match first")))

    def clean(self) -> dict[str, Any]:
        """Refuse an order by words where there are none, and a place in a list that such an order has not."""
        values = super().clean()
        if values.get("sort") == "relevance":
            if not values.get("q"):
                self.add_error("sort", _now("Only a search has best matches; give some words"))
            elif values.get("after"):
                self.add_error("after", _now("The best matches are read by page"))
        return values

    def rows_of(self, listing: Listing) -> list[Row] | None:
        """The rows of the page that is asked for; None, and an error, where the list has no such place."""
        if after := self.cleaned_data["after"]:
            rows = listing.after(after)
            if rows is None:
                self.add_error("after", _now("The list holds no statement %(id)s") % {"id": after})
            return rows
        page = self.cleaned_data["page"]
        if page > listing.pages:
            self.add_error("page", _now("The last page is %(last)s") % {"last": listing.pages})
            return None
        return listing.page(page)


class BesideField(forms.Field):
    """What stands beside a text: another text by its number (2), or another statement by its id (s15)."""

    def to_python(self, value: Any) -> tuple[str, int] | None:
        """Clean to ("text", number) or ("statement", id)."""
        typed = str(value or "")
        if not typed:
            return None
        if not re.fullmatch(r"s?[0-9]{1,18}", typed):
            raise ValidationError(
                _("“%(value)s” is unknown; expected the number of a text (2) or of a statement (s15)"),
                params={"value": typed},
            )
        return ("statement", int(typed[1:])) if typed.startswith("s") else ("text", int(typed))


class StatementPageFilters(ReaderFilters):
    """Which of a statement's texts, beside which other, and as the site stood when."""

    uses: ClassVar[tuple[str, ...]] = ("as_of", "format")
    formats: ClassVar[tuple[str, ...]] = ("html", "json")

    text = NumberField(None, max_value=32_767, label=_("Text"))
    beside = BesideField(required=False, label=_("Beside it"))

    def page_of(self, statement: Statement) -> StatementPage | None:
        """The page that is asked for; None, and an error, where the statement has no such text.

        Errors: `NotThen` where it was not public at the instant.
        """
        values = self.cleaned_data
        try:
            return load(statement, values["as_of"], values["text"], values["beside"])
        except NoSuchText:
            self.add_error("beside" if values["beside"] else "text", _now("The statement has no such text"))
            return None
