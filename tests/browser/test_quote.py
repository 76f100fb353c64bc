"""Quoting what is selected: the exact words, each speaker by name, the address that leads back to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import unquote

import pytest
from playwright.sync_api import Page, expect

from statements import recording
from statements.models import Statement
from tests import factories

TURN = recording.NewTurn
ASKED = "Will you close the ports, as everybody says?"
ANSWER = "We keep the “old” ports open – all of them.\n\nWe ask others\nto do so, too."
SELECT = """([from, start, to, end]) => {
    const point = (turn, offset) => {
        const walker = document.createTreeWalker(document.querySelector(turn), NodeFilter.SHOW_TEXT);
        for (let node; (node = walker.nextNode()); ) {
            if (!node.parentElement.closest(".words > p")) continue;
            if (offset <= node.length) return [node, offset];
            offset -= node.length;
        }
    };
    const range = document.createRange();
    range.setStart(...point(from, start));
    range.setEnd(...point(to, end));
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


@pytest.fixture
def statement() -> Statement:
    """Answers of an invented ministry, with a passage in the answer and a translation."""
    ministry = factories.actor("Ministry of Ports", kind="office", invented=True)
    turns = [
        TURN("question", ASKED, gap="\n\n", exchange=1, asker="publisher"),
        TURN("answer", ANSWER, exchange=1, actor=ministry, voice="spokesperson"),
    ]
    row = factories.statement(by=ministry, turns=turns, form="answers", title="Answers on ports", speaker="Ana Arv",
                              role="Spokesperson", source_url="https://ports.example/a")  # fmt: skip
    factories.position(row, "“old” ports", factories.tag("Ports", "Ports should be open."))
    translated = [
        TURN("question", "هل تغلقون الموانئ؟", exchange=1, asker="publisher"),
        TURN("answer", "نبقي الموانئ مفتوحة.", exchange=1, actor=ministry, voice="spokesperson"),
    ]
    texts = {2: recording.NewText(translated, language="ar", authority="our-translation")}
    recording.correct(row, by=factories.editor(), reason="A translation.", texts=texts)
    row.refresh_from_db()
    return row


@pytest.fixture
def quote(page: Page) -> Callable[..., str]:
    """Return `quote(turn, start, turn, end)`, which selects words, opens the panel and gives the citation."""

    def give(*places: Any) -> str:
        page.evaluate(SELECT, list(places))
        page.get_by_role("button", name="Quote this").click()
        text: str = page.locator("#quote .cite-text").evaluate("element => element.textContent")
        return text

    return give


def copied(page: Page, name: str) -> str:
    """What a button of the panel puts on the clipboard."""
    page.get_by_role("button", name=name).click()
    expect(page.locator("#quote [role=status]")).to_have_text("Copied")
    text: str = page.evaluate("navigator.clipboard.readText()")
    return text


def test_a_quotation_holds_the_exact_words_their_speaker_date_source_and_address(
    visit: Callable[..., Page], page: Page, statement: Statement, quote: Callable[..., str]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(statement.get_absolute_url())
    text = quote("#t2", 0, "#t2", 43)
    words, _, whence = text.partition("” Answers on ports, 29 May 2026. Source: https://ports.example/a. ")
    assert words == "Ministry of Ports (Ana Arv, Spokesperson) [invented actor]: “" + ANSWER.partition("\n")[0]
    assert whence.startswith("On Record, as the site stood on ")
    assert copied(page, "Copy the citation") == text
    assert copied(page, "Copy the words alone") == ANSWER.partition("\n")[0]
    back = page.locator("#cite ~ .cite-text").inner_text().rpartition(" ")[2]
    address = whence.rpartition(" ")[2]
    assert (
        address
        == f"{back}#t2:~:text=We%20keep%20the%20%E2%80%9Cold%E2%80%9D%20ports%20open%20%E2%80%93%20all%20of%20them."
    )
    page.goto(address)
    expect(page.locator("#t2 .words").first).to_be_in_viewport()


def test_paragraphs_keep_their_line_ends_and_signs_of_passages_are_no_words(
    visit: Callable[..., Page], page: Page, statement: Statement, quote: Callable[..., str]
) -> None:
    visit(statement.get_absolute_url())
    text = quote("#t2", 3, "#t2", 43 + 28)
    assert f": “{ANSWER[3:]}” Answers on ports" in text
    assert (
        ":~:text=keep%20the%20%E2%80%9Cold%E2%80%9D%20ports%20open%20%E2%80%93%20all%20of%20them.,to%20do%20so%2C%20too."
        in text
    )
    assert page.locator("#quote blockquote").evaluate("quote => quote.textContent") == ANSWER[3:]


def test_a_drag_that_begins_on_the_sign_of_a_passage_selects_its_words(
    visit: Callable[..., Page], page: Page, statement: Statement
) -> None:
    visit(statement.get_absolute_url())
    sign, words = page.locator("#t2 .begin").bounding_box(), page.locator("#t2 mark").bounding_box()
    assert sign
    assert words
    height = words["y"] + words["height"] / 2
    page.mouse.move(sign["x"] + sign["width"] / 2, height)
    page.mouse.down()
    page.mouse.move(words["x"] + words["width"] - 1, height, steps=5)
    page.mouse.up()
    page.get_by_role("button", name="Quote this").click()
    assert page.locator("#quote blockquote").evaluate("quote => quote.textContent") == "“old” ports"


def test_several_turns_are_quoted_each_as_its_own_speakers(
    visit: Callable[..., Page], page: Page, statement: Statement, quote: Callable[..., str]
) -> None:
    visit(statement.get_absolute_url())
    asked, answered, whence = quote("#t1", 5, "#t2", 7).split("\n")
    assert asked == (
        f"Question (no asker is named: published with its answer by the one who answers) [invented]: “{ASKED[5:]}”"
    )
    assert answered == "Ministry of Ports (Ana Arv, Spokesperson) [invented actor]: “We keep”"
    assert "#t1:~:text=" in whence
    captions = page.locator("#quote figcaption").all_inner_texts()
    assert captions[:2] == [asked.partition(": “")[0], answered.partition(": “")[0]]


def test_an_answer_is_quoted_with_its_question_on_request(
    visit: Callable[..., Page], page: Page, statement: Statement, quote: Callable[..., str]
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    visit(statement.get_absolute_url())
    quote("#t2", 0, "#t2", 7)
    page.get_by_role("button", name="Add the question").click()
    asked, answered, whence = page.locator("#quote .cite-text").inner_text().split("\n")
    assert asked.endswith(f"[invented]: “{ASKED}”")
    assert answered == "Ministry of Ports (Ana Arv, Spokesperson) [invented actor]: “We keep”"
    assert "#t1:~:text=" in whence
    expect(page.get_by_role("button", name="Add the question")).to_be_hidden()
    assert copied(page, "Copy the words alone") == f"{ASKED}\n\nWe keep"
    page.keyboard.press("Escape")
    quote("#t1", 0, "#t1", 4)
    expect(page.get_by_role("button", name="Add the question")).to_be_hidden()


def test_a_question_alone_is_never_the_answerers(
    visit: Callable[..., Page], statement: Statement, quote: Callable[..., str]
) -> None:
    visit(statement.get_absolute_url())
    text = quote("#t1", 0, "#t1", 25)
    assert text.startswith("Question (no asker is named")
    assert "Ministry" not in text
    assert "Ana Arv" not in text


def test_words_of_a_translation_say_so(
    visit: Callable[..., Page], page: Page, statement: Statement, quote: Callable[..., str]
) -> None:
    visit(f"{statement.get_absolute_url()}?beside=2")
    text = quote("#o2", 0, "#o2", 12)
    assert text.startswith("Ministry of Ports (Ana Arv, Spokesperson) [invented actor]: ")
    assert ": “\u2068نبقي الموانئ\u2069” [Arabic, our translation]. " in text
    assert "?text=2&as_of=" in text
    assert "#t2:~:text=" in text
    assert page.locator("#quote blockquote").get_attribute("dir") == "rtl"
    assert page.locator("#quote blockquote").get_attribute("lang") == "ar"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [390, 1280])
def test_the_panel_is_used_by_keyboard_alone(
    visit: Callable[..., Page],
    page: Page,
    statement: Statement,
    assert_accessible: Callable[[], None],
    width: int,
    scheme: Any,
) -> None:
    page.emulate_media(color_scheme=scheme)
    visit(statement.get_absolute_url(), width=width)
    button = page.get_by_role("button", name="Quote this")
    expect(button).to_be_hidden()
    page.evaluate(SELECT, ["#t2", 0, "#t2", 2])
    expect(button).to_be_visible()
    for _ in range(3):
        page.keyboard.press("Shift+ArrowRight")
    expect(page.locator("#quote-hint")).to_have_text("Words are selected. Tab leads to “Quote this”.")
    page.keyboard.press("Tab")
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.get_by_role("dialog", name="Quote")
    expect(panel).to_be_visible()
    expect(page.get_by_role("button", name="Copy the citation")).to_be_focused()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert_accessible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    expect(button).to_be_focused()


def test_what_is_not_the_statements_words_cannot_be_quoted(visit: Callable[..., Page], statement: Statement) -> None:
    page = visit(statement.get_absolute_url())
    for place in ("h1", "#t1 .turn-label", ".note-tag", ".facts"):
        page.evaluate("place => getSelection().selectAllChildren(document.querySelector(place))", place)
        page.wait_for_timeout(300)
        expect(page.get_by_role("button", name="Quote this")).to_be_hidden()


@pytest.mark.parametrize("length", [60, 61, 70])
def test_a_citation_leads_to_a_line_too_short_for_two_ends(
    visit: Callable[..., Page], page: Page, statement: Statement, quote: Callable[..., str], length: int
) -> None:
    visit(statement.get_absolute_url())
    words = f"{ANSWER[:43]} We close none of the ports today."
    page.locator("#t2 .words p").first.evaluate("(paragraph, words) => { paragraph.textContent = words }", words)
    fragment = quote("#t2", 0, "#t2", length).rpartition(":~:text=")[2]
    assert "," not in fragment
    assert unquote(fragment) == words[:length].strip()


def test_words_are_selected_from_the_sign_of_their_passage_on(
    visit: Callable[..., Page], page: Page, statement: Statement
) -> None:
    visit(statement.get_absolute_url())
    sign, passage = page.locator("#t2 .begin").bounding_box(), page.locator("#t2 mark").bounding_box()
    assert sign is not None
    assert passage is not None
    height = passage["y"] + passage["height"] / 2
    page.mouse.move(sign["x"] + 1, height)
    page.mouse.down()
    page.mouse.move(passage["x"] + passage["width"] - 1, height, steps=5)
    page.mouse.up()
    assert page.evaluate("getSelection().toString()") == "“old” ports"


def test_the_tab_key_leads_to_the_button_from_where_a_caret_selects(
    visit: Callable[..., Page], page: Page, statement: Statement
) -> None:
    visit(statement.get_absolute_url())
    page.locator("main").focus()
    page.evaluate(SELECT, ["#t2", 0, "#t2", 7])
    expect(page.get_by_role("button", name="Quote this")).to_be_visible()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Quote this")).to_be_focused()


def test_an_answer_is_quoted_by_keys_from_its_number(
    visit: Callable[..., Page], page: Page, statement: Statement
) -> None:
    visit(f"{statement.get_absolute_url()}?beside=2")
    page.locator("a.turn-number[href='#t2']").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Quote this")).to_be_visible()
    assert page.url.endswith("#t2")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.locator("#quote blockquote").evaluate_all("quotes => quotes.map((q) => q.textContent)") == [ANSWER]


@pytest.mark.parametrize(("turn", "ends"), [("#t2", "right"), ("#o2", "left")])
def test_the_button_stands_where_the_selection_ends(
    visit: Callable[..., Page], page: Page, statement: Statement, turn: str, ends: str
) -> None:
    visit(f"{statement.get_absolute_url()}?beside=2")
    page.evaluate(SELECT, [turn, 0, turn, 12])
    button = page.get_by_role("button", name="Quote this")
    expect(button).to_be_visible()
    selected = page.evaluate("JSON.parse(JSON.stringify(getSelection().getRangeAt(0).getBoundingClientRect()))")
    box = button.bounding_box()
    assert box is not None
    begins = box["x"] if ends == "right" else box["x"] + box["width"]
    assert abs(begins - selected[ends]) < 1


@pytest.mark.parametrize("width", [390, 1280])
def test_words_and_citation_stand_whole_above_the_buttons(
    visit: Callable[..., Page], page: Page, statement: Statement, width: int
) -> None:
    visit(statement.get_absolute_url(), width=width)
    page.evaluate(SELECT, ["#t1", 0, "#t2", 43 + 28])
    page.get_by_role("button", name="Quote this").click()
    hidden = "element => element.scrollHeight - element.clientHeight"
    for part in (".quoted", ".cite-text"):
        assert page.locator(f"#quote {part}").evaluate(hidden) <= 0
    expect(page.get_by_role("button", name="Copy the citation")).to_be_in_viewport(ratio=1)
