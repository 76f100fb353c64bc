"""Every code the record uses, with the words a reader sees for it.

Models, forms, filters, files, the method page and the documentation all read these lists, so that a code
is added or explained in one place. Values stand in files and addresses and never change their meaning;
labels are for people and are translated.
"""

from collections.abc import Iterable

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What an actor is."""

    COUNTRY = "country", _("country")
    ORGANISATION = "organisation", _("international organisation or group")
    OFFICE = "office", _("office (embassy, ministry)")
    COMPANY = "company", _("company")
    CIVIL_SOCIETY = "civil-society", _("civil society")
    PERSON = "person", _("person")


HEAD_OF_GOVERNMENT = "head-of-government"
"""The role of a person's membership in a country that is a term of government."""


class Form(TextChoices):
    """What sort of utterance a statement is."""

    ADOPTED_DOCUMENT = "adopted-document", _("adopted document")
    FORMAL_STATEMENT = "formal-statement", _("formal statement")
    PREPARED_SPEECH = "prepared-speech", _("prepared speech")
    ANSWERS = "answers", _("answers to questions")
    PRESS_RELEASE = "press-release", _("press release")
    ARTICLE = "article", _("article")
    POST = "post", _("post")
    REPORT = "report", _("report by a third party")
    VOTE = "vote", _("vote or formal reply")


class Authority(TextChoices):
    """Whose wording a text is."""

    ORIGINAL = "original", _("original")
    OFFICIAL_TRANSLATION = "official-translation", _("official translation")
    OUR_TRANSLATION = "our-translation", _("our translation")
    MACHINE_TRANSLATION = "machine-translation", _("machine translation")


class TurnKind(TextChoices):
    """What a stretch of a text by one speaker does."""

    QUESTION = "question", _("question")
    ANSWER = "answer", _("answer")
    SPEECH = "speech", _("speech")
    NARRATION = "narration", _("narration")


class Asker(TextChoices):
    """Who asked a question, as far as the text says."""

    OUTLET = "outlet", _("asked by an outlet")
    UNNAMED = "unnamed", _("the asker is not named")
    PUBLISHER = "publisher", _("no asker is named: published with its answer by the one who answers")


class Voice(TextChoices):
    """Who speaks the words for the actor ("Said by"), highest office first."""

    HEAD = "head", _("head of state or government")
    MINISTER = "minister", _("minister")
    SENIOR_OFFICIAL = "senior-official", _("senior official")
    AMBASSADOR = "ambassador", _("ambassador or permanent representative")
    SPOKESPERSON = "spokesperson", _("spokesperson")
    DELEGATE = "delegate", _("delegate, no speaker named")
    UNNAMED_OFFICIAL = "unnamed-official", _("unnamed official")
    UNKNOWN = "unknown", _("speaker not known")


class About(TextChoices):
    """What a proposition claims."""

    SHOULD = "should", _("what should be done")
    IS = "is", _("what is the case")


class Stance(TextChoices):
    """Where an actor stands on a proposition. Ordered for sorting and colour, never averaged."""

    SUPPORTS = "supports", _("supports")
    CONDITIONAL_SUPPORT = "conditional-support", _("supports with conditions")
    MIXED = "mixed", _("mixed")
    CONDITIONAL_OPPOSITION = "conditional-opposition", _("opposes with exceptions")
    OPPOSES = "opposes", _("opposes")
    NO_POSITION = "no-position", _("says it takes no position")


def joined(stances: Iterable[str | None]) -> str | None:
    """What the stances of several passages come to: the one they share, `mixed` where they differ, None of none."""
    found = set(stances) - {None}
    return Stance.MIXED if len(found) > 1 else next(iter(found), None)


CONDITIONAL = frozenset({Stance.CONDITIONAL_SUPPORT, Stance.CONDITIONAL_OPPOSITION})

STANCE_ORDER: dict[str, int] = {
    Stance.SUPPORTS: 2,
    Stance.CONDITIONAL_SUPPORT: 1,
    Stance.MIXED: 0,
    Stance.CONDITIONAL_OPPOSITION: -1,
    Stance.OPPOSES: -2,
}
"""Stance code to its step; `no-position` has none."""


class Basis(TextChoices):
    """How a position is the actor's."""

    SAID = "said", _("said in its own words")
    JOINT = "joint", _("as a signatory of a common text")
    GROUP = "group", _("said on its behalf by a group")
    ALIGNED = "aligned", _("by alignment")
    CO_SPONSORED = "co-sponsored", _("as a co-sponsor")
    RESPONSE = "response", _("by a vote or formal reply")
    REPORTED = "reported", _("as reported by an observer")
    ATTRIBUTED = "attributed", _("as another actor describes it")


DEFAULT_BASES: tuple[str, ...] = (Basis.SAID, Basis.JOINT)
"""The bases that comparing shows unless asked."""


class Commitment(TextChoices):
    """How firmly: the speech act that carries the stance."""

    DESCRIBES = "describes", _("describes, no view of its own")
    STATES_VIEW = "states-view", _("states a view")
    CALLS_FOR = "calls-for", _("calls for")
    OFFERS = "offers", _("offers (stands ready, proposes)")
    COMMITS = "commits", _("commits (will, pledges)")
    DONE = "done", _("reports as done")


FIRMNESS: tuple[str, ...] = (Commitment.STATES_VIEW, Commitment.OFFERS, Commitment.COMMITS, Commitment.DONE)
"""The four commitments that have an order, least firm first."""


class Capacity(TextChoices):
    """How an actor stands behind a statement that is not (only) its own."""

    SIGNS = "signs", _("signs")
    ALIGNS = "aligns", _("aligns itself")
    CO_SPONSORS = "co-sponsors", _("co-sponsors")
    SPEAKS_FOR = "speaks-for", _("is spoken for")
    DISSOCIATES = "dissociates", _("dissociates itself")


CAPACITY_BASIS: dict[str, str] = {
    Capacity.SIGNS: Basis.JOINT,
    Capacity.ALIGNS: Basis.ALIGNED,
    Capacity.CO_SPONSORS: Basis.CO_SPONSORED,
    Capacity.SPEAKS_FOR: Basis.GROUP,
}
"""The basis of a backer's positions; one that dissociates itself has none."""


class Outcome(TextChoices):
    """What an answer does with its question."""

    ANSWERS = "answers", _("answers")
    PARTLY = "partly", _("answers partly")
    REFRAMES = "reframes", _("reframes the question")
    DECLINES = "declines", _("declines to answer")


class Relation(TextChoices):
    """What a position does to an earlier one of the same actor, in an editor's reading."""

    REAFFIRMS = "reaffirms", _("reaffirms")
    WALKS_BACK = "walks-back", _("walks back")


class Origin(TextChoices):
    """Who made a reading."""

    EDITOR = "editor", _("read by an editor")
    IMPORT = "import", _("imported, not read by an editor")
    MACHINE = "machine", _("proposed by a machine, not read by an editor")


class ReadOutcome(TextChoices):
    """What reading a statement for a tag came to, where no position was found."""

    NOTHING_FOUND = "nothing-found", _("read, nothing found")
    ASKED_NO_ANSWER = "asked-no-answer", _("asked, did not answer")


class StatementStatus(TextChoices):
    """Where a statement stands on its way to the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", _("withdrawn")


class PositionStatus(TextChoices):
    """Where a version of a position stands on its way to the public."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in-review", _("in review")
    SCHEDULED = "scheduled", _("scheduled")
    PUBLISHED = "published", _("published")
    HIDDEN = "hidden", _("hidden")


class Side(TextChoices):
    """Where a search looks: a question's words are never the answerer's."""

    OWN = "own", _("their own words")
    QUESTIONS = "questions", _("questions")
    ANYWHERE = "anywhere", _("anywhere")
