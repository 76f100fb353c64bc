"""The tree of tags, and a tag's page."""

from __future__ import annotations

import csv
import io
import re
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from django.utils.text import capfirst

from statements import recording
from statements.codes import Basis
from statements.models import OldSlug, Tag, TagName
from tests import factories
from tests.factories import actor, editor, said, tag

LIMITS = "Exports of machines should be limited."


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
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def now() -> str:
    """This instant, as `as_of` takes it."""
    return timezone.now().isoformat().replace("+00:00", "Z")


# -- the list ------------------------------------------------------------------------------------------


def test_a_name_that_no_tag_has_can_be_taken_out(client: Client) -> None:
    said(tag("Export limits", "States may limit exports."))
    page = client.get("/tags/?find=atlantis").content.decode()
    assert '<a href="?">leave out “Name: atlantis”</a> <span class="soft">1 tag</span>' in page
    assert '<a class="chip" href="?">' in page


def test_tags_stand_as_a_tree_with_their_propositions(client: Client) -> None:
    trade = tag("Trade")
    said(tag("Export limits", LIMITS, parent=trade))
    tag("Nothing said")
    page = client.get("/tags/").content.decode()
    assert re.search(r"Trade</bdi></a>\s*<ul><li><a href=\"/tags/export-limits/\">", page)
    text = words(page)
    assert "2 tags" in text
    assert f"Export limits 1 position {LIMITS}" in text
    assert "Nothing said" not in text


def test_tags_are_found_by_a_name_in_any_language(client: Client, limits: Any) -> None:
    said(limits)
    said(tag("Ports"), None)
    TagName.objects.create(tag=limits, name="出口限制", language="zh-Hans")
    found = client.get("/tags/", {"find": "限制", "format": "json"}).json()
    assert [row["slug"] for row in found["results"]] == ["export-limits"]


def test_the_list_in_json_and_csv_has_the_same_rows(client: Client, limits: Any) -> None:
    said(limits)
    said(tag("Ports", parent=limits), None)
    found = client.get("/tags/?format=json").json()
    assert found["results"][0] == {
        "slug": "export-limits",
        "url": "http://testserver/tags/export-limits/",
        "name": "Export limits",
        "parent": None,
        "proposition": LIMITS,
        "version": 1,
        "positions": 1,
    }
    assert [(row["slug"], row["parent"]) for row in table(client, "/tags/?format=csv")] == [
        ("export-limits", ""),
        ("ports", "export-limits"),
    ]


# -- a proposition -------------------------------------------------------------------------------------


def test_the_page_shows_the_proposition_in_full_with_note_examples_names_and_versions(client: Client) -> None:
    limits = tag("Export limits")
    recording.propose(limits, by=editor(), words=LIMITS)
    said(limits)
    recording.propose(
        limits,
        by=editor(),
        words="All exports should be limited.",
        scope_note="Machines only.",
        examples={"supports": "“We will limit them.”"},
        translations={"ar": "ينبغي تقييد الصادرات."},
        reason="clearer",
    )
    TagName.objects.create(tag=limits, name="出口限制", language="zh-Hans")
    page = client.get("/tags/export-limits/").content.decode()
    text = words(page)
    assert "Proposition, on what should be done: All exports should be limited." in text
    assert "What belongs here Machines only." in text
    assert "Examples of each stance Supports “We will limit them.”" in text
    assert f"Earlier wordings {LIMITS} until " in text
    assert "Reason: clearer" in text
    assert 'lang="ar" dir="rtl">ينبغي تقييد الصادرات.' in page
    assert "出口限制" in text
    assert "read under an earlier wording" in text


def test_who_stands_where_is_grouped_by_the_latest_stance(client: Client, limits: Any) -> None:
    said(limits, "opposes", "2023")
    said(limits, "supports", "2026-05-29")
    said(limits, "opposes", "2026", by=actor("Bel Sarat"))
    for stance, day in (("supports", "2026-05"), ("opposes", "2026-05-10")):
        said(limits, stance, day, by=actor("Cangyuan"))
    text = told(client, "/tags/export-limits/")
    assert "Supports 1 actor Arvenia 29 May 2026 · minister 2 statements since 2023 Reversal, from opposes" in text
    assert "Opposes 1 actor Bel Sarat 2026" in text
    assert "Order unknown 1 actor Cangyuan" in text


def test_an_office_counts_for_the_body_it_speaks_for_unless_offices_are_left_out(client: Client, limits: Any) -> None:
    ministry = actor("Ministry", kind="office", parent=actor())
    said(limits, by=actor("Embassy", kind="office", parent=ministry))
    found = client.get("/tags/export-limits/?format=json").json()
    assert [cell["actor"]["slug"] for cell in found["cells"]] == ["arvenia"]
    found = client.get("/tags/export-limits/?format=json&offices=0").json()
    assert [cell["actor"]["slug"] for cell in found["cells"]] == ["embassy"]


def test_a_stance_never_folds_into_the_parents(client: Client, limits: Any) -> None:
    said(tag("Chips", "Exports of chips should be limited.", parent=limits))
    text = told(client, "/tags/export-limits/")
    assert "0 positions" in text
    assert "Tags below it Chips" in text
    assert "Tags › Export limits" in told(client, "/tags/chips/")


def test_other_bases_are_counted_and_led_to(client: Client, limits: Any) -> None:
    vote = factories.statement("Resolution on exports. Adopted.", by=actor("Assembly", kind="organisation"))
    factories.position(vote, "Resolution on exports", limits, None, actor=actor(), basis="response", word="yes")
    assert "1 position more by a vote or formal reply, show" in told(client, "/tags/export-limits/")
    assert "yes 1 actor Arvenia" in told(client, "/tags/export-limits/?basis=response")


def test_the_page_in_json_and_csv(client: Client, limits: Any) -> None:
    said(limits)
    found = client.get("/tags/export-limits/?format=json").json()
    assert (found["slug"], found["positions"], len(found["propositions"])) == ("export-limits", 1, 1)
    assert (found["propositions"][0]["words"], found["propositions"][0]["about"]) == (LIMITS, "should")
    assert found["cells"][0]["latest"][0]["stance"] == "supports"
    assert [row["actor"] for row in table(client, "/tags/export-limits/?format=csv")] == ["Arvenia"]


# -- a topic -------------------------------------------------------------------------------------------


def test_a_topic_lists_passages_with_the_sources_word_and_groups_nobody(client: Client) -> None:
    said(tag("Ports"), None, "2024", word="noted")
    text = told(client, "/tags/ports/")
    assert "A topic: it has no proposition" in text
    assert "In their words 1 position" in text
    assert "2024" in text
    assert "noted" in text
    assert "1 actor" not in text


# -- addresses and instants ----------------------------------------------------------------------------


def test_an_old_address_and_a_merged_tag_lead_to_the_present_one(client: Client, limits: Any) -> None:
    said(limits)
    old = tag("Limits to exports")
    said(old, None)
    recording.merge(old, by=editor(), into=limits)
    OldSlug.objects.create(kind="tag", slug="limits", target=limits.pk)
    for slug in ("limits", "limits-to-exports"):
        response = client.get(f"/tags/{slug}/?offices=0")
        assert (response.status_code, response["Location"]) == (301, "/tags/export-limits/?offices=0")
        response = client.get(f"/actors/arvenia/on/{slug}/")
        assert (response.status_code, response["Location"]) == (301, "/actors/arvenia/on/export-limits/")
    assert client.get("/tags/nowhere/").status_code == 404


def test_at_an_earlier_instant_the_wording_and_readings_of_then_stand(client: Client, limits: Any) -> None:
    said(limits)
    then = now()
    recording.propose(limits, by=editor(), words="All exports should be limited.", reason="clearer")
    said(limits, "opposes", by=actor("Bel Sarat"))
    old = told(client, f"/tags/export-limits/?as_of={then}")
    assert LIMITS in old
    assert "All exports" not in old
    assert "Bel Sarat" not in old
    assert "As the site stood on" in old


def test_what_is_not_understood_is_said(client: Client, limits: Any) -> None:
    said(limits)
    assert "“2026-13” is no date" in told(client, "/tags/export-limits/?from=2026-13")
    assert client.get("/tags/export-limits/?from=2026-13&format=json").status_code == 400
    assert client.get("/tags/export-limits/?page=7").status_code == 404


# -- what they ask of the database ---------------------------------------------------------------------

BUDGET = {
    "/tags/": 3,
    # the revision; the tags with their propositions; positions on each.
    "/tags/export-limits/": 11,
    # the revision; the tag with its proposition; the rows; the tags above and below; the wordings; their translations;
    # the actors; those they speak for; positions on each basis; the tag's names; the terms of office in the lanes.
    "/tags/ports/": 9,
    # the revision; the tag; the rows; the passages' positions; their passages; the tags above and below; the wordings;
    # positions on each basis; the tag's names.
}


@pytest.mark.parametrize("address", BUDGET)
def test_each_page_asks_a_fixed_number_of_queries(client: Client, limits: Any, address: str) -> None:
    ports = tag("Ports")
    counts, earlier = [], []
    for number in range(3):
        land = actor(f"Land {number}")
        said(limits, by=actor(f"Office {number}", kind="office", parent=land), asked="Why?")
        said(limits, "opposes", by=actor(f"Other {number}"))
        said(ports, None, by=land)
        said(tag(f"Below {number}", parent=limits), None)
        for query, found in (("", counts), (f"?as_of={now()}", earlier)):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address + query).status_code == 200
            found.append(len(asked))
    assert counts == [BUDGET[address]] * 3
    assert earlier == [earlier[0]] * 3
    assert max(earlier) <= 12


def test_a_tag_that_only_an_exception_names_has_a_page(client: Client, limits: Any) -> None:
    fish = tag("Fish quotas")
    backed = recording.NewBacking(actor=actor("Velmora"), capacity="aligns", except_tags=[fish])
    row = factories.statement(backings=[backed], tags=[limits])
    assert 'href="/tags/fish-quotas/"' in client.get(row.get_absolute_url()).content.decode()
    assert client.get("/tags/fish-quotas/").status_code == 200
    assert not Tag.objects.published(row.published_at - timedelta(days=1)).filter(pk=fish.pk).exists()


def test_the_exception_of_a_draft_names_no_tag(client: Client, limits: Any) -> None:
    fish = tag("Fish quotas")
    backed = recording.NewBacking(actor=actor("Velmora"), capacity="aligns", except_tags=[fish])
    factories.statement(backings=[backed], published=False)
    assert client.get("/tags/fish-quotas/").status_code == 404


# -- periods, years and order --------------------------------------------------------------------------


def test_the_years_of_readings_say_what_they_count(client: Client, limits: Any) -> None:
    for day in ("2023-01-01", "2024-01-01", "2024-02-01"):
        said(limits, "supports", day)
    for address in ("/tags/export-limits/", "/actors/arvenia/", "/actors/arvenia/on/export-limits/"):
        assert "Readings: 2024 2 2 readings 2023 1 1 reading" in told(client, address)


def test_readings_are_narrowed_to_a_year_by_links_with_counts_and_each_choice_is_taken_out(client: Client) -> None:
    limits, talks = tag("Export limits", "States may limit exports."), tag("Talks")
    for year in ("2023", "2024-05", "2024-06"):
        said(limits, "supports", year)
        said(talks, None, year, quote="Hello")
    for address in ("/tags/export-limits/", "/actors/arvenia/on/export-limits/", "/tags/talks/"):
        page = client.get(address).content.decode()
        assert '<a href="?from=2024&amp;to=2024">2024</a> <span class="n"><span aria-hidden="true">2<' in page, address
        assert '<a href="?from=2023&amp;to=2023">2023</a> <span class="n"><span aria-hidden="true">1<' in page, address
        page = client.get(f"{address}?from=2023&to=2023&basis=said&offices=0").content.decode()
        assert '<a class="chip" href="?to=2023&amp;basis=said&amp;offices=0#shown">' in page, address
        assert '<a class="chip" href="?from=2023&amp;to=2023&amp;offices=0#shown">' in page, address
        assert '<a class="chip" href="?from=2023&amp;to=2023&amp;basis=said#shown">' in page, address


def test_the_bases_that_are_shown_unless_asked_are_no_choice(client: Client, limits: Any) -> None:
    said(limits)
    for address in ("/tags/export-limits/", "/actors/arvenia/on/export-limits/", "/actors/arvenia/"):
        sent = client.get(f"{address}?to=2030&basis=said&basis=joint&offices=1").content.decode()
        assert sent.count('<a class="chip"') == 1, address
        assert 'action="#shown"' in sent, address
        assert sent.count('id="shown"') == 1, address


@pytest.mark.parametrize("address", ["/tags/export-limits/", "/actors/arvenia/on/export-limits/", "/actors/arvenia/"])
def test_a_page_without_readings_says_what_to_leave_out_and_how_many_there_are_then(
    client: Client, address: str
) -> None:
    limits = tag("Export limits", "States may limit exports.")
    said(limits, "supports", "2023")
    said(limits, "opposes", "2024")
    page = client.get(f"{address}?from=1999&to=2000-05").content.decode()
    assert "leave out “Period: From 1999, to May 2000”</a>" in page
    assert '<span class="soft">2 readings</span>' in page
    if address != "/actors/arvenia/":  # its table says so in each cell
        page = client.get(f"{address}?basis=group").content.decode()
        leave_out = f"leave out “Basis: {capfirst(str(Basis.GROUP.label))}”"
        assert f'<a href="?">{leave_out}</a> <span class="soft">2 readings</span>' in page
    assert "It may be found if you" not in client.get(f"{address}?from=2023&to=2023").content.decode()


def test_the_words_on_a_topic_are_read_in_either_order(client: Client) -> None:
    talks = tag("Talks")
    said(talks, None, "2023", quote="Hello")
    said(talks, None, "2024", quote="Goodbye")
    years = re.compile(r'<h3 class="year">(\d+)</h3>')
    newest = client.get("/tags/talks/").content.decode()
    assert years.findall(newest) == ["2024", "2023"]
    assert '<a href="?sort=date">Oldest first</a>' in newest
    oldest = client.get("/tags/talks/?sort=date").content.decode()
    assert years.findall(oldest) == ["2023", "2024"]
    assert '<a href="?">Newest first</a>' in oldest
