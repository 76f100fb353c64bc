"""Every page a reader meets, on the demonstration corpus: narrow and wide, in light and in dark."""

from collections.abc import Callable
from typing import Literal
from urllib.parse import urlencode

import pytest
from django.conf import settings
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

from statements.cite import instant
from statements.models import Position, Statement

LIMITS, PAUSE = "limits-on-machine-exports", "a-pause-on-deep-sea-mining"
QUESTION = "Minister, will the licences stay?"
FRONT = {"en-gb": 1332, "ar": 1310, "fr": 1413, "ru": 1455, "zh-hans": 1270}
"""The height of the front page on a phone, with a twentieth to spare for the typefaces of another machine."""
SMALLEST = """Math.min(...[...document.querySelectorAll("main *")].filter(
  node => [...node.childNodes].some(({nodeType, data}) => nodeType === 3 && data.trim()) && node.checkVisibility()
).map(node => parseFloat(getComputedStyle(node).fontSize)))"""


@pytest.fixture(autouse=True)
def corpus() -> None:
    """Load the demonstration corpus; it takes a second, and a live server's tests start from an empty site."""
    call_command("demo")


def of(key: str) -> str:
    """The address of a statement of the corpus."""
    return Statement.objects.get(key=f"demo-{key}").get_absolute_url()


def reading(key: str, tag: str) -> str:
    """The address of what a statement's own actor takes on a tag."""
    return (
        Position.objects.published().get(statement__key=f"demo-{key}", tag__slug=tag, basis="said").get_absolute_url()
    )


def pages() -> dict[str, tuple[str, int, str]]:
    """Return the pages by name: the address, the status it answers with, and words that show it is the page meant."""
    statements, compare = reverse("statements"), reverse("compare")
    chosen = urlencode({"actor": ["arvenia", "沧原", "velmora", "ostmark-isles"], "tag": [LIMITS, PAUSE]}, doseq=True)
    return {
        "home": (reverse("home"), 200, "Also changed lately"),
        "statements": (statements, 200, "68 utterances"),
        "a search in Chinese": (f"{statements}?{urlencode({'q': '矮墙挡不住海风'})}", 200, "矮墙挡不住海风"),
        "a search in vain": (f"{statements}?q=quinquereme", 200, "No statement has these words"),
        "an unknown filter": (f"{statements}?form=sermon", 200, "sermon"),
        "a statement with questions": (of("arv-2023"), 200, QUESTION),
        "a statement beside its translation": (f"{of('bs-2021')}?beside=2", 200, "our translation"),
        "a statement corrected": (of("northlight-2025"), 200, "The page gives the 13th"),
        "a statement withdrawn": (of("bs-wrong"), 410, "The post was a forgery"),
        "a position": (reading("arv-2023", LIMITS), 200, "To cite it"),
        "a position in Chinese": (reading("cy-2022-zh", LIMITS), 200, "矮墙挡不住海风"),
        "actors": (reverse("actors"), 200, "Northlight Systems"),
        "an actor": (reverse("actor", args=["bel-sarat"]), 200, "بيل سارات"),
        "tags": (reverse("tags"), 200, "Free weather data"),
        "a tag": (reverse("tag", args=[PAUSE]), 200, "Mining of the deep sea floor should be paused."),
        "a topic": (reverse("tag", args=["computing"]), 200, "Limits on machine exports"),
        "a series": (reverse("series", args=["arvenia", LIMITS]), 200, "Reversal"),
        "compare, unchosen": (compare, 200, "What to compare"),
        "compare, chosen": (f"{compare}?{chosen}", 200, "Where each stands"),
        "compare, as it stood": (f"{compare}?{chosen}&{urlencode({'as_of': instant(timezone.now())})}", 200, "stood"),
        "coverage": (f"{reverse('coverage')}?{chosen}", 200, "not yet read"),
        "changes": (reverse("changes"), 200, "The page gives the 13th"),
        "method": (reverse("method"), 200, "A question is not the answerer's words"),
        "an unknown address": ("/nowhere/", 404, "No page at this address"),
    }


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_every_page_fits_its_window_and_keeps_the_standard_of_access(
    width: int,
    scheme: Literal["light", "dark"],
    visit: Callable[..., Page],
    page: Page,
    complaints: list[str],
    assert_accessible: Callable[[], None],
    subtests: pytest.Subtests,
) -> None:
    page.emulate_media(color_scheme=scheme)
    answers: list[int] = []
    page.on("response", lambda response: answers.append(response.status) if response.frame == page.main_frame else None)
    for name, (address, status, words) in pages().items():
        complaints.clear()
        answers.clear()
        visit(address, width=width)
        with subtests.test(name):
            assert answers[0] == status
            assert words in page.inner_text("body")
            # Chromium calls the refusal itself an error of the page; any further complaint is ours.
            refusal = [f"Failed to load resource: the server responded with a status of {status}"] * (status >= 400)
            assert [complaint.partition(" (")[0] for complaint in complaints] == refusal
            assert page.evaluate("document.documentElement.scrollWidth") <= width
            assert page.locator("h1").count() == 1
            assert page.locator(":is(a, label) button").count() == 0
            assert_accessible()
        complaints.clear()


def test_dark_pages_are_dark(visit: Callable[..., Page], page: Page) -> None:
    paper = "getComputedStyle(document.body).backgroundColor.match(/[\\d.]+/g).slice(0, 3).map(Number)"
    visit("/")
    assert min(page.evaluate(paper)) > 200
    page.emulate_media(color_scheme="dark")
    assert max(page.evaluate(paper)) < 60


def test_the_front_page_is_a_screen_and_a_half_of_a_phone_in_every_language(
    visit: Callable[..., Page], page: Page, live_server: LiveServer, subtests: pytest.Subtests
) -> None:
    assert set(FRONT) == {code for code, _name in settings.LANGUAGES}
    for language, height in FRONT.items():
        page.context.add_cookies([{"name": settings.LANGUAGE_COOKIE_NAME, "value": language, "url": live_server.url}])
        visit("/", width=390)
        with subtests.test(language):
            assert page.locator("html").get_attribute("lang") == language
            assert page.evaluate("document.documentElement.scrollHeight") <= height
            for part in (".home-search", ".home-example", ".home-change", ".home-statements", ".home-holds"):
                assert page.locator(part).first.is_visible()
            # What is pressed first is as large as a fingertip, and nothing is smaller than it may be.
            for first in page.locator(".home-search button, .home-more > .button").all():
                assert first.evaluate("e => e.getBoundingClientRect().height") >= 44
            for link in page.locator(".site-nav a, .home-folded > summary").all():
                assert link.evaluate("e => e.getBoundingClientRect().height") >= 24
            assert page.evaluate(SMALLEST) >= 13


def test_the_front_page_folds_what_one_chooses_on_a_phone_and_nothing_on_a_wide_screen(
    visit: Callable[..., Page], page: Page, assert_accessible: Callable[[], None]
) -> None:
    choose, legend = page.get_by_label("What did"), page.locator(".legend")
    visit("/", width=390)
    assert page.locator("body").inner_text().count("with the words that differ marked") == 1
    assert (choose.is_visible(), legend.is_visible()) == (False, False)
    page.get_by_text("Choose two actors and a tag").click()
    page.get_by_text("What the shapes mean").click()
    assert (choose.is_visible(), legend.is_visible()) == (True, True)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert_accessible()
    visit("/", width=1280)
    assert (choose.is_visible(), legend.is_visible()) == (True, True)
    assert not page.get_by_text("Choose two actors and a tag").is_visible()
    assert page.evaluate("document.documentElement.scrollHeight") <= 1.05 * 1355


def test_a_keyboard_reaches_what_stands_beyond_the_edge_of_a_phone(visit: Callable[..., Page], page: Page) -> None:
    visit("/", width=390)
    for row in (".home-searches a", ".home-change"):
        last = page.locator(row).last
        assert last.bounding_box()["x"] > 390  # type: ignore[index]
        (last if row.endswith("a") else last.get_by_role("link").first).focus()
        assert last.bounding_box()["x"] < 390  # type: ignore[index]


MISPLACED = """() => [...document.querySelectorAll(".change > .word, .change time")].flatMap((piece) => {
    const box = piece.getBoundingClientRect();
    const frame = piece.closest("td, li, p").getBoundingClientRect();
    const after = document.createRange();
    const next = piece.nextSibling;
    if (next?.nodeType === Node.TEXT_NODE && next.length) after.setStart(next, 0), after.setEnd(next, 1);
    const sign = after.getBoundingClientRect();
    const apart = piece.matches(".word") && sign.height && sign.top > box.bottom - 4;
    return box.width && (apart || box.right > frame.right + 1 || box.left < frame.left - 1) ? [piece.textContent] : [];
})"""


@pytest.mark.parametrize("language", ["en", "fr", "ru", "ar"])
@pytest.mark.parametrize("width", [390, 1280])
def test_how_a_reading_differs_is_not_cut_off_and_no_comma_begins_a_line(
    visit: Callable[..., Page], page: Page, width: int, language: str, subtests: pytest.Subtests
) -> None:
    page.set_extra_http_headers({"Accept-Language": language})
    chosen = urlencode({"actor": ["arvenia", "velmora"], "tag": [PAUSE, "free-weather-data"]}, doseq=True)
    for address in (f"/compare/?{chosen}", reverse("series", args=["arvenia", LIMITS]), reverse("tag", args=[PAUSE])):
        visit(address, width=width)
        with subtests.test(address):
            assert page.locator(".change").count() > 0
            assert page.evaluate(MISPLACED) == []
