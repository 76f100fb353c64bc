"""Actors in the admin: names, the body they speak for, groups; merged by an administrator, never deleted."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import dates, languages, recording
from statements.admin.choosing import NodeField, reference, suggestions
from statements.admin.house import MERGE, ModelForm, RecordAdmin, TabularInline, demand, done, editor, sent
from statements.admin.locking import LockedForm
from statements.admin.once import KEY, AddedOnce, key_field
from statements.models import Actor, ActorName, Membership

OF_ACTOR = ("name", "kind", "country", "wikidata", "invented", "active")
"""What the form writes on the row itself; a parent is set by `recording`."""


class ActorForm(LockedForm, ModelForm):
    """What an actor is. Another parent is a move, which `recording` makes."""

    parent = NodeField(Actor, required=False, label=_("parent"), help_text=_("the body it speaks for"))
    form_key = key_field()

    class Meta:
        model = Actor
        fields = OF_ACTOR

    field_order = ("name", "kind", "parent")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.lock_on(self.instance)

    def standing(self, row: Actor) -> dict[str, Any]:
        """The actor as it stands."""
        return {name: getattr(row, name) for name in OF_ACTOR} | {"parent": reference(row.parent)}

    def clean_country(self) -> str:
        """The code in capitals."""
        return str(self.cleaned_data["country"]).upper()

    def clean_parent(self) -> Actor | None:
        """A parent that does not stand below this actor."""
        parent: Actor | None = self.cleaned_data["parent"]
        if parent and self.instance.path and parent.path.startswith(self.instance.path):
            raise ValidationError(_now("It speaks for this actor, or is this actor; another body was expected"))
        return parent


class LanguageOfNameForm(ModelForm):
    """A name in a language."""

    def clean_language(self) -> str:
        """The language's canonical tag."""
        try:
            return languages.normalise(self.cleaned_data["language"])
        except languages.BadLanguage as error:
            raise ValidationError(str(error)) from error


class NameInline(TabularInline):
    """Other names, in any language."""

    model = ActorName
    form = LanguageOfNameForm
    extra = 1
    verbose_name = _("other name")
    verbose_name_plural = _("other names, in any language")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A wrong name may go."""
        return self.has_change_permission(request, obj)


class MembershipForm(ModelForm):
    """A membership to add."""

    group = NodeField(Actor, label=_("group"))

    class Meta:
        model = Membership
        fields = ("group", "role", "since", "until")

    def _date(self, name: str) -> str:
        try:
            return dates.read(self.cleaned_data[name]).value
        except dates.BadDate as error:
            raise ValidationError(str(error)) from error

    def clean_since(self) -> str:
        """The date's code."""
        return self._date("since")

    def clean_until(self) -> str:
        """The date's code."""
        return self._date("until")


class MembershipInline(TabularInline):
    """Groups the actor belongs to; public at once, and as final as all that is public."""

    model = Membership
    form = MembershipForm
    fk_name = "actor"
    fields = ("group", "role", "since", "until")
    extra = 1
    verbose_name = _("group")
    verbose_name_plural = _("groups it belongs to (public at once; a wrong one is ended on the list of memberships)")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Memberships that stand."""
        return super().get_queryset(request).filter(superseded_at=None).select_related("group", "actor")

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public is final."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What is public is final."""
        return False


class MergeForm(forms.Form):
    """Which it is the same as, and why."""

    why = forms.CharField(max_length=500, label=_("Reason"))

    def __init__(self, data: Any, model: Any) -> None:
        super().__init__(data)
        self.fields["into"] = NodeField(model, label=_("Is the same as"))
        self.order_fields(["into", "why"])


@admin.register(Actor)
class ActorAdmin(AddedOnce):
    """Actors."""

    form = ActorForm
    inlines = [NameInline, MembershipInline]
    list_display = ("name", "kind", "country", "parent", "active", "invented", "merged_into")
    list_filter = ("kind", "active", "invented")
    list_select_related = ("parent", "merged_into")
    search_fields = ("name", "names__name", "slug")
    ordering = ("name", "pk")
    change_form_template = "admin/statements/node_form.html"

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """The fields in the order one fills them."""
        fields = ["name", "kind", "parent", "country", "wikidata", "invented", "active"]
        hidden = [KEY]
        if obj:
            hidden = ["loaded_revision", "loaded_values"] if self.has_change_permission(request, obj) else []
        return [(None, {"fields": fields + hidden})]

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        """The form; only what stands on the row itself is written by it."""
        return super().get_form(request, obj, change, **{**kwargs, "fields": OF_ACTOR})

    def get_urls(self) -> list[URLPattern]:
        """The autocomplete's list, and the pages that Django's admin has not."""
        view = self.admin_site.admin_view
        return [
            path("choices/", view(self.suggest), name="statements_choices"),
            path("<int:pk>/merge/", view(self.merge), name="statements_actor_merge"),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form, with the way to merge it."""
        context = {"may_merge": request.user.has_perm(MERGE), "merge_page": "admin:statements_actor_merge"}
        return super().change_view(request, object_id, form_url, context | (extra_context or {}))

    def save_model(self, request: HttpRequest, obj: Actor, form: Any, change: bool) -> None:
        """Save what the form changed; a new parent is a move."""
        parent = form.cleaned_data["parent"]
        if not change:
            obj.parent, obj.form_key = parent, form.cleaned_data[KEY]
            obj.save()
            return
        obj.revision += 1
        obj.save()
        if parent != obj.parent:
            recording.move_actor(obj, by=editor(request), parent=parent)

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        """Save the names, join the groups, and let the public pages know."""
        for formset in formsets:
            if formset.model is Membership:
                # What Django's log of changes reads: a membership leaves a trace of its own.
                formset.new_objects = formset.changed_objects = formset.deleted_objects = []
                for new in formset.extra_forms:
                    if new.has_changed():
                        given = {name: new.cleaned_data[name] for name in MembershipForm.Meta.fields}
                        recording.join(form.instance, by=editor(request), **given)
            else:
                formset.save()
        if change:
            recording.announce(by=editor(request), verb="change", node=form.instance)

    def suggest(self, request: HttpRequest) -> HttpResponse:
        """What a field for an actor or a tag suggests."""
        return suggestions(self, request)

    def merge(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Let this actor stand for another, or undo it."""
        demand(request, MERGE)
        return merge_page(self, request, get_object_or_404(Actor, pk=pk))


def merge_page(page: RecordAdmin, request: HttpRequest, node: Any) -> HttpResponse:
    """The page on which an actor or tag is merged into another, or set free again."""
    if request.method == "POST" and node.merged_into_id:
        recording.unmerge(node, by=editor(request))
        messages.success(request, _now("“%(name)s” stands for itself again.") % {"name": node})
        return HttpResponseRedirect(change_url(node))
    form = MergeForm(sent(request), type(node))
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            done(form, lambda: recording.merge(node, by=editor(request), **form.cleaned_data))
        if form.is_valid():
            messages.success(request, _now("“%(name)s” is merged; its address redirects.") % {"name": node})
            return HttpResponseRedirect(change_url(node))
    title = _now("Undo a merge") if node.merged_into_id else _now("Merge into another")
    return page.page(request, "merge", title, form=form, original=node, media=page.media + form.media)


def change_url(row: Any) -> str:
    """The address of a row's own page in the admin."""
    return reverse(f"admin:statements_{row._meta.model_name}_change", args=[row.pk])
