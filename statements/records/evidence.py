"""Positions of a record: which passages are one position's, and where each quote stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from statements.codes import CONDITIONAL, Basis, Origin, joined
from statements.passages import locate_pasted
from statements.records import shapes
from statements.records.checking import Problems
from statements.records.names import What, Who
from statements.records.tally import Numbers

if TYPE_CHECKING:
    from statements.records.planning import Names

JOINED = ("condition", "summary", "note")
"""Texts of flat entries that become one position: each different one is kept."""

SHARED = ("commitment", "voice")
"""Codes of flat entries that become one position: the one they share, else none."""

ALIKE = ("relation", "relates_to", "origin")
"""What flat entries of one position must say alike."""

SUMMARY = 500


@dataclass(slots=True)
class Entry:
    """One entry of `positions`, its place found; `flat` where it is one passage of a position."""

    place: str
    given: dict[str, Any]
    what: What
    who: Who
    passages: list[shapes.Passage]
    flat: bool

    @property
    def match(self) -> tuple[What, Who, str]:
        """What tells its position from others."""
        return self.what, self.who, self.given.get("basis", Basis.SAID)


def plan_positions(
    statement: shapes.Statement, given: Sequence[dict[str, Any]], names: Names, problems: Problems
) -> list[shapes.Position]:
    """The positions of a statement whose texts are planned; `problems` names what has no place or no sense."""
    grouped: defaultdict[tuple[What, Who, str], list[Entry]] = defaultdict(list)
    for number, row in enumerate(given, 1):
        entry = _entry(statement, row, f"positions {number}", names, problems)
        if entry is not None:
            grouped[entry.match].append(entry)
    positions = [_position(entries, names, problems) for entries in grouped.values()]
    for position, entries in zip(positions, grouped.values(), strict=True):
        _tally(statement, position, entries)
        _check(statement, position, entries[0].place, problems)
    return positions


def _tally(statement: shapes.Statement, position: shapes.Position, entries: Sequence[Entry]) -> None:
    """Count the passages that the position keeps and those that it has already."""
    kept = {id(passage) for passage in position.passages}
    for entry in entries:
        for passage in entry.passages:
            stance = bool(passage.stance or entry.given.get("stance"))
            if id(passage) in kept:
                statement.with_stance += stance
            else:
                one = Numbers(passages=1, with_stance=stance, on_topics=not position.what.carries)
                statement.repeated = statement.repeated.plus(one)


def _entry(
    statement: shapes.Statement, given: dict[str, Any], place: str, names: Names, problems: Problems
) -> Entry | None:
    flat = "quote" in given
    if flat == bool(given.get("passages")):
        problems.add(place, "either passages or a quote was expected")
        return None
    rows = [given] if flat else given["passages"]
    named = names.called(given.get("actor"), f"{place}, actor")
    if given.get("actor") and named is None:
        return None
    who = named
    passages = []
    for number, row in enumerate(rows, 1):
        at = place if flat else f"{place}, passages {number}"
        found = _find(statement, row, row.get("language") or given.get("language"), who or statement.who, at, problems)
        if found is None:
            return None
        if not flat:
            found.stance, found.word = row.get("stance"), row.get("word")
        who = who or statement.turn(found).who
        passages.append(found)
    if who is None:
        return None
    return Entry(place, given, names.tag(given["tag"]), who, passages, flat)


def _find(
    statement: shapes.Statement, row: dict[str, Any], language: str | None, who: Who, place: str, problems: Problems
) -> shapes.Passage | None:
    """The first place of a quote: in a turn of `who`, else in any turn that is somebody's words."""
    texts = [text for text in statement.texts if language in (None, text.language)][: None if language else 1]
    if not texts:
        problems.add(f"{place}, language", f"no text of this statement is in {language}")
        return None
    quote, number, start = row["quote"], row.get("turn"), row.get("start")
    for text in texts:
        for turn in _candidates(text, number, who):
            at = turn.words.find(quote) if start is None else start
            if at >= 0 and quote and turn.words.startswith(quote, at):
                return shapes.Passage(text.number, turn.number, at, quote)
    problems.add(f"{place}, quote", f"{_nowhere(texts, number, start)}: “{quote[:80]}”")
    return None


def _candidates(text: shapes.Text, number: int | None, who: Who) -> Iterator[shapes.Turn]:
    turns = [turn for turn in text.turns if turn.who is not None and number in (None, turn.number)]
    yield from (turn for turn in turns if turn.who is who)
    yield from (turn for turn in turns if turn.who is not who)


def _nowhere(texts: Sequence[shapes.Text], number: int | None, start: int | None) -> str:
    if number is None:
        return "stands in no turn that is somebody's words"
    turn = next((turn for text in texts for turn in text.turns if turn.number == number), None)
    if turn is None:
        return f"there is no turn {number}"
    if turn.who is None:
        return f"turn {number} is nobody's words, and a passage was expected in an actor's"
    return f"does not stand in turn {number}" + ("" if start is None else f" at {start}")


def _position(entries: list[Entry], names: Names, problems: Problems) -> shapes.Position:
    first = entries[0]
    if len(entries) > 1 and not all(entry.flat for entry in entries):
        problems.add(entries[1].place, "the position of this tag, actor and basis is given before")
    given = _folded(entries, problems) if len(entries) > 1 else first.given
    passages = _once([passage for entry in entries for passage in entry.passages])
    return shapes.Position(
        what=first.what,
        who=first.who,
        passages=passages,
        basis=given.get("basis", Basis.SAID),
        stance=given.get("stance") or joined(passage.stance for passage in passages),
        word=_settled_word(given.get("word"), passages),
        commitment=given.get("commitment"),
        condition=given.get("condition", ""),
        summary=given.get("summary", ""),
        note=given.get("note", ""),
        voice=given.get("voice"),
        relation=given.get("relation"),
        relates_to=_reference(given.get("relates_to"), first, names),
        origin=given.get("origin", Origin.IMPORT),
    )


def _folded(entries: list[Entry], problems: Problems) -> dict[str, Any]:
    """The flat entries of one position as one: each passage keeps its own stance and word where they differ."""
    rows = [entry.given for entry in entries]
    folded: dict[str, Any] = {"basis": rows[0].get("basis", Basis.SAID)}
    for name in ("stance", "word", *SHARED):
        values = {row.get(name) or None for row in rows}
        folded[name] = values.pop() if len(values) == 1 else None
    for name in JOINED:
        folded[name] = "; ".join(dict.fromkeys(row[name] for row in rows if row.get(name)))
    for name in ALIKE:
        folded[name] = rows[0].get(name)
        for entry in entries[1:]:
            if entry.given.get(name) != folded[name]:
                problems.add(f"{entry.place}, {name}", "is not as in the entry of the same tag, actor and basis before")
        if folded[name] is None:
            del folded[name]
    if len(folded["summary"]) > SUMMARY:
        problems.add(f"{entries[-1].place}, summary", f"at most {SUMMARY} characters together were expected")
    for name in ("stance", "word"):
        if folded[name] is None:
            for entry in entries:
                setattr(entry.passages[0], name, entry.given.get(name) or None)
    return folded


def _once(passages: list[shapes.Passage]) -> list[shapes.Passage]:
    """The passages in their order, those that say the same of the same place once.

    Two entries can be alike once their names, two names of one country, mean one actor.
    """
    once: dict[tuple[Any, ...], shapes.Passage] = {}
    for passage in sorted(passages, key=lambda passage: passage.place):
        once.setdefault((passage.place, passage.stance, passage.word), passage)
    return list(once.values())


def _settled_word(given: str | None, passages: list[shapes.Passage]) -> str | None:
    """The word that the passages share; where they differ each keeps its own, and there is none."""
    words = {passage.word or given for passage in passages}
    common = words.pop() if len(words) == 1 else None
    for passage in passages:
        passage.word = None if common else passage.word or given
    return common


def _reference(given: dict[str, Any] | None, entry: Entry, names: Names) -> shapes.Reference | None:
    if given is None:
        return None
    who = names.called(given.get("actor"), f"{entry.place}, relates_to, actor") or entry.who
    return shapes.Reference(given["key"], names.tag(given["tag"]), who, given.get("basis", Basis.SAID))


def _check(statement: shapes.Statement, position: shapes.Position, place: str, problems: Problems) -> None:
    if not position.what.carries and (position.stance or any(row.stance for row in position.passages)):
        problems.add(
            f"{place}, stance",
            f"none was expected: the tag “{position.what.name}” has no proposition, and no file gives one",
        )
    if position.stance in CONDITIONAL and not position.condition.strip():
        problems.add(f"{place}, condition", "the words of the condition or exception were expected")
    if position.condition.strip() and position.origin == Origin.EDITOR:
        _check_condition(statement, position, place, problems)
    places = [row.place for row in position.passages]
    if len(set(places)) < len(places):
        problems.add(f"{place}, quote", "the same passage is given twice, with different readings")
    if position.voice is None:
        position.voice = statement.turn(position.passages[0]).voice
    for row in position.passages:
        turn = statement.turn(row)
        if position.basis == Basis.SAID and turn.who is not position.who:
            speaker = turn.who.name if turn.who else "nobody"
            problems.add(
                f"{place}, basis",
                f"the words are {speaker}'s, so {position.who.name} has not “said” them; another basis was expected",
            )
            break


def _check_condition(statement: shapes.Statement, position: shapes.Position, place: str, problems: Problems) -> None:
    """An editor's condition is a quotation: it stands where a passage stands, and is kept as printed there."""
    turns = {(row.text, row.turn): statement.turn(row).words for row in position.passages}
    found = locate_pasted(turns.items(), position.condition)
    if found:
        position.condition = found[0].quote
    else:
        problems.add(f"{place}, condition", "words that stand in the same turn as a passage were expected")
