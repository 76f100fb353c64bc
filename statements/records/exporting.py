"""What is published, as lines of a file: the same site gives the same bytes."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Any

from statements.models import Actor, Membership, Proposition, Statement, Tag
from statements.records import history, shapes, stored
from statements.records.fields import ACTOR, RECORDS, TAG, compact
from statements.records.names import People, Subjects
from statements.slugs import slugify

CHUNK = 200
"""Statements held in memory at once."""

SLUG_LENGTH = 480


def export_lines(types: Sequence[str] = ("statement",), *, with_history: bool = False) -> Iterator[str]:
    """The published records of these types, each a line that ends with a line feed.

    Sorted by type (actor, tag, statement), then name or key, in code-point order. Memory does not grow with
    the texts. With history each record also says what was superseded, and when.
    """
    exports = {"actor": _actors, "tag": _tags, "statement": _statements}
    for kind in RECORDS:
        if kind in types:
            for record in exports[kind](with_history):
                yield json.dumps(record, ensure_ascii=False, separators=(", ", ": ")) + "\n"


def _actors(with_history: bool) -> Iterator[dict[str, Any]]:
    actors = Actor.objects.published().select_related("parent").prefetch_related("names")
    memberships: dict[int, list[Membership]] = {}
    for row in Membership.objects.published().select_related("group"):
        memberships.setdefault(row.actor_id, []).append(row)
    people = People()
    past = history.memberships() if with_history else {}
    for actor in sorted(actors, key=lambda actor: (actor.name, actor.kind, actor.country, actor.pk)):
        groups = [
            {
                "group": people.of(row.group_id).name,
                "role": row.role,
                "from": row.since,
                "to": row.until,
            }
            for row in memberships.get(actor.pk, [])
        ]
        values = {
            "type": "actor",
            "name": actor.name,
            "kind": actor.kind,
            "slug": _own_slug(actor.slug, actor.name),
            "country": actor.country,
            "parent": people.of(actor.parent_id).name if actor.parent_id else "",
            "names": _names(actor),
            "wikidata": actor.wikidata,
            "invented": actor.invented,
            "groups": sorted(groups, key=lambda group: tuple(group.values())),
            "history": past.get(actor.pk),
        }
        yield compact(ACTOR, values)


def _tags(with_history: bool) -> Iterator[dict[str, Any]]:
    tags = Tag.objects.published().prefetch_related("names")
    propositions = {row.tag_id: row for row in Proposition.objects.published().prefetch_related("translations")}
    subjects = Subjects()
    past = history.propositions() if with_history else {}
    for tag in sorted(tags, key=lambda tag: (tag.name, tag.pk)):
        row = propositions.get(tag.pk)
        values: dict[str, Any] = {
            "type": "tag",
            "tag": tag.name,
            "parent": subjects.of(tag.parent_id).name if tag.parent_id else "",
            "names": _names(tag),
            "slug": _own_slug(tag.slug, tag.name),
            "history": past.get(tag.pk),
        }
        if row is not None:
            translations = [{"language": text.language, "words": text.words} for text in row.translations.all()]
            values |= {
                "proposition": row.words,
                "about": row.about,
                "scope_note": row.scope_note,
                "examples": dict(sorted(row.examples.items())),
                "propositions": sorted(translations, key=lambda text: text["language"]),
            }
        yield compact(TAG, values)


def _names(node: Actor | Tag) -> list[dict[str, str]]:
    names = [{"name": row.name, "language": row.language} for row in node.names.all()]
    return sorted(names, key=lambda row: (row["language"], row["name"]))


def _own_slug(slug: str, name: str) -> str:
    """A slug that its name does not give, else ''."""
    return "" if slug == slugify(name, max_length=SLUG_LENGTH) else slug


def _statements(with_history: bool) -> Iterator[dict[str, Any]]:
    people, subjects = People(), Subjects()
    keys = dict(Statement.objects.published().values_list("key", "pk"))
    ids = [keys[key] for key in sorted(keys)]
    for at in range(0, len(ids), CHUNK):
        chunk = ids[at : at + CHUNK]
        statements = stored.read(chunk, people, subjects)
        if with_history:
            history.add(statements, people, subjects)
        for statement in statements.values():
            yield shapes.as_record(statement)
