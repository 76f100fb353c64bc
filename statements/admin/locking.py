"""Lost updates: two people may open the same form, and neither loses what he typed.

A form carries the revision it was loaded with and a digest of each value it showed. It is compared with the row
as it stands under `select_for_update`, so the view saves in the same transaction. Where somebody else changed a
value meanwhile nothing is saved: the page says what changed, field by field, theirs beside yours. What this
person typed stays in the form; fields he had not touched take the other's value; saving again is a decision.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from statements import recording
from statements.models.published import Revised


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that somebody else changed since the form was loaded, in words."""

    label: str
    theirs: str
    yours: str
    taken: bool
    """Whether the form now holds theirs, because this person had not touched the field."""


def as_typed(value: Any) -> list[str]:
    """A value as a browser sends it: line ends as LF, nothing as nothing."""
    if value is None or value is False or value == "":
        return []
    if isinstance(value, str):
        return [value.replace("\r\n", "\n").replace("\r", "\n").strip()]
    if isinstance(value, Iterable):
        return sorted(text for each in value for text in as_typed(each))
    return [str(value)]


def digest(value: Any) -> str:
    """A short mark by which two values can be told apart."""
    return hashlib.sha256(json.dumps(as_typed(value)).encode()).hexdigest()[:16]


class LockedForm(forms.Form):
    """A form for a row with a revision. `standing` says what the fields show of the row as it stands."""

    loaded_revision = forms.IntegerField(widget=forms.HiddenInput, required=False)
    loaded_values = forms.CharField(widget=forms.HiddenInput, required=False)

    elsewhere: frozenset[str] = frozenset()
    """Hidden fields that say what was loaded of values the page edits elsewhere, which stay as they were typed."""

    locked: Revised | None = None
    differences: tuple[Difference, ...] = ()

    def standing(self, row: Any) -> dict[str, Any]:
        """Field name to value, as the row stands now."""
        raise NotImplementedError

    def shown_as(self, name: str, value: Any) -> str:
        """A field's value, for a person to compare."""
        return in_words(self.fields[name], value)

    def lock_on(self, row: Revised) -> None:
        """Compare with this row when the form comes back; an unbound form shows it as it stands."""
        self.locked = row
        shown = self.standing(row)
        self.initial = {**shown, **self.initial}
        self.initial["loaded_revision"] = row.revision
        self.initial["loaded_values"] = self._digests(shown)

    def clean(self) -> dict[str, Any]:
        """Refuse to save over what somebody else changed since the form was loaded."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if self.locked is None:
            return values
        row = recording.lock(self.locked)
        if values.get("loaded_revision") == row.revision:
            return values
        theirs = self.standing(row)
        changed = self._changed(theirs, values.get("loaded_values") or "")
        if changed:
            self._show(row, theirs, changed)
            raise ValidationError(
                _("Somebody else saved this while you were editing. Nothing of yours was saved and nothing is lost: "
                  "look at what changed, then save again."),
                code="conflict",
            )  # fmt: skip
        return values

    def _changed(self, theirs: Mapping[str, Any], loaded: str) -> dict[str, bool]:
        """The fields whose values changed since they were loaded, and whether this person left them alone."""
        marks = _read(loaded)
        return {
            name: digest(self._raw(name)) == marks.get(name)
            for name, value in theirs.items()
            if digest(value) != marks.get(name)
        }

    def _show(self, row: Revised, theirs: Mapping[str, Any], changed: Mapping[str, bool]) -> None:
        given: Any = self.data
        data = given.copy()
        self.differences = tuple(
            Difference(
                label=str(self.fields[name].label or self[name].label),
                theirs=self.shown_as(name, theirs[name]),
                yours=self.shown_as(name, self._raw(name)),
                taken=untouched and name not in self.elsewhere,
            )
            for name, untouched in changed.items()
        )
        for name in (name for name, untouched in changed.items() if untouched):
            data.setlist(self.add_prefix(name), as_typed(theirs[name]))
        data[self.add_prefix("loaded_revision")] = str(row.revision)
        data[self.add_prefix("loaded_values")] = self._digests(theirs)
        self.data = data

    def _raw(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _digests(self, shown: Mapping[str, Any]) -> str:
        return json.dumps({name: digest(value) for name, value in shown.items()})


def _read(loaded: str) -> dict[str, str]:
    try:
        marks = json.loads(loaded)
    except ValueError:
        return {}
    return marks if isinstance(marks, dict) else {}


def in_words(field: forms.Field, value: Any) -> str:
    """A field's value for a person: labels of choices, text as it stands."""
    if isinstance(field, forms.ChoiceField):
        labels: Any = dict(field.choices)  # type: ignore[arg-type]
        return ", ".join(str(labels.get(text, text)) for text in as_typed(value))
    if isinstance(field, forms.BooleanField):
        return _("yes") if value else _("no")
    return "\n".join(as_typed(value))
