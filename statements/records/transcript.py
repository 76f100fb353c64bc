"""A transcript in a file as a record: what `transcripts.parse` understood, with what was said about it."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from statements import dates, languages, transcripts
from statements.codes import Form, Kind, TurnKind
from statements.records.checking import name_of
from statements.records.files import Given
from statements.records.names import People
from statements.transcripts.turns import printed_label

OWN_WORDS = (TurnKind.ANSWER, TurnKind.SPEECH)


@dataclass(frozen=True, slots=True)
class About:
    """What is said about a transcript; `attribute` maps labels to the names of actors ('': nobody)."""

    actor: str
    said_on: str
    actor_kind: str | None = None
    title: str = ""
    speaker: str = ""
    attribute: Mapping[str, str] = field(default_factory=dict)
    asker: str = ""
    voice: str | None = None
    form: str | None = None
    language: str = ""
    source_url: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """A transcript, whose words each of its turns is, and the record made of both."""

    transcript: transcripts.Transcript
    whose: list[str]
    """The actor's name by turn, '' for nobody's."""
    attributed: Mapping[str, str]
    """What was said about labels: whose words theirs are."""
    record: dict[str, Any]

    def as_source(self, name: str) -> Given:
        """The record as an import reads it; `name` is the file's."""
        return Given(name, json.dumps(self.record, ensure_ascii=True).encode())

    def lines(self) -> Iterator[str]:
        """What was understood, for a person to read."""
        turns = self.transcript.turns
        asked = {turn.exchange for turn in turns if turn.exchange is not None}
        yield f"title: {self.record['title']}"
        yield f"turns: {len(turns):,}, exchanges: {len(asked):,}, language: {self.record['language']}"
        for use in self.transcript.labels():
            whose = sorted({self.whose[turn.order - 1] or "nobody" for turn in self._with(use.label)})
            asker = f", asked by {use.asker}" if use.asker else ""
            flag = f" [{transcripts.FLAGS[use.flagged]}]" if use.flagged and use.label not in self.attributed else ""
            yield f"  {use.label}  {use.count:,} × {use.kind}{asker}, words of {', '.join(whose)}{flag}"
        unlabelled = [turn for turn in turns if not turn.label]
        for kind in TurnKind.values:
            alike = [turn for turn in unlabelled if turn.kind == kind]
            if alike:
                whose = sorted({self.whose[turn.order - 1] or "nobody" for turn in alike})
                yield f"  (no label)  {len(alike):,} × {kind}, words of {', '.join(whose)}"

    def _with(self, label: str) -> list[transcripts.ParsedTurn]:
        return [turn for turn in self.transcript.turns if printed_label(turn.label) == label]


def understand(text: str, about: About, people: People) -> Understood:
    """What is understood of a text, and its record.

    A new actor named without a kind is an office. Errors: `transcripts.Unstorable`; `transcripts.Uncorrectable`
    for an attributed label that the text does not have.
    """
    transcript = transcripts.parse(text, speaker=about.speaker, asker=about.asker)  # type: ignore[arg-type]
    transcript, attributed = _attributed(transcript, about.attribute)
    actor = name_of(about.actor)
    whose = [
        attributed.get(printed_label(turn.label), actor if turn.theirs else "") if turn.kind in OWN_WORDS else ""
        for turn in transcript.turns
    ]
    return Understood(transcript, whose, attributed, _record(transcript, whose, about, people))


def _attributed(
    transcript: transcripts.Transcript, attribute: Mapping[str, str]
) -> tuple[transcripts.Transcript, dict[str, str]]:
    """The transcript with labels that somebody's words have read as speech, and whose words each label's are."""
    printed = {_bare(use.label): use.label for use in transcript.labels()}
    attributed = {}
    for label, actor in attribute.items():
        own = printed.get(_bare(label), label)
        use = next((use for use in transcript.labels() if use.label == own), None)
        if use is None or (actor and use.kind not in OWN_WORDS):
            transcript = transcripts.relabel(transcript, own, kind="speech")
        attributed[own] = name_of(actor)
    return transcript, attributed


def _bare(label: str) -> str:
    return printed_label(label).rstrip(":： ")


def _record(transcript: transcripts.Transcript, whose: list[str], about: About, people: People) -> dict[str, Any]:
    actor = name_of(about.actor)
    kind = about.actor_kind or (None if people.means(actor) else Kind.OFFICE.value)
    asked = any(turn.kind == "question" for turn in transcript.turns)
    words = transcript.text()
    return {
        # The same text of the same actor is the same statement, however often the file is imported.
        "key": "transcript-" + hashlib.sha256(f"{actor}\n{words}".encode()).hexdigest()[:32],
        "actor": actor,
        "actor_kind": kind,
        "speaker": about.speaker,
        "form": about.form or (Form.ANSWERS if asked else Form.FORMAL_STATEMENT),
        "title": about.title or transcript.title or _title(actor, about.said_on),
        "said_on": about.said_on,
        "source_url": about.source_url,
        "language": about.language or languages.guess(words),
        "turns": [
            {
                "kind": turn.kind,
                "label": turn.label,
                "speaker": turn.speaker[:300],
                "words": turn.words,
                "gap": turn.gap,
                "exchange": turn.exchange,
                "actor": own or None,
                "voice": about.voice if own == actor else None,
                "asker": turn.asker or None,
            }
            for turn, own in zip(transcript.turns, whose, strict=True)
        ],
    }


def _title(actor: str, said_on: str) -> str:
    try:
        said = dates.parse(said_on)
    except dates.BadDate:
        return actor
    return f"{actor}, {dates.show(said)}" if said.value else actor
