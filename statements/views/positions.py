"""A quote's own page: the words, who said them, what was asked, how they are read, and how to cite them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from statements import cite, compare, dates, readings, resources
from statements.codes import Basis, PositionStatus
from statements.conditional import by_revision, instant_of
from statements.formats import json_answer
from statements.forms.positions import PositionForm
from statements.lines import Line, line_of
from statements.models import Position, Statement, Tag
from statements.templatetags.record import permanent
from statements.views.refusals import refuse


@require_safe
@by_revision
def position(request: HttpRequest, line: int) -> HttpResponseBase:
    """One reading with its evidence; a tombstone where its statement was withdrawn."""
    form = PositionForm(request.GET)
    if not form.is_valid():
        return refuse(request, form)
    as_of = form.cleaned_data["as_of"]
    found = readings.evidence(Position.objects.published(as_of, hidden=True).filter(line=line), as_of)
    if not found:
        return tombstone(request, line, form)
    past = line_of(found[0].position, as_of)
    if form.cleaned_data["format"] == "json":
        return json_answer(as_json(request, found[0], past))
    return render(request, "statements/position.html", page(request, found[0], past, as_of))


def tombstone(request: HttpRequest, line: int, form: PositionForm) -> HttpResponseBase:
    """410 with number, date and reason where the statement was withdrawn; else 404."""
    statement = withdrawn_with(line, form.cleaned_data["as_of"])
    if statement is None:
        raise Http404(f"no position {line}")
    if form.cleaned_data["format"] == "json":
        return json_answer(resources.tombstone(statement), status=410)
    return render(request, "statements/withdrawn.html", {"statement": statement}, status=410)


def withdrawn_with(line: int, as_of: datetime | None) -> Statement | None:
    """The withdrawn statement that a position stood in, if it was one."""
    of_line = Position.objects.current().filter(line=line)
    return Statement.objects.withdrawn(as_of).filter(pk__in=of_line.values("statement")).first()


def page(request: HttpRequest, evidence: readings.Evidence, past: Line, as_of: datetime | None) -> dict[str, Any]:
    """What the page prints: the reading, those of its body on its basis before and after it, review and citation."""
    row = evidence.position
    shown: dict[str, Any] = {"evidence": evidence, "position": row, "past": past, "as_of": as_of}
    if row.status == PositionStatus.HIDDEN:
        return shown
    tag = Tag.objects.with_proposition(as_of).get(pk=row.tag.merged_into_id or row.tag_id)
    scope = readings.Scope(bases=tuple(Basis.values), as_of=as_of)
    lanes = readings.lanes_of_body(row.actor)
    rows = readings.rows(scope, actors=lanes.ids, tags=[tag])
    chosen = next(each for each in rows if each.id == row.pk)
    return shown | {
        "tag": tag,
        "body": lanes.actors[lanes.parties[0].actor],
        "around": compare.around(rows, chosen, readings.versions([tag])[tag.pk]),
        "citation": cite.plain(cited(request, evidence, instant_of(request, as_of))),
        "quote": cite.shortened(evidence.quotes[0].quote),
    }


def cited(request: HttpRequest, evidence: readings.Evidence, instant: datetime) -> cite.Cited:
    """What a citation of the quote says."""
    row, edition = evidence.position, evidence.edition
    return cite.Cited(
        actor=row.actor.name,
        capacity=evidence.capacity,
        quotes=[passage.quote for passage in evidence.quotes],
        title=edition.title,
        said_on=dates.show(row.said_on) if row.said_on else "",
        source_url=edition.source_url,
        address=permanent(request, f"{row.get_absolute_url()}?as_of={cite.instant(instant)}"),
        as_of=instant,
        invented=row.actor.invented,
    )


def as_json(request: HttpRequest, evidence: readings.Evidence, past: Line) -> dict[str, Any]:
    """The position with its versions and its review."""
    row = evidence.position
    hidden = row.status == PositionStatus.HIDDEN
    return resources.position(evidence, request) | {
        "summary": row.summary or None,
        "hidden": hidden,
        "reviewed": past.eyes,
        "recorded_at": row.recorded_at,
        "versions": [
            {
                "recorded_at": each.recorded_at,
                "superseded_at": each.superseded_at,
                "hidden": each.status == PositionStatus.HIDDEN,
                "stance": None if hidden else each.stance,
                "word": None if hidden else each.word,
                "reason": each.reason or None,
                "correction": each.correction,
            }
            for each in past.versions
        ],
    }
