"""The pages about the site itself."""

import pytest

from statements import recording
from tests import factories


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


def test_the_index_of_the_sitemap_tells_when_each_part_changed_and_reads_no_rows(client, django_assert_num_queries):
    factories.statement()
    row = factories.position(factories.statement(), "We support", factories.tag("Limits", "States may limit."))
    last = row.statement.published_at
    with django_assert_num_queries(7) as asked:
        index = client.get("/sitemap.xml").content.decode()
    assert f"sitemap-statements.xml</loc><lastmod>{last.isoformat()}</lastmod>" in index
    assert f"sitemap-positions.xml</loc><lastmod>{row.recorded_at.isoformat()}</lastmod>" in index
    reading = [query["sql"] for query in asked[1:] if not query["sql"].startswith(("SELECT COUNT(", "SELECT MAX("))]
    assert [sql for sql in reading if not sql.endswith(" ORDER BY 1 DESC LIMIT 1")] == []


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
