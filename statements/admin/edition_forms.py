"""What an editor says about a statement, and the words he pastes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import dates, languages, transcripts
from statements.admin.choosing import NamesField, NodeField, NodesField, in_lines, reference, tags_of
from statements.admin.locking import LockedForm
from statements.admin.once import key_field
from statements.codes import Form, Voice
from statements.models import EDITION_FIELDS, Actor, Statement, Tag
from statements.recording.shapes import RecordingError, storable

WIDE = {"size": 80, "dir": "auto", "class": "vTextField"}
LONGEST_TEXT = 4_000_000
"""Code points of a text that the form takes."""


class LineField(forms.CharField):
    """One line in any script, as it was typed."""

    def __init__(self, *, required: bool = False, max_length: int = 300, **kwargs: Any) -> None:
        super().__init__(required=required, max_length=max_length, widget=forms.TextInput(attrs=WIDE), **kwargs)
        self.validators = [each for each in self.validators if type(each).__name__ != "ProhibitNullCharactersValidator"]

    def clean(self, value: Any) -> Any:
        """The line in composed letters. Errors: `ValidationError` names the place of what cannot be stored."""
        try:
            return storable(super().clean(value), str(self.label))
        except RecordingError as error:
            raise ValidationError(str(error)) from error


class ProseField(LineField):
    """Several lines, as they were typed."""

    def __init__(self, *, rows: int = 3, required: bool = False, max_length: int = 20_000, **kwargs: Any) -> None:
        super().__init__(required=required, max_length=max_length, **kwargs)
        self.widget = forms.Textarea(attrs={"rows": rows, "cols": 80, "dir": "auto", "class": "vLargeTextField"})

    def to_python(self, value: Any) -> str:
        """The lines with LF ends."""
        return str(super().to_python(value)).replace("\r\n", "\n").replace("\r", "\n")


class SaidOnField(forms.CharField):
    """A date of the record: a code, or words that can be read in one way only; cleans to the code."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=60, widget=forms.TextInput(attrs={"size": 24}), **kwargs)

    def clean(self, value: Any) -> str:
        """The date's code. Errors: `ValidationError` says what was expected."""
        try:
            return dates.read(super().clean(value)).value
        except dates.BadDate as error:
            raise ValidationError(str(error)) from error


class LanguageField(forms.CharField):
    """A language tag; empty: not known."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=35, widget=forms.TextInput(attrs={"size": 10}), **kwargs)

    def clean(self, value: Any) -> str:
        """The tag in its canonical spelling, '' where none was given."""
        tag = super().clean(value)
        try:
            return languages.normalise(tag) if tag else ""
        except languages.BadLanguage as error:
            raise ValidationError(str(error)) from error


class WordsField(forms.CharField):
    """A pasted text: not a letter is lost, LF line ends, composed letters."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            strip=False,
            max_length=LONGEST_TEXT,
            widget=forms.Textarea(attrs={"rows": 16, "cols": 100, "dir": "auto", "class": "pasted"}),
            **kwargs,
        )
        self.validators = [each for each in self.validators if type(each).__name__ != "ProhibitNullCharactersValidator"]

    def to_python(self, value: Any) -> str:
        """The cleaned text. Errors: `ValidationError` names the line and column of what cannot be stored."""
        try:
            return transcripts.clean(str(super().to_python(value)))
        except transcripts.Unstorable as error:
            raise ValidationError(str(error)) from error

    def validate(self, value: Any) -> None:
        """Some words were expected."""
        super().validate(value)
        if not value.strip():
            raise ValidationError(_now("Some words were expected"))


def labels_known() -> NamesField:
    """Labels that the parser did not take for ones."""
    return NamesField(
        label=_("labels that were not seen, one a line"),
        help_text=_("such as “Ms Example:”, where they stand before a colon at the start of a line"),
    )


class EditionForm(LockedForm):
    """An edition: what the site says about a statement, apart from its words."""

    actor = NodeField(Actor, label=_("actor"), help_text=_("who speaks, or is spoken for"))
    title = LineField(required=True, max_length=1000, label=_("title"))
    said_on = SaidOnField(
        label=_("said on"), help_text=_("such as 29 May 2026, May 2026, 2026-05-29, 2026-05~ (about); empty: not known")
    )
    form = forms.ChoiceField(choices=Form.choices, initial=Form.ANSWERS, label=_("form"))
    speaker = LineField(label=_("speaker"), help_text=_("the person named, if any"))
    role = LineField(label=_("role"), help_text=_("as printed"))
    occasion = LineField(max_length=1000, label=_("occasion"))
    series = LineField(label=_("series"))
    tags = NodesField(
        Tag, new=True, label=_("tags"), help_text=_("one a line; a name that no tag has yet makes a new tag")
    )
    source_url = forms.URLField(
        required=False, max_length=2000, assume_scheme="https", label=_("source"),
        widget=forms.URLInput(attrs=WIDE | {"dir": "ltr"}),
    )  # fmt: skip
    source_dated = LineField(max_length=40, label=_("date the source gives"))
    archive_url = forms.URLField(
        required=False, max_length=2000, assume_scheme="https", label=_("archived copy"),
        widget=forms.URLInput(attrs=WIDE | {"dir": "ltr"}),
    )  # fmt: skip
    rights = ProseField(rows=2, label=_("rights"))
    same_as = LineField(
        label=_("same as"), help_text=_("statements with the same value are one utterance in several languages")
    )

    use_required_attribute = False

    def standing(self, row: Statement) -> dict[str, Any]:
        """The edition as it stands; the statement carries its copy."""
        shown: dict[str, Any] = {name: getattr(row, name) for name in EDITION_FIELDS if name != "actor"}
        return shown | {"actor": reference(row.actor), "tags": in_lines(row.tags.all()), "same_as": row.same_as}

    def values(self) -> dict[str, Any]:
        """The edition's values, for `recording`."""
        return {name: self.cleaned_data[name] for name in EDITION_FIELDS}

    def all_tags(self) -> list[Tag]:
        """The chosen tags, and those typed; new ones are made."""
        return tags_of(self.cleaned_data["tags"])


class CorrectionForm(EditionForm):
    """The edition of a public statement; its successor says why."""

    reason = LineField(required=True, max_length=500, label=_("reason"), help_text=_("readers see it"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        del self.fields["same_as"]
        self.order_fields(["reason"])

    def standing(self, row: Statement) -> dict[str, Any]:
        """The edition as it stands."""
        return {name: value for name, value in super().standing(row).items() if name != "same_as"}


class PasteForm(EditionForm):
    """A statement's words and what the site says about it, on one screen."""

    words = WordsField(
        label=_("words"), help_text=_("Paste the whole text; what was understood is shown before anything is saved.")
    )
    language = LanguageField(label=_("language"), help_text=_("such as en, ar or zh-Hans; empty: as the script tells"))
    voice = forms.ChoiceField(
        choices=[("", _("not said")), *Voice.choices], required=False, label=_("said by"),
        help_text=_("whoever speaks the actor's words"),
    )  # fmt: skip
    others = NodesField(
        Actor, label=_("others who speak in it"), help_text=_("whose words stand in it beside the actor's; one a line")
    )
    labels_known = labels_known()
    key = key_field()

    field_order = (
        "words",
        "actor",
        "title",
        "said_on",
        "form",
        "speaker",
        "role",
        "voice",
        "language",
        "occasion",
        "source_url",
        "tags",
        "others",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("empty: the text's first heading, else actor and date")


class WordsForm(LockedForm):
    """A text's words and whose they are, of a statement that is recorded."""

    words = WordsField(label=_("words"))
    language = LanguageField(label=_("language"))
    authority = forms.ChoiceField(label=_("whose wording"))
    translator = LineField(label=_("translator"))
    source_url = forms.URLField(required=False, max_length=2000, assume_scheme="https", label=_("source of this text"))
    voice = forms.ChoiceField(choices=[("", _("not said")), *Voice.choices], required=False, label=_("said by"))
    others = NodesField(Actor, label=_("others who speak in it"))
    reason = LineField(max_length=500, label=_("reason"), help_text=_("readers see it"))
    labels_known = labels_known()
    loaded_rows = forms.CharField(required=False, widget=forms.HiddenInput, label=_("how its turns are read"))

    use_required_attribute = False
