"""The words that a search found, in short, each saying whose words they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from statements import languages, punctuation
from statements.codes import Asker, Authority, TurnKind
from statements.listing.rows import Listing, Row
from statements.models import Turn
from statements.search import index
from statements.search.entries import NOBODYS, side_of
from statements.search.query import Snippet, snippet
from statements.speaking import asked_by, speaking

PLACES = 3
"""Places shown of one statement."""


@dataclass(frozen=True, slots=True)
class Found:
    """A place in a statement where the words stand.

    `whose` says in words whose they are, `invented` whether it is an actor that is not a real one; `side` is own,
    question, or None for nobody's that the record names.
    """

    turn: int
    text: int
    side: str | None
    whose: str
    invented: bool
    language: str
    snippet: Snippet

    @property
    def anchor(self) -> str:
        """What follows the statement's address to reach the turn."""
        return f"#t{self.turn}" if self.text == 1 else f"?text={self.text}#t{self.turn}"

    def pieces(self) -> Iterator[tuple[str, bool]]:
        """The words in pieces: (text, whether it was sought)."""
        end = 0
        for start, after in self.snippet.marks:
            yield self.snippet.text[end:start], False
            yield self.snippet.text[start:after], True
            end = after
        yield self.snippet.text[end:], False

    def plain(self) -> str:
        """The words without marks."""
        before, after = "…" * self.snippet.cut_before, "…" * self.snippet.cut_after
        return f"{before}{self.snippet.text}{after}"


def found_in(listing: Listing, rows: Sequence[Row]) -> dict[int, list[Found]]:
    """Statement to the first places where the words stand; one query."""
    wanted = {row.id: listing.turns.get(row.id, [])[:PLACES] for row in rows}
    turns = _turns(turn for chosen in wanted.values() for turn in chosen)
    by_id = {row.id: row for row in rows}
    return {
        statement: [_found(turns[pk], by_id[statement], listing) for pk in chosen if pk in turns]
        for statement, chosen in wanted.items()
    }


def _turns(ids: Iterable[int]) -> dict[int, Turn]:
    rows = Turn.objects.published().filter(pk__in=index.among(ids)).select_related("text", "actor")
    return {row.pk: row for row in rows}


def _found(turn: Turn, row: Row, listing: Listing) -> Found:
    side = side_of(turn.kind, turn.actor_id)
    return Found(
        turn=turn.order,
        text=turn.text.number,
        side=None if side == NOBODYS else side,
        whose=whose_words(turn, row) + wording(turn),
        invented=turn.actor is not None and turn.actor.invented,
        language=turn.text.language,
        snippet=snippet(turn.words, turn.text.language, listing.query),
    )


def wording(turn: Turn) -> str:
    """Whose wording it is where the words were not said so: a translation says by whom."""
    text = turn.text
    if text.authority == Authority.ORIGINAL:
        return ""
    return f" · {text.get_authority_display()}, {languages.name(text.language)}"


def whose_words(turn: Turn, row: Row) -> str:
    """Whose words a turn's are, as a reader is told above them."""
    if turn.actor is not None:
        return punctuation.comma().join(filter(None, [speaking(turn, row, row.voice).speaker, turn.actor.name]))
    if turn.kind == TurnKind.QUESTION:
        if turn.asker == Asker.PUBLISHER:
            return _("In a question published by %(actor)s") % {"actor": row.actor.name}
        if outlet := asked_by(turn):
            return _("In a question asked by %(outlet)s") % {"outlet": outlet}
        return _("In a question whose asker is not named")
    if turn.kind == TurnKind.NARRATION:
        return _("In the narration, nobody’s own words")
    if turn.speaker:
        return _("Words of %(speaker)s, not attributed to an actor") % {"speaker": turn.speaker}
    return _("Words not attributed to an actor")
