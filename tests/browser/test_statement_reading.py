"""Reading a statement in a browser: from question to question, to a reading's words and question, copying."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from pytest_django.live_server_helper import LiveServer

from statements import recording
from statements.models import Statement
from tests import factories

ANSWER = "We will open every port that is asked for, and keep it open. " * 4
QUESTIONS = 12


@pytest.fixture
def conference() -> Statement:
    """A press conference of twelve questions; in the eighth answer two passages overlap."""
    arvenia = factories.actor()
    turns = [recording.NewTurn("narration", "The minister opened the meeting.", gap="\n\n")]
    for number in range(1, QUESTIONS + 1):
        asked = f"Question {number}: what of the ports? " * 3
        words = f"Answer {number}. {ANSWER}\n\n{ANSWER}"
        turns.append(recording.NewTurn("question", asked, gap="\n\n", exchange=number, asker="unnamed"))
        turns.append(recording.NewTurn("answer", words, gap="\n\n", exchange=number, actor=arvenia, voice="minister"))
    statement = factories.statement(turns=turns, by=arvenia, form="answers")
    factories.position(statement, "Answer 8. We will open every port", factories.tag("Ports", "Ports should be open."))
    factories.position(
        statement, "8. We will open every port that is asked for", factories.tag("Asking", "All should ask.")
    )
    return statement


def in_window(page: Page, selector: str) -> bool:
    """Whether what a selector finds stands whole in the window, below the bar."""
    found: bool = page.evaluate(
        """selector => {
            const bar = document.querySelector(".exchanges").getBoundingClientRect().bottom;
            const box = document.querySelector(selector).getBoundingClientRect();
            return box.top >= bar - 1 && box.bottom <= innerHeight;
        }""",
        selector,
    )
    return found


def test_keys_lead_from_question_to_question_and_can_be_switched_off(
    visit: Callable[..., Page], conference: Statement
) -> None:
    page = visit(conference.get_absolute_url())
    place = page.locator(".exchanges summary")
    expect(place).to_have_text("12 questions")
    for key, number in (("j", 1), ("n", 2), ("j", 3), ("k", 2), ("p", 1), ("k", 1)):
        page.keyboard.press(key)
        expect(place).to_have_text(f"Question {number} of 12")
        assert in_window(page, f"#t{2 * number} .words")
    page.locator("#site-q").focus()
    page.keyboard.type("jj")
    expect(place).to_have_text("Question 1 of 12")
    page.get_by_role("button", name="Keys").click()
    page.keyboard.press("j")
    expect(place).to_have_text("Question 1 of 12")
    page.reload()
    expect(page.get_by_role("button", name="Keys")).to_have_attribute("aria-pressed", "false")


def test_the_last_question_is_reached_and_nothing_comes_after_it(
    visit: Callable[..., Page], conference: Statement
) -> None:
    page = visit(f"{conference.get_absolute_url()}#t22")
    place = page.locator(".exchanges summary")
    expect(place).to_have_text("Question 11 of 12")
    page.get_by_text("Next", exact=True).click()
    expect(place).to_have_text("Question 12 of 12")
    assert page.get_by_text("Next", exact=True).get_attribute("href") is None


def test_above_the_first_question_the_bar_names_none(visit: Callable[..., Page], conference: Statement) -> None:
    page = visit(f"{conference.get_absolute_url()}#t22")
    place = page.locator(".exchanges summary")
    expect(place).to_have_text("Question 11 of 12")
    page.evaluate("scrollTo(0, 0)")
    expect(place).to_have_text("12 questions")


def test_the_bar_knows_the_question_of_an_address_of_an_answer_or_a_reading(
    visit: Callable[..., Page], conference: Statement
) -> None:
    page = visit(f"{conference.get_absolute_url()}#t15")
    expect(page.locator(".exchanges summary")).to_have_text("Question 7 of 12")
    page.evaluate("line => { location.hash = line }", f"p{conference.positions.get(tag__name='Ports').line}")
    expect(page.locator(".exchanges summary")).to_have_text("Question 8 of 12")


def test_the_list_of_questions_is_opened_and_used_by_keyboard(
    visit: Callable[..., Page], conference: Statement, assert_accessible: Callable[[], None]
) -> None:
    page = visit(conference.get_absolute_url(), width=390)
    page.locator(".exchanges summary").focus()
    page.keyboard.press("Enter")
    listed = page.locator(".exchanges ol")
    expect(listed).to_be_visible()
    assert_accessible()
    page.keyboard.press("Escape")
    expect(listed).to_be_hidden()
    page.keyboard.press("Enter")
    page.get_by_role("link", name="Question 8: what of the ports?").focus()
    page.keyboard.press("Enter")
    expect(listed).to_be_hidden()
    expect(page.locator(".exchanges summary")).to_have_text("Question 8 of 12")
    assert in_window(page, "#t16 .words")


@pytest.fixture
def plain_page(browser: Browser, live_server: LiveServer) -> Iterator[Page]:
    """A page of a browser that runs no scripts."""
    context = browser.new_context(java_script_enabled=False, base_url=live_server.url)
    yield context.new_page()
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_an_address_shows_reading_words_and_question_without_a_script(
    plain_page: Page, conference: Statement, width: int
) -> None:
    second = conference.positions.get(tag__name="Asking")
    plain_page.set_viewport_size({"width": width, "height": 900})
    plain_page.goto(f"{conference.get_absolute_url()}#p{second.line}")
    for shown in (f"#p{second.line}", "#t16 .words", "#t17 mark.m2 >> nth=-1"):
        expect(plain_page.locator(shown)).to_be_in_viewport(ratio=0.9)
    colour = "mark => getComputedStyle(mark).backgroundColor"
    first, both, only = (plain_page.locator("#t17 mark").nth(at).evaluate(colour) for at in range(3))
    assert both == only != first
    plain_page.goto(f"{conference.get_absolute_url()}#t23")
    for shown in ("#t22 .words", "#t23 .turn-label"):
        expect(plain_page.locator(shown)).to_be_in_viewport(ratio=0.9)
    plain_page.locator(".exchanges summary").click()
    plain_page.locator(".exchanges ol a").nth(2).click()
    expect(plain_page.locator("#t6 .turn-label")).to_be_in_viewport(ratio=0.9)
    expect(plain_page.locator(".steps")).to_be_hidden()


def test_what_is_copied_is_the_words_alone(page: Page, visit: Callable[..., Page], conference: Statement) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(conference.get_absolute_url())
    page.evaluate("getSelection().selectAllChildren(document.querySelector('#t17 .block'))")
    page.keyboard.press("Control+c")
    turn = conference.texts.get().turns.get(order=17)
    first, second = (" ".join(paragraph.split()) for paragraph in turn.words.split("\n\n"))
    copied = page.evaluate("navigator.clipboard.readText()")
    assert [" ".join(line.split()) for line in copied.split("\n\n") if line.strip()] == [first, second]


def test_paper_holds_address_and_instant_and_the_whole_of_the_question(
    visit: Callable[..., Page], conference: Statement
) -> None:
    page = visit(f"{conference.get_absolute_url()}#t17")
    page.emulate_media(media="print")
    expect(page.locator(".exchanges")).to_be_hidden()
    address = f"{conference.get_absolute_url()}?as_of="
    expect(page.locator("#cite ~ .cite-text")).to_contain_text(address)
    assert page.locator("#t16").evaluate("turn => getComputedStyle(turn).position") == "static"
    notes, words = page.locator("#t17 .turn-notes").bounding_box(), page.locator("#t17 .words").first.bounding_box()
    assert notes is not None
    assert words is not None
    assert notes["y"] >= words["y"] + words["height"]


def test_a_statement_without_a_second_question_has_no_bar(visit: Callable[..., Page]) -> None:
    page = visit(factories.statement("We speak.").get_absolute_url())
    assert page.locator(".exchanges").count() == 0
    assert page.locator("script[src*=exchanges]").count() == 0


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
def test_overlapping_passages_keep_the_standard_of_access(
    visit: Callable[..., Page],
    page: Page,
    conference: Statement,
    assert_accessible: Callable[[], None],
    width: int,
    scheme: str,
) -> None:
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    line = conference.positions.get(tag__name="Asking").line
    visit(f"{conference.get_absolute_url()}#p{line}", width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible()
    first, second = page.locator("#t17 .begin").all()
    says = "mark => getComputedStyle(mark, '::before').content"
    assert first.evaluate(says).startswith('"[Passage 1, position')
    assert second.evaluate(says).endswith('supports, Asking:]"')
