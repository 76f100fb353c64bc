"""Names of actors and tags, and propositions, in the language of the page, where the record has them in it.

In the site's own language everything is called as the editors call it, and nothing is asked of the database. In another
one the names of that language are read once a revision, by one query, and kept; a page fetches them once. Files,
citations and addresses keep the editors' names: what is quoted is the same in every language.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db.models import CharField, F, Q, Value
from django.utils.translation import get_language

from statements.compare import Row
from statements.models import ActorName, PropositionText, TagName

KEPT = 24 * 60 * 60
"""Seconds for which names are kept; they are right as long as the revision in their key is the site's."""


@dataclass(frozen=True, slots=True)
class Names:
    """By id, what is called otherwise in one language."""

    actors: dict[int, str] = field(default_factory=dict)
    tags: dict[int, str] = field(default_factory=dict)
    propositions: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Page:
    """The page that is made: its revision, and the names fetched for it so far, by language."""

    revision: str
    names: dict[str, Names] = field(default_factory=dict)


_page: ContextVar[_Page | None] = ContextVar("page", default=None)


@contextmanager
def at_revision(token: str) -> Iterator[None]:
    """While a page of this revision is made; outside, everything has the editors' names."""
    before = _page.set(_Page(token))
    try:
        yield
    finally:
        _page.reset(before)


def actor_name(pk: int, name: str) -> str:
    """The name of an actor that the editors call `name`."""
    return _names().actors.get(pk, name)


def tag_name(pk: int, name: str) -> str:
    """The name of a tag that the editors call `name`."""
    return _names().tags.get(pk, name)


def proposition(pk: int | None, words: str) -> str:
    """The words of a proposition that the editors word as `words`."""
    return _names().propositions.get(pk or 0, words)


def name_of(node: Any) -> str:
    """The name of an actor, of a tag, or of the actor of a row; of anything else its own."""
    name: str = getattr(node, "name", "")
    names = _names()
    if names is _NONE:
        return name
    if isinstance(node, Row):
        return names.actors.get(node.actor, name)
    known = {"actor": names.actors, "tag": names.tags}.get(getattr(getattr(node, "_meta", None), "model_name", ""))
    return known.get(node.pk, name) if known else name


_NONE = Names()


def _names() -> Names:
    page, language = _page.get(), get_language() or settings.LANGUAGE_CODE
    if page is None or language == settings.LANGUAGE_CODE:
        return _NONE
    # A cache gives a copy each time it is asked, and a page has hundreds of names.
    if language not in page.names:
        page.names[language] = _kept(page.revision, language)
    return page.names[language]


def _kept(revision: str, language: str) -> Names:
    """The names as they were kept for the revision, else read anew."""
    key = f"names-{revision}-{language}"
    kept: Names | None = cache.get(key)
    if kept is None:
        kept = _read(language)
        cache.set(key, kept, KEPT)
    return kept


def _read(language: str) -> Names:
    """The names in a language; of a name in the very language and one in its main form, the very one; one query."""
    base = language.partition("-")[0]
    wanted = Q(language__iexact=language) | Q(language=base)
    arms = [
        model.objects.filter(wanted).order_by().values_list(Value(what, CharField()), whose, words, F("language"))
        for what, model, whose, words in (
            ("actors", ActorName, "actor_id", "name"),
            ("tags", TagName, "tag_id", "name"),
            ("propositions", PropositionText, "proposition_id", "words"),
        )
    ]
    found = Names()
    rows = arms[0].union(*arms[1:], all=True)
    # Of several names of one language the first by letters, so that every page has the same.
    for what, pk, words, _own in sorted(rows, key=lambda row: (row[3] == base != language, row[2]), reverse=True):
        getattr(found, what)[pk] = words
    return found
