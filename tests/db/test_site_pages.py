"""The pages about the site itself."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import recording
from tests import factories


def queries(client, address):
    with CaptureQueriesContext(
        connection,
    ) as found:
        response = client.get(address)
    assert response.status_code == 200
    return len(found)


def corrected():
    row = factories.statement(title="First title")
    tag = factories.tag("Export limits", "States may limit exports.")
    position = factories.position(row, "We support limits", tag)
    recording.correct(row, by=factories.editor(), reason="a wrong title", values={"title": "Second title"})
    draft = recording.recode(position, by=factories.editor(), reason="read too far", stance="mixed")
    recording.publish_positions([draft], by=factories.editor())
    return row


@pytest.mark.parametrize("address", ["/", "/method/", "/changes/"])
def test_each_page_has_one_heading_and_a_canonical_address(client, address):
    corrected()
    page = client.get(address).content.decode()
    assert page.count("<h1") == 1
    assert f'<link rel="canonical" href="http://testserver{address}">' in page


@pytest.mark.parametrize("address", ["/", "/method/", "/changes/"])
def test_each_page_asks_the_same_number_of_queries_for_more_rows(client, address):
    corrected()
    before = queries(client, address)
    for number in range(3):
        row = factories.statement(f"We support limits {number}.", title=f"Other {number}")
        recording.correct(row, by=factories.editor(), reason="again", values={"title": f"Better {number}"})
    assert queries(client, address) == before <= 12


def test_changes_lists_corrections_with_reason_and_what_changed(client):
    corrected()
    rows = client.get("/changes/?format=json").json()["results"]
    assert [(row["kind"], row["reason"], row["changed"]) for row in rows] == [
        ("reading", "read too far", ["stance: supports → mixed"]),
        ("edition", "a wrong title", ["title: First title → Second title"]),
    ]


def test_changes_shows_a_withdrawal_by_number_and_reason_and_none_of_its_words(client):
    row = corrected()
    recording.withdraw(row, by=factories.editor(), reason="not theirs")
    page = client.get("/changes/").content.decode()
    assert f"Statement {row.pk} was withdrawn" in page
    assert "not theirs" in page
    assert "title" not in page.lower().replace("<title>", "").replace("</title>", "").replace("og:title", "")
    assert client.get("/changes/?format=json").json()["count"] == 1


def test_a_hidden_reading_is_listed_without_its_stance(client):
    position = factories.position(factories.statement(), "We support", factories.tag("Limits", "States may limit."))
    recording.hide(position, by=factories.editor(), reason="misread")
    rows = client.get("/changes/?format=json").json()["results"]
    assert [(row["kind"], row["reason"], row["changed"]) for row in rows] == [("reading", "misread", [])]


def test_changes_in_csv_have_the_same_rows(client):
    corrected()
    lines = b"".join(client.get("/changes/?format=csv").streaming_content).decode("utf-8-sig").splitlines()
    assert lines[0] == "at,kind,id,url,invented,reason,changed"
    assert len(lines) == 3


def test_an_unknown_format_of_changes_is_said_to_be_wrong(client):
    assert client.get("/changes/?page=x&format=json").status_code == 400


def test_a_page_that_did_not_change_is_not_sent_again(client):
    factories.statement()
    first = client.get("/")
    assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 304
    factories.statement(title="Another")
    assert client.get("/", headers={"if-none-match": first["ETag"]}).status_code == 200


def test_the_sitemap_names_what_is_published_and_nothing_else(client):
    row = factories.statement()
    draft = factories.statement(title="A draft", published=False)
    index = client.get("/sitemap.xml").content.decode()
    assert "/sitemap-statements.xml" in index
    page = client.get("/sitemap-statements.xml").content.decode()
    assert f"/statements/{row.pk}-" in page
    assert f"/statements/{draft.pk}-" not in page


def test_robots_names_the_sitemap_and_keeps_out_of_the_admin(client):
    lines = client.get("/robots.txt").content.decode().splitlines()
    assert "Disallow: /admin/" in lines
    assert lines[-1] == "Sitemap: http://testserver/sitemap.xml"


def test_health_says_that_the_database_answers(client):
    factories.statement()
    assert client.get("/healthz").json() == {"status": "ok", "revision": 1}


def test_an_address_that_is_none_is_a_page_of_its_own(client):
    response = client.get("/nowhere/")
    assert response.status_code == 404
    assert "No page at this address" in response.content.decode()


def test_changes_tells_dates_and_forms_in_words(client):
    row = factories.statement()
    recording.correct(
        row, by=factories.editor(), reason="misread", values={"said_on": "2026-05", "form": "prepared-speech"}
    )
    (change,) = client.get("/changes/?format=json").json()["results"]
    assert change["changed"] == ["form: formal statement → prepared speech", "said on: 29 May 2026 → May 2026"]
