"""What a row of the record is to a machine: the objects of JSON, the rows of CSV and the entries of Atom.

Codes or null, dates as the record keeps them, slugs, whole addresses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any, cast

from django.http import HttpRequest
from django.utils.translation import gettext as _

from statements import addresses, cite, dates, shown
from statements.changes import Change, Difference
from statements.codes import Stance
from statements.compare import Cell, Row
from statements.conditional import instant_of
from statements.feeds import FeedEntry
from statements.models import Actor, Edition, Membership, Proposition, Statement, Tag
from statements.readings import Evidence, evidence_of, newest_on_site
from statements.templatetags.record import permanent, proposed


def actor_brief(actor: Actor) -> dict[str, Any]:
    """An actor where another object names it."""
    return {"slug": actor.slug, "name": actor.name, "invented": actor.invented}


def actor(row: Actor, request: HttpRequest, *, statements: int) -> dict[str, Any]:
    """An actor in a list or on its page; its `names` are prefetched, its `parent` is selected with it."""
    parent = cast("Actor | None", row.parent)
    return {
        "slug": row.slug,
        "url": permanent(request, row.get_absolute_url()),
        "invented": row.invented,
        "name": row.name,
        "names": [{"name": other.name, "language": other.language} for other in row.names.all()],
        "kind": row.kind,
        "country": row.country or None,
        "wikidata": row.wikidata or None,
        "parent": parent.slug if parent else None,
        "statements": statements,
    }


def called(node: Actor | Tag) -> dict[str, str]:
    """What one who looks for an actor or a tag is shown of it: name and proposition in the language of the page."""
    return {"called": shown.name_of(node), "worded": proposed(node)}


def membership(row: Membership, other: Actor) -> dict[str, Any]:
    """A membership, named by the actor at its other end."""
    return actor_brief(other) | {"role": row.role or None, "since": row.since or None, "until": row.until or None}


ACTOR_COLUMNS = ("slug", "url", "invented", "name", "names", "kind", "country", "wikidata", "parent", "statements")
"""The columns of actors in CSV; `names` holds the others, `; ` between them."""


def actor_cells(row: Actor, request: HttpRequest, *, statements: int) -> list[Any]:
    """The values of `ACTOR_COLUMNS`."""
    values = actor(row, request, statements=statements)
    return list((values | {"names": "; ".join(other["name"] for other in values["names"])}).values())


def tag_brief(tag: Tag) -> dict[str, Any]:
    """A tag where another object names it."""
    return {"slug": tag.slug, "name": tag.name}


def tag(row: Any, request: HttpRequest, *, positions: int) -> dict[str, Any]:
    """A tag in a list or on its page, read `with_proposition`; its `parent` is selected with it."""
    return {
        "slug": row.slug,
        "url": permanent(request, row.get_absolute_url()),
        "name": row.name,
        "parent": row.parent.slug if row.parent else None,
        "proposition": row.proposition_words,
        "version": row.proposition_number,
        "positions": positions,
    }


def proposition(row: Proposition) -> dict[str, Any]:
    """One wording of a proposition; its `translations` are prefetched."""
    return {
        "version": row.number,
        "words": row.words,
        "about": row.about,
        "scope_note": row.scope_note or None,
        "examples": row.examples,
        "translations": [{"language": text.language, "words": text.words} for text in row.translations.all()],
        "recorded_at": row.recorded_at,
        "superseded_at": row.superseded_at,
        "reason": row.reason or None,
    }


TAG_COLUMNS = ("slug", "url", "name", "parent", "proposition", "version", "positions")
"""The columns of tags in CSV."""


def statement_brief(statement: Statement, edition: Statement | Edition, request: HttpRequest) -> dict[str, Any]:
    """A statement where a position names it, with the title of an edition of it."""
    return {
        "id": statement.pk,
        "key": statement.key,
        "url": permanent(request, statement.get_absolute_url()),
        "title": edition.title,
    }


def tombstone(statement: Statement) -> dict[str, Any]:
    """What is left of a withdrawn statement: its number, and when and why it was withdrawn."""
    return {
        "id": statement.pk,
        "withdrawn_at": statement.withdrawn_at,
        "reason": statement.withdrawn_reason,
    }


def position(evidence: Evidence, request: HttpRequest) -> dict[str, Any]:
    """A position with its passages; a hidden one has no reading, and says so."""
    row = evidence.position
    return {
        "line": row.line,
        "url": permanent(request, row.get_absolute_url()),
        "invented": row.actor.invented,
        "actor": actor_brief(row.actor),
        "tag": tag_brief(row.tag),
        "proposition": row.proposition.words if row.proposition else None,
        "stance": row.stance,
        "word": row.word,
        "basis": row.basis,
        "commitment": row.commitment,
        "condition": row.condition or None,
        "voice": row.voice,
        "said_on": row.said_on or None,
        "origin": row.origin,
        "language": row.language,
        "asked": evidence.question.words if evidence.question else None,
        "passages": [
            {"quote": passage.quote, "turn": passage.turn.order, "start": passage.start, "stance": passage.stance}
            for passage in evidence.quotes
        ],
        "statement": statement_brief(row.statement, evidence.edition, request),
    }


POSITION_COLUMNS = (
    "line", "url", "invented", "actor", "actor_slug", "tag", "tag_slug", "proposition", "stance", "word", "basis",
    "commitment", "condition", "voice", "said_on", "origin", "language", "asked", "quote", "statement", "title",
    "source_url",
)  # fmt: skip
"""The columns of positions in CSV; `quote` holds the passages, `[…]` between them."""


def position_cells(evidence: Evidence, request: HttpRequest) -> list[Any]:
    """The values of `POSITION_COLUMNS`."""
    row = evidence.position
    return [
        row.line,
        permanent(request, row.get_absolute_url()),
        row.actor.invented,
        row.actor.name,
        row.actor.slug,
        row.tag.name,
        row.tag.slug,
        row.proposition.words if row.proposition else None,
        row.stance,
        row.word,
        row.basis,
        row.commitment,
        row.condition,
        row.voice,
        row.said_on,
        row.origin,
        row.language,
        evidence.question.words if evidence.question else None,
        " […] ".join(passage.quote for passage in evidence.quotes),
        row.statement_id,
        evidence.edition.title,
        evidence.edition.source_url,
    ]


CHUNK = 500
"""Positions of a file that are read at a time."""


def position_rows(counted: Sequence[Row], as_of: datetime | None, request: HttpRequest) -> Iterator[list[Any]]:
    """The CSV rows of positions that count, in the order given.

    A file is of the instant at which it was begun: a reading that is corrected while it is written stands in it as it
    stood, and one whose statement is withdrawn meanwhile stands in it no more.
    """
    for at in range(0, len(counted), CHUNK):
        chunk = counted[at : at + CHUNK]
        found = evidence_of(chunk, as_of)
        if gone := [row for row in chunk if row.id not in found]:
            found |= evidence_of(gone, instant_of(request, as_of))
        yield from (position_cells(found[row.id], request) for row in chunk if row.id in found)


FED = 50
"""Entries of a feed of positions."""


def position_entries(counted: Sequence[Row], as_of: datetime | None) -> Iterator[FeedEntry]:
    """The feed of positions that count: those the site published last, last first; queries as of `evidence`."""
    return map(position_entry, newest_on_site(counted, FED, as_of))


def position_entry(evidence: Evidence) -> FeedEntry:
    """A position in a feed."""
    row = evidence.position
    stance = str(Stance(row.stance).label) if row.stance else row.word
    said_on = dates.show(row.said_on) if row.said_on else ""
    return FeedEntry(
        key=f"position {row.statement.key} {row.actor.slug} {row.tag.slug} {row.basis}",
        title=" · ".join(part for part in (row.actor.name, row.tag.name, stance, said_on) if part),
        path=row.get_absolute_url(),
        author=row.actor.name,
        published=cast("datetime", row.statement.published_at),
        updated=cast("datetime", row.recorded_at),
        summary=cite.shortened(evidence.quotes[0].quote),
        tags=(row.tag.name,),
        invented=row.actor.invented,
    )


def reading(row: Row, request: HttpRequest) -> dict[str, Any]:
    """A position without its words, inside a cell or a change."""
    return {
        "line": row.line,
        "url": permanent(request, addresses.of_position(row.line)),
        "stance": row.stance,
        "word": row.word,
        "basis": row.basis,
        "commitment": row.commitment,
        "voice": row.voice,
        "said_on": row.said_on or None,
    }


def cell(found: Cell, actor: Actor, tag: Tag, request: HttpRequest) -> dict[str, Any]:
    """A cell of a comparison; several `latest` have no known order."""
    why = found.absence
    return {
        "actor": actor_brief(actor),
        "tag": tag_brief(tag),
        "latest": [reading(row, request) for row in found.latest],
        "order_unknown": found.order_unknown,
        "count": found.count,
        "enough": not found.is_thin,
        "first": found.first.said_on if found.first else None,
        "last": found.last.said_on if found.last else None,
        "before": reading(found.change.before, request) if found.change else None,
        "change": found.change.step if found.change else None,
        "earlier_wording": found.earlier_wording,
        "absence": {
            "code": why.code,
            "bases": dict(why.others),
            "statement": why.statement,
            "turn": why.turn,
            "read": why.read,
            "of": why.of,
            "until": why.until or None,
        }
        if why
        else None,
    }


# -- changes -------------------------------------------------------------------------------------------


def change(row: Change, request: HttpRequest) -> dict[str, Any]:
    """A correction or withdrawal; a withdrawn statement has no address."""
    return {
        "at": row.at.isoformat(),
        "kind": row.kind,
        "id": row.about.line if row.kind == "reading" else row.about.pk,
        "url": None if row.kind == "withdrawal" else permanent(request, row.path),
        "invented": row.actor.invented if row.actor else None,
        "reason": row.reason,
        "changed": [_told(difference) for difference in row.differences],
    }


def _told(difference: Difference) -> str:
    return f"{difference.label}: {difference.before or '–'} → {difference.after or '–'}"


CHANGE_COLUMNS = ("at", "kind", "id", "url", "invented", "reason", "changed")
"""The columns of changes in CSV; `changed` holds each field that changed, `; ` between them."""


def change_cells(row: Change, request: HttpRequest) -> list[Any]:
    """The values of `CHANGE_COLUMNS`."""
    values = change(row, request)
    return list((values | {"changed": "; ".join(values["changed"])}).values())


def change_entry(row: Change) -> FeedEntry:
    """A change in a feed; its author is the site."""
    told = "; ".join(_told(difference) for difference in row.differences)
    return FeedEntry(
        key=_change_key(row),
        title=": ".join(filter(None, [row.heading, row.name])),
        path=row.path,
        author=_("On Record"),
        published=row.at,
        updated=row.at,
        summary=f"{row.reason} ({told})" if told else row.reason,
        invented=row.actor is not None and row.actor.invented,
    )


def _change_key(row: Change) -> str:
    """A key that moves with the record; a withdrawn statement has its number alone."""
    subject, at = row.subject, row.at.isoformat()
    if row.kind == "withdrawal":
        return f"withdrawal {subject.pk} {at}"
    if row.kind == "proposition":
        return f"proposition {subject.tag.slug} {subject.number}"
    if row.kind == "reading":
        return f"reading {subject.statement.key} {subject.actor.slug} {subject.tag.slug} {subject.basis} {at}"
    return f"{row.kind} {subject.statement.key} {subject.number} {at}"
