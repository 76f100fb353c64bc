"""Django's admin in a real browser under the site's content security policy: any breach fails the test."""

from collections.abc import Callable

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.urls import reverse
from playwright.sync_api import Page, expect

PASSWORD = "right-horse-battery"
MODELS = sorted(
    (model for model in admin.site._registry if model._meta.app_label in {"statements", "auth"}),
    key=lambda model: model._meta.label,
)


@pytest.fixture
def editor() -> User:
    return User.objects.create_superuser("editor", password=PASSWORD)


def test_an_editor_logs_in_and_out(visit: Callable[..., Page], editor: User) -> None:
    page = visit("/admin/")
    page.get_by_label("Username").fill("editor")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.locator("#user-tools")).to_contain_text("editor")
    page.get_by_role("button", name="Log out").click()
    expect(page.locator("#user-tools")).to_have_count(0)


@pytest.mark.parametrize("model", MODELS, ids=lambda model: model._meta.label)
def test_the_list_and_the_form_of_every_model_open(
    model: type, visit: Callable[..., Page], log_in: Callable[[User], None], editor: User
) -> None:
    log_in(editor)
    name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
    page = visit(reverse(f"{name}_changelist"))
    expect(page.locator("#changelist")).to_be_visible()
    if page.locator(".object-tools a.addlink").count():
        page = visit(reverse(f"{name}_add"))
        expect(page.locator("#content form").first).to_be_visible()


def test_dates_and_related_objects_are_chosen_by_the_admins_own_scripts(
    visit: Callable[..., Page], log_in: Callable[[User], None], editor: User
) -> None:
    log_in(editor)
    page = visit(reverse("admin:auth_user_change", args=[editor.pk]))
    page.locator(".datetimeshortcuts a", has_text="Today").first.click()
    assert page.locator("#id_last_login_0").input_value() != ""
    page.locator("#id_user_permissions_input").fill("can add")
    page.locator("#id_user_permissions_from option").first.dblclick()
    expect(page.locator("#id_user_permissions_to option")).to_have_count(1)
