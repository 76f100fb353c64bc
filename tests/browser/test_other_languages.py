"""The pages in the languages of the site that are written otherwise than English, on the demonstration corpus."""

from collections.abc import Callable
from typing import Literal

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from statements.models import Position
from tests.browser.test_reader_pages import LIMITS, PAUSE, of

MARKS = {"ar": "«»", "zh-hans": "“”"}
SCHEMES: tuple[Literal["light", "dark"], ...] = ("light", "dark")
COMPARED = f"actor=arvenia&actor=bel-sarat&tag={LIMITS}&tag={PAUSE}"


@pytest.fixture(autouse=True)
def corpus() -> None:
    """Load the demonstration corpus."""
    call_command("demo")


def pages() -> dict[str, str]:
    """Return the address of each page by its name."""
    reading = Position.objects.published().get(statement__key="demo-arv-2023", tag__slug=LIMITS, basis="said")
    return {
        "home": reverse("home"),
        "statements": reverse("statements"),
        "a search": f"{reverse('statements')}?q=pause",
        "a search that finds nothing": f"{reverse('statements')}?q=zzzz&actor=arvenia",
        "a statement": of("arv-2023"),
        "a position": reading.get_absolute_url(),
        "compare, unchosen": reverse("compare"),
        "compare": f"{reverse('compare')}?{COMPARED}",
        "one actor on one tag": reverse("series", args=["arvenia", LIMITS]),
        "tags": reverse("tags"),
        "a tag": reverse("tag", args=[PAUSE]),
        "actors": reverse("actors"),
        "an actor": reverse("actor", args=["bel-sarat"]),
        "coverage": reverse("coverage"),
        "changes": reverse("changes"),
        "method": reverse("method"),
        "an unknown address": "/nowhere/",
    }


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize(
    ("language", "direction", "schemes"),
    [
        ("ar", "rtl", SCHEMES),
        ("zh-hans", "ltr", SCHEMES),
        # In the letters and the direction of English a theme changes nothing that English does not show.
        ("fr", "ltr", SCHEMES[:1]),
        ("ru", "ltr", SCHEMES[:1]),
    ],
)
def test_every_page_fits_its_window_and_keeps_the_standard_of_access_in_other_languages(
    language: str,
    direction: str,
    schemes: tuple[Literal["light", "dark"], ...],
    width: int,
    visit: Callable[..., Page],
    page: Page,
    complaints: list[str],
    live_server: LiveServer,
    assert_accessible: Callable[[], None],
    subtests: pytest.Subtests,
) -> None:
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    for name, address in pages().items():
        visit(address, width=width)
        with subtests.test(name):
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("getComputedStyle(document.body).direction") == direction
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            for scheme in schemes:
                page.emulate_media(color_scheme=scheme)
                assert_accessible()
        if name == "an unknown address":
            complaints.clear()


@pytest.mark.parametrize("language", MARKS)
def test_marks_around_words_are_those_of_the_page_whatever_language_the_words_are_in(
    language: str, visit: Callable[..., Page], page: Page, live_server: LiveServer
) -> None:
    page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
    reading = Position.objects.published().get(statement__key="demo-arv-2023", tag__slug=LIMITS, basis="said")
    visit(reading.get_absolute_url())
    opening, closing = MARKS[language]
    quotes = page.evaluate("getComputedStyle(document.querySelector('.quote .passage'), '::before').quotes")
    assert quotes.startswith(f'"{opening}" "{closing}"')
    isolated = "\u2068" if language == "ar" else ""
    assert f"{opening}{isolated}{reading.passages.all()[0].quote}" in page.inner_text(".cite-text")
