"""What a comparison is of, and the search by which a reader chooses it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any, ClassVar

from django.db.models import Q
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from statements import codes, dates
from statements.forms.filters import ReaderFilters, SwitchField, ValuesField, WordsField
from statements.models import Actor, Membership, Tag
from statements.readings import Scope

MOST_TAGS = 12
MOST_ACTORS = 60
MOST_IN_FULL = 12
MOST_CELLS_IN_FULL = 48
"""Actors, and cells of the grid, up to which the series and the passages stand below it."""


class ReadingFilters(ReaderFilters):
    """The filters of pages that show readings: period, bases, makers, with offices or not, an earlier instant."""

    uses: ClassVar[tuple[str, ...]] = ("offices", "from", "to", "basis", "origin", "as_of", "page", "format")

    @property
    def scope(self) -> Scope:
        """Which readings are asked for; of a valid form."""
        values = self.cleaned_data
        return Scope(values["from"], values["to"], tuple(self.bases), values["as_of"], tuple(values["origin"]))

    @property
    def bases(self) -> list[str]:
        """The chosen bases, or those that are shown unless asked."""
        return list(self.cleaned_data.get("basis") or codes.DEFAULT_BASES)

    @property
    def chosen_bases(self) -> list[str]:
        """The bases where a reader chose others than those shown unless asked; the form sends these with the rest."""
        bases: list[str] = self.cleaned_data.get("basis") or []
        return bases if set(bases) != set(codes.DEFAULT_BASES) else []

    @property
    def makers(self) -> list[tuple[str, str]]:
        """Who may have made a reading: each code with its word."""
        return [(str(code), str(label)) for code, label in codes.Origin.choices]


class CompareForm(ReadingFilters):
    """Actors and groups, tags, period, offices and bases.

    `common` keeps to the period that the actors have in common on each tag, `since` asks who moved since a day; `find`
    searches for more actors and tags to choose, `choose` asks for the choice with what is chosen.
    """

    uses: ClassVar[tuple[str, ...]] = ("actor", "tag", "since", *ReadingFilters.uses)
    group = ValuesField(required=False, label=_("Group"))
    common = SwitchField(unless_asked=True, required=False, label=_("Only the common period"))
    choose = SwitchField(unless_asked=True, required=False, label=_("Choose"))
    find = WordsField(required=False, label=_("Find actors and tags"))

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data)
        self.groups: list[Actor] = []

    @property
    def actors(self) -> list[Actor]:
        """The chosen actors, then the members of the chosen groups; of a valid form."""
        return list(dict.fromkeys([*self.cleaned_data["actor"], *self.cleaned_data["group"]]))

    @property
    def tags(self) -> list[Tag]:
        """The chosen tags, with their propositions; of a valid form."""
        chosen: list[Tag] = self.cleaned_data["tag"]
        return chosen

    @property
    def is_complete(self) -> bool:
        """Whether there is something to compare and nobody asks for more to choose from."""
        asks = self.is_valid() and (self.cleaned_data["find"] or self.cleaned_data["choose"])
        return bool(self.is_valid() and self.actors and self.tags and not asks)

    def public(self, model: type[Actor] | type[Tag], as_of: datetime | None) -> Any:
        """Tags come with the proposition that stood at `as_of`."""
        found = super().public(model, as_of)
        return found.with_proposition(as_of) if model is Tag else found

    def clean(self) -> dict[str, Any]:
        """Find the groups' members; refuse more than can be set side by side, and a file of nothing."""
        values = super().clean()
        if values.get("group"):
            values["group"] = self._members(values["group"], values)
        if self.errors:
            return values
        chosen = {"actor": len({*values["actor"], *values["group"]}), "tag": len(values["tag"])}
        for name, most in (("actor", MOST_ACTORS), ("tag", MOST_TAGS)):
            if chosen[name] > most:
                self.add_error(name, too_many(chosen[name], most))
            elif not chosen[name] and self.wanted_format != "html":
                self.add_error(name, _now("One or more were expected"))
        return values

    def _members(self, slugs: list[str], values: dict[str, Any]) -> list[Actor]:
        """Those who belonged to a group at some time of the period; an error for a group that has none."""
        as_of = values.get("as_of")
        memberships = Membership.objects.shown(as_of).filter(
            Q(group__slug__in=slugs) | Q(group__merged_into__slug__in=slugs)
        )
        inside = [row for row in memberships if _within(row, values.get("from"), values.get("to"))]
        inside.sort(key=lambda row: row.member.name)
        self.groups = list(dict.fromkeys(row.body for row in inside))
        for slug in sorted(set(slugs) - {group.slug for group in self.groups}):
            self.add_error("group", _now("“%(slug)s” is no group with members in this period") % {"slug": slug})
        return list(dict.fromkeys(row.member for row in inside))


def too_many(count: int, most: int) -> str:
    """What is wrong where more was chosen than is shown."""
    return ngettext(
        "At most %(most)d was expected, not %(count)d", "At most %(most)d were expected, not %(count)d", most
    ) % {"most": most, "count": count}


def _within(row: Membership, since: date | None, until: date | None) -> bool:
    joined, left = dates.parse(row.since).lower, dates.parse(row.until).upper
    return not (until and joined and joined > until) and not (since and left and left < since)
