"""The generated record of the benchmark, as plain values: the same from the same seed, and of the right shape."""

from __future__ import annotations

from collections import Counter
from itertools import chain

import pytest

from benchmarks.corpus import TWIN, Corpus, StatementPlan
from benchmarks.vocabulary import LANGUAGES, WORDS, vocabulary
from statements.codes import Form

SEED = 7


@pytest.fixture(scope="module")
def plans() -> list[StatementPlan]:
    corpus = Corpus(SEED)
    return [corpus.statement(number) for number in range(300)]


def test_a_statement_follows_from_the_seed_and_its_number_alone(plans: list[StatementPlan]) -> None:
    other = Corpus(SEED)
    assert [other.statement(number) for number in (299, 34, 0, 100)] == [plans[299], plans[34], plans[0], plans[100]]


def test_another_seed_gives_another_record(plans: list[StatementPlan]) -> None:
    assert Corpus(SEED + 1).statement(0) != plans[0]


def test_actors_and_tags_are_the_same_each_time() -> None:
    one, other = Corpus(SEED), Corpus(SEED)
    assert (one.actors, one.tags, one.memberships) == (other.actors, other.tags, other.memberships)


def test_no_two_actors_and_no_two_tags_share_a_name() -> None:
    corpus = Corpus(SEED)
    assert len({actor.name for actor in corpus.actors}) == len(corpus.actors)
    assert len({tag.name for tag in corpus.tags}) == len(corpus.tags)


def test_a_statement_has_about_two_hundred_words_and_three_positions(plans: list[StatementPlan]) -> None:
    spaced = [plan for plan in plans if plan.language != "zh"]
    words = sum(len(turn.words.split()) for plan in spaced for turn in plan.turns) / len(spaced)
    assert 180 < words < 230
    assert 2.5 < sum(len(plan.positions) for plan in plans) / len(plans) < 3.5


def test_every_passage_is_a_stretch_of_words_that_are_somebodys(plans: list[StatementPlan]) -> None:
    for plan in plans:
        for position in plan.positions:
            turn = plan.turns[position.turn]
            assert turn.own
            assert turn.words[position.start : position.end].strip()
            assert position.end <= len(turn.words)


def test_a_topic_carries_no_stance(plans: list[StatementPlan]) -> None:
    tags = Corpus(SEED).tags
    positions = list(chain.from_iterable(plan.positions for plan in plans))
    assert {bool(tags[position.tag].proposition) for position in positions if position.stance} == {True}
    assert any(not tags[position.tag].proposition for position in positions)


def test_a_twin_says_the_same_in_another_language(plans: list[StatementPlan]) -> None:
    first, twin = plans[TWIN], plans[TWIN + 1]
    assert first.same_as == twin.same_as != ""
    assert (first.actor, first.said_on) == (twin.actor, twin.said_on)
    assert first.language != twin.language
    assert {row.tag for row in twin.positions} <= {row.tag for row in first.positions}


def test_all_languages_votes_and_backings_occur(plans: list[StatementPlan]) -> None:
    assert {plan.language for plan in plans} == set(LANGUAGES)
    votes = [plan for plan in plans if plan.form == Form.VOTE]
    assert votes
    assert all(position.word and position.basis == "response" for plan in votes for position in plan.positions)
    assert any(plan.backings for plan in plans)


def test_words_come_up_as_zipfs_law_has_it(plans: list[StatementPlan]) -> None:
    english = [plan for plan in plans if plan.language == "en"]
    words = Counter(word.strip(".,?").lower() for plan in english for turn in plan.turns for word in turn.words.split())
    the, hundredth = words["the"], words[vocabulary("en").words[99]]
    assert 10 < the / hundredth < 80
    assert words.most_common(1)[0][0] == "the"


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_vocabulary_has_so_many_words_and_none_twice(language: str) -> None:
    words = vocabulary(language).words
    assert len(words) == len(set(words)) == WORDS
