"""Nothing moves under a reader's eyes while a page loads and its scripts come in, and large type loses nothing."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page

from statements.models import Statement

LIMITS, PAUSE = "limits-on-machine-exports", "a-pause-on-deep-sea-mining"
WATCH = """
window.shifted = [];
new PerformanceObserver(list => window.shifted.push(...list.getEntries().map(
  shift => [shift.value, ...shift.sources.map(({node}) => node?.outerHTML?.slice(0, 80))]
))).observe({type: "layout-shift", buffered: true});
"""
SETTLED = "new Promise(done => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 100))))"


@pytest.fixture
def pages() -> dict[str, str]:
    """The addresses of pages of the demonstration corpus, by name; those with scripts that add to them among them."""
    call_command("demo")
    chosen = urlencode({"actor": ["arvenia", "沧原", "velmora", "ostmark-isles"], "tag": [LIMITS, PAUSE]}, doseq=True)
    return {
        "home": reverse("home"),
        "statements": reverse("statements"),
        "a statement with questions": Statement.objects.get(key="demo-arv-2023").get_absolute_url(),
        "compare, unchosen": f"{reverse('compare')}?actor=arvenia",
        "compare": f"{reverse('compare')}?{chosen}",
        "an actor": reverse("actor", args=["arvenia"]),
        "a tag": reverse("tag", args=[PAUSE]),
        "a series": reverse("series", args=["arvenia", LIMITS]),
        "coverage": reverse("coverage"),
        "method": reverse("method"),
    }


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_moves_while_a_page_loads(
    width: int, visit: Callable[..., Page], page: Page, pages: dict[str, str], subtests: pytest.Subtests
) -> None:
    page.add_init_script(WATCH)
    for name, address in pages.items():
        visit(address, width=width)
        page.evaluate(SETTLED)
        with subtests.test(name):
            shifted = page.evaluate("window.shifted")
            assert sum(value for value, *_nodes in shifted) < 0.005, shifted


def test_type_of_twice_the_size_fits_the_window(
    visit: Callable[..., Page], page: Page, pages: dict[str, str], subtests: pytest.Subtests
) -> None:
    for name, address in pages.items():
        visit(address, width=1280)
        page.evaluate("document.documentElement.style.fontSize = '200%'")
        with subtests.test(name):
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280
