"""The words of a statement as its page marks them: passages in their order, each reading beside its words."""

from __future__ import annotations

from statements import recording
from statements.marks import TurnView, views
from statements.models import Position, Statement, Tag, Turn
from tests import factories

WORDS = "One of us asks.\n\nTwo of us answer.\n\nThree leave, and all of them\n\nreturn.\n\nFive stay."


def tag(number: int) -> Tag:
    """A tag with a proposition."""
    return factories.tag(f"Tag {number}", f"Thing {number} should be.")


def seen(statement: Statement) -> list[TurnView]:
    """The turns of a statement's first text as its page shows them."""
    turns = Turn.objects.filter(text__statement=statement, text__number=1).order_by("order")
    positions = Position.objects.published(None, hidden=True).filter(statement=statement)
    rows = positions.select_related("tag", "proposition").prefetch_related("passages").order_by("line")
    return views(list(turns), list(rows))


def blocks_of(view: TurnView) -> list[tuple[list[str], list[int], list[str]]]:
    """Paragraphs, the numbers of the passages of the readings beside them, and the paragraphs that follow."""
    return [
        (
            ["".join(segment.text for segment in paragraph) for paragraph in block.paragraphs],
            [mark.number for notes in block.notes for note in notes.notes for mark in note.marks],
            ["".join(segment.text for segment in paragraph) for paragraph in block.rest],
        )
        for block in view.blocks()
    ]


def test_a_reading_stands_beside_the_paragraphs_its_passage_runs_through() -> None:
    statement = factories.statement(WORDS)
    factories.position(statement, "them\n\nreturn", tag(1))
    factories.position(statement, "Two of us", tag(2))
    assert blocks_of(seen(statement)[0]) == [
        (["One of us asks."], [], []),
        (["Two of us answer."], [1], []),
        (["Three leave, and all of them", "return."], [2], ["Five stay."]),
    ]


def test_readings_that_share_a_paragraph_stand_together() -> None:
    statement = factories.statement(WORDS)
    factories.position(statement, "answer.\n\nThree leave", tag(1))
    factories.position(statement, "all of them", tag(2))
    assert blocks_of(seen(statement)[0]) == [
        (["One of us asks."], [], []),
        (["Two of us answer.", "Three leave, and all of them"], [1, 2], ["return.", "Five stay."]),
    ]


def test_words_without_readings_are_one_block() -> None:
    assert blocks_of(seen(factories.statement("One.\n\nTwo."))[0]) == [(["One.", "Two."], [], [])]


def test_passages_are_numbered_through_the_page_and_within_their_turn() -> None:
    arvenia = factories.actor()
    turns = [recording.NewTurn("speech", f"{name} speaks of ports.", actor=arvenia) for name in ("Ana", "Ben")]
    statement = factories.statement(turns=turns, by=arvenia)
    factories.position(statement, "Ben speaks", tag(1))
    factories.position(statement, "of ports", tag(2))
    factories.position(statement, "speaks of", tag(3))
    first, second = seen(statement)
    assert [(m.number, m.nth, m.layer) for note in first.notes for m in note.marks] == [(1, 1, 0), (2, 2, 1)]
    assert [(m.number, m.nth, m.layer) for note in second.notes for m in note.marks] == [(3, 1, None)]
    assert [note.position.tag.name for note in first.notes] == ["Tag 3", "Tag 2"]


def test_a_reading_of_several_passages_stands_beside_the_first_and_leads_to_all() -> None:
    arvenia = factories.actor()
    turns = [recording.NewTurn("speech", f"{name} speaks of ports.", actor=arvenia) for name in ("Ana", "Ben")]
    statement = factories.statement(turns=turns, by=arvenia)
    passages = [factories.passage(statement, quote) for quote in ("Ben speaks", "Ana speaks")]
    row = recording.code(
        recording.NewPosition(statement=statement, tag=tag(1), passages=passages, stance="supports"),
        by=factories.editor(),
    )
    recording.publish_positions([row], by=factories.editor())
    first, second = seen(statement)
    assert [mark.place for mark in first.notes[0].marks] == [f"t1-0-{row.line}", f"t2-0-{row.line}"]
    assert [mark.number for mark in first.notes[0].here] == [1]
    assert not second.notes


def test_what_several_readings_share_is_said_once_and_a_hidden_one_is_not_asked() -> None:
    statement = factories.statement("To adopt it.", by=factories.actor("Assembly", kind="organisation"), form="vote")
    rows = [
        factories.position(
            statement, "adopt it", tag(1), None, actor=factories.actor(name), basis="response", word="no"
        )
        for name in ("Arvenia", "Borland")
    ]
    (notes,) = seen(statement)[0].by_tag()
    assert (notes.basis, notes.origin) == ("response", None)
    assert [mark.readings for note in notes.notes for mark in note.marks] == [2, 2]
    recording.hide(rows[0], by=factories.editor(), reason="Misread.")
    (notes,) = seen(statement)[0].by_tag()
    assert len(notes.notes) == 2
    assert notes.basis is None
