"""The list of actors, an actor's page, and one actor on one tag over time."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any
from xml.etree import ElementTree

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import recording
from statements.models import ActorName, OldSlug
from statements.views import actors
from tests import factories
from tests.factories import actor, editor, said, tag

LIMITS = "Exports of machines should be limited."
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", LIMITS)


def words(html: str) -> str:
    """A page's text, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def told(client: Client, address: str) -> str:
    """The text of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return words(response.content.decode())


def table(client: Client, address: str) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    response: Any = client.get(address)
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def now() -> str:
    """This instant, as `as_of` takes it."""
    return timezone.now().isoformat().replace("+00:00", "Z")


# -- an actor on many tags -------------------------------------------------------------------------------


def test_an_actor_on_many_propositions_has_pages_the_latest_said_first(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(actors, "PROPOSITIONS_A_PAGE", 2)
    for year in (2021, 2022, 2023):
        said(tag(f"Tag {year}", f"{year} should be."), said_on=str(year))
    html = client.get("/actors/arvenia/").content.decode()
    assert re.findall(r"Tag \d{4}</bdi></a><span", html) == ["Tag 2023</bdi></a><span", "Tag 2022</bdi></a><span"]
    assert 'rel="next" href="?page=2"' in html
    assert ">3 statements, its own or backed by it · 3 tags<" in html
    second = client.get("/actors/arvenia/?page=2").content.decode()
    assert re.findall(r"Tag \d{4}</bdi></a><span", second) == ["Tag 2021</bdi></a><span"]
    assert client.get("/actors/arvenia/?page=3").status_code == 404
    assert len(client.get("/actors/arvenia/?format=json").json()["cells"]) == 3


# -- the list ------------------------------------------------------------------------------------------


def test_the_list_names_published_actors_with_their_own_statements(client: Client, limits: Any) -> None:
    said(limits)
    factories.statement(title="Another")
    factories.statement(by=actor("Nobody Yet"), published=False)
    page = told(client, "/actors/")
    assert "1 actor" in page
    assert "Arvenia country 2 2 statements" in page
    assert "Nobody Yet" not in page


def test_kinds_are_links_with_counts_and_an_empty_list_says_what_to_leave_out(client: Client) -> None:
    for name, kind in (("Bel Sarat", "country"), ("Velmora", "country"), ("Lume Works", "company")):
        factories.statement(by=actor(name, kind=kind), title=name)
    page = client.get("/actors/").content.decode()
    assert (
        '<a href="?kind=country"><span><bdi lang="en" dir="ltr">Country</bdi></span> <span class="n">2</span></a>'
        in (page.replace("<bdi dir", '<bdi lang="en" dir'))
    )
    page = client.get("/actors/?kind=company&find=sarat").content.decode()
    assert "No actor of the record has a name like that." in page
    assert '<a href="?find=sarat">leave out “Kind: Company”</a> <span class="soft">1 actor</span>' in page
    assert '<a href="?kind=company">leave out “Name: sarat”</a> <span class="soft">1 actor</span>' in page
    page = client.get("/actors/?find=atlantis").content.decode()
    assert '<a href="?">leave out “Name: atlantis”</a> <span class="soft">3 actors</span>' in page


def test_actors_are_found_by_name_and_kind(client: Client) -> None:
    for name, kind in (("Bel Sarat", "country"), ("Lume Works", "company")):
        factories.statement(by=actor(name, kind=kind), title=name)
    ActorName.objects.create(actor=actor("Bel Sarat"), name="Бел Сарат", language="ru")
    found = client.get("/actors/", {"find": "сарат", "format": "json"}).json()
    assert [row["slug"] for row in found["results"]] == ["bel-sarat"]
    found = client.get("/actors/?kind=company&format=json").json()
    assert [row["slug"] for row in found["results"]] == ["lume-works"]
    assert client.get("/actors/?kind=planet&format=json").status_code == 400


def test_the_list_in_json_and_csv_has_the_same_rows(client: Client) -> None:
    embassy = actor("Embassy of Arvenia", kind="office", parent=actor(), country="ARV")
    factories.statement(by=embassy)
    ActorName.objects.create(actor=embassy, name="阿尔文尼亚使馆", language="zh")
    found = client.get("/actors/?format=json").json()
    assert (found["count"], found["next"]) == (2, None)
    assert found["results"][1] == {
        "slug": "embassy-of-arvenia",
        "url": "http://testserver/actors/embassy-of-arvenia/",
        "invented": False,
        "name": "Embassy of Arvenia",
        "names": [{"name": "阿尔文尼亚使馆", "language": "zh"}],
        "kind": "office",
        "country": "ARV",
        "wikidata": None,
        "parent": "arvenia",
        "statements": 1,
    }
    assert [row["slug"] for row in table(client, "/actors/?format=csv")] == ["arvenia", "embassy-of-arvenia"]


def test_the_list_at_an_earlier_instant_names_those_of_then(client: Client) -> None:
    factories.statement()
    then = now()
    factories.statement(by=actor("Bel Sarat"))
    assert client.get("/actors/?format=json").json()["count"] == 2
    assert client.get(f"/actors/?format=json&as_of={then}").json()["count"] == 1
    assert "As the site stood on" in told(client, f"/actors/?as_of={then}")


# -- an actor ------------------------------------------------------------------------------------------


def test_the_page_names_it_in_all_languages_with_offices_and_groups(client: Client, limits: Any) -> None:
    said(limits)
    ActorName.objects.create(actor=actor(), name="阿尔文尼亚", language="zh-Hans")
    office = actor("Embassy of Arvenia", kind="office", parent=actor())
    factories.statement(by=office, title="Embassy speaks")
    pact = actor("Pact", kind="organisation")
    recording.join(actor(), by=editor(), group=pact, since="2015", role="chair")
    page = client.get("/actors/arvenia/").content.decode()
    assert '<bdi lang="zh-Hans" dir="ltr">阿尔文尼亚</bdi>' in page
    text = words(page)
    assert "Speaks through Embassy of Arvenia" in text
    assert "Belongs to Pact chair, since 2015" in text
    assert "Embassy speaks" in text
    assert "Members Arvenia chair, since 2015" in told(client, "/actors/pact/")
    assert "speaks for Arvenia" in told(client, "/actors/embassy-of-arvenia/")


def test_the_page_shows_the_latest_reading_on_each_proposition(client: Client, limits: Any) -> None:
    said(limits, "mixed", "2023")
    said(limits, "opposes", "2026-05-29")
    said(tag("Machines"), None, quote="Machines are near")
    text = told(client, "/actors/arvenia/")
    assert "Arvenia on Export limits: Opposes 29 May 2026 · minister 2 statements since 2023" in text
    assert "What it speaks about topics: words, no stances Machines 1 1 statement" in text


def test_topics_on_bases_that_are_not_shown_are_counted(client: Client) -> None:
    vote = factories.statement("Resolution on ports. Adopted.", by=actor("Assembly", kind="organisation"))
    factories.position(vote, "Resolution on ports", tag("Ports"), None, actor=actor(), basis="response", word="yes")
    assert "On 1 tag only by a vote or formal reply, show" in told(client, "/actors/arvenia/")
    assert "Ports 1" in told(client, "/actors/arvenia/?basis=response")


def test_the_page_in_json_holds_its_cells(client: Client, limits: Any) -> None:
    said(limits)
    found = client.get("/actors/arvenia/?format=json").json()
    assert (found["slug"], found["statements"], found["offices"], found["groups"]) == ("arvenia", 1, [], [])
    assert [(cell["tag"]["slug"], cell["latest"][0]["stance"]) for cell in found["cells"]] == [
        ("export-limits", "supports")
    ]
    assert [row["stance"] for row in table(client, "/actors/arvenia/?format=csv")] == ["supports"]


def test_an_old_address_and_a_merged_actor_lead_to_the_present_one(client: Client, limits: Any) -> None:
    said(limits)
    said(limits, by=actor("Kingdom of Arvenia"))
    recording.merge(actor("Kingdom of Arvenia"), by=editor(), into=actor())
    OldSlug.objects.create(kind="actor", slug="arvenya", target=actor().pk)
    for slug in ("arvenya", "kingdom-of-arvenia"):
        response = client.get(f"/actors/{slug}/?from=2020")
        assert (response.status_code, response["Location"]) == (301, "/actors/arvenia/?from=2020")
        response = client.get(f"/actors/{slug}/on/export-limits/")
        assert (response.status_code, response["Location"]) == (301, "/actors/arvenia/on/export-limits/")
    assert client.get("/actors/nobody/").status_code == 404


def test_an_actor_that_only_a_draft_names_is_not_found(client: Client) -> None:
    factories.statement(published=False)
    assert client.get("/actors/arvenia/").status_code == 404


def test_names_in_any_script_are_addresses(client: Client, limits: Any) -> None:
    said(limits, by=actor("沧原"))
    assert "沧原" in told(client, "/actors/沧原/")
    assert "沧原 on Export limits" in told(client, "/actors/沧原/on/export-limits/")


# -- one actor on one tag ------------------------------------------------------------------------------


def test_the_series_shows_readings_by_date_with_words_question_voice_and_source(client: Client, limits: Any) -> None:
    said(limits, "supports", "2024", asked="Do you?", statement_values={"source_url": "https://example.org/a"})
    said(limits, "opposes", "2026-05-29", voice="spokesperson", quote="We are against limits")
    page = client.get("/actors/arvenia/on/export-limits/").content.decode()
    text = words(page)
    assert LIMITS in text
    assert "2 readings 2 statements since 2024" in text
    assert "Reversal, from supports, 2024" in text
    assert "Asked by The Lantern: Do you?" in text
    assert 'href="https://example.org/a"' in page
    assert text.index("We are against limits") < text.index("We support limits")
    oldest = told(client, "/actors/arvenia/on/export-limits/?sort=date")
    assert oldest.index("We support limits") < oldest.index("We are against limits")


def test_the_series_takes_offices_in_unless_left_out(client: Client, limits: Any) -> None:
    said(limits, by=actor("Embassy of Arvenia", kind="office", parent=actor()))
    address = "/actors/arvenia/on/export-limits/?format=json"
    assert client.get(address).json()["count"] == 1
    assert client.get(f"{address}&offices=0").json()["count"] == 0


def test_an_empty_series_says_why(client: Client, limits: Any) -> None:
    said(limits, by=actor("Bel Sarat"))
    factories.statement()
    assert "Not yet read for this" in told(client, "/actors/arvenia/on/export-limits/")


def test_the_series_in_json_csv_and_atom_has_the_same_rows(client: Client, limits: Any) -> None:
    lines = [said(limits, day, when).line for day, when in (("supports", "2024"), ("opposes", "2026"))]
    address = "/actors/arvenia/on/export-limits/?format="
    found = client.get(f"{address}json").json()
    assert ([row["line"] for row in found["results"]], found["count"]) == (lines[::-1], 2)
    assert found["cell"]["change"] == "reversal"
    assert [int(row["line"]) for row in table(client, f"{address}csv")] == lines[::-1]
    feed = ElementTree.fromstring(client.get(f"{address}atom").content)  # noqa: S314 (our own)
    assert [entry.findtext(f"{ATOM}title") for entry in feed.iter(f"{ATOM}entry")] == [
        "Arvenia · Export limits · opposes · 2026",
        "Arvenia · Export limits · supports · 2024",
    ]


def test_the_series_at_an_earlier_instant_shows_what_stood_then(client: Client, limits: Any) -> None:
    said(limits, statement_values={"title": "First title"})
    then = now()
    later = said(limits, "opposes")
    recording.correct(later.statement, by=editor(), reason="wrong", values={"title": "Second title"})
    address = "/actors/arvenia/on/export-limits/"
    assert "2 readings" in told(client, address)
    old = told(client, f"{address}?as_of={then}")
    assert "1 reading" in old
    assert "First title" in old
    assert "As the site stood on" in old


# -- what they ask of the database ---------------------------------------------------------------------

BUDGET = {
    "/actors/": 6,
    # the revision; how many; the page with parents; their names; their statements; how many of each kind.
    "/actors/arvenia/": 11,
    # the revision; the actor with its parent; its names; the lanes; the rows; statements and backings; read marks;
    # positions on other bases; the tags; memberships; the latest statements.
    "/actors/arvenia/on/export-limits/": 11,
    # the revision; the actor; the tag; the lanes; the rows; the positions; their passages; statements and backings;
    # read marks; positions on other bases; the terms of office in the lanes.
}


@pytest.mark.parametrize("address", BUDGET)
def test_each_page_asks_a_fixed_number_of_queries(client: Client, limits: Any, address: str) -> None:
    pact = actor("Pact", kind="organisation")
    counts, earlier = [], []
    for number in range(3):
        said(limits, "supports", f"202{number}", asked="Why?")
        said(tag(f"Topic {number}"), None, quote="Hello")
        said(limits, by=actor(f"Office {number}", kind="office", parent=actor()))
        recording.join(actor(), by=editor(), group=pact, role=f"{number}")
        for query, found in (("", counts), (f"?as_of={now()}", earlier)):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address + query).status_code == 200
            found.append(len(asked))
    assert counts == [BUDGET[address]] * 3
    # At an earlier instant a page of positions reads the editions of then as well.
    assert earlier == [earlier[0]] * 3
    assert max(earlier) <= 12


def test_the_list_counts_the_statements_of_a_merged_actor_with_the_one_it_became(client: Client, limits: Any) -> None:
    old, new = actor("Kingdom of Arvenia"), actor("Republic of Arvenia")
    said(limits, by=old)
    said(limits, by=new)
    recording.merge(old, by=editor(), into=new)
    cache.clear()
    (row,) = client.get("/actors/?format=json").json()["results"]
    assert (row["slug"], row["statements"]) == ("republic-of-arvenia", 2)


def test_a_membership_of_a_merged_actor_stands_with_the_one_it_became(client: Client, limits: Any) -> None:
    union, old, new = actor("Union", kind="organisation"), actor("Kingdom of Arvenia"), actor("Republic of Arvenia")
    for each in (union, old, new):
        said(limits, by=each)
    recording.join(old, group=union, by=editor())
    recording.merge(old, by=editor(), into=new)
    (member,) = client.get("/actors/union/?format=json").json()["members"]
    (group,) = client.get("/actors/republic-of-arvenia/?format=json").json()["groups"]
    assert (member["slug"], group["slug"]) == ("republic-of-arvenia", "union")


def test_a_list_holds_what_an_actor_said_and_its_page_promises_no_more(client: Client, limits: Any) -> None:
    own = said(limits).statement
    union = factories.actor("Meridian Union", "organisation")
    signed = factories.statement(by=union, backings=[recording.NewBacking(factories.actor(), "signs", [])])
    rolls = factories.statement("Arvenia: no.", by=union, form="vote", title="Roll call")
    factories.position(rolls, "no", limits, None, actor=factories.actor(), basis="response", word="no")
    html = client.get("/actors/arvenia/").content.decode()
    assert ">2 statements, its own or backed by it<" in html
    (link,) = re.findall(r'<a href="/statements/\?actor=arvenia">([^<]*)</a>', html)
    assert link == "All statements"
    found = [row["id"] for row in client.get("/statements/?actor=arvenia&format=json").json()["results"]]
    assert found == [own.pk]
    assert {signed.pk, rolls.pk}.isdisjoint(found)
    voted = client.get("/actors/arvenia/?basis=response&format=json").json()
    assert [cell["latest"][0]["word"] for cell in voted["cells"]] == ["no"]
