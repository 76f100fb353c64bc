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
    second = factories.position(row, "We will sign", position.tag, published=False)
    other = factories.position(row, "We will sign", factories.tag("Other", "States should sign."), published=False)
    recording.schedule_positions([second, other], by=factories.editor(), at=timezone.now() - timedelta(hours=1))
    with pytest.raises(CommandError, match=f"p{second.line}"):
        call_command("publish_due")
    assert set(Position.objects.published().values_list("line", flat=True)) == {position.line, other.line}


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
