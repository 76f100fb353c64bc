"""The list of statements, with search; and a statement's page."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements import cite, feeds, formats, quotable
from statements import resources as shared
from statements.conditional import by_revision, instant_of, mark, once
from statements.forms.statements import StatementFilters, StatementPageFilters
from statements.listing import chips, counts, feed, resources
from statements.listing.rows import PAGE, Listing, Row
from statements.listing.snippets import Found, found_in
from statements.models import Statement
from statements.statement_page import NotThen, StatementPage
from statements.templatetags.record import permanent
from statements.views.refusals import refuse


@require_safe
@by_revision
def statement_list(request: HttpRequest) -> HttpResponseBase:
    """The statements that the filters leave, and where they hold the words sought."""
    form = StatementFilters(request.GET)
    if not form.is_valid():
        return _refused(request, form)
    listing = Listing(form.cleaned_data)
    if form.wanted_format == "csv":
        cells = (resources.as_cells(row, request) for row in listing.all())
        return formats.csv_answer("statements", resources.COLUMNS, cells)
    if form.wanted_format == "atom":
        return feeds.atom_answer(request, _("Statements"), feed.entries(listing))
    listing.totals = once(request, f"totals {_filters(request)}", lambda: listing.totals)
    if listing.by_relevance:
        listing.best = once(request, f"best {_filters(request)}", lambda: listing.best)
    rows = form.rows_of(listing)
    if rows is None:
        return _refused(request, form)
    found = found_in(listing, rows) if listing.searched else {}
    if form.wanted_format == "json":
        return _as_json(request, listing, rows, found)
    return render(request, "statements/list.html", {"form": form, **_page(request, listing, rows, found)})


def _filters(request: HttpRequest) -> str:
    """A key for what the filters leave, however it is ordered and whichever page of it is shown."""
    return mark(request, "page", "after", "sort", "format")


def _refused(request: HttpRequest, form: StatementFilters) -> HttpResponse:
    if form.wanted_format != "html":
        return formats.refused(form)
    return render(request, "statements/list.html", {"form": form})


def _as_json(request: HttpRequest, listing: Listing, rows: list[Row], found: dict[int, list[Found]]) -> HttpResponse:
    results = [resources.as_object(row, request) for row in rows]
    if listing.searched:
        for result, row in zip(results, rows, strict=True):
            result |= resources.hits_of(found[row.id], len(listing.turns[row.id]))
    following = listing.following(rows)
    next_url = formats.next_url(request, **following) if following else None
    return formats.json_list(listing.totals.statements, next_url, results, utterances=listing.totals.utterances)


def _page(request: HttpRequest, listing: Listing, rows: list[Row], found: dict[int, list[Found]]) -> dict[str, Any]:
    """What the page prints."""
    return {
        "listing": listing,
        "entries": [(row, found.get(row.id, ()), len(listing.turns[row.id]) if found else 0) for row in rows],
        "page": Paginator(range(listing.totals.statements), PAGE).page(listing.values["page"]),
        "following": listing.following(rows),
        "facets": once(request, f"facets {_filters(request)}", lambda: counts.facets(listing)),
        "chosen": chips.others(request, listing.values),
        "loosen": [] if rows else chips.looser(request, listing),
    }


# -- one statement -----------------------------------------------------------------------------------------


@require_safe
@by_revision
def statement(request: HttpRequest, pk: int, slug: str) -> HttpResponseBase:
    """A statement with its turns and the readings of them; a tombstone where it was withdrawn."""
    form = StatementPageFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    found = Statement.objects.published().filter(pk=pk).first()
    if found is None:
        return _tombstone(request, pk, form)
    if slug != (found.slug or "x"):
        query = request.META.get("QUERY_STRING", "")
        return HttpResponsePermanentRedirect(found.get_absolute_url() + (f"?{query}" if query else ""))
    try:
        page = form.page_of(found)
    except NotThen as error:
        raise Http404(f"statement {pk} was not public then") from error
    if page is None:
        return refuse(request, form)
    if form.wanted_format == "json":
        return formats.json_answer(resources.whole(page, request))
    shown = {"page": page, "as_of": form.cleaned_data["as_of"], **_to_quote(request, page, form.cleaned_data["as_of"])}
    return render(request, "statements/statement.html", shown)


def _to_quote(request: HttpRequest, page: StatementPage, as_of: datetime | None) -> dict[str, Any]:
    """How the whole is cited, and what its script needs to quote any words of it."""
    instant = instant_of(request, as_of)
    address = partial(permanent, request)
    whole = quotable.cited(page.statement, page.edition, page.text, instant, address)
    return {"citation": cite.plain(whole), "quotable": quotable.quotable(page, instant, address)}


def _tombstone(request: HttpRequest, pk: int, form: StatementPageFilters) -> HttpResponse:
    """410 with number, date and reason where it was withdrawn; else 404."""
    found = Statement.objects.withdrawn(form.cleaned_data["as_of"]).filter(pk=pk).first()
    if found is None:
        raise Http404(f"no statement {pk}")
    if form.wanted_format == "json":
        return formats.json_answer(shared.tombstone(found), status=410)
    return render(request, "statements/withdrawn.html", {"statement": found}, status=410)
