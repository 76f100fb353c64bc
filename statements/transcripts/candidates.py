"""Where a label could stand: at the start of a row, before a colon, or a bare Q.

Reading a row says only that its first words have the form of a label. Each pattern is tried once, at the
start of a row, on a bounded number of letters.
"""

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from statements.transcripts.names import LONGEST_NAME, Name, read_name
from statements.transcripts.rows import Rows

Style = Literal["colon", "bare", "stop", "bracket"]

_INVISIBLE = "\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff"
_LEAD = (
    rf"(?P<indent>\s*+)(?P<before>[{_INVISIBLE}]*+(?:>[ ]?)*+(?:\#{{1,6}}[ ]++)?+"
    r"(?P<bullet>(?:[-–—•▪►*][ \t]++)?+)(?P<bold>[*_]{0,3}+)(?:\d{1,3}[.)、．][ \u3000]?+)?+"
    r"(?:(?:[\[(]\d{1,2}(?::\d\d){1,2}[\])]|\d{1,2}:\d\d:\d\d)(?:[ \t]++[-–—])?[ \t]++)?+(?P<bold2>[*_]{0,3}+))"
)
"""What can stand before a label in its row: marks of Markdown, a bullet, a number, the time in a recording."""

_COLON = re.compile(
    _LEAD + rf"(?P<name>[^\s:：︰﹕*_>#][^:：︰﹕]{{0,{LONGEST_NAME - 1}}}?)"
    rf"(?P<mark>[*_]{{0,3}}[ \u00a0\u202f\u3000]?[{_INVISIBLE}]?[:：︰﹕](?P<closing>[*_]{{0,3}}))(?P<space>\s*+)"
)
_BARE = re.compile(
    _LEAD + r"(?P<name>[QＱAＡ])(?P<mark>[*_]{1,3}|)(?P<space>\s*+$|\t\s*+|\s{2,}+|\s(?!\s*(?:&|and\s+A\b|[A&]\s)))"
)
_STOP = re.compile(
    _LEAD + r"(?P<name>[^\W\d_]{1,14}\d{0,2})(?P<mark>[*_]{0,3}[ ]?(?:\.[ ]?[–—-]|[.–—-])[*_]{0,3})(?P<space>\s++|$)"
)
_BRACKET = re.compile(
    r"(?P<indent>\s*+)(?P<before>)(?P<mark>[【（(<\[［])(?P<name>[^【】（）()<>［］\[\]\n]{1,40})[】）)>\]］][:：]?(?P<space>\s*+)"
)

_OPENING = "【（(<[［"
_COLONS = ":：︰﹕"
_STOPS = ".-–—"
_STRIPPED = " \t\u00a0\u3000*_#>\u200e\u200f\ufeff\u200b"
_LONGEST_LABEL = 160
_MEMORABLE = 80
_AFTER_LATIN_COLON = frozenset("\"'“”‘’«»„¿¡([（-–—…")


@dataclass(frozen=True, slots=True, eq=False)
class Form:
    """How a candidate is printed; rows that are alike share one.

    It stands from `starts` to `ends` within its row. `bold`: set off by Markdown; `wide`: two spaces, a tab or
    the end of the row stand after it; `bulleted`: after a bullet. `otherwise`: what it is if the mark before a
    full stop is none: `S. Oak:`.
    """

    starts: int
    ends: int
    printed: str
    name: Name
    style: Style
    bold: bool
    wide: bool
    bulleted: bool
    otherwise: "Form | None" = None


class Candidate(NamedTuple):
    """A label that could be one: its row, where it starts and where what was said could start, and its form."""

    row: int
    start: int
    end: int
    form: Form

    def read_as(self, form: Form) -> "Candidate":
        """Return the candidate in another of the forms that its row can be read in."""
        row = self.start - self.form.starts
        return Candidate(self.row, row + form.starts, row + form.ends, form)

    @property
    def name(self) -> Name:
        """The name before the colon."""
        return self.form.name


def find(rows: Rows) -> list[Candidate]:
    """Return the candidates of a text, in order, at most one a row.

    Of a label alone on its row that the next row repeats, only the last opens anything.
    """
    found: list[Candidate] = []
    read: dict[str, Form | None] = {}
    for number, (row, start) in enumerate(zip(rows.rows, rows.starts, strict=True)):
        if len(row) > _MEMORABLE:
            form = _read(row)
        elif row in read:
            form = read[row]
        else:
            form = read[row] = _read(row)
        if form:
            if found and found[-1].row == number - 1 and found[-1].form is form and form.ends == len(row):
                found.pop()
            found.append(Candidate(number, start + form.starts, start + form.ends, form))
    return found


def _read(row: str) -> Form | None:
    head = row[:_LONGEST_LABEL]
    stripped = head.lstrip(_STRIPPED)
    if not stripped:
        return None
    if stripped[0] in _OPENING:
        match = _BRACKET.match(row)
        marks = match and (match["mark"] == "【" or read_name(match["name"]).role in ("question", "answer"))
        if match and marks:
            return _form(match, "bracket")
    bare = _BARE.match(row) if stripped[0] in "QＱAＡ" and not stripped[1:2].isalnum() else None
    colon = None
    if any(mark in head for mark in _COLONS):
        match = _COLON.match(row)
        if match and _colon_may_end_label(row, match):
            colon = _form(match, "colon")
    if colon and colon.name.role in ("question", "answer", "outlet"):
        return colon
    if any(stop in head[:40] for stop in _STOPS):
        match = _STOP.match(row)
        if match and read_name(match["name"]).role in ("question", "answer"):
            return _form(match, "stop", otherwise=colon)
    return _form(bare, "bare") if bare else colon


def _form(match: re.Match[str], style: Style, otherwise: Form | None = None) -> Form:
    parts = match.groupdict()
    printed = parts["name"].strip()
    return Form(
        match.end("indent"),
        match.end(),
        printed,
        read_name(printed),
        style,
        bold=any(parts.get(part) for part in ("bold", "bold2", "closing")),
        wide=len(parts["space"]) > 1 or match.end() == len(match.string),
        bulleted=bool(parts.get("bullet")),
        otherwise=otherwise,
    )


def _colon_may_end_label(row: str, match: re.Match[str]) -> bool:
    """Return whether what follows the colon lets it be a label's: never a time's, a ratio's, an address's."""
    if match["space"] or match.end() == len(row) or match["closing"]:
        return True
    following = row[match.end()]
    if following.isdecimal() and match["name"][-1].isdecimal():
        return False
    if "：" in match["mark"]:
        return True
    if following in _AFTER_LATIN_COLON:
        return True
    return following.isalpha() and match["name"].strip()[-1:].isalpha()
