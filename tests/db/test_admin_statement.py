"""A statement's own page: its edition while it is a draft, its words, corrections of what is public, history."""

import pytest

from statements import recording
from statements.models import Edition, Position, Statement, Text
from tests import factories
from tests.desks import BRIEFING, desk, fields_of, page, panel_of, person, printed


def briefing(published=False):
    arvenia = factories.actor()
    question, _, reply = BRIEFING.partition("\nEmbassy Spokesperson: ")
    turns = [
        recording.NewTurn(
            "question", question.removeprefix("Question: "), "Question: ", "\n", asker="publisher", exchange=1
        ),
        recording.NewTurn("answer", reply, "Embassy Spokesperson: ", actor=arvenia, voice="spokesperson", exchange=1),
    ]
    return factories.statement(turns=turns, published=published, title="On machines")


def change(client, statement, screen="change", **more):
    address = page(f"statement_{screen}", statement.pk)
    return client.post(address, fields_of(client.get(address)) | more)


def words(client, statement, number=1, **more):
    address = page("statement_words", statement.pk, number)
    shown = client.get(address)
    panel = panel_of(shown) if shown.context["panel"] else {}
    return client.post(address, fields_of(shown) | panel | more)


def test_a_drafts_edition_is_changed_in_place():
    statement = briefing()
    answer = change(desk(), statement, title="On machines and trade", said_on="May 2026", tags="Machines")
    assert answer.url == page("statement_change", statement.pk)
    edition = Edition.objects.get()
    assert (edition.title, edition.said_on, edition.number) == ("On machines and trade", "2026-05", 1)
    assert [tag.name for tag in edition.tags.all()] == ["Machines"]


def test_what_is_wrong_leaves_the_draft_as_it_was():
    statement = briefing()
    answer = change(desk(), statement, title="", occasion="A long occasion, typed with care")
    assert answer.context["form"]["occasion"].value() == "A long occasion, typed with care"
    assert Statement.objects.get().title == "On machines"


def test_a_public_statement_shows_no_form_and_takes_none():
    statement = briefing(published=True)
    client = desk()
    shown = client.get(page("statement_change", statement.pk))
    assert shown.context["form"] is None
    assert client.post(page("statement_change", statement.pk), {"title": "Another"}).status_code == 200
    assert Statement.objects.get().title == "On machines"


def test_a_public_statement_is_corrected_by_a_successor_with_a_reason():
    statement = briefing(published=True)
    client = desk()
    silent = change(client, statement, "correct", said_on="2026-05-30", reason="")
    assert "reason" in silent.context["form"].errors
    change(client, statement, "correct", said_on="2026-05-30", reason="The source's date was mended.")
    first, second = Edition.objects.order_by("number")
    assert (first.said_on, second.said_on) == ("2026-05-29", "2026-05-30")
    assert (second.reason, first.superseded_at) == ("The source's date was mended.", second.recorded_at)


def test_a_drafts_turns_are_read_anew_without_a_letter_changed():
    statement = briefing()
    belmark = factories.actor("Belmark")
    client = desk()
    start = len("Question: ") + BRIEFING.index("\nEmbassy") - len("Question: ") + 1
    words(client, statement, others=belmark.name, save="1", **{f"t{start}-whose": str(belmark.pk)})
    # The first press makes the other actor a choice; what was chosen stands with the second.
    words(client, statement, others=belmark.name, save="1", **{f"t{start}-whose": str(belmark.pk)})
    assert printed(statement) == BRIEFING
    assert statement.texts.get().turns.get(order=2).actor == belmark


def test_a_drafts_words_are_replaced_and_what_is_alike_stays_read_as_it_was():
    statement = briefing()
    client = desk()
    address = page("statement_words", statement.pk, 1)
    other = BRIEFING.replace("Arvenia supports", "Arvenia warmly supports")
    given = fields_of(client.get(address)) | {"words": other, "look": "1"}
    seen = client.post(address, given)
    assert [row.asker for row in seen.context["panel"].rows] == ["publisher", ""]
    assert Text.objects.get().turns.get(order=2).words.startswith("Arvenia supports")
    client.post(address, fields_of(seen) | panel_of(seen) | {"save": "1"})
    assert printed(statement) == other
    assert statement.texts.get().turns.get(order=2).voice == "spokesperson"


def test_words_that_lose_a_coded_passage_are_refused():
    statement = briefing()
    factories.position(
        statement, "open trade in machines", factories.tag("Open trade", "Trade should be open."), published=False
    )
    client = desk()
    address = page("statement_words", statement.pk, 1)
    given = fields_of(client.get(address)) | {"words": BRIEFING.replace("open trade", "free trade"), "save": "1"}
    answer = client.post(address, given)
    assert "the new words lose coded passages" in answer.content.decode()
    assert printed(statement) == BRIEFING


def test_the_attribution_of_public_words_is_corrected_and_the_readings_follow():
    statement = briefing(published=True)
    factories.position(statement, "open trade in machines", factories.tag("Open trade", "Trade should be open."))
    client = desk()
    start = BRIEFING.index("Embassy")
    words(client, statement, save="1", reason="The ambassador spoke.", **{f"t{start}-voice": "ambassador"})
    old, new = Text.objects.order_by("pk")
    assert (new.reason, new.replaces, old.superseded_at) == ("The ambassador spoke.", old, new.recorded_at)
    assert Position.objects.published().get().voice == "ambassador"


def test_a_translation_is_added_beside_the_original():
    statement = briefing()
    client = desk()
    address = page("statement_words", statement.pk, 2)
    given = fields_of(client.get(address)) | {"words": "Frage: Was?\nSprecher: Dies.", "language": "de",
                                              "authority": "our-translation"}  # fmt: skip
    seen = client.post(address, given | {"look": "1"})
    client.post(address, fields_of(seen) | panel_of(seen) | {"save": "1"})
    text = statement.texts.get(number=2)
    assert (text.language, text.authority) == ("de", "our-translation")
    assert printed(statement, 2) == "Frage: Was?\nSprecher: Dies."


def test_a_text_that_is_not_the_next_is_not_found():
    assert desk().get(page("statement_words", briefing().pk, 3)).status_code == 404


def test_a_contributor_edits_drafts_and_not_what_is_public():
    client = desk("carla", "Contributor")
    draft, public = briefing(), briefing(published=True)
    assert client.get(page("statement_words", draft.pk, 1)).status_code == 200
    assert client.get(page("statement_words", public.pk, 1)).status_code == 403


def test_history_tells_what_changed_and_what_was_done():
    statement = briefing()
    client = desk()
    change(client, statement, occasion="A briefing")
    client.post(page("statement_send", statement.pk))
    html = client.get(page("statement_history", statement.pk)).content.decode()
    assert "send to review" in html
    assert "A briefing" in html
    assert "edna" in html


@pytest.mark.parametrize("screen", ["change", "code", "read", "publish", "correct", "withdraw", "history"])
def test_every_screen_of_a_statement_opens(screen):
    assert desk().get(page(f"statement_{screen}", briefing(published=True).pk)).status_code == 200


@pytest.mark.parametrize("screen", ["change", "code", "read", "publish", "history"])
def test_a_statement_that_is_not_there_is_not_found(screen):
    assert desk().get(page(f"statement_{screen}", 4711)).status_code == 404


def test_a_published_statement_cannot_be_deleted():
    statement = briefing(published=True)
    client = desk(person("ada", "Administrator"))
    assert client.post(page("statement_delete", statement.pk), {"post": "yes"}).status_code == 403
    assert Statement.objects.filter(pk=statement.pk).exists()
