"""The method page's words: every code explained, from the same lists that the code uses."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from statements import codes

Words = str | Promise


LISTS: dict[str, type[TextChoices]] = {
    "stance": codes.Stance,
    "basis": codes.Basis,
    "commitment": codes.Commitment,
    "voice": codes.Voice,
    "form": codes.Form,
    "turn": codes.TurnKind,
    "asker": codes.Asker,
    "outcome": codes.Outcome,
    "read": codes.ReadOutcome,
    "authority": codes.Authority,
    "capacity": codes.Capacity,
    "about": codes.About,
    "relation": codes.Relation,
    "origin": codes.Origin,
    "kind": codes.Kind,
}
"""The lists that readers meet, by the name that templates and addresses give them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A code as files and addresses have it, its word and its meaning; `anchor` is its place on the page."""

    code: str
    word: Words
    meaning: Words
    anchor: str


@dataclass(frozen=True, slots=True)
class Section:
    """One list of codes; `anchor` is its place on the page."""

    anchor: str
    title: Words
    lede: Words
    entries: tuple[Entry, ...]


MEANINGS: dict[type[TextChoices], Mapping[str, Words]] = {
    codes.Stance: {
        "supports": _("The words are for the proposition, without a condition."),
        "conditional-support": _("For it, with conditions or reservations; the words of the condition are quoted."),
        "mixed": _("Passages of the same statement point both ways, or the words weigh both sides."),
        "conditional-opposition": _("Against it, with exceptions; the words of the exception are quoted."),
        "opposes": _("The words are against the proposition."),
        "no-position": _("The actor says that it takes no position. Silence is never read so."),
    },
    codes.Basis: {
        "said": _("The actor's own words, by its own speaker."),
        "joint": _("The actor signed a common text; the words are the text's."),
        "group": _("A group spoke on the actor's behalf."),
        "aligned": _("The actor aligned itself with another's statement."),
        "co-sponsored": _("The actor is a co-sponsor of the text."),
        "response": _("A vote or formal reply in an official record, in the record's own word."),
        "reported": _("An observer reports it. The words are the observer's."),
        "attributed": _("Another actor says that this actor holds it. Never counted as the actor's own."),
    },
    codes.Commitment: {
        "describes": _("Tells what is, with no view of its own."),
        "states-view": _("Says what it thinks."),
        "calls-for": _("Asks others to act. It stands outside the order of firmness."),
        "offers": _("Stands ready, or proposes."),
        "commits": _("Says that it will, or pledges to."),
        "done": _("Reports as done."),
    },
    codes.Voice: {
        "head": _("A head of state or of government."),
        "minister": _("A minister, or an equal in rank."),
        "senior-official": _("A named official below a minister."),
        "ambassador": _("An ambassador or permanent representative."),
        "spokesperson": _("A spokesperson, named or not."),
        "delegate": _("An office or delegation, with no speaker named."),
        "unnamed-official": _("An official whose name is withheld."),
        "unknown": _("The source does not say."),
    },
    codes.Form: {
        "adopted-document": _("A text that a body adopted."),
        "formal-statement": _("A statement made in a formal meeting or as one."),
        "prepared-speech": _("A speech read out."),
        "answers": _("Questions and the answers to them."),
        "press-release": _("A text given to the press."),
        "article": _("An article under the actor's name."),
        "post": _("A post on a network or site."),
        "report": _("A third party's account of what others said."),
        "vote": _("A roll call or a formal reply."),
    },
    codes.Authority: {
        "original": _("The words as they were said or issued."),
        "official-translation": _("Translated by the actor or on its order."),
        "our-translation": _("Translated by the editors."),
        "machine-translation": _("Translated by a machine; labelled wherever it stands."),
    },
    codes.TurnKind: {
        "question": _("What was asked. Its words are nobody's position and never the answerer's."),
        "answer": _("The words of the one who answers."),
        "speech": _("Words said without a question."),
        "narration": _("Headings, stage directions and what the source says in its own voice."),
    },
    codes.Asker: {
        "outlet": _("The source names who asked."),
        "unnamed": _("Someone asked; the source does not say who."),
        "publisher": _("The one who answers published the question together with the answer."),
    },
    codes.Outcome: {
        "answers": _("It says what was asked."),
        "partly": _("It says a part of what was asked."),
        "reframes": _("It answers another question."),
        "declines": _("It says that it will not answer."),
    },
    codes.ReadOutcome: {
        "nothing-found": _("An editor read the statement for this tag and found no position."),
        "asked-no-answer": _("The question was put and not answered."),
    },
    codes.Capacity: {
        "signs": _("It is a signatory of the text."),
        "aligns": _("It aligned itself with the statement."),
        "co-sponsors": _("It is a co-sponsor."),
        "speaks-for": _("The statement was made on its behalf."),
        "dissociates": _("It set itself apart, from all of it or on the tags named."),
    },
    codes.About: {
        "should": _("A proposition about what ought to be done."),
        "is": _("A proposition about what is the case."),
    },
    codes.Relation: {
        "reaffirms": _("The actor says again what it said before, and an editor marked it so."),
        "walks-back": _("The actor takes back what it said before, and an editor marked it so."),
    },
    codes.Origin: {
        "editor": _("An editor read the words and coded the position."),
        "import": _("It came with a file and no editor has read it. It can be left out."),
        "machine": _("A machine proposed it. It never counts as a coder."),
    },
    codes.Kind: {
        "country": _("A state, with the bodies that speak for it."),
        "organisation": _("An international organisation or a group of states."),
        "office": _("A ministry, an embassy: it speaks for a country and keeps a lane of its own."),
        "company": _("A company."),
        "civil-society": _("A body of civil society, a newspaper among them."),
        "person": _("A person speaking for nobody else."),
    },
}

TITLES: dict[type[TextChoices], tuple[str, Words, Words]] = {
    codes.Stance: (
        "stances",
        _("Where an actor stands"),
        _("Ordered for sorting and colour. Never averaged, never summed, and no colour means good or bad."),
    ),
    codes.Basis: (
        "bases",
        _("How a position is the actor's"),
        _("Comparisons show an actor's own words and common texts unless asked for more."),
    ),
    codes.Commitment: (
        "firmness",
        _("How firmly"),
        _("Only four have an order: states a view, offers, commits, reports as done."),
    ),
    codes.Voice: ("voices", _("Said by"), _("Who speaks the words for the actor. Documents are not ranked.")),
    codes.Form: ("forms", _("Forms of statements"), _("What sort of utterance it is.")),
    codes.TurnKind: ("parts", _("Parts of a statement"), _("Every letter of the source stands in one of them.")),
    codes.Asker: ("askers", _("Who asked"), _("A question without a name is said to be one.")),
    codes.Outcome: ("answers", _("What an answer does"), _("As an editor reads it.")),
    codes.ReadOutcome: (
        "absence",
        _("Where there is no position"),
        _(
            "Absence is not opposition. An empty cell says why it is empty, in this order: no statement recorded in "
            "this period; asked, did not answer; read, nothing found; not yet read for this."
        ),
    ),
    codes.Authority: ("texts", _("Originals and translations"), _("Each text says whose wording it is.")),
    codes.Capacity: ("backing", _("Who stands behind a statement"), _("As its text or its record says.")),
    codes.About: ("about", _("What a proposition is about"), _("One sentence that can be supported or opposed.")),
    codes.Relation: ("relations", _("Said again, taken back"), _("Marked by an editor, with the earlier reading.")),
    codes.Origin: ("origin", _("Who made a reading"), _("Readings no editor has read say so, and can be left out.")),
    codes.Kind: ("actors", _("Kinds of actors"), _("A comparison by country takes in the offices that speak for it.")),
}


def sections() -> list[Section]:
    """Every list of codes with the meaning of each code, in the order of the page."""
    names = {choices: name for name, choices in LISTS.items()}
    return [
        Section(anchor, title, lede, tuple(entry(names[choices], code) for code in choices.values))
        for choices, (anchor, title, lede) in TITLES.items()
    ]


def entry(name: str, code: str) -> Entry:
    """A code of the list of that name (`LISTS`), explained. ValueError for a code that the list does not have."""
    choices = LISTS[name]
    return Entry(code, choices(code).label, MEANINGS[choices][code], f"{name}-{code}")
