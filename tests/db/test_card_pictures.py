"""Pictures to share of a reading and of a comparison: what they show, to whom, and what they never show."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from statements import recording
from statements.cite import instant
from statements.models import Position, SiteRevision
from tests import factories
from tests.factories import actor, editor, said, statement, tag

LIMITS = "Exports of machines should be limited."
SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", LIMITS)


def written(client: Client, address: str, status: int = 200) -> list[str]:
    """The lines of a picture."""
    response = client.get(address)
    assert (response.status_code, response["Content-Type"]) == (status, "image/svg+xml; charset=utf-8")
    root = ElementTree.fromstring(response.content)  # noqa: S314 (our own)
    return ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]


def of(position: Position, query: str = "") -> str:
    """The address of a reading's picture."""
    return f"/positions/{position.line}/card.svg{query}"


def now() -> str:
    """This instant, as `as_of` takes it."""
    return timezone.now().isoformat().replace("+00:00", "Z")


def revised() -> str:
    """The instant of the site's last publication, as pictures print it."""
    at = SiteRevision.current().at
    assert at is not None
    return f"{at:%Y-%m-%d %H:%M:%S} UTC"


# -- a reading -----------------------------------------------------------------------------------------


def test_a_readings_picture_tells_who_what_when_where_from_and_where_it_stands(client: Client, limits: Any) -> None:
    position = said(
        limits,
        "conditional-support",
        quote="We support limits, if all do",
        condition="if all do",
        commitment="offers",
        by=actor("Lume", invented=True),
        statement_values={"speaker": "Mira Tal", "role": "Minister", "source_url": "https://www.lume.example/a"},
    )
    at = SiteRevision.current().at
    assert at is not None
    assert written(client, of(position)) == [
        "On Record",
        f"Invented, for demonstration · Position {position.line}",
        "Lume",
        "Mira Tal, Minister · 29 May 2026",
        "Export limits",
        LIMITS,
        "Supports with conditions · offers (stands ready, proposes)",
        "Condition: “if all do”",
        "“We support limits, if all do”",
        "Source: Remarks of 2026-05-29, lume.example",
        f"As the site stood on {revised()} · read by one editor",
        f"http://testserver/positions/{position.line}/?as_of={instant(at)}",
    ]


def test_the_address_in_it_leads_back_to_the_same_reading(client: Client, limits: Any) -> None:
    position = said(limits, "supports")
    address = written(client, of(position))[-1].removeprefix("http://testserver")
    recording.publish_positions(
        [recording.recode(position, by=editor(), reason="irony", stance="opposes")], by=editor()
    )
    assert client.get(f"{address}&format=json").json()["stance"] == "supports"


@pytest.mark.parametrize(
    ("origin", "expected"),
    [("import", "imported, not read by an editor"), ("machine", "proposed by a machine, not read by an editor")],
)
def test_who_has_not_read_it_is_said(client: Client, limits: Any, origin: str, expected: str) -> None:
    assert written(client, of(said(limits, origin=origin)))[-2].endswith(f"UTC · {expected}")


def test_another_basis_stands_in_a_line_of_its_own(client: Client, limits: Any) -> None:
    signed = statement(by=actor("Pact", kind="organisation"), backings=[recording.NewBacking(actor(), "signs")])
    lead = factories.position(signed, "We support limits", limits, commitment="commits")
    follower = Position.objects.published().get(follows=lead.line)
    lines = written(client, of(follower))
    at = lines.index("Supports · commits (will, pledges)")
    assert lines[at + 1] == "as a signatory of a common text (Pact)"
    assert lines[-2].endswith("follows the reading of the text it stands behind")


def test_a_topics_picture_has_the_sources_word_and_no_stance(client: Client) -> None:
    lines = written(client, of(said(tag("Machines"), None, word="accepted")))
    assert "Machines, a topic: words, no stance" in lines
    assert "“accepted”" in lines
    assert not any("upports" in line for line in lines[:-3] if not line.startswith("“We"))


def test_a_hidden_readings_picture_has_quote_and_reason_only(client: Client, limits: Any) -> None:
    position = said(limits, "opposes", commitment="commits", summary="Against it.")
    then = now()
    recording.hide(position, by=editor(), reason="not a position")
    lines = written(client, of(position))
    assert "“We support limits”" in lines
    assert "An editor has taken this reading back: not a position" in lines
    assert not any("Opposes" in line or "commits" in line for line in lines)
    assert "Opposes · commits (will, pledges)" in written(client, of(position, f"?as_of={then}"))


def test_at_an_earlier_instant_it_shows_what_stood_then_and_that_it_was_replaced(client: Client, limits: Any) -> None:
    position = said(limits, "supports")
    then = now()
    draft = recording.recode(position, by=editor(), reason="irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    assert "Opposes" in written(client, of(position))
    lines = written(client, of(position, f"?as_of={then}"))
    assert "Supports" in lines
    assert lines[-2].startswith(f"As the site stood on {then[:10]}")
    assert "This reading has since been replaced." in lines
    assert lines[-1].endswith(f"?as_of={then}")


def test_a_withdrawn_statement_leaves_number_date_and_reason_and_none_of_its_words(client: Client, limits: Any) -> None:
    position = said(limits, statement_values={"speaker": "Mira Tal"})
    then = now()
    recording.withdraw(position.statement, by=editor(), reason="a forgery")
    for query in ("", f"?as_of={then}"):
        lines = written(client, of(position, query), 410)
        assert lines[1].startswith(f"Statement {position.statement_id} was withdrawn on ")
        assert lines[2] == "Reason: a forgery"
        whole = client.get(of(position, query)).content.decode()
        for gone in ("We support", "Export limits", LIMITS, "Arvenia", "Mira Tal", "Remarks"):
            assert gone not in whole


def test_what_is_not_public_has_no_picture(client: Client, limits: Any) -> None:
    before = now()
    draft = said(limits, published=False)
    public = said(limits)
    assert client.get(of(draft)).status_code == 404
    assert client.get("/positions/9999/card.svg").status_code == 404
    assert client.get(of(public, f"?as_of={before}")).status_code == 404
    assert client.get(of(public, "?as_of=soon")).status_code == 400


def test_hostile_names_and_words_are_written_as_they_are(client: Client) -> None:
    hostile = "<script>alert(1)</script> ]]> \x08"
    position = said(tag(hostile, f"{hostile} should be."), by=actor(hostile), quote=hostile,
                    statement_values={"speaker": hostile, "title": hostile})  # fmt: skip
    lines = written(client, of(position))
    assert lines[2] == "<script>alert(1)</script> ]]> \ufffd"
    assert "<script" not in client.get(of(position)).content.decode()


def test_its_page_names_it_and_leads_to_it(client: Client, limits: Any) -> None:
    position = said(limits)
    page = client.get(f"/positions/{position.line}/").content.decode()
    assert f'<meta property="og:image" content="http://testserver{of(position)}">' in page
    assert f'<a href="{of(position)}" type="image/svg+xml">Picture to share</a>' in page
    then = now()
    page = client.get(f"/positions/{position.line}/?as_of={then}").content.decode()
    assert f'<a href="{of(position)}?as_of={quote(then)}" type="image/svg+xml">' in page
    assert client.get(f"{of(position)}?as_of={quote(then)}").status_code == 200


# -- a comparison --------------------------------------------------------------------------------------


def test_a_comparisons_picture_has_each_cell_with_date_count_and_what_is_missing(client: Client, limits: Any) -> None:
    values = {"source_url": "https://arvenia.example/a"}
    said(limits, "mixed", "2023-02", statement_values=values)
    said(limits, "opposes", "2026-05-29", voice="spokesperson", origin="import", statement_values=values)
    statement(by=actor("Bel Sarat", invented=True))
    said(tag("Machines"), None, by=actor("Cangyuan"))
    query = "actor=arvenia&actor=bel-sarat&tag=export-limits&tag=machines"
    at = SiteRevision.current().at
    assert at is not None
    lines = written(client, f"/compare/card.svg?{query}")
    assert "".join(lines[21:]) == f"http://testserver/compare/?{query}&as_of={instant(at)}"
    assert lines[:21] == [
        "On Record",
        "Invented, for demonstration",
        "Where each",
        "stands",
        "Export limits",
        LIMITS,
        "Machines",
        "a topic: words, no stances",
        "Arvenia",
        "2 statements",
        "Opposes *",
        "29 May 2026 · spokesperson",
        "2 statements since 2023",
        "Not yet read for this",
        "Bel Sarat",
        "invented actor",
        "1 statement",
        "Not yet read for this",
        "Not yet read for this",
        "Sources: arvenia.example",
        f"As the site stood on {revised()} · * imported or proposed by a machine",
    ]


def test_readings_of_unknown_order_stand_both(client: Client, limits: Any) -> None:
    said(limits, "supports", "2026-05")
    said(limits, "opposes", "2026-05-29")
    lines = written(client, "/compare/card.svg?actor=arvenia&tag=export-limits")
    at = lines.index("Order unknown")
    assert sorted(lines[at - 2 : at]) == ["Opposes", "Supports"]


def test_a_cell_tells_its_basis_and_an_empty_one_why(client: Client, limits: Any) -> None:
    vote = statement("Resolution on exports. Adopted.", by=actor("Assembly", kind="organisation"), form="vote")
    factories.position(vote, "Resolution on exports", limits, None, actor=actor(), basis="response", word="abstained")
    address = "/compare/card.svg?actor=arvenia&tag=export-limits"
    assert "Only by a vote or formal reply (1)" in written(client, address)
    lines = written(client, f"{address}&basis=response")
    at = lines.index("“abstained”")
    assert lines[at + 1 : at + 3] == ["29 May 2026 · minister", "by a vote or formal reply"]


def test_of_many_it_shows_four_by_three_and_says_how_many_more(client: Client) -> None:
    for number in range(6):
        said(tag(f"T{number}", f"States should do {number}."), by=actor(f"Land {number}"))
    query = "&".join([*(f"actor=land-{n}" for n in range(6)), *(f"tag=t{n}" for n in range(5))])
    lines = written(client, f"/compare/card.svg?{query}")
    assert [line for line in lines if line.startswith("Land")] == ["Land 0", "Land 1", "Land 2", "Land 3"]
    assert [line for line in lines if line.startswith("T")] == ["T0", "T1", "T2"]
    assert "and 2 actors, 2 tags more, at the address below" in lines
    assert "actor=land-5" in "".join(lines[-3:])


def test_where_there_is_no_room_for_the_whole_address_it_is_that_of_what_is_shown(client: Client) -> None:
    names = [f"The Federated Republic of the Northern Archipelago and its Dependencies {n}" for n in range(9)]
    for name in names:
        said(tag("Fog", "Ships should sound a horn in fog."), by=actor(name))
    slugs = [actor(name).slug for name in names]
    query = "&".join(f"actor={slug}" for slug in slugs)
    lines = written(client, f"/compare/card.svg?{query}&tag=fog&from=2020")
    start = next(at for at, line in enumerate(lines) if line.startswith("http"))
    address = "".join(lines[start:])
    assert (slugs[0] in address, slugs[4] in address, "from=2020" in address) == (True, False, True)


def test_the_comparison_of_an_earlier_instant_shows_what_stood_then(client: Client, limits: Any) -> None:
    position = said(limits, "supports")
    then = now()
    draft = recording.recode(position, by=editor(), reason="irony", stance="opposes")
    recording.publish_positions([draft], by=editor())
    address = "/compare/card.svg?actor=arvenia&tag=export-limits"
    assert "Opposes" in written(client, address)
    lines = written(client, f"{address}&as_of={then}")
    assert ("Supports" in lines, "stood" in lines, lines[-1].endswith(f"as_of={then}")) == (True, True, True)


def test_nothing_chosen_has_no_picture_and_what_is_not_understood_is_refused(client: Client, limits: Any) -> None:
    said(limits)
    assert client.get("/compare/card.svg").status_code == 404
    assert client.get("/compare/card.svg?actor=nobody&tag=export-limits").status_code == 400


def test_the_comparisons_page_names_it_and_leads_to_it(client: Client, limits: Any) -> None:
    said(limits)
    page = client.get("/compare/?actor=arvenia&tag=export-limits&page=1").content.decode()
    address = "/compare/card.svg?actor=arvenia&amp;tag=export-limits"
    assert f'<meta property="og:image" content="http://testserver{address}">' in page
    assert f'<a href="{address}" type="image/svg+xml">Picture to share</a>' in page


# -- both ----------------------------------------------------------------------------------------------

BUDGET = {
    "reading": 5,
    # the site's revision; the position; its passages with questions; the versions of its line; their reviews.
    "reading, earlier": 6,
    # and the edition as it stood.
    "comparison": 10,
    # the site's revision; the actors; the tags with their propositions; the lanes; the rows; statements and backings;
    # read marks; positions on other bases; the latest positions; their passages with questions.
    "comparison, earlier": 11,
    # and the editions as they stood.
}


def test_each_picture_asks_a_fixed_number_of_queries(client: Client, limits: Any) -> None:
    position = said(limits, asked="Why?")
    counts = []
    for number in range(3):
        said(limits, "opposes", f"202{number}", by=actor(f"Land {number}"))
        lands = "&".join(f"actor=land-{each}" for each in range(number + 1))
        comparison = f"/compare/card.svg?{lands}&tag=export-limits"
        found = {}
        for name, address in (
            ("reading", of(position)),
            ("reading, earlier", of(position, f"?as_of={now()}")),
            ("comparison", comparison),
            ("comparison, earlier", f"{comparison}&as_of={now()}"),
        ):
            with CaptureQueriesContext(connection) as asked:
                assert client.get(address).status_code == 200
            found[name] = len(asked)
        counts.append(found)
    assert counts == [BUDGET] * 3
    assert max(BUDGET.values()) <= 12


def test_a_picture_is_sent_again_only_where_the_site_changed_and_under_the_policy(client: Client, limits: Any) -> None:
    position = said(limits)
    for address in (of(position), "/compare/card.svg?actor=arvenia&tag=export-limits"):
        first = client.get(address)
        assert "default-src 'none'" in first["Content-Security-Policy"]
        assert first["X-Content-Type-Options"] == "nosniff"
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 304
        said(limits, "opposes")
        assert client.get(address, headers={"If-None-Match": first["ETag"]}).status_code == 200


def test_of_three_readings_whose_order_is_unknown_two_stand_and_the_third_is_counted(
    client: Client, limits: Any
) -> None:
    for stance in ("supports", "opposes", "no-position"):
        said(limits, stance, "2020-01")
    drawn = client.get("/compare/card.svg?actor=arvenia&tag=export-limits").content.decode()
    told = " ".join(re.findall(r"<text[^>]*>([^<]*)<", drawn))
    assert "Order unknown" in told
    assert "and 1 reading more, at the address below" in told
