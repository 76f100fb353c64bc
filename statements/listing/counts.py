"""How many rows each value of a filter leaves, under the other filters: the facets beside a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, Count, F, QuerySet, Value
from django.db.models.functions import Cast, Coalesce, ExtractYear, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from statements import codes
from statements.facets import Choice, Facet
from statements.listing.rows import Listing
from statements.models import Actor, Position, Tag, Turn
from statements.models.trees import WIDTH, path_end
from statements.templatetags.record import language_word

MOST = 12
"""Choices of a filter that are shown, those chosen beside."""

CODES = {"form": codes.Form, "voice": codes.Voice}


def facets(listing: Listing) -> list[Facet]:
    """The filters of a list with their counts; three queries."""
    by_code = _by_code(listing)
    return [
        _tree("actor", _("Actor"), _by_actor(listing), listing.values["actor"], reverse("actors")),
        _tree("tag", _("Tag"), _by_tag(listing), listing.values["tag"], reverse("tags")),
        *(_codes(name, label, by_code[name], listing.values[name]) for name, label in _labels().items()),
    ]


def _labels() -> dict[str, str]:
    return {"form": _("Form"), "language": _("Language"), "voice": _("Said by"), "year": _("Year")}


# -- codes -----------------------------------------------------------------------------------------------


def _by_code(listing: Listing) -> dict[str, dict[str, int]]:
    """Filter to code to count, of those that have no tree; one query."""
    arms = [
        listing.rows(without=name)
        .order_by()
        .values(facet=Value(name, CharField()), code=_as_text(name))
        .annotate(n=Count("pk"))
        .values_list("facet", "code", "n")
        for name in _labels()
    ]
    counted: dict[str, dict[str, int]] = {name: {} for name in _labels()}
    for name, code, count in arms[0].union(*arms[1:], all=True):
        if code is not None:
            counted[name][code] = count
    return counted


def _as_text(name: str) -> Any:
    return Cast(ExtractYear("said_to"), CharField()) if name == "year" else F(name)


def _codes(name: str, label: str, counted: dict[str, int], chosen: Sequence[Any]) -> Facet:
    taken = [str(code) for code in chosen]
    shown = _shown(name, counted, taken)
    choices = [Choice(code, _word(name, code), counted.get(code, 0), code in taken) for code in shown]
    return Facet(key=name, label=label, choices=choices)


def _shown(name: str, counted: dict[str, int], taken: Sequence[str]) -> list[str]:
    """The codes to show: years from the latest, others from the most frequent; always those chosen."""
    if name == "year":
        ordered = sorted(counted, reverse=True)
    else:
        ordered = sorted(counted, key=lambda code: (-counted[code], code))
    return [*ordered[:MOST], *(code for code in taken if code not in ordered[:MOST])]


def _word(name: str, code: str) -> str:
    if name == "year":
        return code
    if name == "language":
        return language_word(code)
    label = str(CODES[name](code).label)
    return label[:1].upper() + label[1:]


# -- trees -----------------------------------------------------------------------------------------------


class Counted(NamedTuple):
    """A node of a tree with the statements that stand at it or below."""

    id: int
    path: str
    slug: str
    name: str
    statements: int


def _tree(name: str, label: str, counted: Sequence[Counted], chosen: Sequence[Any], more: str) -> Facet:
    """A filter over a tree: the nodes chosen, each followed by its children, then the most frequent roots."""
    ordered = sorted(counted, key=lambda node: (-node.statements, node.name))
    roots = [node for node in ordered if len(node.path) == WIDTH]
    shown: dict[str, Choice] = {}
    for one in chosen:
        own = next((node.statements for node in ordered if node.id == one.pk), 0)
        shown[one.slug] = Choice(one.slug, one.name, own, chosen=True)
        children = [node for node in ordered if node.path[:-WIDTH] == one.path]
        shown |= {node.slug: Choice(node.slug, node.name, node.statements) for node in children[:MOST]}
    taken = {one.slug for one in chosen}
    for node in roots[:MOST]:
        shown.setdefault(node.slug, Choice(node.slug, node.name, node.statements, node.slug in taken))
    return Facet(name, label, list(shown.values()), single=True, more_url=more if len(roots) > MOST else "")


def _by_actor(listing: Listing) -> list[Counted]:
    """The actors to show, each with its offices; one query."""
    rows = listing.rows(without="actor")
    if listing.by_speaker:
        turns = Turn.objects.filter(pk__in=listing.hits_of_all.all_turns(), text__statement__in=rows.values("pk"))
        sources: list[tuple[QuerySet[Any], str]] = [(turns, "text__statement")]
    else:
        sources = [(rows, listing.id)]
    return _counted(Actor, "actor", sources, listing.values["actor"], whole=listing.values["offices"])


def _by_tag(listing: Listing) -> list[Counted]:
    """The tags to show, each with the tags below it; one query."""
    rows = listing.rows(without="tag")
    tagged = listing.tagged().filter(**{f"{listing.tagged_row}__in": rows.values("pk")})
    row = listing.tagged_row if listing.as_of is None else f"{listing.tagged_row}__statement"
    coded = Position.objects.published(listing.as_of).filter(statement__in=rows.values(listing.id))
    sources = [(tagged, row), (coded, "statement")]
    return _counted(Tag, "tag", sources, listing.values["tag"], whole=listing.values["subtags"])


def _counted(
    model: type[Any], node: str, sources: Sequence[tuple[QuerySet[Any], str]], chosen: Sequence[Any], *, whole: bool
) -> list[Counted]:
    """Count each statement once a node: at the roots, at the nodes chosen and at their children.

    `sources` are rows that tie a node to a statement, with the path to it. A node counts what stands at it or,
    with `whole`, anywhere below; one query.
    """
    place = Coalesce(F(f"{node}__merged_into__path"), F(f"{node}__path"))
    arms: list[QuerySet[Any]] = []
    for rows, statement in sources:
        tied = rows.order_by().annotate(place=place, tied=F(statement))
        arms.append(tied.annotate(node=Substr("place", 1, WIDTH) if whole else F("place")))
        for one in chosen if whole else ():
            below = tied.filter(place__gte=one.path, place__lt=path_end(one.path))
            arms += [
                below.annotate(node=Substr("place", 1, length))
                for length in (len(one.path), len(one.path) + WIDTH)
                if length > WIDTH
            ]
    first, *others = [arm.values("node", "tied").distinct() for arm in arms]
    sql, parameters = first.union(*others).query.sql_with_params() if others else first.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT node.id, node.path, node.slug, node.name, COUNT(*) "  # noqa: S608
            f"FROM ({sql}) tie JOIN {model._meta.db_table} node ON node.path = tie.node "
            "GROUP BY node.id, node.path, node.slug, node.name",
            parameters,
        )
        return [Counted(*row) for row in cursor.fetchall()]
