"""What the record holds to when drafts change under coded quotes, and when two people act at once."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from statements import recording
from statements.models import (
    Act,
    AnswerReading,
    Passage,
    Position,
    Proposition,
    PublishedIsFinal,
    Read,
    Statement,
    Text,
    Turn,
)
from statements.recording import scheduling
from tests import factories

SUPPORT = "States may limit exports of machines."
WORDS = "We support limits on exports. We will sign in May."


@pytest.fixture
def limits() -> Any:
    return factories.tag("Export limits", SUPPORT)


def as_text(*turns: recording.NewTurn, language: str = "en") -> dict[int, recording.NewText]:
    return {1: recording.NewText(turns=list(turns), language=language)}


# -- whose words -----------------------------------------------------------------------------------------


def test_a_draft_whose_answer_turns_out_to_be_a_question_is_refused_and_keeps_its_turns(limits: Any) -> None:
    row = factories.statement(published=False)
    factories.position(row, "We support limits", limits, published=False)
    with pytest.raises(recording.RecordingError, match=r"“We support limits”.*nobody's"):
        recording.edit_draft(row, by=None, texts=as_text(recording.NewTurn("question", WORDS)))
    assert Turn.objects.get().kind == "speech"


def test_a_draft_reading_goes_with_its_words_to_the_one_who_said_them(limits: Any) -> None:
    guest = factories.actor("Bel Sarat")
    row = factories.statement(published=False)
    position = factories.position(row, "We support limits", limits, published=False)
    texts = as_text(recording.NewTurn("speech", WORDS, actor=guest, voice="ambassador"), language="fr")
    recording.edit_draft(row, by=None, texts=texts)
    position.refresh_from_db()
    assert (position.actor, position.voice, position.language) == (guest, "ambassador", "fr")


def test_a_draft_reading_whose_passages_come_to_stand_with_two_speakers_is_refused(limits: Any) -> None:
    row = factories.statement(published=False)
    first, second = factories.passage(row, "We support limits"), factories.passage(row, "We will sign")
    recording.code(
        recording.NewPosition(statement=row, tag=limits, passages=[first, second], stance="supports"), by=None
    )
    texts = as_text(
        recording.NewTurn("speech", "We support limits on exports. ", actor=factories.actor()),
        recording.NewTurn("speech", "We will sign in May.", actor=factories.actor("Bel Sarat")),
    )
    with pytest.raises(recording.RecordingError, match="“We will sign”"):
        recording.edit_draft(row, by=None, texts=texts)


def test_a_reading_is_not_published_from_words_that_are_not_its_actors(limits: Any) -> None:
    row = factories.statement()
    position = factories.position(row, "We support limits", limits, published=False)
    Position.objects.filter(pk=position.pk).update(actor=factories.actor("Bel Sarat"))
    with pytest.raises(recording.RecordingError, match="not “said” by Bel Sarat"):
        recording.publish_positions([position], by=None)
    assert not Position.objects.published().exists()


def test_a_correction_that_gives_an_actor_two_readings_of_one_tag_is_refused(limits: Any) -> None:
    host, guest = factories.actor(), factories.actor("Bel Sarat")
    turns = [
        recording.NewTurn("speech", "We support limits.", actor=host),
        recording.NewTurn("speech", "We oppose limits.", actor=guest),
    ]
    row = factories.statement(by=host, turns=turns)
    factories.position(row, "We support limits", limits)
    factories.position(row, "We oppose limits", limits, "opposes")
    with pytest.raises(recording.RecordingError, match="already is Bel Sarat's position"):
        recording.correct(row, by=None, reason="the host is another", values={"actor": guest})
    assert Position.objects.published().filter(actor=guest).count() == 1


def test_a_corrected_language_is_that_of_the_readings(limits: Any) -> None:
    row = factories.statement(language="und")
    factories.position(row, "We support limits", limits)
    turn = recording.NewTurn("speech", WORDS, actor=factories.actor(), voice="minister")
    recording.correct(row, by=None, reason="it is English", texts=as_text(turn))
    assert Position.objects.published().get().language == "en"


# -- corrections -----------------------------------------------------------------------------------------


def test_two_answers_of_the_same_words_keep_their_readings_through_a_correction() -> None:
    speaker = factories.actor()

    def turns(end: str) -> list[recording.NewTurn]:
        return [
            recording.NewTurn("question", "Will you sign?", exchange=1),
            recording.NewTurn("answer", "No comment.", exchange=1, actor=speaker),
            recording.NewTurn("question", "When?", exchange=2),
            recording.NewTurn("answer", "No comment.", exchange=2, actor=speaker),
            recording.NewTurn("speech", end, actor=speaker),
        ]

    row = factories.statement(turns=turns("Thank yuo."))
    first, second = Turn.objects.filter(kind="answer").order_by("order")
    recording.read_answer(first, by=None, outcome="declines")
    recording.read_answer(second, by=None, outcome="reframes")
    recording.correct(row, by=None, reason="a typing error", texts=as_text(*turns("Thank you.")))
    readings = AnswerReading.objects.published().order_by("turn__order").values_list("turn__order", "outcome")
    assert list(readings) == [(2, "declines"), (4, "reframes")]


def test_an_open_correction_takes_the_place_of_what_stands_when_it_is_published(limits: Any) -> None:
    row = factories.statement()
    first = factories.position(row, "We support limits", limits)
    draft = recording.recode(first, by=None, reason="it was irony", stance="opposes")
    recording.correct(row, by=None, reason="misdated", values={"said_on": "2025-05-29"})
    between = Position.objects.published().get()
    recording.publish_positions([draft], by=None)
    between.refresh_from_db()
    assert (draft.replaces, between.superseded_at) == (between, draft.recorded_at)


def test_a_reading_is_taken_back_while_a_correction_of_it_is_open(limits: Any) -> None:
    first = factories.position(factories.statement(), "We support limits", limits)
    draft = recording.recode(first, by=None, reason="it was irony", stance="opposes")
    recording.hide(first, by=None, reason="misread")
    assert not Position.objects.published().exists()
    recording.publish_positions([draft], by=None)
    assert Position.objects.published().get() == draft


def test_a_tag_that_a_correction_names_first_shows_its_proposition(limits: Any) -> None:
    row = factories.statement()
    recording.correct(row, by=None, reason="the tag was missing", tags=[limits])
    assert Proposition.objects.published().get().words == SUPPORT


def test_nothing_is_added_to_what_was_published(limits: Any) -> None:
    row = factories.statement()
    position = factories.position(row, "We support limits", limits)
    turn = Turn.objects.get()
    with pytest.raises(PublishedIsFinal):
        Passage.objects.create(position=position, turn=turn, start=0, end=2, quote="We")
    with pytest.raises(PublishedIsFinal):
        Turn.objects.create(text=turn.text, order=2, kind="speech", words="More.")


# -- at once ---------------------------------------------------------------------------------------------


def test_a_statement_published_meanwhile_does_not_come_out_of_the_schedule() -> None:
    row = factories.statement(published=False)
    recording.schedule(row, by=None, at=timezone.now() - timedelta(hours=1))
    stale = Statement.objects.get(pk=row.pk)
    recording.publish_due()
    with pytest.raises(recording.RecordingError, match="something scheduled was expected"):
        recording.unschedule(stale, by=None)
    assert Statement.objects.published().get() == row


def test_a_draft_published_meanwhile_is_not_sent_to_review() -> None:
    row = factories.statement(published=False)
    stale = Statement.objects.get(pk=row.pk)
    recording.publish(row, by=None)
    with pytest.raises(recording.RecordingError, match="a draft was expected"):
        recording.send_to_review(stale, by=None)
    assert Statement.objects.published().get() == row


def test_publishing_many_leaves_what_is_public_or_withdrawn_as_it_is() -> None:
    public, gone = factories.statement(), factories.statement(title="Gone")
    recording.withdraw(gone, by=None, reason="a forgery")
    draft = factories.statement(title="Draft", published=False)
    recording.publish_many([public.pk, gone.pk, draft.pk], by=None)
    published = public.published_at
    for row in (public, gone, draft):
        row.refresh_from_db()
    assert public.published_at == published
    assert [row.status for row in (public, gone, draft)] == ["published", "withdrawn", "published"]


def test_each_statement_published_in_bulk_says_by_whom_when_and_why() -> None:
    already, first, second = factories.statement(), *(factories.statement(published=False) for _ in range(2))
    editor = factories.editor()
    Act.objects.all().delete()
    recording.publish_many([already.pk, first.pk, second.pk], by=editor, why="imported from a.jsonl")
    told = set(Act.objects.values_list("verb", "statement", "by", "at", "why"))
    at = Statement.objects.get(pk=first.pk).published_at
    assert told == {("publish", row.pk, editor.pk, at, "imported from a.jsonl") for row in (first, second)}


def test_a_mark_on_a_statement_published_meanwhile_is_public(limits: Any) -> None:
    row = factories.statement(published=False)
    stale = Statement.objects.get(pk=row.pk)
    recording.publish(row, by=None)
    recording.mark_read(stale, by=None, tag=limits, outcome="nothing-found")
    assert Read.objects.published().count() == 1


def test_a_reading_coded_on_a_statement_redated_meanwhile_has_its_date(limits: Any) -> None:
    row = factories.statement()
    stale = Statement.objects.get(pk=row.pk)
    recording.correct(row, by=None, reason="misdated", values={"said_on": "2025-05-29"})
    factories.position(stale, "We support limits", limits)
    assert Position.objects.published().get().said_on == "2025-05-29"


def test_a_draft_discarded_meanwhile_does_not_stop_what_else_is_due(
    limits: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = factories.statement()
    gone = factories.position(row, "We support limits", limits, published=False)
    other = factories.tag("Signing", "States should sign.")
    waiting = factories.position(row, "We will sign", other, published=False)
    hour_ago = timezone.now() - timedelta(hours=1)
    recording.schedule_positions([gone], by=None, at=hour_ago)
    recording.schedule_positions([waiting], by=None, at=hour_ago + timedelta(minutes=1))
    publish_one = scheduling._publish_due_position

    def discarding(pk: int, *args: Any) -> int:
        if pk == gone.pk:
            recording.discard(gone, by=None)
        return publish_one(pk, *args)

    monkeypatch.setattr(scheduling, "_publish_due_position", discarding)
    assert recording.publish_due()[1:] == (1, [])


# -- words and trees -------------------------------------------------------------------------------------


def test_a_lone_surrogate_is_refused_with_its_place() -> None:
    with pytest.raises(recording.RecordingError, match=r"turn 1, words: character U\+D800 at position 3"):
        factories.statement("abc\ud800def")


def test_the_hash_is_that_of_the_words_as_they_stand() -> None:
    composed, decomposed = factories.statement("Caf\u00e9."), factories.statement("Cafe\u0301.")
    first, second = (Text.objects.get(statement=row) for row in (composed, decomposed))
    assert (second.turns.get().words, second.sha256) == ("Caf\u00e9.", first.sha256)


def test_an_actor_others_speak_for_is_not_merged_and_gets_no_offices_afterwards() -> None:
    kept, double = factories.actor(), factories.actor("Kingdom of Arvenia")
    embassy = factories.actor("Embassy in Bel Sarat", kind="office", parent=double)
    with pytest.raises(recording.RecordingError, match="Embassy in Bel Sarat"):
        recording.merge(double, by=None, into=kept)
    recording.move_actor(embassy, by=None, parent=kept)
    double.refresh_from_db()
    recording.merge(double, by=None, into=kept)
    with pytest.raises(recording.RecordingError, match="merged"):
        recording.move_actor(embassy, by=None, parent=double)


def test_a_tag_with_a_proposition_is_not_merged_into_a_topic(limits: Any) -> None:
    with pytest.raises(recording.RecordingError, match="no proposition"):
        recording.merge(limits, by=None, into=factories.tag("Trade"))
