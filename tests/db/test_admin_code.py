"""Coding a position: quotes found in their place, several passages, the tag's card, drafts and corrections."""

import pytest

from statements import recording
from statements.models import Position, Tag
from tests import factories
from tests.desks import desk, fields_of, page

WORDS = "We support open trade. We do not accept a closed club. We support open trade in machines."
PROPOSITION = "Trade in machines should be open."


@pytest.fixture
def statement():
    return factories.statement(WORDS, published=False)


@pytest.fixture
def open_trade():
    return factories.tag("Open trade", PROPOSITION)


def sent(tag, *quotes, **more):
    passages = {f"form-{at}-quote": quote for at, quote in enumerate(quotes)}
    management = {"form-TOTAL_FORMS": str(len(quotes) + 1), "form-INITIAL_FORMS": "0"}
    return {"tag": tag.name, "basis": "said", "stance": "supports", "save": "1", **management, **passages, **more}


def code(client, statement, *args, **more):
    return client.post(page("statement_code", statement.pk), sent(*args, **more))


def test_a_pasted_quote_becomes_a_draft_position(statement, open_trade):
    answer = code(desk(), statement, open_trade, "We do not accept a closed club.", summary="No club.")
    assert answer.url == page("statement_change", statement.pk)
    position = Position.objects.get()
    passage = position.passages.get()
    assert (position.status, position.stance, position.summary) == ("draft", "supports", "No club.")
    assert (position.actor, position.voice) == (statement.actor, "minister")
    assert (passage.quote, passage.start) == ("We do not accept a closed club.", 23)
    assert not Position.objects.published().exists()


def test_a_quote_pasted_with_other_spaces_and_marks_stands_as_printed(open_trade):
    statement = factories.statement("It is a “closed\nclub” of makers.", published=False)
    code(desk(), statement, open_trade, 'a "closed club" of')
    assert Position.objects.get().passages.get().quote == "a “closed\nclub” of"


def test_a_quote_that_stands_more_than_once_asks_which(statement, open_trade):
    client = desk()
    answer = code(client, statement, open_trade, "We support open trade")
    html = answer.content.decode()
    assert "The quote stands in 2 places; which is meant?" in html
    assert not Position.objects.exists()
    choices = answer.context["passages"].forms[0].fields["place"].choices
    assert len(choices) == 2
    code(client, statement, open_trade, "We support open trade", **{"form-0-place": choices[1][0]})
    assert Position.objects.get().passages.get().start == 55


def test_a_selected_quote_brings_its_place(statement, open_trade):
    turn = statement.texts.get().turns.get()
    code(desk(), statement, open_trade, "We support open trade", **{"form-0-turn": turn.pk, "form-0-start": 55})
    assert Position.objects.get().passages.get().start == 55


def test_a_position_gathers_several_passages_and_is_mixed_where_they_differ(statement, open_trade):
    more = {"stance": "", "form-0-stance": "supports", "form-1-stance": "opposes", "form-1-word": "closed"}
    code(desk(), statement, open_trade, "in machines", "a closed club", **more)
    position = Position.objects.get()
    assert position.stance == "mixed"
    assert [(row.quote, row.stance, row.word) for row in position.passages.order_by("start")] == [
        ("a closed club", "opposes", "closed"),
        ("in machines", "supports", None),
    ]


def test_another_stance_than_the_passage_gives_is_taken_with_a_reason(statement, open_trade):
    client = desk()
    refused = code(client, statement, open_trade, "in machines", **{"form-0-stance": "opposes"})
    assert "another stance needs a reason" in refused.content.decode()
    assert not Position.objects.exists()
    code(client, statement, open_trade, "in machines", reason="It quotes a rival.", **{"form-0-stance": "opposes"})
    assert (Position.objects.get().stance, Position.objects.get().reason) == ("supports", "It quotes a rival.")


def test_a_reason_of_a_draft_can_be_taken_back(statement, open_trade):
    client = desk()
    code(client, statement, open_trade, "in machines", reason="It quotes a rival.", **{"form-0-stance": "opposes"})
    address = page("position_code", Position.objects.get().pk)
    given = fields_of(client.get(address)) | sent(open_trade, "in machines", reason="")
    assert client.post(address, given).status_code == 302
    assert Position.objects.get().reason == ""


def test_a_question_holds_no_passage(open_trade):
    arvenia = factories.actor()
    turns = [
        recording.NewTurn("question", "Do you support a garden wall?", asker="unnamed", exchange=1),
        recording.NewTurn("answer", "We support open trade.", actor=arvenia, exchange=1),
    ]
    statement = factories.statement(turns=turns, published=False)
    answer = code(desk(), statement, open_trade, "a garden wall")
    assert "stands nowhere in words that are somebody" in answer.content.decode()
    assert not Position.objects.exists()


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"stance": "conditional-support"}, "The words of the condition or exception were expected"),
        ({"form-0-quote": ""}, "Paste or select at least one passage"),
        ({"form-1-quote": "in machines"}, "A passage is given twice"),
        ({"relates_to": "999999"}, "No position has this number"),
        ({"basis": "nothing"}, "Select a valid choice"),
    ],
)
def test_what_is_wrong_is_told_and_what_was_typed_stays(statement, open_trade, change, words):
    given = sent(open_trade, "in machines", note="Typed with care.") | change
    given["form-TOTAL_FORMS"] = "3"
    answer = desk().post(page("statement_code", statement.pk), given)
    assert words in answer.content.decode()
    assert answer.context["form"]["note"].value() == "Typed with care."
    assert not Position.objects.exists()


def test_a_stance_on_a_topic_is_refused_and_a_word_taken(statement):
    topic = factories.tag("Machines")
    client = desk()
    answer = code(client, statement, topic, "in machines")
    assert "has no proposition" in answer.content.decode()
    code(client, statement, topic, "in machines", stance="", word="accepted")
    assert (Position.objects.get().stance, Position.objects.get().word) == (None, "accepted")


def test_the_tags_card_is_shown_before_anything_is_saved(statement, open_trade):
    recording.propose(
        open_trade,
        by=None,
        words=PROPOSITION,
        scope_note="Not trade in grain.",
        examples={"opposes": "We close our ports."},
    )
    given = sent(open_trade, "in machines", look="1")
    del given["save"]
    html = desk().post(page("statement_code", statement.pk), given).content.decode()
    assert PROPOSITION in html
    assert "Not trade in grain." in html
    assert "We close our ports." in html
    assert "errornote" not in html
    assert not Position.objects.exists()
    assert PROPOSITION in desk().get(page("tag_card"), {"tag": "Open trade"}).content.decode()


def test_another_passage_is_one_press_away(statement, open_trade):
    given = sent(open_trade, "in machines", more="1")
    del given["save"]
    answer = desk().post(page("statement_code", statement.pk), given)
    assert len(answer.context["passages"].forms) == 3
    assert answer.context["passages"].forms[0]["quote"].value() == "in machines"


def test_a_draft_is_edited_in_place(statement, open_trade):
    client = desk()
    code(client, statement, open_trade, "in machines")
    draft = Position.objects.get()
    address = page("position_code", draft.pk)
    shown = client.get(address)
    given = fields_of(shown) | sent(open_trade, "a closed club", stance="opposes")
    assert client.post(address, given).status_code == 302
    draft.refresh_from_db()
    assert (draft.stance, draft.passages.get().quote, draft.line) == ("opposes", "a closed club", draft.pk)


def test_a_published_reading_is_corrected_by_a_draft_that_takes_its_place(open_trade):
    statement = factories.statement(WORDS)
    published = factories.position(statement, "in machines", open_trade)
    client = desk()
    address = page("position_code", published.pk)
    refused = client.post(address, sent(open_trade, "in machines", stance="opposes"))
    assert refused.status_code == 200
    assert "reason" in refused.context["form"].errors
    client.post(address, sent(open_trade, "in machines", stance="opposes", reason="Misread."))
    draft = Position.objects.drafts().get()
    assert (draft.line, draft.stance, draft.reason, draft.replaces) == (
        published.line,
        "opposes",
        "Misread.",
        published,
    )
    published.refresh_from_db()
    assert (published.stance, published.superseded_at) == ("supports", None)


def test_a_second_position_of_the_same_actor_tag_and_basis_is_led_to_the_first(statement, open_trade):
    client = desk()
    code(client, statement, open_trade, "in machines")
    first = Position.objects.get()
    answer = code(client, statement, open_trade, "a closed club", stance="opposes", note="Typed with care.")
    html = answer.content.decode()
    assert f"{first}, a draft, already says where Arvenia stands on “Open trade” here" in html
    assert page("position_change", first.pk) in html
    assert answer.context["form"]["note"].value() == "Typed with care."
    assert Position.objects.get() == first


@pytest.mark.parametrize("change", [{"basis": "response"}, {"actor": "Belmark", "basis": "attributed"}])
def test_another_basis_or_actor_is_a_position_of_its_own(statement, open_trade, change):
    factories.actor("Belmark")
    client = desk()
    code(client, statement, open_trade, "in machines")
    code(client, statement, open_trade, "a closed club", **change)
    assert Position.objects.count() == 2


def test_a_hidden_reading_leaves_the_place_to_another(open_trade):
    statement = factories.statement(WORDS)
    recording.hide(factories.position(statement, "in machines", open_trade), by=None, reason="Misread.")
    assert code(desk(), statement, open_trade, "a closed club").status_code == 302


def add_to(client, other, tag, *quotes, **more):
    """Press the button that adds the passages to the position that is there."""
    given = sent(tag, *quotes, add="1", **more)
    del given["save"]
    return client.post(page("position_code", other.pk), given)


def formset_of(answer):
    """What a browser would send of the passages, were nothing changed."""
    passages = answer.context["passages"]
    given = {f"form-{end}": str(passages.management_form[end].value()) for end in ("TOTAL_FORMS", "INITIAL_FORMS")}
    for form in passages:
        given |= {field.html_name: field.value() for field in form if field.value() is not None}
    return given


def test_the_passages_are_added_to_the_draft_that_is_there(statement, open_trade):
    client = desk()
    code(client, statement, open_trade, "in machines", summary="For machines.")
    first = Position.objects.get()
    shown = add_to(client, first, open_trade, "a closed club", stance="opposes", summary="No club.", note="A note.")
    assert first.passages.count() == 1
    quotes = [form["quote"].value() for form in shown.context["passages"]]
    assert quotes[:2] == ["in machines", "a closed club"]
    form = shown.context["form"]
    assert (form["stance"].value(), form["summary"].value(), form["note"].value()) == (
        "supports", "For machines.", "A note.",
    )  # fmt: skip
    # What the position has otherwise is not taken over, and not lost: it is shown.
    assert form.left == [("summary", "No club.")]
    assert "No club." in shown.content.decode()
    given = fields_of(shown) | formset_of(shown) | {"save": "1"}
    refused = client.post(page("position_code", first.pk), given)
    assert "what the passages give is “mixed”" in refused.content.decode()
    client.post(page("position_code", first.pk), given | {"stance": "mixed"})
    first.refresh_from_db()
    assert (first.stance, first.note) == ("mixed", "A note.")
    assert [(row.quote, row.stance) for row in first.passages.order_by("start")] == [
        ("a closed club", "opposes"), ("in machines", None),
    ]  # fmt: skip
    assert Position.objects.get() == first


def test_a_selected_place_is_kept_where_a_passage_is_added(statement, open_trade):
    client = desk()
    code(client, statement, open_trade, "in machines")
    turn = statement.texts.get().turns.get()
    place = {"form-0-turn": turn.pk, "form-0-start": 55}
    shown = add_to(client, Position.objects.get(), open_trade, "We support open trade", **place)
    client.post(page("position_code", Position.objects.get().pk), fields_of(shown) | formset_of(shown) | {"save": "1"})
    assert [row.start for row in Position.objects.get().passages.order_by("start")] == [55, 77]


def test_to_a_published_reading_passages_are_added_by_a_correction_with_a_reason(open_trade):
    statement = factories.statement(WORDS)
    published = factories.position(statement, "in machines", open_trade)
    client = desk()
    answer = code(client, statement, open_trade, "We do not accept")
    assert f"{published}, published, already says" in answer.content.decode()
    assert f'formaction="{page("position_code", published.pk)}"' in answer.content.decode()
    shown = add_to(client, published, open_trade, "We do not accept")
    given = fields_of(shown) | formset_of(shown) | {"save": "1", "reason": "It says it twice."}
    assert client.post(page("position_code", published.pk), given).status_code == 302
    draft = Position.objects.drafts().get()
    assert (draft.line, draft.passages.count(), published.passages.count()) == (published.line, 2, 1)


def test_a_contributor_is_led_to_the_published_reading_and_cannot_add_to_it(open_trade):
    statement = factories.statement(WORDS)
    published = factories.position(statement, "in machines", open_trade)
    html = code(desk("carla", "Contributor"), statement, open_trade, "We do not accept").content.decode()
    assert page("position_change", published.pk) in html
    assert "formaction" not in html


def test_a_draft_does_not_take_the_place_of_another_by_being_changed(statement, open_trade):
    client = desk()
    clubs = factories.tag("Clubs", "Clubs may be closed.")
    code(client, statement, open_trade, "in machines")
    code(client, statement, clubs, "a closed club")
    first, second = Position.objects.order_by("pk")
    address = page("position_code", second.pk)
    given = fields_of(client.get(address)) | sent(open_trade, "a closed club")
    assert f"{first}, a draft, already says" in client.post(address, given).content.decode()
    second.refresh_from_db()
    assert second.tag == clubs


def test_a_contributor_codes_but_does_not_correct_what_is_public(open_trade):
    statement = factories.statement(WORDS)
    published = factories.position(statement, "in machines", open_trade)
    client = desk("carla", "Contributor")
    assert client.get(page("statement_code", statement.pk)).status_code == 200
    assert client.get(page("position_code", published.pk)).status_code == 403
    assert client.get(page("position_hide", published.pk)).status_code == 403
    assert client.get(page("position_review", published.pk)).status_code == 403


def test_a_draft_is_discarded_and_a_published_reading_never(open_trade):
    client = desk()
    statement = factories.statement(WORDS)
    published = factories.position(statement, "in machines", open_trade)
    draft = factories.position(
        statement, "a closed club", factories.tag("Clubs", "Clubs may be closed."), published=False
    )
    assert client.post(page("position_discard", draft.pk)).url == page("statement_change", statement.pk)
    client.post(page("position_discard", published.pk))
    assert list(Position.objects.all()) == [published]


def test_a_statement_is_marked_as_read_for_a_tag(open_trade):
    statement = factories.statement(WORDS)
    client = desk()
    client.post(page("statement_read", statement.pk), {"tag": open_trade.name, "outcome": "nothing-found"})
    mark = statement.reads.get()
    assert (mark.tag, mark.outcome, mark.recorded_at is not None) == (open_trade, "nothing-found", True)
    wrong = client.post(
        page("statement_read", statement.pk), {"tag": open_trade.name, "outcome": "asked-no-answer", "question": "1"}
    )
    assert "Turn 1 is no question of this statement" in wrong.content.decode()


def test_a_new_tag_with_its_proposition_is_made_before_coding():
    client = desk("carla", "Contributor")
    given = {"name": "Clubs", "words": "Clubs may be closed.", "about": "should", "names-TOTAL_FORMS": "0",
             "names-INITIAL_FORMS": "0", "example_opposes": "Open them!"}  # fmt: skip
    assert client.post(page("tag_add"), given).status_code == 302
    proposition = Tag.objects.get().propositions.get()
    assert (proposition.words, proposition.examples) == ("Clubs may be closed.", {"opposes": "Open them!"})
