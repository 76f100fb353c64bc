"""How many rows each value of a filter leaves, under the other filters: the facets beside a list."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import CharField, Count, F, IntegerField, QuerySet, Value
from django.db.models.functions import Cast, Substr
from django.urls import reverse
from django.utils.translation import gettext as _

from statements import codes
from statements.facets import Choice, Facet
from statements.listing.rows import Listing
from statements.models import Actor, Position, Tag, Turn
from statements.models.trees import WIDTH, path_end
from statements.shown import actor_name, tag_name
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
        *(_codes(name, label, by_code[name], listing.values[name]) for name, label in labels().items()),
    ]


def labels() -> dict[str, str]:
    """The filters that have no tree, by name."""
    return {"form": _("Form"), "language": _("Language"), "voice": _("Said by"), "year": _("Year")}


# -- codes -----------------------------------------------------------------------------------------------


def _by_code(listing: Listing) -> dict[str, dict[str, int]]:
    """Filter to code to count, of those that have no tree; one query."""
    counted: dict[str, dict[str, int]] = {name: {} for name in labels()}
    together = _together(listing)
    arms = [_arm(listing, number, names) for number, names in enumerate(together)]
    for number, *codes_, count in arms[0].union(*arms[1:], all=True):
        for name, code in zip(labels(), codes_, strict=True):
            if name in together[number] and code is not None:
                known = str(int(code)) if name == "year" else code
                counted[name][known] = counted[name].get(known, 0) + count
    return counted


def _together(listing: Listing) -> list[list[str]]:
    """The filters without a tree in groups, each counted in one passage through its rows.

    Those of which nothing is chosen have the same rows. Where these are all there are, an index counts each filter for
    itself; where they are dear to find they are found once.
    """
    if not (listing.searched or listing.as_of or listing.values["tag"]):
        return [[name] for name in labels()]
    free = [name for name in labels() if not listing.values[name]]
    return [names for names in (free, *([name] for name in labels() if name not in free)) if names]


def _arm(listing: Listing, number: int, names: Sequence[str]) -> Any:
    """Rows of the number of a group, a code of each filter without a tree ('' of those not in it) and a count."""
    codes_ = {f"code_{name}": _as_text(name) if name in names else Value("", CharField()) for name in labels()}
    rows = listing.rows(without=names).order_by().values(group=Value(number, IntegerField()), **codes_)
    return rows.annotate(n=Count("pk")).values_list("group", *codes_, "n")


def _as_text(name: str) -> Any:
    # Of the date as it is written: SQLite has no function for the year but one in Python, called for each row.
    return Substr(Cast("said_to", CharField()), 1, 4) if name == "year" else F(name)


def _codes(name: str, label: str, counted: dict[str, int], chosen: Sequence[Any]) -> Facet:
    taken = [str(code) for code in chosen]
    shown = _shown(name, counted, taken)
    choices = [Choice(code, word_of(name, code), counted.get(code, 0), code in taken) for code in shown]
    return Facet(key=name, label=label, choices=choices)


def _shown(name: str, counted: dict[str, int], taken: Sequence[str]) -> list[str]:
    """The codes to show: years from the latest, others from the most frequent; always those chosen."""
    if name == "year":
        ordered = sorted(counted, reverse=True)
    else:
        ordered = sorted(counted, key=lambda code: (-counted[code], code))
    return [*ordered[:MOST], *(code for code in taken if code not in ordered[:MOST])]


def word_of(name: str, code: str) -> str:
    """A value of such a filter in words."""
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
    invented: bool
    statements: int


def _tree(name: str, label: str, counted: Sequence[Counted], chosen: Sequence[Any], more: str) -> Facet:
    """A filter over a tree: the nodes chosen, each followed by its children, then the most frequent roots."""
    ordered = sorted(counted, key=lambda node: (-node.statements, node.name))
    roots = [node for node in ordered if len(node.path) == WIDTH]
    called = {"actor": actor_name, "tag": tag_name}[name]
    taken = {one.slug for one in chosen}

    def choice(node: Any, statements: int) -> Choice:
        invented = bool(getattr(node, "invented", False))
        return Choice(node.slug, called(node.id, node.name), statements, node.slug in taken, invented=invented)

    shown: dict[str, Choice] = {}
    for one in chosen:
        shown[one.slug] = choice(one, next((node.statements for node in ordered if node.id == one.pk), 0))
        children = [node for node in ordered if node.path[:-WIDTH] == one.path]
        shown |= {node.slug: choice(node, node.statements) for node in children[:MOST]}
    for node in roots[:MOST]:
        shown.setdefault(node.slug, choice(node, node.statements))
    return Facet(name, label, list(shown.values()), single=True, more_url=more if len(roots) > MOST else "")


def _by_actor(listing: Listing) -> list[Counted]:
    """The actors to show, each with its offices; one query."""
    rows = listing.rows(without=["actor"])
    once = not listing.by_speaker
    if listing.by_speaker:
        spoken = Turn.objects.published().filter(pk__in=listing.hits_of_all.all_turns())
        turns = spoken.filter(text__statement__in=rows.values("pk"))
        sources: list[tuple[QuerySet[Any], str]] = [(turns, "text__statement")]
    else:
        sources = [(rows, listing.id)]
    return _counted(Actor, "actor", sources, listing.values["actor"], whole=listing.values["offices"], once=once)


def _by_tag(listing: Listing) -> list[Counted]:
    """The tags to show, each with the tags below it; one query."""
    rows = listing.rows(without=["tag"])
    tagged = listing.tagged().filter(**{f"{listing.tagged_row}__in": rows.values("pk")})
    row = listing.tagged_row if listing.as_of is None else f"{listing.tagged_row}__statement"
    coded = Position.objects.of_public(listing.as_of).filter(statement__in=rows.values(listing.id))
    sources = [(tagged, row), (coded, "statement")]
    return _counted(Tag, "tag", sources, listing.values["tag"], whole=listing.values["subtags"])


def _counted(
    model: type[Any],
    node: str,
    sources: Sequence[tuple[QuerySet[Any], str]],
    chosen: Sequence[Any],
    *,
    whole: bool,
    once: bool = False,
) -> list[Counted]:
    """Count each statement once a node: at the roots, at the nodes chosen and at their children.

    `sources` are rows that tie a node to a statement, with the path to it; `once` where a single source has each
    statement once. A node counts what stands at it or, with `whole`, anywhere below; one query.
    """
    ties = [
        rows.order_by().annotate(node=F(f"{node}_id"), tied=F(statement)).values("node", "tied").query.sql_with_params()
        for rows, statement in sources
    ]
    table = model._meta.db_table
    invented = "node.invented" if model is Actor else "FALSE"
    places, of_places = _places(table, chosen, whole=whole)
    # Each tie is brought to the places where it counts before double ones are left out: there are fewer of these.
    placed = " UNION ".join(
        f"SELECT place.place AS id, tie.tied AS statement FROM ({sql}) tie JOIN place ON place.node = tie.node"  # noqa: S608
        for sql, _parameters in ties
    )
    counted = "*" if once or len(ties) > 1 else "DISTINCT statement"
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH place AS ({places}), placed AS ({placed}), counted AS ("  # noqa: S608
            f"SELECT id, COUNT({counted}) AS statements FROM placed GROUP BY id) "
            f"SELECT node.id, node.path, node.slug, node.name, {invented}, counted.statements "
            f"FROM counted JOIN {table} node ON node.id = counted.id",
            [*of_places, *(value for _sql, parameters in ties for value in parameters)],
        )
        return [Counted(*row) for row in cursor.fetchall()]


def _places(table: str, chosen: Sequence[Any], *, whole: bool) -> tuple[str, list[str]]:
    """SQL for (node, place): where what stands at a node is counted, a merged one with what it was merged into."""
    nodes = f"FROM {table} n LEFT JOIN {table} m ON m.id = n.merged_into_id"
    if not whole:
        return f"SELECT n.id AS node, COALESCE(m.id, n.id) AS place {nodes}", []
    path = "COALESCE(m.path, n.path)"
    # The id of an ancestor is the part of the path that ends at its depth.
    ancestor = f"SELECT n.id AS node, CAST(SUBSTR({path}, {{start}}, {WIDTH}) AS bigint) AS place {nodes}"
    arms, parameters = [ancestor.format(start=1)], []
    for one in chosen:
        for end in (len(one.path), len(one.path) + WIDTH):
            within = f"WHERE {path} >= %s AND {path} < %s AND LENGTH({path}) >= {end}"
            arms.append(f"{ancestor.format(start=end - WIDTH + 1)} {within}")
            parameters += [one.path, path_end(one.path)]
    return " UNION ".join(arms), parameters
