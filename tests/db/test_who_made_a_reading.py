"""Readings by who made them: what no editor has read can be left out of every page and file, and a cell says so."""

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

from tests.factories import actor, said, tag

COMPARED = "/compare/?actor=arvenia&tag=export-limits"
PAGES = [COMPARED, "/actors/arvenia/?", "/actors/arvenia/on/export-limits/?", "/tags/export-limits/?"]


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", "Exports of machines should be limited.")


def words(html: str) -> str:
    """A page's text, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def page_of(client: Client, address: str) -> str:
    """A page's text."""
    response = client.get(address)
    assert response.status_code == 200
    return words(response.content.decode())


def lines(client: Client, address: str) -> list[int]:
    """The lines of the positions in a page's CSV."""
    response: Any = client.get(f"{address}&format=csv")
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return [int(row["line"]) for row in csv.DictReader(io.StringIO(text))]


def cell(client: Client, query: str = "") -> dict[str, Any]:
    """The one cell of the comparison, in JSON."""
    (found,) = client.get(f"{COMPARED}{query}&format=json").json()["cells"]
    return dict(found)


@pytest.mark.parametrize("address", PAGES)
def test_each_page_of_readings_keeps_to_those_of_a_maker(client: Client, limits: Any, address: str) -> None:
    read = said(limits, "supports", "2024")
    imported = said(limits, "opposes", "2026", origin="import")
    guessed = said(limits, "mixed", "2025", origin="machine")
    every = {read.line, imported.line, guessed.line}
    assert set(lines(client, address)) == every
    assert lines(client, f"{address}&origin=editor") == [read.line]
    assert set(lines(client, f"{address}&origin=editor&origin=machine")) == every - {imported.line}
    assert "Readings read by an editor" in page_of(client, f"{address}&origin=editor")


@pytest.mark.parametrize("address", PAGES)
def test_a_maker_that_there_is_not_is_an_error_of_the_form(client: Client, limits: Any, address: str) -> None:
    said(limits)
    assert client.get(f"{address}&origin=nobody&format=json").status_code == 400
    assert "“nobody” is unknown" in page_of(client, f"{address}&origin=nobody")


def test_a_cell_takes_what_came_before_from_readings_of_that_maker_alone(client: Client, limits: Any) -> None:
    said(limits, "supports", "2024")
    said(limits, "opposes", "2025", origin="import")
    said(limits, "mixed", "2026")
    assert (cell(client)["count"], cell(client)["before"]["stance"]) == (3, "opposes")
    found = cell(client, "&origin=editor")
    assert (found["count"], found["latest"][0]["stance"], found["before"]["stance"]) == (2, "mixed", "supports")


def test_a_cell_that_is_empty_by_the_maker_says_so_and_leads_to_the_readings(client: Client, limits: Any) -> None:
    said(limits, "opposes", origin="import")
    said(limits, None, "2025", basis="response", word="abstained", origin="import")
    found = cell(client, "&origin=editor")
    assert (found["count"], found["absence"]["code"], found["absence"]["of"]) == (0, "made-otherwise", 1)
    page = client.get(f"{COMPARED}&origin=editor").content.decode()
    assert "Readings of other makers (1), show whoever made them" in words(page)
    assert "Of the readings chosen: 0 positions." in words(page)
    assert page.count('href="?actor=arvenia&amp;tag=export-limits">') == 2  # the choice to take out, and the cell
    for address in PAGES[1:3]:
        assert "Readings of other makers (1), show" in page_of(client, f"{address}&origin=editor")


def test_readings_of_the_chosen_bases_are_told_of_before_those_of_others(client: Client, limits: Any) -> None:
    said(limits, None, "2025", basis="response", word="abstained")
    said(limits, "opposes", origin="import")
    assert cell(client, "&origin=editor")["absence"]["code"] == "made-otherwise"


def test_where_only_other_bases_have_readings_of_other_makers_the_link_takes_them_in(
    client: Client, limits: Any
) -> None:
    said(limits, None, "2025", basis="response", word="abstained", origin="import")
    absence = cell(client, "&origin=editor")["absence"]
    assert (absence["code"], absence["of"], absence["bases"]) == ("made-otherwise", 1, {"response": 1})
    page = client.get(f"{COMPARED}&origin=editor").content.decode()
    whole = "actor=arvenia&amp;tag=export-limits&amp;basis=said&amp;basis=joint&amp;basis=response"
    assert f'<a href="?{whole}">show' in page
    assert cell(client, "&basis=said&basis=joint&basis=response")["count"] == 1


def test_pages_of_a_tag_and_of_an_actor_tell_what_other_makers_have(client: Client, limits: Any) -> None:
    said(limits, "opposes", origin="import")
    said(tag("Ports"), None, "2024", origin="import")
    assert "Readings of other makers (1), show" in page_of(client, "/tags/export-limits/?origin=editor")
    assert "of other makers" not in page_of(client, "/tags/export-limits/")
    actors = page_of(client, "/actors/arvenia/?origin=editor")
    assert "On 1 tag only readings of other makers, show" in actors
    for address in PAGES[2:]:
        empty = page_of(client, f"{address}&origin=editor")
        assert "Nothing here is among the readings chosen." in empty
        assert "on record in this period" not in empty


def test_a_page_of_readings_leads_to_the_same_readings_on_another(client: Client, limits: Any) -> None:
    said(limits)
    kept = "?from=2020&amp;basis=said&amp;origin=editor&amp;offices=0"
    query = "from=2020&basis=said&origin=editor&offices=0"
    for address in ("/actors/arvenia/?", "/tags/export-limits/?"):
        page = client.get(address + query).content.decode()
        assert f'href="/actors/arvenia/on/export-limits/{kept}"' in page
    compared = client.get(f"{COMPARED}&{query}").content.decode()
    assert f'href="/tags/export-limits/{kept}"' in compared
    assert f'href="/actors/arvenia/{kept}"' in compared


def test_other_bases_are_counted_of_the_chosen_makers_alone(client: Client, limits: Any) -> None:
    said(limits, None, "2025", basis="response", word="abstained")
    said(limits, None, "2026", basis="response", word="rejected", origin="import")
    assert cell(client)["absence"]["bases"] == {"response": 2}
    assert cell(client, "&origin=editor")["absence"]["bases"] == {"response": 1}


def test_what_came_out_empty_says_what_stands_without_the_choice_of_maker(client: Client, limits: Any) -> None:
    said(limits, origin="import")
    for page in PAGES[2:]:
        assert "leave out “Readings: read by an editor” 1 reading" in page_of(client, f"{page}&origin=editor")


def test_the_choice_of_maker_stays_in_the_form_and_on_the_picture_to_share(client: Client, limits: Any) -> None:
    said(limits)
    for page in PAGES:
        form = client.get(f"{page}&origin=editor{'&choose=1' if page == COMPARED else ''}").content.decode()
        assert '<input type="checkbox" name="origin" value="editor" checked> <span>read by an editor</span>' in form
        assert '<input type="checkbox" name="origin" value="import"> <span>imported' in form
    picture = client.get("/compare/card.svg?actor=arvenia&tag=export-limits&origin=editor").content.decode()
    assert "read by an editor" in picture


def test_a_reading_no_editor_read_says_so_in_each_cell_group_and_row(client: Client, limits: Any) -> None:
    read = said(limits, "opposes", "2024", by=actor("Bel Sarat"))
    said(limits, "supports", "2025", origin="import")
    for address, places in (
        (f"{COMPARED}&actor=bel-sarat", ["the grid", "who stands with whom", "over time", "beside the quote"]),
        ("/tags/export-limits/", ["who stands where", "over time"]),
        ("/actors/arvenia/", ["the latest reading"]),
        ("/actors/bel-sarat/", []),
        (read.get_absolute_url(), []),
    ):
        html = client.get(address).content.decode()
        assert html.count("imported, not read by an editor</button>") == len(places), address
    said(limits, "mixed", "2026", by=actor("Bel Sarat"), origin="machine")
    assert (
        "proposed by a machine, not read by an editor</button>" in client.get(read.get_absolute_url()).content.decode()
    )


def test_a_choice_of_maker_costs_no_query(client: Client, limits: Any) -> None:
    said(limits, origin="import")
    said(limits, "opposes", "2024", by=actor("Bel Sarat"))
    for instant in ("", f"&as_of={timezone.now().isoformat().replace('+00:00', 'Z')}"):
        costs = []
        for choice in ("", "&origin=editor", "&origin=editor&origin=machine"):
            cache.clear()
            with CaptureQueriesContext(connection) as asked:
                client.get(f"{COMPARED}&actor=bel-sarat{instant}{choice}")
            costs.append(len(asked))
        assert len(set(costs)) == 1
        assert costs[0] <= 12


def test_an_earlier_instant_knows_the_maker_of_then(client: Client, limits: Any) -> None:
    said(limits, "opposes", origin="import")
    then = timezone.now().isoformat().replace("+00:00", "Z")
    assert cell(client, f"&origin=editor&as_of={then}")["absence"]["code"] == "made-otherwise"
    assert cell(client, f"&origin=import&as_of={then}")["latest"][0]["stance"] == "opposes"
