"""Records in: what is written, what is refused, and what the report says."""

import gzip
import io
import json

import pytest
from django.core.management import CommandError, call_command

from statements.models import Act, Actor, Batch, Passage, Position, Statement, Tag, Text, Turn
from statements.records.files import File
from statements.records.importing import import_files
from statements.records.publishing import Options
from tests.records import bring, exported, position, proposition, record, refusals, write


def rows():
    return [model.objects.count() for model in (Statement, Text, Turn, Position, Passage, Actor, Tag, Batch, Act)]


def test_a_dry_run_writes_nothing_and_counts_what_it_would_write(tmp_path):
    before = rows()
    report = bring(tmp_path, proposition(), record(positions=[position(stance="supports")]), commit=False)
    assert rows() == before
    assert report.counts["created"] == (1, 1, 1, 1, 1, 0)
    assert report.new_actors == ["Arvenia (country)"]
    assert report.new_tags == ["Export limits"]
    assert not report.committed


def test_a_record_becomes_a_statement_with_its_words_and_positions(tmp_path):
    bring(
        tmp_path,
        proposition(),
        record(
            speaker="Toren Val",
            tags=["Trade"],
            positions=[position(stance="supports", commitment="states-view", summary="For limits.")],
        ),
    )
    statement = Statement.objects.get()
    assert (statement.key, statement.status, statement.actor.name) == ("k1", "published", "Arvenia")
    assert [tag.name for tag in statement.tags.all()] == ["Trade"]
    turn = Turn.objects.get()
    assert (turn.kind, turn.actor, turn.label, turn.gap) == ("speech", statement.actor, "", "")
    reading = Position.objects.published().get()
    assert (reading.stance, reading.commitment, reading.summary, reading.origin) == (
        "supports",
        "states-view",
        "For limits.",
        "import",
    )
    assert reading.proposition.words == "States may limit exports of machines."
    assert reading.passages.get().quote == "We support limits on exports."


def test_turns_without_gap_are_an_empty_line_apart_and_answers_share_their_questions_number(tmp_path):
    turns = [
        {"kind": "speech", "words": "Good morning.", "actor": "Arvenia"},
        {"kind": "question", "words": "Will you sign?", "asker": "outlet"},
        {"kind": "answer", "words": "In May.", "actor": "Arvenia", "voice": "spokesperson"},
        {"kind": "question", "words": "And then?", "label": "Q: ", "gap": "\n"},
        {"kind": "answer", "words": "We shall see.", "actor": "Arvenia"},
    ]
    bring(tmp_path, record(text=None, turns=turns))
    kept = list(Turn.objects.order_by("order"))
    assert "".join(turn.printed() for turn in kept) == (
        "Good morning.\n\nWill you sign?\n\nIn May.\n\nQ: And then?\nWe shall see."
    )
    assert [turn.exchange for turn in kept] == [None, 1, 1, 2, 2]


def test_each_statement_made_public_leaves_when_and_from_which_file(tmp_path):
    bring(tmp_path, record("k1"), record("k2"))
    assert set(Act.objects.filter(verb="publish").values_list("statement__key", "at", "why")) == {
        (row.key, row.published_at, "imported from records.jsonl") for row in Statement.objects.all()
    }


def test_a_bad_line_stops_the_whole_file_and_is_named_with_file_line_and_field(tmp_path):
    bad = record("k2", said_on="soon")
    assert refusals(tmp_path, record(), bad) == [
        "2: said_on: “soon” was given, expected a year (2026), month (2026-05), day (2026-05-29), "
        "interval (2026-05-01/2026-05-03), any of the first three with ~ for about (2026-05~), "
        "or nothing where it is not known"
    ]
    assert not Statement.objects.exists()
    assert not Actor.objects.exists()


def test_bad_lines_are_left_out_where_that_is_asked_for(tmp_path):
    bad = [record("k2", actor="Nowhere", said_on="soon"), "no json", record("k3", text=None)]
    report = bring(tmp_path, record(), *bad, record("k4"), skip_bad=True)
    assert report.bad_lines == 3
    assert sorted(Statement.objects.values_list("key", flat=True)) == ["k1", "k4"]
    assert [actor.name for actor in Actor.objects.all()] == ["Arvenia"], "an actor only a bad line names is not made"


def test_a_key_given_twice_names_where_it_stood_before(tmp_path):
    assert refusals(tmp_path, record(), record()) == ["2: key: “k1” is given before, at records.jsonl:1"]


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        ({"turns": [{"kind": "speech", "words": "x"}]}, "text: either text or turns was expected"),
        ({"text": None}, "text: either text or turns was expected"),
        ({"text": "  \n"}, "text: some words were expected"),
        ({"title": " "}, "title: is required: text"),
        (
            {"text": None, "turns": [{"kind": "question", "words": "x", "actor": "Arvenia"}]},
            "turns 1, actor: nobody was expected: a question is nobody's words",
        ),
        (
            {"text": None, "turns": [{"kind": "speech", "words": "x", "asker": "outlet"}]},
            "turns 1, asker: is of a question, and this is a speech",
        ),
        ({"positions": [{"tag": "t"}]}, "positions 1: either passages or a quote was expected"),
        (
            {"positions": [position("No such words.")]},
            "positions 1, quote: stands in no turn that is somebody's words: “No such words.”",
        ),
        (
            {"positions": [position(turn=2)]},
            "positions 1, quote: there is no turn 2: “We support limits on exports.”",
        ),
        (
            {"positions": [position(turn=1, start=4)]},
            "positions 1, quote: does not stand in turn 1 at 4: “We support limits on exports.”",
        ),
        ({"positions": [position(language="fr")]}, "positions 1, language: no text of this statement is in fr"),
        (
            {"positions": [position(stance="supports")]},
            "positions 1, stance: none was expected: the tag “Export limits” has no proposition, and no file gives one",
        ),
        (
            {"positions": [position(actor="Velmora")]},
            "positions 1, basis: the words are Arvenia's, so Velmora has not “said” them; another basis was expected",
        ),
        (
            {"backings": [{"actor": "Velmora", "as": "signs"}, {"actor": "Velmora", "as": "signs"}]},
            "backings 2: Velmora signs is given twice",
        ),
    ],
)
def test_what_makes_no_sense_is_refused_with_its_place(tmp_path, more, expected):
    assert refusals(tmp_path, record(**more)) == [f"1: {expected}"]
    assert not Statement.objects.exists()


def test_a_conditional_stance_needs_the_words_of_its_condition(tmp_path):
    entry = position(stance="conditional-support")
    assert refusals(tmp_path, proposition(), record(positions=[entry])) == [
        "2: positions 1, condition: the words of the condition or exception were expected"
    ]


def test_an_editors_condition_is_a_quotation(tmp_path):
    entry = position(stance="conditional-support", origin="editor", condition="others  may wait")
    assert refusals(tmp_path, proposition(), record(positions=[entry])) == [
        "2: positions 1, condition: words that stand in the same turn as a passage were expected"
    ]
    bring(tmp_path, proposition(), record(positions=[entry | {"condition": "Others\nmay wait"}]))
    assert Position.objects.get().condition == "Others may wait"


def question_and_answers():
    return [
        {"kind": "question", "words": "Is it a wall?"},
        {"kind": "speech", "words": "Velmora says it is a wall.", "actor": "Velmora"},
        {"kind": "speech", "words": "It is a wall, we fear.", "actor": "Arvenia"},
    ]


@pytest.mark.parametrize(
    ("entry", "turn", "whose"),
    [
        ({"quote": "a wall"}, 3, "Arvenia"),
        ({"quote": "a wall", "actor": "Velmora"}, 2, "Velmora"),
        ({"quote": "a wall", "actor": "Ostmark", "basis": "reported"}, 2, "Ostmark"),
        ({"quote": "Velmora says"}, 2, "Velmora"),
        ({"quote": "a wall", "turn": 2}, 2, "Velmora"),
        ({"quote": "w", "turn": 3, "start": 14}, 3, "Arvenia"),
    ],
)
def test_a_quote_is_found_in_its_actors_own_words_first(tmp_path, entry, turn, whose):
    bring(tmp_path, record(text=None, turns=question_and_answers(), positions=[{"tag": "Walls", **entry}]))
    passage = Passage.objects.select_related("position__actor", "turn").get()
    assert (passage.turn.order, passage.position.actor.name) == (turn, whose)
    if "start" in entry:
        assert passage.start == 14


def test_a_question_holds_no_passage(tmp_path):
    entry = {"tag": "Walls", "quote": "Is it a wall?"}
    found = refusals(tmp_path, record(text=None, turns=question_and_answers(), positions=[entry]))
    assert found == ["1: positions 1, quote: stands in no turn that is somebody's words: “Is it a wall?”"]
    entry["turn"] = 1
    found = refusals(tmp_path, record(text=None, turns=question_and_answers(), positions=[entry]))
    assert "turn 1 is nobody's words" in found[0]


def test_flat_entries_of_one_tag_actor_and_basis_become_one_position_mixed_where_they_differ(tmp_path):
    entries = [
        position(stance="supports", word="for", note="One."),
        position("Others may wait.", stance="opposes", word="against", note="Two."),
    ]
    report = bring(tmp_path, proposition(), record(positions=entries))
    reading = Position.objects.get()
    assert (reading.stance, reading.word, reading.note) == ("mixed", None, "One.; Two.")
    assert list(reading.passages.order_by("start").values_list("stance", "word")) == [
        ("supports", "for"),
        ("opposes", "against"),
    ]
    assert report.counts["created"] == (1, 1, 1, 2, 2, 0)


@pytest.mark.parametrize("given", [["opposes"], ["opposes", None], ["opposes", "opposes"]])
def test_another_stance_than_the_passages_give_is_the_files_decision_and_says_so(tmp_path, given):
    quotes = ("We support limits on exports.", "Others may wait.")
    passages = [{"quote": quote, "stance": stance} for quote, stance in zip(quotes, given, strict=False)]
    entry = {"tag": "Export limits", "stance": "supports", "passages": passages}
    bring(tmp_path, proposition(), record(positions=[entry]))
    reading = Position.objects.get()
    assert (reading.stance, reading.reason) == ("supports", "as given in records.jsonl")
    assert list(reading.passages.order_by("start").values_list("stance", flat=True)) == given
    (line,) = exported("statement").splitlines()
    assert json.loads(line)["positions"][0]["stance"] == "supports"


def test_a_stance_that_the_passages_give_has_no_reason(tmp_path):
    entry = position(stance="supports")
    bring(tmp_path, proposition(), record(positions=[entry]))
    assert Position.objects.get().reason == ""


def test_flat_entries_that_agree_share_their_stance_and_word(tmp_path):
    entries = [position(stance="supports", word="for"), position("We will sign", stance="supports", word="for")]
    bring(tmp_path, proposition(), record(positions=entries))
    reading = Position.objects.get()
    assert (reading.stance, reading.word) == ("supports", "for")
    assert list(reading.passages.values_list("stance", "word")) == [(None, None), (None, None)]


def test_what_two_names_of_one_country_say_of_one_place_is_kept_once_and_counted(tmp_path):
    entries = [
        position(actor="Germany", basis="reported", word="for"),
        position(actor="Deutschland", basis="reported", word="for"),
        position(actor="Allemagne", basis="reported", word="for"),
    ]
    names = [{"type": "actor", "name": "Germany", "kind": "country", "country": "DEU",
              "names": [{"name": "Deutschland", "language": "de"}]}]  # fmt: skip
    report = bring(tmp_path, *names, record(positions=entries))
    assert report.counts["given twice"].passages == 2
    assert Passage.objects.count() == 1
    entries[1]["word"] = "against"
    assert refusals(tmp_path, *names, record("k2", positions=entries)) == [
        "2: positions 1, quote: the same passage is given twice, with different readings"
    ]


def test_a_position_of_several_passages_keeps_the_stance_its_file_decided_on(tmp_path):
    entry = {
        "tag": "Export limits",
        "stance": "supports",
        "passages": [
            {"quote": "We support limits on exports.", "stance": "supports"},
            {"quote": "Others may wait.", "stance": "opposes"},
        ],
    }
    bring(tmp_path, proposition(), record(positions=[entry]))
    assert Position.objects.published().get().stance == "supports"


def test_passages_on_topics_are_counted_apart_and_keep_their_word(tmp_path):
    report = bring(
        tmp_path, proposition(), record(positions=[position(stance="supports"), position(tag="Trade", word="for")])
    )
    assert report.counts["created"] == (1, 1, 2, 2, 1, 1)
    assert Position.objects.get(tag__name="Trade").word == "for"


def test_a_file_of_tags_gives_the_propositions_whatever_its_place(tmp_path):
    tags = write(tmp_path, {"tag": "Export limits", "proposition": "States may limit exports."}, name="tags.jsonl")
    statements = write(tmp_path, record(positions=[position(stance="opposes")]))
    import_files([File(statements), File(tags, "tag")], Options(commit=True, publish=True, new_actors=True))
    assert Position.objects.published().get().proposition.words == "States may limit exports."


def test_a_position_may_refer_to_one_that_comes_later_in_the_file(tmp_path):
    later = {"key": "k2", "tag": "Export limits"}
    entry = position(stance="supports", relation="reaffirms", relates_to=later)
    bring(tmp_path, proposition(), record(positions=[entry]), record("k2", positions=[position(stance="supports")]))
    first, second = Position.objects.order_by("statement__key")
    assert first.relates_to == second.line
    assert refusals(
        tmp_path, record("k3", positions=[entry | {"relates_to": {"key": "k9", "tag": "Export limits"}}])
    ) == ["1: relates_to: no position of Arvenia on “Export limits” in k9"]


def test_backings_bring_positions_of_their_own_minus_the_excepted_tags(tmp_path):
    backings = [
        {"actor": "Velmora", "as": "aligns"},
        {"actor": "Ostmark", "as": "signs", "except_tags": ["Export limits"], "evidence": "footnote"},
    ]
    bring(tmp_path, proposition(), record(backings=backings, positions=[position(stance="supports")]))
    followers = Position.objects.published().filter(follows__isnull=False)
    assert [(row.actor.name, row.basis, row.stance) for row in followers] == [("Velmora", "aligned", "supports")]


def test_further_texts_and_the_passages_in_them(tmp_path):
    translation = {
        "language": "fr",
        "authority": "our-translation",
        "translator": "M. Rune",
        "turns": [{"kind": "speech", "words": "Nous soutenons des limites.", "actor": "Arvenia"}],
    }
    entry = {"tag": "Trade", "passages": [{"quote": "Nous soutenons"}], "language": "fr"}
    bring(tmp_path, record(texts=[translation], positions=[entry]))
    assert list(Text.objects.order_by("number").values_list("language", "authority")) == [
        ("en", "original"),
        ("fr", "our-translation"),
    ]
    assert Position.objects.get().language == "fr"


def test_hostile_words_arrive_letter_for_letter(tmp_path):
    hostile = "<script>alert(1)</script> ' OR 1=1 -- \u202eabc\u202c \U0001f600 {{ x }} %s\ttab"
    bring(tmp_path, record(text=hostile, title=hostile, positions=[position(quote="OR 1=1 -- \u202eabc")]))
    assert Turn.objects.get().words == hostile
    assert Statement.objects.get().title == hostile
    assert Passage.objects.get().start == hostile.index("OR")


def test_the_command_reads_compressed_files_and_closes_with_a_table(tmp_path):
    path = tmp_path / "records.jsonl.gz"
    path.write_bytes(gzip.compress(json.dumps(record(positions=[position()])).encode()))
    said = io.StringIO()
    call_command("import_records", str(path), "--commit", stdout=said)
    lines = [line.split() for line in said.getvalue().splitlines()]
    assert ["statements", "turns", "positions", "passages", "with", "stance", "on", "topics"] in lines
    assert ["created", "1", "1", "1", "1", "0", "1"] in lines
    assert ["left", "as", "drafts", "1", "1", "1", "1", "0", "1"] in lines
    assert Statement.objects.get().status == "draft"


def test_the_command_ends_with_an_error_where_a_line_is_bad(tmp_path):
    said = io.StringIO()
    with pytest.raises(CommandError, match="bad lines: 1; nothing was written"):
        call_command("import_records", str(write(tmp_path, record(form="song"))), "--commit", stderr=said)
    assert said.getvalue().startswith("records.jsonl:1: form: one of adopted-document, formal-statement,")


def test_the_command_names_a_file_that_is_not_there(tmp_path):
    with pytest.raises(CommandError, match=r"nowhere\.jsonl: No such file"):
        call_command("import_records", str(tmp_path / "nowhere.jsonl"))
