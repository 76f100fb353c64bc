"""Addresses that do not exist: the site's own page in production and under DEBUG, where errors stay technical."""

import pytest
from django.test import Client
from pytest_django.asserts import assertTemplateUsed

from statements.models import Statement
from tests.desks import desk
from tests.factories import said, tag

LOST = ["/nowhere/", "/statements/999-x/", "/tags/nothing/", "/%00", "/nowhere", "/static/none.css"]


@pytest.fixture(params=[True, False], ids=["debug", "production"])
def anyone(request, settings):
    settings.DEBUG = request.param
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("address", LOST)
def test_an_address_that_does_not_exist_has_the_sites_own_page(anyone, address):
    answer = anyone.get(address)
    assert answer.status_code == 404
    assertTemplateUsed(answer, "404.html")
    html = answer.content.decode()
    assert "No page at this address" in html
    assert "DEBUG = True" not in html
    assert "urlpatterns" not in html


@pytest.mark.parametrize(("language", "direction"), [("ar", "rtl"), ("fr", "ltr")])
def test_pages_of_errors_are_in_the_readers_language_and_direction(settings, monkeypatch, language, direction):
    def broken(*_args, **_kwargs):
        raise LookupError("a slip of the pen")

    settings.DEBUG = False
    client = Client(raise_request_exception=False, headers={"Accept-Language": language})
    assert f'<html lang="{language}" dir="{direction}">' in client.get("/nowhere/").content.decode()
    monkeypatch.setattr(Statement.objects, "published", broken)
    answer = client.get("/")
    assert answer.status_code == 500
    assert f'<html lang="{language}" dir="{direction}">' in answer.content.decode()


def test_a_missing_slash_is_added(anyone):
    answer = anyone.get("/statements?q=trade")
    assert (answer.status_code, answer["Location"]) == (301, "/statements/?q=trade")


def test_an_editor_meets_the_same_page(settings):
    settings.DEBUG = True
    answer = desk().get("/admin/statements/nothing/")
    assert answer.status_code == 404
    assertTemplateUsed(answer, "404.html")


@pytest.mark.parametrize(("debug", "template"), [(True, None), (False, "500.html")])
def test_an_error_in_the_code_keeps_djangos_page_for_developers(settings, monkeypatch, debug, template):
    def broken(*_args, **_kwargs):
        raise LookupError("a slip of the pen")

    settings.DEBUG = debug
    monkeypatch.setattr(Statement.objects, "published", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert [each.name for each in answer.templates][:1] == ([template] if template else [None])
    assert ("a slip of the pen" in answer.content.decode()) == debug


@pytest.mark.django_db
def test_an_address_asked_for_before_its_time_leads_to_what_stands_there_now(client: Client) -> None:
    position = said(tag("Export limits", "Exports should be limited."))
    response = client.get(f"{position.get_absolute_url()}?as_of=2020-01-01")
    html = response.content.decode()
    assert response.status_code == 404
    assert "perhaps it was not on this site yet" in html
    assert '<a href="?">See what stands at this address now</a>' in html
    assert "not on this site yet" not in client.get("/nowhere/").content.decode()
