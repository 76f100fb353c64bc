"""The one list of fields of a record. Import, export, the commands' help and docs/records.md read it.

The order here is the order of the keys in a file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from django.db.models import Model

from statements.codes import (
    About,
    Asker,
    Authority,
    Basis,
    Capacity,
    Commitment,
    Form,
    Kind,
    Origin,
    Relation,
    Stance,
    TurnKind,
    Voice,
)
from statements.models import Actor, Edition, Membership, Position, Statement, Tag, Text, Turn

Shape = Literal[
    "text", "name", "slug", "code", "date", "language", "address", "country", "item", "number", "flag", "names",
    "texts", "object", "objects", "written",
]  # fmt: skip

SHAPES: dict[Shape, str] = {
    "text": "text",
    "name": "a name",
    "slug": "lower-case letters and digits with single hyphens",
    "code": "a code",
    "date": "a year, month, day, interval, with ~ for about (EDTF)",
    "language": "a language tag such as en or zh-Hans (BCP 47)",
    "address": "an address that begins with http:// or https://",
    "country": "three capital letters of ISO 3166-1, such as FRA",
    "item": "Q and digits, such as Q142",
    "number": "a whole number",
    "flag": "true or false",
    "names": "a list of names",
    "texts": "an object of codes and texts",
    "object": "an object",
    "objects": "a list of objects",
    "written": "written by export_records --with-history, not read",
}
"""What a value of each shape looks like, as errors and documentation say it."""


@dataclass(frozen=True, slots=True)
class Field:
    """One key of a record: what it holds, whether it must be there, and what its absence means.

    `codes` are the values of a code (or the keys of texts), `longest` is in code points, `least` the smallest
    number, `fields` the keys of an object or of each object in a list. `keeps_empty`: an empty text says
    something else than an absent one.
    """

    name: str
    shape: Shape
    help: str
    required: bool = False
    default: Any = None
    codes: Sequence[str] = ()
    longest: int | None = None
    least: int = 0
    fields: tuple[Field, ...] = ()
    keeps_empty: bool = False

    def expected(self) -> str:
        """What a value of this field looks like."""
        if self.shape == "code":
            return f"one of {', '.join(self.codes)}"
        if self.shape == "number":
            return f"a whole number from {self.least}"
        return SHAPES[self.shape]


def _longest(model: type[Model], column: str) -> int | None:
    length: int | None = getattr(model._meta.get_field(column), "max_length", None)
    return length


_NAMES = (
    Field("name", "name", "the name", required=True, longest=500),
    Field("language", "language", "the language it is in", required=True, longest=35),
)
_GROUP = (
    Field("group", "name", "the group's name", required=True, longest=500),
    Field("role", "text", "the role in it", longest=_longest(Membership, "role")),
    Field("from", "date", "member since", longest=_longest(Membership, "since")),
    Field("to", "date", "member until", longest=_longest(Membership, "until")),
)
_PROPOSITIONS = (
    Field("language", "language", "the language", required=True, longest=35),
    Field("words", "text", "the sentence", required=True),
)
_HISTORY = Field("history", "written", "what was superseded, with its instants")
_RECORDED = Field("recorded_at", "written", "when the site published it")

ACTOR: tuple[Field, ...] = (
    Field("type", "code", "always `actor`", codes=["actor"]),
    Field("name", "name", "the name", required=True, longest=_longest(Actor, "name")),
    Field("kind", "code", "what the actor is", required=True, codes=Kind.values),
    Field("slug", "slug", "its part of an address; from the name where absent", longest=_longest(Actor, "slug")),
    Field("country", "country", "its country"),
    Field("parent", "name", "the body it speaks for", longest=500),
    Field("names", "objects", "names in other languages", fields=_NAMES),
    Field("wikidata", "item", "its Wikidata item"),
    Field("invented", "flag", "whether the actor is not a real one", default=False),
    Field("groups", "objects", "the groups it belongs to", fields=_GROUP),
    _HISTORY,
)

TAG: tuple[Field, ...] = (
    Field("type", "code", "always `tag`; may be left out in a file given as `--tags`", codes=["tag"]),
    Field("tag", "name", "the name", required=True, longest=_longest(Tag, "name")),
    Field("parent", "name", "the tag above it", longest=500),
    Field("proposition", "text", "the sentence that one can support or oppose; without it the tag is a topic"),
    Field("about", "code", "what the proposition claims", default=About.SHOULD.value, codes=About.values),
    Field("scope_note", "text", "what belongs here and what does not"),
    Field("examples", "texts", "an example of each stance", codes=Stance.values),
    Field("names", "objects", "names in other languages", fields=_NAMES),
    Field("propositions", "objects", "the proposition in other languages", fields=_PROPOSITIONS),
    Field("slug", "slug", "its part of an address; from the name where absent", longest=_longest(Tag, "slug")),
    _HISTORY,
)

TURN: tuple[Field, ...] = (
    Field("kind", "code", "what the turn does", required=True, codes=TurnKind.values),
    Field("label", "text", "the label as printed, with all white space around it", default=""),
    Field("speaker", "text", "the name in the label", longest=_longest(Turn, "speaker")),
    Field("words", "text", "what was said", required=True, keeps_empty=True),
    Field(
        "gap",
        "text",
        "what stands before the next turn; where absent an empty line, after the last nothing",
        keeps_empty=True,
    ),
    Field(
        "exchange",
        "number",
        "the number that a question and its answers share; where no turn of a text has one, each question "
        "begins the next and the answers after it share its number",
        least=1,
    ),
    Field("actor", "name", "whose words they are; absent: nobody's, as always in a question or narration", longest=500),
    Field("voice", "code", "who speaks the words for the actor", codes=Voice.values),
    Field("asker", "code", "who asked, of a question", codes=Asker.values),
)

PASSAGE: tuple[Field, ...] = (
    Field("quote", "text", "the words, exactly as they stand in the turn", required=True),
    Field("turn", "number", "the turn's number in its text", least=1),
    Field("start", "number", "where the quote starts in the turn's words, in code points from 0"),
    Field("stance", "code", "the passage's own stance; absent: the position's", codes=Stance.values),
    Field("word", "text", "the passage's own word; absent: the position's", longest=_longest(Position, "word")),
    Field("language", "language", "of the text it stands in; absent: the position's", longest=35),
)

RELATES_TO: tuple[Field, ...] = (
    Field("key", "text", "the statement's key", required=True, longest=_longest(Statement, "key")),
    Field("tag", "name", "the position's tag", required=True, longest=500),
    Field("actor", "name", "the position's actor; absent: this position's", longest=500),
    Field("basis", "code", "the position's basis", default=Basis.SAID.value, codes=Basis.values),
)

POSITION: tuple[Field, ...] = (
    Field("tag", "name", "what the position is on", required=True, longest=500),
    Field("actor", "name", "whose it is; absent: the actor of the passage's turn, else the statement's", longest=500),
    Field("basis", "code", "how it is the actor's", default=Basis.SAID.value, codes=Basis.values),
    Field("stance", "code", "where the actor stands; only on a tag with a proposition", codes=Stance.values),
    Field("word", "text", "the source's own term", longest=_longest(Position, "word")),
    Field("commitment", "code", "how firmly", codes=Commitment.values),
    Field("condition", "text", "the words of the condition; required for the two conditional stances"),
    Field("summary", "text", "one line", longest=_longest(Position, "summary")),
    Field("note", "text", "a note"),
    Field("voice", "code", "who speaks; absent: as the passage's turn says", codes=Voice.values),
    Field("language", "language", "of the text its passages stand in; absent: of the first text", longest=35),
    Field("relation", "code", "what it does to an earlier position", codes=Relation.values),
    Field("relates_to", "object", "that earlier position", fields=RELATES_TO),
    Field("origin", "code", "who made the reading", default=Origin.IMPORT.value, codes=Origin.values),
    Field("passages", "objects", "the evidence, at least one", fields=PASSAGE),
    Field("quote", "text", "the flat form, instead of `passages`: the one passage's words"),
    Field("turn", "number", "in the flat form: as in a passage", least=1),
    Field("start", "number", "in the flat form: as in a passage"),
    _RECORDED,
)

TEXT: tuple[Field, ...] = (
    Field("language", "language", "the language", default="und", longest=35),
    Field("authority", "code", "whose wording it is", default=Authority.ORIGINAL.value, codes=Authority.values),
    Field("translator", "text", "who translated it", longest=_longest(Text, "translator")),
    Field("source_url", "address", "where this text stands", longest=2000),
    Field("turns", "objects", "the words", required=True, fields=TURN),
)

BACKING: tuple[Field, ...] = (
    Field("actor", "name", "who stands behind the statement", required=True, longest=500),
    Field("as", "code", "how", required=True, codes=Capacity.values),
    Field("except_tags", "names", "tags on which it does not follow, or on which it dissociates itself"),
    Field("evidence", "text", "where that is written"),
)

STATEMENT: tuple[Field, ...] = (
    Field("type", "code", "`statement`, or left out", codes=["statement"]),
    Field("key", "text", "its name in its source, the same at every import", required=True, longest=300),
    Field("same_as", "text", "statements with the same value are one utterance in several languages", longest=300),
    Field("slug", "slug", "its part of an address; from the title where absent", longest=200),
    Field("actor", "name", "whose statement it is", required=True, longest=500),
    Field("actor_kind", "code", "what that actor is", codes=Kind.values),
    Field("country", "country", "that actor's country"),
    Field("invented", "flag", "whether that actor is not a real one; one that is new is made so", default=False),
    Field("speaker", "text", "the person named", longest=_longest(Edition, "speaker")),
    Field("role", "text", "the role as printed", longest=_longest(Edition, "role")),
    Field("form", "code", "what sort of utterance", default=Form.FORMAL_STATEMENT.value, codes=Form.values),
    Field("title", "text", "the title", required=True, longest=_longest(Edition, "title")),
    Field("occasion", "text", "the occasion", longest=_longest(Edition, "occasion")),
    Field("series", "text", "the series it belongs to", longest=_longest(Edition, "series")),
    Field("said_on", "date", "when it was said; absent: not known", longest=_longest(Edition, "said_on")),
    Field("source_url", "address", "where it was published", longest=_longest(Edition, "source_url")),
    Field("source_dated", "text", "the date that the source gives", longest=_longest(Edition, "source_dated")),
    Field("archive_url", "address", "an archived copy", longest=_longest(Edition, "archive_url")),
    Field("rights", "text", "whose the words are, and on what terms"),
    Field("tags", "names", "what it is about"),
    Field("backings", "objects", "who stands behind it", fields=BACKING),
    Field("language", "language", "of the first text", default="und", longest=35),
    Field("authority", "code", "of the first text", default=Authority.ORIGINAL.value, codes=Authority.values),
    Field("translator", "text", "of the first text", longest=_longest(Text, "translator")),
    Field("text", "text", "the first text where it is one speech in the statement's actor's own words"),
    Field("turns", "objects", "the first text, turn by turn; either this or `text`", fields=TURN),
    Field("texts", "objects", "further texts: translations", fields=TEXT),
    Field("positions", "objects", "the readings", fields=POSITION),
    Field("published_at", "written", "when the site published it"),
    _RECORDED,
    _HISTORY,
)

RECORDS: dict[str, tuple[Field, ...]] = {"actor": ACTOR, "tag": TAG, "statement": STATEMENT}
"""The types of records, in the order in which a file has them."""

PARTS: dict[str, tuple[Field, ...]] = {
    "actor": ACTOR,
    "actor: names, tag: names": _NAMES,
    "actor: groups": _GROUP,
    "tag": TAG,
    "tag: propositions": _PROPOSITIONS,
    "statement": STATEMENT,
    "statement: backings": BACKING,
    "statement: turns": TURN,
    "statement: texts": TEXT,
    "statement: positions": POSITION,
    "position: passages": PASSAGE,
    "position: relates_to": RELATES_TO,
}
"""Every object of the format by the name the documentation gives it."""


def compact(fields: Sequence[Field], values: dict[str, Any]) -> dict[str, Any]:
    """`values` as an object of a file: in the order of the fields, without defaults and empty values."""
    written: dict[str, Any] = {}
    for field in fields:
        value = values.get(field.name)
        if field.shape == "objects" and value:
            value = [compact(field.fields, row) for row in value]
        elif field.shape == "object" and value:
            value = compact(field.fields, value)
        if value != field.default and (not _is_empty(value) or (field.keeps_empty and value is not None)):
            written[field.name] = value
    return written


def _is_empty(value: Any) -> bool:
    """Whether a value says nothing; a start of 0 says something."""
    if isinstance(value, int) and not isinstance(value, bool):
        return False
    return not value


def help_lines() -> Iterator[str]:
    """The fields as the commands' help prints them; * marks what must be given."""
    for part, fields in PARTS.items():
        names = (f"{field.name}{'*' if field.required else ''}" for field in fields if field.shape != "written")
        yield f"  {part}: {', '.join(names)}"


def documentation() -> str:
    """The fields as tables in Markdown, for docs/records.md."""
    parts = []
    for part, fields in PARTS.items():
        rows = [
            f"| `{field.name}`{'*' if field.required else ''} | {_cell(field)} | {field.help} |" for field in fields
        ]
        parts.append("\n".join([f"### {part}", "", "| field | value | meaning |", "|---|---|---|", *rows]))
    return "\n\n".join(parts) + "\n"


def _cell(field: Field) -> str:
    value = field.expected()
    if field.shape in ("code", "texts"):
        codes = ", ".join(f"`{code}`" for code in field.codes)
        value = codes if field.shape == "code" else f"an object; keys {codes}"
    if field.default not in (None, "", False):
        value += f"; absent: `{field.default}`"
    if field.longest:
        value += f"; at most {field.longest} characters"
    return value
