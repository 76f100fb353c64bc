"""How much the form of a candidate proves: strong, medium, weak, or nothing.

Strong are marks that hardly occur but as labels. A mark for a question or an answer is strong if the text holds
its company: `P:` with `R:`, `Q.` with `A.`, a Q before a single space with another.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from statements.transcripts import vocabulary as words
from statements.transcripts.candidates import Candidate, Form
from statements.transcripts.names import Name
from statements.transcripts.people import same_person
from statements.transcripts.rows import Rows

_STRONG: Final = 3
_MEDIUM: Final = 2
_WEAK: Final = 1
_NONE: Final = 0
_OF_A_PHRASE: Final = frozenset(("and", "for", "to", "in", "on", "from", "with"))


@dataclass(frozen=True, slots=True)
class Graded:
    """The candidates at places where a label may stand, by how much their form proves."""

    strong: list[Candidate] = field(default_factory=list)
    medium: list[Candidate] = field(default_factory=list)
    weak: list[Candidate] = field(default_factory=list)


def grade(rows: Rows, candidates: Sequence[Candidate], speaker: str, given: set[str]) -> Graded:
    """Return the candidates by their grades, each in the order of the text.

    `speaker` is the name that the editor gave or ''; `given` are the cores of names of which an editor said that
    they are labels. A candidate that is not strong counts only where a row begins anew.
    """
    marks = _Marks(candidates)
    grades: dict[Form, int] = {}
    graded = Graded()
    by_grade = {_STRONG: graded.strong, _MEDIUM: graded.medium, _WEAK: graded.weak}
    for given_form in candidates:
        found = marks.resolved(given_form)
        proof = grades.get(found.form)
        if proof is None:
            proof = _STRONG if found.name.core in given else _grade_of(found.form, speaker, marks)
            grades[found.form] = proof
        if proof == _STRONG or (proof != _NONE and rows.begins_anew(found.row)):
            by_grade[proof].append(found)
    if any(_is_titled_in_capitals(found.name) for found in graded.strong):
        _raise_names_in_capitals(graded)
    return graded


def _raise_names_in_capitals(graded: Graded) -> None:
    """Make medium what is printed in two or more capitalised words, in a text whose labels are in capitals."""
    raised = {found.start for found in graded.weak if found.name.shape == "capitals" and " " in found.name.speaker}
    graded.medium[:] = sorted([*graded.medium, *(found for found in graded.weak if found.start in raised)])
    graded.weak[:] = [found for found in graded.weak if found.start not in raised]


def _is_titled_in_capitals(name: Name) -> bool:
    """Return whether this is `MS. DOE` or `SECRETARY OF STATE DOE`, not `JUSTICE FOR ALL`."""
    held = name.role == "office" and _OF_A_PHRASE.isdisjoint(name.core.split())
    return name.shape == "capitals" and (name.courtesy or held)


class _Marks:
    """Which one-letter and full-stop marks a text holds, so that a mark can be believed for its company."""

    def __init__(self, candidates: Sequence[Candidate]) -> None:
        self.letters: dict[str, set[str]] = defaultdict(set)
        self.stops: set[str] = set()
        self.uses: Counter[tuple[str, str]] = Counter()
        self.wide_q = False
        forms = [found.form for found in candidates]
        self.names = Counter(form.otherwise.name.core for form in forms if form.otherwise)
        for form, count in Counter(forms).items():
            if _is_mark(form.name):
                self.uses[form.name.core, form.style] += count
                self.stops.add(form.name.role if form.style == "stop" else "")
                if form.name.letter:
                    self.letters[form.style].add(form.name.core)
                if form.style == "bare" and form.name.core == "q":
                    self.wide_q |= form.wide

    def resolved(self, found: Candidate) -> Candidate:
        """Return the candidate as a name with an initial, where its full stop ends no mark or the name recurs."""
        name = found.form.otherwise
        if name is None or (self.believed(found.form) and self.names[name.name.core] == 1):
            return found
        return found.read_as(name)

    def believed(self, found: Form) -> bool:
        """Return whether a mark for a question or an answer is one."""
        core, style = found.name.core, found.style
        if style == "bare":
            return self._bare(found)
        if core == "q" and (style != "stop" or self.uses["q", "bare"]):
            return True
        if style == "stop" and not {"question", "answer"} <= self.stops:
            return found.name.role == "question" and self.uses[core, style] > 1 and not found.name.letter
        if not found.name.letter:
            return True
        here = self.letters[style] | (self.letters["bare"] if core == "a" else set())
        partners = words.ANSWERS_TO_LETTER.get(core, frozenset())
        asks = any(core in answers for letter, answers in words.ANSWERS_TO_LETTER.items() if letter in here)
        return asks or bool(partners & here)

    def _bare(self, found: Form) -> bool:
        if found.name.core == "a":
            return found.wide and self.wide_q
        return found.wide or self.wide_q or self.uses["q", "bare"] > 1 or bool(self.letters["colon"])


def _grade_of(found: Form, speaker: str, marks: _Marks) -> int:
    name = found.name
    if _is_mark(name):
        small = found.printed[:1].islower() and not found.bold
        return _STRONG if not small and marks.believed(found) else _NONE
    if found.bulleted or not name.shape or found.style in ("bare", "stop"):
        return _NONE
    if speaker and same_person(speaker, name.speaker):
        return _STRONG
    if name.role in ("moderator", "reporter", "spokesperson") or name.shape == "initials":
        return _STRONG
    if _is_titled_in_capitals(name):
        return _STRONG
    if found.style == "bracket":
        return _STRONG if name.role else _NONE
    if name.role or name.courtesy:
        return _MEDIUM
    return _WEAK if _short_enough(name) else _NONE


def _is_mark(name: Name) -> bool:
    """Return whether a name is a word or letter for a question or an answer: also `Q (AFP)`, an outlet's letter."""
    return name.letter or name.role in ("question", "answer")


def _short_enough(name: Name) -> bool:
    """Return whether a name without any sign of an office is no longer than a person's name is."""
    limits = {"han": 6, "caseless": 30}
    return len(name.speaker) <= limits.get(name.shape, 60)
