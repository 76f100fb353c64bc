"""What was done on the site, and memberships that turn out wrong."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import recording
from statements.admin.edition_forms import LineField
from statements.admin.house import RecordAdmin, demand, editor, sent, told
from statements.models import Act, Membership


class EndForm(forms.Form):
    """Why a membership is taken back."""

    why = LineField(required=True, max_length=500, label=_("reason"))


class ReadOnlyAdmin(RecordAdmin):
    """Rows that are looked at and never edited."""

    list_display_links = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        """They are written by `recording` alone."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They are final."""
        return False


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    """Who did what, when and why."""

    list_display = ("at", "verb", "by", "statement", "position", "tag", "actor", "why")
    list_filter = ("verb",)
    list_select_related = ("by", "statement", "position", "tag", "actor")
    date_hierarchy = "at"
    search_fields = ("why", "by__username", "statement__title", "tag__name", "actor__name")


@admin.register(Membership)
class MembershipAdmin(ReadOnlyAdmin):
    """Who belongs to which group; a wrong membership is ended."""

    list_display = ("actor", "group", "role", "since", "until", "end_it")
    list_select_related = ("actor", "group")
    search_fields = ("actor__name", "group__name", "role")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Memberships that stand."""
        return super().get_queryset(request).filter(superseded_at=None)

    @admin.display(description=_("wrong?"))
    def end_it(self, membership: Membership) -> str:
        """The way to end it."""
        address = reverse("admin:statements_membership_end", args=[membership.pk])
        return format_html('<a href="{}">{}</a>', address, _now("End it"))

    def get_urls(self) -> list[URLPattern]:
        """The page that Django's admin has not."""
        view = self.admin_site.admin_view(self.end)
        return [path("<int:pk>/end/", view, name="statements_membership_end"), *super().get_urls()]

    def end(self, request: HttpRequest, pk: int) -> HttpResponse:
        """End the record of a membership, with a reason."""
        demand(request, "statements.change_actor")
        membership = get_object_or_404(Membership, pk=pk, superseded_at=None)
        form = EndForm(sent(request))
        if request.method == "POST" and form.is_valid():
            why = form.cleaned_data["why"]
            told(request, lambda: recording.leave(membership, by=editor(request), why=why), _now("It is ended."))
            return HttpResponseRedirect(reverse("admin:statements_membership_changelist"))
        return self.page(
            request, "end_membership", _now("End a membership"), form=form, original=membership, media=self.media
        )
