"""Write the actors and tags that an import brings: new ones, and what their own records change."""

from __future__ import annotations

from typing import Any

from statements import recording
from statements.models import Actor, ActorName, Tag, TagName
from statements.records import vocabulary
from statements.records.files import Source
from statements.records.names import Described, What, Who


def create_actor(who: Who) -> Actor:
    """The row of an actor, made with those above it where there is none yet."""
    if who.actor is None:
        values = who.line.values if who.line else {}
        parent = create_actor(who.parent) if who.parent else None
        who.actor = Actor(
            name=who.best_name(),
            kind=who.kind,
            country=who.country,
            slug=values.get("slug", ""),
            wikidata=values.get("wikidata", ""),
            invented=values.get("invented", who.invented),
            parent=parent,
        )
        who.actor.save()
        who.name = who.actor.name
    return who.actor


def create_tag(what: What) -> Tag:
    """The row of a tag, made with those above it where there is none yet."""
    if what.tag is None:
        values = what.line.values if what.line else {}
        parent = create_tag(what.parent) if what.parent else None
        what.tag = Tag(name=what.name, slug=values.get("slug", ""), parent=parent)
        what.tag.save()
    return what.tag


def write_actor(who: Who, line: Described, *, update: bool) -> None:
    """Write an actor's own record; what differs from a known one is left unless `update` is on."""
    if who.actor is not None and who.known:
        differences = vocabulary.actor_differences(who, line)
        if not update:
            return
        if differences:
            _update_actor(who.actor, line, differences)
    actor = create_actor(who)
    ActorName.objects.bulk_create(ActorName(actor=actor, **row) for row in vocabulary.missing_names(actor, line.values))
    for group, span in vocabulary.missing_groups(actor, line):
        recording.join(actor, by=None, group=create_actor(group), **span)


def _update_actor(actor: Actor, line: Described, differences: list[str]) -> None:
    for name in ("name", "country", "wikidata", "invented"):
        if name in differences:
            setattr(actor, name, line.values[name])
    actor.revision += 1
    actor.save()
    if "parent" in differences and isinstance(line.parent, Who):
        recording.move_actor(actor, by=None, parent=create_actor(line.parent), why=reason(line.source))
    recording.announce(by=None, verb="import", node=actor, why=reason(line.source))


def write_tag(what: What, line: Described, *, update: bool) -> None:
    """Write a tag's own record; what differs from a known one is left unless `update` is on.

    A first proposition is no difference: it is given to a tag that had none.
    """
    tag = create_tag(what)
    differences = vocabulary.tag_differences(what, line) if what.known else []
    if differences and not update:
        return
    if "parent" in differences and isinstance(line.parent, What):
        recording.move_tag(tag, by=None, parent=create_tag(line.parent), why=reason(line.source))
    TagName.objects.bulk_create(TagName(tag=tag, **row) for row in vocabulary.missing_names(tag, line.values))
    if line.values.get("proposition"):
        proposed: dict[str, Any] = vocabulary.proposition_values(line.values)
        recording.propose(tag, by=None, reason=reason(line.source), **proposed)
    if differences:
        recording.announce(by=None, verb="import", node=tag, why=reason(line.source))


def reason(source: Source) -> str:
    """The reason of what an import changes."""
    return f"imported again from {source.name}"
