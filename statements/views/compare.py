"""The comparison: who stands where on what, how that changed, in which words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeVar

from django.core.paginator import EmptyPage, Page, Paginator
from django.db.models import QuerySet
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements import compare as shapes
from statements import in_force, names, readings, resources, shown, totals
from statements.codes import Kind
from statements.comparison import Comparison
from statements.conditional import by_revision, once
from statements.facets import Chip
from statements.feeds import atom_answer
from statements.formats import csv_answer, json_answer, next_url, refused
from statements.forms.compare import MOST_IN_FULL, CompareForm
from statements.forms.filters import ReaderFilters
from statements.models import Actor, Membership, Position, Tag
from statements.models.trees import WIDTH
from statements.templatetags.record import query

Shown = TypeVar("Shown")

PASSAGES_A_PAGE = 48
"""As many as a briefing of a few sheets holds, so that a comparison of four actors on two tags prints whole."""
POSITIONS_A_PAGE = 500
"""Of JSON."""
READINGS = 144
READINGS_A_LANE = (3, 12)
"""The latest readings that stand in a comparison, shared by its lanes: so many of each at least and at most. The
lane's own page has all."""
OFFERED = 24


@require_safe
@by_revision
def compare(request: HttpRequest) -> HttpResponseBase:
    """Compare actors on tags, or choose what to compare."""
    form = CompareForm(request.GET)
    if not form.is_valid() and form.wanted_format != "html":
        return refused(form)
    if not form.is_complete:
        return render(request, "statements/compare_choose.html", {"form": form, **offered(request, form)})
    comparison = Comparison(form)
    if form.cleaned_data["format"] == "json":
        return as_json(request, comparison)
    if form.cleaned_data["format"] == "csv":
        rows = resources.position_rows(comparison.counted, form.scope.as_of, request)
        return csv_answer("comparison", resources.POSITION_COLUMNS, rows)
    if form.cleaned_data["format"] == "atom":
        entries = resources.position_entries(comparison.counted, form.scope.as_of)
        return atom_answer(request, comparison.name, entries)
    page = {"form": form, "comparison": comparison, "chips": chips(request, form), **page_of(comparison)}
    return render(request, "statements/compare.html", page)


def chips(request: HttpRequest, form: CompareForm) -> list[Chip]:
    """What is compared, and what narrows it: each with the address without it."""
    chosen: list[tuple[str, Any, str]] = [
        *(("actor", actor, _("Actor")) for actor in form.cleaned_data["actor"]),
        *(("group", group, _("Members of")) for group in form.groups),
        *(("tag", tag, _("Tag")) for tag in form.tags),
    ]
    return [
        Chip(
            label=label,
            value=shown.name_of(node),
            url=query(request, **{f"{name}__remove": node.slug}),
            invented=getattr(node, "invented", False),
        )
        for name, node, label in chosen
    ] + in_force.chips(request, form)


def page_of(comparison: Comparison) -> dict[str, Any]:
    """What the page prints beside the form: the grid and, of few actors, the series and a page of passages."""
    # Where no passage is printed they are only counted, in whatever order.
    counted = comparison.counted if comparison.is_full else comparison.placed.every()
    passages = paged(counted, comparison.form, PASSAGES_A_PAGE)
    courses = comparison.series() if comparison.is_full else []
    found = readings.evidence_of(list(passages) if comparison.is_full else [], comparison.form.scope.as_of)
    years = [
        (year.year, [found[row.id] for row in year.rows if row.id in found]) for year in shapes.by_year(list(passages))
    ]
    return {
        "lines": comparison.lines,
        "series": courses,
        "years": years,
        "sources": readings.sources(item for _year, items in years for item in items),
        "page": passages,
        "most_in_full": MOST_IN_FULL,
        "at_most": readings_a_lane(sum(len(course.series.lanes) for course in courses)),
    }


def readings_a_lane(lanes: int) -> int:
    """How many of the latest readings of each of these lanes are printed."""
    least, most = READINGS_A_LANE
    return min(most, max(least, READINGS // max(lanes, 1)))


def paged(rows: Sequence[Shown], form: ReaderFilters, size: int) -> Page[Shown]:
    """The page of rows that the form asks for; 404 where there is none."""
    try:
        return Paginator(rows, size).page(form.cleaned_data["page"])
    except EmptyPage as error:
        raise Http404(str(error)) from error


def as_json(request: HttpRequest, comparison: Comparison) -> HttpResponseBase:
    """The cells, and a page of the positions they rest on."""
    page = paged(comparison.counted, comparison.form, POSITIONS_A_PAGE)
    found = readings.evidence_of(list(page), comparison.form.scope.as_of)
    tags = comparison.form.tags
    common = {tag.slug: comparison.periods[tag.pk] for tag in tags if tag.pk in comparison.periods}
    return json_answer(
        {
            "common": {slug: {"from": one.since, "to": one.until} for slug, one in common.items()} or None,
            "count": page.paginator.count,
            "next": next_url(request, page=page.next_page_number()) if page.has_next() else None,
            "cells": [
                resources.cell(cell, line.actor, tag, request)
                for line in comparison.lines
                for tag, cell in zip(tags, line.cells, strict=True)
            ],
            "positions": [resources.position(found[row.id], request) for row in page],
        }
    )


# -- choosing ------------------------------------------------------------------------------------------


def offered(request: HttpRequest, form: CompareForm) -> dict[str, Any]:
    """Actors, groups and tags to choose from: those found by name, else those with the most positions."""
    values = form.cleaned_data
    as_of = values.get("as_of")
    actors = Actor.objects.published(as_of).exclude(pk__in=[actor.pk for actor in values.get("actor") or ()])
    tags = Tag.objects.published(as_of).exclude(pk__in=[tag.pk for tag in values.get("tag") or ()])
    if words := values.get("find"):
        by_name = names.matching(words)
        actors, tags = actors.filter(by_name).distinct(), tags.filter(by_name).distinct()
    else:
        positions = Position.objects.published(as_of)
        on, by = values.get("tag") or [], values.get("actor") or []
        actors = actors.filter(pk__in=_busiest(request, positions.on(on) if on else positions, Actor, on))
        tags = tags.filter(pk__in=_busiest(request, positions.by(by) if by else positions, Tag, by))
    # Whoever holds an office belongs to a country too, and is nobody to compare it by.
    in_groups = Membership.objects.shown(as_of).exclude(actor__kind=Kind.PERSON)
    bodies = in_groups.values(body=Coalesce("group__merged_into", "group"))
    groups = Actor.objects.filter(pk__in=bodies).exclude(pk__in=[group.pk for group in form.groups])
    return {
        "offered_actors": actors.order_by("name")[: 2 * OFFERED],
        "offered_tags": tags.with_proposition(as_of).order_by("name")[:OFFERED],
        "offered_groups": (groups.filter(by_name).distinct() if words else groups).order_by("name")[:OFFERED],
    }


def _busiest(
    request: HttpRequest, positions: QuerySet[Position], what: type[Actor] | type[Tag], of: Sequence[Actor | Tag]
) -> list[int]:
    """The actors or tags with the most positions, of all or `of` those chosen; with an office, the body at its top."""

    def found() -> list[int]:
        rows = totals.busiest(positions, what, OFFERED)
        tops = [int(path[:WIDTH]) for _pk, path in rows] if what is Actor else []
        return list(dict.fromkeys([*(pk for pk, _path in rows), *tops]))

    chosen = f"{request.GET.get('as_of', '')} {[node.pk for node in of]}"
    return once(request, f"busiest {what.__name__} {chosen}", found)
