"""Whoever changes what stands here waits in line before locking a row, as every publication does.

The other order would let an import and an editor who publishes wait for one another.
"""

import threading
import time
from contextlib import contextmanager
from queue import Queue

import pytest
from django.db import connection, connections, transaction
from django.utils import timezone

from statements import recording
from statements.models import Position, Statement
from statements.recording.moment import moment
from tests import factories
from tests.records import bring, record

pytestmark = pytest.mark.django_db(transaction=True)

PATIENCE = 30


@contextmanager
def meanwhile(act, held=None):
    """Run `act` in a thread of its own up to where it waits for a lock that is held here; let it end afterwards.

    What is held is the place in line, or what `held` locks.
    """
    failures, backends = [], Queue()

    def run():
        try:
            connection.ensure_connection()
            backends.put(connection.connection.info.backend_pid)
            act()
        except Exception as error:
            failures.append(error)
        finally:
            connections.close_all()

    thread = threading.Thread(target=run)
    try:
        with transaction.atomic() if held else moment():
            if held:
                held()
            thread.start()
            wait_until_it_waits(backends.get(timeout=PATIENCE))
            yield
    finally:
        thread.join(PATIENCE)
    assert not thread.is_alive()
    assert failures == []


def wait_until_it_waits(backend):
    until = time.monotonic() + PATIENCE
    with connection.cursor() as cursor:
        while True:
            cursor.execute("SELECT 1 FROM pg_locks WHERE pid = %s AND NOT granted", [backend])
            if cursor.fetchone():
                return
            assert time.monotonic() < until, "it waits for no lock"
            time.sleep(0.02)


def is_free(statement):
    return Statement.objects.select_for_update(skip_locked=True).filter(pk=statement.pk).exists()


@pytest.fixture(autouse=True)
def _rows_are_locked(database):
    if database != "postgresql":
        pytest.skip("SQLite has one writer at a time and locks no row")


def test_noting_an_import_locks_no_row_while_it_waits_in_line():
    row = factories.statement()

    def note():
        with transaction.atomic():
            recording.mark_imported(row, digest="0", same_as="pair")

    with meanwhile(note):
        assert is_free(row)
    row.refresh_from_db()
    assert (row.import_hash, row.same_as) == ("0", "pair")


def test_an_import_that_updates_drafts_and_publishes_them_locks_none_while_it_waits_in_line(tmp_path):
    bring(tmp_path, record(), publish=False)
    row = Statement.objects.get()
    with meanwhile(lambda: bring(tmp_path, record(title="On limits"), update=True)):
        assert is_free(row)
    row.refresh_from_db()
    assert (row.title, row.status) == ("On limits", "published")


def test_an_editor_who_corrects_what_is_public_locks_nothing_while_waiting_in_line():
    row = factories.statement()

    def open_it():
        with transaction.atomic():
            recording.lock(row)

    with meanwhile(open_it):
        assert is_free(row)


@pytest.mark.parametrize("change", ["edit", "send to review", "discard", "schedule"])
def test_a_draft_position_is_locked_after_its_statement_as_publishing_both_locks_them(change):
    row = factories.statement(published=False)
    position = factories.position(row, "We support limits", factories.tag("Limits", "Limits are due."), published=False)
    acts = {
        "edit": lambda: recording.edit_position(position, by=factories.editor(), summary="For them."),
        "send to review": lambda: recording.send_to_review(position, by=factories.editor()),
        "discard": lambda: recording.discard(position, by=factories.editor()),
        "schedule": lambda: recording.schedule_positions([position], by=factories.editor(), at=timezone.now()),
    }
    with meanwhile(acts[change], held=lambda: recording.lock(row)):
        assert Position.objects.select_for_update(skip_locked=True).filter(pk=position.pk).exists()


def test_of_two_who_code_the_same_at_once_the_second_is_told():
    row = factories.statement()
    tag = factories.tag("Limits", "Limits are due.")
    told = []

    def code():
        try:
            factories.position(row, "We support limits", tag, published=False)
        except recording.AlreadyCoded as error:
            told.append(str(error))

    with meanwhile(code):
        # The other waits in line, before it looks whether a position is there.
        first = factories.position(row, "We support limits", tag, published=False)
    assert len(told) == 1
    assert list(Position.objects.all()) == [first]
