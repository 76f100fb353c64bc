"""What a reader typed into a search field, as a tree; and where a text holds it.

Words must all occur. `"two words"` in quotation marks must stand together exactly as typed (case, accents
and points aside); a word without them is also found with other endings. `-word` must not occur, `a OR b`
(or `a | b`) wants one of the two, `begin*` any word that begins so.

Anything can be typed and nothing of it is a database's syntax: what cannot be understood counts as words.
"""

import unicodedata
from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import islice

import regex

from statements.search.analyse import CHUNK_OVERLAP, Token, first_letter_end, is_single, stemmer_of, tokens

LONGEST_TYPED = 4000
"""Code points of a query that are read; the rest is left out."""
MOST_TERMS = 200
"""Terms of a query that are read; the rest is left out."""

_NEAR = 20
"""Code points within which a snippet looks for a space to begin or end at."""
_LOOKED_THROUGH = 5000
"""Code points after the best place so far in which a snippet looks for a better one."""

_MARK = '"“”„‟«»＂「」『』'
_ITEM = regex.compile(
    rf"(?P<minus>[-−]?)(?:[{_MARK}](?P<quoted>[^{_MARK}]*)[{_MARK}](?P<star>\*?)|(?P<bare>[^\s{_MARK}]+))"
)
_OR = frozenset({"OR", "|"})

_SCRIPTS = {
    "arabic": "Arabic",
    "armenian": "Armenian",
    "greek": "Greek",
    "hindi": "Devanagari",
    "nepali": "Devanagari",
    "persian": "Arabic",
    "russian": "Cyrillic",
    "serbian": "Cyrillic Latin",
    "tamil": "Tamil",
}
"""Stemmer to the scripts of its language; Latin where it is not named."""


@dataclass(frozen=True)
class Form:
    """One way in which a phrase can stand in an index: these terms one after the other.

    All terms are plain terms, or all stems of one stemmer; with `prefix` the last one is only the
    beginning of a term.
    """

    terms: tuple[str, ...]
    prefix: bool = False


@dataclass(frozen=True)
class Phrase:
    """A word, or words that stand together; a text holds it where it holds any of the `forms`."""

    typed: str
    forms: tuple[Form, ...]


@dataclass(frozen=True)
class Query:
    """What is wanted: of every group any phrase, and none of the excluded ones.

    Where there are no groups but exclusions, everything is wanted that holds none of these.
    """

    groups: tuple[tuple[Phrase, ...], ...] = ()
    excluded: tuple[Phrase, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether nothing was asked for."""
        return not self.groups and not self.excluded


@dataclass(frozen=True)
class Snippet:
    """A stretch of a text around a hit.

    `start` is its place in the text, `marks` the places of the hits in the stretch (start, end), all in
    code points; `cut_before` and `cut_after` say whether the text goes on.
    """

    text: str
    start: int
    marks: tuple[tuple[int, int], ...]
    cut_before: bool
    cut_after: bool


def parse_query(text: str, languages: Iterable[str]) -> Query:
    """The query that a reader typed. Never raises.

    `languages` are the tags of the texts that are searched (one where the reader chose it, else all that
    occur): an unquoted word is looked for as it stands and by the stem that each of these languages
    gives it, where the language is written in the word's script.
    """
    stemmed = _one_for_each_stemmer(languages)
    groups: list[tuple[Phrase, ...]] = []
    excluded: list[Phrase] = []
    joined = False
    room = MOST_TERMS
    for item in _ITEM.finditer(unicodedata.normalize("NFC", text[:LONGEST_TYPED])):
        if item[0] in _OR:
            joined = bool(groups)
            continue
        phrase = _phrase(item, stemmed, min(room, CHUNK_OVERLAP))
        if phrase is None:
            continue
        room -= len(phrase.forms[0].terms)
        if item["minus"]:
            excluded.append(phrase)
        elif joined:
            groups[-1] += (phrase,)
        else:
            groups.append((phrase,))
        joined = False
        if room <= 0:
            break
    return Query(tuple(groups), tuple(excluded))


def highlight(text: str, language: str, query: Query) -> list[tuple[int, int]]:
    """Where a text holds what the query wants: places (start, end) in order, none touching another."""
    return _merged(_hits(tokens(text, language), text, query))


def snippet(text: str, language: str, query: Query, width: int = 240) -> Snippet:
    """About `width` code points of a text where most of what is wanted stands together; its beginning without a hit.

    It does not begin or end inside a word where a space is near, nor between a letter and its marks.
    """
    best, marks = _fullest(text, language, query, width)
    first_start, first_end = next((mark for mark in marks if mark[1] > best), (0, 0))
    first_start = max(first_start, best)
    start = _clean_start(text, max(0, min(first_start - width // 3, len(text) - width)), first_start)
    end = _clean_end(text, max(start + width, first_end), first_end)
    inside = tuple((max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start)
    return Snippet(text[start:end], start, inside, start > 0, end < len(text))


def _phrase(item: "regex.Match[str]", stemmed: dict[str, str], most: int) -> Phrase | None:
    exact = item["quoted"] is not None
    typed = item["quoted"] if exact else item["bare"]
    words = list(tokens(typed, "und"))[:most]
    if not words:
        return None
    prefix = item["star"] == "*" or (not exact and typed.endswith("*"))
    if is_single(words[-1].term):
        if len(words) > 1 and words[-2].end == words[-1].end:
            # The stretch may go on in the text: its pairs are wanted, not that it ends here.
            words.pop()
        else:
            prefix = True
    forms = [Form(tuple(word.term for word in words), prefix)]
    if not exact and not prefix:
        forms += [
            Form(tuple(word.stem for word in tokens(typed, language))[: len(words)])
            for stemmer, language in stemmed.items()
            if _letters_of(stemmer).search(typed)
        ]
    return Phrase(typed.strip(), tuple(forms))


def _one_for_each_stemmer(languages: Iterable[str]) -> dict[str, str]:
    return {stemmer: language for language in languages if (stemmer := stemmer_of(language))}


@cache
def _letters_of(stemmer: str) -> "regex.Pattern[str]":
    scripts = _SCRIPTS.get(stemmer, "Latin").split()
    return regex.compile("[" + "".join(rf"\p{{{script}}}" for script in scripts) + "]")


def _fullest(text: str, language: str, query: Query, width: int) -> tuple[int, list[tuple[int, int]]]:
    """Where the first stretch begins that holds the most of the query's groups, and the hits up to it and in it.

    A snippet begins before its first hit by a third of `width`: the stretch has the rest of it. All is done in one
    passage through the text, which ends where nothing better can come.
    """
    groups: dict[Form, set[int]] = {}
    for number, group in enumerate(query.groups):
        for phrase in group:
            for form in phrase.forms:
                groups.setdefault(form, set()).add(number)
    reach, best, most = len(text), 0, 0
    hits: list[tuple[int, int]] = []
    stretch: deque[tuple[int, set[int]]] = deque()

    def in_reach() -> Iterator[Token]:
        for token in tokens(text, language):
            if token.start > reach:
                return
            yield token

    for start, end, form in _places(in_reach(), text, query):
        hits.append((start, end))
        if most == len(query.groups):
            continue
        stretch.append((start, groups[form]))
        while len(stretch) > 1 and (
            end - stretch[0][0] > width - width // 3
            # A word that stands again further on is no reason to begin before it.
            or stretch[0][1] <= set().union(*(held for _, held in islice(stretch, 1, None)))
        ):
            stretch.popleft()
        if (held := len(set().union(*(held for _, held in stretch)))) > most:
            best, most = stretch[0][0], held
            reach = best + (width if most == len(query.groups) else _LOOKED_THROUGH)
    return best, _merged(hits)


def _hits(found: Iterable[Token], text: str, query: Query) -> Iterator[tuple[int, int]]:
    """Every place that one of the query's wanted phrases takes in the text, in the order of their ends."""
    return ((start, end) for start, end, _form in _places(found, text, query))


def _places(found: Iterable[Token], text: str, query: Query) -> Iterator[tuple[int, int, Form]]:
    """The places of `_hits`, each with the form that stands there."""
    forms = {form for group in query.groups for phrase in group for form in phrase.forms}
    by_last: dict[str, list[Form]] = {}
    for form in forms:
        by_last.setdefault(form.terms[-1], []).append(form)
    prefixes = tuple(form.terms[-1] for form in forms if form.prefix)
    before: deque[Token] = deque(maxlen=max((len(form.terms) for form in forms), default=1))
    for token in found:
        before.append(token)
        ending = [form for form in by_last.get(token.term, ()) if not form.prefix]
        ending += by_last.get(token.stem, ())
        if prefixes and token.term.startswith(prefixes):
            ending += [form for form in forms if form.prefix and token.term.startswith(form.terms[-1])]
        for form in ending:
            if len(form.terms) <= len(before):
                row = [before[-number] for number in range(len(form.terms), 0, -1)]
                if all(
                    wanted in (word.term, word.stem) for wanted, word in zip(form.terms[:-1], row[:-1], strict=True)
                ):
                    one_letter = form.prefix and is_single(form.terms[-1])
                    end = first_letter_end(text, token.start) if one_letter else token.end
                    yield row[0].start, end, form


def _merged(places: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(places):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _clean_start(text: str, start: int, latest: int) -> int:
    """`start`, moved on to the next word's beginning where one is near, never beyond `latest`."""
    if start == 0:
        return 0
    for place in range(start, min(start + _NEAR, latest) + 1):
        if text[place - 1].isspace() and not text[place : place + 1].isspace():
            return place
    while start < latest and _is_mark(text[start]):
        start += 1
    return start


def _clean_end(text: str, end: int, earliest: int) -> int:
    """`end`, moved back to the last word's end where one is near, never before `earliest`."""
    if end >= len(text):
        return len(text)
    for place in range(end, max(end - _NEAR, earliest) - 1, -1):
        if text[place].isspace() and not text[place - 1 : place].isspace():
            return place
    while end > earliest and _is_mark(text[end]):
        end -= 1
    return end


def _is_mark(character: str) -> bool:
    return unicodedata.category(character).startswith("M")
