"""What is invented says so: on every page, in every file, feed, citation and card of the demonstration."""

from __future__ import annotations

import csv
import io
import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.management import call_command
from django.test import Client

from statements.models import Actor, Position, Statement, Tag

ATOM = "{http://www.w3.org/2005/Atom}"
BADGE = '<span class="badge">invented</span>'
SOME = 11
"""Of statements, positions and series every eleventh is opened."""

CARD = re.compile(r'<article class="(?:quote|entry)".*?</article>', re.DOTALL)


@pytest.fixture(autouse=True)
def corpus() -> None:
    """The demonstration corpus, whose actors are all invented."""
    call_command("demo", verbosity=0, stdout=io.StringIO())


def compared() -> str:
    """The address of a comparison of all countries."""
    actors = Actor.objects.published().filter(kind="country").values_list("slug", flat=True)
    tags = ["limits-on-machine-exports", "harbour-talks"]
    return f"/compare/?{urlencode({'actor': actors, 'tag': tags}, doseq=True)}"


def series() -> list[str]:
    """The addresses of one actor on one tag, those with no reading on the bases that are shown among them."""
    pairs = Position.objects.published().order_by("actor", "tag").values_list("actor__slug", "tag__slug").distinct()
    return [f"/actors/{actor}/on/{tag}/" for actor, tag in [*pairs[::SOME], ("halmere", "a-pause-on-deep-sea-mining")]]


def of_one_actor() -> list[str]:
    """The addresses of pages that are about one actor."""
    statements = Statement.objects.published().order_by("pk")[::SOME]
    positions = Position.objects.published(hidden=True).order_by("line")[::SOME]
    actors = Actor.objects.published()
    return [row.get_absolute_url() for row in (*statements, *positions, *actors)] + series()


def of_many() -> list[str]:
    """The addresses of pages that name several."""
    tags = Tag.objects.published().filter(positions__isnull=False).distinct()
    lists = ["/", "/statements/", "/statements/?q=weather", "/actors/", "/changes/", "/compare/", compared()]
    return lists + [row.get_absolute_url() for row in tags]


def in_format(address: str, code: str) -> str:
    """The address of the same rows in another format."""
    return f"{address}{'&' if '?' in address else '?'}format={code}"


def answer(client: Client, address: str) -> str:
    """What an address answers."""
    response = client.get(address)
    assert response.status_code == 200, address
    body = b"".join(response.streaming_content) if response.streaming else response.content  # type: ignore[attr-defined]
    return bytes(body).decode("utf-8-sig")


def test_every_page_and_every_card_has_the_badge(client: Client) -> None:
    cards = 0
    for address in (*of_many(), *of_one_actor()):
        page = answer(client, address)
        assert BADGE in page, address
        for card in CARD.findall(page):
            assert BADGE in card, (address, card)
            cards += 1
    assert cards > 100


def test_what_other_sites_show_of_a_page_says_it(client: Client) -> None:
    for address in of_one_actor():
        page = answer(client, address)
        (title,) = re.findall(r'<meta property="og:title" content="([^"]*)">', page)
        assert title.endswith(" [invented actor]"), address
        for name in ('name="description"', 'property="og:description"'):
            for description in re.findall(rf'<meta {name} content="([^"]*)">', page):
                assert description.startswith("Invented, for demonstration. "), address
        for author in re.findall(r'<meta name="citation_author" content="([^"]*)">', page):
            assert author.endswith(" [invented actor]"), address


def test_a_citation_says_it(client: Client) -> None:
    rows = Position.objects.published().order_by("line")[::SOME]
    assert len(rows) > 12
    for row in rows:
        assert " [invented actor]: " in answer(client, row.get_absolute_url()), row


def named(value: Any) -> Iterator[dict[str, Any]]:
    """The objects of an answer that are about an actor: those that name one, and actors themselves."""
    if isinstance(value, list):
        for one in value:
            yield from named(one)
    if isinstance(value, dict):
        if "invented" in value or isinstance(value.get("actor"), dict):
            yield value
        for one in value.values():
            yield from named(one)


def test_every_object_of_json_says_it(client: Client) -> None:
    lists = ["/statements/", "/actors/", "/changes/", compared()]
    for address in (*lists, *of_one_actor()):
        found = list(named(json.loads(answer(client, in_format(address, "json")))))
        assert found, address
        for one in found:
            # Cells and the like say it of their actor; a wording, a withdrawal, a question and narration are nobody's.
            said = one["invented"] if "invented" in one else one["actor"]["invented"]
            nobodys = one.get("kind") in ("proposition", "withdrawal") or one.get("actor", one) is None
            assert said is (None if nobodys else True), (address, one)


def test_every_row_of_csv_says_it(client: Client) -> None:
    actors = [row.get_absolute_url() for row in Actor.objects.published()]
    for address in ("/statements/", "/actors/", "/changes/", compared(), *actors, *series()):
        rows = list(csv.DictReader(io.StringIO(answer(client, in_format(address, "csv")))))
        for row in rows:
            nobodys = row.get("kind") in ("proposition", "withdrawal")
            assert row["invented"] == ("" if nobodys else "true"), (address, row)


def test_every_entry_of_a_feed_says_it(client: Client) -> None:
    entries = 0
    for address in ("/statements/", *series()):
        feed = ET.fromstring(answer(client, in_format(address, "atom")))  # noqa: S314  (the answer is our own)
        for entry in feed.findall(f"{ATOM}entry"):
            assert "invented" in [category.get("term") for category in entry.findall(f"{ATOM}category")], address
            assert (entry.findtext(f"{ATOM}summary") or "").startswith("Invented, for demonstration."), address
            entries += 1
    assert entries > 50
