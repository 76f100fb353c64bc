"""What is kept between publications: the page, and counts over the whole record; never a moment longer."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

from statements import conditional, recording
from statements.cite import instant
from statements.models import Position, Statement
from tests import factories

LIST = "/statements/"


@pytest.fixture
def statement() -> Statement:
    return factories.statement(title="On exports")


def test_a_page_asked_for_again_is_the_one_that_was_made(
    client: Client, statement: Statement, django_assert_num_queries: Any
) -> None:
    first = client.get(LIST)
    # 1 the site's revision
    with django_assert_num_queries(1):
        again = client.get(LIST)
    assert again.status_code == 200
    assert again.content == first.content
    assert dict(again.items()) == dict(first.items())


def test_a_json_list_is_kept_with_the_headers_it_was_sent_with(
    client: Client, statement: Statement, django_assert_num_queries: Any
) -> None:
    client.get(LIST, {"format": "json"})
    # 1 the site's revision
    with django_assert_num_queries(1):
        again = client.get(LIST, {"format": "json"})
    assert again["Access-Control-Allow-Origin"] == "*"
    assert again.json()["results"][0]["title"] == "On exports"


def test_a_sitemap_is_kept_too(client: Client, statement: Statement, django_assert_num_queries: Any) -> None:
    first = client.get("/sitemap-statements.xml")
    # 1 the site's revision
    with django_assert_num_queries(1):
        again = client.get("/sitemap-statements.xml")
    assert again.content == first.content
    assert again["Content-Type"] == first["Content-Type"] == "application/xml"


def test_what_is_published_shows_at_once(client: Client, statement: Statement) -> None:
    assert "1 statement" in client.get(LIST).content.decode()
    factories.statement("We said more.", title="More on exports")
    html = client.get(LIST).content.decode()
    assert "More on exports" in html
    assert "2 statements" in html


def test_what_is_withdrawn_is_gone_at_once(client: Client, statement: Statement) -> None:
    pages = [LIST, statement.get_absolute_url(), "/", "/actors/", f"{LIST}?q=limits"]
    assert all("On exports" in client.get(page).content.decode() for page in (pages[0], pages[1], pages[4]))
    recording.withdraw(statement, by=None, reason="It was entered twice.")
    for page in pages:
        assert "On exports" not in client.get(page).content.decode()
    assert client.get(pages[1]).status_code == 410


def test_another_language_gets_a_page_of_its_own(client: Client, settings: Settings, statement: Statement) -> None:
    settings.LANGUAGES = [("en-gb", "English"), ("fr", "Français")]
    client.get(LIST, headers={"accept-language": "en-GB,en;q=0.8"})
    assert '<html lang="fr"' in client.get(LIST, headers={"accept-language": "fr"}).content.decode()
    assert '<html lang="en-gb"' in client.get(LIST, headers={"accept-language": "en"}).content.decode()


def test_another_address_gets_a_page_of_its_own(client: Client, settings: Settings, statement: Statement) -> None:
    settings.ALLOWED_HOSTS = ["one.example", "two.example"]
    client.get(LIST, headers={"host": "one.example"})
    html = client.get(LIST, headers={"host": "two.example"}).content.decode()
    assert "http://two.example/statements/" in html
    assert "one.example" not in html


def test_a_day_that_is_not_over_is_not_kept(
    client: Client, statement: Statement, django_assert_num_queries: Any
) -> None:
    today = {"as_of": f"{timezone.now():%Y-%m-%d}", "format": "json"}
    client.get(LIST, today)
    # 1 the site's revision, 2 how many, 3 the page's rows, 4 their tags
    with django_assert_num_queries(4):
        client.get(LIST, today)
    tomorrow = f"{timezone.now() + timedelta(days=1):%Y-%m-%d}"
    assert client.get(LIST, {"as_of": tomorrow, "format": "json"}).status_code == 400


def test_an_instant_that_is_past_is_kept_until_the_next_publication(
    client: Client, statement: Statement, django_assert_num_queries: Any
) -> None:
    asked = {"as_of": instant(timezone.now())}
    first = client.get(LIST, asked)
    # 1 the site's revision
    with django_assert_num_queries(1):
        assert client.get(LIST, asked).content == first.content
    recording.withdraw(statement, by=None, reason="It was entered twice.")
    assert "On exports" in first.content.decode()
    assert "On exports" not in client.get(LIST, asked).content.decode()


def test_a_page_that_is_not_there_is_not_kept(client: Client, statement: Statement) -> None:
    address = f"/statements/{statement.pk + 1}-more-on-exports/"
    assert client.get(address).status_code == 404
    assert factories.statement("We said more.", title="More on exports").pk == statement.pk + 1
    assert client.get(address).status_code == 200


def test_a_file_is_written_anew_each_time(client: Client, statement: Statement) -> None:
    first, again = (b"".join(client.get(LIST, {"format": "csv"}).streaming_content) for _ in range(2))  # type: ignore[attr-defined]
    assert first == again
    assert b"On exports" in again


def test_what_is_too_large_is_made_anew(
    client: Client, statement: Statement, monkeypatch: pytest.MonkeyPatch, django_assert_num_queries: Any
) -> None:
    monkeypatch.setattr(conditional, "LARGEST_KEPT", 100)
    first = client.get(LIST)
    # 1 the site's revision, 2 the page's rows, 3 their tags; the counts are kept
    with django_assert_num_queries(3):
        again = client.get(LIST)
    assert again.content == first.content


def test_all_pages_of_a_list_share_one_count(
    client: Client, statement: Statement, django_assert_num_queries: Any
) -> None:
    for number in range(60):
        factories.statement(f"We said {number}.", title=f"On exports {number}")
    client.get(LIST)
    # 1 the site's revision, 2 how many, 3 the page's rows, 4 their tags
    with django_assert_num_queries(3):
        html = client.get(LIST, {"page": 2, "sort": "date"}).content.decode()
    assert "61 statements" in html


def test_no_search_begins_with_the_public_statements(database: str) -> None:
    sql = str(Position.objects.published().values("pk").query)
    assert ('+"statements_statement"."status"' in sql) == (database == "sqlite")
    assert '"statements_statement"."status" = ' in sql
    assert '+"statements_statement"' not in str(Statement.objects.published().values("pk").query)


def test_both_databases_have_indexes_in_the_order_of_lists(database: str) -> None:
    if database == "postgresql":
        names = ["statement_newest_undated_last", "position_newest_undated_last", "edition_newest_undated_last"]
    else:
        names = ["statement_newest", "position_newest"]
    with connection.cursor() as cursor:
        if database == "postgresql":
            cursor.execute("SELECT indexname, indexdef FROM pg_indexes")
        else:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'index'")
        found = dict(cursor.fetchall())
    for name in names:
        said = '"said_to" DESC' if database == "sqlite" else "said_to DESC NULLS LAST"
        assert said in found[name]


def test_postgresql_counts_rare_words_too(database: str) -> None:
    if database != "postgresql":
        pytest.skip("SQLite counts no terms")
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attstattarget FROM pg_attribute WHERE attname = 'terms' AND attrelid = %s::regclass",
            ["statements_search"],
        )
        assert cursor.fetchone() == (1000,)
