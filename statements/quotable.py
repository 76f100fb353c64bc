"""What a quotation of any words of a statement's page says: whose they are, where they stand, in which wording.

The page hands it to its script (`js/quote.js`), which adds the words that a reader selects.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from statements import cite, dates, languages, punctuation
from statements.codes import Asker, Authority, Form, TurnKind
from statements.models import Edition, Statement, Text, Turn
from statements.speaking import asked_by, capacity, speaking
from statements.statement_page import StatementPage
from statements.templatetags.record import language_word


def quotable(page: StatementPage, as_of: datetime, permanent: Callable[[str], str]) -> dict[str, Any]:
    """For the script of a page: `texts` (where each stands, its marks of quotation, its wording), `whose` (each
    attribution once), `turns` (id on the page to the numbers of its text and its attribution), `asked` (id of an answer
    to that of its question) and the `colon` between.

    `as_of` is the instant the page shows, `permanent` makes a whole address of a path.
    """
    shown = [(page.text, page.statement, page.edition, [view.turn for view in page.turns], "t")]
    if page.side:
        side = page.side
        shown.append((side.text, side.statement or page.statement, side.edition, list(side.turns), "o"))
    whose_words: dict[str, int] = {}

    def number_of(turn: Turn, edition: Edition, voice: str | None) -> int:
        return whose_words.setdefault(whose(turn, edition, voice), len(whose_words))

    return {
        "texts": [
            _text(text, cited(statement, edition, text, as_of, permanent), turns)
            for text, statement, edition, turns, _mark in shown
        ],
        "turns": {
            f"{mark}{turn.order}": [
                number,
                whose_words.setdefault(whose(turn, edition, statement.voice), len(whose_words)),
            ]
            for number, (_text_, statement, edition, turns, mark) in enumerate(shown)
            for turn in turns
        },
        "asked": {
            f"{mark}{answer}": f"{mark}{question}"
            for *_rest, turns, mark in shown
            for answer, question in questions(turns).items()
        },
        "whose": list(whose_words),
        "colon": punctuation.colon(),
    }


def questions(turns: Sequence[Turn]) -> dict[int, int]:
    """Order of each answer of a text to that of its question: the last one of its exchange before it."""
    found: dict[int, int] = {}
    asked: dict[int, int] = {}
    for turn in turns:
        if turn.exchange is None:
            continue
        if turn.kind == TurnKind.QUESTION:
            asked[turn.exchange] = turn.order
        elif turn.kind == TurnKind.ANSWER and turn.exchange in asked:
            found[turn.order] = asked[turn.exchange]
    return found


def cited(
    statement: Statement, edition: Edition, text: Text, as_of: datetime, permanent: Callable[[str], str]
) -> cite.Cited:
    """What a citation of a whole text says."""
    speaker = punctuation.comma().join(filter(None, [edition.speaker, edition.role]))
    which = f"text={text.number}&" if text.number != 1 else ""
    return cite.Cited(
        actor=edition.actor.name,
        capacity=speaker or str(Form(edition.form).label),
        quotes=(),
        title=edition.title,
        said_on=dates.show(edition.said_on) if edition.said_on else "",
        source_url=edition.source_url,
        address=permanent(f"{_place(statement)}?{which}as_of={cite.instant(as_of)}"),
        as_of=as_of,
        invented=edition.actor.invented,
    )


def _place(statement: Statement) -> str:
    """The path of a statement's page: by its number alone where letters of its title would be codes in an address."""
    if statement.slug.isascii():
        return statement.get_absolute_url()
    return reverse("statement-by-number", args=[statement.pk])


def whose(turn: Turn, edition: Edition, voice: str | None) -> str:
    """Whose words a turn holds. A question's are those of the one who asked, never those of the one who answers.

    `voice` is the statement's.
    """
    actor = turn.actor
    if turn.kind not in (TurnKind.QUESTION, TurnKind.NARRATION) and actor is not None:
        return cite.who(
            actor.name,
            capacity(speaking(turn, edition, voice), turn.voice, edition.form),
            invented=actor.invented or edition.actor.invented,
        )
    if turn.kind == TurnKind.QUESTION:
        words = _asked(turn)
    elif turn.kind == TurnKind.NARRATION:
        words = _("Narration of the source")
    else:
        words = cite.who(turn.speaker or _("Speaker not named"), _("not attributed to an actor"), invented=False)
    return f"{words} [{_('invented')}]" if edition.actor.invented else words


def _asked(turn: Turn) -> str:
    if outlet := asked_by(turn):
        return _("Question, asked by %(outlet)s") % {"outlet": outlet}
    return _("Question (%(asker)s)") % {"asker": Asker(turn.asker or Asker.UNNAMED).label}


def _text(text: Text, where: cite.Cited, turns: Sequence[Turn]) -> dict[str, str]:
    """A text's part of the data; words that run from right to left, or do not on a page that does, are kept apart."""
    apart = get_language_bidi() or languages.direction(text.language, turns[0].words if turns else "") == "rtl"
    opening, closing = punctuation.marks()
    wording = ""
    if text.authority != Authority.ORIGINAL:
        wording = f" [{language_word(text.language)}, {Authority(text.authority).label}]"
    return {
        "address": where.address,
        "whence": cite.whence(where),
        "open": f"{opening}\N{FIRST STRONG ISOLATE}" if apart else opening,
        "close": f"\N{POP DIRECTIONAL ISOLATE}{closing}" if apart else closing,
        "wording": wording,
    }
