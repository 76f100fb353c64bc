"""Pages on paper, as a real browser lays them out: their address, their notes, and nothing that leads on."""

from collections.abc import Callable
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import Page, expect

from statements import recording
from statements.cite import instant
from statements.models import Position, SiteRevision
from statements.views import compare
from tests.factories import actor, said, tag

LIMITS = "limits-on-machine-exports"


@pytest.fixture(autouse=True)
def corpus() -> None:
    """Load the demonstration corpus."""
    call_command("demo")


def comparison() -> str:
    """The address of a comparison of two actors on two tags, whose passages stand on one page."""
    actors, tags = ["arvenia", "沧原"], [LIMITS, "a-pause-on-deep-sea-mining"]
    return f"{reverse('compare')}?{urlencode({'actor': actors, 'tag': tags}, doseq=True)}"


def content(page: Page, selector: str, pseudo: str) -> list[str]:
    """What a stylesheet writes before or after elements."""
    found: list[str] = page.eval_on_selector_all(
        selector, "(found, pseudo) => found.map(one => getComputedStyle(one, pseudo).content)", pseudo
    )
    return found


def pages_of(file: bytes) -> int:
    """How many pages a PDF file has."""
    return file.count(b"/Type /Page\n") + file.count(b"/Type /Page/")


def test_a_screen_shows_nothing_that_is_for_paper(visit: Callable[..., Page]) -> None:
    page = visit(comparison())
    assert page.locator(".printed").count() == 2
    for printed in page.locator(".printed").all():
        expect(printed).to_be_hidden()
    assert content(page, ".quote > header", "::after")[0] == "none"


def test_every_page_prints_with_its_address_and_without_ways_on(
    visit: Callable[..., Page], page: Page, subtests: pytest.Subtests
) -> None:
    at = SiteRevision.current().at
    assert at is not None
    position = Position.objects.published().filter(tag__slug=LIMITS, basis="said").select_related("statement")[0]
    page.emulate_media(media="print", color_scheme="dark")
    for address in (
        comparison(),
        position.get_absolute_url(),
        position.statement.get_absolute_url(),
        reverse("statements"),
        reverse("actor", args=["arvenia"]),
        reverse("tag", args=[LIMITS]),
        reverse("series", args=["arvenia", LIMITS]),
        reverse("coverage"),
    ):
        visit(address, width=720)
        with subtests.test(address):
            expect(page.locator(".printed .address")).to_contain_text(f"as_of={instant(at)}")
            for selector in ("form", "nav", "button:not(.word)", ".site-foot", ".actions", ".pager"):
                for gone in page.locator(selector).all():
                    expect(gone).to_be_hidden()
            expect(page.locator("h1")).to_be_visible()
            # A word that explains itself on a screen is a word on paper.
            for word in page.locator(":is(.stance, .cell-meta, .readings td:nth-child(2)) .word").all():
                expect(word).to_be_visible()
            # White paper, black ink, whatever the screen was set to; and no word beyond the sheet.
            assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
            assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"
            assert page.evaluate("document.documentElement.scrollWidth") <= 720


def test_a_comparison_prints_as_a_briefing_whose_parts_refer_to_one_another(
    visit: Callable[..., Page], page: Page
) -> None:
    page.emulate_media(media="print")
    visit(comparison(), width=720)
    grid, series, quotes, notes = (
        page.locator(selector).first.bounding_box() for selector in (".grid", ".readings", ".quote", ".notes")
    )
    assert grid
    assert series
    assert quotes
    assert notes
    assert grid["y"] < series["y"] < quotes["y"] < notes["y"]
    # The readings of the grid and of the series are those of the passages, by number.
    passages = set(content(page, ".quote > header", "::after"))
    assert passages
    assert all(number.startswith('"p') for number in passages)
    assert set(content(page, ".cell-stance", "::after")) <= passages
    assert set(content(page, ".readings .when", "::after")) == passages
    # Every quote's source has the number of its note, and the notes hold the address.
    sources, notes_printed = page.locator(".quote > footer a.source"), page.locator(".notes li")
    numbers = content(page, ".quote > footer a.source", "::after")
    for link, printed in zip(sources.all(), numbers, strict=True):
        number = int(link.get_attribute("data-note") or 0)
        assert printed == f'"[{number}]"'
        expect(notes_printed.nth(number - 1)).to_contain_text(link.get_attribute("href") or "")
    # What two passages were taken from is noted once.
    addresses = [link.get_attribute("href") for link in sources.all()]
    assert notes_printed.count() == len(set(addresses)) < len(addresses)


def test_a_printed_comparison_has_both_readings_whose_order_is_unknown_and_the_wording_a_reading_was_read_under(
    visit: Callable[..., Page], page: Page
) -> None:
    fees = tag("Fees", "Ports should charge fees.")
    for land in (actor("Arvenia"), actor("Velmora")):
        said(fees, "supports", "2025", by=land)
        said(fees, "opposes", "2025-06", by=land)
    recording.propose(fees, by=None, words="Ports should charge high fees.", reason="clearer")
    said(fees, "supports", "2026", by=actor("Velmora"))
    page.emulate_media(media="print")
    visit(f"{reverse('compare')}?actor=arvenia&actor=velmora&tag=fees", width=720)
    unknown = page.locator(".course .stood").filter(has_text="Order unknown").locator(".entry-meta > li")
    assert [one.locator("a").inner_text() for one in unknown.all() if one.is_visible()] == ["2025", "June 2025"]
    earlier = "Ports should charge fees."
    read_under = page.locator(".passages .proposition").all()
    assert [one.inner_text() for one in read_under if one.is_visible()] == [earlier] * 4
    assert len(read_under) == 5


def test_paper_offers_nothing_to_show_and_sets_no_space_within_brackets(visit: Callable[..., Page], page: Page) -> None:
    page.emulate_media(media="print")
    visit(f"{reverse('compare')}?actor=velmora&actor=沧原&tag=common-rules-for-machines", width=720)
    assert page.locator(".grid .cell-none").inner_text().endswith("Only said on its behalf by a group (2)")
    apart = page.locator(".quote .basis .word:has(bdi)").first.evaluate("""word => {
      const before = document.createRange();
      before.selectNodeContents(word.firstChild);
      return word.querySelector("bdi").getBoundingClientRect().left - before.getBoundingClientRect().right;
    }""")
    assert abs(apart) < 1


def test_a_printed_reading_has_how_firmly_and_by_whom_where_its_passage_stands_on_another_page(
    visit: Callable[..., Page], page: Page, monkeypatch: pytest.MonkeyPatch
) -> None:
    page.emulate_media(media="print")
    head = page.locator(".course .readings thead").first
    visit(comparison(), width=720)
    assert head.inner_text().strip().split("\t") == ["Date", "Reading", "Against the one before"]
    monkeypatch.setattr(compare, "PASSAGES_A_PAGE", 2)
    visit(f"{comparison()}&page=2", width=720)
    whole = ["Date", "Reading", "How firmly", "Said by", "Against the one before"]
    assert head.inner_text().strip().split("\t") == whole


def test_a_wide_comparison_lies_on_its_side(visit: Callable[..., Page], page: Page) -> None:
    tags = [LIMITS, "a-pause-on-deep-sea-mining", "danger-of-sea-floor-plumes", "free-weather-data", "computing"]
    page.emulate_media(media="print")
    visit(f"{reverse('compare')}?{urlencode({'actor': 'arvenia', 'tag': tags}, doseq=True)}", width=1000)
    assert page.evaluate("getComputedStyle(document.body).page") == "wide"
    visit(comparison(), width=720)
    assert page.evaluate("getComputedStyle(document.body).page") == "auto"


def test_four_actors_on_two_tags_are_a_briefing_of_a_few_sheets_with_every_quote_date_and_source(
    visit: Callable[..., Page], page: Page
) -> None:
    actors, tags = ["arvenia", "沧原", "velmora", "ostmark-isles"], [LIMITS, "a-pause-on-deep-sea-mining"]
    visit(f"{reverse('compare')}?{urlencode({'actor': actors, 'tag': tags}, doseq=True)}")
    assert pages_of(page.pdf(format="A4", prefer_css_page_size=True)) <= 8  # six with most fonts
    page.emulate_media(media="print")
    quotes = page.locator(".passages .quote")
    assert quotes.count() == 36
    assert page.locator(".pager").count() == 0
    for part in (".words", ":is(time, .date)", "a.source"):
        for quote in quotes.all():
            expect(quote.locator(part).first).to_be_visible()


def test_the_file_of_a_comparison_of_two_actors_is_a_few_pages(visit: Callable[..., Page], page: Page) -> None:
    visit(comparison())
    file = page.pdf(prefer_css_page_size=True)
    assert file.startswith(b"%PDF")
    assert 2 <= pages_of(file) <= 5
