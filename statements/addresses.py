"""Addresses of pages that one page names by the hundred: each is put together once, and not for every link."""

from __future__ import annotations

from functools import lru_cache

from django.conf import settings
from django.urls import get_script_prefix, get_urlconf, reverse


def address(name: str, *parts: str | int) -> str:
    """The path of the page `name`, of its slugs and numbers; as `reverse`, and with its errors."""
    return _address(name, parts, *_site())


def of_position(line: int) -> str:
    """The path of a quote's own page; there are too many to keep each."""
    before, after = _around_line(*_site())
    return f"{before}{line:d}{after}"


def _site() -> tuple[str, str]:
    """What addresses follow from beside their parts: where the site stands, and its map."""
    return get_script_prefix(), get_urlconf() or settings.ROOT_URLCONF


@lru_cache(maxsize=5_000)
def _address(name: str, parts: tuple[str | int, ...], _prefix: str, urlconf: str) -> str:
    return reverse(name, urlconf, args=parts)


@lru_cache(maxsize=8)
def _around_line(_prefix: str, urlconf: str) -> tuple[str, str]:
    before, _line, after = reverse("position", urlconf, args=[0]).rpartition("0")
    return before, after
