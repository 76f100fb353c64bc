"""Choosing what to compare by the keyboard alone, as fast as one types."""

from collections.abc import Callable

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, Route, expect


@pytest.fixture(autouse=True)
def corpus() -> None:
    """Load the demonstration corpus."""
    call_command("demo")


def test_enter_takes_what_is_found_even_before_it_is_found(visit: Callable[..., Page], page: Page) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(300)
        route.continue_()

    visit(reverse("compare"))
    page.route("**/actors/?find=*", late)
    line = page.get_by_role("combobox", name="Type to find an actor")
    for name in ("Velmora", "Ostmark"):
        line.press_sequentially(name)
        line.press("Enter")
        expect(line).to_have_value("")
        expect(page.get_by_text("Chosen: ")).to_contain_text(name)
    assert page.locator("input[name=actor]:checked").evaluate_all("ticks => ticks.map(tick => tick.value)") == [
        "ostmark-isles",
        "velmora",
    ]


@pytest.mark.parametrize("then", ["Tab", "send"])
def test_enter_is_remembered_by_a_reader_who_goes_on_before_it_is_found(
    visit: Callable[..., Page], page: Page, then: str
) -> None:
    def late(route: Route) -> None:
        page.wait_for_timeout(500)
        route.continue_()

    visit(reverse("compare"))
    page.route("**/*find=*", late)
    for kind, name in (("actor", "Velmora"), ("tag", "Limits on mach")):
        page.get_by_role("combobox", name=f"Type to find {'an' if kind == 'actor' else 'a'} {kind}").focus()
        page.keyboard.type(name)
        page.keyboard.press("Enter")
    if then == "Tab":
        page.keyboard.press("Tab")
        for kind, slug in (("actor", "velmora"), ("tag", "limits-on-machine-exports")):
            expect(page.locator(f"input[name={kind}]:checked")).to_have_value(slug)
    else:
        page.get_by_role("button", name="Compare", exact=True).press("Enter")
        expect(page.get_by_role("heading", level=1)).to_contain_text("Velmora on Limits on machine exports")


def test_a_form_is_sent_though_what_it_waited_for_cannot_be_had(
    visit: Callable[..., Page], page: Page, complaints: list[str]
) -> None:
    visit(f"{reverse('compare')}?actor=velmora")
    page.route("**/tags/?find=*", lambda route: route.fulfill(status=503))
    line = page.get_by_role("combobox", name="Type to find a tag")
    line.press_sequentially("Limits")
    line.press("Enter")
    page.get_by_role("button", name="Compare", exact=True).press("Enter")
    page.wait_for_url("**basis=said**")
    assert [complaint.partition(":")[0] for complaint in complaints] == ["Failed to load resource"]
    complaints.clear()


def test_enter_on_a_name_that_nobody_has_says_so_and_stays(visit: Callable[..., Page]) -> None:
    page = visit(reverse("compare"))
    line = page.get_by_role("combobox", name="Type to find an actor")
    line.press_sequentially("quinquereme")
    line.press("Enter")
    expect(page.get_by_text("Nothing has a name like that.").first).to_be_visible()
    expect(line).to_have_value("quinquereme")
    assert page.url.endswith(reverse("compare"))


def test_enter_finds_anew_what_was_closed_unseen(visit: Callable[..., Page]) -> None:
    page = visit(reverse("compare"))
    line = page.get_by_role("combobox", name="Type to find an actor")
    line.press_sequentially("Velmora")
    expect(page.get_by_role("option", name="Velmora").first).to_be_visible()
    line.blur()
    line.press("Enter")
    expect(page.locator("input[name=actor]:checked")).to_have_value("velmora")
    expect(line).to_have_value("")
