"""Two people save the same draft: the second sees what the first changed, and loses nothing of what he typed."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.contrib.auth.models import User
from django.db import connections
from django.test import Client

from statements import recording
from statements.models import Actor, Position, Statement, Tag
from tests import factories
from tests.desks import desk, fields_of, page, panel_of

AT_ONCE = 30
ROUNDS = 3


def opened(client, address):
    return fields_of(client.get(address))


def test_the_second_sees_what_the_first_changed_field_by_field():
    statement = factories.statement(published=False)
    first, second = desk("edna"), desk("erik")
    address = page("statement_change", statement.pk)
    one, two = opened(first, address), opened(second, address)
    first.post(address, one | {"title": "First's title", "occasion": "First's occasion"})
    answer = second.post(address, two | {"title": "Second's title", "speaker": "Second's speaker"})
    assert answer.status_code == 200
    shown = {each.label: (each.theirs, each.yours, each.taken) for each in answer.context["form"].differences}
    assert shown == {
        "title": ("First's title", "Second's title", False),
        "occasion": ("First's occasion", "", True),
    }
    form = answer.context["form"]
    assert form["title"].value() == "Second's title"
    assert form["speaker"].value() == "Second's speaker"
    assert form["occasion"].value() == "First's occasion"
    assert Statement.objects.get().title == "First's title"


def test_saving_again_is_a_decision_and_keeps_what_the_other_changed_elsewhere():
    statement = factories.statement(published=False)
    first, second = desk("edna"), desk("erik")
    address = page("statement_change", statement.pk)
    one, two = opened(first, address), opened(second, address)
    first.post(address, one | {"title": "First's title", "occasion": "First's occasion"})
    conflict = second.post(address, two | {"title": "Second's title"})
    assert second.post(address, fields_of(conflict)).status_code == 302
    row = Statement.objects.get()
    assert (row.title, row.occasion) == ("Second's title", "First's occasion")


def test_tags_and_actors_are_compared_too():
    statement = factories.statement(published=False)
    tag, belmark = factories.tag("Machines"), factories.actor("Belmark")
    first, second = desk("edna"), desk("erik")
    address = page("statement_change", statement.pk)
    one, two = opened(first, address), opened(second, address)
    first.post(address, one | {"tags": tag.name, "actor": belmark.name})
    answer = second.post(address, two | {"title": "Second's title"})
    shown = {each.label: (each.theirs, each.taken) for each in answer.context["form"].differences}
    assert shown == {"tags": ("Machines", True), "actor": ("Belmark", True)}
    second.post(address, fields_of(answer))
    row = Statement.objects.get()
    assert (row.title, list(row.tags.all()), row.actor) == ("Second's title", [tag], belmark)


def test_a_position_coded_meanwhile_is_no_conflict():
    statement = factories.statement(published=False)
    client = desk()
    address = page("statement_change", statement.pk)
    given = opened(client, address)
    factories.position(statement, "We will sign in May.", factories.tag(proposition="Sign."), published=False)
    assert client.post(address, given | {"title": "New title"}).status_code == 302
    assert Statement.objects.get().title == "New title"


def test_readings_of_turns_corrected_meanwhile_are_shown_and_not_undone():
    arvenia = factories.actor()
    turns = [
        recording.NewTurn("question", "Will you?", "Q: ", "\n", asker="unnamed", exchange=1),
        recording.NewTurn("answer", "We will.", "A: ", actor=arvenia, voice="delegate", exchange=1),
    ]
    statement = factories.statement(turns=turns, published=False)
    first, second = desk("edna"), desk("erik")
    address = page("statement_words", statement.pk, 1)
    shown = [client.get(address) for client in (first, second)]
    one, two = (fields_of(answer) | panel_of(answer) | {"save": "1"} for answer in shown)
    first.post(address, one | {"l0-asker": "publisher"})
    conflict = second.post(address, two | {"l1-voice": "ambassador"})
    assert [each.label for each in conflict.context["form"].differences] == ["how its turns are read"]
    assert [(row.asker, row.voice) for row in conflict.context["panel"].rows] == [("publisher", ""), ("", "ambassador")]
    second.post(address, fields_of(conflict) | panel_of(conflict) | {"save": "1"})
    assert [(turn.asker, turn.voice) for turn in statement.texts.get().turns.order_by("order")] == [
        ("publisher", None), (None, "ambassador"),
    ]  # fmt: skip


def test_a_draft_position_changed_meanwhile_is_shown():
    statement = factories.statement(published=False)
    draft = factories.position(statement, "We will sign in May.", factories.tag(proposition="Sign."), published=False)
    first, second = desk("edna"), desk("erik")
    address = page("position_code", draft.pk)
    management = {
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "1",
        "form-0-quote": "We will sign in May.",
        "save": "1",
    }
    one, two = opened(first, address) | management, opened(second, address) | management
    first.post(address, one | {"stance": "opposes"})
    answer = second.post(address, two | {"note": "Typed with care."})
    assert [(each.label, each.theirs) for each in answer.context["form"].differences] == [("stance", "opposes")]
    assert answer.context["form"]["note"].value() == "Typed with care."
    assert Position.objects.get().note == ""


def test_passages_chosen_meanwhile_are_shown_and_ones_own_stay_in_the_form():
    statement = factories.statement(published=False)
    draft = factories.position(statement, "We will sign in May.", factories.tag(proposition="Sign."), published=False)
    first, second = desk("edna"), desk("erik")
    address = page("position_code", draft.pk)
    management = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "save": "1"}
    one, two = opened(first, address) | management, opened(second, address) | management
    first.post(address, one | {"form-0-quote": "We will sign"})
    answer = second.post(address, two | {"form-0-quote": "in May"})
    assert [(each.theirs, each.taken) for each in answer.context["form"].differences] == [("“We will sign”", False)]
    assert answer.context["passages"].forms[0]["quote"].value() == "in May"
    assert draft.passages.get().quote == "We will sign"


@pytest.mark.parametrize(("kind", "model"), [("actor", Actor), ("tag", Tag)])
def test_actors_and_tags_are_guarded_as_well(kind, model):
    node = factories.actor() if kind == "actor" else factories.tag("Arvenia")
    address = page(f"{kind}_change", node.pk)
    clients = desk("edna"), desk("erik")
    inlines = {f"{prefix}-{end}_FORMS": "0" for prefix in ("names", "memberships") for end in ("TOTAL", "INITIAL")}
    forms = [
        {
            f.html_name: f.value()
            for f in client.get(address).context["adminform"].form
            if f.value() not in (None, False)
        }
        for client in clients
    ]
    clients[0].post(address, forms[0] | inlines | {"name": "First's name"})
    answer = clients[1].post(address, forms[1] | inlines | {"name": "Second's name"})
    assert answer.status_code == 200
    html = answer.content.decode()
    assert "First&#x27;s name" in html
    assert 'value="Second&#x27;s name"' in html
    assert model.objects.get().name == "First's name"


@pytest.mark.django_db(transaction=True)
def test_of_thirty_saves_at_once_exactly_one_is_saved_and_none_is_lost():
    editor = User.objects.create_superuser("root")
    statement = factories.statement(published=False)
    address = page("statement_change", statement.pk)
    browser = desk(editor)
    for turn in range(ROUNDS):
        loaded = fields_of(browser.get(address))
        before = Statement.objects.get().revision
        start = Barrier(AT_ONCE)

        def save(number, turn=turn, loaded=loaded, start=start):
            client = Client()
            client.cookies = browser.cookies
            title = f"Title {turn}-{number}"
            start.wait()
            try:
                answer = client.post(address, loaded | {"title": title, "occasion": f"Occasion {turn}-{number}"})
                # The client's contexts mix what threads render; a page is each thread's own.
                html = answer.content.decode()
                typed = all(f'value="{words} {turn}-{number}"' in html for words in ("Title", "Occasion"))
                kept = answer.status_code == 302 or (typed and "What somebody else changed" in html)
                return answer.status_code, title, kept
            finally:
                connections.close_all()

        with ThreadPoolExecutor(AT_ONCE) as pool:
            answers = list(pool.map(save, range(AT_ONCE)))
        saved = [title for status, title, _kept in answers if status == 302]
        assert len(saved) == 1
        assert sorted(status for status, _title, _kept in answers) == [200] * (AT_ONCE - 1) + [302]
        assert all(kept for _status, _title, kept in answers)
        row = Statement.objects.get()
        assert row.title == saved[0]
        assert row.occasion == saved[0].replace("Title", "Occasion")
        assert row.revision == before + 1
