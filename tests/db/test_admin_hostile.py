"""Hostile input in the admin: nothing is run, nothing lost, and what no database keeps is refused with its place."""

import time

import pytest

from statements import transcripts
from statements.models import Actor, Position, Statement, Tag
from tests import factories
from tests.desks import desk, fields_of, page, panel_of, printed

SCRIPT = "<script>alert('x')</script>"
OVERRIDE = "\u202eevil\u2066\u202d"
TEXT_FIELDS = ("title", "speaker", "role", "occasion", "series", "source_dated", "rights", "same_as")


def pasted(client, words, **more):
    given = {"actor": factories.actor().name, "title": "T", "form": "answers", "said_on": "2026", "words": words} | more
    first = client.post(page("statement_add"), given)
    if not first.context["panel"]:
        return first
    return client.post(page("statement_add"), given | panel_of(first) | {"save": "1"})


@pytest.mark.parametrize(
    "words",
    [
        f"Q: {SCRIPT}\nA: {SCRIPT}",
        f"Q: {OVERRIDE}?\nA: {OVERRIDE}.",
        "\n\n  Q: What?\r\nA:\tThis.\r\n\r\nAnd that.  \n\n",
        "\ufeffQ: What?\rA: This.",
        "A\u0301e\u0301: decomposed\nB: \u0001\u000b\u000c\u2028\u0085\u007f",
        "---\ntitle: X\n---\n# Heading\n\n[applause]\n\nMr A: yes: no: maybe\n\n\n\nQ:\n\nA:",
        "🙂\u200d🙂 \ud7ff\ufffe\uffff" + "ﷺ" * 50,
        "&lt;b&gt; &amp; \" ' </textarea><script>1</script>",
        "问：你们会签署吗？\n答：会的。\n路透社记者：何时？\n答：五月。",
        " leading and trailing ",
    ],
)
def test_what_is_pasted_is_what_stands(words):
    pasted(desk(), words)
    assert printed(Statement.objects.get()) == transcripts.clean(words)


@pytest.mark.parametrize(
    ("words", "place"),
    [("Q: a\nA: b\x00c", "line 2, column 5"), ("\x00", "line 1, column 1"), ("a\r\nb\r\nc\x00", "line 3, column 2")],
)
def test_what_no_database_keeps_is_refused_with_its_place(words, place):
    answer = pasted(desk(), words)
    html = answer.content.decode()
    assert place in html
    assert "NUL character cannot be stored" in html
    assert not Statement.objects.exists()


@pytest.mark.parametrize("name", TEXT_FIELDS)
def test_a_nul_in_any_field_is_refused_by_its_name(name):
    answer = pasted(desk(), "Q: a\nA: b", **{name: "abc\x00def"})
    assert answer.status_code == 200
    assert "U+0000 at position 3" in answer.content.decode()
    assert not Statement.objects.exists()


@pytest.mark.parametrize(
    "corrections",
    [
        "",
        "{",
        "[]",
        "null",
        '{"turns": {"x": 1}}',
        '{"labels": {"Q:": {"kind": "oath"}}}',
        '{"labels": 5, "cuts": [-1, "x"], "joins": {"a": 1}}',
        '{"turns": {"0": {"speaker": "\\ud800"}}, "labels": {"\\ud800": {}}}',
    ],
)
def test_corrections_that_are_none_are_left_out(corrections):
    client = desk()
    given = {"actor": factories.actor().name, "title": "T", "form": "answers", "words": "Q: a?\nA: b"}
    first = client.post(page("statement_add"), given)
    known = {"text_mark": first.context["panel"].mark, "corrections": corrections, "save": "1"}
    assert client.post(page("statement_add"), given | known).status_code == 302
    turns = Statement.objects.get().texts.get().turns.order_by("order")
    assert [(turn.kind, turn.speaker) for turn in turns] == [("question", ""), ("answer", "")]


def test_markup_in_every_field_is_shown_as_it_was_typed_and_never_run():
    client = desk()
    pasted(client, f"Q: {SCRIPT}?\nA: We say {SCRIPT}.", **dict.fromkeys(TEXT_FIELDS, SCRIPT), tags=SCRIPT)
    statement = Statement.objects.get()
    tag = Tag.objects.get()
    change = {"words": SCRIPT, "scope_note": SCRIPT, "example_supports": SCRIPT, "name": SCRIPT, "about": "should"}
    no_names = {"names-TOTAL_FORMS": "0", "names-INITIAL_FORMS": "0"}
    loaded = client.get(page("tag_change", tag.pk)).context["adminform"].form
    client.post(
        page("tag_change", tag.pk),
        fields_of(Answer(loaded)) | change | no_names,
    )
    coded = {
        "tag": tag.name,
        "basis": "said",
        "stance": "conditional-support",
        "condition": SCRIPT,
        "summary": SCRIPT,
        "note": SCRIPT,
        "word": SCRIPT,
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-quote": f"We say {SCRIPT}",
        "save": "1",
    }
    client.post(page("statement_code", statement.pk), coded)
    position = Position.objects.get()
    behind = {"form-0-actor": statement.actor.name, "form-0-capacity": "signs", "form-0-evidence": SCRIPT}
    management = {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "0", "save": "1"}
    client.post(page("statement_backings", statement.pk), behind | management)
    Actor.objects.filter(pk=statement.actor_id).update(name=SCRIPT)
    pages = [
        page("statement_changelist"),
        page("position_changelist"),
        page("actor_changelist"),
        page("tag_changelist"),
        page("act_changelist"),
        page("statement_change", statement.pk),
        page("statement_words", statement.pk, 1),
        page("statement_code", statement.pk),
        page("statement_read", statement.pk),
        page("statement_publish", statement.pk),
        page("statement_discard", statement.pk),
        page("statement_backings", statement.pk),
        page("statement_history", statement.pk),
        page("position_change", position.pk),
        page("position_code", position.pk),
        page("position_review", position.pk),
        page("position_discard", position.pk),
        page("position_history", position.pk),
        page("tag_change", tag.pk),
        page("tag_card") + "?tag=" + SCRIPT,
        page("actor_change", statement.actor_id),
    ]
    for address in pages:
        html = client.get(address).content.decode()
        assert "<script>alert" not in html, address
        assert "&lt;script&gt;alert" in html or address == page("statement_read", statement.pk), address


class Answer:
    """A page's form, as `fields_of` reads it."""

    def __init__(self, form):
        self.context = {"form": form}


def test_a_source_that_is_a_script_is_refused():
    answer = pasted(desk(), "Q: a\nA: b", source_url="javascript:alert(1)")
    assert "source_url" in answer.context["form"].errors
    assert not Statement.objects.exists()


def test_a_megabyte_is_pasted_shown_and_saved():
    client = desk()
    words = "".join(f"Q: Question number {n}?\nMinister: {'We support open trade. ' * 20}\n\n" for n in range(2_200))
    assert len(words) > 1_000_000
    begun = time.monotonic()
    pasted(client, words)
    statement = Statement.objects.get()
    assert printed(statement) == words
    shown = client.get(page("statement_change", statement.pk))
    assert shown.status_code == 200
    assert time.monotonic() - begun < 60


def test_a_text_that_is_too_long_is_refused_with_the_limit():
    answer = pasted(desk(), "A: " + "x" * 4_000_000)
    assert "at most 4000000 characters" in answer.content.decode()


@pytest.mark.parametrize(
    "name", ["form-TOTAL_FORMS", "form-0-start", "form-0-turn", "tag", "relates_to", "loaded_revision"]
)
@pytest.mark.parametrize("value", ["x", "-1", "99999999999999999999999999", "1e9", "\u202e"])
def test_numbers_that_are_none_break_nothing(name, value):
    statement = factories.statement(published=False)
    given = {
        "tag": factories.tag().name,
        "basis": "said",
        "form-TOTAL_FORMS": "1",
        "form-INITIAL_FORMS": "0",
        "form-0-quote": "We will sign in May.",
        "more": "1",
    }
    for pressed in ("more", "save"):
        sent = {key: each for key, each in given.items() if key != "more"} | {pressed: "1", name: value}
        assert desk().post(page("statement_code", statement.pk), sent).status_code in (200, 302)
