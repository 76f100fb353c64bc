"""What the record holds: the counts of the page, its files, and what it asks of the database."""

from __future__ import annotations

import csv
import io
import re
from html import unescape
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import recording
from tests import factories
from tests.factories import actor, editor, said, statement, tag

LIMITS = "Exports of machines should be limited."


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", LIMITS)


def words(html: str) -> str:
    """A page's text, on one line, with its cells and terms set apart."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", re.sub(r"</(?:td|th|dt)>", " ", html))).split())


def told(client: Client, query: str = "") -> str:
    """The text of the page."""
    response = client.get(f"/coverage/?{query}")
    assert response.status_code == 200
    return words(response.content.decode())


def found(client: Client, query: str = "") -> dict[str, Any]:
    """The page in JSON."""
    response = client.get(f"/coverage/?format=json&{query}")
    assert response.status_code == 200
    answer: dict[str, Any] = response.json()
    return answer


def now() -> str:
    """This instant, as `as_of` takes it."""
    return timezone.now().isoformat().replace("+00:00", "Z")


# -- statements ----------------------------------------------------------------------------------------


def test_statements_are_counted_by_year_language_and_actor_with_utterances_beside(client: Client) -> None:
    statement(said_on="2023-02", same_as="u")
    statement(said_on="2023-02", same_as="u", language="zh", authority="official-translation")
    statement(by=actor("Bel Sarat"), said_on="2025-07-01/2025-07-03")
    statement(said_on="")
    answer = found(client)
    assert [answer[key] for key in ("statements", "utterances", "undated", "first", "last")] == [
        4, 3, 1, "2023-02", "2025-07-01/2025-07-03",
    ]  # fmt: skip
    assert answer["years"] == [
        {"year": 2023, "statements": 2, "utterances": 1},
        {"year": 2024, "statements": 0, "utterances": 0},
        {"year": 2025, "statements": 1, "utterances": 1},
    ]
    assert answer["languages"] == [
        {"language": "en", "statements": 3, "utterances": 3},
        {"language": "zh", "statements": 1, "utterances": 1},
    ]
    assert [
        (row["actor"]["slug"], row["statements"], row["utterances"], row["undated"]) for row in answer["results"]
    ] == [
        ("arvenia", 3, 2, 1),
        ("bel-sarat", 1, 1, 0),
    ]
    page = told(client)
    assert "statements 4 utterances: one that is on record in several languages counts once 3" in page
    assert "The earliest was said February 2023, the latest 1–3 July 2025." in page
    assert "Chinese 1 1" in page


def test_the_counts_are_those_of_the_list_of_statements(client: Client) -> None:
    for said_on in ("2023", "2024-05", "2024", "", "2023/2024"):
        statement(said_on=said_on, title=f"Remark {said_on}")
    for year in found(client)["years"]:
        listed = client.get(f"/statements/?format=json&year={year['year']}").json()
        assert (listed["count"], listed["utterances"]) == (year["statements"], year["utterances"])
    listed = client.get("/statements/?format=json&from=2024-03").json()
    assert (listed["count"], listed["utterances"]) == (found(client, "from=2024-03")["statements"], 3)


def test_a_period_leaves_out_the_undated_and_says_how_many(client: Client) -> None:
    statement(said_on="2023-02")
    statement(said_on="2025")
    statement(said_on="")
    answer = found(client, "from=2024")
    assert (answer["statements"], answer["undated"], answer["first"]) == (1, 1, "2025")
    assert "left out: without a date, so in no period 1" in told(client, "from=2024")


def test_an_actor_is_counted_with_its_offices_in_rows_of_their_own_and_with_those_merged_into_it(
    client: Client,
) -> None:
    office = actor("Embassy of Arvenia", kind="office", parent=actor())
    statement(by=office)
    statement()
    statement(by=actor("Kingdom of Arvenia"))
    statement(by=actor("Bel Sarat"))
    recording.merge(actor("Kingdom of Arvenia"), by=editor(), into=actor())
    rows = found(client, "actor=arvenia")["results"]
    assert [(row["actor"]["slug"], row["statements"]) for row in rows] == [("arvenia", 2), ("embassy-of-arvenia", 1)]
    assert found(client, "actor=arvenia&offices=0")["statements"] == 2
    assert found(client)["count"] == 3


def test_years_from_which_an_actor_has_nothing_are_named(client: Client) -> None:
    statement(said_on="2021")
    statement(said_on="2024-03-01")
    assert "Arvenia 2 2 2021 – 1 March 2024 2022, 2023 0" in told(client)


def test_drafts_and_what_was_withdrawn_count_nowhere(client: Client, limits: Any) -> None:
    statement(published=False)
    gone = said(limits)
    recording.withdraw(gone.statement, by=editor(), reason="not theirs")
    answer = found(client)
    assert (answer["statements"], answer["count"], answer["years"], answer["tags"]) == (0, 0, [], [])
    assert "No statement of these actors and this period is on record." in told(client)


def test_at_an_earlier_instant_it_counts_what_the_record_held_then(client: Client, limits: Any) -> None:
    first = statement(said_on="2023")
    then = now()
    said(limits)
    recording.correct(first, by=editor(), reason="misdated", values={"said_on": "2022"})
    assert [year["year"] for year in found(client)["years"]] == [2022, 2023, 2024, 2025, 2026]
    answer = found(client, f"as_of={then}")
    assert ([year["year"] for year in answer["years"]], answer["statements"], answer["tags"]) == ([2023], 1, [])
    assert answer["languages"] == [{"language": "en", "statements": 1, "utterances": 1}]
    assert "As the site stood on" in told(client, f"as_of={then}")


# -- what was read -------------------------------------------------------------------------------------


def read_for(limits: Any) -> None:
    """Five statements of Arvenia: coded, imported, read and nothing found, asked, not yet read; one of another."""
    said(limits, "supports", "2023-02")
    said(limits, "opposes", "2026-05", origin="import")
    recording.mark_read(statement(title="Read"), by=editor(), tag=limits, outcome="nothing-found")
    asked = statement(
        turns=[
            recording.NewTurn("question", "Will you?", exchange=1, gap="\n\n"),
            recording.NewTurn("answer", "We will see.", exchange=1, actor=actor()),
        ]
    )
    turn = asked.texts.get().turns.get(order=1)
    recording.mark_read(asked, by=editor(), tag=limits, outcome="asked-no-answer", turn=turn)
    statement(title="Not yet read")
    said(limits, by=actor("Bel Sarat"))


def test_the_share_read_for_a_tag_says_what_is_not_yet_read(client: Client, limits: Any) -> None:
    read_for(limits)
    (row,) = found(client, "actor=arvenia")["tags"]
    assert row == {
        "tag": {"slug": "export-limits", "name": "Export limits"},
        "of": 5,
        "read": 4,
        "coded": 1,
        "not_read_by_an_editor": 1,
        "nothing_found": 2,
        "not_yet_read": 1,
        "first": "2023-02",
        "last": "2026-05",
    }
    page = told(client, "actor=arvenia")
    assert "Export limits by actor: Export limits 80% 4 of 5, 1 not yet read 21 of them not read by" in page
    assert "February 2023 – May 2026" in page


def test_each_actors_share_of_the_chosen_tags_is_told(client: Client, limits: Any) -> None:
    read_for(limits)
    said(tag("Fog", "Ships should sound a horn in fog."))
    answer = found(client, "tag=export-limits&tag=fog")
    shares = {
        row["actor"]["slug"]: [(each["tag"]["slug"], each["read"], each["of"]) for each in row["tags"]]
        for row in answer["results"]
    }
    assert shares == {
        "arvenia": [("export-limits", 4, 6), ("fog", 1, 6)],
        "bel-sarat": [("export-limits", 1, 1), ("fog", 0, 1)],
    }
    assert [(row["tag"]["slug"], row["read"], row["of"]) for row in answer["tags"]] == [
        ("export-limits", 5, 7),
        ("fog", 1, 7),
    ]
    assert "0% 0 of 1, 1 not yet read" in told(client, "tag=export-limits&tag=fog")


def test_a_statement_with_a_position_and_a_read_mark_was_read_once(client: Client, limits: Any) -> None:
    old = tag("Limits to exports", "Exports should have limits.")
    one = statement()
    recording.mark_read(one, by=editor(), tag=limits, outcome="nothing-found")
    factories.position(one, "We support limits", old)
    recording.merge(old, by=editor(), into=limits)
    (row,) = found(client)["tags"]
    assert (row["of"], row["read"], row["coded"], row["nothing_found"]) == (1, 1, 1, 0)


def test_a_tag_that_nothing_published_names_is_not_told(client: Client) -> None:
    unseen = tag("Widdershin", "The Brouhaha should end.")
    recording.mark_read(statement(), by=editor(), tag=unseen, outcome="nothing-found")
    answer = found(client)
    assert (answer["tags"], answer["tag_count"]) == ([], 0)
    assert client.get("/coverage/?tag=widdershin&format=json").status_code == 400


# -- the address and its files -------------------------------------------------------------------------


def test_the_csv_file_has_every_row_of_the_page(client: Client, limits: Any) -> None:
    read_for(limits)
    response: Any = client.get("/coverage/?format=csv&tag=export-limits")
    lines = list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))
    assert [(line["by"], line["slug"], line["statements"], line["tag"], line["read"]) for line in lines] == [
        ("all", "", "6", "", ""),
        ("year", "2023", "1", "", ""),
        ("year", "2024", "0", "", ""),
        ("year", "2025", "0", "", ""),
        ("year", "2026", "5", "", ""),
        ("language", "en", "6", "", ""),
        ("actor", "arvenia", "5", "", ""),
        ("actor-tag", "arvenia", "5", "export-limits", "4"),
        ("actor", "bel-sarat", "1", "", ""),
        ("actor-tag", "bel-sarat", "1", "export-limits", "1"),
        ("tag", "export-limits", "6", "export-limits", "5"),
    ]


def test_actors_stand_on_pages_and_their_number_is_exact(client: Client) -> None:
    for number in range(51):
        statement(by=actor(f"Land {number:02}"), title=f"Remark {number}")
    answer = found(client)
    assert (answer["count"], len(answer["results"]), answer["statements"]) == (51, 50, 51)
    assert answer["next"] == "http://testserver/coverage/?format=json&page=2"
    assert [row["actor"]["slug"] for row in found(client, "page=2")["results"]] == ["land-50"]
    assert client.get("/coverage/?page=3").status_code == 404
    assert "51 actors" in told(client)


def test_what_is_not_understood_is_said(client: Client) -> None:
    statement()
    assert client.get("/coverage/?actor=nobody&format=json").status_code == 400
    assert "“nobody” is no actor of the record" in told(client, "actor=nobody")
    for number in range(13):
        said(tag(f"T{number}"), None)
    response = client.get("/coverage/?format=json&" + "&".join(f"tag=t{number}" for number in range(13)))
    assert response.json() == {"errors": {"tag": ["At most 12 were expected, not 13"]}}


def test_invented_actors_are_called_so(client: Client) -> None:
    statement(by=actor("Lume", invented=True))
    assert "Lume invented 1" in told(client)
    assert found(client)["results"][0]["actor"]["invented"] is True


def test_hostile_names_are_printed_as_names(client: Client) -> None:
    said(tag("<script>alert(1)</script>"), None, by=actor("<b onclick=x>"))
    page = client.get("/coverage/").content.decode()
    assert "<script>alert" not in page
    assert "<b onclick" not in page
    assert "&lt;b onclick=x&gt;" in page


@pytest.mark.parametrize("address", ["/", "/method/"])
def test_pages_lead_to_it(client: Client, address: str) -> None:
    assert 'href="/coverage/"' in client.get(address).content.decode()


def test_an_actors_page_and_a_comparison_lead_to_what_the_record_holds_of_them(client: Client, limits: Any) -> None:
    said(limits)
    assert 'href="/coverage/?actor=arvenia"' in client.get("/actors/arvenia/").content.decode()
    page = client.get("/compare/?actor=arvenia&tag=export-limits&from=2020&offices=0").content.decode()
    address = "/coverage/?actor=arvenia&amp;tag=export-limits&amp;from=2020&amp;offices=0"
    assert f'href="{address}"' in page
    assert client.get(unescape(address)).status_code == 200


# -- what it asks of the database ----------------------------------------------------------------------

BUDGET = {
    "": 10,
    # the revision; the totals; the positions by tag; the read marks; the tags; the years; the languages; the actors of
    # the page, their counts and their years.
    "actor=arvenia": 11,
    # and the actors that were chosen.
    "tag=export-limits": 10,
    # the tags that were chosen, in place of those that were read for.
    "actor=arvenia&tag=export-limits&from=2020": 11,
    # both.
}


@pytest.mark.parametrize("query", BUDGET)
def test_the_page_asks_a_fixed_number_of_queries(client: Client, limits: Any, query: str) -> None:
    counts = []
    for number in range(3):
        said(limits, "supports", f"202{number}")
        said(tag(f"Topic {number}"), None)
        said(limits, by=actor(f"Land {number}"))
        recording.mark_read(statement(title=f"{number}"), by=editor(), tag=limits, outcome="nothing-found")
        for instant in ("", f"&as_of={now()}"):
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/coverage/?{query}{instant}").status_code == 200
            counts.append(len(asked))
    assert counts == [BUDGET[query]] * 6
    assert BUDGET[query] <= 12


def test_the_counts_are_kept_until_the_site_changes(client: Client) -> None:
    statement()
    first = client.get("/coverage/")
    with CaptureQueriesContext(connection) as asked:
        client.get("/coverage/")
    assert len(asked) == 1
    assert client.get("/coverage/", headers={"If-None-Match": first["ETag"]}).status_code == 304
    statement(title="Another")
    assert found(client)["statements"] == 2
    assert "statements 2 utterances" in told(client)
