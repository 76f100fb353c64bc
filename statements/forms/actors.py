"""What a reader may ask of the lists and pages of actors and tags."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from statements import codes
from statements.forms.compare import ReadingFilters
from statements.forms.filters import CodesField, ReaderFilters, WordsField


class ActorFilters(ReaderFilters):
    """The list of actors: by name and kind, at an instant, a page of it, in a format."""

    uses: ClassVar[tuple[str, ...]] = ("as_of", "page", "format")
    formats: ClassVar[tuple[str, ...]] = ("html", "json", "csv")
    find = WordsField(required=False, label=_("Name"))
    kind = CodesField(codes.Kind.values, required=False, label=_("Kind"))


class TagFilters(ReaderFilters):
    """The list of tags: by name, at an instant, in a format."""

    uses: ClassVar[tuple[str, ...]] = ("as_of", "format")
    formats: ClassVar[tuple[str, ...]] = ("html", "json", "csv")
    find = WordsField(required=False, label=_("Name"))


class NodeFilters(ReadingFilters):
    """The page of an actor: the readings of a period, on some bases, with offices or not."""


class SubjectFilters(NodeFilters):
    """The page of a tag: who stands where at the end of the period, who moved since a day, and in which order."""

    uses: ClassVar[tuple[str, ...]] = ("since", *NodeFilters.uses, "sort")


class SeriesFilters(ReadingFilters):
    """One actor on one tag over time, newest or oldest first."""

    uses: ClassVar[tuple[str, ...]] = (*ReadingFilters.uses, "sort")
