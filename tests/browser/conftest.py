"""Real Chromium against a live server: what pages look like, and what a keyboard and an editor meet.

BROWSER_TESTS=required makes a missing Chromium an error; CHROMIUM names one that is not on the path.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.test import Client
from playwright.sync_api import Page
from pytest_django.live_server_helper import LiveServer

# Playwright's synchronous side keeps an event loop running, in which Django would refuse every query.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
STANDARD = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]


def find_chromium() -> str | None:
    """Return the path of a Chromium: CHROMIUM, else the first known name on the path."""
    if named := os.environ.get("CHROMIUM"):
        return named
    return next(filter(None, map(shutil.which, CHROMIUM_NAMES)), None)


def pytest_itemcollected(item: pytest.Item) -> None:
    """A live server commits, so what migrations wrote has to be put back after each test."""
    item.add_marker(pytest.mark.django_db(transaction=True, serialized_rollback=True))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """Use the system's Chromium; without one skip the test and say why, or fail where one is required."""
    chromium = find_chromium()
    if chromium is None:
        reason = "no Chromium on this machine: install it, or set CHROMIUM to its path"
        if os.environ.get("BROWSER_TESTS") == "required":
            pytest.fail(reason)
        pytest.skip(reason)  # a machine without a browser can still run all other tests
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []  # Chromium refuses its sandbox to root
    return browser_type_launch_args | {"executable_path": chromium, "args": sandbox}


@pytest.fixture
def complaints() -> list[str]:
    """Return what the browser complained of so far; a test that provokes complaints empties it."""
    return []


@pytest.fixture
def page(page: Page, complaints: list[str]) -> Iterator[Page]:
    """Fail a test whose pages broke a script or the content security policy, or missed a file."""
    page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert complaints == []


@pytest.fixture
def visit(page: Page, live_server: LiveServer) -> Callable[..., Page]:
    """Return `visit(path, width=1280)`, which opens a page of the site in a window of that width."""

    def open_page(path: str, width: int = 1280) -> Page:
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(live_server.url + path)
        return page

    return open_page


@pytest.fixture
def log_in(page: Page, live_server: LiveServer) -> Callable[[AbstractBaseUser], None]:
    """Return `log_in(user)`, which gives the browser a session of that user."""

    def give_session(user: AbstractBaseUser) -> None:
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        name = settings.SESSION_COOKIE_NAME
        page.context.add_cookies([{"name": name, "value": client.cookies[name].value, "url": live_server.url}])

    return give_session


@pytest.fixture
def assert_accessible(page: Page) -> Callable[[], None]:
    """Return a check that the page as it stands keeps WCAG 2.2 AA as far as axe can tell."""

    def check() -> None:
        # Loading the stylesheets a second time, axe writes inline styles, which the policy refuses and reports.
        found = Axe().run(page, options={"runOnly": {"type": "tag", "values": STANDARD}, "preload": False})
        assert found.response["violations"] == [], found.generate_report()

    return check
