"""Pictures to share: of a reading and of a comparison, as SVG."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from statements import cards, cite, dates, punctuation, readings
from statements.cards import words
from statements.cards.layout import MOST_ACTORS, MOST_TAGS, room_for
from statements.codes import Basis, Commitment, Origin, PositionStatus
from statements.comparison import Comparison, GridLine
from statements.conditional import by_revision, instant_of
from statements.formats import refused
from statements.forms.compare import CompareForm
from statements.forms.positions import PositionForm
from statements.lines import Line, line_of
from statements.models import Position
from statements.templatetags.record import count, permanent
from statements.views.positions import withdrawn_with

SVG = "image/svg+xml; charset=utf-8"


def drawn(request: HttpRequest, picture: cards.Picture, *, status: int = 200) -> HttpResponse:
    """The picture."""
    return render(request, "statements/cards/card.svg", {"picture": picture}, content_type=SVG, status=status)


# -- a reading -----------------------------------------------------------------------------------------


@require_safe
@by_revision
def position(request: HttpRequest, line: int) -> HttpResponseBase:
    """The picture of one reading; of a withdrawn statement its number, date and reason."""
    form = PositionForm(request.GET)
    if "as_of" in form.errors:
        return refused(form)
    as_of: datetime | None = form.cleaned_data["as_of"]
    found = readings.evidence(Position.objects.published(as_of, hidden=True).filter(line=line), as_of)
    if not found:
        gone = withdrawn_with(line, as_of)
        if gone is None:
            raise Http404(f"no position {line}")
        address = permanent(request, reverse("position", args=[line]))
        return drawn(request, cards.withdrawn(words.tombstone(gone), cite.readable(address)), status=410)
    told = reading(request, found[0], line_of(found[0].position, as_of), instant_of(request, as_of))
    return drawn(request, cards.reading(told))


def reading(request: HttpRequest, evidence: readings.Evidence, past: Line, instant: datetime) -> cards.Reading:
    """What the picture says of a reading; of one that was taken back its words and the reason."""
    row, edition = evidence.position, evidence.edition
    hidden = row.status == PositionStatus.HIDDEN
    return cards.Reading(
        line=row.line or 0,
        actor=row.actor.name,
        invented=row.actor.invented,
        capacity=evidence.capacity,
        said_on=dates.show(row.said_on),
        tag=row.tag.name
        if row.proposition or hidden
        else _("%(tag)s, a topic: words, no stance") % {"tag": row.tag.name},
        proposition=row.proposition.words if row.proposition else "",
        stance=row.stance,
        words=words.in_words(row.stance, row.word),
        firmness=str(Commitment(row.commitment).label) if row.commitment and not hidden else "",
        basis=""
        if row.basis == Basis.SAID
        else words.based(row.basis, evidence.behind.name if evidence.behind else ""),
        condition=words.conditions(row),
        quotes=[passage.quote for passage in evidence.quotes],
        language=row.language,
        notice=words.notice(row, past),
        eyes="" if hidden else words.eyes(past),
        source=_("Source: %(address)s") % {"address": words.whence(edition.title, edition.source_url)},
        as_of=words.stood_on(instant),
        address=cite.readable(permanent(request, f"{row.get_absolute_url()}?as_of={cite.instant(instant)}")),
    )


# -- a comparison --------------------------------------------------------------------------------------


@require_safe
@by_revision
def compare(request: HttpRequest) -> HttpResponseBase:
    """The picture of the comparison at the same parameters: of its first actors and tags."""
    form = CompareForm(request.GET)
    if not form.is_valid():
        return refused(form)
    if not form.is_complete:
        raise Http404("nothing is compared")
    comparison = Comparison(form)
    lines = comparison.lines[:MOST_ACTORS]
    latest = [row for line in lines for cell in line.cells[:MOST_TAGS] for row in cell.latest]
    found = readings.evidence_of(latest, form.scope.as_of)
    return drawn(request, cards.comparison(compared(request, form, lines, found)))


def compared(
    request: HttpRequest, form: CompareForm, lines: Sequence[GridLine], found: dict[int, readings.Evidence]
) -> cards.Compared:
    """What the picture says of a comparison."""
    instant = instant_of(request, form.scope.as_of)
    tags: Sequence[Any] = form.tags[:MOST_TAGS]
    hosts = dict.fromkeys(filter(None, (words.host(item.edition.source_url) for item in found.values())))
    return cards.Compared(
        heading=_("Where each stood")
        if form.scope.until or form.scope.as_of or form.cleaned_data["common"]
        else _("Where each stands"),
        scope=scope(form),
        columns=[cards.Column(tag.name, tag.proposition_words or _("a topic: words, no stances")) for tag in tags],
        lines=[
            cards.Line(
                line.actor.name,
                line.actor.invented,
                count(line.statements, "statements"),
                [words.cell_of(cell, line.actor.pk, found) for cell in line.cells[:MOST_TAGS]],
            )
            for line in lines
        ],
        more=more(len(form.actors) - len(lines), len(form.tags) - len(tags)),
        sources=_("Sources: %(hosts)s") % {"hosts": punctuation.names().join(hosts)} if hosts else "",
        unread=_("%(mark)s imported or proposed by a machine") % {"mark": words.UNREAD}
        if any(words.is_unread(item) for item in found.values())
        else "",
        as_of=words.stood_on(instant),
        address=cite.readable(address_of(request, form, instant)),
    )


def scope(form: CompareForm) -> str:
    """The period, the bases and the makers, where the reader chose them."""
    said = [
        *([_("From %(date)s") % {"date": dates.show(form.data["from"].strip(), "since")}] if form.scope.since else []),
        *([_("to %(date)s") % {"date": dates.show(form.data["to"].strip(), "until")}] if form.scope.until else []),
    ]
    bases = [str(Basis(basis).label) for basis in form.chosen_bases]
    origins = [str(Origin(origin).label) for origin in form.scope.origins]
    common = str(form.fields["common"].label) if form.cleaned_data["common"] else ""
    return " · ".join(filter(None, [" ".join(said), common, *map(punctuation.names().join, (bases, origins))]))


def more(actors: int, tags: int) -> str:
    """How many actors and tags the picture leaves out."""
    left = [*([count(actors, "actors")] if actors else []), *([count(tags, "tags")] if tags else [])]
    return _("and %(left)s more, at the address below") % {"left": punctuation.names().join(left)} if left else ""


def address_of(request: HttpRequest, form: CompareForm, instant: datetime) -> str:
    """The whole comparison's address at an instant; that of what is shown where there is no room for it."""
    values = request.GET.copy()
    for name in ("page", "format", "find"):
        values.pop(name, None)
    values["as_of"] = cite.instant(instant)
    whole = permanent(request, f"{reverse('compare')}?{values.urlencode(safe=':')}")
    if room_for(cite.readable(whole)):
        return whole
    shown = values.copy()
    shown.pop("group", None)
    shown.setlist("actor", [actor.slug for actor in form.actors[:MOST_ACTORS]])
    shown.setlist("tag", [tag.slug for tag in form.tags[:MOST_TAGS]])
    return permanent(request, f"{reverse('compare')}?{shown.urlencode(safe=':')}")
