"""One record against the list of fields: what is wrong with it, by field, and its clean values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from typing import Any

from statements import dates, languages
from statements.recording.shapes import UNSTORABLE
from statements.records.fields import RECORDS, Field, Shape
from statements.slugs import is_slug

ADDRESS = re.compile(r"https?://[^\s<>\"\x00-\x1f]+")
COUNTRY = re.compile(r"[A-Z]{3}")
ITEM = re.compile(r"Q[1-9][0-9]*")


class Problems:
    """What is wrong with one record, each with its field and what was expected."""

    def __init__(self) -> None:
        self.found: list[tuple[str, str]] = []

    def add(self, field: str, message: str) -> None:
        """Note that `field` is wrong."""
        self.found.append((field, message))

    def __bool__(self) -> bool:
        """Whether anything is wrong."""
        return bool(self.found)


def clean(raw: dict[str, Any], kind: str, problems: Problems) -> tuple[str, dict[str, Any]]:
    """The type of a record and its clean values: NFC, LF, canonical dates and languages, nothing absent.

    `kind` is the type of a record that does not say its own.
    """
    given = raw.get("type")
    if given is not None and (not isinstance(given, str) or given not in RECORDS):
        problems.add("type", f"one of {', '.join(RECORDS)} was expected")
        return kind, {}
    kind = given or kind
    return kind, _object(RECORDS[kind], raw, "", problems)


def name_of(value: Any) -> str:
    """A name as it is compared: NFC, without white space around it; '' where the value is none."""
    return _nfc(value).strip() if isinstance(value, str) and not UNSTORABLE.search(value) else ""


def _nfc(value: str) -> str:
    return value if unicodedata.is_normalized("NFC", value) else unicodedata.normalize("NFC", value)


def _object(fields: Sequence[Field], raw: dict[str, Any], place: str, problems: Problems) -> dict[str, Any]:
    known = {field.name for field in fields}
    for name in raw:
        if name not in known:
            problems.add(place + _shown(name), f"no such field; known are {', '.join(sorted(known))}")
    values: dict[str, Any] = {}
    for field in fields:
        value = raw.get(field.name)
        if value is not None:
            value = _CHECKS[field.shape](field, value, place + field.name, problems)
        if value is not None:
            values[field.name] = value
        missing = value is None or (_says_nothing(value) and not field.keeps_empty)
        if field.required and missing and not _named(problems, place + field.name):
            problems.add(place + field.name, f"is required: {field.expected()}")
    return values


def _says_nothing(value: Any) -> bool:
    return not value.strip() if isinstance(value, str) else value == []


def _shown(name: str) -> str:
    return repr(name[:60])


def _named(problems: Problems, place: str) -> bool:
    return any(field == place or field.startswith(place + " ") for field, _ in problems.found)


def _text(field: Field, value: Any, place: str, problems: Problems) -> str | None:
    if not isinstance(value, str):
        problems.add(place, f"{field.expected()} was expected")
        return None
    if found := UNSTORABLE.search(value):
        problems.add(place, f"character U+{ord(found.group()):04X} at position {found.start()} cannot be stored")
        return None
    text = _nfc(value.replace("\r\n", "\n").replace("\r", "\n") if "\r" in value else value)
    if field.longest and len(text) > field.longest:
        problems.add(place, f"at most {field.longest} characters were expected, not {len(text)}")
        return None
    return text


def _name(field: Field, value: Any, place: str, problems: Problems) -> str | None:
    text = _text(field, value, place, problems)
    if text is not None and "\n" in text.strip():
        problems.add(place, "a name on one line was expected")
    return text.strip() if text is not None else None


def _slug(field: Field, value: Any, place: str, problems: Problems) -> str | None:
    text = _text(field, value, place, problems)
    if text and not is_slug(text):
        problems.add(place, f"{field.expected()} were expected")
        return None
    return text


def _code(field: Field, value: Any, place: str, problems: Problems) -> str | None:
    if not isinstance(value, str) or value not in field.codes:
        problems.add(place, f"{field.expected()} was expected")
        return None
    return value


def _date(field: Field, value: Any, place: str, problems: Problems) -> str | None:
    text = _text(field, value, place, problems)
    try:
        return dates.parse(text).value if text is not None else None
    except dates.BadDate as error:
        problems.add(place, str(error))
        return None


def _language(field: Field, value: Any, place: str, problems: Problems) -> str | None:
    text = _text(field, value, place, problems)
    try:
        return languages.normalise(text) if text else None
    except languages.BadLanguage as error:
        problems.add(place, str(error))
        return None


def _matching(pattern: re.Pattern[str]) -> Callable[[Field, Any, str, Problems], str | None]:
    def check(field: Field, value: Any, place: str, problems: Problems) -> str | None:
        text = _text(field, value, place, problems)
        if text and not pattern.fullmatch(text):
            problems.add(place, f"{field.expected()} was expected")
            return None
        return text

    return check


def _number(field: Field, value: Any, place: str, problems: Problems) -> int | None:
    if not isinstance(value, int) or isinstance(value, bool) or not field.least <= value < 2**31:
        problems.add(place, f"{field.expected()} was expected")
        return None
    return value


def _flag(field: Field, value: Any, place: str, problems: Problems) -> bool | None:
    if not isinstance(value, bool):
        problems.add(place, f"{field.expected()} was expected")
        return None
    return value


def _names(field: Field, value: Any, place: str, problems: Problems) -> list[str] | None:
    if not isinstance(value, list):
        problems.add(place, f"{field.expected()} was expected")
        return None
    one = Field(field.name, "name", "", longest=500)
    names = [_name(one, name, f"{place} {number}", problems) for number, name in enumerate(value, 1)]
    return list(dict.fromkeys(name for name in names if name))


def _texts(field: Field, value: Any, place: str, problems: Problems) -> dict[str, str] | None:
    if not isinstance(value, dict):
        problems.add(place, f"{field.expected()} was expected")
        return None
    for code in value:
        if code not in field.codes:
            problems.add(f"{place}, {_shown(code)}", f"one of {', '.join(field.codes)} was expected")
    one = Field(field.name, "text", "")
    texts = {code: _text(one, value[code], f"{place}, {code}", problems) for code in field.codes if value.get(code)}
    return {code: text for code, text in texts.items() if text}


def _one(field: Field, value: Any, place: str, problems: Problems) -> dict[str, Any] | None:
    if not isinstance(value, dict):
        problems.add(place, f"{field.expected()} was expected")
        return None
    return _object(field.fields, value, f"{place}, ", problems)


def _many(field: Field, value: Any, place: str, problems: Problems) -> list[dict[str, Any]] | None:
    if not isinstance(value, list):
        problems.add(place, f"{field.expected()} was expected")
        return None
    rows = [_one(field, row, f"{place} {number}", problems) for number, row in enumerate(value, 1)]
    return [row for row in rows if row is not None]


def _written(field: Field, value: Any, place: str, problems: Problems) -> None:
    problems.add(place, f"is {field.expected()}")


_CHECKS: dict[Shape, Callable[[Field, Any, str, Problems], Any]] = {
    "text": _text,
    "name": _name,
    "slug": _slug,
    "code": _code,
    "date": _date,
    "language": _language,
    "address": _matching(ADDRESS),
    "country": _matching(COUNTRY),
    "item": _matching(ITEM),
    "number": _number,
    "flag": _flag,
    "names": _names,
    "texts": _texts,
    "object": _one,
    "objects": _many,
    "written": _written,
}
