"""Language tags, names, directions and guesses."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statements.languages import BadLanguage, direction, guess, name, normalise


@pytest.mark.parametrize(
    ("tag", "canonical"),
    [("EN-gb", "en-GB"), ("zh_hans", "zh-Hans"), ("iw", "he"), ("pt-br", "pt-BR"), ("und", "und")],
)
def test_a_tag_has_one_spelling(tag: str, canonical: str) -> None:
    assert normalise(tag) == canonical


@pytest.mark.parametrize("tag", ["", "english", "e", "en--gb", "xx", "français", "<script>", "en-" + "x" * 40])
def test_what_is_no_tag_is_refused_with_what_was_expected(tag: str) -> None:
    with pytest.raises(BadLanguage, match="expected a language tag such as en, zh-Hans or pt-BR, not "):
        normalise(tag)


def test_a_language_has_a_name_in_the_language_asked_for() -> None:
    assert name("zh-Hans") == "Chinese (Simplified)"
    assert name("ru", "fr") == "russe"


@pytest.mark.parametrize(
    ("tag", "text", "expected"),
    [
        ("ar", "", "rtl"),
        ("fa", "", "rtl"),
        ("he", "", "rtl"),
        ("ku-Arab", "", "rtl"),
        ("en", "", "ltr"),
        ("zh-Hans", "", "ltr"),
        ("en", "سلام", "ltr"),
        ("und", "12: سلام", "rtl"),
        ("und", "– Peace", "ltr"),
        ("und", "123", "auto"),
        ("no tag", "سلام", "rtl"),
    ],
)
def test_the_direction_is_the_languages_own_or_that_in_which_the_text_begins(
    tag: str, text: str, expected: str
) -> None:
    assert direction(tag, text) == expected


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("全球治理应当由各国共同参与", "zh-Hans"),
        ("全球治理應當由各國共同參與", "zh-Hant"),
        ("人民", "zh"),
        ("各国のガバナンス", "ja"),
        ("모두의 평화", "ko"),
        ("هذا قرار الجميع", "ar"),
        ("این تصمیم همه کشورهاست", "fa"),
        ("یہ سب ممالک کا فیصلہ ہے", "ur"),
        ("ئەمە بڕیاری هەمووانە", "und"),
        ("Мы за общие правила", "ru"),
        ("Ми за спільні правила, її ціль є ясна", "uk"),
        ("Мы за агульныя правілы ўсіх", "be"),
        ("Бұл барлық елдердің шешімі қабылданды", "kk"),
        ("Ово је одлука свих земаља", "sr"),
        ("Ние сме за общи правила и за добра воля между народите. " * 6, "und"),
        ("Για κοινούς κανόνες", "el"),
        ("שלום לכולם", "he"),
        ("สันติภาพ", "th"),
        ("We are for common rules", "und"),
        ("साझा नियम", "und"),
        ("2026: 100%", "und"),
        ("", "und"),
    ],
)
def test_a_language_is_guessed_only_where_the_script_tells_it(text: str, language: str) -> None:
    assert guess(text) == language


def test_a_foreign_name_does_not_turn_the_guess() -> None:
    assert guess("Мы за общие правила, как и все, кто подписал это заявление. " * 3 + "Ґ") == "ru"
    assert guess("外长会见 Anna Example 时指出，各国应当共同参与治理") == "zh-Hans"


@given(st.text())
def test_every_text_has_a_guess_that_is_a_tag(text: str) -> None:
    assert normalise(guess(text)) == guess(text)
    assert direction("und", text) in {"ltr", "rtl", "auto"}
