"""Pasting a statement: what was understood is shown and corrected before anything is saved."""

import pytest

from statements.models import Statement, Tag
from tests import factories
from tests.desks import BRIEFING, desk, page, panel_of, printed

ADD = "statement_add"


def paste(client, words=BRIEFING, **more):
    given = {
        "words": words,
        "actor": more.pop("actor", factories.actor().name),
        "said_on": "29 May 2026",
        "form": "answers",
    }
    return client.post(page(ADD), {"title": "On machines", **given, **more})


def again(client, answer, words=BRIEFING, **more):
    given = {"actor": factories.actor().name, "title": "On machines", "said_on": "29 May 2026", "form": "answers"}
    return client.post(page(ADD), {"words": words, **given, **panel_of(answer), **more})


def turns_of(statement):
    return list(statement.texts.get().turns.order_by("order"))


def test_the_first_press_shows_what_was_understood_and_saves_nothing():
    answer = paste(desk(), look="1")
    assert answer.status_code == 200
    rows = answer.context["panel"].rows
    assert [(row.kind, row.printed_label, row.whose, row.asker) for row in rows] == [
        ("question", "Question:", "", "publisher"),
        ("answer", "Embassy Spokesperson:", "own", ""),
    ]
    assert answer.context["panel"].counts["exchanges"] == 1
    assert not Statement.objects.exists()


def test_the_second_press_records_the_draft():
    client = desk()
    answer = again(client, paste(client), save="1", voice="spokesperson", language="en")
    statement = Statement.objects.get()
    assert answer.url == page("statement_change", statement.pk)
    assert (statement.status, statement.said_on, statement.language) == ("draft", "2026-05-29", "en")
    question, reply = turns_of(statement)
    assert (question.kind, question.actor, question.asker, question.voice) == ("question", None, "publisher", None)
    assert (reply.kind, reply.actor, reply.voice, reply.exchange) == ("answer", statement.actor, "spokesperson", 1)
    assert printed(statement) == BRIEFING
    assert not Statement.objects.published().exists()


def test_all_turns_with_a_label_are_corrected_at_once():
    client = desk()
    words = "AFP: Will you sign?\nMr Brandt: We will.\nReuters: When?\nMr Brandt: In May."
    first = paste(client, words)
    labels = [label.label for label in first.context["panel"].labels]
    assert labels == ["AFP:", "Mr Brandt:", "Reuters:"]
    again(client, first, words, **{"l1-kind": "answer", "l1-whose": "", "save": "1"})
    assert [(turn.kind, turn.actor) for turn in turns_of(Statement.objects.get())] == [
        ("question", None), ("answer", None), ("question", None), ("answer", None),
    ]  # fmt: skip


def test_one_turn_is_given_to_another_actor():
    client = desk()
    belmark = factories.actor("Belmark")
    words = "Q: And you?\nMinister Brandt: We agree.\nMinister Koval: We do not."
    first = paste(client, words, others=belmark.name)
    start = first.context["panel"].rows[2].start
    changes = {f"t{start}-whose": str(belmark.pk), f"t{start}-kind": "answer", f"t{start}-voice": "minister"}
    again(client, first, words, others=belmark.name, save="1", **changes)
    last = turns_of(Statement.objects.get())[2]
    assert (last.actor, last.voice, last.kind) == (belmark, "minister", "answer")


def test_a_correction_outlives_another_look():
    client = desk()
    first = paste(client)
    second = again(client, first, **{"l0-asker": "unnamed", "look": "1"})
    assert second.context["panel"].rows[0].asker == "unnamed"
    third = again(client, second, look="1")
    assert third.context["panel"].rows[0].asker == "unnamed"
    again(client, third, save="1")
    assert turns_of(Statement.objects.get())[0].asker == "unnamed"


def test_what_is_no_label_goes_on_the_turn_before():
    client = desk()
    words = "Q: What then?\nA: Two things.\nNote: this is one.\nNote: this is two."
    first = paste(client, words, labels_known="Note:")
    assert [label.label for label in first.context["panel"].labels] == ["Q:", "A:", "Note:"]
    second = again(client, first, words, labels_known="Note:", **{"l2-none": "on"})
    assert [row.words for row in second.context["panel"].rows] == [
        "What then?",
        "Two things.\nNote: this is one.\nNote: this is two.",
    ]
    again(client, second, words, labels_known="Note:", save="1")
    assert printed(Statement.objects.get()) == words


def test_a_turn_is_cut_where_another_begins():
    client = desk()
    first = paste(client)
    start = first.context["panel"].rows[1].start
    second = again(client, first, **{f"t{start}-cut": "Arvenia stands ready"})
    assert [row.words for row in second.context["panel"].rows][2] == "Arvenia stands ready to talk with all sides."
    again(client, second, save="1")
    assert len(turns_of(Statement.objects.get())) == 3
    assert printed(Statement.objects.get()) == BRIEFING


def test_a_cut_that_could_be_in_several_places_is_asked_about():
    client = desk()
    first = paste(client)
    start = first.context["panel"].rows[1].start
    answer = again(client, first, save="1", **{f"t{start}-cut": "Arvenia"})
    assert "stands in it 2 times" in answer.content.decode()
    assert not Statement.objects.exists()


def test_a_label_that_was_missed_is_set_by_hand():
    client = desk()
    words = "Q: What then?\nA: Much. The envoy said: more."
    first = paste(client, words)
    start = first.context["panel"].rows[1].start
    second = again(client, first, words, **{f"t{start}-label": "A: Much."})
    row = second.context["panel"].rows[1]
    assert (row.label, row.words) == ("A: Much. ", "The envoy said: more.")
    wrong = again(client, first, words, save="1", **{f"t{start}-label": "B:"})
    assert "is not how this turn begins" in wrong.content.decode()
    assert not Statement.objects.exists()


def test_a_question_given_to_the_actor_stays_nobodys():
    client = desk()
    again(client, paste(client), save="1", **{"l0-whose": "own"})
    assert turns_of(Statement.objects.get())[0].actor is None


def test_tags_are_chosen_and_new_ones_typed():
    client = desk()
    old = factories.tag("Machines")
    again(client, paste(client), save="1", tags="Machines\nExport limits\nMachines\n")
    assert set(Statement.objects.get().tags.all()) == {old, Tag.objects.get(name="Export limits")}


def test_an_actor_is_named_where_a_browser_cannot_search():
    client = desk()
    belmark = factories.actor("Belmark")
    again(client, paste(client), save="1", actor="Belmark")
    assert Statement.objects.get().actor == belmark


@pytest.mark.parametrize(
    ("name", "words"), [("Nowhere", "Nothing has the name “Nowhere”"), ("Ministry", "Several have the name “Ministry”")]
)
def test_a_name_that_is_nobodys_or_anybodys_is_an_error(name, words):
    factories.actor("Ministry", "office")
    factories.actor("Ministry", "organisation")
    client = desk()
    answer = again(client, paste(client), save="1", actor=name)
    assert words in answer.content.decode()
    assert not Statement.objects.exists()


def test_a_date_that_can_be_read_in_two_ways_is_an_error():
    answer = paste(desk(), said_on="03/04/2026", save="1")
    assert "2026-04-03 or 2026-03-04" in answer.content.decode()
    assert not Statement.objects.exists()


def test_title_date_and_language_are_proposed_from_the_text():
    words = "# 关于机器\n\n问：你们会签署吗？\n答：会的，我们支持开放贸易。"
    answer = paste(desk(), words, title="", said_on="")
    form = answer.context["form"]
    assert form["language"].value() == "zh-Hans"
    assert form["title"].value() == "关于机器"


def test_other_words_keep_what_holds_for_labels_and_drop_what_held_for_places():
    client = desk()
    first = paste(client)
    start = first.context["panel"].rows[1].start
    second = again(client, first, **{"l0-asker": "unnamed", f"t{start}-kind": "speech"})
    other = BRIEFING.replace("Arvenia has raised", "Belmark has raised")
    third = again(client, second, other)
    assert [(row.kind, row.asker) for row in third.context["panel"].rows] == [("question", "unnamed"), ("answer", "")]


def test_a_long_transcript_shows_its_turns_stretch_by_stretch():
    client = desk()
    words = "\n".join(f"Q: Question number {n}?\nA: Answer number {n}." for n in range(120))
    first = paste(client, words)
    assert len(first.context["panel"].shown) == 100
    start = first.context["panel"].rows[2].start
    second = again(client, first, words, show="201", **{f"t{start}-asker": "outlet"})
    assert [each.number for each in second.context["panel"].shown] == list(range(201, 241))
    again(client, second, words, save="1")
    assert turns_of(Statement.objects.get())[2].asker == "outlet"
    assert printed(Statement.objects.get()) == words


def test_who_may_not_add_is_refused():
    client = desk("vera", "Contributor")
    assert client.get(page(ADD)).status_code == 200
    from django.contrib.auth.models import User

    looker = User.objects.create_user("looker", is_staff=True)
    assert desk(looker).get(page(ADD)).status_code == 403


def test_a_form_that_is_sent_twice_saves_one_draft():
    client = desk()
    first = client.get(page(ADD))
    key = str(first.context["form"]["key"].value())
    shown = paste(client, key=key)
    saved = [again(client, shown, save="1", key=key) for _ in range(2)]
    assert saved[0].url == saved[1].url == page("statement_change", Statement.objects.get().pk)


def test_a_form_opened_anew_saves_another_draft():
    client = desk()
    keys = {str(client.get(page(ADD)).context["form"]["key"].value()) for _ in range(2)}
    assert len(keys) == 2
