"""The pages about the site itself: home, method, changes, sitemap, robots, health."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.sitemaps import views as sitemaps
from django.core.paginator import EmptyPage, Page, Paginator
from django.db import connection
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.encoding import iri_to_uri
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from statements import changes as record_changes
from statements import method as record_method
from statements import resources, totals
from statements.conditional import by_revision, once, revision_of
from statements.feeds import atom_answer
from statements.formats import csv_answer, json_list, next_url
from statements.forms.changes import ChangeFilters
from statements.home import Home
from statements.loosen import without
from statements.models import SiteRevision
from statements.sitemaps import sections
from statements.views.refusals import refuse

CHANGES_A_PAGE = 50


@require_safe
@by_revision
def home(request: HttpRequest) -> HttpResponse:
    """What this is, a search, what is new, and what the record holds."""
    found = Home(once(request, "what the record holds", totals.everything))
    shown = {"home": found.page(), "revision": revision_of(request)}
    return render(request, "statements/home.html", shown)


@require_safe
@by_revision
def method(request: HttpRequest) -> HttpResponse:
    """How readings are made: every code and rule."""
    return render(request, "statements/method.html", {"sections": record_method.sections()})


@require_safe
@by_revision
def changes(request: HttpRequest) -> HttpResponseBase:
    """Corrections and withdrawals, newest first unless asked."""
    form = ChangeFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    if form.wanted_format == "csv":
        cells = (resources.change_cells(row, request) for row in record_changes.tell_all(form.rows))
        return csv_answer("changes", resources.CHANGE_COLUMNS, cells)
    if form.wanted_format == "atom":
        entries = map(resources.change_entry, record_changes.tell(form.rows[:CHANGES_A_PAGE]))
        return atom_answer(request, _("Corrections and withdrawals"), entries)
    counted = record_changes.counted()
    page = _page_of_changes(form, counted)
    told = record_changes.tell(page.object_list)
    if form.wanted_format == "json":
        following = next_url(request, page=page.next_page_number()) if page.has_next() else None
        return json_list(page.paginator.count, following, [resources.change(row, request) for row in told])
    facets = record_changes.facets(counted, form.cleaned_data["kind"], form.cleaned_data["year"])
    shown = {"form": form, "page": page, "changes": told, "facets": facets}
    return render(request, "statements/changes.html", shown | {"loosen": without(request, facets, "changes")})


def _page_of_changes(form: ChangeFilters, counted: dict[tuple[str, int], int]) -> Page[Any]:
    """The page asked for, its total from what is counted for the facets; 404 where there is none."""
    kinds, years = form.cleaned_data["kind"], form.cleaned_data["year"]
    paginator = Paginator(form.rows, CHANGES_A_PAGE)
    paginator.count = sum(
        n for (kind, year), n in counted.items() if (not kinds or kind in kinds) and (not years or year in years)
    )
    try:
        return paginator.page(form.cleaned_data["page"])
    except EmptyPage as error:
        raise Http404(str(error)) from error


@require_safe
@by_revision
def sitemap_index(request: HttpRequest) -> HttpResponseBase:
    """Where the sitemap's files are."""
    return sitemaps.index(request, sitemaps=sections(request), sitemap_url_name="sitemap-section")


@require_safe
@by_revision
def sitemap(request: HttpRequest, section: str) -> HttpResponseBase:
    """One of the sitemap's files."""
    return sitemaps.sitemap(request, sitemaps=sections(request), section=section)


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
@csrf_exempt  # it changes nothing but the words around the record, for one browser
@require_POST
def language(request: HttpRequest) -> HttpResponse:
    """Remember the language a reader chose for the site, and lead back to the same address."""
    chosen, back = request.POST.get("to", ""), request.POST.get("next", "")
    if chosen not in dict(settings.LANGUAGES):
        return HttpResponseBadRequest(_("A language of the site was expected"))
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, require_https=request.is_secure()):
        back = reverse("home")
    answer = HttpResponse(status=303, headers={"Location": iri_to_uri(back)})
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        chosen,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        samesite="Lax",
    )
    return answer


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
