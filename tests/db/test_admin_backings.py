"""Who stands behind a statement, in the admin: entered in a draft, corrected with a reason where it is public."""

import pytest

from statements import recording
from statements.models import Act, Backing, Position
from tests import factories
from tests.desks import desk, fields_of, page


@pytest.fixture
def house():
    return factories.actor("Velmora"), factories.actor("Bel Sarat"), factories.tag("Ships")


def backed(*backings, published=False):
    return factories.statement(published=published, backings=list(backings))


def rows_of(answer):
    """What a browser would send of the rows, were nothing changed."""
    rows = answer.context["rows"]
    given = {f"form-{end}": str(rows.management_form[end].value()) for end in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for row in rows:
        given |= {field.html_name: field.value() for field in row if field.value() is not None}
    return given


def opened(client, statement):
    answer = client.get(page("statement_backings", statement.pk))
    return fields_of(answer) | rows_of(answer) | {"save": "1"}


def send(client, statement, **more):
    return client.post(page("statement_backings", statement.pk), opened(client, statement) | more)


def standing(statement):
    rows = Backing.objects.filter(statement=statement, superseded_at=None).order_by("actor__name", "capacity")
    return [(row.actor.name, row.capacity, [tag.name for tag in row.except_tags.all()], row.evidence) for row in rows]


VELMORA = {"form-0-actor": "Velmora", "form-0-capacity": "signs", "form-0-except_tags": "Ships",
           "form-0-evidence": "Its name stands below."}  # fmt: skip


@pytest.mark.usefixtures("house")
def test_backings_of_a_draft_are_entered_row_by_row():
    statement = backed()
    client = desk()
    more = {"form-2-actor": "Bel Sarat", "form-2-capacity": "dissociates"}
    assert send(client, statement, **VELMORA, **more).url == page("statement_change", statement.pk)
    assert standing(statement) == [
        ("Bel Sarat", "dissociates", [], ""),
        ("Velmora", "signs", ["Ships"], "Its name stands below."),
    ]
    assert Act.objects.get(verb="edit backings").by.username == "edna"
    html = client.get(page("statement_change", statement.pk)).content.decode()
    assert "Velmora" in html
    assert page("statement_backings", statement.pk) in html


@pytest.mark.parametrize("capacity", ["signs", "aligns", "co-sponsors", "speaks-for", "dissociates"])
def test_every_capacity_can_be_chosen(house, capacity):
    statement = backed()
    send(desk(), statement, **VELMORA | {"form-0-capacity": capacity})
    assert [row[:2] for row in standing(statement)] == [("Velmora", capacity)]


def test_a_row_is_changed_and_an_emptied_one_goes(house):
    velmora, sarat, ships = house
    statement = backed(
        recording.NewBacking(velmora, "signs", [ships], "note 2"), recording.NewBacking(sarat, "aligns", [], "note 3")
    )
    client = desk()
    given = opened(client, statement)
    assert (given["form-0-actor"], given["form-0-except_tags"], given["form-1-evidence"]) == (
        "Velmora", "Ships", "note 3",
    )  # fmt: skip
    send(client, statement, **{"form-0-capacity": "co-sponsors", "form-1-actor": ""})
    assert standing(statement) == [("Velmora", "co-sponsors", ["Ships"], "note 2")]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"form-0-actor": "Nowhere"}, "Nothing has the name “Nowhere”"),
        ({"form-0-except_tags": "Nothing"}, "Nothing has the name “Nothing”"),
        ({"form-0-actor": ""}, "Who stands behind it was expected"),
        ({"form-1-actor": "Velmora", "form-1-capacity": "signs"}, "Velmora is given twice as the same"),
        ({"form-0-capacity": "applauds"}, "Select a valid choice"),
        ({"form-0-evidence": "a\0b"}, "U+0000 at position 1"),
    ],
)
@pytest.mark.usefixtures("house")
def test_what_is_wrong_is_told_and_what_was_typed_stays(change, words):
    statement = backed()
    answer = send(desk(), statement, **VELMORA | change)
    assert words in answer.content.decode()
    kept = "a\0b" if "form-0-evidence" in change else "Its name stands below."
    assert answer.context["rows"].forms[0]["evidence"].value() == kept
    assert standing(statement) == []


def test_more_rows_are_one_press_away_and_nothing_is_lost(house):
    statement = backed()
    client = desk()
    given = opened(client, statement) | VELMORA | {"more": "1"}
    del given["save"]
    answer = client.post(page("statement_backings", statement.pk), given)
    assert len(answer.context["rows"].forms) == 6
    assert answer.context["rows"].forms[0]["evidence"].value() == "Its name stands below."
    assert "errornote" not in answer.content.decode()
    assert standing(statement) == []


def test_of_a_public_statement_they_are_corrected_with_a_reason_and_the_positions_follow(house):
    velmora, _sarat, _ships = house
    statement = backed(recording.NewBacking(velmora, "signs"), published=True)
    limits = factories.tag("Limits", "States may limit exports.")
    factories.position(statement, "We support limits", limits)
    client = desk()
    change = {"form-0-actor": "", "form-1-actor": "Bel Sarat", "form-1-capacity": "signs"}
    silent = send(client, statement, **change)
    assert "reason" in silent.context["form"].errors
    send(client, statement, **change, reason="The wrong name was read.")
    gone, now = Backing.objects.order_by("pk")
    assert (gone.superseded_at, now.actor.name) == (now.recorded_at, "Bel Sarat")
    followers = Position.objects.published().filter(follows__isnull=False)
    assert list(followers.values_list("actor__name", "basis")) == [("Bel Sarat", "joint")]
    assert Act.objects.get(verb="correct").why == "The wrong name was read."


def test_what_somebody_else_entered_meanwhile_is_shown_and_ones_own_rows_stay(house):
    statement = backed()
    first, second = desk("edna"), desk("erik")
    address = page("statement_backings", statement.pk)
    one, two = opened(first, statement), opened(second, statement)
    first.post(address, one | VELMORA)
    conflict = second.post(address, two | {"form-0-actor": "Bel Sarat", "form-0-evidence": "Typed with care."})
    assert [(each.label, each.theirs, each.yours) for each in conflict.context["form"].differences] == [
        ("who stands behind it", "Velmora – signs (except on Ships): Its name stands below.", "")
    ]
    assert conflict.context["rows"].forms[0]["evidence"].value() == "Typed with care."
    assert [row[0] for row in standing(statement)] == ["Velmora"]
    second.post(address, fields_of(conflict) | rows_of(conflict) | {"save": "1"})
    assert [row[0] for row in standing(statement)] == ["Bel Sarat"]


def test_a_title_changed_meanwhile_is_no_conflict(house):
    statement = backed()
    client = desk()
    given = opened(client, statement)
    recording.edit_draft(statement, by=None, values={"title": "Another title"})
    assert client.post(page("statement_backings", statement.pk), given | VELMORA).status_code == 302
    assert [row[0] for row in standing(statement)] == ["Velmora"]


def test_a_contributor_enters_them_in_drafts_and_corrects_none(house):
    client = desk("carla", "Contributor")
    assert client.get(page("statement_backings", backed().pk)).status_code == 200
    public = backed(published=True)
    assert client.get(page("statement_backings", public.pk)).status_code == 403
    assert page("statement_backings", public.pk) not in client.get(page("statement_change", public.pk)).content.decode()


def test_of_a_withdrawn_statement_there_is_no_such_page():
    statement = backed(published=True)
    recording.withdraw(statement, by=None, reason="forged")
    assert desk().get(page("statement_backings", statement.pk)).status_code == 404


def test_the_page_of_a_correction_leads_there():
    statement = backed(published=True)
    html = desk().get(page("statement_correct", statement.pk)).content.decode()
    assert page("statement_backings", statement.pk) in html


@pytest.mark.parametrize("verb", ["record", "edit", "correct"])
def test_the_same_backing_twice_is_refused_whoever_writes_it(house, verb):
    twice = [recording.NewBacking(house[0], "signs", evidence=note) for note in ("a", "b")]
    statement = backed(published=verb == "correct")
    write = {
        "record": lambda: backed(*twice),
        "edit": lambda: recording.edit_draft(statement, by=None, backings=twice),
        "correct": lambda: recording.correct(statement, by=None, reason="typo", backings=twice),
    }
    with pytest.raises(recording.RecordingError, match="Velmora is given twice as the same"):
        write[verb]()
    assert not Backing.objects.exists()
