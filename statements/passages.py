"""Places in the words of turns: select a passage, find it again, mark it.

A place is kept as the W3C Web Annotation model keeps it: a text-quote selector (quote, prefix, suffix) and
a text-position selector (start, end), all in code points of one turn's words. A passage is found again by its
exact words or not at all; only a quote that an editor pastes may differ in white space and quotation marks.
"""

import unicodedata
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Generic, TypeVar

import regex

CONTEXT = 32
"""Code points of a prefix and of a suffix."""

Key = TypeVar("Key", bound=Hashable)

_QUOTATION_MARKS = "\"'`´“”„‟«»‘’‚‛‹›＂＇「」『』"
_PIECE = regex.compile(rf"(?P<space>\s+)|(?P<mark>[{_QUOTATION_MARKS}])|(?P<letter>.)", regex.DOTALL)
_BLANK_LINES = regex.compile(r"\A\s*\n|\n[^\S\n]*(?:\n[^\S\n]*)+|\n\s*\Z")
_WRAPS_ANYWHERE = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}\p{P}]")


@dataclass(frozen=True)
class Selector:
    """A passage of one turn: its words, up to 32 code points on either side, and its place."""

    quote: str
    prefix: str
    suffix: str
    start: int
    end: int


@dataclass(frozen=True)
class Place(Generic[Key]):
    """Where a quote stands: the turn's key, start and end in its words, and those words as printed."""

    key: Key
    start: int
    end: int
    quote: str


@dataclass(frozen=True)
class Ambiguous(Generic[Key]):
    """The places among which only an editor can decide."""

    places: tuple[Place[Key], ...]


@dataclass(frozen=True)
class Segment:
    """A stretch of words that the same passages cover throughout.

    `ids` name all passages that cover it, in the order in which they begin; `begins` and `ends` those
    that begin with its first letter and end with its last.
    """

    text: str
    start: int
    end: int
    ids: tuple[Hashable, ...] = ()
    begins: tuple[Hashable, ...] = ()
    ends: tuple[Hashable, ...] = ()


def before_it(prefix: str) -> str:
    """What stands before a quote, as a page prints it: from a whole word, after "…" where the text begins earlier."""
    return prefix if len(prefix) < CONTEXT else "…" + regex.sub(r"\A\S*\s+(?=\S)", "", prefix)


def after_it(suffix: str) -> str:
    """What stands after a quote, as a page prints it: to a whole word, before "…" where the text goes on."""
    return suffix if len(suffix) < CONTEXT else regex.sub(r"(?<=\S)\s+\S*\Z", "", suffix) + "…"


def select(words: str, start: int, end: int) -> Selector:
    """The selector of `words[start:end]`; ValueError where that is empty or outside the words."""
    if not 0 <= start < end <= len(words):
        raise ValueError(f"expected 0 <= start < end <= {len(words)}, not start {start} and end {end}")
    prefix, suffix = words[max(0, start - CONTEXT) : start], words[end : end + CONTEXT]
    return Selector(words[start:end], prefix, suffix, start, end)


def find_all(words: str, quote: str) -> list[int]:
    """Every start of `quote` in `words`, overlapping ones too; none for an empty quote."""
    starts: list[int] = []
    start = words.find(quote) if quote else -1
    while start >= 0:
        starts.append(start)
        start = words.find(quote, start + 1)
    return starts


def locate(words_by_turn: Iterable[tuple[Key, str]], quote: str) -> list[Place[Key]]:
    """Every place where `quote` stands exactly, in the order of the turns."""
    return [
        Place(key, start, start + len(quote), quote) for key, words in words_by_turn for start in find_all(words, quote)
    ]


def locate_pasted(words_by_turn: Iterable[tuple[Key, str]], pasted: str) -> list[Place[Key]]:
    """Every place of a quote that an editor pasted; each carries the words as they are printed.

    White space may differ in kind and length, quotation marks in style, and the words may be wrapped
    between letters of a script without spaces. Every letter must be the same.
    """
    pattern = _pattern_of(pasted.strip())
    if pattern is None:
        return []
    return [
        Place(key, found.start(), found.end(), found.group())
        for key, words in words_by_turn
        for found in pattern.finditer(words, overlapped=True)
    ]


def find_again(
    selector: Selector, words_by_turn: Sequence[tuple[Key, str]], preferred: Key | None = None
) -> Place[Key] | Ambiguous[Key] | None:
    """The place of a passage in other versions of the turns, by its exact words; None where they are gone.

    Of several places the one is taken whose prefix and suffix are the same as before; where none or several
    of them are so, the one at the unchanged start in the turn `preferred` (that with the key the passage's
    own turn had). Otherwise the answer is `Ambiguous`.
    """
    places = locate(words_by_turn, selector.quote)
    if len(places) <= 1:
        return places[0] if places else None
    words = dict(words_by_turn)
    context = (selector.prefix, selector.suffix)
    same_context = [place for place in places if _context(words[place.key], place) == context]
    if len(same_context) == 1:
        return same_context[0]
    for place in same_context or places:
        if place.key == preferred and place.start == selector.start:
            return place
    return Ambiguous(tuple(places))


def segments(words: str, spans: Sequence[tuple[int, int, Iterable[Hashable]]]) -> list[Segment]:
    """The words cut wherever one of the spans (start, end, ids) begins or ends; nothing lost, no overlap.

    The texts of the segments, one after the other, are `words`. ValueError for a span that is empty or
    outside the words.
    """
    begins: defaultdict[int, dict[Hashable, None]] = defaultdict(dict)
    ends: defaultdict[int, dict[Hashable, None]] = defaultdict(dict)
    covers: Counter[Hashable] = Counter()
    steps: defaultdict[int, Counter[Hashable]] = defaultdict(Counter)
    for start, end, ids in spans:
        select(words, start, end)
        for name in ids:
            begins[start][name] = ends[end][name] = None
            steps[start][name] += 1
            steps[end][name] -= 1
    found = []
    for start, end in pairwise(sorted({0, len(words), *begins, *ends})):
        for name, step in steps[start].items():
            covers[name] += step
            if not covers[name]:
                del covers[name]
        found.append(Segment(words[start:end], start, end, tuple(covers), tuple(begins[start]), tuple(ends[end])))
    return found


def layers(spans: Sequence[tuple[int, int]]) -> list[int | None]:
    """For each span (start, end) the first layer, from 0, on which no other lies that it overlaps; None for a span
    that overlaps no other. The spans come in the order in which they begin.
    """
    found: list[int | None] = []
    ends: list[int] = []
    for at, (start, end) in enumerate(spans):
        before = any(other_end > start for _start, other_end in spans[:at])
        after = any(other_start < end for other_start, _end in spans[at + 1 :])
        if not (before or after):
            found.append(None)
            continue
        layer = next((layer for layer, last in enumerate(ends) if last <= start), len(ends))
        ends[layer : layer + 1] = [end]
        found.append(layer)
    return found


def cut_paragraphs(cut: Sequence[Segment]) -> list[list[Segment]]:
    """The segments of a turn's words (in order, without a hole) as paragraphs.

    Paragraphs part at blank lines, which are left out. A segment that runs over one is cut there, its offsets
    with it: all its pieces keep `ids`, the first keeps `begins` and the last `ends`.
    """
    words = "".join(segment.text for segment in cut)
    origin = cut[0].start if cut else 0
    pieces = [
        (number, segment, max(start, segment.start - origin), min(end, segment.end - origin))
        for number, (start, end) in enumerate(paragraph_spans(words))
        for segment in cut
        if max(start, segment.start - origin) < min(end, segment.end - origin)
    ]
    first = {id(segment): at for at, (_number, segment, _start, _end) in reversed(list(enumerate(pieces)))}
    last = {id(segment): at for at, (_number, segment, _start, _end) in enumerate(pieces)}
    shown: dict[int, list[Segment]] = {}
    for at, (number, segment, start, end) in enumerate(pieces):
        piece = replace(
            segment,
            text=words[start:end],
            start=start + origin,
            end=end + origin,
            begins=segment.begins if first[id(segment)] == at else (),
            ends=segment.ends if last[id(segment)] == at else (),
        )
        shown.setdefault(number, []).append(piece)
    return list(shown.values())


def paragraph_spans(words: str) -> Iterator[tuple[int, int]]:
    """Where each paragraph stands, as (start, end); a stretch of nothing but white space is none."""
    start = 0
    for blank in [*_BLANK_LINES.finditer(words), None]:
        end = blank.start() if blank else len(words)
        if words[start:end].strip():
            yield start, end
        start = blank.end() if blank else end


def _context(words: str, place: Place[Key]) -> tuple[str, str]:
    selector = select(words, place.start, place.end)
    return selector.prefix, selector.suffix


def _pattern_of(pasted: str) -> "regex.Pattern[str] | None":
    """A pattern for the pasted letters, one by one, in which only white space and quotation marks vary."""
    parts: list[str] = []
    before = ""
    spaced = False
    for piece in _PIECE.finditer(unicodedata.normalize("NFC", pasted)):
        if piece["space"]:
            spaced = True
            continue
        letter = piece[0]
        if _WRAPS_ANYWHERE.match(before) and _WRAPS_ANYWHERE.match(letter):
            parts.append(r"\s*")
        elif spaced:
            parts.append(r"\s+")
        parts.append(f"[{_QUOTATION_MARKS}]" if piece["mark"] else regex.escape(letter))
        before, spaced = letter, False
    return regex.compile("".join(parts)) if parts else None
