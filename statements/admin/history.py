"""What was done to a draft and to what it became: acts with their reasons, and each saved change, newest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from statements.admin.house import RecordAdmin
from statements.models import Act, Edition, Passage, Position, Statement, Text

MOST = 300
"""Entries on the page."""
PLUMBING = frozenset(
    {"said_from", "said_to", "revision", "import_hash", "import_revision", "sha256", "created_at", "slug"}
)
NAMES = {"+": gettext_lazy("created"), "~": gettext_lazy("changed"), "-": gettext_lazy("deleted")}


@dataclass(frozen=True, slots=True)
class Change:
    """A field's value before and after."""

    name: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What was done, by whom, when and why, or which values changed."""

    at: datetime
    by: str
    what: str
    why: str = ""
    changes: tuple[Change, ...] = ()


def of_statement(page: RecordAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """The history of a statement, its editions, texts and positions."""
    entries = [
        *acts(Q(statement=statement)),
        *saved(Statement.history.filter(id=statement.pk), _("statement")),
        *saved(Edition.history.filter(statement_id=statement.pk), _("edition")),
        *saved(Text.history.filter(statement_id=statement.pk), _("text")),
        *saved(Position.history.filter(statement_id=statement.pk), _("position")),
    ]
    return show(page, request, statement, entries)


def of_position(page: RecordAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """The history of a line: each of its versions."""
    versions = Position.objects.filter(line=position.line).values("pk")
    entries = [
        *acts(Q(position__line=position.line)),
        *saved(Position.history.filter(id__in=versions), _("position")),
        *saved(Passage.history.filter(position_id__in=versions), _("passage")),
    ]
    return show(page, request, position, entries)


def show(page: RecordAdmin, request: HttpRequest, row: Any, entries: Iterable[Entry]) -> HttpResponse:
    """The page, newest first."""
    newest = sorted(entries, key=lambda entry: entry.at, reverse=True)[:MOST]
    title = _("History: %(name)s") % {"name": row}
    return page.page(request, "history", title, entries=newest, original=row, media=page.media)


def acts(condition: Q) -> list[Entry]:
    """The acts of `recording`."""
    rows = Act.objects.filter(condition).select_related("by", "position", "tag")[:MOST]
    return [
        Entry(
            at=act.at,
            by=str(act.by or _("the site")),
            what=" ".join(filter(None, (act.verb, str(act.position or ""), f"“{act.tag}”" if act.tag else ""))),
            why=act.why,
        )
        for act in rows
    ]


def saved(records: QuerySet[Any], what: str) -> list[Entry]:
    """Each save that django-simple-history kept, with the fields that changed since the one before."""
    rows = list(records.select_related("history_user").order_by("id", "history_date", "history_id")[:MOST])
    entries = []
    before: Any = None
    for row in rows:
        changes = changed(before, row) if before is not None and before.id == row.id else ()
        if changes or row.history_type != "~":
            entries.append(
                Entry(
                    at=row.history_date,
                    by=str(row.history_user or _("the site")),
                    what=f"{what} {NAMES[row.history_type]}",
                    changes=changes,
                )
            )
        before = row
    return entries


def changed(before: Any, after: Any) -> tuple[Change, ...]:
    """The fields in which two kept versions differ; rows as their ids, as they were kept."""
    found = []
    for field in after.instance_type._meta.concrete_fields:
        if field.name in PLUMBING or not hasattr(after, field.attname):
            continue
        old, new = getattr(before, field.attname), getattr(after, field.attname)
        if old != new:
            found.append(Change(str(field.verbose_name), shown(field, old), shown(field, new)))
    return tuple(found)


def shown(field: Any, value: Any) -> str:
    """A kept value, for a person."""
    if value in (None, ""):
        return "–"
    return str(dict(field.flatchoices).get(value, value))
