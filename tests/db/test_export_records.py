"""Records out: what is public, in one form, and the same bytes once imported and exported again."""

import dataclasses
import io
import json

import pytest
from django.core.management import CommandError, call_command

from statements import recording
from statements.models import Actor, ActorName, Position, Statement, Tag
from statements.records.exporting import export_lines
from tests import factories
from tests.records import WORDS, bring, exported, position, proposition, record, refusals

RICH = [
    {"type": "tag", "tag": "Trade", "parent": "Economy", "names": [{"name": "贸易", "language": "zh-Hans"}]},
    {
        "type": "tag",
        "tag": "Export limits",
        "parent": "Trade",
        "proposition": "States may limit exports of machines.",
        "about": "is",
        "scope_note": "Machines only.",
        "examples": {"opposes": "No limits.", "supports": "Limits."},
        "propositions": [{"language": "fr", "words": "Les États peuvent limiter."}],
        "slug": "limits",
    },
    {"type": "actor", "name": "Arvenia", "kind": "country", "invented": True, "slug": "arvenia-the-country"},
    {
        "type": "actor",
        "name": "Embassy of Arvenia",
        "kind": "office",
        "parent": "Arvenia",
        "names": [{"name": "Посольство", "language": "ru"}],
        "groups": [{"group": "Meridian Union", "role": "host", "from": "2019", "to": "2021-06"}],
    },
    record(
        "k2",
        actor="Embassy of Arvenia",
        actor_kind="office",
        same_as="pair",
        speaker="Toren Val",
        role="Counsellor",
        form="answers",
        said_on="2026-05~",
        source_url="https://example.org/a",
        tags=["Trade", "Ships"],
        backings=[{"actor": "Velmora", "as": "aligns", "except_tags": ["Ships"], "evidence": "note 2"}],
        text=None,
        turns=[
            {"kind": "narration", "words": "Bel Sarat", "gap": "\n"},
            {"kind": "question", "label": "Q: ", "words": "And exports?", "gap": "\n", "asker": "outlet"},
            {"kind": "answer", "label": "A: ", "words": WORDS, "actor": "Embassy of Arvenia", "voice": "spokesperson"},
            {"kind": "speech", "words": "I agree.", "actor": "Velmora", "exchange": 7},
        ],
        texts=[
            {
                "language": "fr",
                "authority": "our-translation",
                "translator": "M. Rune",
                "turns": [{"kind": "answer", "words": "Nous soutenons.", "actor": "Embassy of Arvenia"}],
            }
        ],
        positions=[
            position(stance="conditional-support", condition="if others may wait", note="n", summary="s"),
            position("I agree.", stance="supports", basis="said", voice="minister", origin="editor"),
            {"tag": "Ships", "passages": [{"quote": "We will", "word": "yes"}, {"quote": "Others", "word": "no"}]},
            {"tag": "Soutien", "language": "fr", "quote": "soutenons"},
            position(
                tag="Signing",
                quote="sign in May",
                relation="walks-back",
                relates_to={"key": "k1", "tag": "Signing", "actor": "Arvenia"},
            ),
        ],
    ),
    record("k1", said_on=None, positions=[position(quote="sign in May", tag="Signing", actor="Arvenia")]),
]


@pytest.mark.django_db(transaction=True)
def test_what_is_exported_comes_back_the_same_for_each_type(tmp_path):
    bring(tmp_path, *RICH)
    before = {kind: exported(kind) for kind in ("actor", "tag", "statement")}
    whole = exported()
    assert whole == before["actor"] + before["tag"] + before["statement"]
    assert all(before.values())
    call_command("flush", "--no-input", verbosity=0)
    report = bring(tmp_path, *whole.splitlines(), new_actors=False)
    assert report.counts["left as drafts"] == (0,) * 6
    assert {kind: exported(kind) for kind in before} == before


@pytest.mark.django_db(transaction=True)
def test_statements_alone_come_back_the_same(tmp_path):
    bring(tmp_path, *(line for line in RICH if "key" not in line), record(positions=[position(tag="Signing")]))
    before = exported("statement")
    call_command("flush", "--no-input", verbosity=0)
    bring(tmp_path, *before.splitlines())
    assert exported("statement") == before


def test_the_form_is_one_for_each_content(tmp_path):
    bring(tmp_path, *RICH)
    second = json.loads(exported("statement").splitlines()[1])
    assert list(second) == [
        "key", "same_as", "actor", "actor_kind", "speaker", "role", "form", "title", "said_on", "source_url", "tags",
        "backings", "language", "turns", "texts", "positions",
    ]  # fmt: skip
    assert second["tags"] == ["Ships", "Trade"]
    assert second["turns"][0] == {"kind": "narration", "words": "Bel Sarat", "gap": "\n"}
    assert second["turns"][3] == {"kind": "speech", "words": "I agree.", "exchange": 7, "actor": "Velmora"}
    assert second["positions"][0] == {
        "tag": "Export limits",
        "stance": "conditional-support",
        "condition": "if others may wait",
        "summary": "s",
        "note": "n",
        "passages": [{"quote": "We support limits on exports.", "turn": 3, "start": 0}],
    }
    assert [entry["tag"] for entry in second["positions"]] == [
        "Export limits", "Export limits", "Ships", "Signing", "Soutien",
    ]  # fmt: skip
    assert second["positions"][4]["language"] == "fr"


def test_a_plain_speech_is_written_as_text(tmp_path):
    bring(tmp_path, record())
    assert json.loads(exported("statement")) == record()


def test_only_what_is_public_is_exported(tmp_path):
    bring(tmp_path, proposition(), record(positions=[position(stance="supports")]))
    draft = record("k2", title="Secret draft", actor="Hidden League", positions=[position(tag="Hidden tag")])
    bring(tmp_path, draft, publish=False)
    withdrawn = record("k3", title="Taken back")
    bring(tmp_path, withdrawn)
    recording.withdraw(Statement.objects.get(key="k3"), by=None, reason="forged")
    whole = exported()
    for word in ("Secret", "Hidden", "Taken back", "k2", "k3"):
        assert word not in whole


def test_a_hidden_reading_is_left_out(tmp_path):
    bring(tmp_path, proposition(), record(positions=[position(stance="supports")]))
    recording.hide(Position.objects.get(), by=None, reason="misread")
    assert "positions" not in json.loads(exported("statement"))


def test_a_backers_own_positions_are_left_out_and_made_again(tmp_path):
    backed = record(backings=[{"actor": "Velmora", "as": "signs"}], positions=[position(stance="supports")])
    bring(tmp_path, proposition(), backed)
    assert Position.objects.published().count() == 2
    assert len(json.loads(exported("statement"))["positions"]) == 1


def test_what_was_merged_is_written_under_the_name_it_was_merged_into(tmp_path):
    bring(tmp_path, record(actor="Old Body", actor_kind="organisation", positions=[position()]))
    factories.statement(by=factories.actor("New Body", "organisation"))
    recording.merge(Actor.objects.get(name="Old Body"), by=None, into=Actor.objects.get(name="New Body"))
    assert "Old Body" not in exported()
    assert [json.loads(line)["actor"] for line in exported("statement").splitlines()] == ["New Body"] * 2


def test_lines_stand_in_the_order_of_code_points(tmp_path):
    bring(tmp_path, *(record(key) for key in ("b", "ä", "Z", "a", "中", "10", "9")))
    assert [json.loads(line)["key"] for line in exported("statement").splitlines()] == [
        "10", "9", "Z", "a", "b", "ä", "中",
    ]  # fmt: skip


def test_history_adds_instants_and_what_was_superseded(tmp_path):
    bring(tmp_path, proposition(), record(positions=[position(stance="supports")]))
    statement = Statement.objects.get()
    recording.correct(statement, by=None, reason="typo", values={"title": "On limits"})
    recording.hide(Position.objects.get(), by=None, reason="misread")
    output = io.StringIO()
    call_command("export_records", "--types", "tag,statement", "--with-history", stdout=output)
    tag, told = (json.loads(line) for line in output.getvalue().splitlines())
    assert "history" not in tag
    assert told["published_at"] < told["recorded_at"]
    edition, first, hidden = told["history"]
    assert (edition["edition"], edition["title"], edition["superseded_at"]) == (1, "On exports", told["recorded_at"])
    assert (first["stance"], first["superseded_at"]) == ("supports", hidden["recorded_at"])
    assert (hidden["hidden"], hidden["reason"], "stance" in hidden) == (True, "misread", False)
    assert hidden["passages"][0]["quote"] == "We support limits on exports."


def test_history_says_of_a_superseded_row_all_that_was_said(tmp_path):
    turns = [{"kind": "speech", "words": "Nous soutenons.", "actor": "Arvenia"}]
    french = {"language": "fr", "authority": "official-translation", "source_url": "https://example.org/fr"}
    backing = {"actor": "Velmora", "as": "aligns", "except_tags": ["Ships"], "evidence": "note 2"}
    reading = {"tag": "Signing", "quote": "Nous soutenons", "language": "fr", "relation": "reaffirms"}
    earlier = {"key": "k0", "tag": "Signing", "actor": "Arvenia"}
    tag = proposition("Signing") | {"examples": {"opposes": "No."}}
    bring(
        tmp_path,
        tag,
        record("k0", positions=[position("We will sign in May.", tag="Signing")]),
        record(texts=[french | {"turns": turns}], backings=[backing], positions=[reading | {"relates_to": earlier}]),
    )
    statement, limits = Statement.objects.get(key="k1"), Tag.objects.get(name="Signing")
    recording.hide(Position.objects.get(statement=statement, follows=None), by=None, reason="misread")
    text = recording.as_new_text(statement.texts.get(number=2))
    recording.correct(
        statement, by=None, reason="its page moved", backings=[],
        texts={2: dataclasses.replace(text, source_url="https://example.org/nouveau")},
    )  # fmt: skip
    recording.propose(limits, by=None, words="States should sign.", reason="too wide")
    tag, _first, told = (json.loads(line) for line in export_lines(("tag", "statement"), with_history=True))
    assert tag["history"][0]["examples"] == {"opposes": "No."}
    history = {next(iter(row)): row for row in reversed(told["history"])}
    assert history["text"]["source_url"] == "https://example.org/fr"
    assert history["backing"]["except_tags"] == ["Ships"]
    reading = history["position"]
    assert (reading["language"], reading["relation"], reading["relates_to"]) == (
        "fr",
        "reaffirms",
        earlier | {"basis": "said"},
    )
    assert reading["passages"] == [{"quote": "Nous soutenons", "turn": 1, "start": 0}]


def test_history_is_not_read_back(tmp_path):
    bring(tmp_path, record())
    lines = list(export_lines(with_history=True))
    assert refusals(tmp_path, *(line.strip() for line in lines))[0] == (
        "1: published_at: is written by export_records --with-history, not read"
    )


def test_an_unknown_type_is_refused():
    with pytest.raises(CommandError, match="poem: one or more of actor, tag, statement were expected"):
        call_command("export_records", "--types", "actor,poem")


def test_names_of_an_actor_are_exported_in_order(tmp_path):
    bring(tmp_path, record())
    arvenia = Actor.objects.get()
    for name, language in (("Арвения", "ru"), ("Arvénie", "fr")):
        ActorName.objects.create(actor=arvenia, name=name, language=language)
    assert [row["language"] for row in json.loads(exported("actor"))["names"]] == ["fr", "ru"]


@pytest.mark.django_db(transaction=True)
def test_a_statement_alone_says_that_its_actor_is_invented_and_a_new_one_is_made_so(tmp_path):
    bring(tmp_path, record("k1", invented=True), record("k2", actor="Bel Sarat"))
    assert dict(Actor.objects.values_list("name", "invented")) == {"Arvenia": True, "Bel Sarat": False}
    lines = [json.loads(line) for line in exported("statement").splitlines()]
    assert [(line["actor"], line.get("invented")) for line in lines] == [("Arvenia", True), ("Bel Sarat", None)]


@pytest.mark.django_db(transaction=True)
def test_a_real_actor_is_not_said_to_be_invented(tmp_path):
    bring(tmp_path, record("k1"))
    (refused,) = refusals(tmp_path, record("k2", invented=True))
    assert "Arvenia (country) is a real one in the record" in refused


@pytest.mark.django_db(transaction=True)
def test_an_actors_own_record_and_its_statements_agree_on_whether_it_is_invented(tmp_path):
    line = {"type": "actor", "name": "Arvenia", "kind": "country"}
    told = record("k1", invented=True)
    (contradicted,) = refusals(tmp_path, {**line, "invented": False}, told)
    assert "Arvenia (country) is a real one in the record" in contradicted
    bring(tmp_path, line, record("k0"), told)
    assert Actor.objects.get().invented
    Actor.objects.update(invented=False)
    (refused,) = refusals(tmp_path, line, record("k2", invented=True))
    assert "Arvenia (country) is a real one in the record" in refused


@pytest.mark.django_db(transaction=True)
def test_a_refused_statement_makes_nobody_invented(tmp_path):
    bad = record("k1", invented=True, positions=[{"tag": "Limits", "passages": [{"quote": "nowhere said"}]}])
    bring(tmp_path, bad, record("k2"), skip_bad=True)
    assert dict(Actor.objects.values_list("name", "invented")) == {"Arvenia": False}
