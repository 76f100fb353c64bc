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


def test_the_name_that_the_arrow_keys_reach_is_seen_and_the_chosen_one_is_told(visit: Callable[..., Page]) -> None:
    page = visit(reverse("compare"))
    line = page.get_by_role("combobox", name="Type to find a tag")
    line.press_sequentially("deep")
    option = page.get_by_role("option", name="A pause on deep-sea mining")
    expect(option).to_be_visible()
    line.press("ArrowDown")
    colour = "element => getComputedStyle(element).outlineColor"
    assert option.evaluate(colour) == line.evaluate(colour)
    line.press("Enter")
    expect(page.locator("#found-tag + [role=status]")).to_have_text("Chosen: A pause on deep-sea mining")


def test_what_is_found_is_called_as_the_page_calls_it(visit: Callable[..., Page], page: Page) -> None:
    page.set_extra_http_headers({"Accept-Language": "ar"})
    visit(reverse("compare"))
    page.locator("#find-tag").press_sequentially("تعدين")
    option = page.locator("#found-tag > [role=option]")
    expect(option).to_have_text("وقف مؤقت للتعدين في أعماق البحار ينبغي وقف التعدين في قاع البحار العميقة مؤقتاً.")


@pytest.mark.parametrize("width", [390, 1280])
def test_a_comparison_says_what_each_tag_proposes_at_any_width(visit: Callable[..., Page], width: int) -> None:
    page = visit(f"{reverse('compare')}?actor=velmora&actor=arvenia&tag=free-weather-data&tag=computing", width=width)
    expect(page.get_by_role("table").first.get_by_text("Weather data should be shared freely")).to_be_in_viewport()
