"""The words of the public pages in each language: whole, fitting their places, and those of the pages as they are."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import polib
import pytest
from django.conf import settings
from django.utils.translation import to_locale

ROOT = Path(__file__).resolve().parents[2]
LOCALES = [to_locale(code) for code, _name in settings.LANGUAGES if code != settings.LANGUAGE_CODE]
PLACES = re.compile(r"%\(\w+\)[sd]|%[sd%]|\{\w*\}|</?[a-z]+[^>]*>")


def catalogue(locale: str) -> polib.POFile:
    """The catalogue of a locale."""
    return polib.pofile(ROOT / "site" / "locale" / locale / "LC_MESSAGES" / "django.po")


@pytest.mark.parametrize("locale", LOCALES)
def test_every_word_has_its_translation_and_none_is_a_guess(locale: str) -> None:
    found = catalogue(locale)
    assert [entry.msgid for entry in found if not entry.translated()] == []
    assert [entry.msgid for entry in found.fuzzy_entries()] == []
    assert len(found) > 500


@pytest.mark.parametrize("locale", LOCALES)
def test_placeholders_and_tags_stand_in_the_translation_as_in_the_words(locale: str) -> None:
    wrong = []
    for entry in catalogue(locale):
        given = [entry.msgstr, *entry.msgstr_plural.values()]
        for words in filter(None, given):
            there, here = Counter(PLACES.findall(words)), Counter(PLACES.findall(entry.msgid))
            if entry.msgid_plural:
                # A form for one or for two may say the number in words, and none may say what is not given.
                here |= Counter(PLACES.findall(entry.msgid_plural))
                if there - here:
                    wrong.append((entry.msgid, words))
            elif there != here:
                wrong.append((entry.msgid, words))
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_spaces_and_line_ends_around_a_fragment_are_kept(locale: str) -> None:
    edges = re.compile(r"\A\s*|\s*\Z")
    wrong = [
        entry.msgid
        for entry in catalogue(locale)
        if entry.msgstr and edges.findall(entry.msgid) != edges.findall(entry.msgstr)
    ]
    assert wrong == []


@pytest.mark.parametrize("locale", LOCALES)
def test_the_stance_before_ends_its_words_and_so_takes_the_sign_after_them(locale: str) -> None:
    (entry,) = [entry for entry in catalogue(locale) if entry.msgid == "from %(stance)s"]
    assert entry.msgstr.endswith("%(stance)s")


@pytest.mark.parametrize("locale", LOCALES)
def test_what_django_reads_was_made_from_the_catalogue(locale: str) -> None:
    source = catalogue(locale)
    made = polib.mofile(ROOT / "site" / "locale" / locale / "LC_MESSAGES" / "django.mo")
    told = {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in made}
    assert told == {(entry.msgctxt, entry.msgid): entry.msgstr or entry.msgstr_plural for entry in source}


def test_the_catalogues_hold_the_words_of_the_pages_and_no_others(tmp_path: Path) -> None:
    if shutil.which("xgettext") is None:
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail("no xgettext on this machine: install gettext")
        pytest.skip("no xgettext on this machine: install gettext to compare the catalogues with the pages")
    for name in ("site", "statements", "templates", "Makefile", "manage.py"):
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, tmp_path / name)
    command = re.search(
        r"\$\(MANAGE\) (makemessages(?:.|\\\n)*?)\n\t\$\(MANAGE\) compile", (ROOT / "Makefile").read_text()
    )
    assert command is not None
    arguments = re.findall(r'"[^"]*"|[^\s"\\]+', command[1])
    subprocess.run(
        [sys.executable, "manage.py", *(argument.strip('"') for argument in arguments)],
        cwd=tmp_path, check=True, capture_output=True, env=os.environ | {"VAR_DIR": str(tmp_path / "var")},
    )  # fmt: skip
    for locale in LOCALES:
        fresh = polib.pofile(tmp_path / "site" / "locale" / locale / "LC_MESSAGES" / "django.po")
        assert {entry.msgid for entry in fresh} == {entry.msgid for entry in catalogue(locale)}
