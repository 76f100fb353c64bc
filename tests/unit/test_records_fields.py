"""The one list of fields, and what is made from it."""

from pathlib import Path

import pytest

from statements.records import fields

DOCS = Path(__file__).resolve().parents[2] / "docs/records.md"


def test_the_documentation_has_every_field_as_the_list_has_it():
    assert fields.documentation() in DOCS.read_text(), "put fields.documentation() at the end of docs/records.md"


def test_the_help_names_every_field_that_can_be_given():
    lines = dict(line.strip().split(": ", 1) for line in fields.help_lines() if line.count(": ") == 1)
    assert lines["actor"].startswith("type, name*, kind*, slug, country, parent")
    assert "history" not in lines["actor"]


def test_an_object_is_written_in_the_order_of_the_fields_without_defaults_and_empty_values():
    values = {"occasion": "", "title": "T", "key": "k", "form": "formal-statement", "tags": [], "role": None}
    assert list(fields.compact(fields.STATEMENT, values).items()) == [("key", "k"), ("title", "T")]


def test_a_start_of_nought_and_an_empty_gap_are_written():
    passage = {"quote": "q", "turn": 1, "start": 0}
    assert fields.compact(fields.PASSAGE, passage) == passage
    assert fields.compact(fields.TURN, {"kind": "speech", "words": "", "gap": ""}) == {
        "kind": "speech",
        "words": "",
        "gap": "",
    }


@pytest.mark.parametrize("part", fields.PARTS)
def test_no_part_names_a_field_twice(part):
    names = [field.name for field in fields.PARTS[part]]
    assert len(set(names)) == len(names)
