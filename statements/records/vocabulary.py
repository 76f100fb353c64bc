"""The actors and tags that have records of their own: taken note of before any statement is read."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from statements.models import Actor, Membership, Proposition, Tag
from statements.records.checking import Problems
from statements.records.files import Source
from statements.records.names import Described, People, Subjects, Unclear, What, Who

Refuse = Callable[[Described, str, str], None]
"""Takes a record, a field and what was expected."""


class Vocabulary:
    """Actors and tags as records describe them; `settle` once all are read."""

    def __init__(self, people: People, subjects: Subjects) -> None:
        self.people = people
        self.subjects = subjects
        self._slugs: dict[tuple[type, str], Described] = {}

    def actor(self, values: dict[str, Any], source: Source, number: int, problems: Problems) -> None:
        """Take note of an actor's record."""
        line = Described(values, source, number)
        try:
            who = self.people.own(values["name"], values["kind"], values.get("country", ""))
        except Unclear as error:
            problems.add("name", str(error))
            return
        if who.line is not None:
            problems.add("name", f"{who.shown()} is given before, at {who.line}")
        else:
            self._slug(Actor, line, who.actor, problems)
            if not problems:
                who.line = line
                self.people.rename(who, values["name"])

    def tag(self, values: dict[str, Any], source: Source, number: int, problems: Problems) -> None:
        """Take note of a tag's record."""
        line = Described(values, source, number)
        what = self.subjects.named(values["tag"])
        if values.get("proposition") and not values["proposition"].strip():
            problems.add("proposition", "some words were expected")
        told = [row["language"] for row in values.get("propositions", ())]
        if len(set(told)) < len(told):
            problems.add("propositions", "one of each language was expected")
        if not values.get("proposition"):
            for name in ("about", "scope_note", "examples", "propositions"):
                if values.get(name):
                    problems.add(name, "belongs to a proposition, and none is given")
        if what.line is not None:
            problems.add("tag", f"“{what.name}” is given before, at {what.line}")
        else:
            self._slug(Tag, line, what.tag, problems)
            if not problems:
                what.line = line
                what.carries = what.carries or bool(values.get("proposition"))

    def _slug(self, model: type[Actor | Tag], line: Described, known: Actor | Tag | None, problems: Problems) -> None:
        slug = line.values.get("slug")
        if not slug or known is not None:
            return
        other = self._slugs.setdefault((model, slug), line)
        if other is not line:
            problems.add("slug", f"is given before, at {other}")
        elif model._base_manager.filter(slug=slug).exists():
            problems.add("slug", "another has it here")

    def settle(self, refuse: Refuse) -> None:
        """Find out what the names inside the records mean, and refuse circles."""
        actors, tags = self.people.lines(), self.subjects.lines()
        for who, line in _described(actors):
            for row in line.values.get("names", ()):
                self.people.also(who, row["name"])
        for who, line in list(_described(actors)):
            self._settle_actor(who, line, refuse)
        for what, line in _described(tags):
            if parent := line.values.get("parent"):
                line.parent = self.subjects.named(parent)
                what.parent = what.parent or line.parent
        for node, line in [*_described(actors), *_described(tags)]:
            if _in_a_circle(node):
                refuse(line, "parent", "stands below this one itself")
                node.line = node.parent = None

    def _settle_actor(self, who: Who, line: Described, refuse: Refuse) -> None:
        try:
            if parent := line.values.get("parent"):
                line.parent = self.people.called(parent)
                if not who.known:
                    who.parent = line.parent
            for row in line.values.get("groups", ()):
                span = {"role": row.get("role", ""), "since": row.get("from", ""), "until": row.get("to", "")}
                line.groups.append((self.people.called(row["group"]), span))
        except Unclear as error:
            refuse(line, "parent" if line.parent is None else "groups", str(error))
            who.line = None


def _described(nodes: list[Any]) -> Iterator[tuple[Any, Described]]:
    yield from ((node, node.line) for node in nodes if node.line is not None)


def _in_a_circle(node: Who | What) -> bool:
    seen = {node}
    above = _above(node)
    while above is not None and above not in seen:
        seen.add(above)
        above = _above(above)
    return above is node


def _above(node: Who | What) -> Who | What | None:
    return node.line.parent if node.line and node.line.parent else node.parent


def actor_differences(who: Who, line: Described) -> list[str]:
    """The fields in which a known actor's record says something else, or more, than stands here."""
    actor, values = who.actor, line.values
    assert actor is not None  # noqa: S101
    simple = ("name", "country", "wikidata", "invented")
    found = [name for name in simple if values.get(name) and values[name] != getattr(actor, name)]
    if isinstance(line.parent, Who) and (line.parent.actor is None or line.parent.actor.pk != actor.parent_id):
        found.append("parent")
    if missing_names(actor, values):
        found.append("names")
    if missing_groups(actor, line):
        found.append("groups")
    return found


def tag_differences(what: What, line: Described) -> list[str]:
    """The fields in which a known tag's record says something else, or more, than stands here."""
    tag, values = what.tag, line.values
    assert tag is not None  # noqa: S101
    found = []
    if isinstance(line.parent, What) and (line.parent.tag is None or line.parent.tag.pk != tag.parent_id):
        found.append("parent")
    if missing_names(tag, values):
        found.append("names")
    current = current_proposition(tag)
    if values.get("proposition") and current is not None:
        said = proposition_values(values)
        stands = {
            "words": current.words,
            "about": current.about,
            "scope_note": current.scope_note,
            "examples": current.examples,
            "translations": {row.language: row.words for row in current.translations.all()},
        }
        if said != stands:
            found.append("proposition")
    return found


def current_proposition(tag: Tag) -> Proposition | None:
    """The version that stands now."""
    return tag.propositions.filter(superseded_at__isnull=True).order_by("-number").first()


def proposition_values(values: dict[str, Any]) -> dict[str, Any]:
    """A tag record's proposition as `recording.propose` takes it."""
    return {
        "words": values["proposition"],
        "about": values.get("about", "should"),
        "scope_note": values.get("scope_note", ""),
        "examples": values.get("examples", {}),
        "translations": {row["language"]: row["words"] for row in values.get("propositions", ())},
    }


def missing_names(node: Actor | Tag, values: dict[str, Any]) -> list[dict[str, str]]:
    """Names in other languages that stand in the record and not here."""
    here = set(node.names.values_list("name", "language"))
    told = {(row["name"], row["language"]): row for row in values.get("names", ())}
    return [row for key, row in told.items() if key not in here]


def missing_groups(actor: Actor, line: Described) -> list[tuple[Who, dict[str, str]]]:
    """Memberships that stand in the record and not here."""
    here = set(Membership.objects.published().filter(actor=actor).values_list("group", "role", "since", "until"))
    told = {(group, *span.values()): (group, span) for group, span in line.groups}
    return [
        (group, span)
        for group, span in told.values()
        if group.actor is None or (group.actor.pk, *span.values()) not in here
    ]
