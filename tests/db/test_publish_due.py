"""The command that makes scheduled rows public: twice, at once, late."""

import threading
from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from statements import recording
from statements.models import Act, Position, Statement
from tests import factories


def planned(hours, title="Planned"):
    row = factories.statement(title=title, published=False)
    position = factories.position(
        row, "We support limits", factories.tag("Limits", "States may limit exports."), published=False
    )
    at = timezone.now() + timedelta(hours=hours)
    recording.schedule(row, by=factories.editor(), at=at, positions=[position])
    return row, position


def test_the_command_says_what_it_published(capsys):
    planned(-1)
    planned(1, "Later")
    call_command("publish_due")
    assert capsys.readouterr().out == "1 statements and 1 positions published\n"
    assert [row.title for row in Statement.objects.published()] == ["Planned"]


def test_a_run_that_comes_late_records_its_own_instant():
    row, position = planned(-48)
    before = timezone.now()
    recording.publish_due()
    row.refresh_from_db()
    position.refresh_from_db()
    assert row.published_at > before
    assert position.recorded_at > before


def test_a_reading_that_cannot_be_published_is_named_and_the_others_are_published():
    row, position = planned(-1)
    recording.publish_due()
    # As a file brings it: at coding it would be refused.
    again = recording.NewPosition(row, position.tag, [factories.passage(row, "We will sign")], stance="supports")
    (second,) = recording.code_many([again], by=None)
    other = factories.position(row, "We will sign", factories.tag("Other", "States should sign."), published=False)
    recording.schedule_positions([second, other], by=factories.editor(), at=timezone.now() - timedelta(hours=1))
    with pytest.raises(CommandError, match=f"p{second.line}"):
        call_command("publish_due")
    assert set(Position.objects.published().values_list("line", flat=True)) == {position.line, other.line}


def test_what_is_taken_out_of_the_schedule_is_a_draft_again_with_the_readings_planned_with_it():
    row, position = planned(-1)
    recording.unschedule(row, by=factories.editor(), why="The speech was put off.")
    position.refresh_from_db()
    assert [(each.status, each.publish_at) for each in (row, position)] == [("draft", None), ("draft", None)]
    acts = Act.objects.filter(verb="cancel the schedule").values_list("statement", "position", "by__username", "why")
    assert set(acts) == {
        (row.pk, None, "editor", "The speech was put off."),
        (row.pk, position.pk, "editor", "The speech was put off."),
    }
    assert recording.publish_due() == (0, 0, [])


def test_a_reading_alone_is_taken_out_of_the_schedule():
    row = factories.statement()
    limits = factories.tag("Limits", "States may limit exports.")
    position = factories.position(row, "We support limits", limits, published=False)
    recording.schedule_positions([position], by=factories.editor(), at=timezone.now() - timedelta(hours=1))
    recording.unschedule(position, by=factories.editor())
    assert (position.status, position.publish_at) == ("draft", None)
    assert recording.publish_due() == (0, 0, [])


@pytest.mark.parametrize("status", ["draft", "in-review"])
def test_what_is_not_scheduled_is_not_taken_out_of_the_schedule(status):
    row = factories.statement(published=False)
    if status == "in-review":
        recording.send_to_review(row, by=factories.editor())
    with pytest.raises(recording.RecordingError, match="something scheduled was expected"):
        recording.unschedule(row, by=factories.editor())
    row.refresh_from_db()
    assert row.status == status


def test_what_is_scheduled_is_not_returned_to_its_author():
    row, _position = planned(1)
    with pytest.raises(recording.RecordingError, match="something in review was expected"):
        recording.return_to_draft(row, by=factories.editor(), note="wait")


def test_a_reading_of_a_withdrawn_statement_stays_where_it_is():
    row = factories.statement()
    position = factories.position(row, "We support", factories.tag("Limits", "States may limit."), published=False)
    recording.schedule_positions([position], by=factories.editor(), at=timezone.now() - timedelta(hours=1))
    recording.withdraw(row, by=factories.editor(), reason="not theirs")
    assert recording.publish_due() == (0, 0, [])


@pytest.mark.django_db(transaction=True)
def test_runs_at_once_publish_each_row_once():
    for number in range(4):
        planned(-1, f"Planned {number}")
    counts = []
    failures = []
    start = threading.Barrier(4)

    def run():
        try:
            start.wait()
            counts.append(recording.publish_due())
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
    assert (sum(count[0] for count in counts), sum(count[1] for count in counts)) == (4, 4)
    assert Act.objects.filter(verb="publish").count() == 8
