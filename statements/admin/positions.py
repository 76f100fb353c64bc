"""Positions in the admin: the list, a reading's own page, and its way to the public and back."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import OuterRef, Prefetch, QuerySet, Subquery
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import dates, recording
from statements.admin import coding, history, publishing, reviewing
from statements.admin.actors import change_url
from statements.admin.choosing import is_id
from statements.admin.coding_forms import passages_of
from statements.admin.edition_forms import LineField
from statements.admin.house import PUBLISH, RecordAdmin, demand, done, editor, sent, told
from statements.admin.tags import tag_card
from statements.codes import PositionStatus
from statements.models import Passage, Position, Turn


class HideForm(forms.Form):
    """Why a public reading is taken back."""

    reason = LineField(required=True, max_length=500, label=_("reason"), help_text=_("readers see it beside the quote"))


def of_position(screen: Callable[[Any, HttpRequest, Position], HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen of one position, for those who may edit it."""

    @wraps(screen)
    def view(page: Any, request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        rows = Position.objects.select_related("statement__actor", "actor", "tag", "proposition", "created_by")
        passages = Prefetch("passages", Passage.objects.select_related("turn__text", "turn__actor"))
        position = get_object_or_404(rows.prefetch_related(passages), pk=pk)
        page.demand_change(request, position)
        return screen(page, request, position, **more)

    return view


@admin.register(Position)
class PositionAdmin(RecordAdmin):
    """Positions, each version of a line that is open or stands."""

    list_display = ("line_and_quote", "actor", "tag", "reading", "basis", "said", "status", "origin")
    list_display_links = ("line_and_quote",)
    list_filter = ("status", "stance", "basis", "origin", "commitment", "voice")
    list_select_related = ("actor", "tag")
    date_hierarchy = "said_to"
    search_fields = ("passages__quote", "summary", "actor__name", "tag__name", "line")
    search_help_text = _("quotes, summaries, actors and tags")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """What stands and what is open, each with its first quote."""
        quote = Passage.objects.filter(position=OuterRef("pk")).order_by("pk").values("quote")[:1]
        rows = super().get_queryset(request).filter(superseded_at=None)
        quoted: QuerySet[Any] = rows.annotate(first_quote=Subquery(quote))
        return quoted

    @admin.display(description=_("position"), ordering="line")
    def line_and_quote(self, position: Any) -> str:
        """Number and quote."""
        quote = position.first_quote or ""
        return format_html(
            "{} <q><bdi>{}</bdi></q>", f"p{position.line}", quote[:140] + ("…" if len(quote) > 140 else "")
        )

    @admin.display(description=_("reading"), ordering="stance")
    def reading(self, position: Position) -> str:
        """Stance, else the source's word."""
        return str(position.get_stance_display() if position.stance else position.word or "–")

    @admin.display(description=_("said on"), ordering="said_to")
    def said(self, position: Position) -> str:
        """The date as a reader sees it."""
        return dates.show(position.said_on)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A position is coded from its statement."""
        return False

    def get_urls(self) -> list[URLPattern]:
        """The screens of a position."""

        def at(route: str, screen: Callable[..., HttpResponse]) -> URLPattern:
            def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
                return of_position(screen)(self, request, **kwargs)

            return path(f"<int:pk>/{route}/", self.admin_site.admin_view(view), name=f"statements_position_{route}")

        return [
            at("code", coding.recode),
            at("review", reviewing.review),
            at("hide", hide),
            at("send", send),
            at("unschedule", publishing.unschedule),
            at("discard", discard),
            *super().get_urls(),
        ]

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A reading's own page."""
        demand(request, "statements.view_position")
        rows = Position.objects.select_related("statement", "actor", "tag", "proposition", "created_by", "replaces")
        position = get_object_or_404(rows, pk=object_id if is_id(object_id) else None)
        return overview(self, request, position)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was done to it, when and by whom."""
        demand(request, "statements.view_position")
        return history.of_position(
            self, request, get_object_or_404(Position, pk=object_id if is_id(object_id) else None)
        )


def overview(page: PositionAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """The reading beside its evidence, its reviews and versions, and what can be done with it."""
    context = evidence(position) | {
        "original": position,
        "position": position,
        "versions": Position.objects.filter(line=position.line).select_related("created_by").order_by("pk"),
        "may_edit": page.has_change_permission(request, position),
        "may_publish": request.user.has_perm(PUBLISH),
        "draft": position.recorded_at is None,
        "stands": position.recorded_at is not None and position.superseded_at is None,
        "media": page.media,
    }
    return page.page(request, "position", _now("Position p%(line)s") % {"line": position.line}, **context)


def evidence(position: Position) -> dict[str, Any]:
    """What a reading rests on: passages in their turns, the question before them, reviews, the tag's card."""
    passages = passages_of(position)
    first = passages[0].turn if passages else None
    asked = None
    if first is not None and first.exchange is not None:
        questions = Turn.objects.filter(
            text=first.text_id, exchange=first.exchange, kind="question", order__lt=first.order
        )
        asked = questions.order_by("order").first()
    reviews = position.reviews.select_related("reviewer").order_by("at")
    return {"passages": passages, "asked": asked, "reviews": reviews, **tag_card(position.tag)}


def send(page: PositionAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """Put a draft before another editor."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    told(request, lambda: recording.send_to_review(position, by=editor(request)), _now("It is in review."))
    return HttpResponseRedirect(change_url(position))


def discard(page: PositionAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """Delete a draft; its history stays."""
    if request.method != "POST":
        return page.page(request, "discard", _now("Discard this draft"), original=position, media=page.media)
    if position.recorded_at is not None:
        messages.error(request, _now("It is published: correct or hide it."))
        return HttpResponseRedirect(change_url(position))
    statement = position.statement
    told(request, lambda: recording.discard(position, by=editor(request)), _now("The draft is discarded."))
    return HttpResponseRedirect(change_url(statement))


def hide(page: PositionAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """Take a public reading out of every count; quote and reason stay."""
    demand(request, PUBLISH)
    form = HideForm(sent(request))
    if request.method == "POST" and form.is_valid():
        hidden = done(form, lambda: recording.hide(position, by=editor(request), reason=form.cleaned_data["reason"]))
        if hidden is not None:
            messages.success(request, _now("It counts nowhere now; its quote and the reason stay."))
            return HttpResponseRedirect(change_url(hidden))
    if position.status != PositionStatus.PUBLISHED and not form.errors:
        messages.warning(request, _now("Only a published reading can be hidden."))
    return page.page(request, "hide", _now("Hide this reading"), form=form, original=position, media=page.media)
