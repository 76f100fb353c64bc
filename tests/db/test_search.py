"""The search index: the same words found on both databases, kept in step with the record, harmless to ask."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from django.core.management import call_command
from django.db import connection

from statements import recording
from statements.codes import Side
from statements.models import Actor, Statement, Turn
from statements.search import index
from statements.search.analyse import CHUNK_OVERLAP, CHUNK_SIZE
from tests import factories

TURN = recording.NewTurn

FOUND = [
    ("We call for limits on exports.", "en", "limits", True),
    ("We call for limits on exports.", "en", "LIMIT", True),
    ("We call for limits on exports.", "en", "exporting", True),
    ("We call for limits on exports.", "en", '"export"', False),
    ("We call for limits on exports.", "en", '"limits on exports"', True),
    ("We call for limits on exports.", "en", '"exports on limits"', False),
    ("We call for limits on exports.", "en", "limits treaty", False),
    ("We call for limits on exports.", "en", "limits OR treaty", True),
    ("We call for limits on exports.", "en", "treaty | export", True),
    ("We call for limits on exports.", "en", "limits -exports", False),
    ("We call for limits on exports.", "en", "limits -treaty", True),
    ("We call for limits on exports.", "en", "-treaty", True),
    ("We call for limits on exports.", "en", "-limits", False),
    ("We call for limits on exports.", "en", 'limits -"call for"', False),
    ("We call for limits on exports.", "en", "expo*", True),
    ("We call for limits on exports.", "en", "xpo*", False),
    ("We call for limits on exports.", "en", '"limits on exp"*', True),
    ("Nous soutenons l’accord négocié à Genève.", "fr", "negocie", True),
    ("Nous soutenons l’accord négocié à Genève.", "fr", "geneve", True),
    ("Nous soutenons l’accord négocié à Genève.", "fr", "accords", True),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "人工", True),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "智能规则", True),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "共同制定", True),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "则", True),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "能人", False),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "规则 共同", True),
    ("阿维尼亚主张各国共同制定人工智能规则。", "zh-Hans", "规则 垄断", False),
    ("تدعو أرفينيا إلى وضع قواعد مشتركة.", "ar", "قواعد", True),
    ("تدعو أرفينيا إلى وضع قواعد مشتركة.", "ar", "قَوَاعِد", True),
    ("تَدْعُو أَرْفِينْيَا إِلَى وَضْعِ قَوَاعِدَ مُشْتَرَكَةٍ.", "ar", "قواعد", True),
    ("تَدْعُو أَرْفِينْيَا إِلَى وَضْعِ قَوَاعِدَ مُشْتَرَكَةٍ.", "ar", "ارفينيا", True),
    ("تدعو أرفينيا إلى وضع قواعد مشتركة.", "ar", "احتكار", False),
    ("Арвения подчёркивает: всё решают вместе.", "ru", "подчеркивает", True),
    ("Арвения подчеркивает: все решают вместе.", "ru", "подчёркивает", True),
    ("Арвения поддерживает ограничения на вывоз.", "ru", "ограничений", True),
    ("Арвения поддерживает ограничения на вывоз.", "ru", '"ограничений"', False),
    ("Арвения поддерживает ограничения на вывоз.", "ru", "вывоз ограничения", True),
    ("Большой проект", "ru", "большои", False),
    ("アルヴェニアは輸出規制を支持する。", "ja", "輸出規制", True),
    ("आर्वेनिया निर्यात सीमा का समर्थन करता है।", "hi", "निर्यात", True),
    ("A text of no known language about quotas.", "und", "quotas", True),
    ("A text of no known language about quotas.", "und", "quota", False),
]


def ids(typed: str, side: str = Side.ANYWHERE, actors: Sequence[Actor] = (), **more: bool) -> list[int]:
    """The statements a search finds."""
    return list(index.search(index.parse(typed), side, actors=actors, **more).turns)


@pytest.mark.parametrize(("words", "language", "typed", "found"), FOUND)
def test_the_same_words_are_found_on_both_databases(words: str, language: str, typed: str, found: bool) -> None:
    statement = factories.statement(words, language=language)
    assert ids(typed) == ([statement.pk] if found else [])


HOSTILE = [
    '"',
    '""" OR "',
    "*",
    'limits*" OR terms:*',
    "NEAR(limits exports, 5)",
    "terms : limits",
    "{terms} : limits",
    "limits AND NOT ^exports + (",
    "'limits' & !exports | 'a':* <-> b",
    "limits\\",
    "limits'; DROP TABLE statements_turn; --",
    "lim\0its",
    "-",
    "OR OR |",
    "%s %(x)s {} \ud83d\ude00",
    "\u202elimits\u202c \ufeff",
    "a " * 5_000,
    "a OR " * 2_000 + "limits",
    '"' + "limits " * 2_000 + '"',
    "-a " * 500,
]


@pytest.mark.parametrize("typed", HOSTILE)
def test_whatever_is_typed_is_words_and_never_syntax(typed: str) -> None:
    factories.statement("We call for limits on exports.")
    for side in Side.values:
        index.search(index.parse(typed), side, ranked=True)
    assert ids("limits") != []


def test_the_letters_of_an_operator_are_words() -> None:
    near = factories.statement("They are near, limits on exports.")
    factories.statement("Limits on exports.")
    assert ids("NEAR(limits exports)") == [near.pk]


def press_conference(**more: object) -> Statement:
    """Arvenia's embassy answers a question about small yards; a guest speaks too."""
    arvenia = factories.actor("Arvenia")
    embassy = factories.actor("Embassy of Arvenia", kind="office", parent=arvenia)
    guest = factories.actor("Borland")
    return factories.statement(
        by=embassy,
        turns=[
            TURN("narration", "The hall was full of journalists."),
            TURN("question", "What of the small yards with high fences?", asker="publisher"),
            TURN("answer", "We reject every club rule.", actor=embassy, voice="spokesperson"),
            TURN("speech", "Borland asks for open markets.", actor=guest),
            TURN("speech", "A voice from the back shouted fences."),
        ],
        **more,
    )


def test_a_question_is_found_as_a_question_and_never_as_own_words() -> None:
    statement = press_conference()
    assert ids("fences", Side.QUESTIONS) == [statement.pk]
    assert ids("fences", Side.OWN) == []
    assert ids("club", Side.OWN) == [statement.pk]
    assert ids("club", Side.QUESTIONS) == []
    question, shouted = Turn.objects.filter(words__contains="fences").order_by("order")
    assert index.search(index.parse("fences")).turns == {statement.pk: [question.pk, shouted.pk]}
    assert ids("hall", Side.OWN) == ids("hall", Side.QUESTIONS) == []
    assert ids("hall") == [statement.pk]


def test_with_an_actor_the_words_of_that_actor_are_searched_whosever_statement_it_is() -> None:
    statement = press_conference()
    arvenia, borland = Actor.objects.get(name="Arvenia"), Actor.objects.get(name="Borland")
    assert ids("markets", Side.OWN, [borland]) == [statement.pk]
    assert ids("markets", Side.OWN, [arvenia]) == []
    assert ids("club", Side.OWN, [arvenia]) == [statement.pk]
    assert ids("club", Side.OWN, [arvenia], offices=False) == []


def test_all_words_stand_in_one_turn() -> None:
    press_conference()
    assert ids("club markets") == []
    assert ids("open markets") != []


def test_drafts_are_not_found_and_withdrawn_words_neither() -> None:
    draft = factories.statement("A secret treaty.", published=False)
    assert ids("treaty") == []
    recording.publish(draft, by=factories.editor())
    assert ids("treaty") == [draft.pk]
    recording.withdraw(draft, by=factories.editor(), reason="Published by mistake.")
    assert ids("treaty") == []
    assert entries() == 0


def test_a_correction_of_the_words_takes_the_old_ones_out() -> None:
    statement = factories.statement("We oppose the treaty.")
    recording.correct(
        statement,
        by=factories.editor(),
        reason="A slip of the pen.",
        texts={1: recording.NewText([TURN("speech", "We support the pact.", actor=statement.actor)], language="en")},
    )
    assert ids("treaty") == []
    assert ids("pact") == [statement.pk]
    assert entries() == 1


def test_a_publication_leaves_the_entries_of_other_statements_alone() -> None:
    factories.statement("We oppose the treaty.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {index.backend().PLACES}")
        before = cursor.fetchall()
    factories.statement("We support the pact.")
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {index.backend().PLACES}")
        assert set(before) < set(cursor.fetchall())


def test_many_statements_published_at_once_are_all_found() -> None:
    arvenia = factories.actor()
    rows = recording.record_many(
        [
            recording.NewStatement(
                actor=arvenia,
                title=f"Note {number}",
                texts=[recording.NewText([TURN("speech", f"Quota {number} stands.", actor=arvenia)], language="en")],
            )
            for number in range(index.STATEMENTS_AT_ONCE + 7)
        ],
        by=factories.editor(),
    )
    recording.publish_many([row.pk for row in rows], by=factories.editor())
    assert len(ids("quota")) == index.STATEMENTS_AT_ONCE + 7
    assert ids('"quota 506"') == [rows[506].pk]


def test_a_phrase_across_the_border_of_two_chunks_is_found_and_words_far_apart_too() -> None:
    words = [f"word{number}" for number in range(CHUNK_SIZE * 2)]
    statement = factories.statement(" ".join(words), language="und")
    for border in (CHUNK_SIZE - 2, CHUNK_SIZE - CHUNK_OVERLAP, CHUNK_SIZE * 2 - CHUNK_OVERLAP - 1):
        phrase = " ".join(words[border : border + 4])
        assert ids(f'"{phrase}"') == [statement.pk], border
    assert ids(f"word0 {words[-1]}") == [statement.pk]
    assert ids(f"word0 -{words[-1]}") == []
    assert ids(f'"{words[0]} {words[-1]}"') == []


def test_a_word_used_a_thousand_times_is_found_where_it_stands_last() -> None:
    statement = factories.statement("tariff " * 1_000 + "quota", language="und")
    assert ids('"tariff quota"') == [statement.pk]


def test_relevance_prefers_the_statement_that_says_more_of_it() -> None:
    much = factories.statement("Quotas, quotas, and again quotas.")
    little = factories.statement("Among much else that was said at length that day there was a word on quotas.")
    scores = index.search(index.parse("quotas"), ranked=True).scores
    assert scores[much.pk] > scores[little.pk] > 0


def test_an_index_is_installed_once_and_filled_where_it_was_missing() -> None:
    statement = factories.statement("We oppose the treaty.")
    index.install()
    assert entries() == 1
    with connection.cursor() as cursor:
        for table in [row for row in connection.introspection.table_names() if row.startswith("statements_search")]:
            if table in ("statements_search", "statements_searchplace", "statements_searchterms"):
                cursor.execute(f"DROP TABLE {table}")
    index.install()
    assert ids("treaty") == [statement.pk]


def test_rebuilding_finds_what_was_found_before(capsys: pytest.CaptureFixture[str]) -> None:
    statement = press_conference()
    factories.statement("A secret treaty.", published=False)
    with connection.cursor() as cursor:
        for sql in index.backend().EMPTY:
            cursor.execute(sql)
    assert ids("club") == []
    call_command("rebuild_search")
    assert capsys.readouterr().out == "Indexed 5 turns.\n"
    assert ids("club") == [statement.pk]
    assert ids("treaty") == []


def entries() -> int:
    """How many entries the index holds."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT COUNT(*) FROM {index.backend().PLACES}")
        return int(cursor.fetchone()[0])
