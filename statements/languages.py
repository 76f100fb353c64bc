"""Language tags (BCP 47): one spelling, a name, a direction, and a guess from the script."""

import unicodedata
from collections import Counter
from functools import lru_cache

import regex
from langcodes import Language
from langcodes.tag_parser import LanguageTagError

UNKNOWN = "und"
LONGEST = 35
"""Characters of a tag; RFC 5646 asks that at least so many can be kept."""

_GUESSED_FROM = 20_000
"""Code points of a text that a guess reads."""

_RIGHT_TO_LEFT = frozenset(
    ("Adlm", "Arab", "Aran", "Hebr", "Hung", "Mand", "Mend", "Nkoo", "Rohg", "Samr", "Syrc", "Thaa", "Yezi")
)

_ONE_LANGUAGE = {
    "Armenian": "hy",
    "Bengali": "bn",
    "Georgian": "ka",
    "Greek": "el",
    "Gujarati": "gu",
    "Gurmukhi": "pa",
    "Hangul": "ko",
    "Hebrew": "he",
    "Kannada": "kn",
    "Khmer": "km",
    "Lao": "lo",
    "Malayalam": "ml",
    "Myanmar": "my",
    "Oriya": "or",
    "Sinhala": "si",
    "Tamil": "ta",
    "Telugu": "te",
    "Thaana": "dv",
    "Thai": "th",
}
"""Scripts that one language has (nearly) for itself in official statements."""

_SCRIPTS = (*_ONE_LANGUAGE, "Han", "Hiragana", "Katakana", "Arabic", "Cyrillic")
_LETTER = regex.compile(
    "|".join(rf"(?P<{script}>[\p{{{script}}}&&\p{{L}}])" for script in _SCRIPTS) + r"|(?P<Other>\p{L})",
    regex.V1,
)

# Letters that a language has and its script's main language has not; the first language that shows wins.
_ARABIC = (
    ("und", "ټډړښڼۍېڕڵێۆەۇۋڄڃڊڌڏڳڱ"),  # Pashto, Kurdish, Uyghur, Sindhi: not told apart
    ("ur", "ٹڈڑںے"),
    ("fa", "پچژگکی"),
)
_CYRILLIC = (
    ("und", "җҗҥҳҷӣӯѓќѕҙҫҡӑӗӳҝҹҮҵӡ"),  # Tatar, Bashkir, Tajik, Macedonian and others
    ("sr", "ђјљњћџ"),
    ("kk", "ұқғ"),
    ("und", "өүңәһ"),
    ("be", "ў"),
    ("uk", "іїєґ"),
)
_SIMPLIFIED = frozenset("们国这说时会为来对过经动还业东车门问长发关应际与权义总将华没见让认论该")
_TRADITIONAL = frozenset("們國這說時會為來對過經動還業東車門問長發關應際與權義總將華沒見讓認論該")
_FEW = 0.01
"""The share of letters up to which a foreign letter is a quoted name."""


class BadLanguage(ValueError):
    """A text is no language tag; the message says what was expected."""


@lru_cache(maxsize=1000)
def normalise(tag: str) -> str:
    """A BCP 47 tag in its canonical spelling (`zh_hans`: `zh-Hans`, `iw`: `he`). Errors: `BadLanguage`."""
    try:
        language = Language.get(tag) if len(tag) <= LONGEST else None
    except LanguageTagError:
        language = None
    if language is None or not language.is_valid():
        raise BadLanguage(f"expected a language tag such as en, zh-Hans or pt-BR, not {tag[:LONGEST]!r}")
    return str(language.to_tag())


@lru_cache(maxsize=1000)
def name(tag: str, shown_in: str = "en") -> str:
    """The name of a language, in the language `shown_in`: `zh-Hans` is "Chinese (Simplified)"."""
    return str(Language.get(normalise(tag)).display_name(shown_in))


def direction(tag: str, text: str = "") -> str:
    """`rtl` or `ltr`, as the language is written; for an unknown one as `text` begins, else `auto`.

    The value is one of HTML's `dir` attribute.
    """
    try:
        return _direction_of(tag) or _direction_in(text)
    except BadLanguage:
        return _direction_in(text)


def guess(text: str) -> str:
    """The language of a text, where its script tells it, else `und`. Never more than a proposal.

    The script is that of most letters. Han is `ja` with kana, else `zh`, or `zh-Hans` or `zh-Hant` where the
    letters show which. Arabic is `ar` and Cyrillic `ru`, unless there are letters that these languages do not
    have: they name Persian, Urdu, Ukrainian, Belarusian, Kazakh or Serbian, or only that it is another.
    A longer Cyrillic text without any ё, ы or э is not Russian. Scripts of many languages, Latin first of
    all, tell nothing.
    """
    letters = unicodedata.normalize("NFC", text[:_GUESSED_FROM]).lower()
    scripts = Counter(found.lastgroup for found in _LETTER.finditer(letters))
    kana = scripts["Hiragana"] + scripts["Katakana"]
    scripts["Han"] += kana
    del scripts["Hiragana"], scripts["Katakana"]
    script, most = scripts.most_common(1)[0]
    if not script or most * 2 <= scripts.total():
        return UNKNOWN
    if script == "Han":
        return "ja" if kana > most * 0.05 else _chinese(letters)
    if script == "Arabic":
        return _by_foreign_letters(letters, most, _ARABIC) or "ar"
    if script == "Cyrillic":
        return _by_foreign_letters(letters, most, _CYRILLIC) or _russian(letters, most)
    return _ONE_LANGUAGE.get(script, UNKNOWN)


@lru_cache(maxsize=1000)
def _direction_of(tag: str) -> str:
    language = Language.get(normalise(tag))
    if not language.script and language.language in (None, UNKNOWN, "mul", "mis", "zxx"):
        return ""
    return "rtl" if language.maximize().script in _RIGHT_TO_LEFT else "ltr"


def _direction_in(text: str) -> str:
    for character in text:
        strong = unicodedata.bidirectional(character)
        if strong in ("R", "AL"):
            return "rtl"
        if strong == "L":
            return "ltr"
    return "auto"


def _chinese(letters: str) -> str:
    simplified = sum(letter in _SIMPLIFIED for letter in letters)
    traditional = sum(letter in _TRADITIONAL for letter in letters)
    if simplified > traditional * 9:
        return "zh-Hans"
    if traditional > simplified * 9:
        return "zh-Hant"
    return "zh"


def _by_foreign_letters(letters: str, most: int, signs: tuple[tuple[str, str], ...]) -> str:
    """The first language whose letters are a fair part of those that the script's main language has not."""
    counts = [(language, sum(letter in own for letter in letters)) for language, own in signs]
    foreign = sum(count for _, count in counts)
    if foreign <= most * _FEW:
        return ""
    return next((language for language, count in counts if count * 10 >= foreign), UNKNOWN)


def _russian(letters: str, most: int) -> str:
    return "ru" if most < 200 or any(letter in "ыэё" for letter in letters) else UNKNOWN
