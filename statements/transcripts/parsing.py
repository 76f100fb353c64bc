"""From a pasted text to a transcript: cut into rows, find labels and narration, cut into turns, attribute."""

import re
from collections.abc import Iterable, Sequence
from typing import Final

from statements.transcripts import candidates, labels, narration
from statements.transcripts.attribution import Draft, attribute
from statements.transcripts.candidates import Candidate
from statements.transcripts.cleaning import clean
from statements.transcripts.dates import only_date
from statements.transcripts.rows import Rows, cut
from statements.transcripts.turns import AskerCode, ParsedTurn, Transcript, TurnKind

_SPACE: Final = re.compile(r"\s*+")
_LONGEST_TITLE: Final = 500
_DATE_KEYS: Final = ("date", "said_on", "published", "published_time", "pubdate", "datum", "fecha", "дата", "日期")


def parse(text: str, *, speaker: str = "", asker: AskerCode = "", labels_known: Iterable[str] = ()) -> Transcript:
    """Return what is understood of a pasted text: its turns, title, date and front matter.

    `speaker` is the statement's named speaker, who decides whose words are the statement's own; `asker` sets
    the asker of all questions; `labels_known` are labels (with or without their colon) that the editor says are
    labels, wherever they stand before a colon at the start of a row. The turns, concatenated, are
    `clean(text)`. Raises `Unstorable` for a character that no database stores.
    """
    text = clean(text)
    if not text:
        return Transcript(())
    rows = cut(text)
    first_row, pairs = narration.front_matter(rows)
    known = [label.strip().rstrip(":：").strip("*_ ") for label in labels_known]
    chosen = labels.choose(
        rows, candidates.find(rows), first_row=first_row, speaker=speaker, known=[label for label in known if label]
    )
    end = chosen[0].row if chosen else len(rows.rows)
    top = narration.top_of(rows, first_row, end, spoken=bool(chosen))
    drafts = _drafts(rows, first_row, chosen, top.narrated)
    heading = " ".join([pairs.get("title", ""), *top.lines])
    attribute(drafts, text, heading=heading, speaker=speaker.strip(), asker=asker)
    return Transcript(
        tuple(_frozen(order, draft, text) for order, draft in enumerate(drafts, start=1)),
        " ".join((pairs.get("title") or top.title).split())[:_LONGEST_TITLE],
        _date(pairs) or top.date,
        pairs,
    )


def _date(pairs: dict[str, str]) -> str:
    given = {key.casefold(): value for key, value in pairs.items()}
    return next((date for key in _DATE_KEYS if key in given and (date := only_date([given[key][:30]]))), "")


def _drafts(rows: Rows, first_row: int, chosen: Sequence[Candidate], top: frozenset[int]) -> list[Draft]:
    """Return the turns of a text: front matter, each label's, each stretch of narration, and what goes on after it.

    The first row after a label is always words: `Q:` and then `(Inaudible.)` is a question of one aside. A label
    with nothing said before the next one is narration. A rule or an end mark below the last label closes the talk.
    """
    narrated = _Narrated(rows, top, narration.closing_rows(rows, first_row), labelled=bool(chosen))
    drafts = [Draft(0, 0, "narration")] if first_row else []
    label_at = {found.row: found for found in chosen}
    last_label = max(label_at, default=len(rows.rows))
    kind: TurnKind | None = None
    unsaid = labelled = closed = False
    for number in range(first_row, len(rows.rows)):
        found = label_at.get(number)
        row = rows.rows[number]
        if found:
            if unsaid:
                _make_narration_of_last(drafts)
            begins = _after_space(rows.text, found.end)
            unsaid = begins > rows.starts[number] + len(row) or begins == len(rows.text)
            drafts.append(Draft(found.start, begins, "speech", found.name))
            kind, labelled = "speech", True
        elif unsaid or not row or row.isspace():
            unsaid = unsaid and (not row or row.isspace())
        else:
            here: TurnKind = "narration" if narrated.holds(number, row) else "speech"
            closed = closed or (here == "narration" and number > last_label and narration.is_closing(row))
            if here != kind:
                start = _after_space(rows.text, rows.starts[number])
                drafts.append(Draft(start, start, here, goes_on=labelled and here == "speech", closed=closed))
                kind = here
    if unsaid:
        _make_narration_of_last(drafts)
    return _closed(drafts or [Draft(0, 0, "narration")], rows.text)


class _Narrated:
    """Which rows below the top nobody says."""

    def __init__(self, rows: Rows, top: frozenset[int], closing: int, *, labelled: bool) -> None:
        self.rows = rows
        self.top = top
        self.closing = closing
        self.labelled = labelled
        self.until = 0

    def holds(self, number: int, row: str) -> bool:
        """Return whether a row is narration; rows are asked for in order."""
        if number < self.until or number in self.top or number >= self.closing:
            return True
        if row.lstrip()[0] not in narration.FIRST_LETTERS:
            return False
        self.until = number + narration.narrated_rows(self.rows, number, labelled=self.labelled)
        return self.until > number


def _make_narration_of_last(drafts: list[Draft]) -> None:
    """Let a label with nothing said be narration, one with the narration before it."""
    empty = drafts.pop()
    if not drafts or drafts[-1].kind != "narration":
        drafts.append(Draft(empty.start, empty.start, "narration"))


def _after_space(text: str, start: int) -> int:
    """Return where the next letter after white space stands, `start` itself if it is one."""
    if not text[start : start + 1].isspace():
        return start
    space = _SPACE.match(text, start)
    return space.end() if space else start


def _closed(drafts: list[Draft], text: str) -> list[Draft]:
    """Return the drafts with their ends set, the first from the first letter of the text on."""
    drafts[0].start = 0
    until = len(text)
    for draft in reversed(drafts):
        words = text[draft.begins : until].rstrip()
        draft.ends = draft.begins + len(words) if words else until
        draft.until = until
        until = draft.start
    return drafts


def _frozen(order: int, draft: Draft, text: str) -> ParsedTurn:
    return ParsedTurn(
        order,
        draft.exchange,
        draft.kind,
        text[draft.start : draft.begins],
        draft.name.speaker if draft.name else "",
        text[draft.begins : draft.ends],
        text[draft.ends : draft.until],
        draft.theirs,
        draft.asker,
        draft.flagged,
    )
