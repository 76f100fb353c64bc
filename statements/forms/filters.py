"""The reader's filters: one form for the parameters that mean the same on every page.

A page's form names those it takes; each keeps its name, its values and what it cleans to:

| parameter                                     | cleans to                                                     |
|-----------------------------------------------|---------------------------------------------------------------|
| `q`                                           | str, '' where nothing was asked                               |
| `in`                                          | a code of `Side`, by default `anywhere`                       |
| `actor`, `tag` (slugs, repeatable)            | list of actors, list of tags; old slugs lead to the present   |
| `offices`, `subtags` (0 or 1)                 | bool, by default True                                         |
| `form`, `voice`, `stance`, `basis`, `origin`  | list of codes                                                 |
| `language` (repeatable)                       | list of BCP 47 tags                                           |
| `year` (repeatable)                           | list of int                                                   |
| `from`, `to` (a year, month or day)           | the first and the last day meant, or None                     |
| `since` (a year, month or day)                | the last day meant, against which is told who moved, or None  |
| `as_of` (a day or an instant)                 | an aware instant, or None for now                             |
| `sort`                                        | one of `sorts`, the first where nothing was asked             |
| `page`, `after`                               | int from 1; the id of the last row that was seen, or None     |
| `format`                                      | `html`, `json`, `csv` or `atom`                               |

Any other value is an error of its field: a page shows it, the machine formats answer 400.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from typing import Any, ClassVar

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import codes, dates, languages
from statements.models import Actor, OldSlug, Tag
from statements.search.query import LONGEST_TYPED

FORMATS = ("html", "json", "csv", "atom")
LARGEST_ID = 2**63 - 1


class WordsField(forms.Field):
    """What a reader typed to search for: any text, cut where no more of it is read; nothing is refused."""

    widget = forms.TextInput(attrs={"type": "search", "dir": "auto", "autocomplete": "off", "spellcheck": "false"})

    def to_python(self, value: Any) -> str:
        """Clean to the words."""
        return str(value or "").replace("\0", " ").strip()[:LONGEST_TYPED]


class ValuesField(forms.Field):
    """A parameter that may be repeated; cleans to the list of its values, each once, the empty ones left out."""

    widget = forms.MultipleHiddenInput

    def to_python(self, value: Any) -> list[Any]:
        """Clean to the list."""
        # PostgreSQL refuses a NUL anywhere, even to look for: what stands in its place is in no name either.
        typed = (each.replace("\0", "\N{REPLACEMENT CHARACTER}") for each in value or ())
        return list(dict.fromkeys(self.one(each) for each in typed if each != ""))

    def one(self, value: str) -> Any:
        """Clean one value. Errors: `ValidationError`."""
        return value


class CodesField(ValuesField):
    """Codes of one list."""

    def __init__(self, choices: Iterable[str], **kwargs: Any) -> None:
        self.codes = tuple(choices)
        super().__init__(**kwargs)

    def one(self, value: str) -> str:
        """Clean one code."""
        if value not in self.codes:
            raise ValidationError(
                _("“%(value)s” is unknown; expected one of %(codes)s"),
                params={"value": value, "codes": ", ".join(self.codes)},
            )
        return value


class LanguagesField(ValuesField):
    """Language tags."""

    def one(self, value: str) -> str:
        """Clean one tag to its canonical spelling."""
        try:
            return languages.normalise(value)
        except languages.BadLanguage as error:
            raise ValidationError(str(error)) from error


class YearsField(ValuesField):
    """Years of four figures."""

    def one(self, value: str) -> int:
        """Clean one year."""
        if not re.fullmatch(r"[0-9]{4}", value) or value == "0000":
            raise ValidationError(_("“%(value)s” is no year; expected four figures"), params={"value": value})
        return int(value)


class DayField(forms.Field):
    """A day, or a month or a year for its first day, or its last with `last`."""

    widget = forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "size": 11, "autocomplete": "off"})

    def __init__(self, *, last: bool = False, **kwargs: Any) -> None:
        self.last = last
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> date | None:
        """Clean to the day."""
        typed = str(value or "").strip()
        try:
            read = dates.parse(typed)
        except dates.BadDate:
            read = dates.UNKNOWN
        if typed and read.precision not in ("day", "month", "year"):
            raise ValidationError(
                _("“%(value)s” is no date; expected a day, month or year such as 2026-05-29, 2026-05 or 2026"),
                params={"value": typed},
            )
        return read.upper if self.last else read.lower


class AsOfField(forms.Field):
    """An instant that is past; a day is its last instant, or now where it is not over."""

    widget = forms.TextInput(attrs={"placeholder": "YYYY-MM-DD", "size": 11, "autocomplete": "off"})

    def to_python(self, value: Any) -> datetime | None:
        """Clean to the instant, aware."""
        typed = str(value or "").strip()
        if not typed:
            return None
        now = timezone.now()
        instant: datetime | None
        try:
            if re.fullmatch(r"\d{4}-\d{2}-\d{2}", typed):
                day = date.fromisoformat(typed)
                instant = datetime.combine(day, time.max, tzinfo=UTC)
                instant = min(instant, now) if day == now.date() else instant
            else:
                # A plus sign that was not encoded arrives as a space.
                instant = parse_datetime(re.sub(r"(?<=\d) (?=\d{2}:?\d{2}$)", "+", typed) if "T" in typed else typed)
                if instant is not None:
                    instant = instant.replace(tzinfo=UTC) if instant.tzinfo is None else instant.astimezone(UTC)
        except (ValueError, OverflowError):
            instant = None
        if instant is None:
            raise ValidationError(
                _("“%(value)s” is no instant; expected a day or an instant such as 2026-05-29 or 2026-05-29T12:00Z"),
                params={"value": typed},
            )
        if instant > now:
            raise ValidationError(_("“%(value)s” has not come yet"), params={"value": typed})
        return instant


class SwitchField(forms.Field):
    """On (1) or off (0); on where it is not given, or off with `unless_asked`."""

    widget = forms.HiddenInput

    def __init__(self, *, unless_asked: bool = False, **kwargs: Any) -> None:
        self.unless_asked = unless_asked
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> bool:
        """Clean to whether it is on."""
        if value not in (None, "", "0", "1"):
            raise ValidationError(_("“%(value)s” is unknown; expected 0 or 1"), params={"value": value})
        return bool(value == "1" if self.unless_asked else value != "0")


class ChoiceField(forms.ChoiceField):
    """One code of a list, the first where nothing is asked."""

    def __init__(self, choices: Sequence[tuple[str, Any]], **kwargs: Any) -> None:
        super().__init__(choices=choices, required=False, **kwargs)
        self.choices_in_words = ", ".join(code for code, _label in choices)

    def to_python(self, value: Any) -> str:
        """Clean to the code."""
        codes_ = [str(code) for code, _label in self.choices]  # type: ignore[misc, union-attr]
        return str(value) if value else codes_[0]

    def validate(self, value: str) -> None:
        """Refuse what is not in the list, naming what is."""
        if not self.valid_value(value):
            raise ValidationError(
                _("“%(value)s” is unknown; expected one of %(codes)s"),
                params={"value": value, "codes": self.choices_in_words},
            )


class NumberField(forms.IntegerField):
    """A number from 1; `empty` where it is not given."""

    widget = forms.HiddenInput

    def __init__(self, empty: int | None, **kwargs: Any) -> None:
        self.empty = empty
        super().__init__(required=False, min_value=1, **kwargs)

    def clean(self, value: Any) -> int | None:
        """Clean to the number."""
        number: int | None = super().clean(value)
        return self.empty if number is None else number


class ReaderFilters(forms.Form):
    """The reader's filters; a page's form takes those it names in `uses`, in that order, and may declare more.

    Unbound use is not foreseen: `StatementFilters(request.GET)`.
    """

    uses: ClassVar[tuple[str, ...]] = ()
    sorts: ClassVar[Sequence[tuple[str, Any]]] = (("-date", _("newest first")), ("date", _("oldest first")))
    formats: ClassVar[tuple[str, ...]] = FORMATS

    use_required_attribute = False

    def __init__(self, data: QueryDict) -> None:
        super().__init__(data, auto_id="filter-%s")
        declared = self.fields
        shared = self._shared_fields()
        self.fields = {name: declared.get(name, shared[name]) for name in self.uses} | declared

    def _shared_fields(self) -> dict[str, forms.Field]:
        return {
            "q": WordsField(required=False, label=_("Words")),
            "in": ChoiceField(
                [(side.value, side.label) for side in (codes.Side.ANYWHERE, codes.Side.OWN, codes.Side.QUESTIONS)],
                label=_("Look in"),
            ),
            "actor": ValuesField(required=False, label=_("Actor")),
            "tag": ValuesField(required=False, label=_("Tag")),
            "offices": SwitchField(required=False, label=_("With offices")),
            "subtags": SwitchField(required=False, label=_("With tags below")),
            "form": CodesField(codes.Form.values, required=False, label=_("Form")),
            "language": LanguagesField(required=False, label=_("Language")),
            "voice": CodesField(codes.Voice.values, required=False, label=_("Said by")),
            "stance": CodesField(codes.Stance.values, required=False, label=_("Stance")),
            "basis": CodesField(codes.Basis.values, required=False, label=_("Basis")),
            "origin": CodesField(codes.Origin.values, required=False, label=_("Who made the reading")),
            "year": YearsField(required=False, label=_("Year")),
            "from": DayField(required=False, label=_("Said from")),
            "to": DayField(last=True, required=False, label=_("Said to")),
            "since": DayField(last=True, required=False, label=_("Who moved since")),
            "as_of": AsOfField(required=False, label=_("As the site stood on")),
            "sort": ChoiceField(self.sorts, label=_("Order")),
            "page": NumberField(1, max_value=1_000_000, label=_("Page")),
            "after": NumberField(None, max_value=LARGEST_ID, label=_("After")),
            "format": ChoiceField([(name, name) for name in self.formats], widget=forms.HiddenInput, label=_("Format")),
        }

    @property
    def wanted_format(self) -> str:
        """The format to answer in, errors too: that asked for, `html` where there is no such.

        Of a form with errors it may be one that the page has not: who asks for a machine's format is a machine.
        """
        asked = str(self.data.get("format", ""))
        return asked if asked in FORMATS else "html"

    def problems(self) -> dict[str, list[str]]:
        """The errors by parameter, for the machine formats; those of no single one under ''."""
        return {
            "" if name == "__all__" else name: [str(message) for message in messages]
            for name, messages in self.errors.items()
        }

    def clean(self) -> dict[str, Any]:
        """Find the actors and tags; refuse what contradicts itself."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        as_of = values.get("as_of")
        for name, model in (("actor", Actor), ("tag", Tag)):
            if values.get(name):
                values[name] = self._nodes(name, model, values[name], as_of)
        for name in ("to", "since"):
            if values.get("from") and values.get(name) and values["from"] > values[name]:
                self.add_error(name, _now("It is before the beginning of the period"))
        if values.get("q") and as_of:
            self.add_error("as_of", _now("A search knows the words as they stand now; leave out the words or the date"))
        return values

    def _nodes(self, name: str, model: type[Actor] | type[Tag], slugs: list[str], as_of: datetime | None) -> list[Any]:
        """The published actors or tags of these slugs, in their order; an error for each that is none."""
        by_slug = {node.slug: node for node in self.public(model, as_of).filter(slug__in=slugs)}
        missing = [slug for slug in slugs if slug not in by_slug]
        if missing:
            by_slug |= self._moved(name, model, missing, as_of)
        for slug in slugs:
            if slug not in by_slug:
                expected = (
                    _now("“%(slug)s” is no actor of the record")
                    if model is Actor
                    else _now("“%(slug)s” is no tag of the record")
                )
                self.add_error(name, expected % {"slug": slug})
        return list(dict.fromkeys(by_slug[slug] for slug in slugs if slug in by_slug))

    def public(self, model: type[Actor] | type[Tag], as_of: datetime | None) -> Any:
        """The actors or tags that may be named; a page's form may ask more of them."""
        return model.objects.published(as_of)

    def _moved(
        self, name: str, model: type[Actor] | type[Tag], slugs: list[str], as_of: datetime | None
    ) -> dict[str, Any]:
        """Slug to node for addresses that were: old ones, and those of nodes that were merged into another."""
        targets = dict(OldSlug.objects.filter(kind=name, slug__in=slugs).values_list("slug", "target"))
        merged: Any = model._default_manager.filter(slug__in=slugs, merged_into__isnull=False)
        targets |= dict(merged.values_list("slug", "merged_into"))
        nodes = self.public(model, as_of).in_bulk(set(targets.values()))
        return {slug: nodes[target] for slug, target in targets.items() if target in nodes}
