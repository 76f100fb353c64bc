"""The tags as a tree, and a tag's page: its proposition in full and who stands where, or its words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Q
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from statements import compare, in_force, names, readings, resources, timeline, totals
from statements.comparison import drawn
from statements.conditional import by_revision, once
from statements.feeds import atom_answer
from statements.formats import csv_answer, json_answer, json_list
from statements.forms.actors import SubjectFilters, TagFilters
from statements.forms.compare import MOST_IN_FULL
from statements.loosen import name_chip, without_name
from statements.models import Actor, Proposition, Tag
from statements.templatetags.record import count
from statements.views.compare import paged, readings_a_lane
from statements.views.nodes import node_at
from statements.views.refusals import refuse

PASSAGES_A_PAGE = 24


# -- the list ------------------------------------------------------------------------------------------


@dataclass
class Branch:
    """A tag in the tree, with its positions and the branches below it."""

    tag: Any
    positions: int
    below: list[Branch] = field(default_factory=list)


@require_safe
@by_revision
def tag_list(request: HttpRequest) -> HttpResponseBase:
    """The tags of the record, as a tree; those of a name, as a list."""
    form = TagFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    as_of, words = form.cleaned_data["as_of"], form.cleaned_data["find"]
    tags = Tag.objects.published(as_of).with_proposition(as_of).select_related("parent").order_by("name")
    tags = tags.filter(names.matching(words)).distinct() if words else tags
    counts = once(request, f"positions by tag {as_of}", lambda: totals.by_tag(as_of))
    if form.wanted_format == "html":
        shown = {"form": form, "tree": tree([Branch(tag, counts.get(tag.pk, 0)) for tag in tags]), "count": len(tags)}
        if words and not tags:
            every = Tag.objects.published(as_of).count()
            shown["loosen"] = without_name(request, words, count(every, "tags"))
        return render(request, "statements/tags.html", shown | {"chosen": name_chip(request, words)})
    results = [resources.tag(tag, request, positions=counts.get(tag.pk, 0)) for tag in tags]
    if form.wanted_format == "json":
        if words:
            results = [found | resources.called(tag) for found, tag in zip(results, tags, strict=True)]
        return json_list(len(results), None, results)
    return csv_answer("tags", resources.TAG_COLUMNS, [list(values.values()) for values in results])


def tree(branches: Sequence[Branch]) -> list[Branch]:
    """The branches under their parents, those without one among them at the top, in the order given."""
    by_tag = {branch.tag.pk: branch for branch in branches}
    for branch in branches:
        if branch.tag.parent_id in by_tag:
            by_tag[branch.tag.parent_id].below.append(branch)
    return [branch for branch in branches if branch.tag.parent_id not in by_tag]


# -- a tag ---------------------------------------------------------------------------------------------


@require_safe
@by_revision
def tag(request: HttpRequest, slug: str) -> HttpResponseBase:
    """A proposition with who stands where on it, or a topic with its passages."""
    form = SubjectFilters(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    found = node_at(Tag.objects.published(form.scope.as_of).with_proposition(form.scope.as_of), slug)
    if found.slug != slug:
        return redirect(f"{found.get_absolute_url()}?{request.GET.urlencode()}".rstrip("?"), permanent=True)
    subject = Subject(found, form)
    if form.wanted_format == "csv":
        rows = resources.position_rows(subject.counted, form.scope.as_of, request)
        return csv_answer("positions", resources.POSITION_COLUMNS, rows)
    if form.wanted_format == "atom":
        return atom_answer(request, found.name, resources.position_entries(subject.counted, form.scope.as_of))
    if form.wanted_format == "json":
        return json_answer(subject.as_json(request))
    return render(request, "statements/tag.html", subject.page(request))


class Subject:
    """A tag read `with_proposition`, its versions, its place in the tree, and the positions on it."""

    def __init__(self, of: Any, form: SubjectFilters) -> None:
        self.of, self.form, self.scope = of, form, form.scope
        self.rows = readings.rows(self.scope, tags=[of])
        self.placed = compare.by_place(self.rows)
        self.versions = readings.versions([of])

    @property
    def is_topic(self) -> bool:
        """Whether it carries no stances."""
        return self.versions[self.of.pk] is None

    @cached_property
    def counted(self) -> list[compare.Row]:
        """Those that count, in the order asked for; the undated last."""
        return compare.by_date(self.placed, oldest_first=self.form.cleaned_data["sort"] == "date")

    @cached_property
    def lanes(self) -> readings.Lanes:
        """Those with a position on it."""
        return readings.lanes_of(self.rows, offices=self.form.cleaned_data["offices"])

    def groups(self) -> list[compare.Group]:
        """The actors by where they stand at the end of the period, and who moved since the day asked for."""
        since = self.form.cleaned_data["since"]
        now = [cell for _actor, cell in self.stands()]
        version = self.versions[self.of.pk]
        return compare.stands(self.lanes.parties, self.of.pk, version, self.rows, since=since, now=now)

    def stands(self) -> list[tuple[Actor, compare.Cell]]:
        """The latest of each actor."""
        cells = compare.grid(self.lanes.parties, self.versions, self.placed)
        return [
            (self.lanes.actors[party.actor], line[0]) for party, line in zip(self.lanes.parties, cells, strict=True)
        ]

    def series(self) -> list[tuple[Tag, compare.Series, timeline.Chart]]:
        """The proposition over time, and its picture, where they are few enough to stand under one another."""
        if self.is_topic or not 0 < len(self.lanes.parties) <= MOST_IN_FULL:
            return []
        return drawn(
            [(self.of, compare.series(self.lanes.parties, self.versions, self.placed)[0])], self.lanes, self.scope
        )

    def propositions(self) -> list[Proposition]:
        """Its wordings as known at the instant, the newest first."""
        wordings = Proposition.objects.ever_published().filter(tag=self.of).order_by("-number")
        if self.scope.as_of is not None:
            wordings = wordings.filter(recorded_at__lte=self.scope.as_of)
        return list(wordings.prefetch_related("translations"))

    def family(self) -> tuple[list[Tag], list[Tag]]:
        """The tags above it, from the root, and those right below it."""
        above = self.of.ancestor_ids()
        near = Tag.objects.published(self.scope.as_of).filter(Q(pk__in=above) | Q(parent=self.of))
        found = list(near.with_proposition(self.scope.as_of).order_by("name"))
        ancestors = [one for pk in above for one in found if one.pk == pk]
        return ancestors, [one for one in found if one.pk not in above]

    def how_many(self, scope: readings.Scope) -> int:
        """The positions of another scope that count."""
        return len(compare.once(readings.rows(scope, tags=[self.of])))

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """What the page prints."""
        every = self.placed.every()
        # Of a proposition no passage is printed: they are only counted, in whatever order.
        page = paged(self.counted if self.is_topic else every, self.form, PASSAGES_A_PAGE)
        words = readings.evidence_of(list(page) if self.is_topic else [], self.scope.as_of)
        series = self.series()
        above, below = self.family()
        propositions = self.propositions()
        others, otherwise = totals.left_out_of(self.scope, self.of)
        return {
            "form": self.form,
            "tag": self.of,
            "names": self.of.names.all(),
            "above": above,
            "below": below,
            "proposition": propositions[0] if propositions and not self.is_topic else None,
            "earlier": propositions[1:],
            "groups": [] if self.is_topic else self.groups(),
            "lanes": None if self.is_topic else self.lanes,
            "series": series,
            "at_most": readings_a_lane(sum(len(one.lanes) for _tag, one, _chart in series)),
            "years": [
                (year.year, [words[row.id] for row in year.rows if row.id in words])
                for year in compare.by_year(list(page))
                if words
            ],
            "page": page,
            "chosen": in_force.chips(request, self.form),
            "each_year": in_force.years(every),
            "loosen": [] if every else in_force.looser(request, self.form, self.how_many),
            "others": others,
            "otherwise": otherwise,
            "bases": self.form.bases,
        }

    def as_json(self, request: HttpRequest) -> dict[str, Any]:
        """The tag, its wordings, and each actor's cell."""
        return resources.tag(self.of, request, positions=len(self.placed.every())) | {
            "names": [{"name": row.name, "language": row.language} for row in self.of.names.all()],
            "propositions": [resources.proposition(row) for row in self.propositions()],
            "cells": [resources.cell(cell, actor, self.of, request) for actor, cell in self.stands()],
        }
