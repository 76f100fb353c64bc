"""Discarding a draft that was never public: what goes, what stays, and what is refused."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from statements import recording
from statements.models import (
    Act,
    Actor,
    AnswerReading,
    Backing,
    Edition,
    Passage,
    Position,
    Proposition,
    Read,
    Review,
    Statement,
    Tag,
    TaggedStatement,
    Text,
    Turn,
)
from statements.recording import scheduling
from statements.search import index
from tests import factories
from tests.desks import desk, fields_of, page, person
from tests.records import bring, position, proposition, record

GONE = (
    Statement, Edition, Edition.tags.through, Text, Turn, Position, Passage, Review, Backing,
    Backing.except_tags.through, Read, AnswerReading, TaggedStatement,
)  # fmt: skip
WHY = "Pasted twice."


def rich(by=None):
    """A draft of which every sort of row that can belong to one is there."""
    arvenia, velmora = factories.actor(), factories.actor("Velmora")
    limits, ships = factories.tag("Export limits", "States may limit exports."), factories.tag("Ships")
    turns = [
        recording.NewTurn("question", "Will you sign?", "Q: ", "\n", asker="unnamed", exchange=1),
        recording.NewTurn("answer", "We will sign in May.", "A: ", actor=arvenia, exchange=1),
    ]
    new = recording.NewStatement(
        actor=arvenia,
        title="On exports",
        texts=[recording.NewText(turns, "en"), recording.NewText(turns, "fr", authority="our-translation")],
        tags=[limits],
        backings=[recording.NewBacking(velmora, "signs", [ships], "note 2")],
    )
    row = recording.record(new, by=by or person("edna"))
    coded = factories.position(row, "We will sign", limits, published=False)
    checks = dict.fromkeys(("quote_authentic", "bears_on_tag", "stance_read_right"), True)
    recording.review(coded, by=factories.editor("second"), **checks)
    question, answer = Turn.objects.filter(text__statement=row, text__number=1).order_by("order")
    recording.mark_read(row, by=None, tag=ships, outcome="asked-no-answer", turn=question)
    recording.read_answer(answer, by=None, outcome="answers")
    return row


def indexed(statement):
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {index.backend().PLACES} WHERE statement_id = %s", [statement])
        return cursor.fetchone()[0]


def change_status(row, status):
    verbs = {
        "in-review": lambda: recording.send_to_review(row, by=None),
        "scheduled": lambda: recording.schedule(row, by=None, at=timezone.now() + timedelta(days=1)),
        "published": lambda: recording.publish(row, by=None),
    }
    verbs.get(status, lambda: None)()


@pytest.mark.parametrize("status", ["draft", "in-review", "scheduled"])
def test_a_draft_goes_with_all_that_belongs_to_it_and_nothing_else(status):
    kept = factories.statement(title="Another", published=False)
    row = rich()
    change_status(row, status)
    number = row.pk
    recording.discard(row, by=person("edna"), why=WHY)
    assert Statement.objects.get() == kept
    left = {model: model._default_manager.count() for model in GONE}
    assert {model.__name__: count for model, count in left.items() if count} == {
        "Statement": 1, "Edition": 1, "Text": 1, "Turn": 1,
    }  # fmt: skip
    assert indexed(number) == 0
    assert (Actor.objects.count(), Tag.objects.count(), Proposition.objects.count()) == (2, 2, 1)


def test_every_sort_of_row_that_belongs_to_a_statement_is_looked_at():
    pointing = {
        relation.related_model
        for model in GONE
        for relation in model._meta.get_fields(include_hidden=True)
        if relation.auto_created and not relation.concrete and relation.related_model in apps.get_models()
    }
    historical = {model for model in pointing if model.__name__.startswith("Historical")}
    assert pointing - historical - set(GONE) == {Act}


def test_the_act_says_who_when_why_and_what_and_the_history_stays():
    row = rich()
    before, number = timezone.now(), row.pk
    recording.discard(row, by=person("edna"), why=WHY)
    act = Act.objects.get(verb="discard")
    assert (act.by.username, act.why, act.actor.name) == ("edna", f"{WHY} (s{number}: On exports)", "Arvenia")
    assert act.at >= before
    assert Act.objects.filter(verb="record").exists()
    for model, kept in ((Statement, ["+", "-"]), (Edition, ["+", "-"]), (Position, ["+", "-"]), (Passage, ["+", "-"]),
                        (Text, ["+", "+", "-", "-"]), (Turn, ["+"] * 4 + ["-"] * 4)):  # fmt: skip
        assert sorted(model.history.values_list("history_type", flat=True)) == kept, model


@pytest.mark.parametrize("status", ["published", "withdrawn"])
def test_what_was_ever_public_is_never_discarded(status):
    row = rich()
    change_status(row, "published")
    if status == "withdrawn":
        recording.withdraw(row, by=None, reason="forged")
    with pytest.raises(recording.RecordingError, match=f"only a draft can be discarded, and the statement is {status}"):
        recording.discard(row, by=person("edna"), why=WHY)
    assert (Statement.objects.get(), Position.objects.count(), Turn.objects.count()) == (row, 1, 4)
    assert not Act.objects.filter(verb="discard").exists()


@pytest.mark.parametrize("subject", ["statement", "position"])
def test_a_draft_published_meanwhile_is_refused(subject):
    row = rich()
    coded = Position.objects.get()
    stale = {"statement": Statement.objects.get(), "position": Position.objects.get()}[subject]
    recording.publish(row, by=None, positions=[coded])
    with pytest.raises(recording.RecordingError):
        recording.discard(stale, by=person("edna"), why=WHY)
    assert Position.objects.published().exists()


def test_a_draft_to_whose_position_another_refers_is_refused():
    row = rich()
    earlier = Position.objects.get()
    later = factories.statement(title="Later", published=False)
    reaffirms = factories.position(
        later, "We will sign", earlier.tag, published=False, relation="reaffirms", relates_to=earlier.line
    )
    with pytest.raises(recording.RecordingError, match=f"{reaffirms} refers to {earlier}"):
        recording.discard(row, by=person("edna"), why=WHY)
    assert Statement.objects.count() == 2


def test_an_imported_draft_is_discarded_and_comes_back_with_its_file(tmp_path):
    rows = (proposition(), record(positions=[position(stance="supports")]))
    bring(tmp_path, *rows, publish=False)
    recording.discard(Statement.objects.get(), by=person("edna"), why=WHY)
    assert not Position.objects.exists()
    assert bring(tmp_path, *rows, publish=False).counts["created"] == (1, 1, 1, 1, 1, 0)


def test_a_statement_discarded_meanwhile_does_not_stop_what_else_is_due(monkeypatch):
    hour_ago = timezone.now() - timedelta(hours=1)
    gone, waiting = (factories.statement(title=title, published=False) for title in ("Gone", "Waiting"))
    recording.schedule(gone, by=None, at=hour_ago)
    recording.schedule(waiting, by=None, at=hour_ago + timedelta(minutes=1))
    publish_one = scheduling._publish_due_statement

    def discarding(pk, *args):
        if pk == gone.pk:
            recording.discard(gone, by=None, why=WHY)
        return publish_one(pk, *args)

    monkeypatch.setattr(scheduling, "_publish_due_statement", discarding)
    assert recording.publish_due() == (1, 0, [])


# -- in the admin ----------------------------------------------------------------------------------------


def test_the_page_says_what_goes_and_nothing_goes_before_it_is_confirmed():
    row = rich()
    client = desk()
    assert page("statement_discard", row.pk) in client.get(page("statement_change", row.pk)).content.decode()
    html = client.get(page("statement_discard", row.pk)).content.decode()
    assert f"4 turns · {Position.objects.get()}" in html
    assert Statement.objects.exists()


def test_a_draft_is_discarded_with_a_reason():
    row = rich()
    client = desk()
    address = page("statement_discard", row.pk)
    given = fields_of(client.get(address))
    silent = client.post(address, given | {"reason": " "})
    assert "reason" in silent.context["form"].errors
    assert Statement.objects.exists()
    answer = client.post(address, given | {"reason": WHY})
    assert answer.url == page("statement_changelist")
    assert not Statement.objects.exists()
    assert Act.objects.get(verb="discard").by.username == "edna"
    assert set(Statement.history.filter(history_type="-").values_list("history_user__username", flat=True)) == {"edna"}


def test_a_second_press_finds_it_done():
    row = rich()
    client = desk()
    address = page("statement_discard", row.pk)
    given = fields_of(client.get(address)) | {"reason": WHY}
    assert [client.post(address, given).url for _ in range(2)] == [page("statement_changelist")] * 2
    assert Act.objects.filter(verb="discard").count() == 1
    assert client.post(page("statement_discard", 4711), given).status_code == 404


def test_what_somebody_else_did_meanwhile_is_shown_before_it_is_lost():
    row = rich()
    client = desk()
    address = page("statement_discard", row.pk)
    given = fields_of(client.get(address)) | {"reason": WHY}
    other = factories.position(row, "in May", factories.tag("May", "May is a month."), published=False)
    conflict = client.post(address, given)
    assert Statement.objects.exists()
    (difference,) = conflict.context["form"].differences
    assert (str(other) in difference.theirs, str(other) in difference.yours) == (True, False)
    assert client.post(address, fields_of(conflict)).status_code == 302
    assert not Statement.objects.exists()


def test_words_changed_meanwhile_are_shown_though_nothing_else_is():
    row = rich()
    client = desk()
    address = page("statement_discard", row.pk)
    given = fields_of(client.get(address)) | {"reason": WHY}
    recording.edit_draft(row, by=None, values={"occasion": "A long day's work"})
    assert client.post(address, given).context["form"].differences
    assert Statement.objects.exists()


def test_what_is_public_offers_no_discarding_and_takes_none():
    row = factories.statement()
    client = desk()
    address = page("statement_discard", row.pk)
    assert address not in client.get(page("statement_change", row.pk)).content.decode()
    refused = client.post(address, fields_of(client.get(address)) | {"reason": WHY})
    assert "only a draft can be discarded" in refused.content.decode()
    assert Statement.objects.get() == row


def test_a_contributor_discards_what_she_recorded_and_nothing_else():
    client = desk("carla", "Contributor")
    own, other = rich(by=person("carla")), factories.statement(title="Another's", published=False)
    assert page("statement_discard", own.pk) in client.get(page("statement_change", own.pk)).content.decode()
    address = page("statement_discard", other.pk)
    assert address not in client.get(page("statement_change", other.pk)).content.decode()
    assert client.get(address).status_code == client.post(address, {"reason": WHY}).status_code == 403
    address = page("statement_discard", own.pk)
    assert client.post(address, fields_of(client.get(address)) | {"reason": WHY}).status_code == 302
    assert Statement.objects.get() == other


def test_a_draft_that_another_position_refers_to_stays_until_that_is_changed():
    tag = factories.tag("Limits", "Limits are due.")
    earlier = factories.position(factories.statement(), "We support limits", tag, published=False)
    later = factories.position(
        factories.statement(title="Later"), "We will sign", tag, published=False,
        relation="reaffirms", relates_to=earlier.line,
    )  # fmt: skip
    with pytest.raises(recording.RecordingError, match=f"{later} refers to {earlier}"):
        recording.discard(earlier, by=person("edna"), why=WHY)
    recording.edit_position(later, by=person("edna"), relation=None, relates_to=None)
    recording.discard(earlier, by=person("edna"), why=WHY)
    assert list(Position.objects.all()) == [later]


def test_the_draft_of_a_correction_is_discarded_though_its_line_is_referred_to():
    tag = factories.tag("Limits", "Limits are due.")
    earlier = factories.position(factories.statement(), "We support limits", tag)
    factories.position(
        factories.statement(title="Later"), "We will sign", tag, relation="reaffirms", relates_to=earlier.line
    )
    draft = recording.recode(earlier, by=person("edna"), reason="read anew", stance="mixed")
    recording.discard(draft, by=person("edna"), why=WHY)
    assert Position.objects.filter(line=earlier.line).get() == earlier
