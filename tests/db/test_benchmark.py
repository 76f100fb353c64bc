"""The benchmark runs on both databases, and what it generates is a record like any other."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.core.cache import caches
from django.db import transaction

from benchmarks import report
from benchmarks.corpus import Corpus
from benchmarks.generate import NotOurs, generate
from benchmarks.measure import measure
from benchmarks.pages import pages
from statements.models import Passage, Position, Statement, Text, Turn
from tests import factories
from tests.records import exported

SEED = 7


@pytest.fixture(autouse=True)
def empty_caches() -> Iterator[None]:
    yield
    for cache in caches.all():
        cache.clear()


class Undone(Exception):
    """Ends a transaction without a trace."""


def record_of(*steps: int, at_once: int) -> str:
    """What is exported of a record written in these steps; nothing of it stays."""
    try:
        with transaction.atomic():
            for number in steps:
                generate(Corpus(SEED), number, at_once=at_once)
            record = exported()
            raise Undone
    except Undone:
        return record


def test_a_record_written_in_steps_is_that_written_at_once() -> None:
    at_once = record_of(30, at_once=30)
    assert at_once.count('"key": "bench-') == 30
    assert record_of(7, 30, at_once=10) == at_once


def test_a_database_with_another_record_is_left_alone() -> None:
    factories.statement()
    with pytest.raises(NotOurs, match="holds a record that is not the benchmark, seed 7"):
        generate(Corpus(SEED), 10)
    assert Statement.objects.count() == 1


def test_a_record_does_not_shrink() -> None:
    generate(Corpus(SEED), 6)
    with pytest.raises(NotOurs, match="holds 6 statements of this benchmark, and 5 were asked for"):
        generate(Corpus(SEED), 5)


def test_what_recording_holds_to_is_so_in_a_generated_record() -> None:
    generate(Corpus(SEED), 50)
    for passage in Passage.objects.select_related("turn", "position"):
        assert passage.turn.words[passage.start : passage.end] == passage.quote
        assert passage.turn.actor_id is not None
    assert not Turn.objects.filter(kind="question", actor__isnull=False).exists()
    assert not Position.objects.published().filter(stance__isnull=False, proposition=None).exists()
    assert {len(text.sha256) for text in Text.objects.all()} == {64}
    assert Statement.objects.published().count() + Statement.objects.withdrawn().count() == 50


# The application closes its connection after each request, which ends a test's transaction.
@pytest.mark.django_db(transaction=True)
def test_the_benchmark_measures_every_page_and_reports_it(database: str) -> None:
    generate(Corpus(SEED), 50)
    result = {"number": 50} | measure(rounds=1)
    assert result["machine"]["vendor"] == database
    assert [row["name"] for row in result["pages"]] == [page.name for page in pages()]
    assert all(0 < row["queries"] <= 12 for row in result["pages"])
    told = report.of_one(result)
    assert all(f"| {row['name']} |" in told for row in result["pages"])
    document = report.document(f"By hand.\n\n{report.MARK}\n\nOld figures.", [result, result | {"number": 500}])
    assert document.startswith(f"By hand.\n\n{report.MARK}\n\n## ")
    assert "Old figures" not in document
    assert "| home | 1.00 |" in document
