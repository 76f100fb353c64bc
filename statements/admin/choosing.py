"""Choosing an actor or a tag by typing: suggestions come as one types, and a name works without any script.

Django's autocomplete does nothing without JavaScript, and leaves its fields without a name for those who do not see
them; here a text field and the browser's own list of suggestions do the same.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Q, QuerySet
from django.forms.widgets import Script
from django.http import HttpRequest, JsonResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements.models import Actor, Tag
from statements.recording.shapes import UNSTORABLE, RecordingError, storable

LONGEST_NAME = 500
SUGGESTED = 20
WITH_SLUG = re.compile(r"(?P<name>.*) \[(?P<slug>[^\[\]\s]+)\]", re.DOTALL)
"""How one of several of the same name is typed: the slug beside the name."""


def offered(model: type[Actor] | type[Tag]) -> QuerySet[Any]:
    """The nodes that can be chosen: merged ones stand for another, inactive actors are no longer offered."""
    rows: QuerySet[Any] = model._default_manager.filter(merged_into=None)
    return rows.filter(active=True) if model is Actor else rows


def reference(node: Any) -> str:
    """The words that choose an actor or tag: its name, with its slug where that name alone would not do."""
    if node is None:
        return ""
    return references([node])[0]


def references(nodes: Sequence[Actor | Tag]) -> list[str]:
    """The words that choose each of these nodes, which are of one model."""
    if not nodes:
        return []
    names = {node.name for node in nodes}
    alike = type(nodes[0])._default_manager.filter(Q(name__in=names) | Q(slug__in=names))
    chosen_by: dict[str, set[int]] = {name: set() for name in names}
    for other in alike.only("name", "slug").order_by():
        for words in names & {other.name, other.slug}:
            chosen_by[words].add(other.pk)
    return [
        node.name if chosen_by[node.name] == {node.pk} and node.merged_into_id is None else f"{node.name} [{node.slug}]"
        for node in nodes
    ]


def found_by(model: type[Actor] | type[Tag], words: str) -> list[Any]:
    """The nodes that these words choose: by slug, by name, by another name, or by name with slug."""
    rows: QuerySet[Any] = model._default_manager.all()
    for match in (Q(name=words), Q(slug=words), Q(names__name=words)):
        if found := list(offered(model).filter(match).distinct()[:SUGGESTED]):
            return found
    bracketed = WITH_SLUG.fullmatch(words)
    return list(rows.filter(slug=bracketed["slug"])) if bracketed else list(rows.filter(name=words)[:SUGGESTED])


def chosen(model: type[Actor] | type[Tag], words: str) -> Any:
    """The one node that these words choose, None for no such. Errors: `ValidationError` where there are several."""
    found = found_by(model, words)
    if len(found) > 1:
        raise ValidationError(
            _now("Several have the name “%(name)s”: type one of %(choices)s"),
            params={"name": words, "choices": ", ".join(references(found))},
        )
    return found[0] if found else None


def suggestions(page: admin.ModelAdmin[Any], request: HttpRequest) -> JsonResponse:
    """What a field suggests for the words typed so far: `[{"value", "label"}]`, label telling alike names apart."""
    model: type[Actor] | type[Tag] = Tag if request.GET.get("model") == "tag" else Actor
    if not request.user.has_perm(f"statements.view_{model._meta.model_name}"):
        raise PermissionDenied
    term = request.GET.get("term", "").strip()
    match = Q(name__icontains=term) | Q(names__name__icontains=term)
    rows = offered(model).filter(match).select_related("parent").distinct().order_by("name", "pk")
    nodes = list(rows[:SUGGESTED]) if term and not UNSTORABLE.search(term) else []
    pairs = zip(references(nodes), nodes, strict=True)
    return JsonResponse({"suggestions": [{"value": words, "label": beside(node)} for words, node in pairs]})


def beside(node: Actor | Tag) -> str:
    """What tells a node from another of the same name: its parent, or what an actor is."""
    parent: Any = node.parent
    if parent:
        return str(parent.name)
    return str(node.get_kind_display()) if isinstance(node, Actor) else ""


def is_id(value: Any) -> bool:
    """Whether this can be the id of a row."""
    text = str(value)
    return text.isdecimal() and text.isascii() and len(text) < 19


class _Suggesting(forms.Widget):
    class Media:
        js = (Script("js/admin-choosing.js", type="module"),)


class ChooseOne(_Suggesting, forms.TextInput):
    """A line for one name."""


class ChooseSeveral(_Suggesting, forms.Textarea):
    """Several names, one a line."""


def suggesting(model: type[Actor] | type[Tag], **more: Any) -> dict[str, Any]:
    """The attributes by which the script knows what to suggest."""
    name = model._meta.model_name
    return {"data-suggest": name, "data-from": reverse_lazy("admin:statements_choices"), "dir": "auto", **more}


class NodeField(forms.CharField):
    """One actor or tag."""

    def __init__(self, model: type[Actor] | type[Tag], **kwargs: Any) -> None:
        self.model = model
        widget = ChooseOne(attrs=suggesting(model, size=50, autocomplete="off"))
        super().__init__(max_length=2 * LONGEST_NAME, widget=widget, **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """What the field shows of a node."""
        return reference(value) if isinstance(value, Actor | Tag) else value

    def clean(self, value: Any) -> Any:
        """The node. Errors: `ValidationError` says what was expected."""
        words = super().clean(value)
        if not words:
            return None
        node = chosen(self.model, words)
        if node is None:
            raise ValidationError(_now("Nothing has the name “%(name)s”; add it first"), params={"name": words})
        return node


class NamesField(forms.CharField):
    """Names, one a line; cleans to the list of them, each once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.Textarea(attrs={"rows": 2, "cols": 50, "dir": "auto"}))
        super().__init__(required=False, **kwargs)

    def clean(self, value: Any) -> list[Any]:
        """The names. Errors: `ValidationError` for one that is too long or cannot be stored."""
        names = list(dict.fromkeys(line.strip() for line in str(value or "").splitlines() if line.strip()))
        for name in names:
            if len(name) > 2 * LONGEST_NAME:
                raise ValidationError(_now("“%(name)s…” is too long for a name"), params={"name": name[:40]})
        try:
            return [storable(name, str(self.label)) for name in names]
        except RecordingError as error:
            raise ValidationError(str(error)) from error


class NodesField(NamesField):
    """Several actors, or tags; with `new`, a name that no tag has is kept as it is, for a tag to be made of it."""

    def __init__(self, model: type[Actor] | type[Tag], *, new: bool = False, **kwargs: Any) -> None:
        self.model, self.new = model, new
        kwargs.setdefault("help_text", ONE_A_LINE)
        super().__init__(widget=ChooseSeveral(attrs=suggesting(model, rows=3, cols=50)), **kwargs)

    def clean(self, value: Any) -> list[Any]:
        """The nodes, and with `new` the names of those to be made. Errors: `ValidationError`."""
        out: list[Any] = []
        for words in super().clean(value):
            node = chosen(self.model, words)
            if node is None and (not self.new or len(words) > LONGEST_NAME):
                raise ValidationError(_now("Nothing has the name “%(name)s”; add it first"), params={"name": words})
            out.append(words if node is None else node)
        return list(dict.fromkeys(out))


def in_lines(nodes: Iterable[Actor | Tag]) -> str:
    """What a field of several shows of its nodes."""
    return "\n".join(sorted(references(list(nodes))))


def tags_of(given: Iterable[Tag | str]) -> list[Tag]:
    """The tags chosen; a name makes a new one at the root of the tree."""
    return [Tag.objects.create(name=each) if isinstance(each, str) else each for each in given]


ONE_A_LINE = _("one a line")
