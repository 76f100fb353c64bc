"""Rows of those who stand behind a statement, and passages added to a position, in a real browser."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import User
from playwright.sync_api import Browser, Page, expect

from statements.models import Backing, Position, Statement
from tests import factories
from tests.browser.test_editor_walk import choose
from tests.desks import page as address
from tests.desks import person


@pytest.fixture
def draft() -> Statement:
    factories.actor("Velmora")
    factories.actor("Bel Sarat")
    factories.tag("Ships")
    factories.tag("Open trade", "Trade should be open.")
    return factories.statement("We support open trade. We will sign in May.", published=False)


def standing() -> list[tuple[str, str, list[str]]]:
    rows = Backing.objects.filter(superseded_at=None).order_by("pk")
    return [(row.actor.name, row.capacity, [tag.name for tag in row.except_tags.all()]) for row in rows]


def test_backings_are_chosen_by_typing(
    visit: Callable[..., Page],
    log_in: Callable[[User], None],
    assert_accessible: Callable[[], None],
    draft: Statement,
) -> None:
    log_in(person("edna"))
    page = visit(address("statement_change", draft.pk))
    page.get_by_role("link", name="Who stands behind it").click()
    choose(page, "form-0-actor", "vel", "Velmora")
    page.locator("#id_form-0-capacity").select_option("aligns")
    tags = page.get_by_label("+ Except on").first
    tags.fill("Ships")
    tags.press("Enter")
    page.get_by_role("button", name="More rows").click()
    expect(page.locator("#id_form-0-actor")).to_have_value("Velmora")
    choose(page, "form-5-actor", "bel", "Bel Sarat")
    assert_accessible()
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.locator("main")).to_contain_text("Velmora: aligns itself")
    assert standing() == [("Velmora", "aligns", ["Ships"]), ("Bel Sarat", "signs", [])]


def test_without_javascript_rows_are_filled_and_a_passage_is_added(
    browser: Browser, visit: Callable[..., Page], log_in: Callable[[User], None], page: Page, draft: Statement
) -> None:
    log_in(person("edna"))
    visit("/healthz")
    origin = page.url.removesuffix("/healthz")
    plain = browser.new_context(java_script_enabled=False, storage_state=page.context.storage_state()).new_page()
    plain.goto(origin + address("statement_backings", draft.pk))
    plain.locator("#id_form-1-actor").fill("Velmora")
    plain.locator("#id_form-1-except_tags").fill("Ships")
    plain.get_by_role("button", name="Save", exact=True).click()
    assert standing() == [("Velmora", "signs", ["Ships"])]

    for quote in ("We support open trade.", "We will sign in May."):
        plain.goto(origin + address("statement_code", draft.pk))
        plain.locator("#id_form-0-quote").fill(quote)
        plain.locator("[name=tag]").fill("Open trade")
        plain.locator("#id_stance").select_option("supports")
        plain.get_by_role("button", name="Save the draft").click()
    position = Position.objects.get()
    expect(plain.locator(".conflict")).to_contain_text(f"{position} · Arvenia · Open trade")
    plain.get_by_role("button", name=f"Add the passages to {position}").click()
    expect(plain.locator("#id_form-0-quote")).to_have_value("We support open trade.")
    expect(plain.locator("#id_form-1-quote")).to_have_value("We will sign in May.")
    plain.get_by_role("button", name="Save the draft").click()
    assert position.passages.count() == 2
    plain.context.close()
