"""Drawings over time in a real browser: the keyboard, what is told, both widths and themes, a page from the right."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal
from urllib.parse import urlencode

import pytest
from playwright.sync_api import Page, expect

from statements import recording
from tests.factories import actor, editor, said, tag

SAID = "figure.timeline .mark-said"


@pytest.fixture(autouse=True)
def corpus() -> None:
    """Two actors with an office, a term, every outline, a date of a month and one unknown."""
    limits = tag("Export limits", "Exports of machines should be limited.")
    arvenia, cangyuan, bel_sarat = actor(), actor("沧原"), actor("بيل سارات")
    said(limits, "supports", "2021-03-14")
    said(limits, "mixed", "2021-03-14")
    said(limits, "opposes", "2026-05-29")
    said(limits, "supports", "2023-09", by=actor("Ministry of Trade of Arvenia", kind="office", parent=arvenia))
    said(limits, "no-position", "2022", by=cangyuan)
    said(limits, "opposes", "2024-01~", by=bel_sarat)
    said(limits, "opposes", "", by=bel_sarat)
    recording.join(actor("Ilse Varn", "person"), by=editor(), group=arvenia, role="head-of-government", until="2024")


def comparison() -> str:
    """The address of the comparison of all of them."""
    chosen = urlencode({"actor": ["arvenia", "沧原", "بيل-سارات"], "tag": "export-limits"}, doseq=True)
    return f"/compare/?{chosen}"


def focused(page: Page) -> str:
    """What the element that has the focus says."""
    words: str = page.evaluate("document.activeElement.getAttribute('aria-label') ?? document.activeElement.innerText")
    return words


def tabbed_to_the_drawing(page: Page) -> None:
    """Press Tab until a mark has the focus."""
    for _press in range(60):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.matches('.mark')"):
            return
    pytest.fail("no mark was reached by Tab")


def test_what_a_mark_says_is_in_sight_where_the_window_has_room_for_both(
    visit: Callable[..., Page], page: Page
) -> None:
    visit(comparison())
    page.set_viewport_size({"width": 1280, "height": 640})
    tabbed_to_the_drawing(page)
    expect(page.locator(SAID)).to_be_in_viewport(ratio=1)
    expect(page.locator(".mark:focus")).to_be_in_viewport(ratio=0.9)


def test_the_drawing_is_one_tab_stop_and_arrows_lead_along_time_and_across_lanes(
    visit: Callable[..., Page], page: Page
) -> None:
    visit(comparison())
    tabbed_to_the_drawing(page)
    told = [focused(page)]
    for key in (
        "ArrowRight",
        "ArrowRight",
        "ArrowRight",
        "ArrowDown",
        "ArrowDown",
        "Home",
        "ArrowUp",
        "ArrowUp",
        "End",
    ):
        page.keyboard.press(key)
        told.append(focused(page))
    assert [words.partition(", minister")[0].replace(" on Export limits", "") for words in told] == [
        "Arvenia: supports, 14 March 2021",
        "Arvenia: mixed, 14 March 2021",
        "Arvenia: opposes, 29 May 2026",
        "Arvenia: opposes, 29 May 2026",
        "Ministry of Trade of Arvenia: supports, September 2023",
        "沧原: says it takes no position, 2022",
        "沧原: says it takes no position, 2022",
        "Ministry of Trade of Arvenia: supports, September 2023",
        "Arvenia: supports, 14 March 2021",
        "Arvenia: opposes, 29 May 2026",
    ]
    assert page.locator(".mark[tabindex='0']").count() == 1
    page.keyboard.press("Tab")
    assert focused(page) == "The same readings in words"
    page.keyboard.press("Shift+Tab")
    assert focused(page).startswith("Arvenia on Export limits: opposes, 29 May 2026")
    page.keyboard.press("Enter")
    page.wait_for_url("**/positions/**")


def test_what_a_mark_says_stands_under_the_drawing_and_nothing_moves(visit: Callable[..., Page], page: Page) -> None:
    for width in (390, 1280):
        visit(comparison(), width=width)
        summary = page.inner_text(SAID)
        assert summary.startswith("6 readings, from 14 March 2021 to 29 May 2026.")
        tall = page.evaluate("document.querySelector('figure.timeline').getBoundingClientRect().height")
        tabbed_to_the_drawing(page)
        assert page.inner_text(SAID) == focused(page)
        page.hover(".mark.no-position .outline")
        assert page.inner_text(SAID).startswith("沧原 on Export limits: says it takes no position, 2022")
        assert page.evaluate("document.querySelector('figure.timeline').getBoundingClientRect().height") == tall
        page.mouse.move(1, 1)
        assert page.inner_text(SAID) == focused(page)
        page.keyboard.press("Tab")
        assert page.inner_text(SAID) == summary


def test_the_mark_that_has_the_focus_is_seen(visit: Callable[..., Page], page: Page) -> None:
    visit(comparison())
    ring = "getComputedStyle(document.querySelector('.mark[tabindex=\"0\"] .outline')).stroke"
    assert page.evaluate(ring) == "none"
    tabbed_to_the_drawing(page)
    accent = page.evaluate("getComputedStyle(document.querySelector('.site-name'), '::after').backgroundColor")
    assert page.evaluate(ring) == accent


def test_on_paper_no_mark_has_the_focus(visit: Callable[..., Page], page: Page) -> None:
    visit(comparison())
    tabbed_to_the_drawing(page)
    page.emulate_media(media="print")
    assert page.inner_text(SAID).startswith("6 readings, from 14 March 2021 to 29 May 2026.")
    assert focused(page) not in page.inner_text(SAID)
    mark = "document.querySelector('.mark[tabindex=\"0\"] .outline')"
    assert page.evaluate(f"getComputedStyle({mark}).stroke") == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 390, 1280])
def test_pages_with_a_drawing_keep_the_standard_of_access(
    width: int,
    scheme: Literal["light", "dark"],
    visit: Callable[..., Page],
    page: Page,
    assert_accessible: Callable[[], None],
) -> None:
    page.emulate_media(color_scheme=scheme)
    for address in (comparison(), "/actors/arvenia/on/export-limits/", "/tags/export-limits/"):
        visit(address, width=width)
        assert page.locator("figure.timeline .mark").count() >= 4
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert_accessible()


def test_no_mark_stands_outside_its_drawing(visit: Callable[..., Page], page: Page) -> None:
    for width in (320, 1280):
        visit(comparison(), width=width)
        frame = page.locator("figure.timeline").bounding_box()
        assert frame is not None
        for mark in page.locator(".mark use").all():
            box = mark.bounding_box()
            assert box is not None
            assert frame["x"] <= box["x"]
            assert box["x"] + box["width"] <= frame["x"] + frame["width"]


def test_a_page_from_the_right_runs_from_the_right(visit: Callable[..., Page], page: Page, settings: Any) -> None:
    settings.LANGUAGES = [("ar", "Arabic")]
    settings.LANGUAGE_CODE = "ar"
    visit(comparison())
    assert page.evaluate("document.documentElement.dir") == "rtl"
    first, last = (page.locator(f".lane >> nth=0 >> .mark >> nth={at}").bounding_box() for at in (0, 2))
    assert first is not None
    assert last is not None
    assert first["x"] > last["x"]
    tabbed_to_the_drawing(page)
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert "معارضة" in focused(page)
    page.keyboard.press("ArrowRight")
    assert "مختلط" in focused(page)


def test_without_scripts_every_reading_is_reached_by_the_words_below(
    browser: Any, live_server: Any, browser_type_launch_args: dict[str, Any]
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(live_server.url + comparison())
    assert not page.locator(".mark-said .hint").is_visible()
    page.click("text=The same readings in words")
    table = page.locator("[id^=readings-]")
    assert page.url.endswith("#" + str(table.get_attribute("id")))
    drawn = {mark.get_attribute("href") for mark in page.locator(".mark").all()}
    assert drawn <= {link.get_attribute("href") for link in table.locator("a").all()}
    context.close()
