"""The pages about the site itself: home, method, changes, sitemap, robots, health."""

from __future__ import annotations

from typing import Any

from django.contrib.sitemaps import views as sitemaps
from django.core.paginator import EmptyPage, Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from statements import changes as record_changes
from statements import method as record_method
from statements import readings
from statements.conditional import by_revision
from statements.formats import csv_answer, json_list, next_url, refused
from statements.forms.changes import ChangeFilters
from statements.models import Actor, Position, SiteRevision, Statement, Tag
from statements.sitemaps import SECTIONS

CHANGES_A_PAGE = 50


@require_safe
@by_revision
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search, what is new, and what the record holds."""
    statements = Statement.objects.published()
    stands = Position.objects.published().filter(stance__isnull=False)
    latest = stands.select_related("actor", "tag", "proposition", "statement").prefetch_related("passages")
    return render(
        request,
        "statements/home.html",
        {
            "statements": statements.select_related("actor").newest_first()[:8],
            "readings": latest.latest_first()[:4],
            "statement_count": statements.count(),
            "position_count": readings.how_many(),
            "actor_count": Actor.objects.published().count(),
            "tag_count": Tag.objects.published().count(),
            "revision": SiteRevision.current(),
        },
    )


@require_safe
@by_revision
def method(request: HttpRequest) -> HttpResponse:
    """How readings are made: every code and rule."""
    return render(request, "statements/method.html", {"sections": record_method.sections()})


@require_safe
@by_revision
def changes(request: HttpRequest) -> HttpResponseBase:
    """Corrections and withdrawals, newest first."""
    form = ChangeFilters(request.GET)
    if not form.is_valid() and form.wanted_format != "html":
        return refused(form)
    rows = record_changes.everything()
    if form.is_valid() and form.cleaned_data["format"] == "csv":
        told = (change for batch in _batches(rows) for change in record_changes.tell(batch))
        return csv_answer("changes", CHANGE_COLUMNS, (list(_as_json(change).values()) for change in told))
    try:
        page = Paginator(rows, CHANGES_A_PAGE).page(form.cleaned_data.get("page") or 1)
    except EmptyPage as error:
        raise Http404(str(error)) from error
    told_page = record_changes.tell(page.object_list)
    if form.is_valid() and form.cleaned_data["format"] == "json":
        following = next_url(request, page=page.next_page_number()) if page.has_next() else None
        return json_list(page.paginator.count, following, [_as_json(change) for change in told_page])
    return render(request, "statements/changes.html", {"form": form, "page": page, "changes": told_page})


CHANGE_COLUMNS = ("at", "kind", "id", "url", "invented", "reason", "changed")


def _as_json(change: record_changes.Change) -> dict[str, Any]:
    subject = change.subject
    about = getattr(subject, "statement", subject) if change.kind in ("edition", "text") else subject
    about = subject.tag if change.kind == "proposition" else about
    return {
        "at": change.at.isoformat(),
        "kind": change.kind,
        "id": subject.line if change.kind == "reading" else about.pk,
        "url": None if change.kind == "withdrawal" else about.get_absolute_url(),
        "invented": change.actor.invented if change.actor else None,
        "reason": change.reason,
        "changed": [f"{row.label}: {row.before or '–'} → {row.after or '–'}" for row in change.differences],
    }


def _batches(rows: Any) -> Any:
    for at in range(0, rows.count(), 500):
        yield rows[at : at + 500]


@require_safe
@by_revision
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Where the sitemap's files are."""
    return sitemaps.index(request, sitemaps=SECTIONS, sitemap_url_name="sitemap-section")


@require_safe
@by_revision
def sitemap(request: HttpRequest, section: str) -> HttpResponseBase:
    """One of the sitemap's files."""
    return sitemaps.sitemap(request, sitemaps=SECTIONS, section=section)


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What crawlers may read: all that is public, though not every combination of filters."""
    lines = [
        "User-agent: *",
        "Disallow: /admin/",
        "Disallow: /*?*page=",
        "Disallow: /*?*as_of=",
        f"Sitemap: {request.build_absolute_uri('/sitemap.xml')}",
    ]
    return HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")


@never_cache
@require_safe
def healthz(request: HttpRequest) -> JsonResponse:
    """Whether the site can read its database: 200 with the revision, or 503."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        revision = SiteRevision.current().number
    except Exception:
        return JsonResponse({"status": "database out of reach"}, status=503)
    return JsonResponse({"status": "ok", "revision": revision})
