"""The actors, an actor's page, and one actor on one tag over time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property, reduce
from operator import or_
from typing import Any

from django.core.paginator import EmptyPage, Paginator
from django.db.models import Count, Q
from django.db.models.functions import Coalesce
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements import absences, compare, in_force, names, readings, resources
from statements.codes import Kind
from statements.conditional import by_revision, once
from statements.facets import Choice, Facet
from statements.feeds import atom_answer
from statements.formats import csv_answer, json_answer, json_list, next_url
from statements.forms.actors import ActorFilters, NodeFilters, SeriesFilters
from statements.loosen import name_chip, without, without_name
from statements.models import Actor, Edition, Membership, Tag
from statements.templatetags.record import count
from statements.views.compare import POSITIONS_A_PAGE, paged
from statements.views.nodes import node_at
from statements.views.refusals import refuse
from statements.views.series import Series

ACTORS_A_PAGE = 300
LATEST_STATEMENTS = 8
PROPOSITIONS_A_PAGE = 60


# -- the list ------------------------------------------------------------------------------------------


@require_safe
@by_revision
def actor_list(request: HttpRequest) -> HttpResponseBase:
    """The actors of the record, by name."""
    form = ActorFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    actors, as_of = listed(form), form.cleaned_data["as_of"]
    try:
        page = Paginator(actors, ACTORS_A_PAGE).page(form.cleaned_data["page"])
    except EmptyPage as error:
        raise Http404(str(error)) from error
    counts = once(request, f"statements by actor {as_of}", lambda: statement_counts(as_of))
    if form.wanted_format == "csv":
        cells = (resources.actor_cells(row, request, statements=counts.get(row.pk, 0)) for row in actors)
        return csv_answer("actors", resources.ACTOR_COLUMNS, cells)
    if form.wanted_format == "json":
        following = next_url(request, page=page.next_page_number()) if page.has_next() else None
        results = [resources.actor(row, request, statements=counts.get(row.pk, 0)) for row in page]
        if form.cleaned_data["find"]:
            results = [found | resources.called(row) for found, row in zip(results, page, strict=True)]
        return json_list(page.paginator.count, following, results)
    entries = [(actor, counts.get(actor.pk, 0)) for actor in page]
    return render(
        request, "statements/actors.html", {"form": form, "page": page, "entries": entries, **kinds(request, form)}
    )


def kinds(request: HttpRequest, form: ActorFilters) -> dict[str, Any]:
    """The kinds as a filter with counts, the name sought to take out, and what to loosen; one query."""
    counted = dict(named(form).order_by().values_list("kind").annotate(n=Count("pk", distinct=True)))
    chosen, words = form.cleaned_data["kind"], form.cleaned_data["find"]
    choices = [
        Choice(kind.value, capfirst(str(kind.label)), counted.get(kind, 0), kind in chosen)
        for kind in Kind
        if kind in counted or kind in chosen
    ]
    facets = [Facet("kind", _("Kind"), choices)]
    loosen = without(request, facets, "actors")
    if words and not any(counted.get(kind) for kind in chosen or counted):
        loosen += without_name(request, words, count(of_kinds(form).count(), "actors"))
    return {"facets": facets, "chosen": name_chip(request, words), "loosen": loosen}


def named(form: ActorFilters) -> Any:
    """The published actors of that name, of any kind."""
    actors = Actor.objects.published(form.cleaned_data["as_of"])
    if words := form.cleaned_data["find"]:
        actors = actors.filter(names.matching(words)).distinct()
    return actors


def of_kinds(form: ActorFilters) -> Any:
    """The published actors of those kinds, of any name."""
    actors = Actor.objects.published(form.cleaned_data["as_of"])
    return actors.filter(kind__in=form.cleaned_data["kind"]) if form.cleaned_data["kind"] else actors


def listed(form: ActorFilters) -> Any:
    """The published actors of that name and kind, in order of name."""
    actors = named(form)
    if chosen := form.cleaned_data["kind"]:
        actors = actors.filter(kind__in=chosen)
    return actors.select_related("parent").prefetch_related("names").order_by("name", "pk")


def statement_counts(as_of: Any) -> dict[int, int]:
    """Statements of each actor itself, those of a merged one with the one it became."""
    of = Edition.objects.published(as_of).order_by().annotate(who=Coalesce("actor__merged_into", "actor"))
    return dict(of.values_list("who").annotate(n=Count("pk")))


# -- an actor ------------------------------------------------------------------------------------------


@require_safe
@by_revision
def actor(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Who it is, what it said last, and where it stands."""
    form = NodeFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    public = Actor.objects.published(form.scope.as_of).select_related("parent").prefetch_related("names")
    found = node_at(public, slug)
    if found.slug != slug:
        return redirect(f"{found.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?"), permanent=True)
    standing = Standing(found, form)
    if form.wanted_format == "csv":
        rows = resources.position_rows(standing.counted, form.scope.as_of, request)
        return csv_answer("positions", resources.POSITION_COLUMNS, rows)
    if form.wanted_format == "atom":
        return atom_answer(request, found.name, resources.position_entries(standing.counted, form.scope.as_of))
    if form.wanted_format == "json":
        return json_answer(standing.as_json(request))
    return render(request, "statements/actor.html", {"form": form, "actor": found, **standing.page(request)})


class Standing:
    """An actor with its offices, its groups, its latest statements and its cell on every tag."""

    def __init__(self, of: Actor, form: NodeFilters) -> None:
        self.of, self.form, self.scope, self.bases = of, form, form.scope, form.bases
        self.lanes = readings.lanes([of], self.scope, offices=form.cleaned_data["offices"])
        self.rows = readings.rows(self.scope, actors=self.lanes.ids)
        self.coverage = absences.of(self.scope, self.lanes, None)

    @cached_property
    def placed(self) -> compare.Placed:
        """Its positions that count, by lane and tag."""
        return compare.by_place(self.rows)

    @property
    def counted(self) -> list[compare.Row]:
        """Its positions that count, latest first."""
        return compare.newest_first(self.placed)

    @property
    def statements(self) -> int:
        """Those of the period that are its own, its offices' or backed by one of them."""
        return self.coverage.statements.get(self.of.pk, 0)

    def cells(self) -> list[tuple[Tag, compare.Cell]]:
        """Its cell on each tag it has a position on, the latest said first."""
        ids = {tag for _lane, tag in self.placed} | {
            tag for _lane, tag in (*self.coverage.others, *self.coverage.made_otherwise)
        }
        tags = list(Tag.objects.with_proposition(self.scope.as_of).filter(pk__in=ids).order_by("name"))
        cells = compare.grid(self.lanes.parties, readings.versions(tags), self.placed, self.coverage)[0]
        return sorted(zip(tags, cells, strict=True), key=lambda pair: _last_day(pair[1]), reverse=True)

    def memberships(self) -> list[Membership]:
        """Those of the actor, and those of its members where it is a group."""
        ends = ("actor", "actor__merged_into", "group", "group__merged_into")
        either = reduce(or_, (Q(**{end: self.of}) for end in ends))
        found = Membership.objects.shown(self.scope.as_of).filter(either)
        return sorted(found, key=lambda row: (row.body.name, row.member.name, row.since))

    def how_many(self, scope: readings.Scope) -> int:
        """The positions of another scope that count."""
        return len(compare.once(readings.rows(scope, actors=self.lanes.ids)))

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """What the page prints."""
        cells, memberships = self.cells(), self.memberships()
        editions = Edition.objects.published(self.scope.as_of).filter(self.scope.said(), actor__in=self.lanes.ids)
        return {
            "bases": self.bases,
            "offices": [row for pk, row in self.lanes.actors.items() if pk != self.of.pk],
            "groups": [row for row in memberships if row.member == self.of],
            "members": [row for row in memberships if row.body == self.of],
            "latest": editions.select_related("statement", "actor").newest_first()[:LATEST_STATEMENTS],
            "statements": self.statements,
            "stands": paged([pair for pair in cells if not pair[1].topic], self.form, PROPOSITIONS_A_PAGE),
            "topics": [pair for pair in cells if pair[1].topic and pair[1].count],
            "chosen": in_force.chips(request, self.form),
            "years": in_force.years(self.placed.every()),
            "loosen": [] if self.rows else in_force.looser(request, self.form, self.how_many),
            "elsewhere": elsewhere([cell for _tag, cell in cells if cell.topic]),
            "otherwise": sum(cell.topic and _is_made_otherwise(cell) for _tag, cell in cells),
        }

    def as_json(self, request: HttpRequest) -> dict[str, Any]:
        """The actor, and its cells."""
        memberships = self.memberships()
        return resources.actor(self.of, request, statements=self.statements) | {
            "offices": [resources.actor_brief(row) for pk, row in self.lanes.actors.items() if pk != self.of.pk],
            "groups": [resources.membership(row, row.body) for row in memberships if row.member == self.of],
            "members": [resources.membership(row, row.member) for row in memberships if row.body == self.of],
            "cells": [resources.cell(cell, self.of, tag, request) for tag, cell in self.cells()],
        }


def _is_made_otherwise(cell: compare.Cell) -> bool:
    return cell.absence is not None and cell.absence.code == compare.Why.MADE_OTHERWISE


def _last_day(cell: compare.Cell) -> date:
    return cell.last.said_to if cell.last and cell.last.said_to else date.min


def elsewhere(cells: Sequence[compare.Cell]) -> list[tuple[str, int]]:
    """Each basis that is not shown, with the number of topics on which only it has positions."""
    counts: dict[str, int] = {}
    for cell in cells:
        for basis, _count in cell.absence.others if cell.absence and not _is_made_otherwise(cell) else ():
            counts[basis] = counts.get(basis, 0) + 1
    return sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))


# -- one actor on one tag ------------------------------------------------------------------------------


@require_safe
@by_revision
def series(request: HttpRequest, slug: str, tag: str) -> HttpResponseBase:
    """The readings of one actor on one tag by date, with the words."""
    form = SeriesFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    as_of = form.scope.as_of
    who = node_at(Actor.objects.published(as_of), slug)
    what = node_at(Tag.objects.published(as_of).with_proposition(as_of), tag)
    if (who.slug, what.slug) != (slug, tag):
        return redirect(f"{Series.address(who, what)}?{request.GET.urlencode()}".rstrip("?"), permanent=True)
    found = Series(who, what, form)
    if form.wanted_format == "csv":
        rows = resources.position_rows(found.counted, as_of, request)
        return csv_answer("positions", resources.POSITION_COLUMNS, rows)
    if form.wanted_format == "atom":
        return atom_answer(request, f"{who.name}: {what.name}", resources.position_entries(found.counted, as_of))
    if form.wanted_format == "json":
        return found.as_json(request, paged(found.counted, form, POSITIONS_A_PAGE))
    return render(request, "statements/series.html", found.page(request))
