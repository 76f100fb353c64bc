"""A page is of one state of the record, whatever is published while it is made."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from typing import Any

import pytest
from django.db import Error, connection, connections, transaction
from django.test import Client
from django.test.utils import CaptureQueriesContext
from psycopg import IsolationLevel

from statements import readings, recording
from statements.listing.rows import Listing
from statements.models import Actor
from statements.snapshot import snapshot
from tests import factories
from tests.factories import said, tag

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30


def in_another_connection(act: Callable[[], object]) -> None:
    """Let another editor act, and wait until it is done."""
    failures: list[Exception] = []

    def run() -> None:
        try:
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    thread.start()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    assert failures == []


def test_a_page_made_while_something_is_published_shows_nothing_of_it(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    factories.statement(title="On exports")
    page = Listing.page

    def meanwhile(listing: Listing, number: int) -> Any:
        in_another_connection(lambda: factories.statement("We said more.", title="More on exports", said_on="2019"))
        return page(listing, number)

    monkeypatch.setattr(Listing, "page", meanwhile)
    found = client.get("/statements/?format=json").json()
    monkeypatch.undo()
    assert (found["count"], [row["title"] for row in found["results"]]) == (1, ["On exports"])
    again = client.get("/statements/?format=json").json()
    assert (again["count"], len(again["results"])) == (2, 2)


def test_a_reading_corrected_while_its_page_is_made_stands_there_as_it_stood(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    position = said(tag("Export limits", "Exports should be limited."))
    draft = recording.recode(position, by=factories.editor(), reason="read anew", stance="mixed")
    address, evidence_of = "/actors/arvenia/on/export-limits/?format=json", readings.evidence_of

    def meanwhile(*args: Any) -> Any:
        in_another_connection(lambda: recording.publish_positions([draft], by=factories.editor()))
        return evidence_of(*args)

    monkeypatch.setattr(readings, "evidence_of", meanwhile)
    before = client.get(address)
    monkeypatch.undo()
    assert [row["stance"] for row in before.json()["results"]] == ["supports"]
    after = client.get(address, headers={"if-none-match": before["ETag"]})
    assert [row["stance"] for row in after.json()["results"]] == ["mixed"]


def test_a_citation_leads_to_the_reading_that_its_page_shows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    position = said(tag("Export limits", "Exports should be limited."))
    draft = recording.recode(position, by=factories.editor(), reason="read anew", stance="opposes")
    evidence = readings.evidence

    def meanwhile(*args: Any) -> Any:
        in_another_connection(lambda: recording.publish_positions([draft], by=factories.editor()))
        return evidence(*args)

    monkeypatch.setattr(readings, "evidence", meanwhile)
    page = client.get(position.get_absolute_url()).content.decode()
    monkeypatch.undo()
    (instant,) = re.findall(r"/positions/\d+/\?as_of=([0-9T:.Z-]+)</p>", page)
    cited = client.get(position.get_absolute_url(), {"as_of": instant, "format": "json"}).json()
    assert cited["stance"] == "supports"
    assert '<span class="stance supports said">' in page
    assert client.get(position.get_absolute_url(), {"format": "json"}).json()["stance"] == "opposes"


def test_what_reads_one_state_waits_for_no_writer_and_writes_nothing(database: str) -> None:
    with snapshot():
        assert Actor.objects.count() == 0
        in_another_connection(factories.actor)
        assert Actor.objects.count() == 0
    assert Actor.objects.count() == 1
    if database == "postgresql":
        with pytest.raises(Error, match="read-only"), snapshot():
            factories.actor("Borduria")
    # Afterwards the connection writes and sees what others write, as before.
    factories.actor("Borduria")
    with transaction.atomic():
        assert Actor.objects.count() == 2
    assert connection.get_autocommit()


def test_within_a_transaction_its_own_rules_hold() -> None:
    with transaction.atomic(), snapshot():
        factories.actor()
    assert Actor.objects.count() == 1


def test_a_page_that_fails_leaves_a_connection_that_writes_by_its_own_rules(
    client: Client, monkeypatch: pytest.MonkeyPatch, database: str
) -> None:
    this: Any = connection
    factories.statement(title="On exports")
    rules = ("transaction_mode",) if database == "sqlite" else ("isolation_level", "read_only")
    if database == "postgresql":
        this.connection.isolation_level = IsolationLevel.SERIALIZABLE

    def its_own() -> list[Any]:
        return [getattr(this if database == "sqlite" else this.connection, rule) for rule in rules]

    def fail(*_args: Any) -> None:
        raise RuntimeError("while it is made")

    before = its_own()
    monkeypatch.setattr(Listing, "page", fail)
    with pytest.raises(RuntimeError, match="while it is made"):
        client.get("/statements/")
    assert its_own() == before
    factories.statement(title="More on exports", said_on="2019")
    this.close()


def test_what_a_reader_has_is_told_by_one_query_and_no_transaction(client: Client) -> None:
    factories.statement(title="On exports")
    has = {"if-none-match": client.get("/statements/")["ETag"]}
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/statements/", headers=has).status_code == 304
    assert [query["sql"] for query in asked] == ["SELECT token FROM statements_siterevision WHERE id = 1"]
    factories.statement("We said more.", title="More on exports", said_on="2019")
    with CaptureQueriesContext(connection) as asked:
        assert client.get("/statements/", headers=has).status_code == 200
    first, *page = (query["sql"] for query in asked)
    assert first == "SELECT token FROM statements_siterevision WHERE id = 1"
    assert "BEGIN" in page[0]
    assert any("siterevision" in sql for sql in page)


def test_a_connection_that_the_server_closed_is_opened_again_for_who_has_the_page(
    client: Client, database: str
) -> None:
    if database != "postgresql":
        pytest.skip("SQLite has no server")
    factories.statement(title="On exports")
    has = {"if-none-match": client.get("/statements/")["ETag"]}
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (process,) = cursor.fetchone()

    def close() -> None:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_terminate_backend(%s, 5000)", [process])

    in_another_connection(close)
    assert client.get("/statements/", headers=has).status_code == 304
