"""The closing table of an import: what was given, and what became of all of it."""

import io

import pytest
from django.core.management import call_command

from statements import recording
from statements.models import Passage, Position, Statement, Turn
from statements.records.report import ROWS
from tests import factories
from tests.records import WORDS, bring, position, proposition, record, write

BECAME = ("created", "unchanged", "changed", "updated", "refused", "given twice")


def adds_up(report):
    sums = [sum(column) for column in zip(*(report.counts[row] for row in BECAME), strict=True)]
    return list(report.counts["given"]) == sums


TWICE = record(
    "k1",
    positions=[
        {"actor": name, "tag": "Trade", "quote": "Others may wait.", "basis": "reported"}
        for name in ("Russia", "Russian Federation")
    ],
)


def test_a_passage_given_under_two_names_of_a_country_is_counted_as_given_twice(tmp_path):
    report = bring(tmp_path, proposition(), TWICE, record("k2", positions=[position(stance="supports")]))
    assert report.counts["given"] == (2, 2, 2, 3, 1, 2)
    assert report.counts["given twice"] == (0, 0, 0, 1, 0, 1)
    assert report.counts["created"] == (2, 2, 2, 2, 1, 1)
    assert Passage.objects.count() == 2
    again = bring(tmp_path, TWICE)
    assert again.counts["unchanged"] == (1, 1, 1, 1, 0, 1)
    assert again.counts["given twice"] == (0, 0, 0, 1, 0, 1)


def test_a_stance_given_twice_is_counted_as_given_twice(tmp_path):
    report = bring(tmp_path, proposition(), record(positions=[position(stance="supports")] * 3))
    assert report.counts["given"] == (1, 1, 1, 3, 3, 0)
    assert report.counts["given twice"] == (0, 0, 0, 2, 2, 0)
    assert report.counts["created"] == (1, 1, 1, 1, 1, 0)


def test_a_passage_of_a_position_has_the_stance_of_the_position_or_its_own(tmp_path):
    quotes = [{"quote": "We support"}, {"quote": "We will", "stance": "opposes"}]
    entries = [
        {"tag": "Export limits", "stance": "supports", "passages": quotes},
        {"tag": "Waiting", "passages": quotes[:1]},
    ]
    report = bring(tmp_path, proposition(), proposition("Waiting"), record(positions=entries))
    assert report.counts["created"] == report.counts["given"] == (1, 1, 2, 3, 2, 0)


def test_an_entry_without_a_stance_is_not_counted_with_the_stance_of_another_of_its_position(tmp_path):
    entries = [position(stance="supports"), position("We will sign in May.")]
    report = bring(tmp_path, proposition(), record(positions=entries))
    assert report.counts["created"] == report.counts["given"] == (1, 1, 1, 2, 1, 0)


def test_turns_of_all_texts_are_counted(tmp_path):
    turns = [{"kind": "question", "words": "Why?"}, {"kind": "answer", "words": "So.", "actor": "Arvenia"}]
    french = {"language": "fr", "turns": [{"kind": "speech", "words": "Oui.", "actor": "Arvenia"}]}
    report = bring(tmp_path, record(text=None, turns=turns, texts=[french]))
    assert report.counts["given"] == (1, 3, 0, 0, 0, 0)
    assert Turn.objects.count() == 3


@pytest.mark.parametrize("commit", [True, False])
def test_what_bad_lines_held_is_counted_as_refused(tmp_path, commit):
    lines = [
        record("k1", positions=[position(tag="Trade")]),
        record("k2", positions=[position("No such words.", tag="Trade"), position(tag="Trade")]),
        record("k3", said_on="soon", text=None, turns=[{"kind": "speech", "words": "x"}] * 3),
        record("k4", text=7, turns={"kind": 1}, positions=[3, {"passages": "x"}, {"tag": ["Trade"], "quote": 8}]),
        "no json",
        '{"type": "tag", "tag": ""}',
        record("k1"),
        record("k5", positions=[position(tag="Trade", relates_to={"key": "k9", "tag": "Trade"})]),
    ]
    report = bring(tmp_path, *lines, skip_bad=True, commit=commit)
    assert report.counts["given"] == (7, 7, 1, 5, 0, 5)
    assert report.counts["refused"] == (6, 6, 0, 4, 0, 4)
    assert report.counts["created"] == (1, 1, 1, 1, 0, 1)
    assert adds_up(report)


def test_all_that_was_given_is_found_again_in_what_became_of_it(tmp_path):
    bring(tmp_path, proposition(), *(record(key, positions=[position(stance="supports")]) for key in "abcd"))
    recording.correct(
        Statement.objects.get(key="b"), by=factories.editor(), reason="typo", values={"title": "Otherwise"}
    )
    lines = [
        record("a", positions=[position(stance="supports")]),
        record("b", title="Changed there", positions=[position(stance="supports")]),
        record("c", title="Changed there", positions=[position(stance="supports")] * 2),
        record("d", positions=[position(stance="supports"), position("Others may wait.", tag="Trade")]),
        record("e", said_on="soon"),
        TWICE,
    ]
    report = bring(tmp_path, *lines, skip_bad=True)
    rows = {row: report.counts[row][0] for row in ROWS}
    assert rows == {
        "given": 6, "created": 1, "unchanged": 1, "changed": 2, "updated": 0, "refused": 2, "given twice": 0,
        "left as drafts": 0,
    }  # fmt: skip
    assert adds_up(report)
    report = bring(tmp_path, *lines[:4], skip_bad=True, update=True)
    assert report.counts["updated"] == (2, 2, 3, 3, 2, 1)
    assert report.counts["given twice"] == (0, 0, 0, 1, 1, 0)
    assert adds_up(report)
    assert Position.objects.published().count() == 6


def test_the_command_prints_what_was_given_above_what_became_of_it(tmp_path):
    out = io.StringIO()
    call_command("import_records", str(write(tmp_path, TWICE, record("k2", text=WORDS))), stdout=out)
    assert [line.split() for line in out.getvalue().splitlines()[-9:-4]] == [
        ["given", "2", "2", "1", "2", "0", "2"],
        ["created", "2", "2", "1", "1", "0", "1"],
        ["unchanged", "0", "0", "0", "0", "0", "0"],
        ["changed", "0", "0", "0", "0", "0", "0"],
        ["updated", "0", "0", "0", "0", "0", "0"],
    ]
    assert "\ngiven twice  " in out.getvalue()
