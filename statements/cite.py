"""Citations to copy: plain text that leads back to the words, their source and this site's reading of them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from django.utils.encoding import uri_to_iri
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from statements import punctuation

LONGEST_QUOTE = 600
"""Code points of a quote in a citation; more is cut between words and marked."""

MARKS = frozenset(("RLE", "RLO", "RLI", "LRE", "LRO", "LRI", "FSI"))
REORDERING = MARKS | {"R", "AL"}
"""Classes of letters and marks that can turn the order of what stands beside them (Unicode Bidirectional Algorithm)."""

_ENDED = re.compile(r"[.!?…。！？؟।۔։]\W*$")
"""A sentence that is over, its closing marks with it."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a citation of a quote says."""

    actor: str
    capacity: str
    """Who spoke and as what, as far as it is known."""
    quotes: Sequence[str]
    title: str
    said_on: str
    """As a reader is shown it: "29 May 2026", "May 2026"."""
    source_url: str
    address: str
    """The permanent address of the quote's page at `as_of`."""
    as_of: datetime
    invented: bool = False


def plain(cited: Cited) -> str:
    """One paragraph: actor, capacity, quote, title, date, source, address and instant; of a whole text, no quote."""
    said = who(cited.actor, cited.capacity, invented=cited.invented)
    if cited.quotes:
        said += punctuation.colon() + " […] ".join(
            punctuation.quoted(apart(shortened(quote))) for quote in cited.quotes
        )
    ends = _ENDED.search(said) if cited.quotes else said.endswith(".")
    return f"{said}{'' if ends else '.'} {whence(cited)}"


def who(actor: str, capacity: str, *, invented: bool) -> str:
    """Whose words they are: the actor, who spoke and as what, and that it is invented."""
    said = f"{apart(actor)} ({apart(capacity)})" if capacity else apart(actor)
    return f"{said} [{_('invented actor')}]" if invented else said


def whence(cited: Cited) -> str:
    """Where words stand: title, date, source, address and instant."""
    parts = [f"{apart(cited.title)}{punctuation.comma()}{cited.said_on}" if cited.said_on else apart(cited.title)]
    if cited.source_url:
        parts.append(_("Source: %(address)s") % {"address": cited.source_url})
    site = _("On Record, as the site stood on %(instant)s: %(address)s") % {
        "instant": f"{cited.as_of.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
        "address": cited.address,
    }
    return ". ".join([*(part.rstrip(".") for part in parts), site])


def apart(text: str) -> str:
    """Text with letters or marks of another direction, between marks that keep it from reordering its surroundings.

    Another than that of the page: in a line of Arabic it is Latin letters that turn what is beside them.
    """
    if _holds(text, MARKS | {"L"} if get_language_bidi() else REORDERING):
        return f"\N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
    return text


def _holds(text: str, classes: frozenset[str]) -> bool:
    return any(unicodedata.bidirectional(letter) in classes for letter in text)


def shortened(quote: str, longest: int = LONGEST_QUOTE) -> str:
    """The quote on one line, cut after `longest` code points, between words where there are any."""
    line = " ".join(quote.split())
    if len(line) <= longest:
        return line
    start, _space, _rest = line[:longest].rpartition(" ")
    return f"{start or line[:longest]} …"


def instant(as_of: datetime) -> str:
    """An instant as `as_of=` takes it, to the last digit that decides what was public."""
    return as_of.astimezone(UTC).isoformat().replace("+00:00", "Z")


def readable(address: str) -> str:
    """An address as one types it; one with letters from right to left stays in its code, which nothing reorders."""
    shown = uri_to_iri(address)
    return address if _holds(shown, REORDERING) else shown
