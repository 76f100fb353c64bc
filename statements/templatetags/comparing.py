"""What the templates of comparisons ask for: their own addresses."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import template
from django.http import HttpRequest, QueryDict
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from statements import cite, shown
from statements.codes import Basis
from statements.compare import Point
from statements.speaking import Speaking, speaking_for
from statements.templatetags.record import grouped
from statements.timeline import Mark

register = template.Library()


@register.simple_tag
def at_instant(request: HttpRequest | None) -> str:
    """The query string by which a link keeps the earlier instant of this page; nothing for a page of now."""
    instants = request.GET.getlist("as_of") if request else []
    if not any(instants):
        return ""
    values = QueryDict(mutable=True)
    values.setlist("as_of", instants)
    return "?" + values.urlencode()


NARROWING = ("from", "to", "basis", "origin", "offices", "as_of")


@register.simple_tag
def narrowed(request: HttpRequest) -> str:
    """The query string by which a link to another page of readings keeps to the readings of this one."""
    given = [(name, request.GET.getlist(name)) for name in NARROWING]
    if not any(any(values) for _name, values in given):
        return ""
    kept = QueryDict(mutable=True)
    for name, values in given:
        if any(values):
            kept.setlist(name, values)
    return "?" + kept.urlencode()


@register.simple_tag
def and_instant(request: HttpRequest | None) -> str:
    """`at_instant` for a link that has parameters of its own."""
    return at_instant(request).replace("?", "&", 1)


@register.simple_tag
def identity(request: HttpRequest, *left_out: str) -> str:
    """The path of this page with what belongs to its identity: all but the page, the format and `left_out`."""
    values = request.GET.copy()
    for name in ("page", "format", *left_out):
        values.pop(name, None)
    return f"{request.path}?{values.urlencode()}" if values else request.path


@register.simple_tag
def whose(actor: Any, tag: Any) -> str:
    """What is read aloud before a cell's reading, which stands alone in its column and row: "Arvenia on exports:"."""
    return _whose(get_language()) % {"actor": shown.name_of(actor), "tag": shown.name_of(tag)}


@lru_cache(maxsize=20)
def _whose(_language: str | None) -> str:
    return _("%(actor)s on %(tag)s:")


@register.filter
def latest_points(points: Sequence[Point], at_most: int) -> Sequence[Point]:
    """The last of them, in their order."""
    return points[-at_most:]


@register.filter
def beside(first: Iterable[Any], second: Iterable[Any]) -> list[tuple[Any, Any]]:
    """Pairs of two lists of one length."""
    return list(zip(first, second, strict=True))


@register.filter
def per_cent(x: float) -> str:
    """A place across a drawing, as SVG writes it in any language: 37.5%."""
    return f"{round(x, 2):g}%"


@register.filter
def rem(y: float) -> str:
    """A place down a drawing, as SVG writes it in any language: 3.25rem."""
    return f"{round(y, 2):g}rem"


SPAN = '<svg y="{}"><rect class="span{}" x="{}" width="{}" y="-.3rem" height=".6rem" rx=".3rem"/></svg>'
ROUND = '<circle class="outline" r=".7rem"/>'
SQUARE = '<rect class="outline" x="-.65rem" y="-.65rem" width="1.3rem" height="1.3rem"/>'
SHAPE = '<use href="#{}" x="-.5rem" y="-.5rem" width="1rem" height="1rem"/>'
COUNT = '<text y="1.4rem" text-anchor="middle">{}</text>'


@register.filter
def drawn(mark: Mark) -> SafeString:
    """A mark of a drawing, which has hundreds: the days it may stand for, its outline and shape, how many it is."""
    x, y, span = per_cent(mark.x), rem(mark.y), mark.span
    outline = SQUARE if mark.basis == Basis.RESPONSE else ROUND
    return format_html(
        '{}<svg x="{}" y="{}">' + outline + SHAPE + "{}</svg>",
        format_html(SPAN, y, " about" if span.about else "", per_cent(span.x), per_cent(span.width)) if span else "",
        x,
        y,
        mark.stance or "in-words",
        format_html(COUNT, grouped(mark.count)) if mark.count > 1 else "",
    )


@register.simple_tag
def speaker_of(position: Any, edition: Any) -> Speaking:
    """Who spoke the words of a position for its actor, by name and role."""
    return speaking_for(position, edition)


@register.filter
def isoday(day: date) -> str:
    """A day as the record writes one."""
    return day.isoformat()


@register.filter
def instant(at: datetime) -> str:
    """An instant as `as_of=` takes it."""
    return cite.instant(at)
