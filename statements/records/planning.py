"""A clean record of a statement with its names resolved: what would be written, or what stands against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from statements.codes import TurnKind
from statements.records import shapes
from statements.records.checking import Problems
from statements.records.evidence import plan_positions
from statements.records.names import People, Subjects, Unclear, What, Who

OWN_WORDS = (TurnKind.ANSWER, TurnKind.SPEECH)


class Names:
    """Names as one statement uses them: its own actor's name means that actor; what is unclear is a problem."""

    def __init__(self, people: People, subjects: Subjects, problems: Problems) -> None:
        self._people = people
        self._subjects = subjects
        self._problems = problems
        self._own_name = ""
        self._own: Who | None = None

    def own(self, values: dict[str, Any]) -> Who | None:
        """The statement's own actor."""
        self._own_name = values["actor"]
        self._own = self._tried(
            "actor",
            lambda: self._people.own(self._own_name, values.get("actor_kind"), values.get("country", "")),
        )
        if self._own is not None and values.get("invented") and self._own.is_real():
            self._problems.add("invented", f"{self._own.shown()} is a real one in the record")
        return self._own

    def called(self, name: str | None, place: str) -> Who | None:
        """The actor of a name that stands without a kind; None where there is no name, or a problem."""
        if not name:
            return None
        if self._own is not None and name in (self._own_name, self._own.name):
            return self._own
        return self._tried(place, lambda: self._people.called(name))

    def tag(self, name: str) -> What:
        """The tag of a name."""
        return self._subjects.named(name)

    def _tried(self, place: str, resolve: Callable[[], Who]) -> Who | None:
        try:
            return resolve()
        except Unclear as error:
            self._problems.add(place, str(error))
            return None


def plan(values: dict[str, Any], people: People, subjects: Subjects, problems: Problems) -> shapes.Statement | None:
    """The statement of clean values; None where `problems` says what is wrong with it.

    `values` must have passed `checking.clean` without a problem.
    """
    names = Names(people, subjects, problems)
    who = names.own(values)
    if who is None:
        return None
    texts = _texts(values, who, names, problems)
    if problems:
        return None
    statement = shapes.Statement(
        key=values["key"],
        who=who,
        values={name: values.get(name, "") for name in shapes.EDITION_TEXTS},
        texts=texts,
        same_as=values.get("same_as", ""),
        slug=values.get("slug", ""),
        tags=[names.tag(name) for name in values.get("tags", ())],
        backings=_backings(values.get("backings", ()), names, problems),
    )
    statement.values["form"] = values.get("form", "formal-statement")
    statement.slug = statement.slug or shapes.own_slug(statement.values["title"])
    statement.positions = plan_positions(statement, values.get("positions", ()), names, problems)
    if problems:
        return None
    who.invented = who.invented or values.get("invented", False)
    return statement


def _texts(values: dict[str, Any], who: Who, names: Names, problems: Problems) -> list[shapes.Text]:
    if ("text" in values) == ("turns" in values):
        problems.add("text", "either text or turns was expected")
        return []
    if "text" in values:
        turns = [shapes.Turn(1, TurnKind.SPEECH, values["text"], who=who)]
    else:
        turns = _turns(values["turns"], "", names, problems)
    first = shapes.Text(
        1, turns, values.get("language", "und"), values.get("authority", "original"), values.get("translator", "")
    )
    texts = [first]
    for number, given in enumerate(values.get("texts", ()), 2):
        place = f"texts {number - 1}, "
        texts.append(
            shapes.Text(
                number,
                _turns(given["turns"], place, names, problems),
                given.get("language", "und"),
                given.get("authority", "original"),
                given.get("translator", ""),
                given.get("source_url", ""),
            )
        )
    for text in texts:
        if not any(turn.words.strip() for turn in text.turns):
            problems.add("text" if text.number == 1 else f"texts {text.number - 1}", "some words were expected")
    return texts


def _turns(given: list[dict[str, Any]], place: str, names: Names, problems: Problems) -> list[shapes.Turn]:
    turns = []
    for number, row in enumerate(given, 1):
        at = f"{place}turns {number}, "
        if row.get("actor") and row["kind"] not in OWN_WORDS:
            problems.add(at + "actor", f"nobody was expected: a {row['kind']} is nobody's words")
        if row.get("asker") and row["kind"] != TurnKind.QUESTION:
            problems.add(at + "asker", f"is of a question, and this is a {row['kind']}")
        turns.append(
            shapes.Turn(
                number,
                row["kind"],
                row["words"],
                label=row.get("label", ""),
                gap=row.get("gap", shapes.default_gap(number, len(given))),
                speaker=row.get("speaker", ""),
                exchange=row.get("exchange"),
                who=names.called(row.get("actor"), at + "actor"),
                voice=row.get("voice"),
                asker=row.get("asker"),
            )
        )
    if all(turn.exchange is None for turn in turns):
        for turn, exchange in zip(turns, shapes.derived_exchanges(turns), strict=True):
            turn.exchange = exchange
    return turns


def _backings(given: list[dict[str, Any]], names: Names, problems: Problems) -> list[shapes.Backing]:
    backings: list[shapes.Backing] = []
    for number, row in enumerate(given, 1):
        place = f"backings {number}"
        who = names.called(row["actor"], f"{place}, actor")
        if who is None:
            continue
        if any(other.who is who and other.capacity == row["as"] for other in backings):
            problems.add(place, f"{who.name} {row['as']} is given twice")
        backings.append(
            shapes.Backing(
                who, row["as"], [names.tag(name) for name in row.get("except_tags", ())], row.get("evidence", "")
            )
        )
    return backings
