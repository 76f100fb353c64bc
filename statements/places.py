"""The countries of ISO 3166-1, and which of them a name means.

Codes, short, official and common names and their translations come from pycountry (the data of Debian's
iso-codes), everyday names from Unicode's CLDR by way of langcodes, each in the six languages of the United
Nations. Only names in use are known: a state of the past is no country of this table.
"""

import gettext
import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import Any

import pycountry
from langcodes import Language

_CLDR_LANGUAGES = ("en", "fr", "es", "ru", "ar", "zh", "zh-Hant")
_ISO_TRANSLATIONS = ("fr", "es", "ru", "ar", "zh_CN", "zh_TW")

_SHOWN_AS = {
    "RUS": "Russia",
    "VAT": "Holy See",
    "VGB": "British Virgin Islands",
    "VIR": "United States Virgin Islands",
}
"""Names to show where pycountry has only a long or an inverted one."""

_ALSO_CALLED = {
    "CIV": ("Ivory Coast",),
    "COD": ("Democratic Republic of Congo", "DR Congo"),
    "COG": ("Republic of Congo",),
    "CZE": ("Czech Republic",),
    "FSM": ("Federated States of Micronesia",),
    "GBR": ("Great Britain", "UK"),
    "KGZ": ("Kyrgyz Republic",),
    "PRK": ("DPR Korea", "DPRK"),
    "RUS": ("俄罗斯联邦",),
    "TUR": ("Turkey", "Republic of Turkey"),
    "USA": ("US", "USA", "США"),
}
"""Names in use that neither source has."""

# "Bolivia, Plurinational State of", "Russie, Fédération de": the part to be read first stands last.
_INVERTED = re.compile(r"^(?P<name>[^,]+), (?P<style>.* (?:of|of the|de|du|des|de la|del)|.* d['’])$")
_BRACKET = re.compile(r" *[(（].*[)）]$")


@dataclass(frozen=True)
class Country:
    """A country: its two codes, the English name to show, and all names in use that mean it."""

    alpha3: str
    alpha2: str
    name: str
    names: tuple[str, ...]


def country_by_code(alpha3: str) -> Country | None:
    """The country of an ISO 3166-1 alpha-3 code in capitals."""
    return COUNTRIES.get(alpha3)


def country_by_name(name: str) -> Country | None:
    """The country that a name means in any of the languages; None where it means none, or more than one.

    The name must be whole. Case, accents, vowel points, full stops, hyphens, the kind of apostrophe, `&` for
    "and" and an English "the" before it make no difference.
    """
    key = _key(name)
    alpha3 = _by_full_name().get(key) or _by_short_name().get(key)
    return COUNTRIES[alpha3] if alpha3 else None


def _key(name: str) -> str:
    letters = unicodedata.normalize("NFKD", name).casefold().replace("’", "'")
    letters = letters.replace("&", " and ").replace("-", " ")
    bare = "".join(letter for letter in letters if letter != "." and unicodedata.category(letter) != "Mn")
    return " ".join(bare.split()).removeprefix("the ")


def _in_reading_order(name: str) -> str:
    found = _INVERTED.fullmatch(name)
    if found is None:
        return name
    style = found["style"].removeprefix("The ")
    return f"{style}{found['name']}" if style[-1] in "'’" else f"{style} {found['name']}"


def _names_of(entry: Any, translations: Sequence[gettext.NullTranslations]) -> Iterator[str]:
    """Every name of pycountry's entry in the sources, each as written and in reading order."""
    yield from _ALSO_CALLED.get(entry.alpha_3, ())
    for field in ("name", "official_name", "common_name"):
        if own := getattr(entry, field, ""):
            for name in (own, *(translation.gettext(own) for translation in translations)):
                yield name
                yield _in_reading_order(name)
    for language in _CLDR_LANGUAGES:
        yield Language.make(territory=entry.alpha_2).territory_name(language)


def _table() -> Iterator[Country]:
    translations = [
        gettext.translation("iso3166-1", pycountry.LOCALES_DIR, [language]) for language in _ISO_TRANSLATIONS
    ]
    for entry in sorted(pycountry.countries, key=lambda entry: str(entry.alpha_3)):
        shown = _SHOWN_AS.get(entry.alpha_3) or getattr(entry, "common_name", "") or _in_reading_order(entry.name)
        names = dict.fromkeys(unicodedata.normalize("NFC", name) for name in _names_of(entry, translations))
        yield Country(entry.alpha_3, entry.alpha_2, shown, tuple(dict.fromkeys((shown, *names))))


COUNTRIES: Mapping[str, Country] = MappingProxyType({country.alpha3: country for country in _table()})
"""Alpha-3 code to country, in the order of the codes."""


@cache
def _by_full_name() -> dict[str, str]:
    return _unambiguous((_key(name), alpha3) for alpha3, country in COUNTRIES.items() for name in country.names)


@cache
def _by_short_name() -> dict[str, str]:
    """Names without their inverted style ("Palestine, State of") or bracket, for what no full name means."""
    return _unambiguous(
        (_key(short), alpha3)
        for alpha3, country in COUNTRIES.items()
        for name in country.names
        for short in (_INVERTED.sub(r"\g<name>", name), _BRACKET.sub("", name))
    )


def _unambiguous(pairs: Iterator[tuple[str, str]]) -> dict[str, str]:
    meant: dict[str, set[str]] = {}
    for key, alpha3 in pairs:
        meant.setdefault(key, set()).add(alpha3)
    return {key: min(codes) for key, codes in meant.items() if len(codes) == 1}
