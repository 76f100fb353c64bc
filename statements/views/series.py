"""One actor on one tag over time: what its page and its files are made of."""

from __future__ import annotations

from functools import cached_property
from typing import Any

from django.core.paginator import Page
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse

from statements import absences, compare, in_force, readings, resources, timeline
from statements.compare import Cell, Point, Row
from statements.comparison import drawn
from statements.formats import json_list, next_url
from statements.forms.actors import SeriesFilters
from statements.models import Actor, Tag
from statements.views.compare import paged

READINGS_A_PAGE = 30


class Series:
    """The positions of an actor, with its offices, on a tag read `with_proposition`."""

    def __init__(self, actor: Actor, tag: Any, form: SeriesFilters) -> None:
        self.actor, self.tag, self.form = actor, tag, form
        self.lanes = readings.lanes([actor], form.scope, offices=form.cleaned_data["offices"])
        self.rows = readings.rows(form.scope, actors=self.lanes.ids, tags=[tag])

    @staticmethod
    def address(actor: Actor, tag: Tag) -> str:
        """The path of the page."""
        return reverse("series", args=[actor.slug, tag.slug])

    @cached_property
    def placed(self) -> compare.Placed:
        """Those that count, by lane."""
        return compare.by_place(self.rows)

    @cached_property
    def counted(self) -> list[Row]:
        """Those that count, in the order asked for; the undated last."""
        return compare.by_date(self.placed, oldest_first=self.form.cleaned_data["sort"] == "date")

    @cached_property
    def in_lanes(self) -> compare.Series:
        """The readings that count, in lanes."""
        return compare.series(self.lanes.parties, readings.versions([self.tag]), self.placed)[0]

    @cached_property
    def points(self) -> dict[int, Point]:
        """Each reading's place in the series, by its id."""
        return {point.row.id: point for lane in self.in_lanes.lanes for point in lane.points}

    def chart(self) -> timeline.Chart | None:
        """The picture of a proposition's series; a topic has none."""
        if self.in_lanes.topic:
            return None
        return drawn([(self.tag, self.in_lanes)], self.lanes, self.form.scope)[0][2]

    def cell(self) -> Cell:
        """Where the actor stands, or why nothing stands there."""
        known = absences.of(self.form.scope, self.lanes, [self.tag])
        return compare.grid(self.lanes.parties, readings.versions([self.tag]), self.placed, known)[0][0]

    def how_many(self, scope: readings.Scope) -> int:
        """The readings of another scope that count."""
        return len(compare.once(readings.rows(scope, actors=self.lanes.ids, tags=[self.tag])))

    def page(self, request: HttpRequest) -> dict[str, Any]:
        """What the page prints."""
        page = paged(self.counted, self.form, READINGS_A_PAGE)
        found = readings.evidence_of(list(page), self.form.scope.as_of)
        return {
            "form": self.form,
            "bases": self.form.bases,
            "actor": self.actor,
            "tag": self.tag,
            "cell": self.cell(),
            "chart": self.chart(),
            "lanes": self.lanes,
            "page": page,
            "readings": [(self.points[row.id], found[row.id]) for row in page],
            "sources": readings.sources(found[row.id] for row in page),
            "chosen": in_force.chips(request, self.form),
            "years": in_force.years(self.counted),
            "loosen": [] if self.counted else in_force.looser(request, self.form, self.how_many),
        }

    def as_json(self, request: HttpRequest, page: Page[Row]) -> HttpResponseBase:
        """A page of the positions."""
        found = readings.evidence_of(list(page), self.form.scope.as_of)
        following = next_url(request, page=page.next_page_number()) if page.has_next() else None
        results = [resources.position(found[row.id], request) for row in page]
        cell = resources.cell(self.cell(), self.actor, self.tag, request)
        return json_list(page.paginator.count, following, results, cell=cell)
