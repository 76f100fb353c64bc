"""Discard a statement that was never public: what goes is shown first, and the reason asked."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from statements import recording
from statements.admin.edition_forms import LineField
from statements.admin.house import PUBLISH, RecordAdmin, done, editor, locking, sent
from statements.admin.locking import LockedForm
from statements.models import Statement, Turn


class DiscardForm(LockedForm):
    """Why a draft is discarded; what it holds is compared with what the page showed."""

    reason = LineField(required=True, max_length=300, label=_("reason"), help_text=_("kept in the journal of acts"))
    held = forms.CharField(required=False, widget=forms.HiddenInput, label=_("the draft"))

    use_required_attribute = False

    def standing(self, row: Statement) -> dict[str, Any]:
        """What goes with the draft, in a line; any save since the page was opened makes it another."""
        return {"held": holding(row)}


def holding(row: Statement) -> str:
    """A draft in a line: title, how many turns, which positions, how often it was saved."""
    turns = Turn.objects.filter(text__statement=row).count()
    lines = row.positions.order_by("line").values_list("line", flat=True)
    parts = [
        row.title,
        ngettext("%(n)s turn", "%(n)s turns", turns) % {"n": turns},
        ", ".join(f"p{line}" for line in lines) or _now("no positions"),
        ngettext("saved once", "saved %(n)s times", row.revision) % {"n": row.revision},
    ]
    return " · ".join(parts)


def may_discard(request: HttpRequest, statement: Statement) -> bool:
    """Whether this editor may: a draft of one's own, or any by who publishes."""
    return request.user.has_perm(PUBLISH) or statement.created_by_id == request.user.pk


def discard(page: RecordAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """The screen."""
    if not may_discard(request, statement):
        raise PermissionDenied
    with locking(request):
        form = DiscardForm(sent(request))
        form.lock_on(statement)
        if request.method == "POST" and form.is_valid():
            why = form.cleaned_data["reason"]
            done(form, lambda: recording.discard(statement, by=editor(request), why=why))
            if form.is_valid():
                return gone(request)
    context = {"form": form, "original": statement, "holding": form.initial["held"], "media": page.media}
    return page.page(request, "discard_statement", _now("Discard this statement"), **context)


def gone(request: HttpRequest) -> HttpResponse:
    """Back to the list, which says that it is done."""
    messages.success(request, _now("The draft is discarded."))
    return HttpResponseRedirect(reverse("admin:statements_statement_changelist"))


def once(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """The screen, for which a second press finds done what the first one did."""

    def view(page: RecordAdmin, request: HttpRequest, pk: int) -> HttpResponse:
        try:
            return screen(page, request, pk=pk)
        except (Http404, Statement.DoesNotExist):
            if request.method == "POST" and Statement.history.filter(id=pk, history_type="-").exists():
                return gone(request)
            raise

    return view
