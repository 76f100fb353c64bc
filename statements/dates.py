"""Dates as exact as a source gives them: our part of the Extended Date/Time Format (EDTF).

| code                    | meaning                                                          |
|-------------------------|------------------------------------------------------------------|
| `2026-05-29`            | a day                                                            |
| `2026-05`, `2026`       | a month, a year                                                  |
| `2026-05-01/2026-05-03` | an interval; each side a day, a month or a year                  |
| `2026-05~`              | about; the bounds are the stated ones, the word "about" is shown |
| (empty), `XXXX`         | not known                                                        |

Every date has a lower and an upper day. One is before another only where its upper day is before the
other's lower day; dates that overlap have no order. A date that is not known has no days, overlaps
nothing and has no order.
"""

import calendar
import re
import unicodedata
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Literal

from django.utils import formats, translation
from django.utils.dates import MONTHS, MONTHS_3, MONTHS_ALT, MONTHS_AP
from django.utils.translation import gettext as _

Precision = Literal["day", "month", "year", "interval", "unknown"]
After = Literal["", "since", "until"]

_CODE = re.compile(r"(?P<year>[0-9]{4})(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?)?")
_ABOUT = re.compile(r"^(?:about|around|circa|ca?\.|~) ?", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(?P<year>\d{4}) ?[年년] ?(?:(?P<month>\d{1,2}) ?[月월] ?(?:(?P<day>\d{1,2}) ?[日일])?)?")
_YEAR_FIRST_FIGURES = re.compile(r"(?P<year>\d{4})([./])(?P<month>\d{1,2})\2(?P<day>\d{1,2})")
_YEAR_LAST_FIGURES = re.compile(r"(?P<one>\d{1,2})([./-])(?P<two>\d{1,2})\2(?P<year>\d{4})")
_DAY_FIRST = re.compile(
    r"(?:(?P<day>\d{1,2})(?:st|nd|rd|th|er)?\.? (?:de |of )?)?(?P<month>\D+?),? (?:de )?(?P<year>\d{4})"
    r"(?: ?г\.?| года)?"
)
_MONTH_FIRST = re.compile(r"(?P<month>\D+?) (?P<day>\d{1,2})(?:st|nd|rd|th)?,? (?P<year>\d{4})")
_SHORT_MONTH = re.compile(r"(?<!\\)[MN]")
_DAY_AND_MONTH = re.compile(r"(?P<day>j\.?).*?(?<!\\)[EF]")
_WRITTEN = {
    "ar": {"day": "j F Y", "month": "F Y"},
    "ru": {"day": "j E Y", "month": "F Y"},
    "zh": {"day": "Y年n月j日", "month": "Y年n月", "year": "Y年"},
}
"""Where Django writes a date otherwise than running text does: a comma before the year, "г." after it, a bare year."""
_READ_IN = ("en", "fr", "es", "ru", "ar")
"""Languages, beside the reader's own, in which an editor may type a month's name."""


class BadDate(ValueError):
    """A text is no date that can be kept; the message holds the text and says what was expected."""


@dataclass(frozen=True)
class Edtf:
    """A date: its canonical code ('' unknown), its first and last day, how exact it is, whether "about"."""

    value: str
    lower: date | None
    upper: date | None
    precision: Precision
    about: bool = False


UNKNOWN = Edtf("", None, None, "unknown")


def parse(text: str | None) -> Edtf:
    """The date of a code; None and `XXXX` are unknown. Errors: `BadDate`.

    An interval that begins and ends with the same date is that date.
    """
    if text is None or text in ("", "XXXX"):
        return UNKNOWN
    first, slash, last = text.partition("/")
    if slash:
        return _interval(_single(first, text), _single(last, text), text)
    single = _single(text.removesuffix("~"), text)
    return _about(single) if text.endswith("~") else single


def read(text: str | None) -> Edtf:
    """The date that an editor typed: a code, or words or figures that can be read in one way only.

    "29 May 2026", "May 29, 2026", "May 2026", "29.05.2026", "2026年5月29日", "29 мая 2026", each also after
    "about"; names of months in the site's and the United Nations' languages. Errors: `BadDate`, which says
    why where figures can be read in two ways ("03/04/2026").
    """
    typed = " ".join(unicodedata.normalize("NFKC", text or "").split())
    try:
        return parse(typed)
    except BadDate:
        words = _ABOUT.sub("", typed).removeprefix(_("about %(date)s") % {"date": ""}).strip()
        code = _code_of(words.removesuffix("~").rstrip(), typed)
        if code is None:
            raise
        single = _single(code, typed)
        return single if words == typed and not typed.endswith("~") else _about(single)


def show(said: Edtf | str, after: After = "") -> str:
    """A date (or its code) as a reader of the active language expects it: "29 May 2026", "May–June 2026".

    `after` the word "since" (or "from") or "until" (or "to") some languages want a case or a preposition: in Russian
    "с марта 2024" beside "март 2024", in French "depuis le 5 mars", "jusqu’au 5 mars", "jusqu’en mars".
    """
    return _shown(said, after, translation.get_language())


@lru_cache(maxsize=5_000)
def _shown(said: Edtf | str, after: After, _language_of_page: str | None) -> str:
    """The same dates stand on every list; how one is shown follows from the active language alone."""
    date_ = parse(said) if isinstance(said, str) else said
    if after == "since" and _language() == "ru" and date_.precision == "month" and date_.lower and not date_.about:
        return formats.date_format(date_.lower, "E Y")
    if after and _language() == "fr":
        return _preposition(date_, after) + show(date_)
    if date_.precision == "interval":
        return _shown_interval(*(parse(side) for side in date_.value.split("/")))
    shown = _shown_single(date_)
    return _("about %(date)s") % {"date": shown} if date_.about else shown


def before(one: Edtf, other: Edtf) -> bool:
    """Whether one date is certainly before the other: its last day before the other's first."""
    return one.upper is not None and other.lower is not None and one.upper < other.lower


def overlap(one: Edtf, other: Edtf) -> bool:
    """Whether two dates share a day, so that their order is not known; never with an unknown date."""
    if one.lower is None or one.upper is None or other.lower is None or other.upper is None:
        return False
    return one.lower <= other.upper and other.lower <= one.upper


def sort_key(said: Edtf) -> tuple[int, int, int]:
    """A key for lists with the newest first: by last day, then first day, unknown dates at the end."""
    if said.lower is None or said.upper is None:
        return (1, 0, 0)
    return (0, -said.upper.toordinal(), -said.lower.toordinal())


def _single(code: str, text: str) -> Edtf:
    found = _CODE.fullmatch(code)
    if found is None:
        raise _bad_date(
            text,
            _(
                "a year (2026), month (2026-05), day (2026-05-29), interval (2026-05-01/2026-05-03), "
                "any of the first three with ~ for about (2026-05~), or nothing where it is not known"
            ),
        )
    year, month, day = (int(found[part] or 0) for part in ("year", "month", "day"))
    if year == 0:
        raise _bad_date(text, _("a year from 0001 to 9999"))
    if found["month"] is None:
        return Edtf(code, date(year, 1, 1), date(year, 12, 31), "year")
    if not 1 <= month <= 12:
        raise _bad_date(text, _("a month from 01 to 12"))
    days = calendar.monthrange(year, month)[1]
    if found["day"] is None:
        return Edtf(code, date(year, month, 1), date(year, month, days), "month")
    if not 1 <= day <= days:
        raise _bad_date(text, _("a day from 01 to %(days)s in that month") % {"days": days})
    return Edtf(code, date(year, month, day), date(year, month, day), "day")


def _interval(first: Edtf, last: Edtf, text: str) -> Edtf:
    if first == last:
        return first
    if first.lower is None or last.upper is None or first.lower > last.upper:
        raise _bad_date(text, _("an interval that does not end before it starts"))
    return Edtf(f"{first.value}/{last.value}", first.lower, last.upper, "interval")


def _bad_date(text: str, expected: str) -> BadDate:
    return BadDate(_("“%(text)s” was given, expected %(expected)s") % {"text": text, "expected": expected})


def _about(single: Edtf) -> Edtf:
    return Edtf(f"{single.value}~", single.lower, single.upper, single.precision, about=True)


def _code_of(words: str, typed: str) -> str | None:
    """The code of a date in words or figures, None where it is none. Errors: `BadDate`, naming `typed`."""
    if _CODE.fullmatch(words):
        return words
    if found := _YEAR_FIRST.fullmatch(words) or _YEAR_FIRST_FIGURES.fullmatch(words):
        return _code(found["year"], found["month"], found["day"])
    if found := _YEAR_LAST_FIGURES.fullmatch(words):
        return _code(found["year"], *_month_and_day(int(found["one"]), int(found["two"]), found["year"], typed))
    if found := _DAY_FIRST.fullmatch(words) or _MONTH_FIRST.fullmatch(words):
        names = _month_numbers(translation.get_language() or "en")
        number = names.get(found["month"].casefold().rstrip("."))
        return _code(found["year"], number, found["day"]) if number else None
    return None


def _code(year: str, month: str | int | None, day: str | int | None) -> str:
    return "-".join([f"{int(year):04}", *(f"{int(part):02}" for part in (month, day) if part is not None)])


def _month_and_day(one: int, two: int, year: str, typed: str) -> tuple[int, int]:
    if one != two and one <= 12 and two <= 12:
        readings = {"one": _code(year, two, one), "two": _code(year, one, two)}
        raise _bad_date(typed, _("%(one)s or %(two)s, for it can be read either way") % readings)
    return (two, one) if two <= 12 else (one, two)


@cache
def _month_numbers(language: str) -> dict[str, int]:
    """Month names, in lower case and without a full stop, to their numbers; none that names two months."""
    numbers: dict[str, set[int]] = {}
    for known in (*_READ_IN, language):
        with translation.override(known):
            for names in (MONTHS, MONTHS_ALT, MONTHS_3, MONTHS_AP):
                for number, name in names.items():
                    numbers.setdefault(str(name).casefold().rstrip("."), set()).add(number)
    return {name: min(months) for name, months in numbers.items() if len(months) == 1}


def _shown_single(single: Edtf) -> str:
    if single.lower is None:
        return _("date not known")
    return _written(single.lower, _pattern(single.precision))


def _shown_interval(first: Edtf, last: Edtf) -> str:
    """Both sides; what they share is said once, where the language says it first or last."""
    one, other, shown_first, shown_last = first.lower, last.lower, _shown_single(first), _shown_single(last)
    if one and other and first.precision == last.precision:
        pattern = _pattern(first.precision)
        if pattern.startswith("Y年"):
            shared = f"{one.year:04}年" if one.year == other.year else ""
            shared += f"{one.month}月" if shared and one.month == other.month and first.precision == "day" else ""
            return f"{shown_first}至{shown_last.removeprefix(shared)}"
        if first.precision == "year":
            return f"{shown_first}–{shown_last}"
        if one.year == other.year and first.precision == "month" and pattern.startswith("F"):
            return f"{_written(one, 'F')}–{shown_last}"
        if one.year == other.year and (day_and_month := _DAY_AND_MONTH.match(pattern)):
            if one.month == other.month:
                return f"{_written(one, day_and_month['day'])}–{shown_last}"
            return f"{_written(one, day_and_month[0])} – {shown_last}"
    return f"{shown_first} – {shown_last}"


def _preposition(said: Edtf, after: After) -> str:
    """What stands in French between "depuis" or "jusqu’" and a date."""
    is_day = said.precision == "day" and not said.about
    if after == "since":
        return "le " if is_day else ""
    return "au " if is_day else "à " if said.about or said.precision == "interval" else "en "


def _written(on: date, pattern: str) -> str:
    """A day by a format of Django's, with what no such format can say: "1er" in French, no capital in Russian."""
    written = formats.date_format(on, pattern)
    if _language() == "ru":
        return written.lower()
    return f"1er{written[1:]}" if _language() == "fr" and pattern.startswith("j") and on.day == 1 else written


def _pattern(precision: Precision) -> str:
    """The date format of the active language for this precision, with the month's full name."""
    if written := _WRITTEN.get(_language(), {}).get(precision):
        return written
    name = {"day": "DATE_FORMAT", "month": "YEAR_MONTH_FORMAT"}.get(precision)
    return _SHORT_MONTH.sub("F", formats.get_format(name)) if name else "Y"


def _language() -> str:
    """The active language without its script or country."""
    return (translation.get_language() or "").partition("-")[0]
