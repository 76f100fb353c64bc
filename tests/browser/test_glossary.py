"""Words that explain themselves, met with a keyboard and a finger."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from statements import method
from statements.codes import Stance
from tests import factories


@pytest.fixture
def address() -> str:
    """The address of a position's page."""
    return factories.said(factories.tag("Limits", "Exports should be limited."), "mixed").get_absolute_url()


def test_enter_opens_a_meaning_and_escape_closes_it(
    visit: Callable[..., Page], address: str, assert_accessible: Callable[[], None]
) -> None:
    page = visit(address)
    word = page.get_by_role("button", name="Mixed", exact=True).first
    meaning = page.locator("#meaning-stance-mixed")
    expect(meaning).to_be_hidden()
    word.focus()
    page.keyboard.press("Enter")
    expect(meaning).to_be_visible()
    expect(meaning).to_contain_text(str(method.MEANINGS[Stance]["mixed"]))
    assert_accessible()
    page.keyboard.press("Escape")
    expect(meaning).to_be_hidden()
    expect(word).to_be_focused()


def test_a_meaning_leads_to_its_code_on_the_method_page(visit: Callable[..., Page], address: str) -> None:
    page = visit(address, width=390)
    page.get_by_role("button", name="minister").first.click()
    meaning = page.locator("#meaning-voice-minister")
    box = meaning.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 390
    meaning.get_by_role("link").click()
    expect(page.locator("#voice-minister")).to_be_in_viewport()
    assert page.url.endswith("/method/#voice-minister")


def test_a_word_that_is_met_again_costs_no_second_press_of_the_tab_key(visit: Callable[..., Page]) -> None:
    tag = factories.tag("Limits", "Exports should be limited.")
    for day in range(1, 5):
        factories.said(tag, "supports", f"2026-05-0{day}")
    page = visit("/statements/")
    words = page.get_by_role("button", name="Minister")
    assert words.count() == 4
    assert [words.nth(number).evaluate("word => word.tabIndex") for number in range(4)] == [0, -1, -1, -1]
    words.nth(3).click()
    expect(page.locator("#meaning-voice-minister")).to_be_visible()
