"""The demonstration corpus: each thing that it is to show is there, and how it is found."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.db.models import Q
from django.test import Client

from statements import absences, compare, readings, totals
from statements.codes import Asker, Basis, Commitment, Outcome, ReadOutcome, Stance, Voice
from statements.compare import Step, Why
from statements.home import Home
from statements.models import (
    Act,
    Actor,
    AnswerReading,
    Backing,
    Edition,
    Membership,
    Passage,
    Position,
    Proposition,
    Read,
    Review,
    Statement,
    Tag,
    Text,
    Turn,
)

LIMITS, PAUSE, WEATHER = "Limits on machine exports", "A pause on deep-sea mining", "Free weather data"
PLUMES, COMMON, TALKS = "Danger of sea-floor plumes", "Common rules for machines", "Harbour talks"
DEEP = (LIMITS, PAUSE, WEATHER)
SHALLOW = (
    PLUMES,
    COMMON,
    "Inspection of machine halls",
    "Shared revenue of the sea floor",
    "Passage for cable ships",
    "Licences for weather satellites",
    "A closed season for fishing",
)
TOPICS = (TALKS, "Aid after the great storm")

VOICES = Voice.values


def load() -> str:
    """Run the command; what it says."""
    out = StringIO()
    call_command("demo", stdout=out)
    return out.getvalue()


def statement(key: str) -> Statement:
    return Statement.objects.get(key=f"demo-{key}")


def reading(key: str, tag: str, actor: str = "", basis: str = "said") -> Position:
    """What an actor, the statement's own where none is named, takes on a tag."""
    row = statement(key)
    who = Q(actor__name=actor) if actor else Q(actor=row.actor)
    return Position.objects.published().get(who, statement=row, tag__name=tag, basis=basis)


def lanes(actor: str) -> readings.Lanes:
    return readings.lanes([Actor.objects.get(name=actor)], readings.Scope())


def points(actor: str, tag: str) -> dict[str, compare.Point]:
    """The readings of an actor and its offices on a tag, in order, by the keys of their statements."""
    chosen, on = lanes(actor), list(Tag.objects.with_proposition().filter(name=tag))
    rows = readings.rows(readings.Scope(), actors=chosen.ids, tags=on)
    (found,) = compare.series(chosen.parties, readings.versions(on), rows)
    keys = dict(Statement.objects.values_list("pk", "key"))
    ordered = sorted((point for lane in found.lanes for point in lane.points), key=_when)
    return {keys[point.row.statement].removeprefix("demo-"): point for point in ordered}


def _when(point: compare.Point) -> tuple[date, date]:
    return (point.row.said_to or date.max, point.row.said_from or date.max)


def cell(actor: str, tag: str) -> compare.Cell:
    """Where an actor stands on a tag, as a comparison shows it."""
    chosen, on = lanes(actor), list(Tag.objects.with_proposition().filter(name=tag))
    rows = readings.rows(readings.Scope(), actors=chosen.ids, tags=on)
    known = absences.of(readings.Scope(), chosen, on)
    return compare.grid(chosen.parties, readings.versions(on), rows, known)[0][0]


def step(actor: str, tag: str, key: str) -> Step | None:
    change = points(actor, tag)[key].change
    assert change is not None
    return change.step


def answers(key: str) -> list[tuple[Turn, Turn, str]]:
    """Question, answer and outcome, exchange by exchange."""
    outcomes = {row.turn_id: row.outcome for row in AnswerReading.objects.published()}
    turns = Turn.objects.published().filter(text__statement=statement(key), text__number=1, exchange__isnull=False)
    asked = {turn.exchange: turn for turn in turns.filter(kind="question")}
    return [(asked[turn.exchange], turn, outcomes[turn.pk]) for turn in turns.filter(kind="answer").order_by("order")]


def users_of(phrase: str) -> list[tuple[str, str]]:
    """(actor, statement) of all who use a phrase in their own words of an original, by date."""
    turns = Turn.objects.published().filter(text__number=1, actor__isnull=False, words__contains=phrase)
    rows = turns.order_by("text__statement__said_from", "text__statement__key")
    return [(str(turn.actor), turn.text.statement.key.removeprefix("demo-")) for turn in rows]


# -- what the corpus is to show ------------------------------------------------------------------------


def a_true_reversal_with_a_change_of_government() -> None:
    before, after = Membership.objects.published().filter(group__name="Arvenia", role="head-of-government")
    assert (before.actor.name, before.until) == ("Ilse Varn", "2024-04-08")
    assert (after.actor.name, after.since, after.until) == ("Joren Halk", "2024-04-09", "")
    assert step("Arvenia", LIMITS, "arv-2024") == Step.REVERSAL
    assert reading("arv-2023", LIMITS).said_on < after.since < reading("arv-2024", LIMITS).said_on
    assert set(Actor.objects.published().filter(kind="person", memberships__role="head-of-government")) > {
        before.actor,
        after.actor,
    }


def a_softer_line_through_a_condition() -> None:
    before, after = reading("cy-2022-zh", PAUSE), reading("cy-2023", PAUSE)
    assert (before.stance, after.stance) == (Stance.SUPPORTS, Stance.CONDITIONAL_SUPPORT)
    assert before.commitment == after.commitment
    assert after.condition == "前提是暂停期间允许科学考察继续进行"
    assert step("沧原", PAUSE, "cy-2023") == Step.TOWARD_OPPOSITION


def a_lower_voice_that_is_no_change() -> None:
    before, after = reading("bs-2025-vote", PAUSE), reading("bs-2026-sea", PAUSE)
    assert VOICES.index(str(before.voice)) < VOICES.index(str(after.voice))
    change = points("Bel Sarat", PAUSE)["bs-2026-sea"].change
    assert change is not None
    assert (change.before.line, change.step) == (before.line, None)


def two_offices_that_differ() -> None:
    trade, foreign = reading("arv-2024-trade", LIMITS), reading("arv-2024-mfa", LIMITS)
    assert trade.actor != foreign.actor
    assert trade.actor.parent == foreign.actor.parent == Actor.objects.get(name="Arvenia")
    assert (trade.stance, foreign.stance) == (Stance.CONDITIONAL_SUPPORT, Stance.OPPOSES)
    assert (trade.said_on, foreign.said_on) == ("2024-09-12", "2024-09-20")


def a_reading_corrected() -> None:
    now = reading("vel-2023", PLUMES)
    assert now.replaces is not None
    assert (now.replaces.stance, now.stance) == (Stance.OPPOSES, Stance.MIXED)
    assert now.reason == "“Not proven” is a doubt, not a denial."
    hidden = Position.objects.published(hidden=True).get(statement=statement("arv-2025"), tag__name=PLUMES)
    assert hidden.status == "hidden"


def a_reading_under_a_new_wording() -> None:
    first, second = Proposition.objects.ever_published().filter(tag__name=COMMON).order_by("number")
    assert first.superseded_at == second.recorded_at
    assert second.reason
    assert reading("arv-2026", COMMON).proposition == second
    assert reading("cy-2024", COMMON).proposition == first


def the_sources_own_words_in_what_is_quoted() -> None:
    worded = Position.objects.published().exclude(word=None).prefetch_related("passages")
    for position in worded:
        quotes = " ".join(passage.quote for passage in position.passages.all())
        assert (position.word or "").casefold() in quotes.casefold(), (position.line, position.word)


def an_abstention_with_its_explanation() -> None:
    vote = reading("vote-2025", PAUSE, "Arvenia", "response")
    explained = reading("arv-2025", PAUSE)
    assert (vote.word, vote.stance) == ("abstained", None)
    assert (explained.stance, explained.said_on) == (Stance.CONDITIONAL_SUPPORT, vote.said_on)
    assert "abstained" in Turn.objects.get(text__statement=statement("arv-2025")).words


def a_group_statement_with_two_alignments_and_one_dissociation() -> None:
    backings = Backing.objects.published().filter(statement=statement("union-2024"))
    assert sorted(backings.values_list("actor__name", "capacity")) == [
        ("Arvenia", "signs"),
        ("Bel Sarat", "aligns"),
        ("Ostmark Isles", "aligns"),
        ("Tolvane", "dissociates"),
        ("Velmora", "signs"),
    ]
    assert reading("union-2024", PAUSE, "Ostmark Isles", "aligned").stance == Stance.SUPPORTS
    followers = Position.objects.published().filter(statement=statement("union-2024"), basis=Basis.ALIGNED)
    assert sorted(followers.values_list("actor__name", "tag__name")) == [
        ("Bel Sarat", PAUSE),
        ("Bel Sarat", PLUMES),
        ("Ostmark Isles", PAUSE),
    ]


def a_loaded_question_that_is_not_taken_up() -> None:
    question, answer, outcome = answers("vel-2022")[0]
    assert outcome == Outcome.REFRAMES
    assert question.asker == Asker.OUTLET
    assert "бойню" in question.words
    assert "бойн" not in answer.words
    assert not Passage.objects.filter(quote__contains="бойн").exists()
    assert Passage.objects.published().filter(turn=answer).exists()


def a_question_with_no_asker_named() -> None:
    askers = {question.asker for question, _answer, _outcome in answers("arv-2026")}
    assert askers == {Asker.PUBLISHER}
    assert {question.asker for question, _answer, _outcome in answers("bs-2026")} == {Asker.UNNAMED}


def an_answer_that_declines() -> None:
    question, answer, outcome = answers("arv-2023")[1]
    assert (question.words, answer.words) == ("And the sea floor?", "I will not speak about the sea floor today.")
    assert outcome == Outcome.DECLINES
    mark = Read.objects.published().get(statement=statement("arv-2023"), tag__name=PAUSE)
    assert (mark.outcome, mark.turn) == (ReadOutcome.ASKED_NO_ANSWER, question)


def a_walk_back() -> None:
    before, after = reading("vel-2025-interview", PAUSE), reading("vel-2025", PAUSE)
    assert (after.relation, after.relates_to) == ("walks-back", before.line)
    assert (before.commitment, after.commitment) == (Commitment.COMMITS, Commitment.STATES_VIEW)
    assert (before.stance, after.stance) == (Stance.SUPPORTS, Stance.CONDITIONAL_SUPPORT)


def a_reaffirmation() -> None:
    before, after = reading("bs-2024", PAUSE), reading("bs-2025-vote", PAUSE)
    assert (after.relation, after.relates_to) == ("reaffirms", before.line)
    assert before.stance == after.stance == Stance.SUPPORTS


def a_rivals_account_of_a_position() -> None:
    account = reading("bs-2026", LIMITS, "Arvenia", "attributed")
    assert account.stance == Stance.OPPOSES
    assert account.passages.get().turn.actor == Actor.objects.get(name="Bel Sarat")
    assert reading("report-2024", PAUSE, "Ostmark Isles", "reported").stance == Stance.OPPOSES


def one_set_phrase_and_opposite_stances() -> None:
    phrase = "the sea feeds those who care for it"
    assert len(phrase.split()) >= 6
    assert users_of(phrase) == [("Ostmark Isles", "ostmark-2025-sea"), ("Bel Sarat", "bs-2025-vote")]
    assert reading("ostmark-2025-sea", PAUSE).stance == Stance.OPPOSES
    assert reading("bs-2025-vote", PAUSE).stance == Stance.SUPPORTS


def the_same_in_chinese() -> None:
    phrase = "大海养育着沿岸世世代代的人"
    assert len(phrase) >= 10
    assert users_of(phrase) == [("澜渊矿业", "lanyuan-2024"), ("沧原", "cy-2025-vote"), ("沧原", "cy-2026-zh")]
    assert reading("lanyuan-2024", PAUSE).stance == Stance.OPPOSES
    assert reading("cy-2025-vote", PAUSE).stance == Stance.SUPPORTS


def a_phrase_born_adopted_by_an_ally_and_dropped() -> None:
    used = users_of("every dangerous machine must carry its papers")
    assert used == [
        ("Arvenia", "arv-2020"),
        ("Arvenia", "arv-2021"),
        ("Ostmark Isles", "ostmark-2022"),
        ("Meridian Union", "union-2022"),
        ("Ostmark Isles", "ostmark-2023"),
        ("Ministry of Foreign Affairs of Arvenia", "arv-2023"),
    ]
    arvenia = Edition.objects.published().filter(actor__path__startswith=Actor.objects.get(name="Arvenia").path)
    assert arvenia.filter(said_from__gt=date(2023, 12, 31)).count() >= 6


def an_original_unchanged_under_a_new_translation() -> None:
    texts = Text.objects.ever_published().filter(statement=statement("cy-2025-vote")).order_by("number", "recorded_at")
    original, first, second = texts
    assert (original.number, original.superseded_at) == (1, None)
    assert (second.number, second.replaces) == (2, first)
    assert "to be stopped" in first.turns.get().words
    assert "a pause in" in second.turns.get().words


def one_original_sentence_in_two_official_translations() -> None:
    assert [key for _actor, key in users_of("矮墙挡不住海风")] == ["cy-2022-zh", "cy-2026-zh"]
    assert [key for _actor, key in users_of("No low wall keeps out the sea wind")] == ["cy-2022-en"]
    assert [key for _actor, key in users_of("a fence of any height will not stop the wind")] == ["cy-2026-en"]


def a_month_only_date_that_leaves_the_order_unknown() -> None:
    assert (reading("ostmark-2026-note", WEATHER).said_on, reading("ostmark-2026", WEATHER).said_on) == (
        "2026-05",
        "2026-05-18",
    )
    found = cell("Ostmark Isles", WEATHER)
    assert found.order_unknown
    assert {row.stance for row in found.latest} == {Stance.SUPPORTS, Stance.CONDITIONAL_SUPPORT}


def a_date_corrected() -> None:
    first, second = Edition.objects.ever_published().filter(statement=statement("northlight-2025")).order_by("number")
    assert (first.said_on, second.said_on) == ("2025-03-03", "2025-03-13")
    assert second.reason == "The page gives the 13th; the 3rd was a slip of ours."
    assert reading("northlight-2025", LIMITS).said_on == "2025-03-13"


def words_corrected() -> None:
    first, second = Text.objects.ever_published().filter(statement=statement("ostmark-2024")).order_by("recorded_at")
    assert "thirty stations" in first.turns.get().words
    assert "thirteen stations" in second.turns.get().words
    assert reading("ostmark-2024", WEATHER).passages.get().turn.text == second


def a_withdrawal() -> None:
    row = statement("bs-wrong")
    assert (row.status, row.withdrawn_reason) == (
        "withdrawn",
        "The post was a forgery; its account was taken over.",
    )


def an_actor_with_nothing() -> None:
    tolvane = Actor.objects.published().get(name="Tolvane")
    assert not Edition.objects.published().filter(actor=tolvane).exists()
    assert not Position.objects.published().filter(actor=tolvane).exists()
    assert Backing.objects.published().filter(actor=tolvane).count() == 1


def every_word_for_an_absence() -> None:
    found = {
        (actor, tag): absence.code
        for actor, tag in (
            ("Tolvane", PAUSE),
            ("Halmere", PAUSE),
            ("Halmere", WEATHER),
            ("Halmere", LIMITS),
            ("Halmere", COMMON),
        )
        if (absence := cell(actor, tag).absence)
    }
    assert list(found.values()) == [
        Why.NO_STATEMENT,
        Why.OTHER_BASIS,
        Why.ASKED,
        Why.NOTHING_FOUND,
        Why.NOT_READ,
    ]


def one_utterance_in_two_languages() -> None:
    for utterance in ("demo-cy-2022", "demo-cy-2026"):
        twins = Statement.objects.published().filter(same_as=utterance)
        assert set(twins.values_list("language", flat=True)) == {"en", "zh-Hans"}
    assert [key for key in points("沧原", LIMITS) if key.startswith("cy-2022")] == ["cy-2022-zh"]


def one_statement_with_several_texts() -> None:
    texts = Text.objects.published().filter(statement=statement("joint-2025")).order_by("number")
    assert list(texts.values_list("language", "authority")) == [
        ("en", "original"),
        ("ar", "original"),
        ("zh-Hans", "original"),
    ]
    assert reading("joint-2025", WEATHER, "沧原", "joint").follows == reading("joint-2025", WEATHER, "", "joint").line


def nobody_called_by_the_letter_of_a_mark() -> None:
    speakers = Turn.objects.exclude(speaker="").values_list("label", "speaker")
    assert [(label, speaker) for label, speaker in speakers if len(speaker) == 1] == []


def three_propositions_deep() -> None:
    for tag in DEEP:
        counts = {
            actor.name: len(points(actor.name, tag)) for actor in Actor.objects.published().filter(parent__isnull=True)
        }
        assert len([name for name, count in counts.items() if count >= 5]) >= 4, (tag, counts)


def seven_propositions_shallow_and_two_topics() -> None:
    with_proposition = Tag.objects.published().with_proposition().filter(proposition_words__isnull=False)
    assert set(with_proposition.values_list("name", flat=True)) == {*DEEP, *SHALLOW}
    for tag in SHALLOW:
        assert Position.objects.published().filter(tag__name=tag).exists(), tag
    on_topics = Position.objects.published().filter(proposition=None)
    assert set(on_topics.values_list("tag__name", flat=True)) == set(TOPICS)


def every_basis_stance_and_commitment() -> None:
    rows = Position.objects.published()
    for field, codes in (("basis", Basis), ("stance", Stance), ("commitment", Commitment)):
        assert set(rows.values_list(field, flat=True)) - {None} == set(codes.values), field


def six_years_in_five_languages() -> None:
    years = {row.said_from.year for row in Statement.objects.published() if row.said_from}
    assert years == set(range(2020, 2027))
    assert max(row.said_to for row in Statement.objects.published() if row.said_to) < date(2026, 11, 1)
    assert Statement.objects.published().filter(said_on="").count() == 1
    assert set(Text.objects.published().values_list("language", flat=True)) == {"ar", "en", "fr", "ru", "zh-Hans"}
    assert set(Statement.objects.published().values_list("language", flat=True)) == {"ar", "en", "ru", "zh-Hans"}


def readings_made_by_editors_and_mostly_reviewed() -> None:
    leaders = Position.objects.published().filter(follows=None)
    read = leaders.filter(origin="editor")
    assert read.count() > 9 * leaders.exclude(origin="editor").count() > 0
    assert not read.filter(created_by=None).exists()
    reviewed = read.filter(line__in=Review.objects.values("position__line"))
    assert 0.75 < reviewed.count() / read.count() < 1
    assert all(row.reviewer_id != row.position.created_by_id for row in Review.objects.select_related("position"))


def a_front_page_whose_example_marks_the_words_that_differ_for_both_actors() -> None:
    example = Home(totals.everything()).example
    assert example is not None
    marked = {
        side.actor.name: [
            [piece.text for run in then.runs for piece in run if not piece.kept] for then in (side.earlier, side.latest)
        ]
        for side in example.sides
    }
    assert marked == {
        "Arvenia": [
            ["are", "and we no longer set them"],
            ["remain", "except limits on machines of war that every state has signed"],
        ],
        "Northlight Systems": [
            ["could", "if the office that grants them must answer within ten days"],
            [", even when they bite"],
        ],
    }
    assert all(side.earlier.evidence.position.stance != side.latest.evidence.position.stance for side in example.sides)


def nothing_that_could_be_taken_for_real() -> None:
    assert not Actor.objects.filter(invented=False).exists()
    addresses = [row.source_url for row in Edition.objects.all() if row.source_url]
    assert len(addresses) > 60
    assert all(address.split("/")[2].endswith(".example") for address in addresses)


def something_that_waits_for_an_editor() -> None:
    draft = statement("ostmark-draft")
    assert draft.status == "in-review"
    assert Position.objects.drafts().get().statement == draft


ITEMS: tuple[Callable[[], None], ...] = (
    a_true_reversal_with_a_change_of_government,
    a_softer_line_through_a_condition,
    a_lower_voice_that_is_no_change,
    two_offices_that_differ,
    a_reading_corrected,
    a_reading_under_a_new_wording,
    an_abstention_with_its_explanation,
    a_group_statement_with_two_alignments_and_one_dissociation,
    a_loaded_question_that_is_not_taken_up,
    a_question_with_no_asker_named,
    an_answer_that_declines,
    a_walk_back,
    a_reaffirmation,
    a_rivals_account_of_a_position,
    one_set_phrase_and_opposite_stances,
    the_same_in_chinese,
    a_phrase_born_adopted_by_an_ally_and_dropped,
    an_original_unchanged_under_a_new_translation,
    one_original_sentence_in_two_official_translations,
    a_month_only_date_that_leaves_the_order_unknown,
    a_date_corrected,
    words_corrected,
    a_withdrawal,
    an_actor_with_nothing,
    every_word_for_an_absence,
    one_utterance_in_two_languages,
    one_statement_with_several_texts,
    nobody_called_by_the_letter_of_a_mark,
    three_propositions_deep,
    seven_propositions_shallow_and_two_topics,
    every_basis_stance_and_commitment,
    six_years_in_five_languages,
    readings_made_by_editors_and_mostly_reviewed,
    the_sources_own_words_in_what_is_quoted,
    a_front_page_whose_example_marks_the_words_that_differ_for_both_actors,
    nothing_that_could_be_taken_for_real,
    something_that_waits_for_an_editor,
)


def test_the_corpus_holds_what_it_is_to_show(subtests: pytest.Subtests) -> None:
    load()
    for item in ITEMS:
        with subtests.test(item.__name__.replace("_", " ")):
            item()


def test_the_command_says_what_the_front_page_counts_and_loads_once(client: Client) -> None:
    loaded = load()
    statements, positions = re.findall(r"(\d+) (?:statements|positions)", loaded)
    front = " ".join(re.sub(r"<[^>]*>", " ", client.get("/").content.decode()).split())
    assert f" {statements} statements {positions} positions " in front
    assert loaded == (
        f"Demonstration corpus loaded: {statements} statements by invented actors, {positions} positions.\n"
    )
    acts, rows = Act.objects.count(), Statement.objects.count()
    assert rows == 72
    assert load() == "The site holds statements: the demonstration corpus is left out.\n"
    assert (Act.objects.count(), Statement.objects.count()) == (acts, rows)
