"""Whose words are whose: kinds, exchanges, the statement's own speaker, and what must be flagged.

The rules, in the order in which they are tried:

1. *Questions.* A question word, a reporter or an outlet asks. Where no label says so in general terms, a name
   asks whose turns are mostly questions that another answers. A moderator asks only where no one else does.
2. *Exchanges.* A question begins one; what is said after it answers, until the next question or a moderator.
   More than a handful of turns after one question is a talk, in which only the first to speak answers.
3. *The statement's own speaker* is the one whom the editor named; else the only one who is named in the
   heading; else the only spokesperson or institution; else the only one who answers (nine answers of ten are
   enough); else the only one who bears an office, where nobody answers more; else the only one who speaks.
4. *Theirs* are the turns of that speaker, never a question, never narration, never a moderator's turn, nor
   what stands without a label below the rule that closes the talk. All others are nobody's words and flagged.
   Where rule 3 finds nobody, all speakers are flagged as unclear.
5. *The asker* of a question with an outlet's label is an outlet. It is the publisher where the word for a
   question, spelled out, is the only label that asks, exactly one speaker answers and nobody moderates.
   Otherwise the asker is unnamed.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from statements.transcripts.exchanges import Spoken, exchanges_of_narration, number_exchanges
from statements.transcripts.labels import ASKING, QUESTION_MARKS
from statements.transcripts.names import Name
from statements.transcripts.people import same_person, stands_in_heading
from statements.transcripts.turns import ANOTHER_SPEAKER, MODERATOR, NO_ANSWER, UNCLEAR, AskerCode, TurnKind

_NOBODY: Final = -1
_MOST_COMPARED: Final = 200
_MOSTLY: Final = 0.6
_CLEARLY: Final = 0.9
_QUESTION_MARK: Final = re.compile(f"[{QUESTION_MARKS}]")
_PARAGRAPHS: Final = re.compile(r"\n[^\S\n]*+\n")

People = Mapping[int, Sequence[Name]]


@dataclass(slots=True)
class Draft:
    """A turn in the making: its places in the text, its label's name, and how it is read so far.

    The label stands from `start` to `begins`, the words from there to `ends`, the gap up to `until`. `name` is
    None without a label; `goes_on`: the speaker of the turn before goes on after narration; `closed`: it stands
    below the mark that closes the talk. `person` numbers the speakers; a turn above all labels has none, nor has
    one below that mark.
    """

    start: int
    begins: int
    kind: TurnKind
    name: Name | None = None
    goes_on: bool = False
    closed: bool = False
    ends: int = 0
    until: int = 0
    person: int = _NOBODY
    exchange: int | None = None
    theirs: bool = False
    asker: AskerCode = ""
    flagged: str = ""


def attribute(drafts: Sequence[Draft], text: str, *, heading: str, speaker: str, asker: AskerCode) -> None:
    """Fill in kinds, exchanges, whose words they are, askers and flags of all turns of a text, in place.

    `heading` is what stands at the top (a title, a named speaker), `speaker` the name that the editor gave,
    `asker` the asker that the editor gave for all questions; each can be ''.
    """
    people = _people(drafts)
    spoken = [draft for draft in drafts if draft.kind != "narration"]
    if not people:
        for draft in spoken:
            draft.theirs = True
        return
    asking = _who_asks(spoken, text, people, speaker)
    leading = {number for number in people if _role(people, number) == "moderator"} - asking
    _number(drafts, spoken, asking, leading)
    answering = Counter(draft.person for draft in spoken if draft.kind == "answer" and not draft.goes_on)
    bystanders = {number for number in people if _role(people, number) == "bystander"}
    partners = {number: names for number, names in people.items() if number not in asking | leading | bystanders}
    own = _own_speaker(partners, answering, heading, speaker)
    published = len(answering) == len(people) - len(asking) == 1 and _is_a_spelled_question(people, asking)
    for draft in spoken:
        if draft.kind == "question":
            draft.asker = asker or _asker(people, draft.person, published=published)
        else:
            draft.theirs = own is not None and draft.person == own
            draft.flagged = "" if draft.theirs else _flag(draft.person, leading, bystanders, own)
    for question, following in pairwise([*spoken, None]):
        if question is not None and question.kind == "question":
            answered = following is not None and following.exchange == question.exchange
            if not answered and _PARAGRAPHS.search(text, question.begins, question.ends):
                question.flagged = NO_ANSWER


def _people(drafts: Sequence[Draft]) -> dict[int, list[Name]]:
    """Number the speakers of all drafts, in place, and return the names by which each goes, the first one first.

    `President Jane Doe:` and `Jane Doe:` are one person; all labels that name no one and ask are one asker.
    """
    people: dict[int, list[Name]] = {}
    of_name: dict[tuple[str, str], int] = {}
    of_mark: dict[str, int] = {}
    last = _NOBODY
    for draft in drafts:
        if draft.kind == "narration":
            continue
        if draft.name is not None:
            name = draft.name
            key = (name.core, name.speaker)
            if key not in of_name:
                number = of_mark.get(name.role) if not name.speaker else None
                of_name[key] = _known_person(name, people) if number is None else number
                people.setdefault(of_name[key], []).append(name)
                if not name.speaker:
                    of_mark[name.role] = of_name[key]
            last = of_name[key]
        draft.person = _NOBODY if draft.closed else last
    return people


def _known_person(name: Name, people: dict[int, list[Name]]) -> int:
    """Return the number of the person who goes by this name, or the next free number."""
    if name.speaker and name.role not in ASKING and len(people) <= _MOST_COMPARED:
        for number, names in people.items():
            if names[0].role not in ASKING and any(same_person(name.speaker, known.speaker) for known in names):
                return number
    return len(people)


def _role(people: People, number: int) -> str:
    return people[number][0].role if number in people else ""


def _who_asks(spoken: Sequence[Draft], text: str, people: People, speaker: str) -> set[int]:
    """Return the numbers of those whose turns are questions (rule 1)."""
    asking = {number for number in people if _role(people, number) in ASKING}
    if any(_role(people, number) != "outlet" for number in asking):
        return asking
    rates = _question_rates(spoken, text, asking)
    by_name = {
        number
        for number, rate in rates.items()
        if rate >= _MOSTLY and _role(people, number) == "" and not (speaker and _is_called(people[number], speaker))
    }
    if any(rate < 0.5 for number, rate in rates.items() if number not in by_name):
        asking |= by_name
    if not asking:
        leading = {number for number in people if _role(people, number) == "moderator"}
        asking = {number for number in leading if rates.get(number, 0) >= 0.5 and len(rates) > 1}
    return asking


def _question_rates(spoken: Sequence[Draft], text: str, asking: set[int]) -> dict[int, float]:
    """Return, for each who is not known to ask, how many of the turns ask something and are followed by another's."""
    turns: Counter[int] = Counter()
    asks: Counter[int] = Counter()
    for draft, following in pairwise([*spoken, None]):
        if draft is None or draft.person in asking or draft.person == _NOBODY:
            continue
        turns[draft.person] += 1
        answered = following is not None and following.person not in asking and following.person != draft.person
        asks[draft.person] += answered and bool(_QUESTION_MARK.search(text, draft.begins, draft.ends))
    return {number: asks[number] / count for number, count in turns.items()}


def _number(drafts: Sequence[Draft], spoken: Sequence[Draft], asking: set[int], leading: set[int]) -> None:
    """Set kind and exchange of every draft (rule 2)."""
    said = [
        Spoken(draft.person in asking, draft.person, goes_on=draft.goes_on, leads=draft.person in leading)
        for draft in spoken
    ]
    for draft, (kind, exchange) in zip(spoken, number_exchanges(said), strict=True):
        draft.kind, draft.exchange = kind, exchange
    between = exchanges_of_narration([(draft.kind, draft.exchange) for draft in drafts])
    for draft, exchange in zip(drafts, between, strict=True):
        draft.exchange = exchange


def _own_speaker(people: People, answering: Counter[int], heading: str, speaker: str) -> int | None:
    """Return the number of the statement's own speaker, None where it is not clear who that is (rule 3)."""
    if speaker:
        called = [number for number, names in people.items() if _is_called(names, speaker)]
        if called:
            return called[0] if len(called) == 1 else None
    if len(people) <= _MOST_COMPARED:
        headed = [
            number
            for number, names in people.items()
            if any(stands_in_heading(name.speaker, heading) for name in names)
        ]
        if len(headed) == 1:
            return headed[0]
    for role in ("spokesperson", "body"):
        held = [number for number in people if _role(people, number) == role]
        if held:
            return held[0] if len(held) == 1 else None
    answers = Counter({number: count for number, count in answering.items() if number in people})
    most, count = answers.most_common(1)[0] if answers else (_NOBODY, 0)
    if count and count >= _CLEARLY * answers.total():
        return most
    bearers = [number for number in people if _role(people, number) == "office"]
    if len(bearers) == 1 and answers[bearers[0]] == count:
        return bearers[0]
    return next(iter(people)) if len(people) == 1 else None


def _is_called(names: Sequence[Name], speaker: str) -> bool:
    return any(same_person(speaker, name.speaker) for name in names)


def _flag(person: int, leading: set[int], bystanders: set[int], own: int | None) -> str:
    if person in leading:
        return MODERATOR
    if person in bystanders:
        return ANOTHER_SPEAKER
    return UNCLEAR if own is None or person == _NOBODY else ANOTHER_SPEAKER


def _is_a_spelled_question(people: People, asking: set[int]) -> bool:
    """Return whether the word for a question, spelled out and without a name, is the only label that asks."""
    if len(asking) != 1:
        return False
    names = people[next(iter(asking))]
    return all(name.role == "question" and not name.speaker and not name.letter for name in names)


def _asker(people: People, person: int, *, published: bool) -> AskerCode:
    if _role(people, person) == "outlet":
        return "outlet"
    return "publisher" if published else "unnamed"
