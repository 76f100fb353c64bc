"""The languages of the pages: chosen once, the address kept; the desk keeps its own."""

from __future__ import annotations

import pytest
from django.test import Client

from tests import factories

CODES = ["en-gb", "ar", "zh-hans", "fr", "ru"]


def choose(client: Client, code: str, back: str = "/") -> str:
    """Choose a language; the address that the reader is led to."""
    response = client.post("/language/", {"to": code, "next": back})
    assert response.status_code == 303
    return response["Location"]


@pytest.mark.parametrize("code", CODES)
def test_a_page_says_its_language_and_direction(client: Client, code: str) -> None:
    choose(client, code)
    direction = "rtl" if code == "ar" else "ltr"
    assert f'<html lang="{code}" dir="{direction}">' in client.get("/").content.decode()


def test_a_browser_that_asks_for_a_language_gets_it_without_choosing(client: Client) -> None:
    page = client.get("/", headers={"Accept-Language": "fr-CA,fr;q=0.9"}).content.decode()
    assert '<html lang="fr" dir="ltr">' in page


def test_the_choice_keeps_the_address_with_all_its_filters(client: Client) -> None:
    factories.statement()
    address = "/statements/?actor=arvenia&q=%E9%99%90"
    page = client.get(address).content.decode()
    assert '<input type="hidden" name="next" value="/statements/?actor=arvenia&amp;q=%E9%99%90">' in page
    assert choose(client, "ru", address) == address


@pytest.mark.parametrize("elsewhere", ["https://elsewhere.example/", "//elsewhere.example", "javascript:alert(1)", ""])
def test_the_choice_leads_nowhere_else(client: Client, elsewhere: str) -> None:
    assert choose(client, "fr", elsewhere) == "/"


def test_an_unknown_language_is_refused_and_nothing_is_remembered(client: Client) -> None:
    response = client.post("/language/", {"to": "tlh", "next": "/"})
    assert (response.status_code, dict(client.cookies)) == (400, {})
    assert client.get("/language/").status_code == 405


def test_pages_set_no_cookie_until_a_reader_chooses(client: Client) -> None:
    assert not client.get("/").cookies
    choose(client, "fr")
    assert list(client.cookies) == ["django_language"]
    assert not client.get("/").cookies


def test_one_language_is_never_taken_for_another_that_a_reader_has_already(client: Client) -> None:
    english = client.get("/")
    choose(client, "fr")
    french = client.get("/", headers={"If-None-Match": english["ETag"]})
    assert french.status_code == 200
    assert french["ETag"] != english["ETag"]
    assert client.get("/", headers={"If-None-Match": french["ETag"]}).status_code == 304
    assert "no-cache" in french["Cache-Control"]


def test_codes_dates_and_slugs_for_machines_are_the_same_in_every_language(client: Client) -> None:
    limits = factories.tag("Export limits", "Exports should be limited.")
    factories.said(limits)
    address = "/compare/?actor=arvenia&tag=export-limits&format=json"
    english = client.get(address).json()
    choose(client, "ar")
    assert client.get(address).json() == english


def test_the_desk_keeps_the_sites_own_language(client: Client) -> None:
    choose(client, "fr")
    page = client.get("/admin/login/").content.decode()
    assert '<html lang="en-gb"' in page
    assert 'value="Log in"' in page
