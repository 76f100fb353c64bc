"""What stands in a transcript and nobody says: front matter, headings, dates, stage directions, rules."""

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from statements.transcripts import vocabulary as words
from statements.transcripts.dates import is_date_line, only_date, words_beside_date
from statements.transcripts.rows import Rows

_LONGEST_HEADING = 160
_LONGEST_DIRECTION = 240
_MOST_FRONT_MATTER = 400
_MOST_TOP_ROWS = 40
_MOST_TOP_ROWS_OF_A_SPEECH = 10

_FENCE = re.compile(r"(?:---|\+\+\+)[ \t]*$")
_PAIR = re.compile(r"(?P<key>[^\W\d][\w .-]{0,60}?)[ \t]*[:=](?:[ \t]+(?P<value>.*))?$")
_INNER = re.compile(r"[ \t]+\S|[ \t]*-(?:[ \t]|$)|[ \t]*#|[ \t]*$|[ \t]*[\])}],?$")
_ESCAPE = re.compile(r'\\(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([_"\\/ nt]))')
_ESCAPED: Final = {"_": "\u00a0", "n": " ", "t": " "}

_MARKDOWN_HEADING = re.compile(r"[ \t]*#{1,6}[ \t]+\S")
_UNDERLINE = re.compile(r"[ \t]*(?:={3,}|-{3,})[ \t]*$")
_CLOSING = re.compile(
    r"\s*(?:\\?[#]{2,}|(?:\\?\*[ \t]*){3,}|[-–—_=~]{3,}|[-–—]\s?30\s?[-–—]|(?:END|FIN|ENDE)\b.{0,24}|<END>)\s*$"
)
_CLOCK = re.compile(
    r"\s*(?:at\s)?\d{1,2}[:.h]\d{2}(?::\d{2})?\s*(?:[ap]\.?\s?m\.?)?"
    r"\s*\(?(?:[A-Z]{1,5}|local time)?\)?\s*(?:[-–—,].{0,30})?$",
    re.IGNORECASE,
)
_BRACKETS: Final = {"(": ")", "[": "]", "（": "）", "［": "］", "【": "】", "〔": "〕", "<": ">"}
FIRST_LETTERS: Final = frozenset([*_BRACKETS, *"\\#*_=~-–—<E F 0123456789".replace(" ", "")])
"""What narration in the midst of a text can begin with."""
_MARKUP: Final = "*_ \t\u00a0\u3000\u200e\u200f"
_FIELD = re.compile(r"(?P<key>[^:：]{1,40}?)\s?[:：](?:\s|$|(?<=：))(?P<value>.*)$")
_BULLET = re.compile(r"\s*(?:[-–—•▪►*]|\d{1,3}[.)])\s")
_HEADING_MARKS = re.compile(r"^[\s#*_>]+|[\s#*_]+$")


@dataclass(frozen=True, slots=True)
class Top:
    """The rows above the first words: which of them are narration, and what these say, a heading a line."""

    narrated: frozenset[int]
    lines: list[str]

    @property
    def title(self) -> str:
        """The first line that is a heading; else a date's line that says what took place."""
        titles = [_title_of(line) for line in self.lines]
        named = [line for line in self.lines if is_date_line(line) and words_beside_date(line) > 1]
        return next((title for title in titles if title), named[0] if named else "")

    @property
    def date(self) -> str:
        """The date of the lines that are a date alone, else of all: a heading may name another day."""
        return only_date([line for line in self.lines if is_date_line(line)] or self.lines)


def front_matter(rows: Rows) -> tuple[int, dict[str, str]]:
    """Return the number of rows of the front matter (fences included; 0 without one), and its simple pairs.

    It begins in the first row, ends with the same fence (or `...`), and holds nothing but pairs, lists,
    comments and what is indented; anything else shows that the first row is only a rule.
    """
    if not _FENCE.match(rows.rows[0]):
        return 0, {}
    fence = rows.rows[0].strip()
    pairs: dict[str, str] = {}
    for number, row in enumerate(rows.rows[1:_MOST_FRONT_MATTER], start=1):
        if row.rstrip() in (fence, "..."):
            return (number + 1, pairs) if number > 1 else (0, {})
        pair = _PAIR.match(row)
        if pair:
            value = _plain_value((pair["value"] or "").strip())
            if value:
                pairs[pair["key"].strip()] = value
        elif not _INNER.match(row):
            return 0, {}
    return 0, {}


def is_direction(row: str) -> bool:
    """Return whether a row is nothing but asides in brackets: `(Laughter.)`, `[crosstalk]`, `（笑）`."""
    bare = row.strip(_MARKUP)
    if not bare or len(bare) > _LONGEST_DIRECTION or bare[0] not in _BRACKETS:
        return False
    open_brackets: list[str] = []
    for letter in bare:
        if letter in _BRACKETS:
            open_brackets.append(_BRACKETS[letter])
        elif open_brackets and letter == open_brackets[-1]:
            open_brackets.pop()
        elif not open_brackets and not letter.isspace() and letter not in "*_":
            return False
    return not open_brackets


def is_mid_heading(row: str) -> bool:
    """Return whether a row is a Markdown heading: the only heading that can be told in the middle of a text."""
    return bool(_MARKDOWN_HEADING.match(row))


def is_closing(row: str) -> bool:
    """Return whether a row is a rule, an end mark, or a clock time alone: what frames a transcript."""
    return len(row) <= 80 and bool(_CLOSING.match(row) or _CLOCK.match(row))


def directions_at(rows: Rows, row: int) -> int:
    """Return how many rows a stage direction takes that begins in this row, 0 where none does.

    A direction can be wrapped over as many as four rows; then it is a paragraph of its own.
    """
    if is_direction(rows.rows[row]):
        wrapped = rows.width is not None and not (
            rows.begins_anew(row) and (rows.blank(row + 1) or rows.begins_anew(row + 1))
        )
        return 0 if wrapped else 1
    first = rows.rows[row][: _LONGEST_DIRECTION + 20].lstrip(_MARKUP)[:1]
    if first not in _BRACKETS or first == "" or not rows.opens_paragraph(row):
        return 0
    for length in (2, 3, 4):
        if rows.blank(row + length - 1):
            return 0
        joined = " ".join(rows.rows[row : row + length]) if rows.blank(row + length) else ""
        if joined and len(joined) <= _LONGEST_DIRECTION + 20 and is_direction(joined):
            return length
    return 0


def narrated_rows(rows: Rows, row: int, *, labelled: bool) -> int:
    """Return how many rows of narration begin in this row, in the midst of a text; 0 for words.

    Without labels only directions and Markdown headings can be told from a speech's own lines.
    """
    direction = directions_at(rows, row)
    if direction:
        return direction
    alone = rows.opens_paragraph(row) and rows.blank(row + 1)
    if is_mid_heading(rows.rows[row]) and (alone or rows.begins_anew(row)):
        return 1
    return int(labelled and alone and is_closing(rows.rows[row]))


def closing_rows(rows: Rows, first: int) -> int:
    """Return the first of the rows that close a text: rules, end marks and clock times, nothing below them."""
    row = len(rows.rows)
    while row > first and (rows.blank(row - 1) or is_closing(rows.rows[row - 1])):
        row -= 1
    return row


def top_of(rows: Rows, first: int, end: int, *, spoken: bool) -> Top:
    """Return what stands above the words: headings, places, dates, clock times, fields, from row `first` on.

    `end` is the row of the first label, or one past the last row. `spoken`: labels follow, so everything up
    to them may be heading; without labels at least one row must be left to be the speech.
    """
    narrated: set[int] = set()
    lines: list[str] = []
    row = first
    while row < end and len(narrated) < _MOST_TOP_ROWS:
        length = 1
        if not rows.blank(row):
            length = _heading_rows(rows, row, end)
            if not length:
                break
            narrated.update(range(row, row + length))
            lines.append(" ".join(line.strip() for line in rows.rows[row : row + length]))
        row += length
    if not spoken and (row >= end or len(narrated) > _MOST_TOP_ROWS_OF_A_SPEECH):
        return Top(frozenset(), [])
    if spoken and row < end:
        narrated |= _just_above(rows, row, end)
    return Top(frozenset(narrated), lines)


def _heading_rows(rows: Rows, row: int, end: int) -> int:
    """Return how many rows a heading (or date, place, field, aside) takes that begins in this row."""
    text = rows.rows[row]
    direction = directions_at(rows, row)
    if direction:
        return min(direction, end - row)
    if is_mid_heading(text) or is_closing(text) or _UNDERLINE.match(text) or _is_field(text) or is_date_line(text):
        return 1
    if not _could_be_heading(text):
        return 0
    if _stands_alone(rows, row, end):
        return 1
    for length in (2, 3):
        below = row + length - 1
        if below >= end or rows.blank(below) or not _could_be_heading(rows.rows[below]):
            return 0
        if rows.blank(below + 1) or below + 1 >= end:
            return length
    return 0


def _could_be_heading(text: str) -> bool:
    bare = text.strip(_MARKUP)
    if len(bare) > _LONGEST_HEADING or _closes_sentence(bare) or _BULLET.match(text):
        return False
    folded = bare.casefold()
    if folded.startswith(words.SALUTATIONS):
        return False
    said = folded.split()
    return said[-1] not in words.UNFINISHED and words.FIRST_PERSONS.isdisjoint(said)


def _closes_sentence(bare: str) -> bool:
    """Return whether a row ends with a mark of punctuation, in any script; brackets and quotes end headings too."""
    return not bare or (unicodedata.category(bare[-1]) in ("Po", "Pd") and bare[-1] not in "%&#'\"’†‡§")


def _stands_alone(rows: Rows, row: int, end: int) -> bool:
    below = row + 1
    if below >= end:
        return True
    if rows.blank(below):
        next_words = next((text for text in rows.rows[below : below + 5] if text.strip()), "")
        return not next_words.lstrip()[:1].islower()
    following = rows.rows[below]
    if is_date_line(following) or _UNDERLINE.match(following) or is_direction(following):
        return True
    starts_small = following.lstrip()[:1].islower()
    if rows.width is not None or starts_small:
        return False
    return _could_be_heading(following) or len(following) > 2 * min(len(rows.rows[row]), 60)


def _just_above(rows: Rows, row: int, end: int) -> set[int]:
    """Return the rows right above the first label that are headings: `Questions and answers`."""
    above: set[int] = set()
    number = end - 1
    while number >= row:
        if rows.blank(number):
            number -= 1
            continue
        if not rows.opens_paragraph(number) or not _heading_rows(rows, number, end):
            break
        above.add(number)
        number -= 1
    return above


def field_rows(rows: Rows, first: int) -> frozenset[int]:
    """Return the rows of a form above the words: `Title: ...`, `Speaker: ...`, `Date: ...`, one below the other.

    At least two rows, all of them short fields, and one that can be nothing but a field.
    """
    block: list[int] = []
    for number in range(first, min(first + _MOST_TOP_ROWS, len(rows.rows))):
        row = rows.rows[number]
        if (
            row.strip()
            and _FIELD.match(row[:200].strip(_MARKUP))
            and len(row) <= 120
            and not _closes_sentence(row.strip())
        ):
            block.append(number)
        elif block:
            break
    plain = [number for number in block if _is_field(rows.rows[number])]
    sure = [number for number in plain if _field_name(rows.rows[number]) in words.NOT_NAMES]
    return frozenset(plain) if sure and len(plain) > 1 else frozenset()


def _is_field(text: str) -> bool:
    """Return whether a row is a field of a form: `Date: 6 May 2019`, `地点：北京`."""
    return len(text) <= 200 and _field_name(text) in words.METADATA_WORDS


def _field_name(text: str) -> str:
    field = _FIELD.match(text[:200].strip(_MARKUP))
    return " ".join(field["key"].strip(_MARKUP).casefold().split()) if field else ""


def _title_of(heading: str) -> str:
    """Return the heading without its marks, '' where it is a date, a time, an aside, a rule or another field."""
    if _is_field(heading):
        field = _FIELD.match(heading[:_LONGEST_HEADING].strip(_MARKUP))
        return field["value"].strip() if field and _field_name(heading) in words.TITLE_WORDS else ""
    if is_direction(heading) or is_closing(heading) or is_date_line(heading) or _UNDERLINE.match(heading):
        return ""
    return _HEADING_MARKS.sub("", heading)


def _plain_value(value: str) -> str:
    """Return a value of front matter without its quotation marks, escapes resolved; '' for a list or a block."""
    if value[:1] in ("[", "{", "|", ">", "&", "!"):
        return ""
    if len(value) >= 2 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    if len(value) >= 2 and value[0] == value[-1] == '"':
        return _ESCAPE.sub(_unescape, value[1:-1])
    return value


def _unescape(match: re.Match[str]) -> str:
    code = match[1] or match[2]
    if not code:
        return _ESCAPED.get(match[3], match[3])
    letter = chr(int(code, 16))
    return match[0] if letter == "\x00" or "\ud800" <= letter <= "\udfff" else letter
