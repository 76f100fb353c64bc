"""What the words before a colon are: a question mark, a moderator, an outlet, an official, a name, or no name.

A name is read without its surroundings: `read_name("路透社记者")` is an outlet's reporter wherever it stands.
Whether a label in a text is one is decided in `labels`, by how it is used there.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex

from statements.transcripts import vocabulary as words

Role = Literal[
    "", "question", "answer", "moderator", "bystander", "reporter", "outlet", "spokesperson", "body", "office"
]
Shape = Literal["", "capitals", "initials", "name", "han", "caseless"]

LONGEST_NAME = 80
_MOST_TOKENS = 10
_LONGEST_HAN = 24

_VOWEL_MARKS = regex.compile("[\u0610-\u061a\u064b-\u065f\u0670\u0640]")
_NUMBER = regex.compile(r"\s*(?:no\.?|№|#|n°|第)?\s*(?:\d{1,3}|[一二三四五六七八九十]{1,3})$")
_NUMERALS = frozenset("0123456789一二三四五六七八九十")
_NAMED_ASKER = regex.compile(r"^(?P<word>[^\s,/|–—-]+)(?:\s*[,/|–—-]\s*|\s+(?:from|by|de|von|от|из)\s+)(?P<who>\S.*)$")
_ASKER_BESIDE = regex.compile(
    r"^(?P<word>\p{Lu}\p{L}{3,}) (?P<who>(?:\p{Lu}[\p{L}.’'-]*)(?: \p{Lu}[\p{L}.’'-]*){0,2})$"
)
_NO_NAME = regex.compile(r"[!?;\"“”„…=<>{}\[\]\\@#%$^~`|+&–—。，、！？；*_]")
_INITIALS = regex.compile(r"(?:\p{Lu}\.){1,3}\p{Lu}[\p{L}’'-]+|(?:\p{Lu}\.\s?){2,3}\p{Lu}[\p{L}’'-]+")
_STATES = regex.compile(r"[ue]\.\s?[snkue]\.")
_HAN = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Hangul}]")
_CASED = regex.compile(r"[\p{Lu}\p{Ll}\p{Lt}]")
_CAPITALS_BUT_MC = regex.compile(r"\b(?:Ma?c|O[’'])(?=\p{Lu})")
_TOKEN_END = regex.compile(r"(?<=\p{L}{5})\.$")


@dataclass(frozen=True, slots=True)
class Name:
    """What stands before a colon.

    `core` compares two labels (case, width and vowel marks gone). `speaker` is the name as printed, '' where
    no one is named. `role` and `shape` are the signals; `letter`: a question or answer mark of one letter;
    `courtesy`: with a Mr, Ms or Dr. A name without role and shape is no speaker's.
    """

    core: str
    speaker: str
    role: Role
    shape: Shape
    letter: bool = False
    courtesy: bool = False


@lru_cache(maxsize=4096)
def read_name(printed: str) -> Name:
    """Return what the words before a colon (without markup and white space at the ends) are."""
    base, aside = _without_aside(printed)
    core = _core(base)
    plain = (_NUMBER.sub("", core) if core[-1:] in _NUMERALS else core) or core
    mark = _mark(plain)
    if mark:
        for_outlet = bool(aside) and read_name(aside).role == "outlet"
        role: Role = "outlet" if mark == "question" and for_outlet else mark
        return Name(plain, aside, role, "name", letter=len(plain) == 1 and plain in _LETTERS)
    named = _named_asker(base, core)
    if named:
        return named
    if core[-1:] in "问問答" and core[:-1] and _role(core[:-1]):
        return Name(core, base[:-1], _role(core[:-1]), "han")
    tokens = _tokens(plain)
    role = _role(plain) or ("outlet" if aside and read_name(aside).role == "outlet" else "")
    courtesy = len(tokens) > 1 and tokens[0] in words.COURTESIES
    speaker = printed[: printed.rfind(aside) + len(aside) + 1] if aside else base.strip()
    return Name(core, speaker, role, _shape(base, core, plain, tokens, role, courtesy), courtesy=courtesy)


def _named_asker(base: str, core: str) -> Name | None:
    """Return the one who asks in `Question from AFP` and `Q – Jane Doe`, None for any other name."""
    if not core or _mark(core.split(None, 1)[0].rstrip(",/|–—-")) != "question":
        return None
    asked = _NAMED_ASKER.match(base) or _ASKER_BESIDE.match(base)
    if not asked or _mark(_core(asked["word"])) != "question" or asked["who"].casefold() in words.NO_ASKERS:
        return None
    if asked["who"][0].islower():
        return None
    who = asked["who"].strip()
    role: Role = "outlet" if read_name(who).role in ("outlet", "reporter") else "question"
    return Name(core, who, role, "name")


_LETTERS = frozenset(words.ANSWERS_TO_LETTER) | frozenset().union(*words.ANSWERS_TO_LETTER.values())


def _mark(plain: str) -> Literal["", "question", "answer"]:
    """Return what a word or letter opens; a letter that can open either opens a question."""
    if plain in words.QUESTION_WORDS or plain in words.ANSWERS_TO_LETTER:
        return "question"
    if plain in words.ANSWER_WORDS or plain in _LETTERS:
        return "answer"
    return ""


def _core(text: str) -> str:
    if text.isascii():
        return " ".join(text.lower().split()).strip(" .'*_")
    folded = unicodedata.normalize("NFKC", text).casefold()
    return " ".join(_VOWEL_MARKS.sub("", folded).split()).strip(" .'’‘*_")


def _without_aside(printed: str) -> tuple[str, str]:
    """Return the name, and what the last brackets after it hold that is no note.

    `X (spoke in French)` has no aside, `X (Chad) (via video)` has `Chad`.
    """
    base, aside = printed, ""
    while base.endswith((")", "）")):
        opened = max(base.rfind("("), base.rfind("（"))
        if opened <= 0:
            break
        aside = aside or _named_in(base[opened + 1 : -1].strip())
        base = base[:opened].rstrip()
    return base, aside


def _named_in(aside: str) -> str:
    """Return the name in the brackets of `Question (AFP):`, '' for `Question (as translated):`."""
    return "" if aside.casefold().startswith(words.TRANSLATION_NOTES) else aside


def _tokens(core: str) -> list[str]:
    """Return the words of a name without points, brackets, quotation marks and a genitive's ending."""
    stripped = [token.strip(".,'’‘«»《》()") for token in core.replace(".", ". ").split()]
    return [token.removesuffix("'s").removesuffix("’s") for token in stripped]


def _role(plain: str) -> Role:
    """Return what the words of a name say about it; the surest sign is asked for first."""
    if _HAN.search(plain):
        return _role_in_han(plain)
    tokens = _tokens(plain)
    if plain in words.MODERATOR_WORDS or (tokens and tokens[0] in words.MODERATOR_WORDS and len(tokens) <= 4):
        return "moderator"
    if plain in words.BYSTANDER_WORDS:
        return "bystander"
    held = words.SPOKESPERSON_WORDS.intersection(tokens) or any(
        phrase in plain for phrase in words.SPOKESPERSON_PHRASES
    )
    if held:
        return "spokesperson"
    if plain in words.OUTLETS:
        return "outlet"
    if plain in words.REPORTER_WORDS:
        return "reporter"
    if words.REPORTER_WORDS.intersection(tokens):
        rest = [token for token in tokens if token not in words.REPORTER_WORDS]
        return "outlet" if " ".join(rest) in words.OUTLETS or _is_called_an_outlet(rest) else "reporter"
    _, _, employer = plain.rpartition(", ")
    if _is_called_an_outlet(tokens) or employer in words.OUTLETS:
        return "outlet"
    if words.BODY_WORDS.intersection(tokens):
        return "body"
    if words.OFFICE_WORDS.intersection(tokens):
        return "office"
    return ""


def _is_called_an_outlet(tokens: list[str]) -> bool:
    """Return whether a name ends or begins as outlets' names do: `Harbour TV`, `Radio Harbour`, `Daily Harbour`."""
    tokens = tokens[1:] if tokens[:1] == ["the"] else tokens
    if len(tokens) < 2:
        return False
    last = tokens[-2] if tokens[-1] in words.OUTLET_COMPANIES else tokens[-1]
    known = any(" ".join(tokens[:size]) in words.OUTLETS for size in (1, 2) if len(tokens[0]) > 3)
    return known or last in words.OUTLET_ENDINGS or tokens[0] in words.OUTLET_STARTS


def _role_in_han(plain: str) -> Role:
    bare = plain.strip("《》「」『』【】()（） ")
    if bare in words.MODERATOR_WORDS or bare.startswith(("主持人", "司会")):
        return "moderator"
    if bare in words.BYSTANDER_WORDS:
        return "bystander"
    for word in ("记者", "記者", "기자"):
        if bare.endswith(word):
            before = bare.removesuffix(word).strip("《》「」『』 ")
            return "reporter" if before in words.NO_OUTLET_IN_HAN else "outlet"
    if bare in words.REPORTER_WORDS:
        return "reporter"
    if bare.endswith(words.REPORTING_ENDINGS):
        return ""
    if any(word in bare for word in words.SPOKESPERSON_IN_HAN):
        return "spokesperson"
    if bare in words.OUTLETS or bare.endswith(words.OUTLET_ENDINGS_IN_HAN):
        return "outlet"
    if bare.endswith(words.OFFICE_IN_HAN) or any(word in bare for word in words.OFFICE_IN_HAN):
        return "office"
    if any(word in bare for word in words.BODIES_IN_HAN):
        return "body"
    return ""


def _shape(base: str, core: str, plain: str, tokens: list[str], role: Role, courtesy: bool) -> Shape:
    """Return how the words are printed, '' where no name is printed so."""
    if not tokens or len(tokens) > _MOST_TOKENS or _names_a_thing(core, plain, tokens, role, courtesy):
        return ""
    if _HAN.search(base):
        bare = base.strip("《》「」『』【】")
        return (
            "" if len(bare) > _LONGEST_HAN or _NO_NAME.search(bare) or bare.endswith(words.REPORTING_ENDINGS) else "han"
        )
    if _NO_NAME.search(base):
        return ""
    if not _CASED.search(base):
        spoken_of = tokens[0] in words.REPORTING_STARTS
        return "" if spoken_of or len(tokens) > 5 or not any(map(str.isalpha, base)) else "caseless"
    if role == "outlet" and plain in words.OUTLETS:
        return "" if base.islower() or (len(plain) <= 4 and not base.isupper() and base.isascii()) else "name"
    if _INITIALS.fullmatch(base) and not _STATES.match(core):
        return "initials"
    if _CAPITALS_BUT_MC.sub("", base).isupper() and sum(map(str.isalpha, base)) >= 2:
        return "capitals"
    return "name" if _is_capitalised(base) else ""


def _names_a_thing(core: str, plain: str, tokens: list[str], role: Role, courtesy: bool) -> bool:
    if core.startswith(words.ADDRESSES) or plain in words.NOT_NAMES:
        return True
    if courtesy or role in ("moderator", "reporter", "outlet"):
        return False
    first, last = tokens[0], tokens[-1]
    if role == "" and (first.startswith(("question", "answer")) or first in words.QUESTION_WORDS):
        return True
    return any(len(token) >= 4 and token in words.NOT_NAMES for token in (first, last))


def _is_capitalised(base: str) -> bool:
    """Return whether every word begins with a capital, but for small words and words for an office."""
    printed = base.replace("«", "").replace("»", "").split()
    if len(printed) > 6 and not _LONG_ROLES.intersection(_tokens(_core(base))):
        return False
    if not any(word[0].isupper() for word in printed) or _is_small(printed[0]):
        return False
    return all(not _is_small(word) and not _TOKEN_END.search(word) for word in printed)


def _is_small(word: str) -> bool:
    """Return whether a word is printed small that a name would print with a capital."""
    bare = word.strip(",.()")
    if not bare or not bare[0].islower():
        return False
    folded = bare.casefold()
    if bare.startswith(("al-", "el-", "an-", "as-", "d’", "d'", "l’", "l'")):
        return False
    return folded not in words.PARTICLES and folded not in _SMALL_ROLES


_LONG_ROLES = words.OFFICE_WORDS | words.SPOKESPERSON_WORDS | words.BODY_WORDS
_SMALL_ROLES = (
    words.ANSWER_WORDS
    | words.SPOKESPERSON_WORDS
    | words.BODY_WORDS
    | words.OFFICE_WORDS
    | words.REPORTER_WORDS
    | words.MODERATOR_WORDS
    | words.COURTESIES
)
