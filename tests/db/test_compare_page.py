"""The comparison: what its address takes, what its cells, files and queries hold."""

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
from statements.models import ActorName, Position
from tests import factories
from tests.factories import actor, editor, said, tag

LIMITS = "Exports of machines should be limited."


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", LIMITS)


def rows(response: Any) -> list[dict[str, str]]:
    """The rows of a CSV answer."""
    text = b"".join(response.streaming_content).decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words(html: str) -> str:
    """A page's text, on one line."""
    return " ".join(unescape(re.sub(r"<[^>]+>", "", html)).split())


def cells_of(client: Client, query: str) -> list[dict[str, Any]]:
    """The cells of a comparison in JSON."""
    response = client.get(f"/compare/?{query}&format=json")
    assert response.status_code == 200
    cells: list[dict[str, Any]] = response.json()["cells"]
    return cells


# -- the grid ------------------------------------------------------------------------------------------


def test_a_cell_reads_whole_with_evidence_count_and_what_went_before(client: Client, limits: Any) -> None:
    said(limits, "mixed", "2023-02")
    said(limits, "opposes", "2026-05-29", voice="spokesperson")
    page = client.get("/compare/?actor=arvenia&tag=export-limits").content.decode()
    assert (
        "Arvenia on Export limits: Opposes 29 May 2026 · spokesperson 2 statements since 2023 "
        "Toward opposition, from mixed, February 2023"
    ) in words(page)
    assert page.count("<h1") == 1


def test_the_grid_keeps_its_roles_and_names_the_proposition_in_full(client: Client, limits: Any) -> None:
    said(limits)
    page = client.get("/compare/?actor=arvenia&tag=export-limits").content.decode()
    for role in ("table", "rowgroup", "row", "columnheader", "rowheader", "cell"):
        assert f'role="{role}"' in page
    assert LIMITS in words(page)


def test_cells_in_json_hold_the_latest_count_range_and_change(client: Client, limits: Any) -> None:
    said(limits, "supports", "2023-02")
    latest = said(limits, "opposes", "2026-05-29", commitment="states-view")
    assert cells_of(client, "actor=arvenia&tag=export-limits") == [
        {
            "actor": {"slug": "arvenia", "name": "Arvenia", "invented": False},
            "tag": {"slug": "export-limits", "name": "Export limits"},
            "latest": [
                {
                    "line": latest.line,
                    "url": f"http://testserver/positions/{latest.line}/",
                    "stance": "opposes",
                    "word": None,
                    "basis": "said",
                    "commitment": "states-view",
                    "voice": "minister",
                    "said_on": "2026-05-29",
                }
            ],
            "order_unknown": False,
            "count": 2,
            "enough": True,
            "first": "2023-02",
            "last": "2026-05-29",
            "before": {
                "line": latest.line - 1,
                "url": f"http://testserver/positions/{latest.line - 1}/",
                "stance": "supports",
                "word": None,
                "basis": "said",
                "commitment": None,
                "voice": "minister",
                "said_on": "2023-02",
            },
            "change": "reversal",
            "earlier_wording": False,
            "absence": None,
        }
    ]


def test_offices_are_taken_in_unless_left_out(client: Client, limits: Any) -> None:
    said(limits, "supports", "2026-01-01")
    said(limits, "opposes", "2026-02-01", by=actor("Embassy of Arvenia", kind="office", parent=actor()))
    assert cells_of(client, "actor=arvenia&tag=export-limits")[0]["latest"][0]["stance"] == "opposes"
    assert cells_of(client, "actor=arvenia&tag=export-limits&offices=0")[0]["latest"][0]["stance"] == "supports"
    page = words(client.get("/compare/?actor=arvenia&tag=export-limits").content.decode())
    assert "minister · Embassy of Arvenia" in page
    assert "Embassy of Arvenia for Arvenia · 1 reading" in page


def test_an_utterance_in_two_languages_counts_once_as_its_original(client: Client, limits: Any) -> None:
    values = {"same_as": "u1", "authority": "official-translation"}
    said(limits, "supports", statement_values=values)
    original = said(limits, "supports", statement_values={"same_as": "u1"})
    cell = cells_of(client, "actor=arvenia&tag=export-limits")[0]
    assert (cell["count"], [row["line"] for row in cell["latest"]]) == (1, [original.line])


def test_a_merged_actor_and_tag_count_as_those_they_were_merged_into(client: Client, limits: Any) -> None:
    old = tag("Limits to exports", "Exports should have limits.")
    said(old, "supports", "2026-01-01", by=actor("Kingdom of Arvenia"))
    said(limits, "supports", "2026-02-01")
    recording.merge(old, by=editor(), into=limits)
    recording.merge(actor("Kingdom of Arvenia"), by=editor(), into=actor())
    cell = cells_of(client, "actor=kingdom-of-arvenia&tag=limits-to-exports")[0]
    assert (cell["actor"]["slug"], cell["tag"]["slug"], cell["count"]) == ("arvenia", "export-limits", 2)


# -- absence -------------------------------------------------------------------------------------------


def test_an_empty_cell_says_why(client: Client, limits: Any) -> None:
    said(limits, by=actor("Bel Sarat"))
    factories.statement(said_on="2026-05-01")
    silent = actor("Cangyuan")
    factories.statement(by=silent, said_on="2019", title="Old remark")
    query = "actor=arvenia&actor=cangyuan&tag=export-limits"
    absent = [cell["absence"]["code"] for cell in cells_of(client, f"{query}&from=2020")]
    assert absent == ["not-read", "no-statement"]
    page = words(client.get(f"/compare/?{query}&from=2020").content.decode())
    assert "Arvenia on Export limits: Not yet read for this" in page
    assert "Cangyuan on Export limits: No statement recorded in this period" in page


def test_what_was_read_or_asked_is_said(client: Client, limits: Any) -> None:
    said(limits, by=actor("Bel Sarat"))
    read = [factories.statement(said_on="2026-03-01", title=f"Remark {number}") for number in range(3)]
    recording.mark_read(read[0], by=editor(), tag=limits, outcome="nothing-found")
    query = "actor=arvenia&tag=export-limits"
    found = cells_of(client, query)[0]["absence"]
    assert (found["code"], found["read"], found["of"], found["until"]) == ("nothing-found", 1, 3, "2026-03")
    assert "1 of 3 statements, to March 2026" in words(client.get(f"/compare/?{query}").content.decode())
    asked = factories.statement(
        turns=[
            recording.NewTurn("question", "Will you limit them?", exchange=1, gap="\n\n"),
            recording.NewTurn("answer", "We will see.", exchange=1, actor=actor()),
        ]
    )
    turn = asked.texts.get().turns.get(order=1)
    recording.mark_read(asked, by=editor(), tag=limits, outcome="asked-no-answer", turn=turn)
    assert cells_of(client, query)[0]["absence"]["code"] == "asked"
    assert f'href="/statements/{asked.pk}-x/#t1"' in client.get(f"/compare/?{query}").content.decode()


def test_a_cell_that_is_empty_by_the_chosen_bases_says_so_and_leads_there(client: Client, limits: Any) -> None:
    vote = factories.statement(
        "Resolution on exports. Adopted.", by=actor("Assembly", kind="organisation"), form="vote"
    )
    factories.position(vote, "Resolution on exports", limits, None, actor=actor(), basis="response", word="abstained")
    query = "actor=arvenia&tag=export-limits"
    found = cells_of(client, query)[0]["absence"]
    assert (found["code"], found["bases"]) == ("other-basis", {"response": 1})
    page = client.get(f"/compare/?{query}").content.decode()
    assert "Only by a vote or formal reply (1), show" in words(page)
    assert "basis=said&amp;basis=joint&amp;basis=response" in page
    shown = cells_of(client, f"{query}&basis=response")[0]["latest"][0]
    assert (shown["stance"], shown["word"]) == (None, "abstained")


def test_a_signatory_of_a_text_has_a_row_of_its_own(client: Client, limits: Any) -> None:
    signed = factories.statement(
        by=actor("Pact", kind="organisation"), backings=[recording.NewBacking(actor("Bel Sarat"), "signs")]
    )
    factories.position(signed, "We support limits", limits)
    cell = cells_of(client, "actor=bel-sarat&tag=export-limits")[0]
    assert (cell["latest"][0]["basis"], cell["latest"][0]["stance"]) == ("joint", "supports")


# -- how many of how many ------------------------------------------------------------------------------


def denominator(client: Client, query: str) -> tuple[int, int]:
    """Statements read, and statements there are, of the first cell; the page prints both."""
    why = cells_of(client, query)[0]["absence"]
    page = words(client.get(f"/compare/?{query}").content.decode())
    assert f"{why['read']} of {why['of']} statements" in page
    return why["read"], why["of"]


@pytest.fixture
def ministry(limits: Any) -> Any:
    """An office of Arvenia, where Bel Sarat has a position and Arvenia none."""
    said(limits, by=actor("Bel Sarat"))
    return actor("Ministry of Arvenia", kind="office", parent=actor())


def test_a_statement_that_one_office_makes_and_others_back_is_one_statement(client: Client, ministry: Any) -> None:
    embassy = actor("Embassy of Arvenia", kind="office", parent=ministry)
    backings = [recording.NewBacking(actor(), "signs"), recording.NewBacking(embassy, "speaks-for")]
    backed = factories.statement(by=ministry, backings=backings)
    recording.mark_read(backed, by=editor(), tag=tag(), outcome="nothing-found")
    factories.statement(by=embassy, title="Of its own")
    query = "actor=arvenia&tag=export-limits"
    assert denominator(client, query) == (1, 2)
    assert denominator(client, f"{query}&offices=0") == (1, 1)
    assert "with 2 offices2 statements" in words(client.get(f"/compare/?{query}").content.decode())
    assert client.get("/actors/arvenia/?format=json").json()["statements"] == 2


def test_what_an_office_says_counts_for_every_body_that_is_compared_and_takes_it_in(
    client: Client, ministry: Any
) -> None:
    recording.mark_read(factories.statement(by=ministry), by=editor(), tag=tag(), outcome="nothing-found")
    factories.statement()
    cells = cells_of(client, "actor=arvenia&actor=ministry-of-arvenia&tag=export-limits")
    assert [(cell["absence"]["read"], cell["absence"]["of"]) for cell in cells] == [(1, 2), (1, 1)]


def test_a_statement_read_for_a_tag_was_read_for_all_who_stand_behind_it(client: Client, ministry: Any) -> None:
    backings = [recording.NewBacking(actor(), "aligns"), recording.NewBacking(actor("Cangyuan"), "dissociates")]
    pact = factories.statement(by=actor("Pact", kind="organisation"), backings=backings)
    recording.mark_read(pact, by=editor(), tag=tag(), outcome="nothing-found")
    factories.statement()
    assert denominator(client, "actor=arvenia&tag=export-limits") == (1, 2)
    factories.statement(by=actor("Cangyuan"))
    assert cells_of(client, "actor=cangyuan&tag=export-limits")[0]["absence"]["code"] == "not-read"


def test_who_backs_a_statement_was_not_asked_what_its_speaker_was_asked(client: Client, ministry: Any) -> None:
    turns = [
        recording.NewTurn("question", "Will you limit them?", exchange=1, gap="\n\n"),
        recording.NewTurn("answer", "We will see.", exchange=1, actor=actor("Pact", kind="organisation")),
    ]
    pact = factories.statement(
        by=actor("Pact", kind="organisation"), turns=turns, backings=[recording.NewBacking(actor(), "aligns")]
    )
    recording.mark_read(
        pact, by=editor(), tag=tag(), outcome="asked-no-answer", turn=pact.texts.get().turns.get(order=1)
    )
    assert cells_of(client, "actor=pact&tag=export-limits")[0]["absence"]["code"] == "asked"
    assert denominator(client, "actor=arvenia&tag=export-limits") == (1, 1)


def test_statements_of_a_merged_actor_count_once_with_the_one_it_became(client: Client, ministry: Any) -> None:
    kingdom = actor("Kingdom of Arvenia")
    factories.statement(by=kingdom, backings=[recording.NewBacking(actor(), "signs")])
    recording.mark_read(factories.statement(by=kingdom, title="Other"), by=editor(), tag=tag(), outcome="nothing-found")
    recording.merge(kingdom, by=editor(), into=actor())
    assert denominator(client, "actor=arvenia&tag=export-limits") == (1, 2)


def test_each_language_of_an_utterance_is_a_statement(client: Client, ministry: Any) -> None:
    original = factories.statement(same_as="u")
    factories.statement("Мы за.", same_as="u", language="ru", authority="official-translation")
    recording.mark_read(original, by=editor(), tag=tag(), outcome="nothing-found")
    assert denominator(client, "actor=arvenia&tag=export-limits") == (1, 2)


def test_what_is_not_public_is_in_no_denominator(client: Client, ministry: Any) -> None:
    recording.mark_read(factories.statement(), by=editor(), tag=tag(), outcome="nothing-found")
    then = timezone.now().isoformat().replace("+00:00", "Z")
    factories.statement(published=False, backings=[recording.NewBacking(ministry, "signs")])
    gone = factories.statement(by=ministry, title="Gone")
    recording.withdraw(gone, by=editor(), reason="not theirs")
    later = factories.statement(by=ministry, title="Later")
    query = "actor=arvenia&tag=export-limits"
    assert denominator(client, query) == (1, 2)
    assert denominator(client, f"{query}&as_of={then}") == (1, 1)
    recording.correct(later, by=editor(), reason="misdated", values={"said_on": "2019"})
    assert denominator(client, f"{query}&from=2026") == (1, 1)


def test_positions_on_another_basis_count_once_for_a_merged_actor_and_tag(client: Client, limits: Any) -> None:
    said(limits, by=actor("Bel Sarat"))
    old = tag("Limits to exports", "Exports should have limits.")
    kingdom = actor("Kingdom of Arvenia")
    vote = factories.statement("Adopted by all.", by=actor("Assembly", kind="organisation"), form="vote")
    for who, what in ((actor(), limits), (kingdom, limits), (actor(), old)):
        factories.position(vote, "Adopted by all", what, None, actor=who, basis="response", word="yes")
    recording.merge(old, by=editor(), into=limits)
    recording.merge(kingdom, by=editor(), into=actor())
    assert cells_of(client, "actor=arvenia&tag=export-limits")[0]["absence"]["bases"] == {"response": 1}
    assert cells_of(client, "actor=arvenia&tag=export-limits&basis=response")[0]["count"] == 1


# -- topics and wordings -------------------------------------------------------------------------------


def test_a_topic_shows_words_and_no_stance(client: Client) -> None:
    topic = tag("Machines")
    said(topic, None, word="accepted")
    page = client.get("/compare/?actor=arvenia&tag=machines").content.decode()
    assert "Arvenia on Machines: Words on record 29 May 2026" in words(page)
    assert "We support limits" in words(page)
    assert "over time" not in words(page)


def test_a_reading_under_an_earlier_wording_says_so(client: Client, limits: Any) -> None:
    said(limits)
    recording.propose(limits, by=editor(), words="All exports of machines should be limited.", reason="clearer")
    assert cells_of(client, "actor=arvenia&tag=export-limits")[0]["earlier_wording"] is True
    page = words(client.get("/compare/?actor=arvenia&tag=export-limits").content.decode())
    assert "Read under an earlier wording" in page
    assert "Exports of machines should be limited. Read under an earlier wording" in page


# -- the address ---------------------------------------------------------------------------------------


def test_a_group_stands_for_its_members_of_the_period(client: Client, limits: Any) -> None:
    pact, former = actor("Pact", kind="organisation"), actor("Former Member")
    said(limits)
    said(limits, by=former)
    recording.join(actor(), by=editor(), group=pact, since="2015")
    recording.join(former, by=editor(), group=pact, since="1990", until="2001-05")
    named = [cell["actor"]["slug"] for cell in cells_of(client, "group=pact&tag=export-limits&from=2002")]
    assert named == ["arvenia"]
    named = [cell["actor"]["slug"] for cell in cells_of(client, "group=pact&tag=export-limits&to=2001")]
    assert named == ["former-member"]
    response = client.get("/compare/?group=nobody&tag=export-limits&format=json")
    assert response.json() == {"errors": {"group": ["“nobody” is no group with members in this period"]}}


def test_the_period_bounds_what_counts(client: Client, limits: Any) -> None:
    said(limits, "supports", "2021")
    said(limits, "opposes", "2026-01-01")
    said(limits, "mixed", "")
    assert cells_of(client, "actor=arvenia&tag=export-limits")[0]["count"] == 3
    cell = cells_of(client, "actor=arvenia&tag=export-limits&to=2022")[0]
    assert (cell["count"], cell["latest"][0]["stance"]) == (1, "supports")


def test_what_is_not_understood_is_named(client: Client, limits: Any) -> None:
    said(limits)
    response = client.get("/compare/?actor=nowhere&tag=export-limits&basis=hearsay&from=soon&format=json")
    assert response.status_code == 400
    assert sorted(response.json()["errors"]) == ["actor", "basis", "from"]
    page = client.get("/compare/?actor=nowhere&tag=export-limits")
    assert page.status_code == 200
    assert "“nowhere” is no actor of the record" in words(page.content.decode())


def test_a_file_of_nothing_is_refused(client: Client) -> None:
    response = client.get("/compare/?format=csv")
    assert (response.status_code, sorted(response.json()["errors"])) == (400, ["actor", "tag"])


def test_no_more_than_twelve_tags_and_sixty_actors_are_compared(client: Client) -> None:
    names = [f"T{number}" for number in range(13)]
    for name in names:
        said(tag(name), None)
    query = "&".join(f"tag={name.lower()}" for name in names)
    response = client.get(f"/compare/?actor=arvenia&{query}&format=json")
    assert response.json() == {"errors": {"tag": ["At most 12 were expected, not 13"]}}


def test_more_than_twelve_actors_stand_in_the_grid_alone(client: Client, limits: Any) -> None:
    for number in range(13):
        said(limits, by=actor(f"Land {number}"))
    query = "&".join(f"actor=land-{number}" for number in range(13))
    page = words(client.get(f"/compare/?{query}&tag=export-limits").content.decode())
    assert "Land 12 on Export limits: Supports" in page
    assert "In their words" not in page
    assert len(cells_of(client, f"{query}&tag=export-limits")) == 13


def test_many_actors_on_many_tags_stand_in_the_grid_alone_with_a_way_to_each_tag_over_time(client: Client) -> None:
    names = [f"T{number}" for number in range(5)]
    for name in names:
        on = tag(name, f"{name} should be.")
        for number in range(10):
            said(on, by=actor(f"Land {number}"))
    query = "&".join([*(f"actor=land-{number}" for number in range(10)), *(f"tag={name.lower()}" for name in names)])
    html = client.get(f"/compare/?{query}").content.decode()
    page = words(html)
    assert "Land 9 on T4: Supports" in page
    assert "Over time, one tag at a time T0T1T2T3T4" in page
    assert "In their words" not in page
    actors = "&amp;".join(f"actor=land-{number}" for number in range(10))
    assert f'href="?{actors}&amp;tag=t3"' in html
    fewer = words(client.get(f"/compare/?{query.replace('&tag=t4', '')}").content.decode())
    assert "In their words" in fewer
    assert "Over time, one tag at a time" not in fewer


def test_the_canonical_address_holds_what_is_compared_and_no_page(client: Client, limits: Any) -> None:
    said(limits)
    page = client.get("/compare/?actor=arvenia&tag=export-limits&from=2020&page=1").content.decode()
    address = "http://testserver/compare/?actor=arvenia&amp;tag=export-limits&amp;from=2020"
    assert f'<link rel="canonical" href="{address}">' in page


def test_as_of_shows_what_stood_then_and_leads_to_now(client: Client, limits: Any) -> None:
    position = said(limits, "supports")
    then = timezone.now().isoformat().replace("+00:00", "Z")
    draft = recording.recode(position, by=editor(), reason="irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    query = "actor=arvenia&tag=export-limits"
    assert cells_of(client, query)[0]["latest"][0]["stance"] == "opposes"
    assert cells_of(client, f"{query}&as_of={then}")[0]["latest"][0]["stance"] == "supports"
    page = client.get(f"/compare/?{query}&as_of={then}").content.decode()
    assert "As the site stood on" in words(page)
    assert f'href="/positions/{position.line}/?as_of=' in page


# -- choosing ------------------------------------------------------------------------------------------


def test_a_reader_chooses_from_what_is_offered(client: Client, limits: Any) -> None:
    said(limits)
    page = client.get("/compare/").content.decode()
    assert 'type="checkbox" name="actor" value="arvenia">' in page
    assert 'type="checkbox" name="tag" value="export-limits">' in page
    page = client.get("/compare/?actor=arvenia").content.decode()
    assert 'type="checkbox" name="actor" value="arvenia" checked>' in page
    assert "On which tags?" in words(page)


@pytest.mark.parametrize("typed", ["сАРат", "بيل", "bel", "BEL"])
def test_actors_and_tags_are_found_by_a_name_in_any_language(client: Client, limits: Any, typed: str) -> None:
    found = actor("Bel Sarat")
    said(limits, by=found)
    said(limits)
    ActorName.objects.create(actor=found, name="بيل سارات", language="ar")
    ActorName.objects.create(actor=found, name="Бел Сарат", language="ru")
    page = client.get("/compare/", {"find": typed.capitalize() if typed == "сАРат" else typed}).content.decode()
    assert 'name="actor" value="bel-sarat">' in page
    assert 'name="actor" value="arvenia"' not in page


def test_what_is_chosen_stays_chosen_while_more_is_looked_for(client: Client, limits: Any) -> None:
    said(limits)
    page = client.get("/compare/?actor=arvenia&tag=export-limits&find=nowhere").content.decode()
    assert 'name="actor" value="arvenia" checked>' in page
    assert "No actor and no tag of the record has a name like that" in words(page)


# -- the words, and files ------------------------------------------------------------------------------


def test_passages_stand_by_year_with_question_voice_and_source(client: Client, limits: Any) -> None:
    said(limits, "supports", "2024", quote="We like them", asked="Do you like limits?")
    said(limits, "opposes", "2026-05-29", statement_values={"source_url": "https://example.org/a"})
    page = client.get("/compare/?actor=arvenia&tag=export-limits").content.decode()
    assert page.index('<h3 class="year">2026</h3>') < page.index('<h3 class="year">2024</h3>')
    assert "Asked by The Lantern: Do you like limits?" in words(page)
    assert 'href="https://example.org/a"' in page


def test_json_lists_the_positions_with_question_and_passages(client: Client, limits: Any) -> None:
    position = said(limits, asked="Do you like limits?", commitment="offers")
    found = client.get("/compare/?actor=arvenia&tag=export-limits&format=json").json()
    assert (found["count"], found["next"]) == (1, None)
    statement = position.statement
    assert found["positions"] == [
        {
            "line": position.line,
            "url": f"http://testserver/positions/{position.line}/",
            "invented": False,
            "actor": {"slug": "arvenia", "name": "Arvenia", "invented": False},
            "tag": {"slug": "export-limits", "name": "Export limits"},
            "proposition": LIMITS,
            "stance": "supports",
            "word": None,
            "basis": "said",
            "commitment": "offers",
            "condition": None,
            "voice": "minister",
            "said_on": "2026-05-29",
            "origin": "editor",
            "language": "en",
            "asked": "Do you like limits?",
            "passages": [{"quote": "We support limits", "turn": 2, "start": 0, "stance": None}],
            "statement": {
                "id": statement.pk,
                "key": statement.key,
                "url": f"http://testserver/statements/{statement.pk}-{statement.slug}/",
                "title": "Remarks of 2026-05-29",
            },
        }
    ]


def test_csv_has_the_rows_of_the_page_and_no_formula(client: Client, limits: Any) -> None:
    said(limits, "supports", "2025")
    said(limits, "opposes", "2026", quote="=1+1 is what we say")
    found = rows(client.get("/compare/?actor=arvenia&tag=export-limits&format=csv"))
    assert [(row["stance"], row["quote"]) for row in found] == [
        ("opposes", "'=1+1 is what we say"),
        ("supports", "We support limits"),
    ]
    assert found[0]["invented"] == "false"


def test_hostile_words_are_printed_as_words(client: Client) -> None:
    evil = tag("<script>alert(1)</script>", "</title><b>x</b>")
    said(evil, by=actor("<i>Arvenia</i>"), quote='"><script>alert(2)</script>', asked="<img src=x>")
    slugs = Position.objects.values_list("actor__slug", "tag__slug").get()
    page = client.get("/compare/", {"actor": slugs[0], "tag": slugs[1]}).content.decode()
    for dangerous in ("<script>alert", "<b>x", "<i>Arvenia", "<img src=x"):
        assert dangerous not in page
    assert "&lt;script&gt;alert(2)&lt;/script&gt;" in page


# -- what it asks of the database ----------------------------------------------------------------------

BUDGET = {
    "now": 11,
    # the site's revision for the ETag; the actors; the tags with their propositions; the lanes; the rows; statements
    # and backings of the period; read marks; positions on other bases; the positions of the page; their passages
    # with questions; the terms of office in the lanes.
    "as_of": 12,
    # and the editions as they stood.
    "group": 11,
    # memberships in place of the actors.
}


def many(limits: Any, number: int) -> None:
    """More of everything a comparison reads."""
    pact, land = actor("Pact", kind="organisation"), actor(f"Land {number}")
    recording.join(land, by=editor(), group=pact)
    office = actor(f"Embassy of Land {number}", kind="office", parent=land)
    said(limits, "supports", "2024", by=land, asked="Why?")
    said(limits, "opposes", "2025", by=office)
    unread = factories.statement(by=land, title="Unread")
    recording.mark_read(unread, by=editor(), tag=limits, outcome="nothing-found")


def test_a_comparison_asks_a_fixed_number_of_queries(client: Client, limits: Any) -> None:
    counts = []
    for number in range(4):
        many(limits, number)
        instant = timezone.now().isoformat().replace("+00:00", "Z")
        lands = "&".join(f"actor=land-{each}" for each in range(number + 1))
        found = {}
        for name, query in (("now", lands), ("as_of", f"{lands}&as_of={instant}"), ("group", "group=pact")):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(f"/compare/?{query}&tag=export-limits").status_code == 200
            found[name] = len(asked)
        counts.append(found)
    assert counts == [BUDGET] * 4
    assert max(BUDGET.values()) <= 12


def test_the_page_is_asked_for_again_only_where_the_site_changed(client: Client, limits: Any) -> None:
    said(limits)
    first = client.get("/compare/?actor=arvenia&tag=export-limits")
    again = client.get("/compare/?actor=arvenia&tag=export-limits", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 304
    said(limits, "opposes")
    again = client.get("/compare/?actor=arvenia&tag=export-limits", headers={"If-None-Match": first["ETag"]})
    assert again.status_code == 200


def test_a_group_takes_in_the_actor_that_a_member_became(client: Client, limits: Any) -> None:
    union, old, new = actor("Union", kind="organisation"), actor("Kingdom of Arvenia"), actor("Republic of Arvenia")
    other = actor("Velmora")
    for each in (union, old, new, other):
        said(limits, by=each)
    for member in (old, other):
        recording.join(member, group=union, by=editor())
    recording.merge(old, by=editor(), into=new)
    assert [cell["actor"]["slug"] for cell in cells_of(client, "group=union&tag=export-limits")] == [
        "republic-of-arvenia", "velmora",
    ]  # fmt: skip


def test_those_with_the_most_positions_are_offered_a_merged_one_counted_with_what_it_became(
    client: Client, limits: Any
) -> None:
    cache.clear()
    old, new = actor("Kingdom of Arvenia"), actor("Republic of Arvenia")
    for _number in range(3):
        said(limits, by=old)
    said(limits, by=actor("Velmora"))
    said(tag("Fog"), None, by=new)
    recording.merge(old, by=editor(), into=new)
    page = client.get("/compare/").content.decode()
    assert re.findall(r'name="actor" value="([^"]*)"', page) == ["republic-of-arvenia", "velmora"]
    assert re.findall(r'name="actor" value="([^"]*)"', client.get("/compare/?tag=export-limits").content.decode()) == [
        "republic-of-arvenia", "velmora",
    ]  # fmt: skip


def test_a_country_that_spoke_through_its_embassy_alone_is_offered(client: Client, limits: Any) -> None:
    cache.clear()
    country = actor("Ostmark")
    said(limits, by=actor("Embassy of Ostmark", kind="office", parent=country))
    page = client.get("/compare/").content.decode()
    assert re.findall(r'name="actor" value="([^"]*)"', page) == ["embassy-of-ostmark", "ostmark"]


def test_a_statement_counts_as_read_no_more_for_a_backer_that_was_taken_out(client: Client, limits: Any) -> None:
    velmora = actor("Velmora")
    factories.statement(by=velmora, title="Its own")
    row = factories.statement(title="Backed", backings=[recording.NewBacking(actor=velmora, capacity="aligns")])
    recording.mark_read(row, by=editor(), tag=limits, outcome="nothing-found")
    asked = "actor=velmora&tag=export-limits"
    said(limits)
    (cell,) = cells_of(client, asked)
    assert (cell["absence"]["code"], cell["absence"]["read"], cell["absence"]["of"]) == ("nothing-found", 1, 2)
    recording.correct(row, by=editor(), reason="it did not align", backings=[])
    (cell,) = cells_of(client, asked)
    assert (cell["absence"]["code"], cell["absence"]["of"]) == ("not-read", 1)
