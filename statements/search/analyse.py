"""One analysis of text for every search index: the same tokens in, the same hits out.

A text becomes a row of tokens. Each has two terms:

- the **plain** term: the word in lower case without accents, the same whatever the language;
- the **stem**: the word without its endings, in a language that has a stemmer, marked with a character
  of its own for each stemmer, so that the stem of one language never matches that of another.

An index holds both, all plain terms of a stretch first, then all its stems, so that words that stand
together do so in either row. A quoted phrase or a prefix asks the plain terms, a word asks both.

Scripts that are written without spaces give overlapping pairs of letters and the last letter alone:
any stretch of two or more letters is a row of pairs, and one letter is the beginning of a term.

Terms consist of letters, marks and digits, and the private-use character that marks a stem. They are never
syntax to a database; in SQLite's FTS5 they need `tokenize = "ascii"` or
`"unicode61 remove_diacritics 0 categories 'L* N* M* Co'"`.
"""

import threading
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

import regex
import Stemmer

LONGEST_TERM = 60
"""Code points of a term; PostgreSQL refuses a lexeme beyond 2046 bytes."""
CHUNK_SIZE = 4000
"""Tokens of a chunk; PostgreSQL forgets positions beyond 16,383 and a chunk holds every token twice."""
CHUNK_OVERLAP = 100
"""Tokens that a chunk shares with the one before; no phrase in a query is longer."""
CHUNK_USES = 255
"""Uses of one term in a chunk; PostgreSQL forgets the positions of the 257th and later."""
CHUNK_LETTERS = 200_000
"""Code points of all terms of a chunk; PostgreSQL refuses a tsvector beyond 1 MB."""

_STEMMERS = {
    "ar": "arabic",
    "ca": "catalan",
    "da": "danish",
    "de": "german",
    "el": "greek",
    "en": "english",
    "es": "spanish",
    "et": "estonian",
    "eu": "basque",
    "fa": "persian",
    "fi": "finnish",
    "fr": "french",
    "ga": "irish",
    "hi": "hindi",
    "hu": "hungarian",
    "hy": "armenian",
    "id": "indonesian",
    "it": "italian",
    "lt": "lithuanian",
    "ne": "nepali",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pl": "polish",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sr": "serbian",
    "sv": "swedish",
    "ta": "tamil",
    "tr": "turkish",
}
# Where a stemmer's mark stands in this list is part of every index: only ever append.
_MARKED = list(dict.fromkeys(_STEMMERS.values()))
_FIRST_MARK = 0xE000

_UNSPACED = "".join(
    rf"\p{{scx={script}}}" for script in ("Han", "Hira", "Kana", "Bopo", "Thai", "Lao", "Khmer", "Myanmar")
)
_LETTER = rf"[[{_UNSPACED}]&&[\p{{L}}\p{{N}}]]"
# The half-width voicing marks of katakana are letters to Unicode and marks to a reader.
_CLUSTER = rf"{_LETTER}[\p{{M}}\uff9e\uff9f]*"
# A soft hyphen, a joiner or a byte-order mark inside a word is not the end of it.
_JOINERS = r"\u00ad\u200d\u2060\ufeff"
_WORD_LETTER = rf"[[\p{{L}}\p{{M}}\p{{N}}]--[{_UNSPACED}]]|\p{{M}}"
# A hard-wrapped line does not end a stretch of unspaced writing; an empty line does.
_RUN = regex.compile(
    rf"(?P<unspaced>{_CLUSTER}(?:\n?{_CLUSTER})*)"
    rf"|(?:{_WORD_LETTER})(?:[{_JOINERS}]*(?:{_WORD_LETTER}))*",
    regex.V1,
)
_CLUSTERS = regex.compile(_CLUSTER, regex.V1)
_INSIDE_WORDS = regex.compile(rf"[{_JOINERS}\n]")
_TERM = regex.compile(r"[\p{L}\p{M}\p{N}]+")

# Points that a writer of Arabic or Hebrew may leave out, and the stroke that only stretches a word.
_POINTS = regex.compile(r"[\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06ed]")
# Only after Latin and Greek letters: the breve of й and the vowel signs of Hindi are no accents.
_ACCENTS = regex.compile(r"(?<=[\p{Latin}\p{Greek}])[\u0300-\u036f]+")
_SAME_LETTER = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ى": "ي", "ی": "ي", "ک": "ك", "ё": "е", "Ё": "Е"})
_SAME_LATIN = str.maketrans({"ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe"})
_PERSIAN = str.maketrans({"ي": "ی", "ك": "ک"})
_TURKISH = str.maketrans({"I": "ı", "İ": "i"})


class Token(NamedTuple):
    """A word, or a pair of letters in unspaced writing, as it is searched.

    `term` is the plain term, `stem` the marked stem or '' in a language without a stemmer; `start` and
    `end` are its place in the text in code points.
    """

    term: str
    start: int
    end: int
    stem: str


@dataclass(frozen=True)
class Chunk:
    """A stretch of a long text for one row of an index.

    `first` is the number of its first token in the text (from 0); `start` and `end` its place in the
    text in code points; `terms` all its plain terms, then all its stems.
    """

    first: int
    start: int
    end: int
    terms: tuple[str, ...]

    @property
    def text(self) -> str:
        """The terms, a space between: what an index reads."""
        return " ".join(self.terms)


def stemmer_of(language: str) -> str:
    """The name of the stemmer for a language tag (`en-GB`: `english`), '' where there is none."""
    return _STEMMERS.get(language.replace("_", "-").split("-")[0].lower(), "")


def stemming_languages() -> tuple[str, ...]:
    """The languages whose words are also searched by their stems."""
    return tuple(_STEMMERS)


def tokens(text: str, language: str) -> Iterator[Token]:
    """The tokens of a text in its language (a BCP 47 tag, `und` where it is not known), in order."""
    stemmer = stemmer_of(language)
    for run in _RUN.finditer(text):
        if run["unspaced"] is None:
            yield _token(text, run.start(), run.end(), stemmer)
            continue
        places = [place.span() for place in _CLUSTERS.finditer(text, run.start(), run.end())]
        for (start, _), (_, end) in pairwise(places):
            yield _token(text, start, end, stemmer)
        yield _token(text, *places[-1], stemmer)


def terms(text: str, language: str) -> list[str]:
    """All plain terms of a text, then all its stems."""
    return _both_rows(list(tokens(text, language)))


def analyse(text: str, language: str) -> str:
    """The terms of a text with a space between: what an index of short texts reads."""
    return " ".join(terms(text, language))


def chunks(text: str, language: str, size: int = CHUNK_SIZE, overlap: int = CHUNK_OVERLAP) -> Iterator[Chunk]:
    """A text in stretches of at most `size` tokens that share `overlap` tokens with the one before.

    A stretch also ends before it passes what a tsvector can hold (uses of one term, bytes). A phrase of up
    to `overlap` terms stands whole in at least one stretch; a query of several words holds for the
    text, so an index looks for each phrase in all stretches of it. A text without a word gives none.
    """
    if not 0 <= overlap < min(size, CHUNK_USES):
        raise ValueError(f"overlap: expected 0 to less than {min(size, CHUNK_USES)}, not {overlap}")
    words = list(tokens(text, language))
    first = last = 0
    while last < len(words):
        first = max(0, last - overlap)
        last = _end_of_chunk(words, first, size)
        part = words[first:last]
        yield Chunk(first, part[0].start, part[-1].end, tuple(_both_rows(part)))


def is_single(term: str) -> bool:
    """Whether a plain term is one letter of unspaced writing, which stands alone or begins a pair."""
    return _CLUSTERS.fullmatch(term) is not None


def first_letter_end(text: str, start: int) -> int:
    """Where the letter of unspaced writing that begins at `start` ends, with its marks."""
    letter = _CLUSTERS.match(text, start)
    return letter.end() if letter else start


def _end_of_chunk(words: list[Token], first: int, size: int) -> int:
    uses: Counter[str] = Counter()
    letters = 0
    for number in range(first, min(first + size, len(words))):
        word = words[number]
        uses[word.term] += 1
        uses[word.stem] += bool(word.stem)
        letters += len(word.term) + len(word.stem)
        if max(uses[word.term], uses[word.stem]) > CHUNK_USES or letters > CHUNK_LETTERS:
            return number
    return min(first + size, len(words))


def _both_rows(words: list[Token]) -> list[str]:
    return [word.term for word in words] + [word.stem for word in words if word.stem]


def _token(text: str, start: int, end: int, stemmer: str) -> Token:
    word = text[start:end]
    return Token(_plain(word), start, end, _stem(word, stemmer) if stemmer else "")


@lru_cache(maxsize=100_000)
def _plain(word: str) -> str:
    return _without_accents(_folded(word).casefold())[:LONGEST_TERM]


@lru_cache(maxsize=100_000)
def _stem(word: str, stemmer: str) -> str:
    word = _folded(word)
    if stemmer == "turkish":
        word = word.translate(_TURKISH)
    word = word.casefold()
    if stemmer == "persian":
        word = word.translate(_PERSIAN)
    # Endings are known with their accents: they go only afterwards.
    stem = _without_accents(_stemmer(stemmer).stemWord(word).translate(_SAME_LETTER)) or _plain(word)
    return (chr(_FIRST_MARK + _MARKED.index(stemmer)) + stem)[:LONGEST_TERM]


def _folded(word: str) -> str:
    """The word in one spelling: compatibility forms, joiners, points, forms of one letter."""
    word = _INSIDE_WORDS.sub("", word)
    compatible = unicodedata.normalize("NFKC", word)
    # Some compatibility forms are whole sentences or hold brackets; those stay as they are.
    word = compatible if _TERM.fullmatch(compatible) else unicodedata.normalize("NFC", word)
    return (_POINTS.sub("", word) or word).translate(_SAME_LETTER)


def _without_accents(word: str) -> str:
    bare = _ACCENTS.sub("", unicodedata.normalize("NFD", word)).translate(_SAME_LATIN)
    return unicodedata.normalize("NFC", bare)


_threads = threading.local()


def _stemmer(name: str) -> Stemmer.Stemmer:
    """A stemmer of this thread's own: one that two threads share mixes up their words."""
    stemmers: dict[str, Stemmer.Stemmer] = _threads.__dict__
    if name not in stemmers:
        stemmers[name] = Stemmer.Stemmer(name, 0)
    return stemmers[name]
