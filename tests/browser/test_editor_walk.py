"""The editor's walk in a real browser: from a pasted transcript to a reader who finds it."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from statements.models import Position, Statement
from tests import factories
from tests.desks import BRIEFING, person, printed
from tests.desks import page as address

PROPOSITION = "Trade in machines should be open."
QUOTE = "Arvenia supports open trade in machines."


def choose(page: Page, field: str, typed: str, suggestion: str) -> None:
    """Type the beginning of a name, and take what is suggested as a browser's list does."""
    line = page.locator(f"#id_{field}")
    line.press_sequentially(typed)
    expect(page.locator(f"#id_{field} + datalist option")).to_have_attribute("value", suggestion)
    line.fill(suggestion)
    line.press("Tab")


def select_words(page: Page, words: str) -> None:
    """Select words of a turn as a mouse does, on the page that has them: a click may still be leading there."""
    page.locator("[data-turn]", has_text=words).evaluate(
        """(turn, words) => {
            const text = turn.firstChild, start = text.data.indexOf(words), range = document.createRange();
            range.setStart(text, start);
            range.setEnd(text, start + words.length);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        words,
    )


@pytest.fixture
def house() -> None:
    """What is there before the walk: a country with its embassy, and a proposition."""
    arvenia = factories.actor()
    factories.actor("Embassy of Arvenia", "office", parent=arvenia)
    factories.tag("Open trade", PROPOSITION)


@pytest.mark.usefixtures("house")
def test_from_a_pasted_transcript_to_a_reader_who_finds_it(
    visit: Callable[..., Page], log_in: Callable[[User], None], assert_accessible: Callable[[], None]
) -> None:
    # An editor pastes a transcript.
    log_in(person("edna"))
    page = visit(address("statement_add"))
    page.get_by_label("Words", exact=True).fill(BRIEFING)
    choose(page, "actor", "embassy", "Embassy of Arvenia")
    page.get_by_label("Title").fill("On machines")
    page.get_by_label("Said on").fill("29 May 2026")
    page.get_by_label("Said by", exact=True).select_option("spokesperson")
    page.get_by_label("Language").fill("en")
    page.get_by_label("+ Tags").fill("Machines")
    page.get_by_label("+ Tags").press("Enter")
    expect(page.get_by_label("Tags", exact=True)).to_have_value("Machines")
    page.get_by_role("button", name="See what is understood").click()

    # She sees what was understood, corrects it, and saves the draft.
    expect(page.locator(".understood")).to_contain_text("Turns: 2 · exchanges: 1 · questions: 1")
    assert not Statement.objects.exists()
    asker = page.get_by_label("Asked by: Question:")
    expect(asker).to_have_value("publisher")
    asker.select_option("unnamed")
    page.get_by_role("button", name="Look again").first.click()
    expect(page.get_by_label("Asked by: Question:")).to_have_value("unnamed")
    page.get_by_label("Asked by: Question:").select_option("publisher")
    assert_accessible()
    page.get_by_role("button", name="Save as a draft").first.click()
    expect(page.locator(".messagelist")).to_contain_text("The draft is saved")
    statement = Statement.objects.get()
    assert printed(statement) == BRIEFING
    question, answer = statement.texts.get().turns.order_by("order")
    assert (question.asker, question.actor) == ("publisher", None)
    assert (answer.actor.name, answer.voice) == ("Embassy of Arvenia", "spokesperson")

    # She selects a passage and codes a position.
    page.get_by_role("link", name="Code a position").click()
    select_words(page, QUOTE)
    page.get_by_role("button", name="Take the selected words").click()
    expect(page.locator("#id_form-0-quote")).to_have_value(QUOTE)
    choose(page, "tag", "open", "Open trade")
    expect(page.locator("#tag-card")).to_contain_text(PROPOSITION)
    page.locator("#id_stance").select_option("supports")
    page.get_by_label("How firmly").select_option("states-view")
    assert_accessible()
    page.get_by_role("button", name="Save the draft").click()
    expect(page.locator(".messagelist")).to_contain_text("is saved as a draft")
    page.get_by_role("button", name="Send to review").click()
    expect(page.locator(".standing")).to_contain_text("in review")
    position = Position.objects.get()
    assert (position.passages.get().quote, position.status) == (QUOTE, "in-review")

    # Nobody sees it yet.
    expect(visit("/statements/").locator("main")).not_to_contain_text("On machines")

    # Another editor checks three things apart, and publishes.
    log_in(person("erik"))
    page = visit(address("position_review", position.pk))
    for question_asked in ("Is the quote authentic?", "Does it bear on the tag?", "Is the stance read right?"):
        page.get_by_role("group", name=question_asked).get_by_label("yes").check()
    assert_accessible()
    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".messagelist")).to_contain_text("It is public.")

    # A reader finds it.
    page.context.clear_cookies()
    page = visit("/statements/?q=open+trade")
    page.get_by_role("link", name="On machines").first.click()
    expect(page.locator("main")).to_contain_text(QUOTE)
    expect(page.locator("main")).to_contain_text("Open trade")


@pytest.mark.usefixtures("house")
def test_without_javascript_a_statement_is_pasted_and_coded(
    browser: Browser, visit: Callable[..., Page], log_in: Callable[[User], None], page: Page
) -> None:
    log_in(person("edna"))
    visit("/healthz")
    origin = page.url.removesuffix("/healthz")
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(origin + address("statement_add"))
    plain.locator("#id_words").fill(BRIEFING)
    plain.locator("[name=actor]").fill("Embassy of Arvenia")
    plain.locator("#id_title").fill("On machines")
    plain.get_by_role("button", name="See what is understood").click()
    plain.get_by_role("button", name="Save as a draft").first.click()
    statement = Statement.objects.get()
    assert statement.actor.name == "Embassy of Arvenia"
    plain.get_by_role("link", name="Code a position").click()
    plain.locator("#id_form-0-quote").fill(QUOTE)
    plain.locator("[name=tag]").fill("Open trade")
    plain.get_by_role("button", name="Show the tag's proposition").click()
    expect(plain.locator("#tag-card")).to_contain_text(PROPOSITION)
    plain.locator("#id_stance").select_option("supports")
    plain.get_by_role("button", name="Save the draft").click()
    assert Position.objects.get().passages.get().quote == QUOTE
    plain.context.close()


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("width", [1280, 390, 320])
def test_the_screens_fit_a_narrow_window(
    visit: Callable[..., Page], log_in: Callable[[User], None], assert_accessible: Callable[[], None], width: int
) -> None:
    log_in(person("edna"))
    statement = factories.statement("We support open trade. " * 30, published=False)
    position = factories.position(statement, "We support open trade.", factories.tag("Open trade"), published=False)
    for where in (
        address("statement_add"),
        address("statement_change", statement.pk),
        address("statement_words", statement.pk, 1),
        address("statement_code", statement.pk),
        address("statement_history", statement.pk),
        address("statement_discard", statement.pk),
        address("statement_backings", statement.pk),
        address("position_change", position.pk),
        address("position_review", position.pk),
    ):
        page = visit(where, width)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), where
        assert_accessible()
