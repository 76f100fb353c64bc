"""A record imported again: unchanged, updated, or refused where both sides changed."""

from statements import recording
from statements.models import Actor, Edition, Passage, Position, Statement, Text, Turn
from tests import factories
from tests.records import WORDS, bring, exported, position, proposition, record

BEFORE = record(tags=["Trade"], positions=[position(stance="supports"), position("Others may wait.", tag="Waiting")])


def changed(**more):
    return BEFORE | more


def bring_twice(tmp_path, again, **options):
    first = {name: options[name] for name in ("publish",) if name in options}
    bring(tmp_path, proposition(), BEFORE, **first)
    return bring(tmp_path, again, **options)


def test_the_same_record_is_unchanged_and_nothing_is_written(tmp_path):
    bring(tmp_path, proposition(), BEFORE)
    before = list(Statement.objects.values()), list(Position.objects.values()), Edition.objects.count()
    report = bring(tmp_path, BEFORE, update=True)
    assert report.counts["unchanged"] == (1, 1, 2, 2, 1, 1)
    assert (list(Statement.objects.values()), list(Position.objects.values()), Edition.objects.count()) == before


def test_the_same_said_in_other_words_is_unchanged(tmp_path):
    bring(tmp_path, proposition(), BEFORE)
    report = bring(tmp_path, *(line for line in exported("statement").splitlines()), update=True)
    assert report.counts["unchanged"][0] == 1
    assert not report.changed


def test_a_changed_record_is_only_listed_without_update(tmp_path):
    report = bring_twice(tmp_path, changed(title="On limits"))
    assert report.changed == ["records.jsonl:1: k1: the record changed; --update brings it in"]
    assert report.counts["changed"][0] == 1
    assert Statement.objects.get().title == "On exports"


def test_a_changed_record_of_a_draft_is_brought_in_in_place(tmp_path):
    again = changed(
        title="On limits", text="First. " + WORDS, same_as="pair", positions=[position("First.", tag="Trade", word="x")]
    )
    report = bring_twice(tmp_path, again, publish=False, update=True)
    assert report.counts["updated"][0] == 1
    statement = Statement.objects.get()
    assert (statement.title, statement.same_as, statement.status) == ("On limits", "pair", "draft")
    assert [text.turns.get().words for text in Text.objects.all()] == ["First. " + WORDS]
    assert [(row.tag.name, row.word) for row in Position.objects.all()] == [("Trade", "x")]
    assert bring(tmp_path, again, publish=False).counts["unchanged"][0] == 1


def test_a_changed_record_of_a_public_statement_writes_successors_with_the_files_name(tmp_path):
    again = changed(title="On limits", said_on="2026-05-30", tags=["Trade", "Ships"])
    bring_twice(tmp_path, again, update=True)
    first, second = Edition.objects.order_by("number")
    assert (first.title, second.title, second.reason) == (
        "On exports",
        "On limits",
        "imported again from records.jsonl",
    )
    assert first.superseded_at == second.recorded_at
    assert [str(row.said_from) for row in Position.objects.published()] == ["2026-05-30"] * 2
    assert bring(tmp_path, again).counts["unchanged"][0] == 1


def test_changed_words_move_quotes_that_still_stand_and_new_readings_are_published(tmp_path):
    again = changed(
        text="Today: " + WORDS,
        positions=[position(stance="opposes"), position("We will sign in May.", tag="Signing")],
    )
    bring_twice(tmp_path, again, update=True)
    readings = {row.tag.name: row for row in Position.objects.published()}
    assert set(readings) == {"Export limits", "Signing"}
    assert readings["Export limits"].stance == "opposes"
    assert readings["Export limits"].line == Position.objects.order_by("pk")[0].line
    assert readings["Export limits"].passages.get().start == 7
    hidden = Position.objects.current().get(status="hidden")
    assert (hidden.tag.name, hidden.reason) == ("Waiting", "imported again from records.jsonl")
    assert bring(tmp_path, again).counts["unchanged"][0] == 1


def test_a_quote_that_changed_with_its_words_is_read_again_under_the_same_line(tmp_path):
    again = changed(
        text=WORDS.replace("support", "back"),
        positions=[position("We back limits on exports.", stance="supports"), BEFORE["positions"][1]],
    )
    bring_twice(tmp_path, again, update=True)
    line = Position.objects.order_by("pk")[0].line
    assert Position.objects.published().get(line=line).passages.get().quote == "We back limits on exports."


def test_another_actor_takes_the_words_and_readings_over(tmp_path):
    bring_twice(tmp_path, changed(actor="Velmora"), update=True)
    velmora = Actor.objects.get(name="Velmora")
    assert Turn.objects.published().get().actor == velmora
    assert {row.actor for row in Position.objects.published()} == {velmora}


def test_another_actor_leaves_words_with_whom_the_record_names(tmp_path):
    turns = [{"kind": "speech", "words": WORDS, "actor": "Arvenia"}]
    again = record(actor="Velmora", text=None, turns=turns, positions=[position(actor="Arvenia", tag="Trade")])
    bring_twice(tmp_path, again, update=True)
    assert Turn.objects.published().get().actor.name == "Arvenia"
    assert [(row.actor.name, row.tag.name) for row in Position.objects.published()] == [("Arvenia", "Trade")]
    assert bring(tmp_path, again).counts["unchanged"][0] == 1


def test_changed_backings_of_a_public_statement_bring_their_positions(tmp_path):
    bring_twice(tmp_path, changed(backings=[{"actor": "Velmora", "as": "signs"}]), update=True)
    followers = Position.objects.published().filter(follows__isnull=False)
    assert sorted(followers.values_list("actor__name", "tag__name", "basis")) == [
        ("Velmora", "Export limits", "joint"),
        ("Velmora", "Waiting", "joint"),
    ]


def test_a_statement_changed_on_both_sides_is_refused_and_nothing_overwritten(tmp_path):
    bring(tmp_path, proposition(), BEFORE)
    recording.correct(Statement.objects.get(), by=factories.editor(), reason="typo", values={"title": "Ours"})
    report = bring(tmp_path, changed(title="Theirs"), update=True)
    assert report.refused == ["records.jsonl:1: k1: the record changed, and so did the statement here"]
    assert report.counts["refused"][0] == 1
    assert Statement.objects.get().title == "Ours"


def test_a_reading_hidden_here_is_a_change_here(tmp_path):
    bring(tmp_path, proposition(), BEFORE)
    recording.hide(Position.objects.order_by("pk")[0], by=factories.editor(), reason="misread")
    assert len(bring(tmp_path, changed(title="Theirs"), update=True).refused) == 1


def test_a_statement_entered_here_under_the_same_key_is_refused(tmp_path):
    factories.statement(key="k1")
    report = bring(tmp_path, BEFORE | {"positions": []}, update=True)
    assert report.refused == ["records.jsonl:1: k1: the statement was entered here, and the record differs"]


def test_a_withdrawn_statement_stays_withdrawn(tmp_path):
    bring(tmp_path, proposition(), BEFORE)
    recording.withdraw(Statement.objects.get(), by=factories.editor(), reason="forged")
    assert bring(tmp_path, BEFORE, update=True).counts["unchanged"][0] == 1
    report = bring(tmp_path, changed(title="Theirs"), update=True)
    assert report.refused == ["records.jsonl:1: k1: the record changed, and the statement is withdrawn here"]


def test_a_record_with_fewer_texts_is_refused(tmp_path):
    french = {"language": "fr", "turns": [{"kind": "speech", "words": "Oui.", "actor": "Arvenia"}]}
    bring(tmp_path, record(texts=[french]))
    assert "fewer texts" in bring(tmp_path, record(), update=True).refused[0]


def test_a_changed_passage_reading_is_a_changed_record(tmp_path):
    entry = {"tag": "Trade", "passages": [{"quote": "We support", "word": "for"}, {"quote": "Others may", "word": "?"}]}
    bring(tmp_path, record(positions=[entry]))
    entry["passages"][1]["word"] = "against"
    bring(tmp_path, record(positions=[entry]), update=True)
    words = Passage.objects.published().order_by("start").values_list("word", flat=True)
    assert list(words) == ["for", "against"]
