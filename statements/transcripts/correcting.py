"""An editor's corrections of what was understood: of all turns of a label, or of one. None changes a letter.

A correction settles the kind of the turns it names: later ones of other turns do not undo it. After each,
exchanges are numbered anew, what follows a new question becomes its answer, and what has lost its question
becomes speech.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from statements.transcripts.exchanges import Spoken, exchanges_of_narration, number_exchanges
from statements.transcripts.names import read_name
from statements.transcripts.turns import (
    MODERATOR,
    UNCLEAR,
    AskerCode,
    ParsedTurn,
    Transcript,
    TurnKind,
    printed_label,
)

KINDS: Final = ("question", "answer", "speech", "narration")
ASKERS: Final = ("outlet", "unnamed", "publisher")


class Uncorrectable(ValueError):
    """A correction that cannot be made; the message says what was expected."""


def relabel(
    transcript: Transcript,
    label: str,
    *,
    kind: TurnKind | None = None,
    theirs: bool | None = None,
    asker: AskerCode | None = None,
    is_label: bool = True,
) -> Transcript:
    """Return the transcript with all turns of a label corrected, and what goes on after narration within them.

    `label` is as printed; white space does not count. With `is_label=False` these words are no label: each such
    turn joins the turn before it. Raises `Uncorrectable` for a label that no turn has, for words proposed as
    the actor's in a question or in narration, and for an asker of what is no question.
    """
    wanted = printed_label(label)
    labelled = [turn.order for turn in transcript.turns if wanted and printed_label(turn.label) == wanted]
    if not labelled:
        raise Uncorrectable(f"no turn has the label {wanted!r}; expected one of {_labels(transcript)}")
    if is_label:
        return _changed(transcript, _going_on(transcript.turns, set(labelled)), kind, theirs, asker)
    turns: Sequence[ParsedTurn] = transcript.turns
    for order in reversed(labelled):
        turns = _joined(turns, order)
    return replace(transcript, turns=_renumbered(turns))


def amend(
    transcript: Transcript,
    order: int,
    *,
    kind: TurnKind | None = None,
    theirs: bool | None = None,
    asker: AskerCode | None = None,
    is_label: bool = True,
) -> Transcript:
    """Return the transcript with one turn corrected: its kind, whose words it is, its asker.

    With `is_label=False` its label is none, and the turn joins the one before it. Raises `Uncorrectable` as
    `relabel` does, and for an `order` that no turn has.
    """
    _turn(transcript, order)
    if not is_label:
        return merge_with_previous(transcript, order)
    return _changed(transcript, {order}, kind, theirs, asker)


def merge_with_previous(transcript: Transcript, order: int) -> Transcript:
    """Return the transcript with one turn's label and words joined to the turn before.

    Where no turn is before it, or only narration, the label becomes the first of its words: of the speaker
    before the narration, if there is one. Raises `Uncorrectable` for an `order` that no turn has.
    """
    _turn(transcript, order)
    return replace(transcript, turns=_renumbered(_joined(transcript.turns, order)))


def split(
    transcript: Transcript,
    order: int,
    position: int,
    *,
    label: str = "",
    kind: TurnKind = "speech",
    theirs: bool = False,
    asker: AskerCode | None = None,
) -> Transcript:
    """Return the transcript with one turn cut in two: at a label that was not seen, or where an answer begins.

    `position` counts the code points of the turn's words before the cut; white space there becomes the gap.
    `label` is what the words after the cut begin with, '' for none. Kind, attribution and asker are those of
    the new turn. Raises `Uncorrectable` as `relabel` does, for a cut that leaves one side without words, and for
    a label that does not stand there.
    """
    turn = _turn(transcript, order)
    before, after = turn.words[: max(position, 0)], turn.words[max(position, 0) :]
    said = before.rstrip()
    begun = after.lstrip()
    gap = before[len(said) :] + after[: len(after) - len(begun)]
    if not begun.startswith(label):
        raise Uncorrectable(f"turn {order} does not go on with {label!r} there; expected {begun[: len(label)]!r}")
    words = begun.removeprefix(label).lstrip()
    if not said or not words:
        raise Uncorrectable(f"turn {order} has no words on one side of the cut; expected a place within its words")
    printed = begun[: len(begun) - len(words)]
    second = _corrected(
        replace(turn, label=printed, speaker=_speaker(printed), words=words, theirs=False, asker="", kind="speech"),
        kind,
        theirs,
        asker,
    )
    turns = [*transcript.turns[: order - 1], replace(turn, words=said, gap=gap), second, *transcript.turns[order:]]
    return replace(transcript, turns=_renumbered(turns))


def _speaker(label: str) -> str:
    """Return the name inside a label."""
    return read_name(label.strip().strip("*_").rstrip(":：").strip("*_ \u00a0")).speaker


def _turn(transcript: Transcript, order: int) -> ParsedTurn:
    if not 1 <= order <= len(transcript.turns):
        raise Uncorrectable(f"there is no turn {order}; expected a number from 1 to {len(transcript.turns)}")
    return transcript.turns[order - 1]


def _labels(transcript: Transcript) -> str:
    return ", ".join(repr(use.label) for use in transcript.labels()) or "none: the text has no labels"


def _going_on(turns: Sequence[ParsedTurn], orders: set[int]) -> set[int]:
    """Return the orders, and those of the turns in which the same speaker goes on after narration."""
    found = set(orders)
    last: ParsedTurn | None = None
    narrated = False
    for turn in turns:
        label = printed_label(turn.label)
        if turn.kind == "narration" and not label:
            narrated = True
            continue
        alike = last is not None and (turn.theirs, turn.flagged) == (last.theirs, last.flagged)
        if narrated and not label and last is not None and alike and last.order in found:
            found.add(turn.order)
        last, narrated = turn, False
    return found


def _changed(
    transcript: Transcript,
    orders: set[int],
    kind: TurnKind | None,
    theirs: bool | None,
    asker: AskerCode | None,
) -> Transcript:
    if kind is not None and kind not in KINDS:
        raise Uncorrectable(f"there is no kind {kind!r}; expected one of {', '.join(KINDS)}")
    if asker is not None and asker not in ASKERS:
        raise Uncorrectable(f"there is no asker {asker!r}; expected one of {', '.join(ASKERS)}")
    turns = [_corrected(turn, kind, theirs, asker) if turn.order in orders else turn for turn in transcript.turns]
    return replace(transcript, turns=_renumbered(turns))


def _corrected(turn: ParsedTurn, kind: TurnKind | None, theirs: bool | None, asker: AskerCode | None) -> ParsedTurn:
    new_kind = kind or turn.kind
    nobodys = new_kind in ("question", "narration")
    if theirs and nobodys:
        raise Uncorrectable(f"turn {turn.order} is {new_kind}, which is nobody's words; expected answer or speech")
    if asker and new_kind != "question":
        raise Uncorrectable(f"turn {turn.order} is {new_kind} and has no asker; expected a question")
    return replace(
        turn,
        kind=new_kind,
        theirs=not nobodys and (turn.theirs if theirs is None else theirs),
        asker=(asker or turn.asker or "unnamed") if new_kind == "question" else "",
        flagged=turn.flagged if kind is None and _still_flagged(turn, theirs) else "",
        settled=turn.settled or kind is not None,
    )


def _still_flagged(turn: ParsedTurn, theirs: bool | None) -> bool:
    """Return whether a flag stays: until someone says whose words these are, a moderator's until they are theirs."""
    return theirs is None or (turn.flagged == MODERATOR and not theirs)


def _joined(turns: Sequence[ParsedTurn], order: int) -> list[ParsedTurn]:
    """Return the turns with the label of one made words of the turn before (their orders not yet counted anew)."""
    place = next(number for number, turn in enumerate(turns) if turn.order == order)
    turn = turns[place]
    before = turns[place - 1] if place else None
    if before is not None and before.kind != "narration":
        joined = replace(before, words=before.words + before.gap + turn.label + turn.words, gap=turn.gap)
        return [*turns[: place - 1], joined, *turns[place + 1 :]]
    space = len(turn.label) - len(turn.label.lstrip())
    label, words = turn.label[:space], turn.label[space:] + turn.words
    speaking = next((other for other in reversed(turns[:place]) if other.kind != "narration"), None)
    if speaking is None:
        alone = replace(
            turn, kind="speech", label=label, speaker="", words=words, theirs=False, asker="", flagged=UNCLEAR
        )
    else:
        alone = replace(speaking, order=turn.order, label=label, speaker="", words=words, gap=turn.gap)
    return [*turns[:place], alone, *turns[place + 1 :]]


def _renumbered(turns: Sequence[ParsedTurn]) -> tuple[ParsedTurn, ...]:
    """Return the turns with orders from 1 and exchanges as they now are."""
    said = []
    labels_until_now = ""
    for turn in turns:
        if turn.kind == "narration":
            continue
        label = printed_label(turn.label)
        goes_on = not label and bool(labels_until_now)
        labels_until_now = label or labels_until_now
        said.append(
            Spoken(
                turn.kind == "question",
                turn.speaker or labels_until_now,
                goes_on=goes_on,
                leads=turn.flagged == MODERATOR,
                settled=turn.kind if turn.settled else None,
            )
        )
    readings = iter(number_exchanges(said))
    read = [("narration", None) if turn.kind == "narration" else next(readings) for turn in turns]
    exchanges = exchanges_of_narration(read)
    return tuple(
        replace(turn, order=order, kind=kind, exchange=exchange, settled=turn.settled and turn.kind == kind)
        for order, (turn, (kind, _), exchange) in enumerate(zip(turns, read, exchanges, strict=True), start=1)
    )
