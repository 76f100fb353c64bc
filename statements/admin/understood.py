"""What was understood of a text, and an editor's corrections of it: pure, no row is read or written.

A turn is known by its start in the text (code points), which no correction moves. Corrections travel with the
form as JSON: where a turn was joined to the one before or cut in two, what holds for all turns with a label, and
what holds for one turn. Whatever is corrected, the turns' label, words and gap stay the text, letter for letter.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from django.utils.translation import gettext as _

from statements.codes import Asker, TurnKind, Voice
from statements.recording.shapes import UNSTORABLE
from statements.transcripts.exchanges import Spoken, exchanges_of_narration, number_exchanges
from statements.transcripts.turns import FLAGS, MODERATOR

OWN = "own"
"""Whose words: the statement's own actor's, whoever that is."""

SPOKEN = frozenset({TurnKind.ANSWER, TurnKind.SPEECH})
CHOSEN = ("kind", "whose", "voice", "asker", "speaker")
"""What may be corrected for all turns with a label; `label` itself only for one turn."""


class BadCorrection(ValueError):
    """A correction cannot be made; the message says which and what was expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """A turn as it will be recorded. `whose`: '' nobody's, `own`, or an actor's id as text; codes may be ''."""

    start: int
    kind: str
    words: str
    label: str = ""
    gap: str = ""
    speaker: str = ""
    exchange: int | None = None
    whose: str = ""
    voice: str = ""
    asker: str = ""
    flagged: str = ""
    settled: bool = False
    """An editor has said what kind of turn it is: what becomes of other turns does not change it."""

    @property
    def flag(self) -> str:
        """Why the turn wants an editor's eye, in words."""
        return FLAGS.get(self.flagged, "")

    def printed(self) -> str:
        """The turn as it stands in the text."""
        return self.label + self.words + self.gap

    @property
    def printed_label(self) -> str:
        """The label as a person sees it."""
        return " ".join(self.label.split())


@dataclass(frozen=True, slots=True)
class LabelRow:
    """A label and how most of its turns are read."""

    label: str
    count: int
    kind: str
    whose: str
    voice: str
    asker: str
    speaker: str
    flagged: str

    @property
    def was(self) -> str:
        """What its row shows, as a form carries it."""
        return "|".join((self.kind, self.whose, self.voice, self.asker))

    @property
    def flag(self) -> str:
        """Why its turns want an editor's eye, in words."""
        return FLAGS.get(self.flagged, "")


@dataclass(slots=True)
class Corrections:
    """What an editor has set so far."""

    joins: set[int] = field(default_factory=set)
    """Starts of turns that belong to the turn before."""
    cuts: set[int] = field(default_factory=set)
    """Places at which a turn is cut in two."""
    labels: dict[str, dict[str, str]] = field(default_factory=dict)
    turns: dict[int, dict[str, str]] = field(default_factory=dict)

    def as_json(self) -> str:
        """The corrections as a form carries them."""
        return json.dumps(
            {"joins": sorted(self.joins), "cuts": sorted(self.cuts), "labels": self.labels, "turns": self.turns},
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> Corrections:
        """The corrections of a form; whatever is not one is left out."""
        try:
            given = json.loads(text or "{}")
        except ValueError:
            return cls()
        if not isinstance(given, dict):
            return cls()
        return cls(
            joins=_starts(given.get("joins")),
            cuts=_starts(given.get("cuts")),
            labels={
                name: _settings(values)
                for name, values in _mapping(given.get("labels")).items()
                if not UNSTORABLE.search(name)
            },
            turns={
                int(start): _settings(values)
                for start, values in _mapping(given.get("turns")).items()
                if str(start).isdecimal()
            },
        )

    def set_for_label(self, label: str, name: str, value: str, rows: Iterable[Row]) -> None:
        """Let this hold for all turns with the label, whatever was set for one of them before."""
        self.labels.setdefault(label, {})[name] = value
        for row in rows:
            if row.printed_label == label:
                self.turns.get(row.start, {}).pop(name, None)

    def set_for_turn(self, start: int, name: str, value: str) -> None:
        """Let this hold for one turn."""
        self.turns.setdefault(start, {})[name] = value

    def forget_places(self) -> None:
        """Keep what holds for labels alone: the text is another."""
        self.joins, self.cuts, self.turns = set(), set(), {}


def corrected(base: Sequence[Row], corrections: Corrections) -> list[Row]:
    """The turns with the corrections made. Errors: `BadCorrection` for a label that the turn does not begin with."""
    rows = _cut(_joined(base, corrections.joins), corrections.cuts)
    out = []
    for row in rows:
        settings = corrections.labels.get(row.printed_label, {}) | corrections.turns.get(row.start, {})
        out.append(_consistent(_relabelled(row, settings), settings))
    if [(row.start, row.kind) for row in out] != [(row.start, row.kind) for row in base]:
        out = numbered(out)
    return out


def _joined(base: Sequence[Row], joins: set[int]) -> list[Row]:
    rows: list[Row] = []
    for row in base:
        if row.start in joins and rows:
            before = rows[-1]
            words = before.words + before.gap + row.label + row.words
            rows[-1] = replace(before, words=words, gap=row.gap)
        elif row.start in joins:
            rows.append(replace(row, label="", words=row.label + row.words))
        else:
            rows.append(row)
    return rows


def _cut(base: Sequence[Row], cuts: set[int]) -> list[Row]:
    rows: list[Row] = []
    for row in base:
        rest = row
        for place in sorted(cuts):
            at = place - rest.start - len(rest.label)
            if not 0 < at < len(rest.words):
                continue
            first = rest.words[:at].rstrip()
            if not first:
                continue
            rows.append(replace(rest, words=first, gap=rest.words[len(first) : at]))
            rest = replace(rest, start=place, label="", words=rest.words[at:], speaker="", flagged="")
        rows.append(rest)
    return rows


def _relabelled(row: Row, settings: Mapping[str, str]) -> Row:
    label = settings.get("label")
    if label is None or label == row.label:
        return row
    whole = row.label + row.words
    if not whole.startswith(label):
        # What a person types has no white space at its end; the space after a label belongs to it.
        raise BadCorrection(
            _("“%(label)s” is not how this turn begins; it begins “%(words)s”") % {"label": label, "words": whole[:60]}
        )
    end = len(label)
    if label:
        end += len(whole[end:]) - len(whole[end:].lstrip())
    return replace(row, label=whole[:end], words=whole[end:])


def _consistent(row: Row, settings: Mapping[str, str]) -> Row:
    """The row with what was set, and without what its kind cannot have."""
    chosen: dict[str, Any] = {name: settings[name] for name in CHOSEN if name in settings}
    row = replace(row, **chosen)
    if settings:
        row = replace(row, flagged="", settled=row.settled or "kind" in settings)
    if row.kind not in SPOKEN:
        row = replace(row, whose="", voice="")
    if not row.whose:
        row = replace(row, voice="")
    if row.kind != TurnKind.QUESTION:
        row = replace(row, asker="")
    elif not row.asker:
        row = replace(row, asker=Asker.UNNAMED)
    return row


def numbered(rows: Sequence[Row]) -> list[Row]:
    """The rows with exchanges counted anew, as the parser counts them; what lost its question becomes speech."""
    spoken: list[Spoken] = []
    label = ""
    for row in rows:
        if row.kind == TurnKind.NARRATION:
            continue
        goes_on = not row.printed_label and bool(label)
        label = row.printed_label or label
        settled: Any = row.kind if row.settled else None
        leads = row.flagged == MODERATOR
        spoken.append(Spoken(row.kind == TurnKind.QUESTION, row.speaker or label, goes_on, leads, settled))
    found = iter(number_exchanges(spoken))
    read: list[tuple[Any, int | None]] = [
        (row.kind, None) if row.kind == TurnKind.NARRATION else next(found) for row in rows
    ]
    exchanges = exchanges_of_narration(read)
    return [
        replace(row, kind=kind, exchange=exchange)
        for row, (kind, _exchange), exchange in zip(rows, read, exchanges, strict=True)
    ]


def labels_of(rows: Iterable[Row]) -> list[LabelRow]:
    """The labels in the order of their first use, each as most of its turns are read."""
    found: dict[str, list[Row]] = {}
    for row in rows:
        if row.printed_label:
            found.setdefault(row.printed_label, []).append(row)
    return [
        LabelRow(label=label, count=len(turns), **{name: _most(turns, name) for name in (*CHOSEN, "flagged")})
        for label, turns in found.items()
    ]


def _most(rows: Sequence[Row], name: str) -> str:
    return Counter(str(getattr(row, name)) for row in rows).most_common(1)[0][0]


def carried_over(old: Sequence[Row], new: Sequence[Row]) -> list[Row]:
    """Turns of new words read as the old were: the same words in the same order, else the same label."""
    by_words: dict[tuple[str, str], list[Row]] = {}
    for row in old:
        by_words.setdefault((row.printed_label, row.words), []).append(row)
    by_label = {label.label: label for label in labels_of(old)}
    out = []
    for row in new:
        same = by_words.get((row.printed_label, row.words))
        like: Row | LabelRow | None = same.pop(0) if same else by_label.get(row.printed_label)
        out.append(row if like is None else as_before(row, like))
    return numbered(out)


def packed(rows: Sequence[Row]) -> str:
    """How the turns of a text are read, without its words, as a form carries it."""
    return json.dumps(
        [(len(row.label), len(row.words), len(row.gap), row.kind, row.exchange, *said_of(row)) for row in rows],
        ensure_ascii=False,
        separators=(",", ":"),
    )


def said_of(row: Row) -> tuple[str, str, str, str]:
    """Speaker, whose words, voice, asker."""
    return row.speaker, row.whose, row.voice, row.asker


def unpacked(text: str, given: str) -> list[Row]:
    """The rows that were packed, on their text; none where they do not fill it."""
    rows: list[Row] = []
    start = 0
    try:
        for label, words, gap, kind, exchange, speaker, whose, voice, asker in json.loads(given or "[]"):
            places = (start, start + label, start + label + words, start + label + words + gap)
            parts = [text[here:there] for here, there in pairwise(places)]
            rows.append(
                Row(
                    start,
                    str(kind),
                    parts[1],
                    parts[0],
                    parts[2],
                    str(speaker),
                    exchange,
                    str(whose),
                    str(voice),
                    str(asker),
                )
            )
            start = places[-1]
    except (ValueError, TypeError):
        return []
    return rows if "".join(row.printed() for row in rows) == text else []


def as_lines(rows: Sequence[Row]) -> str:
    """How each turn is read, one a line, for a person to compare."""
    return "\n".join(
        " · ".join(
            filter(None, (str(number), row.kind, row.printed_label, row.speaker, row.whose, row.voice, row.asker))
        )
        for number, row in enumerate(rows, 1)
    )


def as_before(row: Row, like: Row | LabelRow) -> Row:
    """The row, read as another was."""
    settings: dict[str, Any] = {name: getattr(like, name) for name in CHOSEN}
    return replace(row, flagged="", settled=True, **settings)


def _starts(given: Any) -> set[int]:
    return {start for start in given if isinstance(start, int) and start >= 0} if isinstance(given, list) else set()


def _mapping(given: Any) -> dict[Any, Any]:
    return given if isinstance(given, dict) else {}


def _settings(given: Any) -> dict[str, str]:
    """The settings that are of the right kind; a code that is not of its list is left out."""
    codes: dict[str, Sequence[str]] = {
        "kind": TurnKind.values,
        "voice": ["", *Voice.values],
        "asker": ["", *Asker.values],
    }
    return {
        name: value
        for name, value in _mapping(given).items()
        if name in (*CHOSEN, "label")
        and isinstance(value, str)
        and (name not in codes or value in codes[name])
        and not UNSTORABLE.search(value)
    }
