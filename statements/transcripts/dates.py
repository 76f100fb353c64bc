"""The date that stands at the top of a text, as EDTF, where it can be read in one way only."""

import datetime
import re
from typing import Final

_MONTHS: Final[dict[str, int]] = {}
for _number, _names in enumerate(
    (
        "january jan janvier enero janeiro januar januari gennaio января январь січня يناير stycznia ocak",
        "february feb février febrero fevereiro februar februari febbraio февраля февраль лютого فبراير lutego şubat",
        "march mar mars marzo março märz maart марта март березня مارس marca mart",
        "april apr avril abril aprile апреля апрель квітня أبريل kwietnia nisan",
        "may mai mayo maio mei maggio мая май травня مايو maja mayıs",
        "june jun juin junio junho juni giugno июня июнь червня يونيو czerwca haziran",
        "july jul juillet julio julho juli luglio июля июль липня يوليو lipca temmuz",
        "august aug août agosto augustus августа август серпня أغسطس sierpnia ağustos",
        "september sep sept septembre septiembre setembro settembre сентября сентябрь вересня سبتمبر września eylül",
        "october oct octobre octubre outubro oktober ottobre октября октябрь жовтня أكتوبر października ekim",
        "november nov novembre noviembre novembro ноября ноябрь листопада نوفمبر listopada kasım",
        "december dec décembre diciembre dezembro dezember dicembre декабря декабрь грудня ديسمبر grudnia aralık",
    ),
    start=1,
):
    _MONTHS.update(dict.fromkeys(_names.split(), _number))

_MONTH = r"(?P<month>[^\W\d_]{3,12})\.?"
_YEAR = r"(?P<year>(?:1[89]|20)\d\d)(?!\d)"
_DAY = r"(?<!\d)(?P<day>\d{1,2})"
_FORMS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"(?<!\d){_YEAR}-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)",
        rf"(?<!\d){_YEAR}[./](?P<month>\d\d?)[./](?P<day>\d\d?)(?!\d)",
        rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]\s?(?P<day>\d\d?)\s?[日号號일]",
        rf"{_DAY}(?:st|nd|rd|th|er|º|\.)?\s+(?:de\s+|of\s+)?{_MONTH},?\s+(?:de\s+)?{_YEAR}",
        rf"\b{_MONTH}\s+(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s+{_YEAR}",
    )
)
_MONTH_AND_YEAR: Final = (
    re.compile(rf"(?<!\d){_YEAR}\s?[年년]\s?(?P<month>\d\d?)\s?[月월]"),
    re.compile(rf"(?<!\d){_YEAR}-(?P<month>\d\d)(?![-\d])"),
    re.compile(rf"\b{_MONTH}\s+(?:de\s+)?{_YEAR}"),
)
_WORD: Final = re.compile(r"[^\W\d_]+")
_HAN: Final = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_DAY_OR_MONTH_FIRST: Final = re.compile(rf"(?<!\d)(\d{{1,2}})([./-])(\d{{1,2}})\2{_YEAR}")


def dates_in(text: str) -> set[str]:
    """Return the dates of a line as EDTF (`2019-05-06`, `2026-05`); of `05/06/2019`, which has two readings, both.

    Only where a line holds no day are its months given. Numbers that are no date of the calendar are passed over.
    """
    found = {_day(match["year"], match["month"], match["day"]) for form in _FORMS for match in form.finditer(text)}
    for match in _DAY_OR_MONTH_FIRST.finditer(text):
        found |= {_day(match["year"], match[3], match[1]), _day(match["year"], match[1], match[3])}
    found.discard("")
    if not found:
        found = {_month(match["year"], match["month"]) for form in _MONTH_AND_YEAR for match in form.finditer(text)}
    return found - {""}


def only_date(lines: list[str]) -> str:
    """Return the one date that these lines give, '' where there is none or more than one.

    A month beside a day of the same month is no second date.
    """
    found = {date for line in lines for date in dates_in(line[:300])}
    days = {date for date in found if len(date) == len("2019-05-06")}
    found = {date for date in found if date in days or not any(day.startswith(date) for day in days)}
    return found.pop() if len(found) == 1 else ""


def is_date_line(line: str) -> bool:
    """Return whether a line is a date with little beside it: a weekday, a town, a clock time."""
    return len(line) <= 80 and bool(dates_in(line)) and words_beside_date(line) <= 3


def words_beside_date(line: str) -> int:
    """Return how many words a line holds beside its dates; two letters of Chinese or Japanese are one word."""
    rest = line
    for form in (*_FORMS, _DAY_OR_MONTH_FIRST, *_MONTH_AND_YEAR):
        rest = form.sub(" ", rest)
    han = len(_HAN.findall(rest))
    return (han + 1) // 2 + len(_WORD.findall(_HAN.sub(" ", rest)))


def _month_number(month: str) -> int:
    return int(month) if month.isdecimal() else _MONTHS.get(month.casefold(), 0)


def _day(year: str, month: str, day: str) -> str:
    try:
        return datetime.date(int(year), _month_number(month), int(day)).isoformat()
    except ValueError:
        return ""


def _month(year: str, month: str) -> str:
    number = _month_number(month)
    return f"{int(year):04d}-{number:02d}" if 1 <= number <= 12 else ""
