"""The way to the public: review by another editor, one pair of eyes, a time, hiding, withdrawal."""

from datetime import timedelta

import pytest
from django.utils import timezone

from statements import recording
from statements.models import Act, Position, Review, Statement
from tests import factories
from tests.desks import desk, page, person

WORDS = "We support open trade. We do not accept a closed club."
PASSES = {"quote_authentic": "yes", "bears_on_tag": "yes", "stance_read_right": "yes"}


@pytest.fixture
def author():
    return person("edna")


@pytest.fixture
def open_trade():
    return factories.tag("Open trade", "Trade should be open.")


@pytest.fixture
def draft(author, open_trade):
    statement = factories.statement(WORDS, published=False)
    new = recording.NewPosition(
        statement=statement,
        tag=open_trade,
        passages=[factories.passage(statement, "We support open trade.")],
        stance="supports",
    )
    return recording.code(new, by=author)


def test_sending_a_statement_to_review_sends_its_readings(draft, author):
    desk(author).post(page("statement_send", draft.statement_id))
    draft.refresh_from_db()
    assert (draft.status, draft.statement.status) == ("in-review", "in-review")


def test_another_editor_checks_three_things_apart_and_publishes(draft):
    answer = desk("erik").post(page("position_review", draft.pk), {**PASSES, "publish": "1"})
    assert answer.url == page("statement_change", draft.statement_id)
    review = Review.objects.get()
    assert (review.reviewer.username, review.passed) == ("erik", True)
    assert Position.objects.published().get() == draft
    assert Statement.objects.published().get() == draft.statement


def test_a_review_is_kept_without_publishing(draft):
    desk("erik").post(page("position_review", draft.pk), {"quote_authentic": "yes", "keep": "1"})
    review = Review.objects.get()
    assert (review.quote_authentic, review.bears_on_tag, review.stance_read_right) == (True, None, None)
    assert not Position.objects.published().exists()


def test_a_draft_is_returned_with_a_comment(draft, author):
    client = desk("erik")
    recording.send_to_review(draft, by=author)
    address = page("position_review", draft.pk)
    silent = client.post(address, {"quote_authentic": "no", "return": "1"})
    assert "What the author should mend was expected" in silent.content.decode()
    client.post(address, {"quote_authentic": "no", "return": "1", "note": "The quote ends too early."})
    draft.refresh_from_db()
    assert draft.status == "draft"
    assert Act.objects.filter(verb="return").get().why == "The quote ends too early."


def plan(client, draft):
    at = timezone.now() + timedelta(days=2)
    client.post(page("position_review", draft.pk), {**PASSES, "publish": "1", "at": f"{at:%Y-%m-%dT%H:%M}"})


def test_the_schedule_is_cancelled_in_its_own_words(draft):
    client = desk("erik")
    plan(client, draft)
    address = page("statement_change", draft.statement_id)
    html = client.get(address).content.decode()
    assert "Cancel the schedule" in html
    assert "Return to its author" not in html
    client.post(page("statement_unschedule", draft.statement_id), {"note": "The speech was put off."})
    draft.refresh_from_db()
    assert (draft.status, draft.statement.status, draft.publish_at) == ("draft", "draft", None)
    why = "The speech was put off."
    assert (
        list(Act.objects.filter(verb="cancel the schedule").values_list("why", "by__username")) == [(why, "erik")] * 2
    )
    assert "cancel the schedule" in client.get(page("statement_history", draft.statement_id)).content.decode()


def test_the_schedule_of_a_reading_alone_is_cancelled_on_its_page(author, open_trade):
    public = factories.position(factories.statement(WORDS), "We support open trade.", open_trade, published=False)
    client = desk("erik")
    plan(client, public)
    assert "Cancel the schedule" in client.get(page("position_change", public.pk)).content.decode()
    assert 'name="return"' not in client.get(page("position_review", public.pk)).content.decode()
    client.post(page("position_unschedule", public.pk), {"note": ""})
    public.refresh_from_db()
    assert (public.status, public.publish_at) == ("draft", None)


def test_a_contributor_does_not_cancel_the_schedule(draft):
    plan(desk("erik"), draft)
    client = desk("carla", "Contributor")
    for name, pk in (("statement", draft.statement_id), ("position", draft.pk)):
        assert "Cancel the schedule" not in client.get(page(f"{name}_change", pk)).content.decode()
        assert client.post(page(f"{name}_unschedule", pk)).status_code == 403
    draft.refresh_from_db()
    assert draft.status == "scheduled"


def test_a_failed_check_is_not_published(draft):
    given = {**PASSES, "stance_read_right": "no", "note": "It opposes.", "publish": "1", "one_pair": "on"}
    answer = desk("erik").post(page("position_review", draft.pk), given)
    assert "A check failed" in answer.content.decode()
    assert not Position.objects.published().exists()


def test_the_author_is_not_asked_for_his_own_review(draft, author):
    answer = desk(author).get(page("position_review", draft.pk))
    assert "quote_authentic" not in answer.context["form"].fields
    assert "You coded it" in answer.content.decode()


def test_a_lone_editor_publishes_with_one_pair_of_eyes(draft, author):
    client = desk(author)
    refused = client.post(page("position_review", draft.pk), {"publish": "1"})
    assert "publish it with one pair of eyes" in refused.content.decode()
    assert not Position.objects.published().exists()
    client.post(page("position_review", draft.pk), {"publish": "1", "one_pair": "on"})
    assert Position.objects.published().get() == draft
    assert not Review.objects.exists()
    assert Act.objects.filter(verb="publish", position=draft).get().why == "one pair of eyes"


def test_a_long_quote_is_cut_with_a_mark_where_readings_are_chosen(author, open_trade):
    statement = factories.statement("We say it and say it again. " * 10, published=False)
    factories.position(statement, "We say it and say it again. " * 9, open_trade, published=False)
    html = desk(author).get(page("statement_publish", statement.pk)).content.decode()
    assert ("We say it and say it again. " * 9)[:119] + "…”" in html


def test_publishing_a_statement_chooses_its_readings(draft, author):
    other = recording.code(
        recording.NewPosition(
            statement=draft.statement, tag=factories.tag("Clubs", "Clubs may be closed."), stance="opposes",
            passages=[factories.passage(draft.statement, "a closed club")],
        ),
        by=author,
    )  # fmt: skip
    client = desk(author)
    address = page("statement_publish", draft.statement_id)
    refused = client.post(address, {"positions": [draft.pk]})
    assert f"No other editor has passed {draft}" in refused.content.decode()
    client.post(address, {"positions": [draft.pk], "one_pair": "on"})
    assert list(Position.objects.published()) == [draft]
    assert list(Position.objects.drafts()) == [other]


def test_a_statement_without_readings_needs_no_second_pair(author):
    statement = factories.statement(published=False)
    desk(author).post(page("statement_publish", statement.pk), {})
    assert Statement.objects.published().get() == statement


def test_a_reviewed_reading_is_published_at_a_time(draft):
    client = desk("erik")
    at = timezone.now() + timedelta(days=2)
    past = client.post(page("position_review", draft.pk), {**PASSES, "publish": "1", "at": "2001-01-01T10:00"})
    assert "It is past" in past.content.decode()
    client.post(page("position_review", draft.pk), {**PASSES, "publish": "1", "at": f"{at:%Y-%m-%dT%H:%M}"})
    draft.refresh_from_db()
    assert (draft.status, draft.statement.status) == ("scheduled", "scheduled")
    recording.publish_due(at + timedelta(minutes=1))
    assert Position.objects.published().get() == draft


def test_a_published_reading_is_hidden_with_a_reason(author, open_trade):
    published = factories.position(factories.statement(WORDS), "We support open trade.", open_trade)
    client = desk(author)
    refused = client.post(page("position_hide", published.pk), {"reason": ""})
    assert refused.status_code == 200
    assert Position.objects.published().exists()
    client.post(page("position_hide", published.pk), {"reason": "It speaks of grain."})
    assert not Position.objects.published().exists()
    hidden = Position.objects.published(hidden=True).get()
    assert (hidden.line, hidden.reason, hidden.stance) == (published.line, "It speaks of grain.", None)


def test_a_statement_is_withdrawn_with_a_reason(author):
    statement = factories.statement()
    client = desk(author)
    client.post(page("statement_withdraw", statement.pk), {"reason": " "})
    assert Statement.objects.published().exists()
    client.post(page("statement_withdraw", statement.pk), {"reason": "It was never said."})
    statement.refresh_from_db()
    assert (statement.status, statement.withdrawn_reason) == ("withdrawn", "It was never said.")


@pytest.mark.parametrize("screen", ["publish", "correct", "withdraw"])
def test_a_contributor_does_not_publish(screen):
    statement = factories.statement(published=screen != "publish")
    assert desk("carla", "Contributor").get(page(f"statement_{screen}", statement.pk)).status_code == 403


def test_the_page_of_a_reading_shows_its_evidence_and_versions(author, open_trade):
    published = factories.position(factories.statement(WORDS), "We support open trade.", open_trade)
    html = desk(author).get(page("position_change", published.pk)).content.decode()
    for words in ("We support open trade.", "Trade should be open.", "Correct", "Hide"):
        assert words in html
    assert "Discard" not in html
