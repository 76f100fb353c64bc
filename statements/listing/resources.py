"""Statements for machines: the object of JSON, in a list and whole, and the cells of CSV."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest

from statements.listing.rows import Row
from statements.listing.snippets import Found
from statements.resources import actor_brief, tag_brief
from statements.statement_page import StatementPage
from statements.templatetags.record import permanent


def as_object(row: Row, request: HttpRequest) -> dict[str, Any]:
    """A statement as JSON holds it."""
    return {
        "id": row.id,
        "key": row.key,
        "url": permanent(request, row.get_absolute_url()),
        "title": row.title,
        "invented": row.actor.invented,
        "actor": actor_brief(row.actor),
        "speaker": row.speaker or None,
        "role": row.role or None,
        "said_on": row.said_on or None,
        "form": row.form,
        "language": row.language,
        "voice": row.voice,
        "same_as": row.same_as or None,
        "source_url": row.source_url or None,
        "tags": [tag_brief(tag) for tag in row.tags],
    }


def hits_of(found: Sequence[Found], places: int) -> dict[str, Any]:
    """What a search adds to it: the first places, and how many turns hold the words."""
    return {
        "hits": [
            {
                "turn": each.turn,
                "text": each.text,
                "in": each.side,
                "invented": each.invented,
                "snippet": each.plain(),
            }
            for each in found
        ],
        "hit_count": places,
    }


COLUMNS = (
    "id", "key", "url", "title", "invented", "actor", "actor_slug", "speaker", "role", "said_on", "form", "language",
    "voice", "same_as", "source_url", "tags",
)  # fmt: skip
"""The columns of CSV; `tags` holds the names, `; ` between them."""


def as_cells(row: Row, request: HttpRequest) -> list[Any]:
    """The values of `COLUMNS`."""
    return [
        row.id,
        row.key,
        permanent(request, row.get_absolute_url()),
        row.title,
        row.actor.invented,
        row.actor.name,
        row.actor.slug,
        row.speaker,
        row.role,
        row.said_on,
        row.form,
        row.language,
        row.voice,
        row.same_as,
        row.source_url,
        "; ".join(tag.name for tag in row.tags),
    ]


def whole(page: StatementPage, request: HttpRequest) -> dict[str, Any]:
    """A statement with its words and readings, as JSON holds it."""
    return as_object(page.row(), request) | {
        "occasion": page.edition.occasion or None,
        "series": page.edition.series or None,
        "rights": page.edition.rights or None,
        "text": page.text.number,
        "texts": [
            {"number": text.number, "language": text.language, "authority": text.authority} for text in page.texts
        ],
        "turns": [
            {
                "number": view.turn.order,
                "kind": view.turn.kind,
                "label": view.turn.label,
                "speaker": view.turn.speaker or None,
                "words": view.turn.words,
                "actor": view.turn.actor.slug if view.turn.actor else None,
                "invented": view.turn.actor.invented if view.turn.actor else None,
                "voice": view.turn.voice,
                "asker": view.turn.asker,
            }
            for view in page.turns
        ],
        "positions": [
            {"line": row.line, "url": permanent(request, row.get_absolute_url())} for row in page.positions()
        ],
    }
