"""A record against the list of fields: each error with its field and what was expected."""

import pytest

from statements.records.checking import Problems, clean

STATEMENT = {"key": "k", "actor": "Arvenia", "title": "On exports", "text": "We agree."}


def problems_of(raw, kind="statement"):
    problems = Problems()
    clean(raw, kind, problems)
    return problems.found


def cleaned(raw, kind="statement"):
    problems = Problems()
    values = clean(raw, kind, problems)[1]
    assert problems.found == []
    return values


def test_a_good_record_has_no_problem_and_null_is_the_same_as_absent():
    assert cleaned({**STATEMENT, "speaker": None}) == cleaned(STATEMENT)


def test_an_unknown_field_is_named():
    [(field, message)] = problems_of({**STATEMENT, "colour": "red"})
    assert field == "'colour'"
    assert message.startswith("no such field; known are actor, actor_kind")


def test_an_unknown_field_deep_inside_is_named_with_its_place():
    turn = {"kind": "speech", "words": "We agree.", "tone": "calm"}
    [(field, _)] = problems_of({"key": "k", "actor": "A", "title": "T", "turns": [turn]})
    assert field == "turns 1, 'tone'"


@pytest.mark.parametrize("name", ["key", "actor", "title"])
def test_what_is_required_and_missing_is_named(name):
    raw = {key: value for key, value in STATEMENT.items() if key != name}
    [(field, message)] = problems_of(raw)
    assert (field, message.split(":")[0]) == (name, "is required")


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("form", "speech", "one of adopted-document, formal-statement"),
        ("said_on", "10 March", "expected a year (2026)"),
        ("said_on", "2026-02-30", "expected a day from 01 to 28"),
        ("language", "klingon!", "expected a language tag"),
        ("country", "fr", "three capital letters"),
        ("source_url", "javascript:alert(1)", "an address that begins with http"),
        ("slug", "Not A Slug", "lower-case letters and digits"),
        ("title", 7, "text was expected"),
        ("title", "a\0b", "character U+0000 at position 1 cannot be stored"),
        ("title", "a\ud800", "character U+D800 at position 1 cannot be stored"),
        ("title", "x" * 1001, "at most 1000 characters were expected, not 1001"),
        ("tags", "exports", "a list of names was expected"),
        ("positions", [7], "a list of objects was expected"),
        ("published_at", "2026-01-01", "written by export_records --with-history, not read"),
    ],
)
def test_a_wrong_value_is_told_what_was_expected(name, value, expected):
    found = problems_of({**STATEMENT, name: value})
    assert len(found) == 1
    assert found[0][0].startswith(name)
    assert expected in found[0][1]


def test_texts_become_nfc_with_line_feeds_and_names_lose_the_space_around_them():
    values = cleaned({**STATEMENT, "actor": "  Cafe\u0301 ", "text": "one\r\ntwo\rthree"})
    assert values["actor"] == "Caf\u00e9"
    assert values["text"] == "one\ntwo\nthree"


def test_dates_and_languages_become_canonical():
    values = cleaned({**STATEMENT, "said_on": "2026-05-01/2026-05-01", "language": "ZH-hans"})
    assert (values["said_on"], values["language"]) == ("2026-05-01", "zh-Hans")


def test_a_number_is_no_truth_value_and_not_below_its_least():
    passage = {"quote": "We agree.", "tag": "t", "turn": True}
    assert [field for field, _ in problems_of({**STATEMENT, "positions": [passage]})] == ["positions 1, turn"]
    passage["turn"] = 0
    assert problems_of({**STATEMENT, "positions": [passage]})[0][1] == "a whole number from 1 was expected"


def test_an_unknown_type_is_refused():
    assert problems_of({**STATEMENT, "type": "poem"}) == [("type", "one of actor, tag, statement was expected")]


def test_the_type_of_a_record_in_a_file_of_tags_is_tag():
    problems = Problems()
    assert clean({"tag": "Exports"}, "tag", problems) == ("tag", {"tag": "Exports"})
    assert not problems


def test_an_example_of_what_is_no_stance_is_named():
    found = problems_of({"tag": "t", "proposition": "p", "examples": {"likes": "x"}}, "tag")
    assert found[0][0] == "examples, 'likes'"
