"""What the record holds, where it begins and ends, and how much of it was read."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from typing import Any

from django.core.paginator import EmptyPage, Page, Paginator
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements.conditional import by_revision, mark, once
from statements.coverage import ActorRow, Coverage, Held, Share, TagRow
from statements.coverage_rows import TAGS
from statements.coverage_rows import coverage as read
from statements.facets import Chip
from statements.formats import csv_answer, json_list, next_url
from statements.forms.coverage import CoverageForm
from statements.models import Tag
from statements.resources import actor_brief, tag_brief
from statements.shown import name_of
from statements.templatetags.record import query
from statements.views.refusals import refuse

ACTORS_A_PAGE = 50


@require_safe
@by_revision
def coverage(request: HttpRequest) -> HttpResponseBase:
    """How many statements by actor, year and language, and the share of them read for each tag."""
    form = CoverageForm(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    if form.wanted_format == "csv":
        return csv_answer("coverage", COLUMNS, cells(read(form.chosen, 1, sys.maxsize, sys.maxsize), form.chosen.tags))
    number = form.cleaned_data["page"]
    found = kept(request, form, number)
    try:
        page = Paginator(range(found.actors), ACTORS_A_PAGE).page(number)
    except EmptyPage as error:
        raise Http404(str(error)) from error
    if form.wanted_format == "json":
        return as_json(request, found, page, form.chosen.tags)
    shown = {"form": form, "coverage": found, "page": page, "tags": form.chosen.tags, "chips": chips(request, form)}
    return render(request, "statements/coverage.html", shown | {"most_tags": TAGS})


def kept(request: HttpRequest, form: CoverageForm, page: int) -> Coverage:
    """The counts of a page, counted once for each revision of the site and choice of the reader's."""
    what = f"coverage {mark(request, 'format')}"
    return once(request, what, lambda: read(form.chosen, page, ACTORS_A_PAGE, TAGS))


def chips(request: HttpRequest, form: CoverageForm) -> list[Chip]:
    """The actors and tags that were chosen, each with the address without it."""
    chosen: list[tuple[str, Any, str]] = [
        *(("actor", actor, _("Actor")) for actor in form.cleaned_data["actor"]),
        *(("tag", tag, _("Tag")) for tag in form.cleaned_data["tag"]),
    ]
    return [
        Chip(
            label=label,
            value=name_of(node),
            url=query(request, **{f"{name}__remove": node.slug}),
            invented=getattr(node, "invented", False),
        )
        for name, node, label in chosen
    ]


# -- for machines --------------------------------------------------------------------------------------


def as_json(request: HttpRequest, found: Coverage, page: Page[int], tags: Sequence[Tag]) -> HttpResponseBase:
    """The actors of the page; beside them the totals, the years, the languages and the tags."""
    return json_list(
        found.actors,
        next_url(request, page=page.next_page_number()) if page.has_next() else None,
        [_actor(row, tags) for row in found.by_actor],
        **_held(found.held),
        years=[{"year": row.year} | _numbers(row.held) for row in found.years],
        languages=[{"language": row.language} | _numbers(row.held) for row in found.languages],
        tag_count=found.tags,
        tags=[_tag(row) for row in found.by_tag],
    )


def _numbers(held: Held) -> dict[str, Any]:
    return {"statements": held.statements, "utterances": held.utterances}


def _held(held: Held) -> dict[str, Any]:
    return _numbers(held) | {"undated": held.undated, "first": held.first or None, "last": held.last or None}


def _share(share: Share) -> dict[str, Any]:
    return {
        "of": share.of,
        "read": share.read,
        "coded": share.coded,
        "not_read_by_an_editor": share.unread,
        "nothing_found": share.nothing_found,
        "not_yet_read": share.not_read,
    }


def _actor(row: ActorRow, tags: Sequence[Tag]) -> dict[str, Any]:
    return {
        "actor": actor_brief(row.actor),
        **_held(row.held),
        "years": {year.year: year.held.statements for year in row.years},
        "tags": [{"tag": tag_brief(tag)} | _share(share) for tag, share in zip(tags, row.shares, strict=True)],
    }


def _tag(row: TagRow) -> dict[str, Any]:
    return {"tag": tag_brief(row.tag)} | _share(row.share) | {"first": row.first or None, "last": row.last or None}


COLUMNS = (
    "by", "slug", "name", "invented", "statements", "utterances", "undated", "first", "last", "tag", "read", "coded",
    "not_read_by_an_editor", "nothing_found", "not_yet_read",
)  # fmt: skip
"""The columns of CSV: `by` says what a row is of (all, year, language, actor, tag, or actor-tag: one of both)."""


def cells(found: Coverage, tags: Sequence[Tag]) -> Iterator[list[Any]]:
    """The values of `COLUMNS`, of every row there is."""
    held, no_share = found.held, [None] * 6
    yield ["all", None, None, None, *_held(held).values(), *no_share]
    for year in found.years:
        yield ["year", year.year, year.year, None, *_numbers(year.held).values(), None, None, None, *no_share]
    for row in found.languages:
        yield ["language", row.language, None, None, *_numbers(row.held).values(), None, None, None, *no_share]
    for each in found.by_actor:
        named = [each.actor.slug, each.actor.name, each.actor.invented]
        yield ["actor", *named, *_held(each.held).values(), *no_share]
        for tag, share in zip(tags, each.shares, strict=True):
            yield ["actor-tag", *named, share.of, None, None, None, None, tag.slug, *list(_share(share).values())[1:]]
    for one in found.by_tag:
        reach = [one.first or None, one.last or None]
        shares = list(_share(one.share).values())[1:]
        yield ["tag", one.tag.slug, one.tag.name, None, one.share.of, None, None, *reach, one.tag.slug, *shares]
