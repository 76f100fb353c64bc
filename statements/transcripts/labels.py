"""Which candidates are labels: decided by what they are, where they stand, and how they are used together.

A word before a colon proves nothing. What proves that people take turns is a mark that hardly occurs
otherwise (`Question:`, a bare Q, `MS. OAK:`, `В.Орлов:`, `记者：`): where one stands, labels of weaker form are
believed when they behave like labels. Where none stands, names must recur and take turns. The rules in order:

1. Strong: question and answer words, reporters, moderators, spokespersons, initials, capitals with a title,
   the speaker whom the editor named. They are labels at the start of any row. A one-letter mark other than Q
   needs its partner (`P:` and `R:`); a mark set off by a full stop or a dash, or a Q before a single space,
   needs company.
2. Medium: outlets, offices, institutions, courtesies. They are labels where rule 1 found one.
3. Without any strong label: names that recur and take turns, one of them asked something or each a full
   name; else outlets, if rule 4 finds who answers them; else one name above the whole speech.
4. Weak: any name. In a dialogue it is a label where it alone answers a question, or asks one between two
   turns of another or between a moderator's and another's; where it is the end of a longer label
   (`President Jane Doe:`, then `Jane Doe:`); a full name that recurs three times; any full name above a
   paragraph where many names are labels. A name believed once is believed wherever it recurs.
5. What remains must make sense: questions that nobody answers, answers that nobody asked and a name that
   occurs once in mid-text are words.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Final

from statements.transcripts.candidates import Candidate
from statements.transcripts.grades import Graded, grade
from statements.transcripts.names import Name, read_name
from statements.transcripts.narration import field_rows
from statements.transcripts.people import same_person
from statements.transcripts.rows import Rows

ASKING: Final = frozenset(("question", "reporter", "outlet"))
QUESTION_MARKS: Final = "?？؟՞፧"
_QUESTION_MARK_SET: Final = frozenset(QUESTION_MARKS)
_LOOK_BACK: Final = 300
_MOST_COMPARED: Final = 200
_OFTEN: Final = 3
_MANY_NAMES: Final = 4


def choose(
    rows: Rows, candidates: Sequence[Candidate], *, first_row: int, speaker: str, known: Iterable[str]
) -> list[Candidate]:
    """Return the candidates that are labels, in order.

    `first_row` is the row after the front matter, `speaker` the name that the editor gave or '', `known` the
    labels (names, without their colon) of which an editor says that they are labels.
    """
    given = {read_name(label).core for label in known}
    fields = field_rows(rows, first_row)
    usable = [found for found in candidates if found.row >= first_row and found.row not in fields]
    graded = grade(rows, usable, speaker, given)
    sure = sorted([*graded.strong, *graded.medium]) if graded.strong else []
    believed = sure or _conversation(rows, graded, first_row)
    if believed:
        believed = _with_weak(rows, believed, graded)
    return _sensible(rows, believed, first_row, speaker, given)


def _conversation(rows: Rows, graded: Graded, first_row: int) -> list[Candidate]:
    """Return the labels of a text without a strong one (rule 3)."""
    uses = Counter(found.name.core for found in (*graded.medium, *graded.weak))
    speaking = sorted(
        [*graded.medium, *(found for found in graded.weak if uses[found.name.core] > 1)],
    )
    speaking = sorted([*speaking, *_between_two_of_another(speaking, graded.weak)])
    cores = {found.name.core for found in speaking}
    if len(cores) > 1 and any(uses[core] > 1 for core in cores) and _take_turns(rows.text, speaking):
        return speaking
    outlets = [found for found in graded.medium if found.name.role == "outlet"]
    if outlets:
        return outlets
    full = [found for found in graded.weak if _full(found.name)]
    above = min([*graded.medium, *full], default=None)
    if above is None or not graded.medium or not _opens(rows, above.row, first_row):
        return []
    return sorted({above, *graded.medium})


def _between_two_of_another(speaking: list[Candidate], weak: list[Candidate]) -> list[Candidate]:
    """Return the full names, used once, that alone stand between two turns of another: one who answers once."""
    standing = {found.start for found in speaking}
    once = {found.start for found in weak if found.start not in standing and _full(found.name)}
    mixed = sorted([*speaking, *(found for found in weak if found.start in once)])
    threes = zip(mixed, mixed[1:], mixed[2:], strict=False)
    return [
        other
        for one, other, again in threes
        if other.start in once
        and one.name.core == again.name.core
        and one.start in standing
        and again.start in standing
    ]


def _take_turns(text: str, speaking: list[Candidate]) -> bool:
    """Return whether one of these asks another something, or two full names alternate."""
    for found, following in pairwise(speaking):
        if found.name.core != following.name.core and _asks(text, found.end, following.start):
            return True
    returns = zip(speaking, speaking[1:], speaking[2:], strict=False)
    return any(
        one.name.core == again.name.core != other.name.core and _full(one.name) and _full(other.name)
        for one, other, again in returns
    )


def _full(name: Name) -> bool:
    return bool(name.courtesy or name.role or name.shape == "capitals" or " " in name.speaker)


def _asks(text: str, start: int, end: int) -> bool:
    """Return whether a question mark stands near the end of this stretch."""
    return not _QUESTION_MARK_SET.isdisjoint(text[max(start, end - _LOOK_BACK) : end])


def _with_weak(rows: Rows, believed: list[Candidate], graded: Graded) -> list[Candidate]:
    """Return the labels with the weak names that behave like labels among them (rule 4), in order."""
    standing = {found.start for found in believed}
    waiting = sorted(found for found in (*graded.medium, *graded.weak) if found.start not in standing)
    uses = Counter(found.name.core for found in waiting)
    recurring = [found for found in waiting if uses[found.name.core] > 1]
    good = {found.name.core for found in _behaving(rows.text, believed, recurring)}
    good |= {found.name.core for found in waiting if uses[found.name.core] >= _OFTEN and _full(found.name)}
    good |= _otherwise_called(believed, waiting)
    believed = sorted([*believed, *(found for found in waiting if found.name.core in good)])
    waiting = [found for found in waiting if found.name.core not in good]
    if len({found.name.core for found in believed if _full(found.name) and not found.name.role}) >= _MANY_NAMES:
        once = [found for found in waiting if _full(found.name) and rows.opens_paragraph(found.row)]
    else:
        once = _behaving(rows.text, believed, [found for found in waiting if uses[found.name.core] == 1])
    return sorted([*believed, *once])


def _otherwise_called(believed: list[Candidate], waiting: list[Candidate]) -> set[str]:
    """Return the waiting names that end one believed: `Jane Doe` where `President Jane Doe` speaks."""
    names = {found.name.speaker for found in believed if found.name.role not in ASKING}
    if len(names) > _MOST_COMPARED:
        return set()
    return {
        found.name.core
        for found in waiting
        if " " in found.name.speaker.strip() or found.name.shape == "han"
        if any(name.endswith(found.name.speaker) for name in names)
    }


def _behaving(text: str, believed: list[Candidate], doubtful: list[Candidate]) -> list[Candidate]:
    """Return those of the doubtful that alone answer a question, or ask between two turns of another.

    Who asks after a moderator is called upon, and stands between two turns as well.

    Alone: no believed label answers before the next question, and of several doubtful ones the first does.
    """
    starts = [found.start for found in believed]
    good: list[Candidate] = []
    answered: set[int] = set()
    for found in doubtful:
        place = bisect_left(starts, found.start)
        before = believed[place - 1] if place else None
        after = believed[place] if place < len(believed) else None
        asked = before is not None and before.name.role in ASKING
        alone = after is None or after.name.role in ASKING
        if before is not None and asked:
            if alone and place not in answered and _is_said(text, before, found):
                answered.add(place)
                good.append(found)
        elif after is not None and not alone:
            called_upon = before is None or before.name.role == "moderator" or before.name.core == after.name.core
            good += [found] * (called_upon and _asks(text, found.end, after.start))
    return good


def _is_said(text: str, asked: Candidate, found: Candidate) -> bool:
    """Return whether something stands between a question's label and this one."""
    return bool(text[asked.end : min(found.start, asked.end + _LOOK_BACK)].strip())


def _sensible(rows: Rows, believed: list[Candidate], first_row: int, speaker: str, given: set[str]) -> list[Candidate]:
    """Return the labels that together make a transcript (rule 5); none where they do not."""
    asking = [found for found in believed if found.name.role in ASKING]
    others = [found for found in believed if found.name.role not in ASKING]
    if not believed or any(found.name.core in given for found in believed):
        return believed
    opens = _opens(rows, believed[0].row, first_row)
    if asking and not others:
        marks = [found for found in asking if found.name.role != "outlet"]
        return marks if len(marks) > 1 or (marks and opens) else []
    if not asking:
        others = [found for found in others if found.name.role != "answer"]
        cores = {found.name.core for found in others}
        recur = len(others) > len(cores)
        sure = len(cores) > 1 and any(found.name.shape in ("capitals", "initials") for found in others)
        named = bool(speaker) and any(same_person(speaker, found.name.speaker) for found in others[:_MOST_COMPARED])
        return others if recur or sure or opens or named else []
    return believed


def _opens(rows: Rows, row: int, first_row: int) -> bool:
    """Return whether nothing but what may be a heading stands above this row."""
    above = [text.strip() for text in rows.rows[max(first_row, row - 40) : row] if text.strip()]
    headings = all(len(text) <= 200 and not (text[-1] in ".!?。！？" and len(text) > 40) for text in above)
    return row - first_row < 40 and len(above) <= 12 and headings
