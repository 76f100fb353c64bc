"""The page's own marks around words and between names, in each language of the site."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template import Context, Template
from django.utils import translation

from statements import cite, punctuation

FOLDER = Path(__file__).resolve().parents[2] / "site" / "static" / "css"
CSS, TOKENS = FOLDER / "base.css", FOLDER / "tokens.css"


@pytest.mark.parametrize(
    ("language", "quoted", "listed"),
    [
        ("en-gb", "“yes”", "Arvenia, Velmora and 沧原"),
        ("fr", "«\u202fyes\u202f»", "Arvenia, Velmora et 沧原"),
        ("ru", "«yes»", "Arvenia, Velmora и 沧原"),
        ("ar", "«yes»", "Arvenia، Velmora و沧原"),
        ("zh-hans", "“yes”", "Arvenia、Velmora和沧原"),
    ],
)
def test_words_are_quoted_and_names_joined_as_the_language_of_the_page_does(
    language: str, quoted: str, listed: str
) -> None:
    with translation.override(language):
        assert punctuation.quoted("yes") == quoted
        assert "yes".join(punctuation.marks()) == quoted
        assert f"Arvenia{punctuation.names()}Velmora{punctuation.last_name()}沧原" == listed


@pytest.mark.parametrize(
    ("language", "printed"),
    [
        ("en-gb", "a, b; c: d → e"),
        ("fr", "a, b\u202f; c\u00a0: d → e"),
        ("ru", "a, b; c: d → e"),
        ("ar", "a، b؛ c: d ← e"),
        ("zh-hans", "a，b；c：d → e"),
    ],
)
def test_commas_colons_and_arrows_are_those_of_the_language_of_the_page(language: str, printed: str) -> None:
    template = Template("{% load punctuation %}a{% comma %}b{% semicolon %}c{% colon %}d {% arrow %} e")
    with translation.override(language):
        assert re.sub(r"<[^>]+>", "", template.render(Context())) == printed


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_stylesheet_has_the_marks_of_the_catalogue(language: str) -> None:
    rules = re.findall(r":root([^{\n]*) \{\n  quotes: \"([^\"]+)\" \"([^\"]+)\"", CSS.read_text())
    code = language.partition("-")[0]
    own = [rule[1:] for rule in rules if f":lang({code})" in rule[0]] or [rule[1:] for rule in rules if not rule[0]]
    with translation.override(language):
        assert [tuple(mark.replace("\\202f", "\u202f") for mark in rule) for rule in own] == [punctuation.marks()]


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_style_sheets_have_the_colon_and_the_semicolon_of_the_catalogue(language: str) -> None:
    code = language.partition("-")[0]
    marks: dict[str, str] = {}
    for of, rule in re.findall(r"^:root(?:\:lang\((\w+)\))? \{([^}]*)\}", TOKENS.read_text(), re.MULTILINE):
        if of in ("", code):
            marks |= dict(re.findall(r'--(colon|semicolon): "([^"]+)"', rule))
    marks = {name: mark.replace("\\a0", "\u00a0").replace("\\202f", "\u202f") for name, mark in marks.items()}
    with translation.override(language):
        # The space after one stands between the words themselves.
        assert marks == {
            "colon": punctuation.colon().rstrip(" "),
            "semicolon": punctuation.semicolon().rstrip(" "),
        }


def test_a_citation_in_another_language_has_its_marks_around_words_that_stay_as_they_are() -> None:
    quote = "We keep the “old” ports: all, and more"
    at = datetime(2024, 3, 6, tzinfo=UTC)
    cited = cite.Cited("Arvenia", "minister", [quote], "Speech", "5 mars 2024", "", "https://example.org/", at)
    with translation.override("fr"):
        line = cite.plain(cited)
    assert line.startswith(f"Arvenia (minister)\u00a0: «\u202f{quote}\u202f». Speech, 5 mars 2024. ")


def test_in_a_line_of_arabic_latin_words_are_kept_apart_and_arabic_ones_need_no_marks() -> None:
    with translation.override("ar"):
        assert cite.apart("We keep them") == "\u2068We keep them\u2069"
        assert cite.apart("نبقي الموانئ") == "نبقي الموانئ"
        assert cite.readable("https://example.org/a") == "https://example.org/a"
    with translation.override("en-gb"):
        assert cite.apart("We keep them") == "We keep them"
        assert cite.apart("نبقي الموانئ") == "\u2068نبقي الموانئ\u2069"
