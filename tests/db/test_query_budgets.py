"""What each address asks of the database: every query named, and as many however much the record holds.

The pages of statements, positions, actors, tags and comparisons, of what the record holds, and the pictures to share
are counted where they are tested; here stand the pages about the site, everything that machines read, and what is
left of what is gone.
"""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import resolve

from statements import recording, urls
from statements.models import Position
from tests import factories
from tests.factories import actor, editor, said, tag

REVISION = "the site's revision"
EVIDENCE = ("the positions", "their passages with questions")
COVERAGE = ("statements and backings", "read marks", "positions on other bases")
WORDINGS = ("the wordings of the proposition", "their translations")
CHANGES = (
    "corrected editions and those before", "their tags", "corrected texts", "readings made anew",
    "which of them were taken back", "propositions and those before", "withdrawn statements",
)  # fmt: skip
STATEMENTS = ("the statements", "their tags")
STAND = ("the rows", "the actors", "those they speak for")

BUDGET: dict[str, tuple[str, ...]] = {
    "/": (
        REVISION, "who spoke last, and on what", "their lanes", "their tags", "the rows", *EVIDENCE,
        "the statements said last", "their twins", "those to show", "what the record holds",
    ),
    "/method/": (REVISION,),
    "/changes/": (REVISION, "how many", "a page of them", *CHANGES),
    "/changes/?format=json": (REVISION, "how many", "a page of them", *CHANGES),
    "/changes/?format=csv": (REVISION, "how many", "five hundred of them", *CHANGES),
    "/changes/?format=atom": (REVISION, "the latest of them", *CHANGES),
    "/statements/?format=json": (REVISION, "how many", *STATEMENTS),
    "/statements/?format=csv": (REVISION, "the ids in order", *STATEMENTS),
    "/statements/?format=atom": (
        REVISION, "those published last", *STATEMENTS, "when their editions were published", "when their texts were",
    ),
    "/statements/{statement}-x/": (REVISION, "the statement, which has another address"),
    "/statements/{statement}/": (REVISION, "the statement, which has a longer address"),
    "STATEMENT?format=json": (
        REVISION, "the statement", "its editions", "their tags", "its twins", "the texts", "their turns",
        "the readings", "their passages", "who stands behind it", "what these except",
    ),
    "/positions/{line}/?format=json": (REVISION, *EVIDENCE, "the versions of the line", "their reviews"),
    "/actors/?format=json": (REVISION, "how many", "a page of them", "their names", "their statements"),
    "/actors/?format=csv": (REVISION, "how many", "their statements", "the actors", "their names"),
    "/actors/arvenia/?format=json": (
        REVISION, "the actor", "its names", "the lanes", "the rows", *COVERAGE, "memberships", "the tags",
    ),
    "/actors/arvenia/?format=csv": (REVISION, "the actor", "its names", "the lanes", "the rows", *COVERAGE, *EVIDENCE),
    "/actors/arvenia/?format=atom": (REVISION, "the actor", "its names", "the lanes", "the rows", *COVERAGE, *EVIDENCE),
    "/actors/arvenia/on/export-limits/?format=json": (
        REVISION, "the actor", "the tag", "the lanes", "the rows", *EVIDENCE, *COVERAGE,
    ),
    "/actors/arvenia/on/export-limits/?format=csv": (
        REVISION, "the actor", "the tag", "the lanes", "the rows", *EVIDENCE,
    ),
    "/actors/arvenia/on/export-limits/?format=atom": (
        REVISION, "the actor", "the tag", "the lanes", "the rows", *EVIDENCE,
    ),
    "/tags/?format=json": (REVISION, "positions on each", "the tags"),
    "/tags/?format=csv": (REVISION, "positions on each", "the tags"),
    "/tags/export-limits/?format=json": (REVISION, "the tag", *STAND, *WORDINGS, "its names"),
    "/tags/export-limits/?format=csv": (REVISION, "the tag", "the rows", *EVIDENCE),
    "/tags/export-limits/?format=atom": (REVISION, "the tag", "the rows", *EVIDENCE),
    "/compare/": (
        REVISION, "how many positions each actor has", "and each tag", "the actors offered", "groups",
        "the tags offered",
    ),
    "/compare/?find=a": (REVISION, "actors of that name", "tags of that name", "groups of that name"),
    "/compare/?actor=arvenia&tag=export-limits&format=json": (
        REVISION, "the actors", "the tags", "the lanes", "the rows", *EVIDENCE, *COVERAGE,
    ),
    "/compare/?actor=arvenia&tag=export-limits&format=csv": (
        REVISION, "the actors", "the tags", "the lanes", "the rows", *EVIDENCE,
    ),
    "/compare/?actor=arvenia&tag=export-limits&format=atom": (
        REVISION, "the actors", "the tags", "the lanes", "the rows", *EVIDENCE,
    ),
    "/sitemap.xml": (
        REVISION, "how many statements", "when the last was published", "how many positions",
        "when the last was published", "how many actors", "how many tags",
    ),
    "/sitemap-pages.xml": (REVISION,),
    "/sitemap-statements.xml": (REVISION, "how many", "the statements"),
    "/sitemap-positions.xml": (REVISION, "how many", "the positions"),
    "/sitemap-actors.xml": (REVISION, "how many", "the actors"),
    "/sitemap-tags.xml": (REVISION, "how many", "the tags"),
    "/robots.txt": (),
    "/healthz": ("whether the database answers", REVISION),
    "/statements/{withdrawn}-x/": (REVISION, "no public statement", "the withdrawn one"),
    "/positions/{gone}/": (REVISION, "no public position", "the withdrawn statement"),
    "/nowhere/": (),
    "/positions/9999999/": (REVISION, "no public position", "no withdrawn statement"),
    "/actors/nobody/": (REVISION, "no actor", "no old address", "none that was merged"),
    "/tags/nothing/": (REVISION, "no tag", "no old address", "none that was merged"),
}  # fmt: skip


def more(number: int) -> dict[str, Any]:
    """More of everything that an address may show; what the addresses name."""
    limits = tag("Export limits", "Exports of machines should be limited.")
    pact = actor("Pact", kind="organisation")
    office = actor(f"Office {number}", kind="office", parent=actor())
    recording.join(office, by=editor(), group=pact)
    row = factories.statement(
        "We support limits. So be it.", title=f"Signed {number}", tags=[limits, tag(f"Topic {number}", parent=limits)],
        backings=[recording.NewBacking(actor("Bel Sarat"), "signs", except_tags=[tag("Other")])],
        same_as=f"u{number}",
    )  # fmt: skip
    position = factories.position(row, "We support limits", limits)
    said(limits, statement_values={"same_as": f"u{number}", "authority": "official-translation", "language": "fr"})
    said(limits, "opposes", f"20{10 + number}", by=office, asked="Why?")
    said(limits, by=actor(f"Embassy {number}", kind="office", parent=actor(f"Silent land {number}")))
    said(tag(f"Topic {number}"), None)
    unread = factories.statement(by=office, title=f"Unread {number}")
    recording.mark_read(unread, by=editor(), tag=limits, outcome="nothing-found")
    _corrections(number, row, position)
    withdrawn = factories.statement("We support limits.", title=f"Withdrawn {number}")
    gone = factories.position(withdrawn, "We support limits", limits, "opposes")
    recording.withdraw(withdrawn, by=editor(), reason="not theirs")
    row.refresh_from_db()
    return {"statement": row.pk, "path": row.get_absolute_url(), "line": position.line, "withdrawn": withdrawn.pk,
            "gone": gone.line}  # fmt: skip


def _corrections(number: int, row: Any, position: Position) -> None:
    """One correction of every kind."""
    recording.correct(row, by=editor(), reason="a slip", values={"title": f"Better {number}"})
    text = recording.as_new_text(row.texts.published().get())
    turn = recording.NewTurn("speech", f"We support limits. {number}", actor=actor(), voice="minister")
    new = recording.NewText(turns=[turn], language=text.language, authority=text.authority)
    recording.correct(row, by=editor(), reason="a slip", texts={1: new})
    current = Position.objects.current().get(line=position.line)
    draft = recording.recode(current, by=editor(), reason="read too far", stance="mixed")
    recording.publish_positions([draft], by=editor())
    recording.propose(position.tag, by=editor(), words=f"Exports should be limited, {number}.", reason="clearer")


def asked(client: Client, address: str) -> list[str]:
    """The queries of an answer, read to its end, with nothing kept of an earlier one."""
    cache.clear()
    with CaptureQueriesContext(connection) as queries:
        response: Any = client.get(address)
        if response.streaming:
            b"".join(response.streaming_content)
    return [query["sql"] for query in queries]


def test_each_address_asks_the_queries_named_however_much_there_is(client: Client) -> None:
    names = more(1)
    addresses = {each: each.format(**names).replace("STATEMENT", names["path"]) for each in BUDGET}
    few = {each: asked(client, address) for each, address in addresses.items()}
    for number in (2, 3):
        more(number)
    many = {each: asked(client, address) for each, address in addresses.items()}
    wrong = {each: many[each] for each, named in BUDGET.items() if not len(few[each]) == len(many[each]) == len(named)}
    assert wrong == {}


def test_no_address_asks_more_than_twelve() -> None:
    assert max(map(len, BUDGET.values())) <= 12


def test_to_choose_a_language_asks_nothing(client: Client, django_assert_num_queries: Any) -> None:
    with django_assert_num_queries(0):
        client.post("/language/", {"to": "fr", "next": "/"})


def test_every_address_of_the_site_has_a_budget() -> None:
    named = {resolve(_path(address)).url_name for address in BUDGET if address != "/nowhere/"}
    elsewhere = {"coverage", "position-card", "compare-card"}
    assert named | elsewhere | {"language"} == {route.name for route in urls.urlpatterns if hasattr(route, "name")}


def _path(address: str) -> str:
    path = address.replace("STATEMENT", "/statements/1-x/").partition("?")[0]
    return path.format(statement=1, withdrawn=1, line=1, gone=1)


def test_a_page_that_the_reader_has_costs_the_revision_alone(client: Client) -> None:
    names = more(1)
    for address in BUDGET:
        full = address.format(**names).replace("STATEMENT", names["path"])
        response = client.get(full)
        if "ETag" in response:
            with CaptureQueriesContext(connection) as queries:
                assert client.get(full, headers={"if-none-match": response["ETag"]}).status_code == 304
            assert len(queries) == 1, address


PAGES = (
    "STATEMENT", "/positions/{line}/", "/actors/", "/actors/arvenia/", "/actors/arvenia/on/export-limits/", "/tags/",
    "/tags/export-limits/", "/compare/?actor=arvenia&tag=export-limits", "/statements/", "/statements/?q=limits",
    "/statements/?actor=arvenia&tag=export-limits&form=speech&language=en&year=2026", "/statements/?as_of=2026-11-24",
    "/coverage/", "/positions/{line}/card.svg", "/compare/card.svg?actor=arvenia&tag=export-limits",
)  # fmt: skip
LARGE = "SCAN statements_(?:statement|edition|text|turn|position|passage|backing|read)\\b"
COUNTED = {"/coverage/", "/actors/", "/actors/?format=json", "/actors/?format=csv"}
"""What counts the whole record, once for each revision of the site."""


def test_no_page_walks_a_large_table(client: Client, database: str) -> None:
    if database == "postgresql":
        pytest.skip("PostgreSQL walks any table that is as small as in a test")
    with connection.cursor() as cursor:
        # SQLite keeps in mind what it counted in another test, though it was rolled back: let it read what stands.
        cursor.execute("ANALYZE sqlite_schema")
    names = more(1)
    walked = {}
    for each in [*BUDGET, *PAGES]:
        cache.clear()
        with CaptureQueriesContext(connection) as queries:
            response: Any = client.get(each.format(**names).replace("STATEMENT", names["path"]))
            b"".join(response)
        for query in [query["sql"] for query in queries if query["sql"].startswith(("SELECT", "WITH"))]:
            with connection.cursor() as cursor:
                cursor.execute(f"EXPLAIN QUERY PLAN {query.replace('%', '%%')}", [])
                plan = [str(row[3]) for row in cursor.fetchall()]
            if each not in COUNTED and any(re.match(LARGE, step) for step in plan):
                walked[each] = query
    assert walked == {}
