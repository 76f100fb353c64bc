"""A quote's own page: words, capacity, question, reading, neighbours, review, citation; and what is left of it."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import recording
from statements.models import Position
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


def page_of(client: Client, position: Position, query: str = "") -> str:
    """The page of a position."""
    response = client.get(f"/positions/{position.line}/{query}")
    assert response.status_code == 200
    return response.content.decode()


def now() -> str:
    """This instant, as `as_of` takes it."""
    return timezone.now().isoformat().replace("+00:00", "Z")


def test_the_page_shows_quote_capacity_date_question_proposition_and_reading(client: Client, limits: Any) -> None:
    position = said(
        limits,
        "conditional-support",
        quote="We support limits, if all do",
        condition="if all do",
        commitment="offers",
        asked="Do you like limits?",
        statement_values={"speaker": "Mira Tal", "role": "Minister of Ports", "source_url": "https://example.org/a"},
    )
    page = page_of(client, position)
    told = words(page)
    assert "Arvenia on Export limits, 29 May 2026" in told
    assert f"Proposition, on what should be done: {LIMITS}" in told
    assert "Arvenia Mira Tal, Minister of Ports · minister 29 May 2026" in told
    assert "Supports with conditions offers (stands ready, proposes) Condition: if all do" in told
    assert "Asked by The Lantern: Do you like limits?" in told
    assert "We support limits, if all do. That is all" in told
    assert 'href="https://example.org/a" rel="external"' in page
    assert f'href="{position.statement.get_absolute_url()}#p{position.line}"' in page
    assert page.count("<h1") == 1


def test_a_published_question_without_an_asker_says_so(client: Client, limits: Any) -> None:
    turns = [
        recording.NewTurn("question", "Why?", exchange=1, asker="publisher", gap="\n\n"),
        recording.NewTurn("answer", "We support limits.", exchange=1, actor=actor()),
    ]
    position = factories.position(factories.statement(turns=turns), "We support limits", limits)
    assert "no asker is named: published with its answer by the one who answers" in words(page_of(client, position))


def test_the_last_question_before_the_answer_is_what_was_asked(client: Client, limits: Any) -> None:
    turns = [
        recording.NewTurn("question", "First?", exchange=1, gap="\n"),
        recording.NewTurn("question", "And second?", exchange=1, gap="\n"),
        recording.NewTurn("answer", "We support limits.", exchange=1, actor=actor(), gap="\n"),
        recording.NewTurn("question", "A third?", exchange=1),
    ]
    position = factories.position(factories.statement(turns=turns), "We support limits", limits)
    asked = client.get(f"/positions/{position.line}/?format=json").json()["asked"]
    assert asked == "And second?"


def test_the_readings_before_and_after_are_linked_and_told_apart(client: Client, limits: Any) -> None:
    first, middle, last = (
        said(limits, stance, day) for stance, day in (("supports", "2024"), ("mixed", "2025"), ("mixed", "2026"))
    )
    said(limits, "opposes", "2025-06", by=actor("Bel Sarat"))
    page = page_of(client, middle)
    told = words(page)
    assert "The one before Supports 2024 · minister" in told
    assert "The one after Mixed 2026 · minister" in told
    assert "Toward opposition, from supports, 2024" in told
    assert f'href="/positions/{first.line}/"' in page
    assert f'href="/positions/{last.line}/"' in page
    assert "It is the first on record." in words(page_of(client, first))
    assert "It is the latest on record." in words(page_of(client, last))


def test_what_an_office_said_stands_among_the_readings_of_its_country(client: Client, limits: Any) -> None:
    ministry = actor("Ministry of Ports", kind="office", parent=actor())
    before, after = said(limits, "supports", "2024", by=ministry), said(limits, "opposes", "2025")
    told = words(page_of(client, after))
    assert "The one before Supports 2024 · minister · Ministry of Ports" in told
    assert "Reversal, from supports, 2024; said at that time by Ministry of Ports" in told
    page = page_of(client, before)
    assert "The one after Opposes 2025 · minister · Arvenia" in words(page)
    assert 'href="/actors/arvenia/on/export-limits/"' in page


def test_what_others_say_of_a_position_stands_neither_before_nor_after_it(client: Client, limits: Any) -> None:
    said(limits, "supports", "2023")
    rival = actor("Bel Sarat")
    text = factories.statement("Arvenia has given up its support.", by=rival, said_on="2024")
    described = factories.position(text, "given up its support", limits, "opposes", actor=actor(), basis="attributed")
    last = said(limits, "mixed", "2025")
    told = words(page_of(client, last))
    assert "The one before Supports 2023 · minister" in told
    assert "Toward opposition, from supports, 2023" in told
    only = words(page_of(client, described))
    assert "The only dated position of Arvenia on Export limits on this basis so far." in only


def test_a_company_whose_head_is_named_is_no_unknown_speaker(client: Client, limits: Any) -> None:
    firm = actor("Northlight", kind="company")
    position = said(
        limits, by=firm, voice="unknown", statement_values={"speaker": "Sofi Brandt", "role": "Chief executive"}
    )
    told = words(page_of(client, position))
    assert "Sofi Brandt, Chief executive · " in told
    assert "speaker not known" not in told


def test_a_date_that_overlaps_a_different_reading_has_no_order(client: Client, limits: Any) -> None:
    position = said(limits, "supports", "2026-05")
    said(limits, "opposes", "2026-05-29")
    assert "their order is not known" in words(page_of(client, position))


def test_a_reading_without_a_date_has_no_neighbours(client: Client, limits: Any) -> None:
    position = said(limits, said_on="")
    said(limits, "opposes")
    assert "When it was said is not known" in words(page_of(client, position))


def test_a_topic_shows_words_and_no_stance(client: Client) -> None:
    position = said(tag("Machines"), None, word="accepted")
    told = words(page_of(client, position))
    assert "Machines is a topic" in told
    assert "accepted" in told
    assert "Proposition" not in told


@pytest.mark.parametrize(
    ("origin", "expected"),
    [
        ("editor", "One pair of eyes"),
        ("import", "Imported, not read by an editor"),
        ("machine", "Proposed by a machine"),
    ],
)
def test_who_looked_at_it_is_said(client: Client, limits: Any, origin: str, expected: str) -> None:
    assert expected in words(page_of(client, said(limits, origin=origin)))


def test_two_pairs_of_eyes_and_their_three_checks_are_said(client: Client, limits: Any) -> None:
    position = said(limits, published=False)
    checks = {"quote_authentic": True, "bears_on_tag": True, "stance_read_right": True}
    recording.review(position, by=editor("second"), note="secret note", **checks)
    recording.publish_positions([position], by=editor("second"))
    told = words(page_of(client, position))
    assert "Two pairs of eyes" in told
    assert "The stance is read right: yes" in told
    assert "secret note" not in told


def test_a_review_stands_when_only_the_source_data_was_corrected(client: Client, limits: Any) -> None:
    position = said(limits, published=False)
    checks = {"quote_authentic": True, "bears_on_tag": True, "stance_read_right": True}
    recording.review(position, by=editor("second"), **checks)
    recording.publish_positions([position], by=editor("second"))
    recording.correct(position.statement, by=editor(), reason="misdated", values={"said_on": "2025-05-29"})
    told = words(page_of(client, position))
    assert "Two pairs of eyes" in told
    assert "what is recorded of the source, or its words, was corrected" in told


def test_a_correction_of_the_source_is_told_with_the_editors_reason(client: Client, limits: Any) -> None:
    position = said(limits)
    then = now()
    recording.correct(position.statement, by=editor(), reason="The 29th was a slip.", values={"said_on": "2026-05-28"})
    told = words(page_of(client, position))
    assert "what is recorded of the source, or its words, was corrected: The 29th was a slip." in told
    old = words(page_of(client, position, f"?as_of={then}"))
    assert "Reason: what is recorded of the source, or its words, was corrected: The 29th was a slip." in old
    assert "source data" not in old + told
    assert "Earlier readings" not in old
    versions = client.get(f"/positions/{position.line}/?format=json").json()["versions"]
    assert [(row["reason"], row["correction"]) for row in versions] == [
        ("source data", "The 29th was a slip."),
        (None, None),
    ]


def test_each_correction_of_the_source_has_its_own_reason(client: Client, limits: Any) -> None:
    position = said(limits)
    recording.correct(position.statement, by=editor(), reason="first slip", values={"said_on": "2026-05-28"})
    recording.correct(position.statement, by=editor(), reason="only a title", values={"title": "Other"})
    recording.correct(position.statement, by=editor(), reason="second slip", values={"said_on": "2026-05-27"})
    versions = client.get(f"/positions/{position.line}/?format=json").json()["versions"]
    assert [row["correction"] for row in versions] == ["second slip", "first slip", None]
    assert "only a title" not in page_of(client, position)


def test_a_corrected_voice_is_told_with_the_reason_of_the_words(client: Client, limits: Any) -> None:
    position = said(limits)
    text = recording.as_new_text(position.statement.texts.published().get())
    turn = recording.NewTurn("speech", text.turns[0].words, actor=actor(), voice="ambassador")
    new = recording.NewText(turns=[turn], language=text.language, authority=text.authority)
    recording.correct(position.statement, by=editor(), reason="the ambassador spoke", texts={1: new})
    told = words(page_of(client, position))
    assert "what is recorded of the source, or its words, was corrected: the ambassador spoke" in told


def test_a_backers_reading_tells_the_correction_of_what_it_follows(client: Client, limits: Any) -> None:
    signed = factories.statement(
        by=actor("Pact", kind="organisation"), backings=[recording.NewBacking(actor(), "signs")]
    )
    lead = factories.position(signed, "We support limits", limits)
    recording.correct(signed, by=editor(), reason="signed a day later", values={"said_on": "2026-05-30"})
    follower = Position.objects.published().get(follows=lead.line)
    assert "corrected: signed a day later" in words(page_of(client, follower))


def test_a_correction_with_hostile_words_is_printed_as_words(client: Client, limits: Any) -> None:
    position = said(limits)
    recording.correct(position.statement, by=editor(), reason="<i>slip</i>", values={"said_on": "2026-05-28"})
    assert "&lt;i&gt;slip&lt;/i&gt;" in page_of(client, position)


def test_a_signatorys_reading_names_the_one_it_follows(client: Client, limits: Any) -> None:
    signed = factories.statement(
        by=actor("Pact", kind="organisation"), backings=[recording.NewBacking(actor(), "signs")]
    )
    lead = factories.position(signed, "We support limits", limits)
    follower = Position.objects.published().get(follows=lead.line)
    page = page_of(client, follower)
    assert f"It follows position {lead.line}" in words(page)
    assert "as a signatory of a common text (Pact)" in words(page)


def test_a_replaced_reading_says_by_what_and_why(client: Client, limits: Any) -> None:
    position = said(limits, "supports")
    then = now()
    draft = recording.recode(position, by=editor(), reason="it was irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    told = words(page_of(client, position))
    assert "Opposes · it was irony" in told
    old = words(page_of(client, position, f"?as_of={then}"))
    assert "This reading was replaced on" in old
    assert "Reason: it was irony" in old
    assert "Earlier readings" not in old


def test_a_hidden_reading_shows_quote_and_reason_only(client: Client, limits: Any) -> None:
    position = said(limits, "opposes", summary="Against it.", commitment="commits")
    then = now()
    recording.hide(position, by=editor(), reason="not a position")
    told = words(page_of(client, position))
    assert "We support limits" in told
    assert "An editor has taken this reading back: not a position" in told
    for gone in ("Against it.", "commits (will, pledges)", "To cite it"):
        assert gone not in told
    found = client.get(f"/positions/{position.line}/?format=json").json()
    assert (found["hidden"], found["stance"], found["summary"]) == (True, None, None)
    assert "Opposes" in words(page_of(client, position, f"?as_of={then}"))


def test_a_withdrawn_statement_leaves_number_date_and_reason(client: Client, limits: Any) -> None:
    position = said(limits)
    then = now()
    recording.withdraw(position.statement, by=editor(), reason="a forgery")
    for query in ("", f"?as_of={then}"):
        response = client.get(f"/positions/{position.line}/{query}")
        told = words(response.content.decode())
        assert response.status_code == 410
        assert f"Statement {position.statement_id} was withdrawn on" in told
        assert "Reason: a forgery" in told
        assert "We support limits" not in told
        assert "Export limits" not in told
    response = client.get(f"/positions/{position.line}/?format=json")
    assert (response.status_code, response.json()["reason"]) == (410, "a forgery")


def test_what_is_not_public_is_not_found(client: Client, limits: Any) -> None:
    before = now()
    draft = said(limits, published=False)
    public = said(limits)
    assert client.get(f"/positions/{draft.line}/").status_code == 404
    assert client.get("/positions/9999/").status_code == 404
    assert client.get(f"/positions/{public.line}/?as_of={before}").status_code == 404


def test_the_citation_leads_back_to_the_same_reading(client: Client, limits: Any) -> None:
    position = said(limits, by=actor("Lume", invented=True), statement_values={"speaker": "Mira Tal"})
    told = words(page_of(client, position))
    assert "Lume (Mira Tal) [invented actor]: “We support limits”. Remarks of 2026-05-29, 29 May 2026." in told
    found = re.search(rf"http://testserver(/positions/{position.line}/\?as_of=\S+Z)", told)
    assert found
    draft = recording.recode(position, by=editor(), reason="irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    assert client.get(f"{found[1]}&format=json").json()["stance"] == "supports"


def test_the_head_carries_open_graph_and_citation_tags(client: Client, limits: Any) -> None:
    position = said(limits)
    page = page_of(client, position)
    for mark in (
        f'<link rel="canonical" href="http://testserver/positions/{position.line}/">',
        '<meta property="og:type" content="article">',
        '<meta property="og:description" content="We support limits">',
        '<meta name="citation_title" content="Arvenia on Export limits">',
        '<meta name="citation_author" content="Arvenia">',
        '<meta name="citation_publication_date" content="2026/05/29">',
    ):
        assert mark in page


def test_a_reading_under_an_earlier_wording_prints_both(client: Client, limits: Any) -> None:
    position = said(limits)
    recording.propose(limits, by=editor(), words="All exports should be limited.", reason="clearer")
    told = words(page_of(client, position))
    assert f"Proposition, on what should be done: {LIMITS}" in told
    assert "It now says: All exports should be limited." in told


def test_a_translation_names_the_original_that_counts(client: Client, limits: Any) -> None:
    original = said(limits, statement_values={"same_as": "u"})
    translated = said(limits, statement_values={"same_as": "u", "authority": "official-translation"})
    assert f"it counts once, with position {original.line}" in words(page_of(client, translated))
    assert "it counts once" not in words(page_of(client, original))


def test_json_holds_the_versions(client: Client, limits: Any) -> None:
    position = said(limits, "supports", summary="For limits.")
    draft = recording.recode(position, by=editor(), reason="irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    found = client.get(f"/positions/{position.line}/?format=json").json()
    assert (found["line"], found["stance"], found["summary"], found["reviewed"]) == (
        position.line,
        "opposes",
        "For limits.",
        "one-pair",
    )
    assert [(row["stance"], row["reason"]) for row in found["versions"]] == [("opposes", "irony"), ("supports", None)]


def test_what_is_not_understood_is_said(client: Client, limits: Any) -> None:
    position = said(limits)
    response = client.get(f"/positions/{position.line}/?as_of=soon")
    assert (response.status_code, "“soon” is no instant" in words(response.content.decode())) == (200, True)
    assert client.get(f"/positions/{position.line}/?as_of=soon&format=json").status_code == 400


def test_hostile_words_are_printed_as_words(client: Client, limits: Any) -> None:
    position = said(limits, quote="<script>alert(1)</script>", statement_values={"speaker": "<b>x</b>", "title": "<i>"})
    page = page_of(client, position)
    assert "<script>alert" not in page
    assert "<b>x" not in page


BUDGET = 8
# the site's revision for the ETag; the position; its passages with questions; the versions of its line; their
# reviews; its tag with the proposition; its body with the offices; the readings around it.


def test_the_page_asks_a_fixed_number_of_queries(client: Client, limits: Any) -> None:
    position = said(limits, asked="Why?")
    counts = []
    for number in range(3):
        said(limits, "opposes", f"202{number}")
        for query in ("", f"?as_of={now()}"):
            with CaptureQueriesContext(connection) as asked:
                page_of(client, position, query)
            counts.append(len(asked))
    # At an earlier instant the edition of then comes in.
    assert counts == [BUDGET, BUDGET + 1] * 3
