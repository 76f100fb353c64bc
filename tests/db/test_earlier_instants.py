"""What has no versions (twins, trees, merges) is today's at every instant, and brings nothing to an earlier page."""

from __future__ import annotations

import re
from datetime import UTC
from html import unescape
from typing import Any

import pytest
from django.test import Client

from statements import recording
from statements.models import Position, SiteRevision
from tests import factories
from tests.factories import actor, editor, said, tag

SAYS = (
    "Names, parents and merges of actors and tags, and which statements are one utterance, are shown as they are today."
)


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", "Exports of machines should be limited.")


def get(client: Client, address: str) -> str:
    """The text of a page."""
    response = client.get(address)
    assert response.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", response.content.decode())).split())


def now() -> str:
    """The instant of the last publication, as `as_of` takes it."""
    at = SiteRevision.current().at
    assert at is not None
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")


# -- what is said of it ----------------------------------------------------------------------------------


def test_a_page_of_an_earlier_instant_and_the_method_say_what_is_todays(client: Client, limits: Any) -> None:
    position = said(limits)
    then = now()
    for address in (
        position.get_absolute_url(),
        position.statement.get_absolute_url(),
        "/statements/",
        "/actors/",
        "/actors/arvenia/",
        "/actors/arvenia/on/export-limits/",
        "/tags/",
        "/tags/export-limits/",
        "/compare/?actor=arvenia&tag=export-limits",
    ):
        assert SAYS not in get(client, address), address
        assert SAYS in get(client, f"{address}{'&' if '?' in address else '?'}as_of={then}"), address
    assert SAYS in get(client, "/method/")


def test_links_from_a_page_of_an_earlier_instant_keep_to_it(client: Client, limits: Any) -> None:
    machines = tag("Machines")
    row = factories.statement(
        tags=[machines], same_as="u", backings=[recording.NewBacking(actor("Bel Sarat"), "signs", [machines])]
    )
    factories.statement(same_as="u", language="ru", authority="official-translation")
    position = factories.position(row, "We support limits", limits)
    factories.position(row, "We will sign", machines, None)
    followed = Position.objects.get(follows=position.line)
    union = actor("Meridian Union", "organisation")
    factories.statement("The union has met.", by=union)
    recording.join(actor(), by=editor(), group=union)
    then = now()
    linked = set()
    for address in (
        position.get_absolute_url(),
        followed.get_absolute_url(),
        row.get_absolute_url(),
        "/statements/",
        "/statements/?tag=machines&form=formal-statement",
        "/actors/",
        "/actors/arvenia/",
        "/actors/meridian-union/",
        "/actors/arvenia/on/export-limits/",
        "/tags/",
        "/tags/export-limits/",
        "/tags/machines/",
        "/compare/?actor=arvenia&tag=export-limits",
        "/compare/?actor=arvenia&tag=export-limits&choose=1",
        "/coverage/?actor=arvenia&tag=export-limits",
    ):
        html = client.get(f"{address}{'&' if '?' in address else '?'}as_of={then}").content.decode()
        found = re.findall(
            r'href="(/(?:statements|positions|actors|tags|compare|coverage)/[^"?#]*)([^"]*)"',
            html.partition("<main")[2].partition('<footer class="site-foot"')[0],
        )
        assert [link for link in found if "as_of=" not in link[1]] == [], address
        linked |= {path.split("/")[1] for path, _query in found}
    assert linked == {"statements", "positions", "actors", "tags", "compare", "coverage"}


def test_what_is_found_while_choosing_is_of_the_earlier_instant(client: Client, limits: Any) -> None:
    said(limits)
    then = now()
    html = client.get("/compare/", {"actor": "arvenia", "as_of": then}).content.decode()
    assert re.findall(r'data-from="([^"]*)" data-as-of="([^"]*)"', html) == [("/actors/", then), ("/tags/", then)]
    assert "data-as-of" not in client.get("/compare/", {"actor": "arvenia"}).content.decode()


# -- twins -----------------------------------------------------------------------------------------------


def test_a_twin_published_later_is_nowhere_on_an_earlier_page(client: Client, limits: Any) -> None:
    translated = {"same_as": "u", "authority": "official-translation", "language": "fr", "title": "Déclaration"}
    first = said(limits, statement_values=translated)
    then = now()
    original = said(limits, "opposes", statement_values={"same_as": "u", "language": "ru", "title": "Заявление"})
    page, line = first.statement.get_absolute_url(), first.get_absolute_url()
    assert "Russian" in get(client, page)
    assert f"it counts once, with position {original.line}" in get(client, line)
    assert "Russian" not in get(client, f"{page}?as_of={then}")
    assert "it counts once" not in get(client, f"{line}?as_of={then}")
    beside = f"{page}?as_of={then}&beside=s{original.statement_id}"
    assert client.get(f"{beside}&format=json").status_code == 400
    assert "Заявление" not in client.get(beside).content.decode()
    cell = "/compare/?actor=arvenia&tag=export-limits&format=json"
    assert client.get(cell).json()["cells"][0]["latest"][0]["line"] == original.line
    assert client.get(f"{cell}&as_of={then}").json()["cells"][0]["latest"][0]["line"] == first.line
    listed = client.get(f"/statements/?format=json&as_of={then}").json()
    assert (listed["count"], listed["utterances"]) == (1, 1)
    assert [row["title"] for row in listed["results"]] == ["Déclaration"]


def test_a_twin_that_was_withdrawn_or_waits_is_a_twin_at_no_instant(client: Client, limits: Any) -> None:
    first = said(limits, statement_values={"same_as": "u", "language": "fr"})
    gone = factories.statement(same_as="u", language="ru", title="Взято назад")
    factories.statement(same_as="u", language="ar", title="مسودة", published=False)
    then = now()
    recording.withdraw(gone, by=editor(), reason="not theirs")
    for query in ("", f"?as_of={then}"):
        page = get(client, f"{first.statement.get_absolute_url()}{query}")
        assert "Russian" not in page
        assert "Arabic" not in page
    assert client.get("/statements/?format=json").json()["utterances"] == 1


# -- merges ----------------------------------------------------------------------------------------------


def test_an_actor_merged_later_stands_under_what_it_became_with_its_words_of_then(client: Client, limits: Any) -> None:
    kingdom = actor("Kingdom of Arvenia")
    said(limits, "supports", by=kingdom, statement_values={"title": "Of the kingdom"})
    then = now()
    said(limits, "opposes", by=actor(), statement_values={"title": "Of the republic"})
    recording.merge(kingdom, by=editor(), into=actor())
    response = client.get(f"/actors/kingdom-of-arvenia/?as_of={then}")
    assert response.status_code == 301
    assert response["Location"].startswith("/actors/arvenia/?as_of=")
    assert "Of the republic" in get(client, "/actors/arvenia/")
    for address in ("/actors/arvenia/?", "/compare/?actor=arvenia&tag=export-limits&", "/tags/export-limits/?"):
        old = get(client, f"{address}as_of={then}")
        assert "Of the republic" not in old
    found = client.get(f"/compare/?actor=arvenia&tag=export-limits&format=json&as_of={then}").json()
    assert [(row["stance"], row["statement"]["title"]) for row in found["positions"]] == [
        ("supports", "Of the kingdom")
    ]


def test_what_something_merged_later_became_is_not_there_before_either_was_named(client: Client, limits: Any) -> None:
    said(tag("Other", "States should sign."), by=actor("Bel Sarat"))
    then = now()
    kingdom = actor("Kingdom of Arvenia")
    said(limits, by=kingdom)
    recording.merge(kingdom, by=editor(), into=actor())
    old = tag("Limits to exports", "Exports should have limits.")
    recording.merge(limits, by=editor(), into=old)
    for address in ("/actors/arvenia/", "/tags/limits-to-exports/", "/actors/kingdom-of-arvenia/"):
        assert client.get(f"{address}?as_of={then}").status_code == 404
    assert "Arvenia" not in get(client, f"/actors/?as_of={then}")
    assert "Limits to exports" not in get(client, f"/tags/?as_of={then}")


def test_a_tag_merged_later_shows_no_wording_that_was_not_there_then(client: Client, limits: Any) -> None:
    position = said(limits)
    kept = tag("Limits to exports", "Exports should have limits.")
    then = now()
    said(kept, "opposes", by=actor("Bel Sarat"))
    recording.propose(kept, by=editor(), words="No export should go unlimited.", reason="clearer")
    recording.merge(limits, by=editor(), into=kept)
    assert "No export should go unlimited." in get(client, position.get_absolute_url())
    for address in (position.get_absolute_url(), "/tags/limits-to-exports/", "/actors/arvenia/on/limits-to-exports/"):
        old = get(client, f"{address}?as_of={then}")
        assert "No export should go unlimited." not in old
        assert "Bel Sarat" not in old


# -- trees -----------------------------------------------------------------------------------------------


def test_an_office_given_to_another_later_brings_only_what_it_had_said(client: Client, limits: Any) -> None:
    office = actor("Trade desk", kind="office", parent=actor("Bel Sarat"))
    said(limits, "supports", by=office, statement_values={"title": "Then"})
    then = now()
    said(limits, "opposes", by=office, statement_values={"title": "Later"})
    factories.statement(by=actor(), title="Of the country")
    recording.move_actor(office, by=editor(), parent=actor())
    old = get(client, f"/actors/arvenia/?as_of={then}")
    assert "Trade desk" in old
    assert "Then" in old
    assert "Later" not in old
    assert "Of the country" not in old
    assert "1 statement" in old


def test_an_office_that_spoke_later_is_not_there_before(client: Client, limits: Any) -> None:
    said(limits)
    then = now()
    said(limits, by=actor("Trade desk", kind="office", parent=actor()))
    assert "Trade desk" in get(client, "/actors/arvenia/")
    for address in ("/actors/arvenia/?", "/actors/?", "/compare/?actor=arvenia&tag=export-limits&"):
        assert "Trade desk" not in get(client, f"{address}as_of={then}")


def test_a_tag_below_another_is_not_there_before_it_was_named(client: Client, limits: Any) -> None:
    said(limits)
    then = now()
    below = tag("Of machines", "Machines should be limited.")
    said(below)
    recording.move_tag(below, by=editor(), parent=limits)
    assert "Of machines" in get(client, "/tags/export-limits/")
    for address in ("/tags/export-limits/", "/tags/"):
        assert "Of machines" not in get(client, f"{address}?as_of={then}")
