"""Writing the record: each verb, what it leaves, and what it refuses."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import connection, transaction
from django.utils import timezone

from statements import recording
from statements.models import (
    Act,
    Backing,
    Edition,
    Passage,
    Position,
    Proposition,
    PublishedIsFinal,
    Read,
    SiteRevision,
    Statement,
    Text,
    Turn,
)
from tests import factories

SUPPORT = "States may limit exports of machines."


def limits():
    return factories.tag("Export limits", SUPPORT)


def test_a_draft_is_recorded_with_its_words_as_printed():
    arvenia = factories.actor()
    turns = [
        recording.NewTurn("question", "Will you sign?", label="Question: ", gap="\n", exchange=1, asker="publisher"),
        recording.NewTurn("answer", "Нет. 不会。", label="Spokesperson: ", exchange=1, actor=arvenia),
    ]
    row = factories.statement(turns=turns, published=False)
    text = row.texts.get()
    assert "".join(turn.printed() for turn in text.turns.all()) == "Question: Will you sign?\nSpokesperson: Нет. 不会。"
    assert row.status == "draft"
    assert not Statement.objects.published().exists()
    assert not Turn.objects.published().exists()


def test_a_question_given_an_actor_is_refused():
    arvenia = factories.actor()
    turns = [recording.NewTurn("question", "Will you sign?", actor=arvenia)]
    with pytest.raises(recording.RecordingError, match="turn 1: a question is nobody's words"):
        factories.statement(turns=turns)
    assert not Statement.objects.exists()


def test_what_no_database_stores_is_refused_with_its_place():
    with pytest.raises(recording.RecordingError, match=r"turn 1, words: character U\+0000 at position 3"):
        factories.statement("abc\0def")


def test_the_first_texts_source_is_the_statements():
    arvenia = factories.actor()
    text = recording.NewText([recording.NewTurn("speech", "Yes.", actor=arvenia)], source_url="https://example.org/a")
    refusal = "source_url: the first text's source is the statement's own"
    with pytest.raises(recording.RecordingError, match=refusal) as refused:
        recording.record(recording.NewStatement(actor=arvenia, title="Reply", texts=[text]), by=None)
    assert refused.value.field == "source_url"
    draft, public = factories.statement(published=False), factories.statement()
    with pytest.raises(recording.RecordingError, match=refusal):
        recording.edit_draft(draft, by=None, texts={1: text})
    with pytest.raises(recording.RecordingError, match=refusal):
        recording.correct(public, by=None, reason="its source", texts={1: text})
    recording.correct(public, by=None, reason="a translation", texts={2: text})
    assert Text.objects.published().get(number=2).source_url == "https://example.org/a"


def test_publishing_stamps_everything_with_one_instant():
    row = factories.statement(tags=[limits()])
    instant = SiteRevision.current().at
    assert row.published_at == instant
    assert {Edition.objects.get().recorded_at, Text.objects.get().recorded_at} == {instant}
    assert Proposition.objects.get().recorded_at == instant


def test_each_publication_is_later_than_the_one_before():
    instants = []
    for number in range(3):
        factories.statement(title=f"Statement {number}")
        instants.append(SiteRevision.current().at)
    assert instants == sorted(set(instants))


def test_publishing_twice_is_refused():
    row = factories.statement()
    with pytest.raises(recording.RecordingError, match="published already"):
        recording.publish(row, by=None)


def test_a_stance_on_a_topic_is_refused():
    row = factories.statement()
    with pytest.raises(recording.RecordingError, match="has no proposition"):
        factories.position(row, "We support limits", factories.tag("Topic"), "supports")


def test_a_condition_is_asked_for_in_words():
    row = factories.statement()
    with pytest.raises(recording.RecordingError, match="words of the condition"):
        factories.position(row, "We support limits", limits(), "conditional-support")


def test_a_question_never_holds_a_passage():
    turns = [
        recording.NewTurn("question", "Will you sign?"),
        recording.NewTurn("answer", "No.", actor=factories.actor()),
    ]
    row = factories.statement(turns=turns)
    question = Turn.objects.get(kind="question")
    new = recording.NewPosition(
        statement=row, tag=limits(), stance="supports", passages=[recording.NewPassage(question, 0, 4)]
    )
    with pytest.raises(recording.RecordingError, match="a question or narration holds no passage"):
        recording.code(new, by=None)


def test_words_of_another_are_not_said_by_the_actor():
    guest = factories.actor("Bel Sarat")
    row = factories.statement(turns=[recording.NewTurn("speech", "We agree.", actor=guest)])
    with pytest.raises(recording.RecordingError, match="another basis was expected"):
        factories.position(row, "We agree", limits(), actor=factories.actor())


def test_passages_that_differ_make_the_position_mixed():
    row = factories.statement()
    first = factories.passage(row, "We support limits")
    second = factories.passage(row, "We will sign")
    passages = [
        recording.NewPassage(first.turn, first.start, first.end, stance="supports"),
        recording.NewPassage(second.turn, second.start, second.end, stance="opposes"),
    ]
    new = recording.NewPosition(statement=row, tag=limits(), passages=passages)
    assert recording.code(new, by=None).stance == "mixed"


def of_two_passages(first, second, **reading):
    """Code a position on two passages of these stances; of one, where the second is None."""
    row = factories.statement()
    quotes = {"We support limits": first, "We will sign": second}
    passages = [replace(factories.passage(row, quote), stance=stance or None) for quote, stance in quotes.items()]
    news = passages[: 1 if second is None else 2]
    return recording.code(recording.NewPosition(statement=row, tag=limits(), passages=news, **reading), by=None)


@pytest.mark.parametrize(
    ("first", "second", "stance"),
    [
        ("opposes", None, "supports"),
        ("opposes", "opposes", "supports"),
        ("supports", "opposes", "supports"),
        ("opposes", "", "supports"),
        ("supports", None, "mixed"),
        ("supports", "supports", "mixed"),
    ],
)
def test_another_stance_than_the_passages_give_needs_a_reason(first, second, stance):
    with pytest.raises(recording.RecordingError, match="another stance needs a reason") as refused:
        of_two_passages(first, second, stance=stance)
    assert refused.value.field == "stance"
    assert not Position.objects.exists()
    decided = of_two_passages(first, second, stance=stance, reason="The first is irony.")
    assert (decided.stance, decided.reason) == (stance, "The first is irony.")


@pytest.mark.parametrize(
    ("first", "second", "stance", "settled"),
    [
        ("supports", None, "supports", "supports"),
        ("", None, "supports", "supports"),
        ("supports", "", "supports", "supports"),
        ("supports", "opposes", "mixed", "mixed"),
        ("supports", "supports", None, "supports"),
    ],
)
def test_the_stance_that_the_passages_give_needs_none(first, second, stance, settled):
    assert of_two_passages(first, second, stance=stance).stance == settled


def test_a_correction_of_a_reading_takes_its_predecessors_place_at_one_instant():
    row = factories.statement()
    first = factories.position(row, "We support limits", limits())
    draft = recording.recode(first, by=factories.editor(), reason="read too far", stance="mixed")
    assert Position.objects.published().get().stance == "supports"
    recording.publish_positions([draft], by=factories.editor("second"))
    first.refresh_from_db()
    assert first.superseded_at == draft.recorded_at
    assert Position.objects.published().get() == draft
    assert draft.line == first.line
    assert Position.objects.published(first.recorded_at).get() == first


def test_two_positions_of_one_actor_tag_and_basis_are_refused():
    row = factories.statement()
    first = factories.position(row, "We support limits", limits())
    with pytest.raises(recording.AlreadyCoded, match="already says where Arvenia stands") as refused:
        factories.position(row, "We will sign", limits())
    assert refused.value.position == first
    assert Position.objects.get() == first


def test_two_positions_that_a_file_brought_are_refused_when_the_second_is_published():
    row = factories.statement()
    passages = [factories.passage(row, quote) for quote in ("We support limits", "We will sign")]
    news = [
        recording.NewPosition(statement=row, tag=limits(), stance="supports", passages=[passage])
        for passage in passages
    ]
    first, second = recording.code_many(news, by=None)
    recording.publish_positions([first], by=None)
    with pytest.raises(recording.RecordingError, match="already is Arvenia's position"):
        recording.publish_positions([second], by=None)
    assert Position.objects.published().get() == first


def test_a_hidden_reading_keeps_its_quote_and_counts_nowhere():
    first = factories.position(factories.statement(), "We support limits", limits())
    before = SiteRevision.current().at
    row = recording.hide(first, by=factories.editor(), reason="misread")
    assert (row.stance, row.summary, row.reason) == (None, "", "misread")
    assert [passage.quote for passage in row.passages.all()] == ["We support limits"]
    assert not Position.objects.published().exists()
    assert Position.objects.published(hidden=True).get() == row
    assert Position.objects.published(before).get() == first


def test_a_withdrawn_statement_shows_at_no_instant():
    row = factories.statement()
    factories.position(row, "We support limits", limits())
    stood = SiteRevision.current().at
    recording.withdraw(row, by=factories.editor(), reason="not theirs")
    assert (row.status, row.withdrawn_reason) == ("withdrawn", "not theirs")
    for instant in (None, stood):
        assert not Statement.objects.published(instant).exists()
        assert not Turn.objects.published(instant).exists()
        assert not Position.objects.published(instant).exists()
        assert not Passage.objects.published(instant).exists()


def test_a_corrected_date_moves_the_positions_as_source_data():
    row = factories.statement()
    position = factories.position(row, "We support limits", limits())
    outcome = recording.correct(row, by=factories.editor(), reason="misdated", values={"said_on": "2026-05"})
    now = Position.objects.published().get()
    assert outcome.moved == [position.line]
    assert (now.line, now.said_on, now.reason) == (position.line, "2026-05", "source data")
    assert (row.said_on, str(row.said_from), str(row.said_to)) == ("2026-05", "2026-05-01", "2026-05-31")
    assert [edition.said_on for edition in row.editions.all()] == ["2026-05-29", "2026-05"]


def test_corrected_words_move_a_quote_that_still_stands_and_hide_one_that_does_not():
    row = factories.statement()
    kept = factories.position(row, "We support limits", limits())
    lost = factories.position(row, "We will sign in May", factories.tag("Signing", "States should sign."))
    text = recording.as_new_text(row.texts.get())
    turn = text.turns[0]
    words = "As before. We support limits on exports. We may sign in June."
    new = recording.NewText(turns=[recording.NewTurn("speech", words, actor=turn.actor)], language="en")
    outcome = recording.correct(row, by=factories.editor(), reason="the source was corrected", texts={1: new})
    assert outcome.moved == [kept.line]
    assert list(outcome.hidden) == [lost.line]
    passage = Passage.objects.published().get(position__status="published")
    assert passage.turn.words[passage.start : passage.end] == "We support limits"
    assert passage.turn.text.recorded_at == Text.objects.published().get().recorded_at
    hidden = Position.objects.published(hidden=True).get(status="hidden")
    assert hidden.reason == "the words it quotes were corrected: the quote does not stand in the new words"


def test_words_that_turn_out_to_be_a_guests_take_their_reading_out_of_the_hosts_line():
    row = factories.statement()
    position = factories.position(row, "We support limits", limits())
    guest = factories.actor("Bel Sarat")
    words = row.texts.get().turns.get().words
    new = recording.NewText(turns=[recording.NewTurn("speech", words, actor=guest)], language="en")
    outcome = recording.correct(row, by=factories.editor(), reason="the guest spoke", texts={1: new})
    assert list(outcome.hidden) == [position.line]
    assert not Position.objects.published().exists()


def test_a_corrected_actor_takes_over_the_words_and_the_positions():
    row = factories.statement()
    position = factories.position(row, "We support limits", limits())
    embassy = factories.actor("Embassy of Arvenia", "office", parent=factories.actor())
    recording.correct(row, by=factories.editor(), reason="the embassy spoke", values={"actor": embassy})
    now = Position.objects.published().get()
    assert (now.line, now.actor, now.reason) == (position.line, embassy, "source data")
    assert Turn.objects.published().get().actor == embassy
    assert Position.objects.published().by([factories.actor()]).get() == now


def test_backers_follow_the_position_except_where_they_do_not():
    aligned, apart = factories.actor("Bel Sarat"), factories.actor("沧原")
    tag = limits()
    backings = [
        recording.NewBacking(aligned, "aligns"),
        recording.NewBacking(apart, "aligns", except_tags=[tag]),
    ]
    row = factories.statement(backings=backings)
    leader = factories.position(row, "We support limits", tag)
    follower = Position.objects.published().get(follows=leader.line)
    assert (follower.actor, follower.basis, follower.stance) == (aligned, "aligned", "supports")
    draft = recording.recode(leader, by=factories.editor(), reason="read anew", stance="mixed")
    recording.publish_positions([draft], by=factories.editor())
    again = Position.objects.published().get(follows=leader.line)
    assert (again.line, again.stance) == (follower.line, "mixed")
    recording.hide(draft, by=factories.editor(), reason="misread")
    assert not Position.objects.published().exists()


def test_what_is_due_is_published_once_and_at_the_instant_of_the_run():
    row = factories.statement(published=False)
    position = factories.position(row, "We support limits", limits(), published=False)
    planned = timezone.now() - timedelta(hours=1)
    recording.schedule(row, by=factories.editor(), at=planned, positions=[position])
    assert not Statement.objects.published().exists()
    assert recording.publish_due() == (1, 1, [])
    assert recording.publish_due() == (0, 0, [])
    assert Position.objects.published().get().recorded_at > planned


def test_what_is_planned_for_later_waits():
    row = factories.statement(published=False)
    recording.schedule(row, by=factories.editor(), at=timezone.now() + timedelta(hours=1))
    assert recording.publish_due() == (0, 0, [])
    row.refresh_from_db()
    assert row.status == "scheduled"


def test_published_rows_are_final():
    row = factories.statement()
    position = factories.position(row, "We support limits", limits())
    turn = Turn.objects.get()
    turn.words = "We oppose limits"
    with pytest.raises(PublishedIsFinal):
        turn.save()
    with pytest.raises(PublishedIsFinal):
        Turn.objects.update(words="x")
    with pytest.raises(PublishedIsFinal):
        Position.objects.filter(pk=position.pk).update(stance="opposes")
    with pytest.raises(PublishedIsFinal):
        Passage.objects.all().delete()
    with pytest.raises(PublishedIsFinal):
        position.delete()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE statements_turn SET words = 'x'",
        "UPDATE statements_position SET stance = 'opposes'",
        "UPDATE statements_edition SET title = 'x'",
        "DELETE FROM statements_passage",
        "DELETE FROM statements_edition_tags",
        "UPDATE statements_proposition SET words = 'x'",
    ],
)
def test_postgresql_itself_keeps_what_was_published(statement):
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no such triggers: its guard is the QuerySet's")
    row = factories.statement(tags=[limits()])
    factories.position(row, "We support limits", limits())
    with pytest.raises(Exception, match=r"final|never deleted"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_draft_changes_in_place_and_keeps_its_coded_quotes():
    row = factories.statement(published=False)
    position = factories.position(row, "We support limits", limits(), published=False)
    new = recording.NewText(
        turns=[recording.NewTurn("speech", "Today: We support limits. Always.", actor=factories.actor())], language="en"
    )
    recording.edit_draft(row, by=factories.editor(), values={"title": "Новое имя"}, texts={1: new})
    passage = position.passages.get()
    assert passage.turn.words[passage.start : passage.end] == "We support limits"
    row.refresh_from_db()
    assert (row.title, row.slug, Turn.objects.count()) == ("Новое имя", "новое-имя", 1)


def test_a_draft_that_would_lose_a_coded_quote_is_refused_and_keeps_its_words():
    row = factories.statement(published=False)
    factories.position(row, "We support limits", limits(), published=False)
    new = recording.NewText(turns=[recording.NewTurn("speech", "Other words.", actor=factories.actor())])
    with pytest.raises(recording.RecordingError, match="“We support limits”"):
        recording.edit_draft(row, by=factories.editor(), texts={1: new})
    assert Turn.objects.get().words.startswith("We support limits")


def test_read_marks_are_public_with_their_statement_and_one_a_tag():
    row = factories.statement()
    recording.mark_read(row, by=factories.editor(), tag=limits(), outcome="nothing-found")
    recording.mark_read(row, by=factories.editor(), tag=limits(), outcome="asked-no-answer")
    assert Read.objects.published().get().outcome == "asked-no-answer"
    assert Read.objects.count() == 2


def test_a_published_proposition_changes_by_a_new_version_with_a_reason():
    factories.statement(tags=[limits()])
    with pytest.raises(recording.RecordingError, match="reason"):
        recording.propose(limits(), by=None, words="States should limit exports.")
    recording.propose(limits(), by=None, words="States should limit exports.", reason="clearer")
    assert [(row.number, row.superseded_at is None) for row in Proposition.objects.all()] == [(1, False), (2, True)]


def test_a_tag_moves_with_all_below_it_and_never_under_itself():
    top, middle, leaf = factories.tag("Top"), factories.tag("Middle"), None
    leaf = factories.tag("Leaf", parent=middle)
    recording.move_tag(middle, by=None, parent=top)
    leaf.refresh_from_db()
    assert leaf.path == middle.path + leaf.path[-9:]
    assert leaf.path.startswith(top.path)
    with pytest.raises(recording.RecordingError, match="stands below"):
        recording.move_tag(top, by=None, parent=leaf)


def test_each_verb_leaves_who_when_and_why():
    row = factories.statement()
    recording.withdraw(row, by=factories.editor("Ada"), reason="not theirs")
    act = Act.objects.order_by("-pk")[0]
    assert (act.verb, act.by.username, act.why, act.statement) == ("withdraw", "Ada", "not theirs", row)


def test_the_author_cannot_review_an_own_reading():
    row = factories.statement()
    position = factories.position(row, "We support limits", limits(), published=False)
    with pytest.raises(recording.RecordingError, match="another editor"):
        recording.review(
            position, by=factories.editor(), quote_authentic=True, bears_on_tag=True, stance_read_right=True
        )


def test_backings_are_public_with_their_statement():
    row = factories.statement(backings=[recording.NewBacking(factories.actor("Bel Sarat"), "signs")], published=False)
    assert not Backing.objects.published().exists()
    recording.publish(row, by=None)
    assert Backing.objects.published().get().recorded_at == row.published_at


def test_a_corrected_backing_takes_its_position_out_and_a_new_one_brings_its_own():
    first, second = factories.actor("Bel Sarat"), factories.actor("沧原")
    row = factories.statement(backings=[recording.NewBacking(first, "aligns")])
    leader = factories.position(row, "We support limits", limits())
    recording.correct(
        row, by=factories.editor(), reason="the list was wrong", backings=[recording.NewBacking(second, "signs")]
    )
    followers = Position.objects.published().filter(follows=leader.line)
    assert [(each.actor, each.basis) for each in followers] == [(second, "joint")]
    assert [backing.actor for backing in Backing.objects.published()] == [second]
    hidden = Position.objects.published(hidden=True).get(actor=first)
    assert hidden.status == "hidden"


def test_a_backers_position_is_corrected_through_the_one_it_follows():
    row = factories.statement(backings=[recording.NewBacking(factories.actor("Bel Sarat"), "aligns")])
    leader = factories.position(row, "We support limits", limits())
    follower = Position.objects.published().get(follows=leader.line)
    with pytest.raises(recording.RecordingError, match=f"follows p{leader.line}"):
        recording.recode(follower, by=factories.editor(), reason="other", stance="mixed")
    with pytest.raises(recording.RecordingError, match=f"follows p{leader.line}"):
        recording.hide(follower, by=factories.editor(), reason="other")


def test_a_condition_that_the_source_never_said_is_refused():
    row = factories.statement("We support limits, if all agree. We will sign.")
    with pytest.raises(recording.RecordingError, match="words that stand in the same answer or speech"):
        factories.position(row, "We support limits", limits(), "conditional-support", condition="if pigs fly")


def test_a_condition_is_kept_as_it_is_printed():
    row = factories.statement("We support limits, “if all\nagree”. We will sign.")
    position = factories.position(row, "We support limits", limits(), "conditional-support", condition='"if all agree"')
    assert position.condition == "“if all\nagree”"


def test_an_imported_reading_that_an_editor_corrects_is_an_editors_from_then_on():
    row = factories.statement()
    position = factories.position(row, "We support limits", limits(), origin="import")
    draft = recording.recode(position, by=factories.editor(), reason="read", stance="mixed")
    assert (position.origin, draft.origin) == ("import", "editor")


def test_a_merge_is_not_undone_below_one_that_was_merged_itself():
    above, elsewhere = factories.actor("Old ministry"), factories.actor("New ministry")
    below = factories.actor("Old office", kind="office", parent=above)
    other = factories.actor("Other office", kind="office", parent=elsewhere)
    recording.merge(below, by=factories.editor(), into=other)
    recording.merge(above, by=factories.editor(), into=elsewhere)
    with pytest.raises(recording.RecordingError, match="stands below “Old ministry”"):
        recording.unmerge(below, by=factories.editor())
    below.refresh_from_db()
    assert below.merged_into == other
    recording.unmerge(above, by=factories.editor())
    recording.unmerge(below, by=factories.editor())
    assert below.merged_into is None
