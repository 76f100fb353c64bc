"""The part of a form that shows what was understood of a text, and takes the editor's corrections of it.

It works without JavaScript: every press of a button sends the text and the corrections so far, and shows the turns
as they stand then. Of a long text one stretch of turns at a time has fields.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from statements.admin.understood import (
    CHOSEN,
    OWN,
    SPOKEN,
    BadCorrection,
    Corrections,
    LabelRow,
    Row,
    corrected,
    labels_of,
)
from statements.codes import Asker, TurnKind, Voice
from statements.models import Actor
from statements.passages import find_all
from statements.recording import NewTurn

AT_ONCE = 100
"""Turns that have fields on one page, and labels."""
OF_LABEL = ("kind", "whose", "voice", "asker")
"""What may be set for all turns with a label."""


@dataclass(frozen=True, slots=True)
class TurnRow:
    """A turn with its number and the names of its fields."""

    number: int
    row: Row
    problem: str

    @property
    def prefix(self) -> str:
        """What its fields' names begin with."""
        return f"t{self.row.start}"


class TurnsPanel:
    """What was understood, after the corrections that came with the form."""

    def __init__(
        self,
        base: Sequence[Row],
        data: Mapping[str, Any],
        *,
        actor: Actor | None,
        others: Iterable[Actor],
        mark: str,
        seen: Sequence[Row] = (),
    ) -> None:
        """Take `data` as corrections of `base`.

        `mark` tells the words: corrections of single turns hold only for those they were made on. `seen` are the
        turns as the form showed them, where they have changed since.
        """
        same_words = data.get("text_mark") == mark
        self.mark = mark
        self.actor = actor
        self.others = {str(other.pk): other for other in others if other != actor}
        self.problems: dict[int, str] = {}
        self.corrections = Corrections.from_json(str(data.get("corrections", "")))
        if not same_words:
            self.corrections.forget_places()
        self.first = number(data.get("show") or data.get("shown"), least=1)
        self._take(seen or base, data, same_words)
        self.rows = self._corrected(base)

    def _corrected(self, base: Sequence[Row]) -> list[Row]:
        """The rows; a label that does not fit is told at its turn and left out."""
        try:
            return corrected(base, self.corrections)
        except BadCorrection:
            for start, settings in self.corrections.turns.items():
                if "label" in settings:
                    self._try(base, start)
        return corrected(base, self.corrections)

    def _try(self, base: Sequence[Row], start: int) -> None:
        alone = Corrections(self.corrections.joins, self.corrections.cuts)
        alone.turns = {start: {"label": self.corrections.turns[start]["label"]}}
        try:
            corrected(base, alone)
        except BadCorrection as error:
            self.problems[start] = str(error)
            del self.corrections.turns[start]["label"]

    def _take(self, base: Sequence[Row], data: Mapping[str, Any], same_words: bool) -> None:
        """Compare what came with what was shown; what differs is a correction."""
        shown = self._corrected(base)
        for at in range(AT_ONCE):
            self._take_label(at, data, shown)
        for row in shown if same_words else ():
            self._take_turn(row, data)

    def _take_label(self, at: int, data: Mapping[str, Any], shown: Sequence[Row]) -> None:
        """Take the row of a label; what it showed came with it, for the text may be another now."""
        label = data.get(f"l{at}-label")
        was = str(data.get(f"l{at}-was", "")).split("|")
        if label is None or len(was) != len(OF_LABEL):
            return
        for name, before in zip(OF_LABEL, was, strict=True):
            value = data.get(f"l{at}-{name}")
            if value is not None and value != before and self._allowed(name, value):
                self.corrections.set_for_label(label, name, value, shown)
        if data.get(f"l{at}-none"):
            self.corrections.joins.update(row.start for row in shown if row.printed_label == label)

    def _take_turn(self, row: Row, data: Mapping[str, Any]) -> None:
        prefix = f"t{row.start}"
        if f"{prefix}-kind" not in data:
            return
        for name in CHOSEN:
            value = data.get(f"{prefix}-{name}")
            if value is not None and value != getattr(row, name) and self._allowed(name, value):
                self.corrections.set_for_turn(row.start, name, value)
        label = data.get(f"{prefix}-label")
        if label is not None and label.strip() != row.printed_label:
            self.corrections.set_for_turn(row.start, "label", label.strip())
        if data.get(f"{prefix}-join"):
            self.corrections.joins.add(row.start)
        if cut := str(data.get(f"{prefix}-cut", "")).strip():
            self._cut(row, cut)

    def _cut(self, row: Row, words: str) -> None:
        places = find_all(row.words, words)
        if len(places) == 1 and places[0] > 0:
            self.corrections.cuts.add(row.start + len(row.label) + places[0])
        elif len(places) > 1:
            self.problems[row.start] = _("“%(words)s” stands in it %(count)s times; give more of the words") % {
                "words": words, "count": len(places),
            }  # fmt: skip
        elif places:
            self.problems[row.start] = _("The turn begins with these words already")
        else:
            self.problems[row.start] = _("“%(words)s” does not stand in this turn") % {"words": words}

    def _allowed(self, name: str, value: str) -> bool:
        """Whether this is a value of the field's list; a name is any."""
        return name == "speaker" or value in {code for code, _label in self.choices[name]}

    @property
    def choices(self) -> dict[str, list[tuple[str, str]]]:
        """The lists of the selects."""
        own = self.actor.name if self.actor else _("the statement's actor")
        return {
            "kind": [(code, str(word)) for code, word in TurnKind.choices],
            "whose": [("", _("nobody's")), (OWN, own), *((pk, other.name) for pk, other in self.others.items())],
            "voice": [("", _("as in the form below")), *((code, str(word)) for code, word in Voice.choices)],
            "asker": [("", "–"), *((code, str(word)) for code, word in Asker.choices)],
        }

    @property
    def valid(self) -> bool:
        """Whether every correction could be made."""
        return not self.problems

    @property
    def shown(self) -> list[TurnRow]:
        """The turns that have fields now."""
        stretch = list(enumerate(self.rows, 1))[self.first - 1 : self.first - 1 + AT_ONCE]
        return [TurnRow(number, row, self.problems.get(row.start, "")) for number, row in stretch]

    @property
    def stretches(self) -> list[tuple[int, int]]:
        """First and last number of each stretch of turns."""
        count = len(self.rows)
        return [(at, min(at + AT_ONCE - 1, count)) for at in range(1, count + 1, AT_ONCE)] if count > AT_ONCE else []

    @property
    def labels(self) -> list[LabelRow]:
        """The labels that have fields: those used most where there are very many."""
        return labels_of(self.rows)[:AT_ONCE]

    @property
    def counts(self) -> dict[str, int]:
        """Exchanges, questions, turns of the actor's own words, words of nobody, and turns to look at."""
        kinds = Counter(row.kind for row in self.rows)
        return {
            "turns": len(self.rows),
            "exchanges": len({row.exchange for row in self.rows} - {None}),
            "questions": kinds[TurnKind.QUESTION],
            "own": sum(row.whose == OWN for row in self.rows),
            "others": sum(row.whose not in ("", OWN) for row in self.rows),
            "nobodys": sum(row.kind in SPOKEN and not row.whose for row in self.rows),
            "flagged": sum(bool(row.flagged) for row in self.rows),
        }

    def turns(self, *, voice: str) -> list[NewTurn]:
        """The turns as `recording` takes them; `voice` holds for the actor's own words unless a turn says another."""
        return [self._turn(row, voice) for row in self.rows]

    def _turn(self, row: Row, voice: str) -> NewTurn:
        own = row.whose == OWN
        return NewTurn(
            kind=row.kind,
            words=row.words,
            label=row.label,
            gap=row.gap,
            speaker=row.speaker[:300],
            exchange=row.exchange,
            actor=self.actor if own else self.others.get(row.whose),
            voice=(row.voice or (voice if own else "")) or None,
            asker=row.asker or None,
        )


def number(given: Any, *, least: int) -> int:
    """What was sent as a number; the least where it is none."""
    text = str(given or "")
    return max(least, int(text)) if text.isdecimal() and text.isascii() and len(text) < 9 else least
