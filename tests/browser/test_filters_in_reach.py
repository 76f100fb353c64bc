"""What narrows a list is in reach: above the list on a phone, by key on a wide screen, and back to what is shown."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.factories import actor, said, tag


@pytest.fixture(autouse=True)
def corpus() -> None:
    """Two actors who spoke on one tag, one of them twice."""
    limits = tag("Export limits", "Exports of machines should be limited.")
    for day in ("2021-03-14", "2023-03-14"):
        said(limits, "supports", day)
    said(limits, "opposes", "2022-03-14", by=actor("Velmora"))


def test_a_phone_says_above_the_list_what_narrows_it(visit: Callable[..., Page], page: Page) -> None:
    visit("/statements/?actor=arvenia", width=390)
    chosen = page.locator(".chips").first
    expect(chosen).to_contain_text("Arvenia")
    expect(chosen).to_be_in_viewport()
    box, entry = chosen.bounding_box(), page.locator("article.entry").first.bounding_box()
    assert box
    assert entry
    assert box["y"] + box["height"] <= entry["y"]


def test_a_wide_screen_says_so_once_and_leads_to_the_filters_by_key(visit: Callable[..., Page], page: Page) -> None:
    visit("/statements/?actor=arvenia")
    assert [chips.is_visible() for chips in page.locator(".chips").all()] == [False, True]
    leads = page.get_by_role("link", name="Filters", exact=True)
    assert (leads.bounding_box() or {})["width"] <= 1
    for _press in range(40):
        page.keyboard.press("Tab")
        if leads.evaluate("link => link === document.activeElement"):
            break
    assert (leads.bounding_box() or {})["width"] > 40
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#filters') !== null")


@pytest.mark.parametrize("address", ["/tags/export-limits/", "/actors/arvenia/", "/actors/arvenia/on/export-limits/"])
def test_what_takes_out_one_choice_of_readings_leads_to_those_that_are_left(
    visit: Callable[..., Page], page: Page, address: str
) -> None:
    visit(f"{address}?to=2023&origin=editor", width=390)
    page.locator(".chips a", has_text="Readings").click()
    expect(page).to_have_url(re.compile(rf"{address}\?to=2023#shown$"))
    expect(page.locator(".chips")).to_be_in_viewport()
