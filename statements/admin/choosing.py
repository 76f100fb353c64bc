"""Choosing an actor or a tag: Django's autocomplete, and a name to type where there is no JavaScript."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, TypeVar

from django import forms
from django.contrib import admin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.admin.widgets import AutocompleteSelect, AutocompleteSelectMultiple
from django.core.exceptions import ValidationError
from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements.models import Actor, Position, Statement, Tag
from statements.recording.shapes import RecordingError, storable

Node = TypeVar("Node", Actor, Tag)
LONGEST_NAME = 500


class Typed(str):
    """A name that was typed, where a browser without JavaScript cannot search."""

    __slots__ = ()


def label(node: Actor | Tag) -> str:
    """A name with what tells it from another of the same name: an actor's parent or kind, a tag's parent."""
    beside = node.parent.name if node.parent else node.get_kind_display() if isinstance(node, Actor) else ""
    return f"{node.name} ({beside})" if beside else node.name


class ChoicesView(AutocompleteJsonView):
    """What the autocomplete offers: active, unmerged actors or tags, told apart by what stands beside them."""

    def get_queryset(self) -> QuerySet[Any]:
        """The nodes that match, those whose name begins with what was typed first."""
        found: QuerySet[Any] = super().get_queryset().filter(merged_into=None).select_related("parent")
        return found.filter(active=True) if found.model is Actor else found

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        """An entry of the list."""
        return {"id": str(obj.pk), "text": label(obj)}


def is_id(value: Any) -> bool:
    """Whether this can be the id of a row."""
    text = str(value)
    return text.isdecimal() and text.isascii() and len(text) < 19


class _Choices:
    def get_url(self) -> str:
        """Where the list comes from."""
        return reverse("admin:statements_choices")

    def optgroups(self, name: str, value: Any, attrs: Any = None) -> Any:
        """The options that are chosen; what cannot be an id is none."""
        return super().optgroups(name, [each for each in value if is_id(each)], attrs)  # type: ignore[misc]


class ChooseOne(_Choices, AutocompleteSelect):
    """One actor or tag, chosen from the autocomplete, or typed in a browser without JavaScript."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """What was typed, where something could be; else what was chosen."""
        typed = data.get(f"{name}-typed")
        return super().value_from_datadict(data, files, name) if typed is None else Typed(typed.strip())

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The select, and for a browser without JavaScript a field for the name, or the slug of what was chosen."""
        typed = value if isinstance(value, Typed) else self._slug(value)
        select = super().render(name, None if isinstance(value, Typed) else value, attrs, renderer)
        return format_html(
            '{}<noscript><label class="typed-name">{} <input type="text" name="{}-typed" value="{}" dir="auto"></label>'
            "</noscript>",
            select,
            _("or its name"),
            name,
            typed,
        )

    def _slug(self, value: Any) -> str:
        node: Any = self.field.remote_field.model
        chosen = getattr(value, "pk", value)
        found = node._base_manager.filter(pk=chosen) if is_id(chosen) else ()
        return next((row.slug for row in found), "")


class ChooseSeveral(_Choices, AutocompleteSelectMultiple):
    """Several actors or tags from the autocomplete."""


class NodeField(forms.ModelChoiceField):
    """One actor or tag; by id, or by a typed name, other name or slug that only one has."""

    def __init__(self, model: type[Actor] | type[Tag], **kwargs: Any) -> None:
        super().__init__(_offered(model), widget=ChooseOne(_source(model), admin.site), **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The name, told apart from others of the same name."""
        return label(obj)

    def to_python(self, value: Any) -> Any:
        """The node. Errors: `ValidationError` says what was expected."""
        if not isinstance(value, Typed):
            return super().to_python(value)
        if not value:
            return None
        found = named(self.queryset, value)  # type: ignore[arg-type]
        if len(found) == 1:
            return found[0]
        if found:
            raise ValidationError(
                _now("Several have the name “%(name)s”: type one of %(slugs)s"),
                params={"name": value, "slugs": ", ".join(node.slug for node in found)},
            )
        raise ValidationError(_now("Nothing has the name “%(name)s”; add it first"), params={"name": value})


class NodesField(forms.ModelMultipleChoiceField):
    """Several actors or tags."""

    def __init__(self, model: type[Actor] | type[Tag], **kwargs: Any) -> None:
        super().__init__(_offered(model), widget=ChooseSeveral(_source(model), admin.site), required=False, **kwargs)

    def label_from_instance(self, obj: Any) -> str:
        """The name, told apart from others of the same name."""
        return label(obj)


class NamesField(forms.CharField):
    """Names, one a line; cleans to the list of them, each once."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, widget=forms.Textarea(attrs={"rows": 2, "cols": 40, "dir": "auto"}), **kwargs)

    def clean(self, value: Any) -> list[str]:
        """The names. Errors: `ValidationError` for one that is too long or cannot be stored."""
        names = list(dict.fromkeys(line.strip() for line in str(value or "").splitlines() if line.strip()))
        for name in names:
            if len(name) > LONGEST_NAME:
                raise ValidationError(_now("“%(name)s…” is longer than 500 characters"), params={"name": name[:40]})
        try:
            return [storable(name, str(self.label)) for name in names]
        except RecordingError as error:
            raise ValidationError(str(error)) from error


def named(nodes: QuerySet[Any], name: str) -> list[Any]:
    """The nodes of exactly this slug; else those of this name; else those of this other name."""
    for match in (Q(slug=name), Q(name=name), Q(names__name=name)):
        if found := list(nodes.filter(match).distinct()[:20]):
            return found
    return []


def tags_of(chosen: Iterable[Tag], names: Iterable[str]) -> list[Tag]:
    """The chosen tags and those of the names; a name that no tag has makes a new one at the root of the tree."""
    tags = list(chosen)
    for name in names:
        found = named(Tag.objects.filter(merged_into=None), name)
        tags.append(found[0] if found else Tag.objects.create(name=name))
    return list(dict.fromkeys(tags))


def _offered(model: type[Actor] | type[Tag]) -> QuerySet[Any]:
    rows: Any = model._default_manager.filter(merged_into=None).select_related("parent")
    return rows


def _source(model: type[Actor] | type[Tag]) -> Any:
    return Statement._meta.get_field("actor") if model is Actor else Position._meta.get_field("tag")


NEW_TAGS = _("a name that no tag has yet makes a new tag")
