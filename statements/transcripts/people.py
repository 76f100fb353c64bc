"""Whether two printed names can be one person's: `MS. OAK` and `Jane Oak`, `В.Орлов` and `Владимир Орлов`."""

import unicodedata
from functools import lru_cache

import regex

from statements.transcripts import vocabulary as words

_TOKEN = regex.compile(r"[\p{L}\p{M}]+(?:[’'-][\p{L}\p{M}]+)*")
_HAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_INFLECTED = regex.compile(r"\p{Cyrillic}")

_NOT_PERSONAL = (
    words.COURTESIES
    | words.OFFICE_WORDS
    | words.SPOKESPERSON_WORDS
    | words.BODY_WORDS
    | words.PARTICLES
    | frozenset(("press", "prime", "foreign", "first", "under", "acting", "general", "high", "his", "her"))
)


def same_person(one: str, other: str) -> bool:
    """Return whether all names of the one stand in the other, at least one of them in full.

    Offices and courtesies do not count; an initial stands for a name that begins with it. Names without
    anything personal (`Embassy Spokesperson`) are one only if they are the same words.
    """
    if _folded(one) == _folded(other):
        return bool(_folded(one))
    if _HAN.search(one) and _HAN.search(other):
        shorter, longer = sorted((_bare_han(one), _bare_han(other)), key=len)
        return len(shorter) >= 2 and shorter in longer
    mine, others = _personal(one), _personal(other)
    if not mine or not others:
        return False
    shorter_names, longer_names = sorted((mine, others), key=len)
    in_full = any(len(name) > 1 and name in longer_names for name in shorter_names)
    return in_full and all(_stands_in(name, longer_names) for name in shorter_names)


def stands_in_heading(name: str, heading: str) -> bool:
    """Return whether a person's name stands in a heading, in a case of a language that has cases, or a genitive."""
    if _HAN.search(name):
        bare = _bare_han(name)
        return len(bare) >= 2 and bare in _folded(heading)
    names = [part for part in _personal(name) if len(part) > 2]
    in_heading = _TOKEN.findall(_folded(heading))
    return bool(names) and all(any(_is_form_of(part, word) for word in in_heading) for part in names)


def _is_form_of(name: str, word: str) -> bool:
    stem = name[:-1] if _INFLECTED.match(name) and len(name) > 4 else name
    return word.startswith(stem) and len(word) <= len(stem) + 3


def _stands_in(name: str, names: tuple[str, ...]) -> bool:
    return name in names or any(
        other.startswith(name) if len(name) == 1 else name.startswith(other) and len(other) == 1 for other in names
    )


@lru_cache(maxsize=1024)
def _personal(name: str) -> tuple[str, ...]:
    return tuple(token for token in _TOKEN.findall(_folded(name)) if token not in _NOT_PERSONAL)


def _bare_han(name: str) -> str:
    bare = _folded(name)
    for word in (*words.SPOKESPERSON_IN_HAN, *words.BODIES_IN_HAN, *words.OFFICE_IN_HAN):
        bare = bare.replace(word, "")
    return bare


@lru_cache(maxsize=1024)
def _folded(text: str) -> str:
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
