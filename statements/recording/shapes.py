"""What the verbs of `recording` take: plain values, checked before anything is written."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from statements.codes import Authority, Basis, Form, Origin
from statements.models import Actor, Backing, Batch, Position, Statement, Tag, Turn

UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


class RecordingError(ValueError):
    """A write was refused; `field` names what to mend, the message says what was expected."""

    def __init__(self, message: str, *, field: str = "") -> None:
        super().__init__(message)
        self.field = field


class AlreadyCoded(RecordingError):
    """Another line, `position`, says where the actor stands on the tag in the statement on the basis."""

    def __init__(self, position: Position) -> None:
        status = "a draft" if position.recorded_at is None else position.get_status_display()
        super().__init__(
            f"{position}, {status}, already says where {position.actor} stands on “{position.tag}” here; "
            "add the passage to it, or choose another basis",
            field="tag",
        )
        self.position = position


@dataclass(frozen=True, slots=True)
class NewTurn:
    """A turn as printed: `label + words + gap`. `actor` is whose words they are, None for nobody's."""

    kind: str
    words: str
    label: str = ""
    gap: str = ""
    speaker: str = ""
    exchange: int | None = None
    actor: Actor | None = None
    voice: str | None = None
    asker: str | None = None


@dataclass(frozen=True, slots=True)
class NewText:
    """A text in one language (BCP 47), as its turns. `source_url`: a further text's; the first has the statement's."""

    turns: Sequence[NewTurn]
    language: str = "und"
    authority: str = Authority.ORIGINAL
    translator: str = ""
    source_url: str = ""

    def sha256(self) -> str:
        """The hash of the words as they are stored, UTF-8."""
        digest = hashlib.sha256()
        for part in (part for turn in self.turns for part in (turn.label, turn.words, turn.gap)):
            # What cannot be stored is refused with its turn's place, where the turns are built.
            digest.update(unicodedata.normalize("NFC", part).encode(errors="surrogatepass"))
        return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class NewBacking:
    """An actor that stands behind another's statement; `except_tags` as the model says."""

    actor: Actor
    capacity: str
    except_tags: Sequence[Tag] = ()
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class NewStatement:
    """A statement to record, as a draft: its first edition, its texts (the original first) and who backs it."""

    actor: Actor
    title: str
    texts: Sequence[NewText]
    tags: Sequence[Tag] = ()
    backings: Sequence[NewBacking] = ()
    speaker: str = ""
    role: str = ""
    form: str = Form.FORMAL_STATEMENT
    occasion: str = ""
    series: str = ""
    said_on: str = ""
    source_url: str = ""
    source_dated: str = ""
    archive_url: str = ""
    rights: str = ""
    key: str | None = None
    slug: str = ""
    same_as: str = ""
    batch: Batch | None = None
    import_hash: str = ""


@dataclass(frozen=True, slots=True)
class NewPassage:
    """A stretch of a turn (code points), with its own reading where it has one."""

    turn: Turn
    start: int
    end: int
    stance: str | None = None
    word: str | None = None


@dataclass(frozen=True, slots=True)
class NewPosition:
    """A position to code. `actor` None: whose words the first passage is. `stance` and `word` None: the passages'."""

    statement: Statement
    tag: Tag
    passages: Sequence[NewPassage]
    actor: Actor | None = None
    basis: str = Basis.SAID
    stance: str | None = None
    word: str | None = None
    commitment: str | None = None
    condition: str = ""
    summary: str = ""
    note: str = ""
    voice: str | None = None
    relation: str | None = None
    relates_to: int | None = None
    origin: str = Origin.EDITOR
    reason: str = ""
    follows: int | None = None
    backing: Backing | None = None


@dataclass(slots=True)
class Correction:
    """What a correction did to the positions of the statement, for the editor to read."""

    moved: list[int] = field(default_factory=list)
    """Lines whose quotes were found again exactly."""
    hidden: dict[int, str] = field(default_factory=dict)
    """Lines taken out of every count until an editor reads them again, and why."""
    drafts: dict[int, str] = field(default_factory=dict)
    """Unpublished lines whose quotes must be chosen again, and why."""


def storable(value: str, name: str) -> str:
    """`value` in NFC; `RecordingError` names the field and place of what no database stores."""
    if found := UNSTORABLE.search(value):
        raise RecordingError(
            f"{name}: character U+{ord(found.group()):04X} at position {found.start()} cannot be stored",
            field=name,
        )
    return value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)


def storable_values(values: Mapping[str, Any]) -> dict[str, Any]:
    """`values` with every string checked and normalised."""
    return {name: storable(value, name) if isinstance(value, str) else value for name, value in values.items()}
