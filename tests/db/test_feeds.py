"""Atom of lists: valid, with ids that stay, of what is public and nothing else."""

from __future__ import annotations

import xml.etree.ElementTree as ET
from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from statements import feeds, recording
from statements.models import Statement
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


def feed(client: Client, **parameters: Any) -> ET.Element:
    """The feed of a list."""
    response = client.get("/statements/", {"format": "atom", **parameters})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314  (the answer is our own)


def texts(element: ET.Element, path: str) -> list[str | None]:
    """The texts of the elements at a path."""
    return [found.text for found in element.findall(path.replace("/", f"/{ATOM}").replace("^", ATOM))]


def test_a_feed_has_what_atom_requires(client: Client) -> None:
    factories.statement(title="On exports", by=factories.actor("Arvenia"), tags=[factories.tag("Trade")])
    root = feed(client, actor="arvenia")
    assert root.tag == f"{ATOM}feed"
    for name in ("id", "title", "updated"):
        assert len(root.findall(ATOM + name)) == 1, name
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {
        "self": "http://testserver/statements/?format=atom&actor=arvenia",
        "alternate": "http://testserver/statements/?actor=arvenia",
    }
    (entry,) = root.findall(f"{ATOM}entry")
    for name in ("id", "title", "updated", "published", "summary"):
        assert len(entry.findall(ATOM + name)) == 1, name
    assert texts(entry, "^author/name") == ["Arvenia"]
    assert [category.get("term") for category in entry.findall(f"{ATOM}category")] == ["Trade"]
    for stamp in (*texts(entry, "^updated"), *texts(entry, "^published"), *texts(root, "^updated")):
        assert stamp is not None
        assert datetime.fromisoformat(stamp).tzinfo is not None


def test_an_empty_feed_is_valid_and_does_not_change_by_itself(client: Client) -> None:
    first, second = feed(client), feed(client)
    assert texts(first, "^updated") == texts(second, "^updated") == ["1970-01-01T00:00:00+00:00"]


def test_what_the_site_published_last_stands_first(client: Client) -> None:
    factories.statement(title="Said last, published first", said_on="2026-05")
    factories.statement(title="Said first, published last", said_on="1999")
    assert texts(feed(client), "^entry/title") == ["Said first, published last", "Said last, published first"]


def test_an_entry_keeps_its_id_and_tells_when_it_changed(client: Client) -> None:
    statement = factories.statement(title="Before", key="arv-1")
    before = feed(client).find(f"{ATOM}entry")
    recording.correct(statement, by=factories.editor(), reason="A title.", values={"title": "After"})
    after = feed(client).find(f"{ATOM}entry")
    assert before is not None
    assert after is not None
    assert texts(before, "^id") == texts(after, "^id") == [feeds.stable_id("statement arv-1")]
    assert texts(before, "^published") == texts(after, "^published")
    assert str(texts(before, "^updated")[0]) < str(texts(after, "^updated")[0])
    assert texts(after, "^title") == ["After"]


def test_ids_depend_on_keys_alone() -> None:
    assert feeds.stable_id("statement arv-1") == "urn:uuid:15047890-f07a-5ea8-9de4-02e095c78ac8"


def test_a_feed_filters_as_its_list_does(client: Client) -> None:
    factories.statement("We support quotas.", title="Quotas", by=factories.actor("Arvenia"))
    factories.statement("We oppose quotas.", title="No quotas", by=factories.actor("Borland"))
    factories.statement("A draft on quotas.", title="Draft", published=False)
    assert texts(feed(client, q="quotas", actor="borland"), "^entry/title") == ["No quotas"]
    assert sorted(map(str, texts(feed(client, q="quotas"), "^entry/title"))) == ["No quotas", "Quotas"]


def test_an_invented_actor_is_said_to_be_invented(client: Client) -> None:
    factories.statement(title="Nowhere speaks", by=factories.actor("Nowhere", invented=True))
    entry = feed(client).find(f"{ATOM}entry")
    assert entry is not None
    assert "invented" in [category.get("term") for category in entry.findall(f"{ATOM}category")]
    assert str(texts(entry, "^summary")[0]).startswith("Invented, for demonstration.")


def test_text_that_xml_cannot_hold_or_would_read_as_markup_does_no_harm(client: Client) -> None:
    title = 'A \x01 \x1b \ufffe <b>"title"</b> & ‮more'
    statement: Statement = factories.statement(title=title)
    assert statement.title == title
    assert texts(feed(client), "^entry/title") == ['A \ufffd \ufffd \ufffd <b>"title"</b> & ‮more']


def test_a_feed_costs_the_same_queries_whatever_it_holds(client: Client, django_assert_num_queries: Any) -> None:
    for number in range(3):
        factories.statement(title=f"S{number}", tags=[factories.tag(f"T{number}")])
    # 1 the site's revision, 2 the statements published last, 3 their rows, 4 their tags, 5 when their editions and
    # 6 when their texts were published
    with django_assert_num_queries(6):
        feed(client)


# -- which lists have one --------------------------------------------------------------------------------

POSITIONS = [
    "/actors/arvenia/?format=",
    "/tags/export-limits/?format=",
    "/actors/arvenia/on/export-limits/?format=",
    "/compare/?actor=arvenia&tag=export-limits&format=",
]


@pytest.mark.parametrize("address", POSITIONS)
def test_every_list_of_positions_has_a_feed_of_those_the_site_published_last(client: Client, address: str) -> None:
    limits = factories.tag("Export limits", "Exports should be limited.")
    later = factories.said(limits, "supports", "2026")
    earlier = factories.said(limits, "opposes", "2019")
    factories.said(limits, published=False)
    response = client.get(f"{address}atom")
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    root = ET.fromstring(response.content)  # noqa: S314  (the answer is our own)
    assert texts(root, "^entry/title") == [
        "Arvenia · Export limits · opposes · 2019",
        "Arvenia · Export limits · supports · 2026",
    ]
    assert [entry.findall(f"{ATOM}link")[0].get("href") for entry in root.iter(f"{ATOM}entry")] == [
        f"http://testserver/positions/{row.line}/" for row in (earlier, later)
    ]
    page = client.get(f"{address}html").content.decode()
    assert 'type="application/atom+xml"' in page
    assert ">Atom</a>" in page


@pytest.mark.parametrize("address", POSITIONS)
def test_a_feed_of_positions_counts_an_utterance_once(client: Client, address: str) -> None:
    limits = factories.tag("Export limits", "Exports should be limited.")
    original = factories.said(limits, statement_values={"same_as": "u"})
    factories.said(limits, statement_values={"same_as": "u", "authority": "official-translation"})
    root = ET.fromstring(client.get(f"{address}atom").content)  # noqa: S314  (the answer is our own)
    assert [entry.findall(f"{ATOM}link")[0].get("href") for entry in root.iter(f"{ATOM}entry")] == [
        f"http://testserver/positions/{original.line}/"
    ]


@pytest.mark.parametrize("address", ["/actors/?", "/tags/?", "STATEMENT?", "POSITION?"])
def test_what_has_no_feed_says_so_to_who_asks_for_one(client: Client, address: str) -> None:
    position = factories.said(factories.tag("Export limits", "Exports should be limited."))
    address = address.replace("STATEMENT", position.statement.get_absolute_url())
    address = address.replace("POSITION", position.get_absolute_url())
    response = client.get(f"{address}format=atom")
    assert response.status_code == 400
    assert list(response.json()["errors"]) == ["format"]
    assert "“atom” is unknown; expected one of html, json" in response.json()["errors"]["format"][0]
    page = client.get(f"{address}format=rss")
    assert page.status_code == 200
    assert "“rss” is unknown; expected one of html, json" in page.content.decode()
