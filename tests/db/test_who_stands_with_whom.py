"""Who stands with whom, who moved, what is common to actors, what is not enough: on comparisons and on tags."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from statements import recording
from statements.models import Membership
from tests.factories import actor, editor, said, tag

COMPARED = "/compare/?actor=arvenia&actor=velmora&tag=export-limits"


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", "Exports of machines should be limited.")


@pytest.fixture
def spoken(limits: Any) -> Any:
    """Arvenia turned in 2024, Velmora stays; each spoke twice."""
    said(limits, "supports", "2020-03-01")
    said(limits, "opposes", "2024-03-01")
    said(limits, "supports", "2022-03-01", by=actor("Velmora"))
    said(limits, "supports", "2026-03-01", by=actor("Velmora"))
    return limits


def groups(client: Client, address: str) -> list[str]:
    """The groups on a page, each as its words."""
    html = client.get(address).content.decode()
    sections = re.findall(r'<section class="stood".*?</section>', html, re.S)
    return [" ".join(unescape(re.sub(r"<[^>]*>", " ", section)).split()) for section in sections]


@pytest.mark.parametrize("address", [COMPARED, "/tags/export-limits/?"])
def test_actors_stand_together_by_their_latest_reading(client: Client, spoken: Any, address: str) -> None:
    supporting, opposing = groups(client, address)
    assert supporting.startswith("Supports 1 actor Velmora 1 March 2026 · minister 2 statements since 2022")
    assert opposing.startswith("Opposes 1 actor Arvenia 1 March 2024 · minister 2 statements since 2020")


@pytest.mark.parametrize("address", [COMPARED, "/tags/export-limits/?"])
def test_at_an_earlier_date_they_stand_where_they_stood_then(client: Client, spoken: Any, address: str) -> None:
    (together,) = groups(client, f"{address}&to=2023")
    assert together.startswith("Supports 2 actors Arvenia 1 March 2020")
    assert "Velmora 1 March 2022" in together


@pytest.mark.parametrize("address", [COMPARED, "/tags/export-limits/?"])
def test_who_moved_since_a_date_is_said_with_where_it_stood(client: Client, spoken: Any, address: str) -> None:
    supporting, opposing = groups(client, f"{address}&since=2021")
    assert "Moved since 2021, when it stood at: Supports 1 March 2020" in opposing
    assert "Nothing on record until 2021" in supporting
    assert not any("Moved" in group for group in groups(client, f"{address}&since=2025"))


@pytest.mark.parametrize("address", [COMPARED, "/tags/export-limits/?"])
def test_another_reading_that_is_no_move_is_told_with_its_basis(client: Client, spoken: Any, address: str) -> None:
    said(spoken, "supports", "2025-03-01", basis="joint")
    said(spoken, "no-position", "2026-04-01", by=actor("Velmora"))
    supporting, taking_none = groups(client, f"{address}&since=2024")
    assert "Moved" not in supporting + taking_none
    assert supporting.endswith("Last on record until 2024: Opposes 1 March 2024")
    assert taking_none.endswith("Last on record until 2024: Supports 1 March 2022")
    said(spoken, "opposes", "2026-05-01")
    (opposing, _none) = groups(client, f"{address}&since=2025")
    assert opposing.endswith("Last on record until 2025: Supports 1 March 2025 · as a signatory of a common text")


def test_a_date_that_is_none_is_an_error_that_says_what_was_expected(client: Client, spoken: Any) -> None:
    response = client.get(f"{COMPARED}&since=soon&format=json")
    assert response.status_code == 400
    assert "“soon” is no date; expected a day, month or year" in response.json()["errors"]["since"][0]


def test_one_actor_alone_stands_with_nobody(client: Client, spoken: Any) -> None:
    assert groups(client, "/compare/?actor=arvenia&tag=export-limits") == []


# -- the common period -----------------------------------------------------------------------------------


def cells(client: Client, address: str) -> list[tuple[str, int, str | None]]:
    """Actor, count and why it is empty, of each cell."""
    found = client.get(f"{address}&format=json").json()["cells"]
    return [(cell["actor"]["slug"], cell["count"], cell["absence"] and cell["absence"]["code"]) for cell in found]


def test_only_the_common_period_counts_where_that_is_asked_for(client: Client, spoken: Any) -> None:
    assert cells(client, COMPARED) == [("arvenia", 2, None), ("velmora", 2, None)]
    asked = f"{COMPARED}&common=1"
    assert cells(client, asked) == [("arvenia", 1, None), ("velmora", 1, None)]
    answer = client.get(f"{asked}&format=json").json()
    assert (answer["count"], answer["common"]) == (
        2,
        {"export-limits": {"from": "2022-03-01", "to": "2024-03-01"}},
    )
    page = client.get(asked).content.decode()
    assert "in common from 1 March 2022 to 1 March 2024" in page
    assert "2 positions on record." in page


def test_a_cell_with_nothing_in_the_common_period_says_so_and_how_much_is_outside(client: Client, limits: Any) -> None:
    for year in ("2020", "2026"):
        said(limits, "supports", f"{year}-01-01")
    for year in ("2022", "2023"):
        said(limits, "opposes", f"{year}-01-01", by=actor("Velmora"))
    assert cells(client, f"{COMPARED}&common=1") == [
        ("arvenia", 0, "outside-common-period"),
        ("velmora", 2, None),
    ]
    page = " ".join(re.sub(r"<[^>]*>", " ", client.get(f"{COMPARED}&common=1").content.decode()).split())
    assert "Nothing in the common period 2 positions outside it" in page


def test_records_that_do_not_meet_are_said_not_to(client: Client, limits: Any) -> None:
    said(limits, "supports", "2020-01-01")
    said(limits, "opposes", "2023-01-01", by=actor("Velmora"))
    assert "no period in common" in client.get(f"{COMPARED}&common=1").content.decode()


# -- not enough ------------------------------------------------------------------------------------------


def test_a_single_account_by_somebody_else_is_not_enough_and_says_so(client: Client, limits: Any) -> None:
    by = actor("Assembly", kind="organisation")
    said(limits, "supports", by=by, basis="reported", actor=actor())
    address = "/compare/?actor=arvenia&tag=export-limits&basis=reported&basis=said"
    (cell,) = client.get(f"{address}&format=json").json()["cells"]
    assert (cell["count"], cell["enough"]) == (1, False)
    assert "not enough" in client.get(address).content.decode()
    said(limits, "supports", "2026-06-01", by=by, basis="reported", actor=actor())
    (cell,) = client.get(f"{address}&format=json").json()["cells"]
    assert (cell["count"], cell["enough"]) == (2, True)
    assert "not enough" not in client.get(address).content.decode()


def test_ones_own_words_are_enough_even_once(client: Client, limits: Any) -> None:
    said(limits)
    (cell,) = client.get("/compare/?actor=arvenia&tag=export-limits&format=json").json()["cells"]
    assert cell["enough"] is True


# -- choosing again --------------------------------------------------------------------------------------


def test_to_change_what_is_compared_everything_chosen_stands_ready_with_more_to_choose(
    client: Client, spoken: Any
) -> None:
    said(spoken, by=actor("Ostmark Isles"))
    page = client.get(f"{COMPARED}&common=1&since=2021&choose=1").content.decode()
    ticked = re.findall(r'name="(actor|tag)" value="([^"]*)" checked', page)
    assert ticked == [("actor", "arvenia"), ("actor", "velmora"), ("tag", "export-limits")]
    assert 'name="actor" value="ostmark-isles">' in page
    assert '<input type="hidden" name="common" value="1">' in page
    assert '<input type="hidden" name="since" value="2021">' in page


def test_a_country_is_no_group_of_those_who_hold_office_in_it(client: Client, limits: Any) -> None:
    arvenia, union = actor(), actor("Union", kind="organisation")
    head = actor("Ilse Varn", kind="person")
    said(limits, by=arvenia)
    said(limits, by=head)
    said(limits, by=union)
    recording.join(head, group=arvenia, by=editor(), role="head-of-government")
    recording.join(arvenia, group=union, by=editor())
    assert Membership.objects.published().count() == 2
    page = client.get("/compare/").content.decode()
    assert re.findall(r'name="group" value="([^"]*)"', page) == ["union"]


def test_a_day_before_the_period_is_no_day_to_move_since(client: Client, spoken: Any) -> None:
    response = client.get(f"{COMPARED}&from=2024&since=2023&format=json")
    assert response.status_code == 400
    assert response.json()["errors"] == {"since": ["It is before the beginning of the period"]}


def test_a_picture_of_the_common_period_says_so_and_what_is_outside(client: Client, limits: Any) -> None:
    for year in ("2010", "2011"):
        said(limits, "supports", f"{year}-01-01")
    for year in ("2019", "2021"):
        said(limits, "opposes", f"{year}-01-01", by=actor("Velmora"))
    drawn = client.get(f"{COMPARED}&common=1".replace("/compare/", "/compare/card.svg")).content.decode()
    told = " ".join(re.findall(r"<text[^>]*>([^<]*)<", drawn))
    assert "Where each stood" in told
    assert "Only the common period" in told
    assert "Not yet read" not in told
    assert client.get("/compare/card.svg?actor=arvenia&tag=export-limits&from=%202020").status_code == 200
