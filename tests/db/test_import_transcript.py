"""One transcript from the command line."""

import io

import pytest
from django.core.management import CommandError, call_command

from statements.models import Actor, Statement, Turn
from tests import factories

PAGE = """Briefing on exports

Question: Will Arvenia sign the accord?

Embassy Spokesperson: We will sign in May.
Our view has not changed.
"""


def run(tmp_path, text=PAGE, *options, actor="Embassy of Arvenia in Bel Sarat", said_on="2026-05-29"):
    file = tmp_path / "briefing.txt"
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    said = io.StringIO()
    call_command("import_transcript", str(file), "--actor", actor, "--said-on", said_on, *options, stdout=said)
    return said.getvalue()


def test_a_dry_run_prints_what_was_understood_and_writes_nothing(tmp_path):
    said = run(tmp_path)
    assert "title: Briefing on exports" in said
    assert "turns: 3, exchanges: 1, language: und" in said
    assert "Question:  1 × question, asked by publisher, words of nobody" in said
    assert "Embassy Spokesperson:  1 × answer, words of Embassy of Arvenia in Bel Sarat" in said
    assert "Nothing was written" in said
    assert not Statement.objects.exists()
    assert not Actor.objects.exists()


def test_actor_and_date_are_enough(tmp_path):
    run(tmp_path, PAGE, "--commit", "--publish", "--voice", "spokesperson")
    statement = Statement.objects.get()
    assert (statement.title, statement.said_on, statement.form, statement.language, statement.status) == (
        "Briefing on exports",
        "2026-05-29",
        "answers",
        "und",
        "published",
    )
    assert (statement.actor.kind, statement.voice) == ("office", "spokesperson")
    turns = list(Turn.objects.order_by("order"))
    assert "".join(turn.printed() for turn in turns) == PAGE
    assert [(turn.kind, turn.actor, turn.asker, turn.voice) for turn in turns[1:]] == [
        ("question", None, "publisher", None),
        ("answer", statement.actor, None, "spokesperson"),
    ]


def test_without_publish_it_stays_a_draft_and_the_same_again_is_the_same_statement(tmp_path):
    run(tmp_path, PAGE, "--commit")
    run(tmp_path, PAGE, "--commit")
    assert Statement.objects.get().status == "draft"


def test_a_known_actor_keeps_its_kind_and_a_country_is_one(tmp_path):
    company = factories.actor("Tidewater", "company")
    run(tmp_path, "We sell ships.", "--commit", actor="Tidewater")
    run(tmp_path, "We sell ships.", "--commit", actor="France")
    assert {statement.actor for statement in Statement.objects.all()} == {company, Actor.objects.get(country="FRA")}


def test_what_is_said_on_the_command_line_counts(tmp_path):
    run(
        tmp_path, PAGE, "--commit", "--title", "Ours", "--asker", "unnamed", "--form", "press-release",
        "--language", "en", "--source-url", "https://example.org/b", "--actor-kind", "organisation",
        "--speaker", "Toren Val",
        said_on="2026-05~",
    )  # fmt: skip
    statement = Statement.objects.get()
    assert (statement.title, statement.form, statement.language, statement.source_url, statement.said_on) == (
        "Ours",
        "press-release",
        "en",
        "https://example.org/b",
        "2026-05~",
    )
    assert (statement.actor.kind, statement.speaker) == ("organisation", "Toren Val")
    assert Turn.objects.get(kind="question").asker == "unnamed"


JOINT = """MR. TOREN: We agree on limits.

MS. RUNE: So do we.

MR. TOREN: Thank you.
"""


def test_a_labels_words_are_attributed_to_whom_the_editor_says(tmp_path):
    said = run(tmp_path, JOINT, "--commit", "--attribute", "MR. TOREN=Arvenia", "--attribute", "MS. RUNE:=Velmora",
               actor="Arvenia")  # fmt: skip
    assert "MS. RUNE:  1 × speech, words of Velmora" in said
    assert [turn.actor.name for turn in Turn.objects.order_by("order")] == ["Arvenia", "Velmora", "Arvenia"]


def test_a_text_without_heading_or_date_is_named_after_its_actor(tmp_path):
    run(tmp_path, "We sell ships.", "--commit", said_on="XXXX")
    assert Statement.objects.get().title == "Embassy of Arvenia in Bel Sarat"


@pytest.mark.parametrize(
    ("text", "options", "expected"),
    [
        (b"caf\xe9", [], "UTF-8 was expected, and byte 4 is not"),
        ("a\0b", [], "line 1, column 2 .*NUL character"),
        (JOINT, ["--attribute", "MR. NOBODY=Velmora"], "no turn has the label"),
        (JOINT, ["--attribute", "MR. TOREN"], "LABEL=ACTOR was expected, not “MR. TOREN”"),
        (" \n", [], "some words were expected|is required"),
        (PAGE, ["--language", "klingon!"], "language: .*expected a language tag"),
    ],
)
def test_what_cannot_be_imported_is_told_and_nothing_written(tmp_path, text, options, expected):
    with pytest.raises(CommandError, match=expected):
        run(tmp_path, text, *options, "--commit")
    assert not Statement.objects.exists()


def test_a_wrong_date_is_told_with_what_was_expected(tmp_path):
    with pytest.raises(CommandError, match="said_on: “May” was given, expected a year"):
        run(tmp_path, said_on="May")


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.txt: No such file"):
        call_command("import_transcript", str(tmp_path / "nowhere.txt"), "--actor", "A", "--said-on", "2026")
