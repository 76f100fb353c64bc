"""Addresses from names: slugs that keep the letters, marks and digits of every script.

Django's own `slugify` drops the vowel signs of Hindi and its `<slug:>` converter knows ASCII alone.
"""

import unicodedata
from collections.abc import Callable

import regex

LONGEST = 500
"""Code points of a slug."""

_WORDS = regex.compile(r"(?:[\p{L}\p{N}]\p{M}*)+")
_GRAPHEME = regex.compile(r"\X")


def slugify(name: str, *, max_length: int = LONGEST) -> str:
    """The slug of a name: its letters, marks and digits in lower case, `-` for all between; `x` for none.

    The result is NFC, at most `max_length` code points and never cut between a letter and its marks.
    `slugify(slugify(name)) == slugify(name)`.
    """
    lower = unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).lower())
    return _cut("-".join(_WORDS.findall(lower)), max_length) or "x"


def unique(base: str, taken: Callable[[str], bool], *, max_length: int = LONGEST) -> str:
    """`base`, or the first of `base-2`, `base-3` ... that is not taken, within `max_length`."""
    slug, number = base, 1
    while taken(slug):
        number += 1
        ending = f"-{number}"
        slug = _cut(base, max_length - len(ending)) + ending
    return slug


def is_slug(text: str) -> bool:
    """Whether a text is a slug as `slugify` makes them."""
    return slugify(text, max_length=max(1, len(text))) == text


class SlugConverter:
    """A path converter for slugs of any script: `register_converter(SlugConverter, "name")`.

    Django decodes and encodes the percent signs; here the letters become NFC, which is how slugs are kept,
    and what cannot be a slug is no address of this site.
    """

    regex = r"[^/\s?#]+"

    def to_python(self, value: str) -> str:
        """The slug of an address; ValueError where it is none."""
        slug = unicodedata.normalize("NFC", value)
        if not is_slug(slug):
            raise ValueError(f"{value!r} is not a slug: expected lower-case letters and digits with single hyphens")
        return slug

    def to_url(self, value: str) -> str:
        """The slug as it stands in an address."""
        return unicodedata.normalize("NFC", value)


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    end = 0
    for grapheme in _GRAPHEME.finditer(slug):
        if grapheme.end() > max_length:
            break
        end = grapheme.end()
    return slug[:end].rstrip("-")
