"""What paper gets beside a page: the address that leads back to the same rows, and the sources as notes."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import recording
from statements.cite import instant
from statements.models import SiteRevision
from tests.factories import actor, editor, said, statement, tag

LIMITS = "Exports of machines should be limited."


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", LIMITS)


def printed(client: Client, address: str) -> str:
    """The text of what stands on paper alone at the head of a page."""
    response = client.get(address)
    assert response.status_code == 200
    found = re.search(r'<div class="printed" hidden>(.*?)</div>', response.content.decode(), flags=re.DOTALL)
    assert found
    return " ".join(unescape(re.sub(r"<[^>]+>", "", found[1])).split())


def revised() -> str:
    """The instant of the site's last publication, as `as_of` takes it."""
    at = SiteRevision.current().at
    assert at is not None
    return instant(at)


@pytest.mark.parametrize(
    ("address", "joint"),
    [
        ("/statements/", "?"),
        ("/statements/?form=formal-statement&page=1", "&"),
        ("/actors/", "?"),
        ("/actors/arvenia/", "?"),
        ("/actors/arvenia/on/export-limits/?sort=date", "&"),
        ("/tags/", "?"),
        ("/tags/export-limits/", "?"),
        ("/compare/?actor=arvenia&tag=export-limits", "&"),
        ("/coverage/?actor=arvenia", "&"),
    ],
)
def test_a_page_that_can_be_asked_for_as_of_an_instant_is_printed_with_one(
    client: Client, limits: Any, address: str, joint: str
) -> None:
    said(limits)
    expected = f"http://testserver{address}{joint}as_of={revised()}"
    assert printed(client, address).startswith(f"{expected} The site’s last entry when this was printed: ")
    assert printed(client, expected.removeprefix("http://testserver")) == expected


def test_a_statement_and_a_quote_are_printed_with_an_instant(client: Client, limits: Any) -> None:
    position = said(limits)
    for address in (position.statement.get_absolute_url(), position.get_absolute_url()):
        assert printed(client, address).startswith(f"http://testserver{address}?as_of={revised()} ")


def test_fields_that_a_form_left_empty_are_not_printed(client: Client, limits: Any) -> None:
    said(limits)
    address = printed(client, "/compare/?actor=arvenia&tag=export-limits&find=&from=&to=&offices=1&basis=said")
    assert address.startswith(
        f"http://testserver/compare/?actor=arvenia&tag=export-limits&offices=1&basis=said&as_of={revised()} "
    )


def test_the_printed_address_leads_back_to_the_same_rows(client: Client, limits: Any) -> None:
    said(limits, "supports", "2025")
    address = printed(client, "/compare/?actor=arvenia&tag=export-limits").split()[0]
    said(limits, "opposes")
    cells = client.get(f"{address.removeprefix('http://testserver')}&format=json").json()["cells"]
    assert [row["stance"] for row in cells[0]["latest"]] == ["supports"]


def test_fields_that_were_left_empty_are_not_printed(client: Client, limits: Any) -> None:
    said(limits)
    address = printed(client, "/compare/?actor=arvenia&tag=export-limits&find=&from=&to=2030").split()[0]
    assert address == f"http://testserver/compare/?actor=arvenia&tag=export-limits&to=2030&as_of={revised()}"


@pytest.mark.parametrize("address", ["/", "/method/", "/changes/", "/statements/?q=limits"])
def test_a_page_that_stands_for_now_alone_has_no_instant_in_its_address(client: Client, address: str) -> None:
    statement()
    expected = f"http://testserver{address} The site’s last entry when this was printed: "
    assert printed(client, address).startswith(expected)


def test_a_day_that_is_not_over_is_printed_as_the_instant_that_it_means(client: Client) -> None:
    statement()
    today = f"{timezone.now():%Y-%m-%d}"
    assert printed(client, f"/actors/?as_of={today}") == f"http://testserver/actors/?as_of={revised()}"


def test_a_page_of_a_site_without_an_entry_has_an_address(client: Client) -> None:
    assert printed(client, "/actors/") == "http://testserver/actors/"


def test_a_page_that_is_none_or_was_withdrawn_prints_no_address(client: Client) -> None:
    row = statement(title="Xylophone")
    address = row.get_absolute_url()
    recording.withdraw(row, by=editor(), reason="not theirs")
    for gone, status in (("/nowhere-xylophone/", 404), (address, 410)):
        response = client.get(gone)
        assert response.status_code == status
        assert "xylophone" not in response.content.decode().lower()


def test_letters_of_other_scripts_are_printed_as_letters(client: Client, limits: Any) -> None:
    said(limits, by=actor("沧原"))
    assert printed(client, "/actors/沧原/").startswith("http://testserver/actors/沧原/?as_of=")


def test_what_a_reader_typed_is_printed_as_text(client: Client) -> None:
    statement()
    assert "<script>" not in client.get("/statements/?q=<script>alert(1)</script>").content.decode()


def test_sources_stand_as_notes_in_the_order_of_the_quotes(client: Client, limits: Any) -> None:
    for year, source in ((2024, "https://a.example/1"), (2025, ""), (2026, "https://a.example/2")):
        said(limits, "supports", f"{year}", statement_values={"source_url": source, "title": f"Remark {year}"})
    for address in ("/compare/?actor=arvenia&tag=export-limits", "/actors/arvenia/on/export-limits/"):
        page = client.get(address).content.decode()
        links = re.findall(r'<a class="source" data-note="(\d+)" href="([^"]+)"', page)
        notes = re.findall(r"<li>(.*?)</li>", page.partition('class="printed notes"')[2].partition("</section>")[0])
        assert links == [("1", "https://a.example/2"), ("2", "https://a.example/1")]
        assert [unescape(re.sub(r"<[^>]+>", "", note)) for note in notes] == [
            "Remark 2026, 2026: https://a.example/2",
            "Remark 2024, 2024: https://a.example/1",
        ]


def test_two_passages_from_one_place_have_one_note(client: Client, limits: Any) -> None:
    values = {"source_url": "https://a.example/1", "title": "Remark"}
    for _time in range(2):
        said(limits, "supports", "2024", statement_values=values)
    page = client.get("/compare/?actor=arvenia&tag=export-limits").content.decode()
    assert re.findall(r'<a class="source" data-note="(\d+)"', page) == ["1", "1"]
    assert page.partition('class="printed notes"')[2].count("https://a.example/1") == 1


def test_a_page_of_many_passages_says_which_of_them_are_printed(client: Client, limits: Any) -> None:
    for number in range(49):
        said(limits, "supports", f"19{number:02}")
    page = client.get("/compare/?actor=arvenia&tag=export-limits").content.decode()
    assert "Positions 1 to 48 of 49, latest first; the others stand at the address above." in page


def test_paper_asks_nothing_of_the_database(client: Client, django_assert_num_queries: Any, limits: Any) -> None:
    said(limits)
    recording.mark_read(statement(title="Read"), by=editor(), tag=limits, outcome="nothing-found")
    with django_assert_num_queries(1):  # the site's revision, for the ETag and for paper
        client.get("/method/")
