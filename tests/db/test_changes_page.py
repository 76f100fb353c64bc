"""Corrections and withdrawals: the page, its files and its feed."""

from __future__ import annotations

import csv
import io
import xml.etree.ElementTree as ET
from typing import Any

from django.test import Client
from django.utils import timezone

from statements import recording
from statements.models import Position, Statement
from tests import factories

ATOM = "{http://www.w3.org/2005/Atom}"


def corrected() -> Statement:
    """A statement with a corrected title and a reading made anew."""
    row = factories.statement(title="First title", key="arv-1")
    tag = factories.tag("Export limits", "States may limit exports.")
    position = factories.position(row, "We support limits", tag)
    recording.correct(row, by=factories.editor(), reason="a wrong title", values={"title": "Second title"})
    draft = recording.recode(position, by=factories.editor(), reason="read too far", stance="mixed")
    recording.publish_positions([draft], by=factories.editor())
    return row


def rows(client: Client) -> list[dict[str, Any]]:
    """The changes in JSON."""
    found: list[dict[str, Any]] = client.get("/changes/?format=json").json()["results"]
    return found


def table(client: Client) -> list[dict[str, str]]:
    """The changes in CSV."""
    response: Any = client.get("/changes/?format=csv")
    return list(csv.DictReader(io.StringIO(b"".join(response.streaming_content).decode("utf-8-sig"))))


def feed(client: Client) -> ET.Element:
    """The changes in Atom."""
    response = client.get("/changes/?format=atom")
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ET.fromstring(response.content)  # noqa: S314  (the answer is our own)


def test_changes_lists_corrections_with_reason_and_what_changed(client: Client) -> None:
    corrected()
    assert [(row["kind"], row["reason"], row["changed"]) for row in rows(client)] == [
        ("reading", "read too far", ["stance: supports → mixed"]),
        ("edition", "a wrong title", ["title: First title → Second title"]),
    ]


def test_changes_shows_a_withdrawal_by_number_and_reason_and_none_of_its_words(client: Client) -> None:
    row = corrected()
    recording.withdraw(row, by=factories.editor(), reason="not theirs")
    page = client.get("/changes/").content.decode()
    assert f"Statement {row.pk} was withdrawn" in page
    assert "not theirs" in page
    assert "First title" not in page
    assert "Second title" not in page
    assert [(one["id"], one["url"], one["changed"]) for one in rows(client)] == [(row.pk, None, [])]


def test_a_hidden_reading_is_listed_without_its_stance(client: Client) -> None:
    position = factories.position(factories.statement(), "We support", factories.tag("Limits", "States may limit."))
    recording.hide(position, by=factories.editor(), reason="misread")
    assert [(row["kind"], row["reason"], row["changed"]) for row in rows(client)] == [("reading", "misread", [])]


def test_changes_in_csv_have_the_same_rows(client: Client) -> None:
    row = corrected()
    recording.correct(row, by=factories.editor(), reason="both", values={"title": "Third", "said_on": "2026"})
    found = table(client)
    assert list(found[0]) == ["at", "kind", "id", "url", "invented", "reason", "changed"]
    told = {"id": int, "invented": lambda word: word == "True", "changed": lambda words: words.split("; ")}
    assert [{name: told.get(name, str)(value) for name, value in line.items()} for line in found] == rows(client)
    assert found[0]["changed"] == "title: Second title → Third; said on: 29 May 2026 → 2026"


def test_addresses_of_changes_are_whole(client: Client) -> None:
    row = corrected()
    reading, edition = rows(client)
    assert edition["url"] == f"http://testserver/statements/{row.pk}-second-title/"
    assert reading["url"] == f"http://testserver/positions/{reading['id']}/"


def test_an_unknown_format_of_changes_is_said_to_be_wrong(client: Client) -> None:
    assert client.get("/changes/?page=x&format=json").status_code == 400


def test_changes_tells_dates_and_forms_in_words(client: Client) -> None:
    row = factories.statement()
    recording.correct(
        row, by=factories.editor(), reason="misread", values={"said_on": "2026-05", "form": "prepared-speech"}
    )
    (change,) = rows(client)
    assert change["changed"] == ["form: formal statement → prepared speech", "said on: 29 May 2026 → May 2026"]


# -- the feed ------------------------------------------------------------------------------------------


def test_the_feed_tells_the_same_changes(client: Client) -> None:
    row = corrected()
    limits = factories.tag("Export limits")
    text = recording.as_new_text(row.texts.published().get())
    new = recording.NewText(
        turns=[recording.NewTurn("speech", "We support limits.", actor=factories.actor(), voice="minister")],
        language=text.language,
        authority=text.authority,
    )
    recording.correct(row, by=factories.editor(), reason="a line too many", texts={1: new})
    recording.propose(limits, by=factories.editor(), words="States must limit exports.", reason="clearer")
    root = feed(client)
    assert root.findtext(f"{ATOM}title") == "Corrections and withdrawals – On Record"
    assert [
        (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) for entry in root.iter(f"{ATOM}entry")
    ] == [
        (
            "A proposition was worded anew: Export limits",
            "clearer (proposition: States may limit exports. → States must limit exports.)",
        ),
        ("The words of a statement, or whose they are: Second title", "a line too many"),
        ("A reading was made anew: Arvenia, Export limits", "read too far (stance: supports → mixed)"),
        ("What the site says about a statement: Second title", "a wrong title (title: First title → Second title)"),
    ]
    links = [entry.find(f"{ATOM}link") for entry in root.iter(f"{ATOM}entry")]
    assert [link.get("href") for link in links if link is not None] == [row["url"] for row in rows(client)]


def test_an_entry_of_the_feed_keeps_its_id_and_its_instant(client: Client) -> None:
    row = corrected()
    before = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in feed(client)]
    recording.correct(row, by=factories.editor(), reason="again", values={"title": "Third title"})
    after = [(entry.findtext(f"{ATOM}id"), entry.findtext(f"{ATOM}updated")) for entry in feed(client)]
    entries = [pair for pair in before if pair[0] and pair[1]]
    assert len(entries) == 2
    assert set(entries) < set(after)
    assert len({pair[0] for pair in after if pair[1]}) == 3


def test_the_feed_leads_from_a_withdrawal_to_what_is_left_and_holds_none_of_its_words(client: Client) -> None:
    row = corrected()
    recording.withdraw(row, by=factories.editor(), reason="not theirs")
    answer = client.get("/changes/?format=atom").content.decode().lower()
    assert "first title" not in answer
    assert "second" not in answer
    (entry,) = feed(client).iter(f"{ATOM}entry")
    assert entry.findtext(f"{ATOM}title") == f"Statement {row.pk} was withdrawn"
    assert entry.findtext(f"{ATOM}summary") == "not theirs"
    link = entry.find(f"{ATOM}link")
    assert link is not None
    assert link.get("href") == f"http://testserver/statements/{row.pk}-x/"
    assert client.get(f"/statements/{row.pk}-x/").status_code == 410


def test_the_feed_takes_back_the_stance_of_a_hidden_reading(client: Client) -> None:
    position = factories.position(factories.statement(), "We support", factories.tag("Limits", "States may limit."))
    recording.hide(position, by=factories.editor(), reason="misread")
    (entry,) = feed(client).iter(f"{ATOM}entry")
    assert (entry.findtext(f"{ATOM}title"), entry.findtext(f"{ATOM}summary")) == (
        "A reading was taken out: Arvenia, Limits",
        "misread",
    )


def test_an_invented_actors_change_is_said_to_be_invented(client: Client) -> None:
    row = factories.statement(by=factories.actor("Nowhere", invented=True))
    recording.correct(row, by=factories.editor(), reason="a wrong title", values={"title": "Other"})
    assert [one["invented"] for one in rows(client)] == [True]
    (entry,) = feed(client).iter(f"{ATOM}entry")
    assert str(entry.findtext(f"{ATOM}summary")).startswith("Invented, for demonstration.")


def test_the_page_names_its_feed(client: Client) -> None:
    corrected()
    page = client.get("/changes/").content.decode()
    assert 'type="application/atom+xml" title="Corrections and withdrawals" href="/changes/?format=atom"' in page
    assert '<a href="?format=atom" rel="nofollow">Atom</a>' in page


def test_a_stance_that_was_taken_back_is_not_told_when_the_line_is_read_again(client: Client) -> None:
    position = factories.position(factories.statement(), "We support", factories.tag("Limits", "States may limit."))
    recording.hide(position, by=factories.editor(), reason="misread")
    current = Position.objects.current().get(line=position.line)
    draft = recording.recode(current, by=factories.editor(), reason="read again", stance="mixed")
    recording.publish_positions([draft], by=factories.editor())
    assert [(row["reason"], row["changed"]) for row in rows(client)] == [("read again", []), ("misread", [])]


def test_changes_are_narrowed_by_kind_and_year_with_counts_and_turned_round(client: Client) -> None:
    recording.withdraw(corrected(), by=factories.editor(), reason="not theirs")
    year = str(timezone.now().year)
    newest = [row["kind"] for row in rows(client)]
    oldest: list[dict[str, Any]] = client.get("/changes/?format=json&sort=date").json()["results"]
    assert [row["kind"] for row in oldest] == newest[::-1]
    assert client.get(f"/changes/?format=json&kind=withdrawal&year={year}").json()["count"] == 1
    assert client.get("/changes/?format=json&kind=reading&year=1999").json() == {
        "count": 0, "next": None, "results": [],
    }  # fmt: skip
    html = client.get("/changes/?kind=withdrawal").content.decode()
    assert '<h2 id="found">1 change</h2>' in html
    assert 'href="?kind=withdrawal&amp;sort=date"' in html
    assert f'href="?kind=withdrawal&amp;year={year}"' in html
    assert "not theirs" in html
    assert client.get("/changes/?kind=sermon").context["form"].errors


def test_an_empty_list_of_changes_says_what_to_leave_out(client: Client) -> None:
    assert "Nothing was corrected or withdrawn so far." in client.get("/changes/").content.decode()
    recording.withdraw(factories.statement(), by=factories.editor(), reason="not theirs")
    html = client.get("/changes/?year=1999").content.decode()
    assert '<a href="?">leave out “Year: 1999”</a> <span class="soft">1 change</span>' in html
