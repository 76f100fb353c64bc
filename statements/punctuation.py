"""Quotation marks and what stands between the parts of a list, as the language of the page writes them.

Marks that the site sets around words of the record are the page's own, so they follow the language of the page and
not that of the words. Each pattern stands in the catalogues; what style sheets set stands once more in `base.css` and
`tokens.css`.
"""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import pgettext


def quoted(words: str) -> str:
    """Words between quotation marks."""
    return _("“%(words)s”") % {"words": words}


def marks() -> tuple[str, str]:
    """What opens and what closes a quotation, with the space that belongs to it."""
    before, _between, after = quoted("\0").partition("\0")
    return before, after


def names() -> str:
    """What stands between two names of a list."""
    return pgettext("between names", "%(one)s, %(two)s") % {"one": "", "two": ""}


def last_name() -> str:
    """What stands before the last name of a list."""
    return pgettext("between the last two names", "%(one)s and %(two)s") % {"one": "", "two": ""}


def comma() -> str:
    """What stands between two parts of a sentence or of a line of facts."""
    return pgettext("between parts", "%(one)s, %(two)s") % {"one": "", "two": ""}


def semicolon() -> str:
    """What stands between two parts of which one has commas itself."""
    return pgettext("between parts", "%(one)s; %(two)s") % {"one": "", "two": ""}


def colon() -> str:
    """What stands between a heading and what it announces."""
    return pgettext("between parts", "%(one)s: %(two)s") % {"one": "", "two": ""}
