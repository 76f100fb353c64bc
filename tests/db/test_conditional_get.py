"""Pages by the site's revision: what is sent again, what never may be kept, and HEAD."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.test import Client, RequestFactory
from django.utils import timezone

from statements import readings, recording, resources
from statements.models import Position
from statements.views.site import changes
from statements.views.statements import statement_list
from tests import factories
from tests.factories import editor, said, tag

NOON = datetime(2026, 6, 2, 12, tzinfo=UTC)
LATER = NOON + timedelta(days=2)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Sets the time that the pages know."""

    def set_to(instant: datetime) -> None:
        monkeypatch.setattr(timezone, "now", lambda: instant)

    return set_to


@pytest.fixture
def limits(clock: Any) -> Any:
    """A tag with a proposition, from before all that the tests tell."""
    clock(NOON - timedelta(days=60))
    return tag("Export limits", "Exports of machines should be limited.")


# -- dates that are not over -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "as_of",
    [
        "2026-06-02",
        "  2026-06-02",
        "2026-06-03",
        "2026-06-02T13:00Z",
        "2026-06-02T14:00:00.5+01:00",
        "2026-06-01T23:00-14:00",
        "20260603T000000",
        "2026-W23-3T00:00",
    ],
)
def test_what_is_answered_otherwise_when_a_day_is_over_is_never_kept(
    client: Client, clock: Any, limits: Any, as_of: str
) -> None:
    position = said(limits)
    for address in (position.get_absolute_url(), "/statements/"):
        clock(NOON)
        before = client.get(address, {"as_of": as_of})
        clock(LATER)
        assert client.get(address, {"as_of": as_of}).content != before.content
        assert "ETag" not in before
        assert before["Cache-Control"] == "no-cache"


def test_an_instant_that_is_past_everywhere_is_kept(client: Client, clock: Any, limits: Any) -> None:
    clock(NOON - timedelta(days=30))
    said(limits)
    clock(NOON)
    for as_of in ("2026-05-30", "2026-05-30T10:00Z", "2026-05-31T23:59:59.999999Z"):
        first = client.get("/statements/", {"as_of": as_of})
        assert first.status_code == 200
        clock(LATER)
        again = client.get("/statements/", {"as_of": as_of}, headers={"if-none-match": first["ETag"]})
        assert again.status_code == 304
        clock(NOON)


# -- what is planned -------------------------------------------------------------------------------------


def test_a_planned_publication_shows_with_its_run_and_not_before(client: Client, clock: Any) -> None:
    clock(NOON)
    factories.statement(title="Public already")
    waiting = factories.statement(title="Embargoed", published=False)
    recording.schedule(waiting, by=editor(), at=NOON + timedelta(hours=1))
    first = client.get("/statements/")
    assert "Embargoed" not in first.content.decode()
    clock(LATER)
    # It is due, and the run is late: nothing shows, and the page is still the one that the reader has.
    late = client.get("/statements/")
    assert late["ETag"] == first["ETag"]
    assert "Embargoed" not in late.content.decode()
    assert "Embargoed" not in client.get("/statements/?as_of=2026-06-03").content.decode()
    recording.publish_due()
    shown = client.get("/statements/", headers={"if-none-match": first["ETag"]})
    assert shown.status_code == 200
    assert "Embargoed" in shown.content.decode()
    # As the site stood between the plan and the run it was not there.
    assert "Embargoed" not in client.get("/statements/?as_of=2026-06-03").content.decode()


# -- HEAD ------------------------------------------------------------------------------------------------


def addresses() -> list[str]:
    """One address of each kind, pages and files, and what is gone."""
    position = said(tag("Export limits", "Exports of machines should be limited."))
    gone = factories.statement(title="Gone")
    recording.withdraw(gone, by=editor(), reason="not theirs")
    lists = [
        "/statements/",
        "/changes/",
        "/actors/arvenia/",
        "/tags/export-limits/",
        "/actors/arvenia/on/export-limits/",
    ]
    return [
        "/", "/method/", "/tags/", "/actors/", "/compare/", "/robots.txt", "/healthz",
        "/sitemap.xml", "/sitemap-statements.xml", "/nowhere/", f"/statements/{gone.pk}-x/", "/statements/?page=x",
        "/statements/?page=x&format=json", "/statements/?as_of=2999-01-01",
        position.get_absolute_url(), position.statement.get_absolute_url(), f"/statements/{position.statement_id}-x/",
        *lists, *(f"{path}?format={name}" for path in lists for name in ("json", "csv", "atom")),
    ]  # fmt: skip


def test_head_answers_what_get_answers_without_the_page(client: Client) -> None:
    for address in addresses():
        got, head = client.get(address), client.head(address)
        assert head.status_code == got.status_code, address
        assert {name: value for name, value in head.items() if name != "Expires"} == {
            name: value for name, value in got.items() if name != "Expires"
        }, address
        assert (b"".join(head.streaming_content) if head.streaming else head.content) == b"", address
        if "ETag" in got:
            for ask in (client.get, client.head):
                again = ask(address, headers={"if-none-match": got["ETag"]})
                assert (again.status_code, again["ETag"], again["Cache-Control"]) == (304, got["ETag"], "no-cache")


def test_head_of_a_file_reads_no_row_of_it(rf: RequestFactory, django_assert_num_queries: Any, limits: Any) -> None:
    said(limits)
    for view, address in ((statement_list, "/statements/?format=csv"), (changes, "/changes/?format=csv")):
        with django_assert_num_queries(1):
            # As a server reads it, which the test client does not.
            head: Any = view(rf.head(address))
            assert list(head) == []
        assert head["Content-Type"] == "text/csv; charset=utf-8"
        assert len(list(view(rf.get(address)))) > 0


def test_a_page_takes_no_other_method(client: Client) -> None:
    for address in addresses():
        if "/nowhere/" not in address:
            response = client.post(address)
            assert (response.status_code, response["Allow"]) == (405, "GET, HEAD"), address


def test_a_page_that_was_withdrawn_is_gone_for_who_had_it(client: Client, limits: Any) -> None:
    position = said(limits)
    address = position.get_absolute_url()
    mark = client.get(address)["ETag"]
    recording.withdraw(position.statement, by=editor(), reason="not theirs")
    response = client.get(address, headers={"if-none-match": mark})
    assert response.status_code == 410
    assert client.get(address, headers={"if-none-match": response["ETag"]}).status_code == 304


def test_an_error_is_not_tried_again(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    said(tag("Export limits", "Exports should be limited."))
    made: list[int] = []

    def broken(*_args: Any, **_kwargs: Any) -> Any:
        made.append(1)
        raise KeyError("a slip of the pen")

    monkeypatch.setattr(readings, "evidence_of", broken)
    with pytest.raises(KeyError, match="a slip of the pen"):
        client.get("/actors/arvenia/on/export-limits/?format=json")
    assert len(made) == 1


@pytest.mark.parametrize("change", ["corrected", "withdrawn"])
def test_a_file_goes_on_though_its_rows_change_while_it_is_written(
    client: Client, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    limits = tag("Export limits", "Exports should be limited.")
    said(limits, said_on="2020")
    last = said(limits, said_on="2026")
    older = Position.objects.published().exclude(line=last.line).get()
    evidence, chunks = resources.evidence_of, []

    def meanwhile(rows: Any, as_of: Any) -> Any:
        chunks.append(len(rows))
        if chunks == [1, 1] and change == "corrected":
            draft = recording.recode(older, by=editor(), reason="read anew", stance="mixed")
            recording.publish_positions([draft], by=editor())
        elif chunks == [1, 1]:
            recording.withdraw(older.statement, by=editor(), reason="forged")
        return evidence(rows, as_of)

    monkeypatch.setattr(resources, "CHUNK", 1)
    monkeypatch.setattr(resources, "evidence_of", meanwhile)
    response: Any = client.get("/tags/export-limits/?format=csv")
    rows = list(csv.DictReader(b"".join(response.streaming_content).decode("utf-8-sig").splitlines()))
    # The file is of the instant at which it began; what is withdrawn since stands in no file.
    told = [(int(row["line"]), row["stance"]) for row in rows]
    assert told == [(last.line, "supports"), (older.line, "supports")][: 2 if change == "corrected" else 1]
