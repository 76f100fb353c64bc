"""Who spoke a turn, by name and role: the rule that pages, citations, quotations and pictures share."""

from __future__ import annotations

from typing import Any, NamedTuple

from statements import punctuation
from statements.codes import Asker, Form, Voice


class Speaking(NamedTuple):
    """A person's name and role as printed, '' where they are not known for the turn."""

    speaker: str
    role: str


def speaking(turn: Any, edition: Any, voice: str | None) -> Speaking:
    """Who spoke a turn. `voice` is that of the statement: of its actor's first turn.

    A turn that names its speaker has that one. The statement's own named speaker is taken for the other turns of its
    actor that are in the statement's voice, and for none in another: words of an unnamed official, or of a
    spokesperson, are never put into a minister's mouth.
    """
    own = turn.actor_id == edition.actor_id
    if turn.speaker:
        return Speaking(turn.speaker, edition.role if own and turn.speaker == edition.speaker else "")
    if own and edition.speaker and turn.voice in (None, "", voice):
        return Speaking(edition.speaker, edition.role)
    return Speaking("", "")


def speaking_for(position: Any, edition: Any) -> Speaking:
    """Who spoke the words of a position for its actor; nobody where they are another's, as of a text it aligned with.

    Of a position read with its passages, their turns and its statement; where several turns hold it, the first.
    """
    turn = next((passage.turn for passage in position.passages.all()), None)
    if turn is None or turn.actor_id != position.actor_id:
        return Speaking("", "")
    return speaking(turn, edition, position.statement.voice)


def asked_by(question: Any) -> str:
    """Who asked, of anything with `asker` and `speaker`; '' where nobody is named.

    A file may name who asked and say nothing of the kind; that an editor says nobody is named stands above a label.
    """
    return str(question.speaker) if question.asker in (None, "", Asker.OUTLET) else ""


def capacity(found: Speaking, voice: str | None, form: str) -> str:
    """Who spoke and as what: the speaker with the role as printed, else the voice, else the form of the statement."""
    if found.speaker:
        return punctuation.comma().join(filter(None, found))
    known = known_voice(voice)
    return str(Voice(known).label if known else Form(form).label)


def known_voice(voice: str | None) -> str:
    """A voice that says who speaks; '' for none, and for one that says that it is not known.

    A firm's head and a private person have no code of their own: they may be named, and are none the less `unknown`.
    """
    return voice if voice and voice != Voice.UNKNOWN else ""
