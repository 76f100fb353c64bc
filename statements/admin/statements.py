"""Statements in the admin: the list, a statement's own page, and the way from there to everything else."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce, wraps
from operator import or_
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.paginator import Paginator
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import dates, recording
from statements.admin import backings, coding, discarding, history, pasting, publishing, reading, words
from statements.admin.actors import change_url
from statements.admin.choosing import is_id
from statements.admin.edition_forms import CorrectionForm, EditionForm, LineField
from statements.admin.house import PUBLISH, RecordAdmin, comment, demand, done, editor, locking, sent, told
from statements.codes import StatementStatus
from statements.models import Position, Statement, Tag, Turn

EDITABLE = frozenset({StatementStatus.DRAFT, StatementStatus.IN_REVIEW, StatementStatus.SCHEDULED})
TURNS_AT_ONCE = 100
MOST_TERMS = 20


class WithdrawForm(forms.Form):
    """Why a public statement is taken back."""

    reason = LineField(required=True, max_length=500, label=_("reason"), help_text=_("readers see it, for ever"))


class TagFilter(admin.SimpleListFilter):
    """Statements with a tag, or one below it."""

    title = _("tag")
    parameter_name = "tag"
    template = "admin/statements/typed_filter.html"

    def __init__(self, request: HttpRequest, params: Any, model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        self.typed = request.GET.get(self.parameter_name or "", "")
        self.kept = [(name, values) for name, values in request.GET.lists() if name not in (self.parameter_name, "p")]

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The tag chosen; thousands of tags are no list to show."""
        value = request.GET.get(self.parameter_name or "", "")
        return [(value, value)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Statement]) -> QuerySet[Statement]:
        """The statements on the tag of that slug or name."""
        if not self.value():
            return queryset
        tags = Tag.objects.filter(Q(slug=self.value()) | Q(name=self.value()))[:20]
        return queryset.on(tags)  # type: ignore[attr-defined, no-any-return]


def counted(rows: QuerySet[Any]) -> Coalesce:
    """How many of these positions there are, for a subquery."""
    return Coalesce(Subquery(rows.values("statement").annotate(count=Count("pk")).values("count")), 0)


def of_statement(screen: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A screen of one statement, for those who may edit it."""

    @wraps(screen)
    def view(page: Any, request: HttpRequest, pk: int, **more: Any) -> HttpResponse:
        statement = get_object_or_404(Statement.objects.select_related("actor__parent", "created_by"), pk=pk)
        page.demand_change(request, statement)
        return screen(page, request, statement, **more)

    return view


@admin.register(Statement)
class StatementAdmin(RecordAdmin):
    """Statements."""

    list_display = ("title_in_its_script", "actor", "said", "form", "language", "status", "readings")
    list_filter = ("status", "form", "voice", "actor__kind", TagFilter, "language")
    list_select_related = ("actor",)
    date_hierarchy = "said_to"
    search_fields = ("title", "speaker", "actor__name", "key")
    search_help_text = _("title, speaker, actor, and the words themselves, drafts too")
    ordering = ("-pk",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """Each statement with the number of its readings, published and open."""
        of_it = Position.objects.filter(statement=OuterRef("pk")).order_by()
        counts = {"published_readings": counted(of_it.current()), "open_readings": counted(of_it.drafts())}
        rows: QuerySet[Any] = super().get_queryset(request).defer("rights").annotate(**counts)
        return rows

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """Statements in which each of the words stands: in the title, the names, or the text that is not superseded."""
        for term in search_term.split()[:MOST_TERMS]:
            in_words = Turn.objects.filter(
                text__statement=OuterRef("pk"), text__superseded_at=None, words__icontains=term
            )
            about_it = [Q(**{f"{field}__icontains": term}) for field in self.search_fields]
            queryset = queryset.filter(reduce(or_, about_it, Q(Exists(in_words))))
        return queryset, False

    @admin.display(description=_("title"), ordering="title")
    def title_in_its_script(self, statement: Statement) -> str:
        """The title, set apart from what stands around it."""
        return format_html("<bdi>{}</bdi>", statement.title)

    @admin.display(description=_("said on"), ordering="said_to")
    def said(self, statement: Statement) -> str:
        """The date as a reader sees it."""
        return dates.show(statement.said_on)

    @admin.display(description=_("positions"))
    def readings(self, statement: Any) -> str:
        """Published readings, and those that are not."""
        if statement.open_readings:
            return _now("%(published)s, %(open)s open") % {
                "published": statement.published_readings, "open": statement.open_readings,
            }  # fmt: skip
        return str(statement.published_readings)

    def get_urls(self) -> list[URLPattern]:
        """The screens of a statement."""

        def at(route: str, screen: Callable[..., HttpResponse], name: str) -> URLPattern:
            def view(request: HttpRequest, **kwargs: Any) -> HttpResponse:
                return screen(self, request, **kwargs)

            return path(f"<int:pk>/{route}", self.admin_site.admin_view(view), name=f"statements_statement_{name}")

        return [
            at("text/<int:number>/", of_statement(words.words), "words"),
            at("code/", of_statement(coding.code), "code"),
            at("read/", of_statement(reading.mark_read), "read"),
            at("backings/", of_statement(backings.backings), "backings"),
            at("correct/", of_statement(correct), "correct"),
            at("send/", of_statement(send), "send"),
            at("return/", of_statement(return_to_draft), "return"),
            at("unschedule/", of_statement(publishing.unschedule), "unschedule"),
            at("publish/", of_statement(publishing.publish), "publish"),
            at("withdraw/", of_statement(withdraw), "withdraw"),
            at("discard/", discarding.once(of_statement(discarding.discard)), "discard"),
            *super().get_urls(),
        ]

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A statement is pasted."""
        return pasting.paste(self, request)

    def change_view(
        self, request: HttpRequest, object_id: str, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """A statement's own page."""
        rows = Statement.objects.select_related("actor__parent", "created_by")
        statement = get_object_or_404(rows, pk=object_id if is_id(object_id) else None)
        if not self.has_view_permission(request, statement):
            demand(request, "statements.view_statement")
        return overview(self, request, statement)

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """What was done to it, when and by whom."""
        statement = get_object_or_404(Statement, pk=object_id if is_id(object_id) else None)
        demand(request, "statements.view_statement")
        return history.of_statement(self, request, statement)


def overview(page: StatementAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """The statement as it stands: edition (a form while it is a draft), turns, positions, and what to do next."""
    editable = statement.status in EDITABLE and page.has_change_permission(request, statement)
    form = None
    if editable:
        with locking(request):
            form = EditionForm(sent(request))
            form.lock_on(statement)
            if request.method == "POST" and form.is_valid() and _save(form, statement, editor(request)):
                messages.success(request, _now("Saved."))
                return HttpResponseRedirect(change_url(statement))
    context = parts_of(statement, request) | {
        "form": form,
        "original": statement,
        "may_edit": page.has_change_permission(request, statement),
        "may_publish": request.user.has_perm(PUBLISH),
        "may_discard": editable and discarding.may_discard(request, statement),
        "media": page.media + form.media if form else page.media,
    }
    return page.page(request, "statement", statement.title, **context)


def _save(form: EditionForm, statement: Statement, by: Any) -> bool:
    def verb() -> Any:
        return recording.edit_draft(
            statement, by=by, values=form.values(), tags=form.all_tags(), same_as=form.cleaned_data["same_as"]
        )

    return done(form, verb) is not None


def parts_of(statement: Statement, request: HttpRequest) -> dict[str, Any]:
    """What stands below the edition: texts, a stretch of the turns, positions, read marks, backings."""
    texts: list[Any] = list(statement.texts.newest().annotate(length=Count("turns")))
    turns = Turn.objects.filter(text__in=texts).select_related("actor", "text").order_by("text__number", "order")
    positions = Position.objects.filter(statement=statement, superseded_at=None)
    positions = positions.select_related("actor", "tag").prefetch_related("passages")
    return {
        "texts": texts,
        "next_text": len(texts) + 1,
        "turns": counted_already(turns, sum(text.length for text in texts)).get_page(request.GET.get("turns")),
        "positions": positions.annotate(review_count=Count("reviews")).order_by("line", "pk"),
        "reads": statement.reads.filter(superseded_at=None).select_related("tag", "turn"),
        "backings": statement.backings.filter(superseded_at=None).select_related("actor"),
        "tags": statement.tags.all(),
    }


def counted_already(rows: QuerySet[Any], count: int) -> Paginator[Any]:
    """Rows in stretches; they are not counted a second time."""
    stretches = Paginator(rows, TURNS_AT_ONCE)
    stretches.count = count
    return stretches


def correct(page: StatementAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Correct what the site says about a public statement: a successor, with the reason."""
    demand(request, PUBLISH)
    with locking(request):
        form = CorrectionForm(sent(request))
        form.lock_on(statement)
        if request.method == "POST" and form.is_valid():
            values = form.cleaned_data
            outcome = done(
                form,
                lambda: recording.correct(
                    statement, by=editor(request), reason=values["reason"], values=form.values(), tags=form.all_tags()
                ),
            )
            if outcome is not None:
                words.tell_correction(request, outcome)
                return HttpResponseRedirect(change_url(statement))
    context = {"form": form, "original": statement, "media": page.media + form.media}
    return page.page(request, "correct", _now("Correct what is published"), **context)


def send(page: StatementAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Put a draft, with its draft positions, before another editor."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])

    def verb() -> None:
        if statement.status == StatementStatus.DRAFT:
            recording.send_to_review(statement, by=editor(request))
        for position in statement.positions.drafts().filter(status="draft"):
            recording.send_to_review(position, by=editor(request))

    told(request, verb, _now("Another editor finds it under “in review” now."))
    return HttpResponseRedirect(change_url(statement))


def return_to_draft(page: StatementAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Give it back to its author with a comment."""
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    by, note = editor(request), comment(request)
    told(request, lambda: recording.return_to_draft(statement, by=by, note=note), _now("It is a draft again."))
    return HttpResponseRedirect(change_url(statement))


def withdraw(page: StatementAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Take a public statement back, for good."""
    demand(request, PUBLISH)
    form = WithdrawForm(sent(request))
    if request.method == "POST" and form.is_valid():
        done(form, lambda: recording.withdraw(statement, by=editor(request), reason=form.cleaned_data["reason"]))
        if form.is_valid():
            messages.success(
                request, _now("It is withdrawn: its id, the date and the reason are all that readers see.")
            )
            return HttpResponseRedirect(change_url(statement))
    return page.page(request, "withdraw", _now("Withdraw"), form=form, original=statement, media=page.media)


def statement_url(statement: Statement, screen: str, *args: Any) -> str:
    """The address of a statement's screen."""
    return reverse(f"admin:statements_statement_{screen}", args=[statement.pk, *args])
