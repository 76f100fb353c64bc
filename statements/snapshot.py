"""One state of the record for all that a page asks: no publication falls between two of its queries."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection, transaction
from psycopg import IsolationLevel


@contextmanager
def snapshot() -> Iterator[None]:
    """Let all queries within see what the first of them sees. It holds up no writer, and waits for none.

    For reading alone. Within a transaction the rules of that transaction hold.
    """
    if connection.in_atomic_block:
        yield
        return
    with _read_only(), transaction.atomic():
        yield


@contextmanager
def _read_only() -> Iterator[None]:
    """Let the transactions that this connection begins read one state, and write nothing."""
    # One that the server closed meanwhile is found out now: the next would know nothing of what is asked here.
    connection.close_if_health_check_failed()
    connection.ensure_connection()
    this: Any = connection
    if connection.vendor == "sqlite":
        # A transaction that writers would wait for is this site's rule; on a write-ahead log a reader needs none.
        found, this.transaction_mode = this.transaction_mode, "DEFERRED"
        try:
            yield
        finally:
            this.transaction_mode = found
        return
    driver = this.connection
    found = driver.isolation_level, driver.read_only
    driver.isolation_level, driver.read_only = IsolationLevel.REPEATABLE_READ, True
    try:
        yield
    finally:
        if not driver.closed:
            driver.isolation_level, driver.read_only = found
