"""A reader's walk without JavaScript: from a word to a quote, its citation, a comparison, the site of an instant."""

import re
from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import BrowserContext, Page, expect
from pytest_django.live_server_helper import LiveServer

from statements.cite import instant
from statements.models import Position

LIMITS = "Limits on machine exports"


@pytest.fixture
def plain_page(new_context: Callable[..., BrowserContext], live_server: LiveServer) -> Page:
    """A page of a browser that runs no script, on the demonstration corpus."""
    call_command("demo")
    return new_context(java_script_enabled=False, base_url=live_server.url).new_page()


def test_from_a_word_to_a_quote_a_citation_a_comparison_and_an_instant(plain_page: Page) -> None:
    page = plain_page

    # A word is found where it was asked and where it was said, and is told apart.
    page.goto("/")
    search = page.get_by_role("search", name="Search the record")
    search.get_by_role("searchbox").fill('"wall of paper"')
    search.get_by_role("button", name="Search").click()
    expect(page.locator(".snippet.asked-words")).to_have_count(1)
    page.get_by_label("Look in").select_option("own")
    page.get_by_role("search", name="Search and order").get_by_role("button", name="Search").click()
    expect(page.locator(".snippet.asked-words")).to_have_count(0)
    expect(page.get_by_role("main")).to_contain_text("No statement has these words")
    page.get_by_label("Look in").select_option("anywhere")
    page.get_by_role("search", name="Search and order").get_by_role("button", name="Search").click()

    # The statement has the question, the answer, and beside it the reading, which has a page of its own.
    page.get_by_role("link", name="Answers to the press after the council").click()
    expect(page.locator(".turn.question").first).to_contain_text("wall of paper")
    page.locator(".note").first.get_by_role("link", name="Quote and cite").click()
    line = int(page.url.split("/positions/")[1].split("/")[0])
    quote = Position.objects.published().get(line=line).passages.get().quote
    expect(page.locator(".cite-text")).to_contain_text(f"“{quote}”")
    expect(page.locator(".cite-text")).to_contain_text(f"/positions/{line}/?as_of=")

    # Plain fields set another beside it, whatever script in which its name is typed; the address holds the comparison.
    page.get_by_role("link", name="Compare with others").click()
    page.get_by_label("Find more actors").fill("沧原")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("checkbox", name=re.compile(r"^沧原(?!外)")).check()
    page.get_by_role("button", name="Compare").click()
    grid = page.get_by_role("table").first
    expect(grid.get_by_role("columnheader", name=LIMITS)).to_be_visible()
    expect(grid.get_by_role("rowheader")).to_have_count(2)
    expect(grid.get_by_role("row", name="沧原").get_by_role("link", name="opposes with exceptions")).to_be_visible()

    # A cell leads to the series, and the same page as it stood at an instant says so and leads back to now.
    page.goto(f"{page.url}&as_of={instant(timezone.now())}")
    expect(page.get_by_text("As the site stood on").first).to_be_visible()
    page.get_by_role("link", name="See it as it stands now").click()
    assert "as_of" not in page.url
    expect(page.get_by_role("table").first.get_by_role("rowheader")).to_have_count(2)
