"""The admin's lists and pages: found by their words, filtered, and of a cost that does not grow with the rows."""

import pytest
from django.contrib.auth.models import User
from django.db import connection
from django.test.utils import CaptureQueriesContext

from statements import recording
from statements.models import Actor, Position, Statement, Tag
from tests import factories
from tests.desks import desk, page

ROWS = 12


@pytest.fixture
def client():
    return desk(User.objects.create_superuser("root"))


def rows(start, end):
    """Statements with positions, actors in groups, tags below tags; half of the statements are drafts."""
    union = factories.actor("Union", "organisation")
    trade = factories.tag("Trade", "Trade should be open.")
    for number in range(start, end):
        arvenia = Actor.objects.create(name=f"Office {number}", kind="office", parent=factories.actor())
        recording.join(arvenia, by=None, group=union)
        tag = Tag.objects.create(name=f"Tag {number}", parent=trade)
        recording.propose(tag, by=None, words="Trade in machines should be open.")
        statement = factories.statement(
            f"We support open trade, number {number}.",
            by=arvenia,
            title=f"Statement {number}",
            published=number % 2 == 0,
        )
        factories.position(statement, "open trade", tag, published=number % 2 == 0)


def cost(client, address):
    client.get(address)  # what is cached for good is no cost of the page
    with CaptureQueriesContext(
        connection,
    ) as queries:
        answer = client.get(address)
    assert answer.status_code == 200, address
    return len(queries)


BUDGET = {
    # session, user, count, range of dates, years to choose, languages to filter by, rows with counts of readings
    "statement_changelist": 7,
    # session, user, count, range of dates, years to choose, rows with their first quote
    "position_changelist": 6,
    # session, user, count, rows
    "actor_changelist": 4,
    "tag_changelist": 4,
    "membership_changelist": 4,
    # session, user, count, range of dates, years to choose, verbs to filter by, rows
    "act_changelist": 7,
}


@pytest.mark.parametrize("name", BUDGET)
def test_a_list_costs_the_same_for_any_number_of_rows(client, name):
    rows(0, 2)
    few = cost(client, page(name))
    rows(2, ROWS)
    assert cost(client, page(name)) == few == BUDGET[name]


PAGES = {
    # session, user, statement with actor; names like the actor's, tags (2: rows, names like theirs); texts with the
    # number of their turns, positions with the number of their reviews, passages, read marks, backings, turns of this
    # stretch
    "change": 12,
    # session, user, statement, turns
    "code": 4,
    # session, user, statement; drafts, passages, reviews; the same three for the choices
    "publish": 9,
    # session, user, statement, read marks
    "read": 4,
    # session, user, statement; backings, tags excepted, names like the tags' and like the actors'
    "backings": 7,
    # session, user, statement; number of turns, positions
    "discard": 5,
    # session, user, statement; acts, and what was kept of statement, editions, texts and positions
    "history": 8,
}


def statement_with(count, published):
    tags = [factories.tag(f"Tag {number}", "Trade should be open.") for number in range(count)]
    turns = [
        recording.NewTurn("answer", f"We support open trade, number {n}.", "A: ", "\n", actor=factories.actor())
        for n in range(count)
    ]
    backings = [recording.NewBacking(factories.actor(f"Backer {n}"), "signs", [tags[n]]) for n in range(count)]
    statement = factories.statement(
        turns=turns, published=published, title=f"With {count}", tags=tags, backings=backings
    )
    for number, tag in enumerate(tags):
        factories.position(statement, f"number {number}.", tag, published=False)
        recording.mark_read(statement, by=None, tag=tag, outcome="nothing-found")
    return statement


@pytest.mark.parametrize("screen", PAGES)
def test_a_page_of_a_statement_costs_the_same_for_any_number_of_turns_and_positions(client, screen):
    few = cost(client, page(f"statement_{screen}", statement_with(2, False).pk))
    many = cost(client, page(f"statement_{screen}", statement_with(ROWS, False).pk))
    assert many == few == PAGES[screen]


def test_a_page_of_a_position_costs_the_same_for_any_number_of_passages(client):
    words = " ".join(f"We say it for the {n}. time." for n in range(ROWS))
    statement = factories.statement(words, published=False)
    found = [factories.passage(statement, f"the {n}. time") for n in range(ROWS)]
    tag = factories.tag(proposition="Trade should be open.")
    few, many = (
        recording.code(
            recording.NewPosition(statement=statement, tag=tag, passages=rows, stance="supports", basis=basis), by=None
        )
        for rows, basis in ((found[:1], "said"), (found, "response"))
    )
    expected = {
        # session, user, position; passages, reviews, versions; proposition, its translations
        "change": 8,
        # session, user, position, its passages, turns; names like the tag's and the actor's; the tag, its
        # proposition and translations
        "code": 10,
        # session, user, position, its passages; proposition, its translations, reviews
        "review": 7,
        # session, user, position; acts, and what was kept of positions and passages
        "history": 6,
    }
    costs = {screen: {cost(client, page(f"position_{screen}", row.pk)) for row in (few, many)} for screen in expected}
    assert costs == {screen: {number} for screen, number in expected.items()}


def test_a_page_of_an_actor_or_a_tag_costs_the_same_for_any_number_of_names(client):
    trade = factories.tag("Trade")
    actors = [Actor.objects.create(name=f"Office {n}", kind="office", parent=factories.actor()) for n in range(2)]
    tags = [Tag.objects.create(name=f"Tag {n}", parent=trade) for n in range(2)]
    for n in range(ROWS):
        actors[1].names.create(name=f"Name {n}", language="en")
        recording.join(actors[1], by=None, group=factories.actor(f"Union {n}", "organisation"))
        tags[1].names.create(name=f"Name {n}", language="en")
    for tag in tags:
        recording.propose(tag, by=None, words="Trade should be open.")
    # session, user, actor, parent, names like the parent's, names, memberships
    assert [cost(client, page("actor_change", row.pk)) for row in actors] == [7, 7]
    # session, user, tag; the proposition and its translations, for the form and as it stands; parent, names like the
    # parent's, names, versions
    assert [cost(client, page("tag_change", row.pk)) for row in tags] == [11, 11]


@pytest.mark.parametrize(
    "query",
    ["q=open+trade", "q=Statement+3", "status__exact=draft", "tag=tag-1", "said_to__year=2026", "form__exact=answers"],
)
def test_a_search_or_filter_costs_the_same_for_any_number_of_rows(client, query):
    rows(0, 4)
    few = cost(client, f"{page('statement_changelist')}?{query}")
    rows(4, ROWS)
    assert cost(client, f"{page('statement_changelist')}?{query}") <= few + 1


def found(client, **query):
    return {row.title for row in client.get(page("statement_changelist"), query).context["cl"].result_list}


def test_statements_are_found_by_words_of_drafts_and_of_what_is_public(client):
    factories.statement("We support the new harbour.", title="One", published=False)
    factories.statement("The harbour opens in May.", title="Two")
    factories.statement("Nothing of it.", title="Three")
    assert found(client, q="harbour") == {"One", "Two"}
    assert found(client, q="Three") == {"Three"}


def test_words_that_were_corrected_are_not_found(client):
    statement = factories.statement("We support the new harbour.", title="One")
    turn = recording.NewTurn("speech", "We support the new haven.", actor=statement.actor)
    recording.correct(statement, by=None, reason="Misheard.", texts={1: recording.NewText([turn], "en")})
    assert found(client, q="harbour") == set()
    assert found(client, q="haven") == {"One"}


@pytest.mark.parametrize("typed", ["' OR 1=1 --", '"', "%", "_", "\\", "*", "a AND", "((", "\u202e", "🙂"])
def test_typed_signs_are_words_and_nothing_else(client, typed):
    factories.statement("Nothing of it.", title="One")
    assert found(client, q=typed) == set()


def test_a_statement_is_filtered_by_a_tag_above_its_own(client):
    rows(0, 3)
    assert found(client, tag="trade") == {"Statement 0", "Statement 2"}


def test_only_what_stands_or_is_open_is_in_the_list_of_positions(client):
    statement = factories.statement("We support open trade.")
    published = factories.position(statement, "open trade", factories.tag(proposition="Trade."))
    recording.hide(published, by=None, reason="Misread.")
    shown = client.get(page("position_changelist")).context["cl"].result_list
    assert [(row.line, row.status) for row in shown] == [(published.line, "hidden")]
    assert Position.objects.count() == 2


def test_nothing_can_be_deleted_from_a_list(client):
    rows(0, 2)
    for name in BUDGET:
        assert "delete_selected" not in client.get(page(name)).content.decode(), name
    assert Statement.objects.count() == 2
