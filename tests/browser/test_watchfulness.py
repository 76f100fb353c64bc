"""The browser tests' own eyes: what breaks the policy or shuts somebody out must be seen."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page


def test_an_inline_style_is_refused_and_reported(visit: Callable[..., Page], complaints: list[str]) -> None:
    page = visit("/admin/login/")
    page.evaluate("document.body.insertAdjacentHTML('beforeend', '<p style=\"color: red\">red</p>')")
    page.wait_for_timeout(100)
    assert len(complaints) == 1
    assert "Content Security Policy" in complaints[0]
    complaints.clear()


def test_a_failing_script_is_reported(visit: Callable[..., Page], complaints: list[str]) -> None:
    page = visit("/admin/login/")
    page.evaluate("setTimeout(() => { throw new Error('broken') })")
    page.wait_for_timeout(100)
    assert complaints == ["broken"]
    complaints.clear()


def test_an_image_without_words_is_reported(visit: Callable[..., Page], assert_accessible: Callable[[], None]) -> None:
    page = visit("/admin/login/")
    assert_accessible()
    page.evaluate("document.body.append(Object.assign(document.createElement('img'), {src: '/favicon.ico'}))")
    with pytest.raises(AssertionError, match="image-alt"):
        assert_accessible()
