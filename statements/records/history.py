"""What an export with history adds: the instants, and the rows that others took the place of.

Everything here goes through the same door as the pages: rows of public statements that were once published.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from statements import models
from statements.codes import PositionStatus, StatementStatus
from statements.records import shapes, stored
from statements.records.names import People, Subjects

Rows = dict[int, list[dict[str, Any]]]


def memberships() -> Rows:
    """Superseded memberships by actor."""
    found: Rows = defaultdict(list)
    for row in models.Membership.objects.filter(superseded_at__isnull=False).select_related("group").order_by("pk"):
        values = {"group": row.group.name, "role": row.role, "from": row.since, "to": row.until}
        found[row.actor_id].append(_said(values) | _instants(row))
    return found


def propositions() -> Rows:
    """Superseded propositions by tag."""
    found: Rows = defaultdict(list)
    rows = models.Proposition.objects.filter(superseded_at__isnull=False).prefetch_related("translations")
    for row in rows.order_by("tag", "number"):
        values = {"number": row.number, "proposition": row.words, "about": row.about, "scope_note": row.scope_note}
        values |= {"examples": dict(sorted(row.examples.items())), "propositions": _translations(row)}
        found[row.tag_id].append(_said(values) | _instants(row))
    return found


def _translations(row: models.Proposition) -> list[dict[str, str]]:
    texts = [{"language": text.language, "words": text.words} for text in row.translations.all()]
    return sorted(texts, key=lambda text: text["language"])


def add(statements: Mapping[int, shapes.Statement], people: People, subjects: Subjects) -> None:
    """Give statements (by id) their instants and superseded rows, as `written` fields."""
    ids = list(statements)
    public = {"statement__in": ids, "statement__status": StatementStatus.PUBLISHED, "recorded_at__isnull": False}
    past: Rows = defaultdict(list)
    for edition in models.Edition.objects.filter(**public).prefetch_related("tags").order_by("number"):
        if edition.superseded_at is None:
            statements[edition.statement_id].written["recorded_at"] = _iso(edition.recorded_at)
        else:
            values = {"actor": people.of(edition.actor_id).name}
            values |= {name: getattr(edition, name) for name in shapes.EDITION_TEXTS}
            tags = sorted(subjects.of(tag.pk).name for tag in edition.tags.all())
            past[edition.statement_id].append(
                {"edition": edition.number} | _said({**values, "tags": tags}) | _instants(edition)
            )
    _texts(public, past, people)
    _backings(public, past, people, subjects)
    _positions(public, past, statements, people, subjects)
    for row in models.Statement.objects.filter(pk__in=ids):
        written = statements[row.pk].written
        written["published_at"] = _iso(row.published_at)
        written["history"] = past.get(row.pk)


def _texts(public: dict[str, Any], past: Rows, people: People) -> None:
    texts = models.Text.objects.filter(**public, superseded_at__isnull=False).prefetch_related("turns")
    for row in texts.order_by("number", "pk"):
        turns = [
            _said(
                {
                    "kind": turn.kind,
                    "label": turn.label,
                    "speaker": turn.speaker,
                    "words": turn.words,
                    "gap": turn.gap,
                    "exchange": turn.exchange,
                    "actor": people.of(turn.actor_id).name if turn.actor_id else None,
                    "voice": turn.voice,
                    "asker": turn.asker,
                }
            )
            for turn in row.turns.all()
        ]
        values: dict[str, Any] = {"language": row.language, "authority": row.authority, "translator": row.translator}
        values |= {"source_url": row.source_url, "turns": turns}
        past[row.statement_id].append({"text": row.number} | _said(values) | _instants(row))


def _backings(public: dict[str, Any], past: Rows, people: People, subjects: Subjects) -> None:
    rows = models.Backing.objects.filter(**public, superseded_at__isnull=False).prefetch_related("except_tags")
    for row in rows.order_by("pk"):
        values: dict[str, Any] = {"backing": people.of(row.actor_id).name, "as": row.capacity, "evidence": row.evidence}
        values |= {"except_tags": sorted(subjects.of(tag.pk).name for tag in row.except_tags.all())}
        past[row.statement_id].append(_said(values) | _instants(row))


def _positions(
    public: dict[str, Any],
    past: Rows,
    statements: Mapping[int, shapes.Statement],
    people: People,
    subjects: Subjects,
) -> None:
    current = {position.line: position for statement in statements.values() for position in statement.positions}
    found = models.Position.objects.filter(**public, follows__isnull=True).prefetch_related("passages__turn")
    rows = list(found.order_by("line", "recorded_at"))
    related = stored.references({row.relates_to for row in rows if row.relates_to}, people, subjects)
    for row in rows:
        if row.superseded_at is None and row.line in current:
            current[row.line].recorded_at = _iso(row.recorded_at)
            continue
        values: dict[str, Any] = {
            "position": row.line,
            "tag": subjects.of(row.tag_id).name,
            "actor": people.of(row.actor_id).name,
            "basis": row.basis,
            "stance": row.stance,
            "word": row.word,
            "commitment": row.commitment,
            "condition": row.condition,
            "summary": row.summary,
            "note": row.note,
            "voice": row.voice,
            "language": row.language,
            "relation": row.relation,
            "relates_to": shapes.reference_record(related.get(row.relates_to or 0)),
            "origin": row.origin,
            "hidden": row.status == PositionStatus.HIDDEN or None,
            "passages": [
                _said({"quote": passage.quote, "turn": passage.turn.order, "start": passage.start})
                | _said({"stance": passage.stance, "word": passage.word})
                for passage in row.passages.all()
            ],
        }
        past[row.statement_id].append(_said(values) | _instants(row))


def _said(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None and value not in ("", [])}


def _instants(row: Any) -> dict[str, Any]:
    values = {"recorded_at": _iso(row.recorded_at), "superseded_at": _iso(row.superseded_at)}
    return _said({"reason": getattr(row, "reason", "")} | values)


def _iso(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None
