"""Which question a turn answers: the numbering that reading and correcting share."""

from collections.abc import Hashable, Iterator, Sequence
from typing import Final, NamedTuple

from statements.transcripts.turns import TurnKind

MOST_ANSWERS: Final = 4


class Spoken(NamedTuple):
    """A spoken turn, as far as exchanges go.

    `asks`: it is a question. `who` compares two speakers. `goes_on`: the turn before, after narration. `leads`:
    a moderator's. `settled`: an editor has said whether it is an answer; None where nobody has.
    """

    asks: bool
    who: Hashable
    goes_on: bool = False
    leads: bool = False
    settled: TurnKind | None = None


def number_exchanges(spoken: Sequence[Spoken]) -> list[tuple[TurnKind, int | None]]:
    """Return the kind of each turn and its exchange, from 1, or None outside one.

    What is said after a question answers it, until the next question or a moderator. Where more than
    `MOST_ANSWERS` turns follow, they are a talk, and only the first to speak answers, until another speaks.
    What an editor settled as an answer is one wherever a question stands before it.
    """
    read: list[tuple[TurnKind, int | None]] = []
    for number, (asked, after) in enumerate(_between_questions(spoken)):
        read += [("question", number)] * asked
        first = after[0].who if after else None
        talk = sum(not turn.goes_on for turn in after) > MOST_ANSWERS
        closed = number == 0
        for turn in after:
            closed = closed or turn.leads or (talk and turn.who != first)
            answers = turn.settled == "answer" if turn.settled else not closed
            read.append(("answer", number) if answers and number else ("speech", None))
    return read


def exchanges_of_narration(turns: Sequence[tuple[TurnKind, int | None]]) -> list[int | None]:
    """Return the exchange of each turn, where narration between two turns of one exchange belongs to it."""
    exchanges = [exchange for _, exchange in turns]
    following: int | None = None
    for place in range(len(turns) - 1, -1, -1):
        if turns[place][0] == "narration":
            exchanges[place] = following
        else:
            following = exchanges[place]
    before: int | None = None
    for place, (kind, _) in enumerate(turns):
        if kind == "narration" and exchanges[place] != before:
            exchanges[place] = None
        elif kind != "narration":
            before = exchanges[place]
    return exchanges


def _between_questions(spoken: Sequence[Spoken]) -> Iterator[tuple[int, list[Spoken]]]:
    """Yield, for the start and then each question, the number of its own turns and what is said after it."""
    asked = 0
    after: list[Spoken] = []
    for turn in spoken:
        if turn.asks and not (turn.goes_on and asked and not after):
            yield asked, after
            asked, after = 1, []
        elif turn.asks:
            asked += 1
        else:
            after.append(turn)
    yield asked, after
