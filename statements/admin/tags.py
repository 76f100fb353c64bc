"""The subject tree in the admin: names, place in the tree, and the proposition with its versions."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.db.models import OuterRef, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import languages, recording
from statements.admin.actors import LanguageOfNameForm, merge_page
from statements.admin.choosing import NodeField, found_by, is_id, reference
from statements.admin.house import ARRANGE, ModelForm, TabularInline, demand, editor
from statements.admin.locking import LockedForm
from statements.admin.once import KEY, AddedOnce, key_field
from statements.codes import About, Stance
from statements.models import Proposition, Tag, TagName
from statements.models.trees import WIDTH
from statements.recording.shapes import storable

DEEPEST_INDENT = 6
PARAGRAPH = {"rows": 3, "cols": 80, "dir": "auto"}


def standing_proposition(tag: Tag) -> Proposition | None:
    """The version a new reading of this tag is made under."""
    return tag.propositions.filter(superseded_at=None).prefetch_related("translations").order_by("-number").first()


class TagForm(LockedForm, ModelForm):
    """A tag, and the sentence its stances are about."""

    parent = NodeField(Tag, required=False, label=_("parent"))
    form_key = key_field()
    words = forms.CharField(
        required=False,
        label=_("proposition"),
        widget=forms.Textarea(attrs=PARAGRAPH),
        help_text=_(
            "One positive, single-issue, declarative sentence one can support or oppose. "
            "Left empty, the tag is a topic and carries no stance."
        ),
    )
    about = forms.ChoiceField(choices=About.choices, required=False, label=_("about"))
    scope_note = forms.CharField(
        required=False,
        label=_("scope note"),
        widget=forms.Textarea(attrs=PARAGRAPH),
        help_text=_("What belongs here, and what does not."),
    )
    translations = forms.CharField(
        required=False,
        label=_("in other languages"),
        widget=forms.Textarea(attrs=PARAGRAPH),
        help_text=_("The proposition in other languages, one a line, such as “fr: La phrase.”"),
    )
    reason = forms.CharField(
        required=False,
        max_length=500,
        label=_("reason"),
        help_text=_("Why a published proposition changes: it becomes a new version, and readers see the reason."),
    )

    class Meta:
        model = Tag
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, word in Stance.choices:
            self.fields[f"example_{code}"] = forms.CharField(
                required=False,
                label=_now("example: %(stance)s") % {"stance": word},
                widget=forms.Textarea(attrs=PARAGRAPH | {"rows": 2}),
            )
        self.proposition = standing_proposition(self.instance) if self.instance.pk else None
        if self.instance.pk:
            self.lock_on(self.instance)

    def standing(self, row: Tag) -> dict[str, Any]:
        """The tag and its proposition as they stand."""
        current = standing_proposition(row)
        shown: dict[str, Any] = {"name": row.name, "parent": reference(row.parent)}
        if current is None:
            return (
                shown
                | {"words": "", "about": About.SHOULD, "scope_note": "", "translations": ""}
                | {f"example_{code}": "" for code in Stance.values}
            )
        lines = [f"{each.language}: {each.words}" for each in current.translations.all()]
        return (
            shown
            | {"words": current.words, "about": current.about, "scope_note": current.scope_note}
            | {"translations": "\n".join(lines)}
            | {f"example_{code}": current.examples.get(code, "") for code in Stance.values}
        )

    def clean_name(self) -> str:
        """A name no other tag has, in the letters' composed form."""
        try:
            return storable(self.cleaned_data["name"], "name")
        except recording.RecordingError as error:
            raise ValidationError(str(error)) from error

    def clean_parent(self) -> Tag | None:
        """A parent that does not stand below this tag."""
        parent: Tag | None = self.cleaned_data["parent"]
        if parent and self.instance.path and parent.path.startswith(self.instance.path):
            raise ValidationError(_now("It stands below this tag, or is this tag; another was expected"))
        return parent

    def clean_translations(self) -> dict[str, str]:
        """Language to words. Errors: `ValidationError` names the line."""
        found: dict[str, str] = {}
        for number, line in enumerate(self.cleaned_data["translations"].splitlines(), 1):
            language, colon, words = line.partition(":")
            if not line.strip():
                continue
            if not colon or not words.strip():
                raise ValidationError(_now("Line %(line)s: a language, a colon and words were expected: “fr: …”")
                                      % {"line": number})  # fmt: skip
            try:
                found[languages.normalise(language.strip())] = words.strip()
            except languages.BadLanguage as error:
                raise ValidationError(_now("Line %(line)s: %(error)s") % {"line": number, "error": error}) from error
        return found

    def clean(self) -> dict[str, Any]:
        """Ask for the reason where a published proposition changes; nothing belongs to no proposition."""
        values = super().clean()
        current = self.proposition
        if not values.get("words"):
            if current is not None and current.recorded_at is not None:
                self.add_error("words", _now("It is published: other words may take its place, no words may not"))
            elif any(values.get(name) for name in self._of_proposition() if name != "about"):
                self.add_error("words", _now("The words of the proposition were expected"))
        elif current and current.recorded_at and self.proposition_changed() and not values.get("reason"):
            self.add_error("reason", _now("The proposition is published: why it changes was expected"))
        return values

    def _of_proposition(self) -> list[str]:
        return ["about", "scope_note", "translations", *(f"example_{code}" for code in Stance.values)]

    def proposition_changed(self) -> bool:
        """Whether the form changes anything of the proposition."""
        return bool({"words", *self._of_proposition()} & set(self.changed_data))

    def proposed(self) -> dict[str, Any]:
        """What `recording.propose` takes."""
        values = self.cleaned_data
        return {
            "words": values["words"],
            "about": values["about"] or About.SHOULD,
            "scope_note": values["scope_note"],
            "translations": values["translations"],
            "examples": {code: text for code in Stance.values if (text := values[f"example_{code}"])},
            "reason": values["reason"],
        }


class TagNameInline(TabularInline):
    """Other names, in any language."""

    model = TagName
    form = LanguageOfNameForm
    extra = 1
    verbose_name = _("other name")
    verbose_name_plural = _("other names, in any language")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wrong name may go."""
        return self.has_change_permission(request, obj)


class KindOfTagFilter(admin.SimpleListFilter):
    """With a proposition, or a topic."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The two kinds."""
        return [("proposition", _("with a proposition")), ("topic", _("topic"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Tag]) -> QuerySet[Tag]:
        """The tags of the kind asked for."""
        if self.value() is None:
            return queryset
        with_words = Proposition.objects.filter(superseded_at=None).values("tag")
        return (
            queryset.filter(pk__in=with_words) if self.value() == "proposition" else queryset.exclude(pk__in=with_words)
        )


@admin.register(Tag)
class TagAdmin(AddedOnce):
    """The tags, as a tree."""

    form = TagForm
    inlines = [TagNameInline]
    list_display = ("in_tree", "proposition", "merged_into")
    list_filter = (KindOfTagFilter,)
    list_select_related = ("merged_into",)
    search_fields = ("name", "names__name", "slug", "propositions__words")
    ordering = ("path",)
    change_form_template = "admin/statements/tag_form.html"

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each tag with the words of its proposition."""
        words = Proposition.objects.filter(tag=OuterRef("pk"), superseded_at=None).order_by("-number").values("words")
        rows: QuerySet[Any] = super().get_queryset(request).annotate(proposition_words=Subquery(words[:1]))
        return rows

    @admin.display(description=_("tag"), ordering="path")
    def in_tree(self, tag: Tag) -> str:
        """The name, set in by its depth."""
        depth = len(tag.path) // WIDTH - 1
        return format_html(
            '<span class="depth-{}">{}<bdi>{}</bdi></span>', min(depth, DEEPEST_INDENT), "– " * depth, tag.name
        )

    @admin.display(description=_("proposition"))
    def proposition(self, tag: Any) -> str:
        """The words of the proposition that stands."""
        return format_html("<bdi>{}</bdi>", tag.proposition_words) if tag.proposition_words else ""

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The tag, its proposition, examples of each stance."""
        if obj and not self.has_change_permission(request, obj):
            return [(None, {"fields": ["name", "parent", "proposition"]})]
        first = ["name", "parent", *(["loaded_revision", "loaded_values"] if obj else [KEY])]
        examples = [f"example_{code}" for code in Stance.values]
        proposition = ["words", "about", "scope_note", "translations", "reason"]
        return [
            (None, {"fields": first}),
            (_("Proposition"), {"fields": proposition}),
            (_("Examples"), {"fields": examples}),
        ]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; Django's own way of making one knows no fields that are added as it is opened."""
        kwargs["fields"] = ["name"]
        return super().get_form(request, obj, change, **kwargs)

    def get_urls(self) -> list[URLPattern]:
        """The pages that Django's admin has not."""
        view = self.admin_site.admin_view
        return [
            path("card/", view(self.card), name="statements_tag_card"),
            path("<int:pk>/merge/", view(self.merge), name="statements_tag_merge"),
            *super().get_urls(),
        ]

    def save_model(self, request: HttpRequest, obj: Tag, form: Any, change: bool) -> None:
        """Save the name; another place in the tree is a move, another proposition a version."""
        parent = form.cleaned_data["parent"]
        if change:
            obj.revision += 1
            obj.save()
            if parent != obj.parent:
                demand(request, ARRANGE)
                recording.move_tag(obj, by=editor(request), parent=parent)
        else:
            obj.parent, obj.form_key = parent, form.cleaned_data[KEY]
            obj.save()
        if form.cleaned_data["words"]:
            recording.propose(obj, by=editor(request), **form.proposed())

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the names, and let the public pages know."""
        for formset in formsets:
            formset.save()
        if change:
            recording.announce(by=editor(request), verb="change", node=form.instance)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, with the versions of the proposition below it."""
        versions = Proposition.objects.filter(tag_id=int(object_id) if is_id(object_id) else 0).order_by("-number")
        context = {
            "versions": versions,
            "may_merge": request.user.has_perm(ARRANGE),
            "merge_page": "admin:statements_tag_merge",
        }
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def card(self, request: HttpRequest) -> HttpResponse:
        """What an editor has to know of a tag as he codes: proposition, scope note, examples."""
        if not self.has_view_permission(request):
            demand(request, "statements.view_tag")
        return self.page(
            request, "_tag_card", "", **tag_card(next(iter(found_by(Tag, request.GET.get("tag", ""))), None))
        )

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let this tag stand for another, or undo it."""
        demand(request, ARRANGE)
        return merge_page(self, request, get_object_or_404(Tag, pk=pk))


def tag_card(tag: Tag | None) -> dict[str, Any]:
    """The context of the card of a tag."""
    if tag is None:
        return {}
    proposition = standing_proposition(tag)
    examples = (
        [(code, proposition.examples[code]) for code in Stance.values if code in proposition.examples]
        if (proposition)
        else []
    )
    return {"card_tag": tag, "proposition": proposition, "examples": examples}
