"""Drawings over time: the terms of office in their lanes, the pages they stand on."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import readings, recording
from statements.models import Actor, Membership
from statements.timeline import MOST_A_LANE
from tests import factories
from tests.factories import actor, editor, said, tag

LIMITS = "Exports of machines should be limited."
HEAD = "head-of-government"


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", LIMITS)


def holds(name: str, group: Actor, role: str = HEAD, since: str = "2020", until: str = "", **more: Any) -> Membership:
    """A person's membership; the person is known by a statement of their own."""
    kind = more.pop("kind", "person")
    if kind == "person" and not actor(name, kind).statements.exists():
        factories.statement(by=actor(name, kind), title=f"Words of {name}")
    return recording.join(actor(name, kind), by=editor(), group=group, role=role, since=since, until=until)


def terms(*actors: Actor, as_of: Any = None) -> list[tuple[int, str, str, str, str]]:
    """The terms in the lanes of these actors."""
    found = readings.terms(readings.lanes(actors or [actor()], readings.Scope(as_of=as_of)), as_of)
    return [(term.actor, term.name, term.role, term.since, term.until) for term in found]


def drawings(client: Client, address: str) -> list[str]:
    """The drawings of a page."""
    response = client.get(address)
    assert response.status_code == 200
    return re.findall(r'<figure class="timeline">.*?</figure>', response.content.decode(), re.DOTALL)


def labels(drawing: str) -> list[str]:
    """What the marks of a drawing say."""
    return [unescape(words) for words in re.findall(r'<a class="mark[^>]*aria-label="([^"]*)"', drawing)]


# -- terms of office -----------------------------------------------------------------------------------


def test_a_country_has_the_terms_of_its_heads_of_government_alone() -> None:
    land = actor()
    holds("Ilse Varn", land, since="2019", until="2024-03")
    holds("Tomas Reld", land, role="minister")
    holds("Dominion", land, kind="country")
    assert terms() == [(land.pk, "Ilse Varn", HEAD, "2019", "2024-03")]


def test_an_office_or_organisation_has_the_terms_of_its_persons_in_any_role(limits: Any) -> None:
    land, pact = actor(), actor("Pact", kind="organisation")
    ministry = actor("Ministry", kind="office", parent=land)
    said(limits, by=ministry)
    holds("Tomas Reld", ministry, role="Minister", since="2021")
    holds("Nadia Harun", pact, role="", since="", until="2023")
    recording.join(land, by=editor(), group=pact, since="1999")
    assert terms(land, pact) == [
        (pact.pk, "Nadia Harun", "", "", "2023"),
        (ministry.pk, "Tomas Reld", "Minister", "2021", ""),
    ]


def test_a_term_without_any_date_is_none() -> None:
    holds("Ilse Varn", actor(), since="")
    assert terms() == []


def test_terms_are_those_known_at_the_instant() -> None:
    before = timezone.now()
    wrong = holds("Ilse Varn", actor(), until="2023")
    then = timezone.now()
    recording.leave(wrong, by=editor(), why="She left a year later.")
    holds("Ilse Varn", actor(), until="2024")
    assert terms(as_of=before) == []
    assert [until for *_rest, until in terms(as_of=then)] == ["2023"]
    assert [until for *_rest, until in terms()] == ["2024"]


def test_terms_of_what_was_merged_stand_with_what_it_became(limits: Any) -> None:
    old = actor("Kingdom of Arvenia")
    said(limits, by=old)
    holds("I. Varn", old)
    recording.merge(old, by=editor(), into=actor())
    recording.merge(actor("I. Varn", "person"), by=editor(), into=actor("Ilse Varn", "person"))
    assert terms() == [(actor().pk, "Ilse Varn", HEAD, "2020", "")]


def test_a_person_whom_nothing_published_names_is_named_in_no_term(limits: Any) -> None:
    said(limits)
    nobody = actor("Ilse Varn", "person")
    recording.join(nobody, by=editor(), group=actor(), role=HEAD, since="2020")
    assert terms() == []
    factories.statement(by=nobody)
    assert [name for _actor, name, *_rest in terms()] == ["Ilse Varn"]


def test_terms_are_one_query_whatever_their_number() -> None:
    for number in range(5):
        holds(f"Person {number}", actor())
    lanes = readings.lanes([actor()], readings.Scope())
    with CaptureQueriesContext(connection) as asked:
        assert len(readings.terms(lanes, None)) == 5
    assert len(asked) == 1


# -- pages ---------------------------------------------------------------------------------------------


def test_a_comparison_has_a_drawing_for_each_proposition_over_its_table(client: Client, limits: Any) -> None:
    pause = tag("Pause", "Mining should pause.")
    land, other = actor("沧原"), actor("بيل سارات")
    said(limits, "supports", "2023-09", by=land)
    said(limits, "opposes", "2026-05-29", by=other)
    said(pause, "mixed", "2024", by=land)
    said(tag("Machines"), None, by=land)
    holds("Лин Лан", land)
    address = f"/compare/?actor={land.slug}&actor={other.slug}&tag=export-limits&tag=pause&tag=machines"
    first, second = drawings(client, address)
    assert labels(first) == [
        "沧原 on Export limits: supports, September 2023, minister, said in its own words",
        "بيل سارات on Export limits: opposes, 29 May 2026, minister, said in its own words",
    ]
    assert labels(second) == ["沧原 on Pause: mixed, 2024, minister, said in its own words"]
    assert '<bdi lang="ar" dir="rtl">بيل سارات</bdi>' in first
    assert first.count("Лин Лан") == 2
    page = client.get(address).content.decode()
    for each in (limits, pause):
        assert f'href="#readings-{each.pk}"' in page
        assert page.index(f'aria-labelledby="series-{each.pk}" aria-describedby') < page.index(
            f'id="readings-{each.pk}"'
        )


def test_a_series_has_a_drawing_of_all_its_readings_whatever_its_page(client: Client, limits: Any) -> None:
    for number in range(MOST_A_LANE):
        said(limits, "supports", f"{2000 + number}-05-01")
    said(limits, "opposes", "2024-05-01", by=actor("Ministry", kind="office", parent=actor()))
    (drawing,) = drawings(client, "/actors/arvenia/on/export-limits/")
    assert len(labels(drawing)) == MOST_A_LANE + 1
    assert 'aria-label="Ministry"' in drawing
    assert len(drawings(client, "/actors/arvenia/on/export-limits/?sort=date")) == 1


def test_a_topic_has_no_drawing(client: Client) -> None:
    said(tag("Machines"), None, word="accepted")
    for address in ("/tags/machines/", "/actors/arvenia/on/machines/", "/compare/?actor=arvenia&tag=machines"):
        assert drawings(client, address) == []


def test_a_tag_has_a_drawing_where_few_enough_speak(client: Client, limits: Any) -> None:
    for number in range(12):
        said(limits, by=actor(f"Land {number}"))
    (drawing,) = drawings(client, "/tags/export-limits/")
    assert len(labels(drawing)) == 12
    said(limits, by=actor("Land 12"))
    assert drawings(client, "/tags/export-limits/") == []


def test_a_comparison_of_hundreds_collapses_and_zooms_to_its_years_and_back(client: Client, limits: Any) -> None:
    for year in range(2019, 2022):
        for number in range(MOST_A_LANE // 2):
            said(limits, ("supports", "opposes")[number % 4 == 0], f"{year}-{number % 12 + 1:02}-03")
    address = "/compare/?actor=arvenia&tag=export-limits&offices=1"
    (drawing,) = drawings(client, address)
    assert labels(drawing)[:2] == [
        "Arvenia on Export limits: supports, 9 readings, 2019",
        "Arvenia on Export limits: opposes, 3 readings, 2019",
    ]
    nearer = unescape(re.findall(r'<a class="mark[^>]*href="([^"]*)"', drawing)[0])
    assert nearer == f"?actor=arvenia&tag=export-limits&offices=1&from=2019&to=2019#series-{limits.pk}"
    (zoomed,) = drawings(client, "/compare/" + nearer.partition("#")[0])
    assert len(labels(zoomed)) == 12
    assert f'href="?actor=arvenia&amp;tag=export-limits&amp;offices=1#series-{limits.pk}">Show all years' in zoomed


def test_what_is_not_public_is_in_no_drawing(client: Client, limits: Any) -> None:
    said(limits)
    said(limits, "opposes", published=False)
    withdrawn = said(limits, "mixed", "2020-01-01")
    recording.withdraw(withdrawn.statement, by=editor(), reason="A forgery.")
    for address in (
        "/tags/export-limits/",
        "/actors/arvenia/on/export-limits/",
        "/compare/?actor=arvenia&tag=export-limits",
    ):
        assert labels(drawings(client, address)[0]) == [
            "Arvenia on Export limits: supports, 29 May 2026, minister, said in its own words"
        ]
