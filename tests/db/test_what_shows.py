"""What pages count and show where languages, merges, offices, hidden readings and earlier instants meet."""

from __future__ import annotations

import re
from datetime import UTC, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import recording
from statements.models import Actor, SiteRevision, Tag
from tests import factories
from tests.factories import actor, editor, said, tag

SUPPORT = "States may limit exports of machines."


@pytest.fixture
def limits() -> Any:
    return tag("Export limits", SUPPORT)


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def get(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return words(response.content.decode())


def now() -> str:
    return SiteRevision.current().at.astimezone(UTC).isoformat().replace("+00:00", "Z")


# -- counts ----------------------------------------------------------------------------------------------


def test_an_utterance_in_two_languages_counts_once_on_the_way_in_and_in_the_tree(client: Client, limits: Any) -> None:
    said(limits, statement_values={"same_as": "u1"})
    said(limits, statement_values={"same_as": "u1", "authority": "official-translation"})
    said(limits, "opposes", by=actor("Bel Sarat"))
    assert "2 positions" in get(client, "/")
    [found] = client.get("/tags/?format=json").json()["results"]
    assert found["positions"] == 2


def test_the_tree_counts_positions_of_a_merged_tag_with_the_one_it_became(client: Client, limits: Any) -> None:
    old = tag("Limits to exports", "Exports should have limits.")
    said(old)
    said(limits, said_on="2026-05-30")
    recording.merge(old, by=editor(), into=limits)
    [found] = client.get("/tags/?format=json").json()["results"]
    assert (found["slug"], found["positions"]) == ("export-limits", 2)


def test_positions_that_a_merge_made_the_same_count_once_everywhere(client: Client, limits: Any) -> None:
    old, kingdom = tag("Limits to exports", "Exports should have limits."), actor("Kingdom of Arvenia")
    vote = factories.statement("Adopted by all.", by=actor("Assembly", kind="organisation"), form="vote")
    for who, what in ((actor(), limits), (kingdom, limits), (actor(), old)):
        factories.position(vote, "Adopted by all", what, None, actor=who, basis="response", word="yes")
    said(limits, by=actor("Bel Sarat"))
    assert "4 positions" in get(client, "/")
    recording.merge(old, by=editor(), into=limits)
    recording.merge(kingdom, by=editor(), into=actor())
    assert "2 positions" in get(client, "/")
    [found] = client.get("/tags/?format=json").json()["results"]
    assert found["positions"] == 2
    assert "1 position more by a vote or formal reply" in get(client, "/tags/export-limits/")
    assert client.get("/tags/export-limits/?basis=response&format=json").json()["positions"] == 1


# -- who and what shows ----------------------------------------------------------------------------------


def test_an_office_that_only_a_draft_names_is_not_listed_with_its_country(client: Client, limits: Any) -> None:
    country = actor()
    embassy = actor("Embassy in Bel Sarat", kind="office", parent=country)
    said(limits, by=country)
    factories.statement(by=embassy, published=False)
    assert "Embassy" not in get(client, "/actors/arvenia/")
    assert client.get("/actors/arvenia/?format=json").json()["offices"] == []
    assert "Embassy" not in get(client, "/compare/?actor=arvenia&tag=export-limits")


def test_one_that_is_named_only_as_what_was_merged_into_it_shows(client: Client, limits: Any) -> None:
    said(limits, by=actor("Kingdom of Arvenia"))
    recording.merge(actor("Kingdom of Arvenia"), by=editor(), into=actor())
    kept = tag("Limits to exports", SUPPORT)
    recording.merge(limits, by=editor(), into=kept)
    assert list(Actor.objects.published()) == [actor()]
    assert list(Tag.objects.published()) == [kept]
    assert client.get("/actors/kingdom-of-arvenia/", follow=True).status_code == 200
    assert client.get("/tags/export-limits/", follow=True).status_code == 200


def test_a_changed_proposition_of_a_tag_that_nothing_public_names_is_not_told(client: Client, limits: Any) -> None:
    row = said(limits)
    recording.propose(limits, by=editor(), words="No state may limit exports.", reason="the other way")
    assert "No state may limit exports." in get(client, "/changes/")
    recording.withdraw(row.statement, by=editor(), reason="a forgery")
    told = get(client, "/changes/")
    assert "No state may limit exports." not in told
    assert "Export limits" not in told


def test_a_line_that_was_taken_back_shows_no_stance_it_ever_had(client: Client, limits: Any) -> None:
    row = said(limits, "supports", word="aye")
    draft = recording.recode(row, by=editor(), reason="it was irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    then = now()
    recording.hide(row, by=editor(), reason="no position at all")
    page = get(client, f"/positions/{row.line}/")
    for gone in ("Supports", "Opposes", "aye"):
        assert gone not in page
    versions = client.get(f"/positions/{row.line}/?format=json").json()["versions"]
    assert [(each["stance"], each["word"]) for each in versions] == [(None, None)] * 3
    for address in ("/changes/", "/changes/?format=json"):
        told = client.get(address).content.decode()
        assert "it was irony" in told
        assert "Supports" not in told
        assert "Opposes" not in told
    assert "Opposes" in get(client, f"/positions/{row.line}/?as_of={then}")


# -- reviews ---------------------------------------------------------------------------------------------

CHECKS = {"quote_authentic": True, "bears_on_tag": True, "stance_read_right": True}


def test_a_review_of_what_is_public_changes_its_page_and_not_the_page_of_before(client: Client, limits: Any) -> None:
    row = said(limits)
    then = now()
    address = f"/positions/{row.line}/"
    mark = client.get(address)["ETag"]
    recording.review(row, by=editor("second"), **CHECKS)
    again = client.get(address, headers={"if-none-match": mark})
    assert again.status_code == 200
    assert "Two pairs of eyes" in words(again.content.decode())
    assert "One pair of eyes" in get(client, f"{address}?as_of={then}")


# -- earlier instants ------------------------------------------------------------------------------------


def test_the_original_of_an_utterance_is_the_one_of_then(client: Client, limits: Any) -> None:
    first = said(limits, "supports", statement_values={"same_as": "u1"})
    second = said(
        limits, "opposes", statement_values={"same_as": "u1", "authority": "official-translation", "language": "fr"}
    )
    then = now()
    for row, authority in ((first, "official-translation"), (second, "original")):
        text = recording.as_new_text(row.statement.texts.published().get())
        new = recording.NewText(turns=text.turns, language=text.language, authority=authority)
        recording.correct(row.statement, by=editor(), reason="the other is the original", texts={1: new})
    address = "/compare/?actor=arvenia&tag=export-limits&format=json"
    lines = {
        query: [row["line"] for row in client.get(f"{address}{query}").json()["cells"][0]["latest"]]
        for query in ("", f"&as_of={then}")
    }
    assert lines == {"": [second.line], f"&as_of={then}": [first.line]}


def test_the_form_printed_for_a_voice_that_is_not_known_is_that_of_then(client: Client, limits: Any) -> None:
    row = said(limits, voice=None)
    then = now()
    recording.correct(row.statement, by=editor(), reason="it was printed", values={"form": "article"})
    address = "/compare/?actor=arvenia&tag=export-limits"
    assert "article" in get(client, address).lower()
    assert "article" not in get(client, f"{address}&as_of={then}").lower()


def test_an_empty_cell_says_what_it_said_then(client: Client, limits: Any) -> None:
    said(limits, by=actor("Bel Sarat"))
    row = factories.statement(said_on="2026-05-29")
    for speaker in (actor(), actor("Cangyuan")):
        said(tag("Signing", "States should sign."), by=speaker)
    recording.mark_read(row, by=editor(), tag=limits, outcome="nothing-found")
    then = now()
    values = {"actor": actor("Cangyuan"), "said_on": "2024"}
    recording.correct(row, by=editor(), reason="another's words", values=values)
    address = "/compare/?actor=arvenia&actor=cangyuan&tag=export-limits&format=json"

    def absences(query: str) -> list[tuple[str, int, str | None]]:
        cells = client.get(f"{address}{query}").json()["cells"]
        return [(cell["absence"]["code"], cell["absence"]["read"], cell["absence"]["until"]) for cell in cells]

    assert absences("&from=2026")[1][0] == "not-read"
    assert absences("")[1] == ("nothing-found", 1, "2024-12")
    assert absences(f"&as_of={then}&from=2026") == [("nothing-found", 1, "2026-05"), ("not-read", 0, None)]


def test_a_statement_backed_then_counts_by_the_date_of_then(client: Client, limits: Any) -> None:
    said(limits, by=actor("Bel Sarat"))
    row = factories.statement(
        by=actor("Pact", kind="organisation"), said_on="2026-05-29",
        backings=[recording.NewBacking(actor(), "speaks-for")],
    )  # fmt: skip
    then = now()
    recording.correct(row, by=editor(), reason="misdated", values={"said_on": "2024"})
    address = "/compare/?actor=arvenia&tag=export-limits&format=json&from=2026"
    codes = [client.get(f"{address}{query}").json()["cells"][0]["absence"]["code"] for query in ("", f"&as_of={then}")]
    assert codes == ["no-statement", "not-read"]


def test_an_instant_that_has_not_come_is_asked_for_again(client: Client, limits: Any) -> None:
    said(limits)
    address = "/compare/?actor=arvenia&tag=export-limits&as_of="
    assert "ETag" not in client.get(f"{address}{timezone.now() + timedelta(days=1):%Y-%m-%d}")
    assert "ETag" in client.get(f"{address}2020-01-01")
