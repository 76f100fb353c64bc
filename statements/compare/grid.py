"""The grid: one cell for each actor and tag, with its evidence in short or the word for its absence."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from operator import attrgetter

from statements.codes import ReadOutcome
from statements.compare.order import Past, Placed, by_place, is_dated, is_earlier, latest, of_party
from statements.compare.shapes import Absence, Cell, Coverage, Party, Row, Why


def grid(
    parties: Sequence[Party],
    versions: Mapping[int, int | None],
    rows: Iterable[Row] | Placed,
    coverage: Coverage | None = None,
    left_out: Iterable[Row] = (),
) -> list[list[Cell]]:
    """The cells, a list for each party, a cell for each tag.

    `versions` names the tags in order, each with the number of its current proposition, None for a topic.
    `rows` are the positions of the chosen period and bases, in any order, twins included; `left_out` those of them
    that stand outside the period that the parties have in common, where the comparison keeps to it.
    """
    placed, outside = by_place(rows), by_place(left_out)
    known = coverage or Coverage()

    def why_empty(party: Party, tag: int) -> Absence:
        others = of_party(party, tag, outside)
        return Absence(Why.OUTSIDE, of=len(others)) if others else absence(party, tag, known)

    def cell(party: Party, tag: int, version: int | None) -> Cell:
        found = of_party(party, tag, placed)
        return _cell(party, tag, version, found, None if found else why_empty(party, tag))

    return [[cell(party, tag, version) for tag, version in versions.items()] for party in parties]


def _cell(party: Party, tag: int, version: int | None, rows: Sequence[Row], why: Absence | None) -> Cell:
    topic = version is None
    newest = latest(rows)
    if topic:
        newest = newest[:1]
    dated = list(filter(is_dated, rows))
    change = None
    if len(newest) == 1 and not topic:
        change = Past(row for row in rows if row.basis == newest[0].basis).change(newest[0])
    return Cell(
        actor=party.actor,
        tag=tag,
        topic=topic,
        latest=newest,
        count=len({row.utterance for row in rows}),
        first=min(dated, key=attrgetter("said_from"), default=None),
        last=dated[-1] if dated else None,
        change=change,
        absence=why,
        earlier_wording=any(is_earlier(row, version) for row in newest),
    )


def absence(party: Party, tag: int, coverage: Coverage) -> Absence:
    """The word for an empty cell, the first that is true.

    In order: of other makers on the chosen bases, on other bases, of other makers on other bases, no statement, asked,
    read, not read.
    """
    otherwise = _by_basis(party, tag, coverage.made_otherwise)
    if here := sum(otherwise.get(basis, 0) for basis in coverage.bases):
        return Absence(Why.MADE_OTHERWISE, of=here)
    if others := _by_basis(party, tag, coverage.others):
        return Absence(Why.OTHER_BASIS, others=_most_first(others))
    if otherwise:
        return Absence(Why.MADE_OTHERWISE, of=sum(otherwise.values()), others=_most_first(otherwise))
    statements = coverage.statements.get(party.actor, 0)
    if not statements and not any(lane in coverage.heard for lane in party.lanes):
        return Absence(Why.NO_STATEMENT)
    reads = [mark for mark in coverage.reads if mark.tag == tag and mark.actor in party.lanes]
    asked = [mark for mark in reads if mark.outcome == ReadOutcome.ASKED_NO_ANSWER]
    if asked:
        last = max(asked, key=lambda mark: (mark.said_to or date.min, mark.statement))
        return Absence(Why.ASKED, statement=last.statement, turn=last.turn)
    if reads:
        until = max((mark.said_to for mark in reads if mark.said_to), default=None)
        return Absence(
            Why.NOTHING_FOUND,
            read=len({mark.statement for mark in reads}),
            of=statements,
            until=f"{until:%Y-%m}" if until else "",
        )
    return Absence(Why.NOT_READ, of=statements)


def _by_basis(party: Party, tag: int, counts: Mapping[tuple[int, int], Mapping[str, int]]) -> dict[str, int]:
    """The counts of all lanes of a party on a tag."""
    found: dict[str, int] = {}
    for lane in party.lanes:
        for basis, count in counts.get((lane, tag), {}).items():
            found[basis] = found.get(basis, 0) + count
    return found


def _most_first(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))
