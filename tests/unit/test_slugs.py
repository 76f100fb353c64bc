"""Addresses from names in any script."""

from __future__ import annotations

import unicodedata

import pytest
import regex
from django.urls import path, register_converter, resolve, reverse
from django.urls.exceptions import Resolver404
from hypothesis import given
from hypothesis import strategies as st

from statements.slugs import SlugConverter, is_slug, slugify, unique

register_converter(SlugConverter, "tested_slug")
urlpatterns = [path("tags/<tested_slug:slug>/", lambda request, slug: None, name="tag")]


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("All-state rule-making", "all-state-rule-making"),
        ("  “Small yards”, high fences!  ", "small-yards-high-fences"),
        ("人工智能：治理", "人工智能-治理"),
        ("हिन्दी भाषा", "हिन्दी-भाषा"),
        ("الذَّكاء الاصطناعي", "الذَّكاء-الاصطناعي"),
        ("Straße", "straße"),
        ("Cafe\u0301", "café"),
        ("snake_case", "snake-case"),
        ("\u0301 lonely mark", "lonely-mark"),
        ("", "x"),
        ("!!!", "x"),
    ],
)
def test_a_slug_keeps_letters_marks_and_digits_of_any_script(name: str, slug: str) -> None:
    assert slugify(name) == slug


def test_a_slug_is_cut_between_letters_never_before_a_mark() -> None:
    assert slugify("हिन्दी", max_length=1) == "x"
    assert slugify("हिन्दी", max_length=3) == "हि"
    assert slugify("ab-cd", max_length=3) == "ab"
    assert len(slugify("字" * 600)) == 500


def test_a_taken_slug_gets_the_next_free_number_within_its_length() -> None:
    taken = {"peace", "peace-2"}
    assert unique("war", taken.__contains__) == "war"
    assert unique("peace", taken.__contains__) == "peace-3"
    assert unique("peace", {"peace"}.__contains__, max_length=5) == "pea-2"


@given(st.text(), st.integers(min_value=1, max_value=20))
def test_every_name_gives_a_slug_that_is_its_own_slug(name: str, length: int) -> None:
    slug = slugify(name)
    assert is_slug(slug)
    assert slugify(slug) == slug
    assert unicodedata.normalize("NFC", slug) == slug
    assert regex.fullmatch(r"[\p{L}\p{N}][\p{L}\p{M}\p{N}]*(-[\p{L}\p{N}][\p{L}\p{M}\p{N}]*)*", slug)
    assert 1 <= len(slugify(name, max_length=length)) <= length


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("slug", ["peace", "人工智能-治理", "हिन्दी", "ab-2"])
def test_an_address_carries_a_slug_of_any_script_there_and_back(slug: str) -> None:
    address = reverse("tag", args=[slug])
    assert address.isascii()
    assert resolve(f"/tags/{slug}/").kwargs == {"slug": slug}


@pytest.mark.urls(__name__)
def test_an_address_typed_with_loose_marks_finds_the_slug() -> None:
    assert resolve("/tags/cafe\u0301/").kwargs == {"slug": "caf\u00e9"}


@pytest.mark.urls(__name__)
@pytest.mark.parametrize("wrong", ["Peace", "a--b", "-a", "a-", "a_b", "a.b", "\u0301", "a\u202eb"])
def test_what_is_no_slug_is_no_address(wrong: str) -> None:
    with pytest.raises(Resolver404):
        resolve(f"/tags/{wrong}/")
