"""The pieces that every page is made of, and the tags they use: what they print, whatever they are given."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime
from html import unescape
from typing import Any

import pytest
from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template, TemplateSyntaxError
from django.template.loader import render_to_string
from django.test import RequestFactory, override_settings
from django.urls import path
from django.utils import translation
from django.utils.safestring import SafeString
from pytest_django.asserts import assertInHTML

from statements.codes import Asker, Basis, Stance
from statements.compare import Absence, Cell, Change, Row, Step, Why
from statements.facets import Chip, Choice, Facet
from statements.passages import cut_paragraphs, segments
from statements.templatetags import record

SCRIPT = "<script>alert('x')</script>"
OVERRIDE = "\u202eevil\u202c"
ATTRIBUTE = '" onmouseover="alert(1)'
HOSTILE = f"{SCRIPT}{OVERRIDE}{ATTRIBUTE}"
ARABIC = "بيل سارات"
CHINESE = "沧原"
RUSSIAN = "Республика Верхоянь"


def nowhere(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """Stand for every page."""
    return HttpResponse()


urlpatterns = [
    path("", nowhere, name="home"),
    *(
        path(f"{name}/", nowhere, name=name)
        for name in ("statements", "actors", "tags", "compare", "coverage", "changes", "method", "language")
    ),
    path("statements/<int:pk>-<str:slug>/", nowhere, name="statement"),
    path("positions/<int:line>/", nowhere, name="position"),
]

pytestmark = pytest.mark.urls(__name__)


@dataclass
class Named:
    """An actor or a tag, as the pieces know them."""

    name: str
    pk: int = 1
    invented: bool = False
    language: str = ""

    def get_absolute_url(self) -> str:
        """Return an address."""
        return f"/somewhere/{self.pk}/"


@dataclass
class Spoken:
    """A turn, as far as it says who spoke."""

    actor_id: int = 1
    speaker: str = ""
    voice: str | None = "minister"


@dataclass
class Words:
    """A proposition, a passage or a question."""

    pk: int = 1
    turn: Spoken = field(default_factory=lambda: Spoken())
    words: str = ""
    quote: str = ""
    prefix: str = ""
    suffix: str = ""
    asker: str = ""
    speaker: str = ""


@dataclass(frozen=True)
class Marked:
    """A passage as the words of a turn know it, and the first reading that rests on it."""

    number: int = 1
    nth: int = 1
    line: int = 41
    readings: int = 1
    layer: int | None = None
    stance: str | None = "supports"
    status: str = "published"
    tag: Any = field(default_factory=lambda: Named("Fog signals"), hash=False)

    @property
    def position(self) -> Marked:
        """Return itself as the reading."""
        return self

    @property
    def place(self) -> str:
        """Return the id of its beginning."""
        return f"t3-13-{self.line}"


@dataclass
class Related:
    """A related manager whose rows were prefetched."""

    rows: list[Words]

    def all(self) -> list[Words]:
        """Return the rows."""
        return self.rows


@dataclass
class Said:
    """A statement as its readings' cards know it."""

    title: str = "Answers of a Tuesday"
    actor_id: int = 1
    speaker: str = ""
    role: str = ""
    voice: str | None = "minister"
    form: str = "answers"
    source_url: str = "https://arvenia.example/answers"
    archive_url: str = ""

    def get_absolute_url(self) -> str:
        """Return an address."""
        return "/statements/7-answers/"


@dataclass
class Reading:
    """A position as a card knows it."""

    actor: Named = field(default_factory=lambda: Named("Arvenia"))
    tag: Named = field(default_factory=lambda: Named("Fog signals"))
    proposition: Words | None = field(default_factory=lambda: Words(words="Ships should sound a horn in fog."))
    statement: Said = field(default_factory=Said)
    passages: Related = field(default_factory=lambda: Related([Words(quote="Every ship shall sound its horn.")]))
    line: int = 41
    actor_id: int = 1
    stance: str | None = "supports"
    word: str | None = None
    basis: str = "said"
    commitment: str | None = "calls-for"
    condition: str = ""
    summary: str = ""
    voice: str | None = "minister"
    language: str = "en"
    said_on: str = "2026-05-29"
    origin: str = "editor"
    status: str = "published"
    reason: str = ""

    def get_absolute_url(self) -> str:
        """Return an address."""
        return f"/positions/{self.line}/"


def piece(which: str, address: str = "/compare/", /, **context: Any) -> str:
    """Render a piece on a page at an address."""
    return render_to_string(f"statements/_{which}.html", context, request=RequestFactory().get(address))


def tag(source: str, **context: Any) -> str:
    """Render template source with the record's tags."""
    return Template("{% load record %}" + source).render(Context(context))


def text_of(html: str) -> str:
    """Return a piece's words as one line, its elements left out."""
    inside = "".join(part.partition(">")[2] for part in f">{html}".split("<"))
    return " ".join(unescape(inside).split())


def row(line: int = 1, stance: str | None = "supports", said_on: str = "2026-05-29", **changes: Any) -> Row:
    """Return a row of a comparison."""
    values: dict[str, Any] = {
        "id": line, "line": line, "statement": 7, "utterance": "u7", "rank": 0, "actor": 1, "tag": 1, "version": 1,
        "basis": "said", "stance": stance, "word": None, "commitment": "states-view", "voice": "spokesperson",
        "form": "answers", "said_on": said_on, "said_from": None, "said_to": None,
    }  # fmt: skip
    return Row(**(values | changes))


def cell(*latest: Row, count: int = 5, change: Change | None = None, absence: Absence | None = None) -> Cell:
    """Return a cell that holds these latest rows."""
    first = row(said_on="2023") if latest else None
    return Cell(
        actor=1, tag=1, topic=False, latest=latest, count=count, first=first, last=None, change=change, absence=absence
    )


# -- hostile text --------------------------------------------------------------------------------------

HOSTILE_READING = Reading(
    actor=Named(HOSTILE, invented=True),
    tag=Named(HOSTILE),
    proposition=Words(words=HOSTILE),
    statement=Said(title=HOSTILE, speaker=HOSTILE, role=HOSTILE, source_url=HOSTILE, archive_url=HOSTILE),
    passages=Related([Words(quote=HOSTILE, prefix=HOSTILE, suffix=HOSTILE)]),
    word=HOSTILE,
    condition=HOSTILE,
    summary=HOSTILE,
    language=HOSTILE,
    said_on=HOSTILE,
    voice=HOSTILE,
    origin=HOSTILE,
    reason=HOSTILE,
)
HOSTILE_QUESTION = Words(words=HOSTILE, asker="outlet", speaker=HOSTILE)
HOSTILE_PIECES: dict[str, dict[str, Any]] = {
    "absence": {"absence": Absence(Why.OTHER_BASIS, others=((HOSTILE, 3),))},
    "as_of_bar": {"as_of": datetime(2026, 5, 1, tzinfo=UTC), "now_url": HOSTILE},
    "asked": {"question": HOSTILE_QUESTION, "language": HOSTILE},
    "basis": {"basis": "aligned", "behind": HOSTILE},
    "cell": {
        "actor": Named(HOSTILE),
        "tag": Named(HOSTILE),
        "actors": {2: Named(HOSTILE)},
        "cell": cell(row(stance=None, word=HOSTILE, actor=2, said_on=HOSTILE)),
    },
    "change": {"change": Change(row(said_on=HOSTILE), Step.REVERSAL, gaps=(row(stance=None, word=HOSTILE),))},
    "chosen": {"facets": [], "chosen": [Chip(HOSTILE, HOSTILE, HOSTILE, HOSTILE)]},
    "empty": {"what": HOSTILE, "loosen": [{"label": HOSTILE, "url": HOSTILE}]},
    "facets": {
        "facets": [
            Facet("actor", HOSTILE, [Choice(HOSTILE, HOSTILE, 3, language=HOSTILE)], more_url=HOSTILE),
            Facet("tag", HOSTILE, [Choice(HOSTILE, HOSTILE, chosen=True)]),
        ]
    },
    "head": {"name": HOSTILE, "description": HOSTILE, "path": "/x/", "author": HOSTILE, "publisher": HOSTILE},
    "kept": {"hidden": [(HOSTILE, HOSTILE)]},
    "name": {"actor": Named(HOSTILE), "link": True},
    "quote": {"position": HOSTILE_READING, "question": HOSTILE_QUESTION, "around": True, "tagged": True, "links": True},
    "segments": {
        "paragraphs": cut_paragraphs(segments(HOSTILE, [(0, 9, (Marked(tag=Named(HOSTILE)),))])),
        "words": HOSTILE,
        "language": HOSTILE,
    },
    "stance": {"stance": "supports", "word": HOSTILE, "basis": HOSTILE, "behind": HOSTILE},
}


@pytest.mark.parametrize("name", sorted(HOSTILE_PIECES))
def test_hostile_text_stays_text(name: str) -> None:
    html = piece(name, f"/statements/?q={SCRIPT}", **HOSTILE_PIECES[name])
    assert "<script" not in html
    assert 'onmouseover="' not in html


@pytest.mark.parametrize("name", ["asked", "cell", "change", "name", "quote", "segments", "stance"])
def test_no_letter_of_hostile_text_is_lost(name: str) -> None:
    html = unescape(piece(name, **HOSTILE_PIECES[name]))
    for letters in (OVERRIDE, ATTRIBUTE, "alert('x')"):
        assert letters in html


def test_the_words_of_the_search_stand_in_the_header_as_text() -> None:
    html = render_to_string("base.html", request=RequestFactory().get("/statements/", {"q": HOSTILE}))
    assert "<script>" not in html
    assert HOSTILE in unescape(html)


def test_paragraphs_are_escaped() -> None:
    assert tag("{{ words|paragraphs }}", words="<b>one\ntwo\n \n\nthree & four\n") == (
        "<p>&lt;b&gt;one\ntwo</p>\n<p>three &amp; four</p>"
    )


# -- names, dates, languages ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "attributes"),
    [
        ("ar", "AI", ' lang="ar" dir="rtl"'),
        ("zh-Hans", CHINESE, ' lang="zh-Hans" dir="ltr"'),
        ("und", ARABIC, ' lang="ar" dir="rtl"'),
        ("", RUSSIAN, ' lang="ru" dir="ltr"'),
        (None, "Arvenia", ' dir="ltr"'),
        ("", "2026", ' dir="auto"'),
        ('"><b>', "Arvenia", ' lang="&quot;&gt;&lt;b&gt;" dir="ltr"'),
    ],
)
def test_every_text_says_its_language_and_direction(language: str | None, text: str, attributes: str) -> None:
    assert record.lang_attrs(language, text) == attributes


def test_a_name_is_set_apart_from_the_line_it_stands_in() -> None:
    assert piece("name", actor=Named(ARABIC)) == f'<bdi lang="ar" dir="rtl">{ARABIC}</bdi>'


def test_a_name_links_to_its_page() -> None:
    html = piece("name", actor=Named(CHINESE), link=True)
    assert html == f'<a href="/somewhere/1/"><bdi lang="zh" dir="ltr">{CHINESE}</bdi></a>'


def test_an_invented_actor_is_said_to_be_invented() -> None:
    assert text_of(piece("name", actor=Named("Arvenia", invented=True))) == "Arvenia invented"


@pytest.mark.parametrize(
    ("on", "html"),
    [
        ("2026-05-29", '<time datetime="2026-05-29">29 May 2026</time>'),
        ("2026-05", '<time datetime="2026-05">May 2026</time>'),
        ("2026", '<time datetime="2026">2026</time>'),
        ("2026~", '<span class="date">about 2026</span>'),
        ("", '<span class="date">date not known</span>'),
        (None, '<span class="date">date not known</span>'),
        ("next Tuesday", '<span class="date">next Tuesday</span>'),
    ],
)
def test_a_date_is_no_more_precise_than_it_is_known(on: str | None, html: str) -> None:
    assert record.dated(on) == html


def test_hostile_text_stays_text_in_what_is_kept() -> None:
    for element in (record.dated(HOSTILE), record.bdi(HOSTILE), record.proposition(HOSTILE)):
        assert "<script" not in element
        assert 'onmouseover="' not in element
        assert HOSTILE in unescape(element)


def test_what_was_safe_once_makes_the_same_text_from_outside_no_safer() -> None:
    assert record.bdi(SafeString("<i>Arvenia</i>")) == '<bdi dir="ltr"><i>Arvenia</i></bdi>'
    assert record.bdi("<i>Arvenia</i>") == '<bdi dir="ltr">&lt;i&gt;Arvenia&lt;/i&gt;</bdi>'


def test_dates_and_counts_stand_in_the_language_of_each_page() -> None:
    shown = {}
    for language in ("en-gb", "fr", "en-gb"):
        with translation.override(language):
            shown[language] = [
                record.dated("2026-05"),
                record.count(1200, "tags"),
                record.count_range(3, "2020", "tags"),
            ]
    assert shown["en-gb"] == ['<time datetime="2026-05">May 2026</time>', "1,200 tags", "3 tags since 2020"]
    assert shown["fr"][0] == '<time datetime="2026-05">mai 2026</time>'
    assert shown["fr"][1:] == ["1\xa0200 sujets", "3 sujets depuis 2020"]


@pytest.mark.parametrize(
    ("said_on", "citation"), [("2026-05-29", "2026/05/29"), ("2026-05", "2026/05"), ("2026~", ""), ("2025/2026", "")]
)
def test_a_reference_manager_gets_only_a_date_that_is_certain(said_on: str, citation: str) -> None:
    assert record.citation_date(said_on) == citation


@pytest.mark.parametrize(
    ("language", "word"), [("zh-Hans", "Chinese (Simplified)"), ("und", "language not known"), ("!", "!")]
)
def test_a_language_has_a_name(language: str, word: str) -> None:
    assert record.language_word(language) == word


def test_a_role_with_a_code_has_words_and_any_other_is_as_printed() -> None:
    assert tag("{{ role|role_word }}", role="head-of-government") == "head of government"
    assert tag("{{ role|role_word }}", role="Chair") == "Chair"


@pytest.mark.parametrize("name", ["absence", "basis", "change", "invented", "name", "stance"])
def test_punctuation_may_follow_a_piece_that_stands_in_a_line(name: str) -> None:
    html = piece(name, **(HOSTILE_PIECES.get(name) or {}))
    assert html == html.strip()
    assert "\n" not in html


# -- codes and counts ----------------------------------------------------------------------------------


def test_a_code_is_shown_by_its_word_and_an_unknown_one_as_it_stands() -> None:
    assert tag("{{ code|stance_word }}", code="conditional-support") == "supports with conditions"
    assert tag("{{ code|voice_word }}", code="king") == "king"
    assert tag("{{ code|voice_word }}", code=None) == ""


@pytest.mark.parametrize(
    ("number", "first", "words"),
    [
        (1, "2023", "1 statement only"),
        (5, "2023-02", "5 statements since 2023"),
        (10980, "2001~", "10,980 statements since 2001"),
        (3, "", "3 statements"),
    ],
)
def test_a_count_says_how_far_it_reaches(number: int, first: str, words: str) -> None:
    assert record.count_range(number, first) == words


def test_numbers_have_their_noun() -> None:
    assert tag('{{ 1|count:"offices" }}, {{ 0|count:"offices" }}, {{ 11729|count:"positions" }}') == (
        "1 office, 0 offices, 11,729 positions"
    )


# -- stances and quotes --------------------------------------------------------------------------------


@pytest.mark.parametrize("stance", Stance.values)
def test_a_stance_is_a_shape_a_class_and_a_word(stance: str) -> None:
    html = piece("stance", stance=stance, basis="said")
    assert f'class="stance {stance} said"' in html
    assert f'<use href="#{stance}"/>' in html
    assert text_of(html).lower() == Stance(stance).label


@pytest.mark.parametrize("basis", [basis for basis in Basis.values if basis != "said"])
def test_another_basis_is_an_outline_and_words(basis: str) -> None:
    html = piece("stance", stance="opposes", basis=basis)
    assert f'class="stance opposes {basis}"' in html
    assert text_of(html) == f"Opposes {Basis(basis).label}"


def test_a_basis_names_whose_text_it_is() -> None:
    assert text_of(piece("stance", stance="opposes", basis="aligned", behind="the Port League")) == (
        "Opposes by alignment with the Port League"
    )


def test_the_sources_word_is_printed_as_it_stands() -> None:
    html = piece("stance", stance=None, word="abstained", basis="response")
    assert '<use href="#in-words"/>' in html
    assertInHTML('<q dir="ltr">abstained</q>', html)


def test_without_stance_and_word_nothing_is_shown() -> None:
    assert piece("stance", stance=None, word="", basis="aligned") == ""


def test_the_legend_shows_every_stance_and_if_asked_every_basis() -> None:
    assert piece("legend").count("<li>") == len(Stance.values) + 1
    assert piece("legend", bases=True).count("<li>") == len(Stance.values) + 1 + len(Basis.values)


def test_a_quote_stands_with_who_when_what_on_what_and_where() -> None:
    html = piece("quote", position=Reading(), question="", tagged=True, links=True, anchor=True)
    assert text_of(html) == (
        "Arvenia minister 29 May 2026 Fog signals Ships should sound a horn in fog. Supports calls for "
        "Every ship shall sound its horn. Answers of a Tuesday Quote and cite Read it in full Source"
    )
    assert 'id="p41"' in html
    assert 'href="/statements/7-answers/#p41"' in html
    assert 'cite="https://arvenia.example/answers"' in html


def test_a_quote_keeps_its_own_language_and_direction() -> None:
    html = piece("quote", position=Reading(language="ar", passages=Related([Words(quote="AI للجميع")])))
    assert '<blockquote class="words" lang="ar" dir="rtl"' in html
    assert '<bdi class="passage" dir="rtl">AI للجميع</bdi>' in html


def test_the_one_named_speaks_only_for_the_statements_own_actor() -> None:
    said = Said(speaker="Ilse Varn", role="Keeper of Ports")
    assert "Ilse Varn, Keeper of Ports · minister" in text_of(piece("quote", position=Reading(statement=said)))
    assert "Ilse Varn" not in piece("quote", position=Reading(statement=said, actor_id=2))


def test_what_the_statement_said_at_the_time_goes_before_what_it_says_now() -> None:
    html = piece("quote", position=Reading(), edition=Said(title="Answers of a Monday"))
    assert "Answers of a Monday" in html
    assert "Answers of a Tuesday" not in html


def test_a_hidden_reading_shows_quote_and_reason_and_no_reading() -> None:
    hidden = Reading(
        status="hidden", reason="the quote was the question’s", word="yes", summary="In favour.", condition="if asked"
    )
    words = text_of(piece("quote", position=hidden))
    assert "An editor has taken this reading back: the quote was the question’s" in words
    assert "Every ship shall sound its horn." in words
    for reading in ("Supports", "yes", "In favour.", "if asked", "calls for"):
        assert reading not in words


@pytest.mark.parametrize("origin", ["import", "machine"])
def test_a_reading_no_editor_made_says_so(origin: str) -> None:
    assert "not read by an editor" in piece("quote", position=Reading(origin=origin))
    assert "not read by an editor" not in piece("quote", position=Reading())


def test_a_condition_is_printed_in_its_words() -> None:
    supports = Reading(stance="conditional-support", condition="if the fog is thick")
    opposes = Reading(stance="conditional-opposition", condition="save in port")
    assert "Condition: if the fog is thick" in text_of(piece("quote", position=supports))
    assert "Exception: save in port" in text_of(piece("quote", position=opposes))


@pytest.mark.parametrize(
    ("asker", "speaker", "words"),
    [
        ("outlet", "Lume Wire", "Asked by Lume Wire : Why?"),
        ("", "Lume Wire", "Asked by Lume Wire : Why?"),
        ("unnamed", "Q", f"Asked ({Asker.UNNAMED.label}): Why?"),
        ("outlet", "", f"Asked ({Asker.OUTLET.label}): Why?"),
        ("publisher", "", f"Asked ({Asker.PUBLISHER.label}): Why?"),
        ("", "", "Asked: Why?"),
    ],
)
def test_a_question_says_who_asked_or_that_nobody_is_named(asker: str, speaker: str, words: str) -> None:
    html = piece("asked", question=Words(words="Why?", asker=asker, speaker=speaker), language="en")
    assert text_of(html).replace("Wire:", "Wire :") == words


# -- the words of a statement --------------------------------------------------------------------------

TURN = "Fog is old.\n\nEvery ship shall sound its horn,\nby day\n\nand by night. So be it."


def marked(*spans: tuple[int, int, Marked], words: str = TURN, language: str = "en") -> str:
    """Render words with passages."""
    cut = segments(words, [(start, end, (mark,)) for start, end, mark in spans])
    return piece("segments", paragraphs=cut_paragraphs(cut), words=words, language=language)


def test_marked_words_read_as_printed_and_lead_to_their_position() -> None:
    first, second = Marked(number=1, line=41, layer=0), Marked(number=2, nth=2, line=52, layer=1)
    html = marked((13, 70, first), (20, 44, second))
    assert html.count("<p>") == 3
    assert '<mark class="m1 layer-0 ">Every s</mark>' in html
    assert '<mark class="m1 layer-0 m2 layer-1 ">hip shall sound its horn</mark>' in html
    assert html.count('id="t3-13-41"') == html.count('id="t3-13-52"') == 1
    assert (
        html.count('<a class="end m1 crossed" href="#p41"') == html.count('<a class="end m2 crossed" href="#p52"') == 1
    )
    assert " ".join(TURN.split()) == text_of(html)


@pytest.mark.parametrize(
    ("mark", "says"),
    [
        ({}, "[Passage 1, position 41: supports, Fog signals:]"),
        ({"stance": None}, "[Passage 1, position 41 on Fog signals:]"),
        ({"status": "hidden"}, "[Passage 1, position 41, taken back, on Fog signals:]"),
        ({"readings": 25}, "[Passage 1, 25 readings on Fog signals:]"),
    ],
)
def test_a_screen_reader_hears_where_a_passage_begins_and_ends_and_whose_it_is(mark: dict[str, Any], says: str) -> None:
    html = marked((13, 70, Marked(**mark)))
    assert f'data-says="{says}"' in html
    assert 'aria-label="End of passage 1, to position 41"></a>' in html


def test_words_without_a_passage_have_no_mark() -> None:
    html = marked()
    assert "<mark" not in html
    assert " ".join(TURN.split()) == text_of(html)


def test_words_of_nothing_are_no_paragraph() -> None:
    assert "<p>" not in marked(words="")


# -- cells of a comparison -----------------------------------------------------------------------------


def in_cell(shown: Cell, **context: Any) -> str:
    """Return what a screen reader says of a cell."""
    html = piece("cell", actor=Named("Arvenia"), tag=Named("Fog signals"), cell=shown, **context)
    head, _, rest = html.partition('<span class="cell-tag"')
    return text_of(head + rest.partition("</bdi></span>")[2])


def test_a_cell_reads_whole() -> None:
    change = Change(row(stance="mixed", said_on="2025-03"), Step.TOWARD_OPPOSITION)
    assert in_cell(cell(row(stance="opposes"), change=change)) == (
        "Arvenia on Fog signals: Opposes 29 May 2026 · spokesperson 5 statements since 2023 "
        "Toward opposition, from mixed, March 2025"
    )


def test_a_cell_of_unknown_order_prints_both_readings() -> None:
    words = in_cell(cell(row(stance="opposes", said_on="2024"), row(stance="mixed", said_on="2024-05"), count=2))
    assert "Opposes 2024" in words
    assert "Mixed May 2024" in words
    assert "Order unknown: their dates overlap" in words


def test_a_cell_names_the_office_and_the_basis_and_the_form_where_nobody_speaks() -> None:
    shown = cell(row(actor=2, basis="joint", voice=None, form="adopted-document", name="Embassy in Lume"))
    words = in_cell(shown)
    assert "29 May 2026 · adopted document · as a signatory of a common text · Embassy in Lume" in words


def test_a_topics_cell_shows_no_stance() -> None:
    shown = Cell(1, 1, True, (row(stance="supports", word=None),), 1, row(), None, None, None)
    assert "upports" not in in_cell(shown)
    assert "Words on record" in in_cell(shown)


@pytest.mark.parametrize(
    ("absence", "words"),
    [
        (Absence(Why.NO_STATEMENT), "No statement recorded in this period"),
        (Absence(Why.ASKED, statement=7, turn=3), "Asked, did not answer"),
        (
            Absence(Why.NOTHING_FOUND, read=12, of=30, until="2026-05"),
            "Read, nothing found 12 of 30 statements, to May 2026",
        ),
        (Absence(Why.NOT_READ), "Not yet read for this"),
        (
            Absence(Why.OTHER_BASIS, others=(("response", 12),)),
            "Only by a vote or formal reply (12), show by a vote or formal reply",
        ),
    ],
)
def test_an_empty_cell_says_why(absence: Absence, words: str) -> None:
    assert in_cell(cell(absence=absence)) == f"Arvenia on Fog signals: {words}"


def test_an_empty_cell_leads_to_the_question_and_to_the_basis_that_fills_it() -> None:
    assert 'href="/statements/7-x/#t3"' in piece("absence", absence=Absence(Why.ASKED, statement=7, turn=3))
    other = Absence(Why.OTHER_BASIS, others=(("aligned", 2),))
    assert 'href="?tag=fog&amp;basis=said&amp;basis=joint&amp;basis=aligned"' in piece(
        "absence", "/compare/?tag=fog", absence=other
    )


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Change(row(said_on="2023"), Step.REVERSAL, gaps=(row(stance="no-position", said_on="2024"),)),
            "Reversal, from supports, 2023; between them says it takes no position, 2024",
        ),
        (Change(row(stance="opposes", said_on="2023"), Step.TOWARD_SUPPORT), "Toward support, from opposes, 2023"),
        (Change(row(said_on="2023"), Step.FIRMER), "Firmer than before: states a view, 2023"),
        (
            Change(row(said_on="2023", name="Velmora"), Step.SOFTER, other_office=True, other_wording=True),
            "Softer than before: states a view, 2023; said at that time by Velmora; read under another wording",
        ),
        (Change(row(said_on="2023"), None), ""),
    ],
)
def test_a_change_is_told_in_words(change: Change, words: str) -> None:
    assert text_of(piece("change", change=change)) == words


# -- filters, pages, messages --------------------------------------------------------------------------

FACETS = [
    Facet("actor", "Actor", [Choice("arvenia", "Arvenia", 1204, chosen=True), Choice("bel-sarat", ARABIC, 311)]),
    Facet("sort", "Order", [Choice("date", "oldest first")], single=True),
    Facet("voice", "Said by", []),
]


def test_a_filter_adds_its_value_and_goes_back_to_the_first_page() -> None:
    html = piece("facets", "/statements/?q=fog&actor=arvenia&sort=-date&page=3", facets=FACETS)
    assert 'href="?q=fog&amp;actor=arvenia&amp;actor=bel-sarat&amp;sort=-date"' in html
    assert 'href="?q=fog&amp;actor=arvenia&amp;sort=date"' in html
    assert html.count('href="?q=fog&amp;sort=-date"') == 2
    assert f'<bdi lang="ar" dir="rtl">{ARABIC}</bdi>' in html
    assert "1,204" in html
    assert "Said by" not in html


def test_without_a_filter_in_force_there_is_nothing_to_take_out() -> None:
    assert piece("chosen", facets=FACETS[1:], chosen=[]).strip() == ""
    assert "Take out all" not in piece("chosen", facets=FACETS, chosen=[])
    assert "Take out all" in piece("chosen", facets=FACETS, chosen=[Chip("Said", "2021 to 2026", "?")])


@pytest.mark.parametrize(
    ("arguments", "address"),
    [
        ("page=2", "?actor=b&actor=a&page=2"),
        ("actor=None", "?"),
        ('actor="c"', "?actor=c"),
        ('actor__add="c"', "?actor=b&actor=a&actor=c"),
        ('actor__add="b"', "?actor=a&actor=b"),
        ('actor__remove="b"', "?actor=a"),
        ('from="2021" to=None', "?actor=b&actor=a&from=2021"),
    ],
)
def test_a_link_changes_the_query_it_stands_under(arguments: str, address: str) -> None:
    request = RequestFactory().get(
        "/statements/?actor=b&actor=a&page=7&after=12" if "page" not in arguments else "?actor=b&actor=a&page=7"
    )
    assert unescape(tag("{% query request " + arguments + " %}", request=request)) == address


def test_a_change_the_query_does_not_know_is_a_mistake_in_the_template() -> None:
    with pytest.raises(TemplateSyntaxError, match="actor__toggle"):
        tag('{% query request actor__toggle="a" %}', request=RequestFactory().get("/"))


def test_a_form_keeps_the_rest_of_the_address() -> None:
    request = RequestFactory().get("/statements/?q=fog&actor=a&actor=b&page=3&from=2021")
    assert record.kept(request, "q", "from") == [("actor", "a"), ("actor", "b")]


def test_the_pager_reaches_the_last_page_and_names_the_one_shown() -> None:
    html = piece("pager", "/statements/?q=fog&page=7", page=Paginator(range(1000), 10).page(7))
    assert text_of(html) == "Previous Page 1 … Page 5 Page 6 Page 7 Page 8 Page 9 … Page 100 Next"
    assert '<a aria-current="page" href="?q=fog&amp;page=7">' in html
    assert 'rel="next" href="?q=fog&amp;page=8"' in html
    assert piece("pager", page=Paginator(range(5), 10).page(1)).strip() == ""


class Asking(forms.Form):
    """A form with something to be wrong in."""

    since = forms.DateField(label="Said from")
    page = forms.IntegerField(label="Page", widget=forms.HiddenInput)


def test_each_error_of_a_form_leads_to_its_field() -> None:
    form = Asking({"since": "never", "page": "x"})
    form.add_error(None, "Leave out one of the two.")
    html = piece("form_errors", form=form)
    assert '<a href="#id_since">Said from</a>: Enter a valid date.' in html
    assert "Page: Enter a whole number." in text_of(html)
    assert "Leave out one of the two." in html
    assert piece("form_errors", form=Asking({"since": "2026-05-29", "page": "1"})).strip() == ""


def test_an_empty_list_says_what_to_loosen_or_that_silence_proves_nothing() -> None:
    loosen = [{"label": "search in questions too", "url": "?q=fog"}]
    assertInHTML('<a href="?q=fog">search in questions too</a>', piece("empty", loosen=loosen))
    assert "does not mean that nothing was said" in piece("empty", loosen=[])


def test_a_tombstone_says_number_day_and_reason() -> None:
    stone = {"pk": 77, "withdrawn_at": datetime(2026, 10, 2, tzinfo=UTC), "withdrawn_reason": "a forgery"}
    words = text_of(piece("tombstone", statement=stone))
    assert words.startswith("Statement 77 was withdrawn on 2 October 2026 . Reason: a forgery".replace(" .", "."))


def test_the_bar_says_at_which_instant_the_site_stood_so() -> None:
    html = piece("as_of_bar", as_of=datetime(2026, 11, 1, 9, 30, tzinfo=UTC), now_url="/compare/?tag=fog")
    assert "As the site stood on 1 November 2026, 09:30 UTC." in text_of(html)
    assert 'href="/compare/?tag=fog"' in html
    assert piece("as_of_bar", as_of=None).strip() == ""


# -- the frame -----------------------------------------------------------------------------------------


def page_at(address: str, name: str = "base.html") -> str:
    """Render a page at an address."""
    return render_to_string(name, request=RequestFactory().get(address))


@pytest.mark.parametrize("name", ["base.html", "404.html", "500.html"])
def test_a_page_has_one_heading_a_language_and_a_title(name: str) -> None:
    html = page_at("/nowhere/", name)
    assert html.count("<h1>") == 1
    assert '<html lang="en-gb"' in html
    assert html.count("<title>") == 1


def test_the_first_thing_on_a_page_skips_to_its_content() -> None:
    body = page_at("/").partition("<body>")[2]
    assert body.index('<a class="skip" href="#main">') < body.index("<header")
    assert '<main id="main" tabindex="-1">' in body


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/statements/", '<a href="/statements/" aria-current="page">Statements</a>'),
        ("/statements/7-answers/", '<a href="/statements/" aria-current="true">Statements</a>'),
        ("/", '<a class="site-name" href="/" aria-current="page">On Record</a>'),
    ],
)
def test_the_header_says_where_one_is(address: str, marked: str) -> None:
    html = page_at(address)
    assert marked in html
    assert html.count("aria-current") == 1


@override_settings(SITE_URL="https://record.example")
def test_the_head_names_the_permanent_address_and_what_to_cite() -> None:
    html = piece(
        "head",
        "/positions/41/?utm=1",
        name="Arvenia on fog",
        path="/positions/41/",
        author="Arvenia",
        said_on="2026-05",
    )
    assert '<link rel="canonical" href="https://record.example/positions/41/">' in html
    assert '<meta name="citation_publication_date" content="2026/05">' in html
    assert '<meta property="og:url" content="https://record.example/positions/41/">' in html
    assert "citation_" not in piece("head", name="Statements", path="/statements/")


@override_settings(SITE_URL="https://record.example")
def test_a_page_with_a_picture_to_share_names_it_with_its_whole_address() -> None:
    html = piece("head", "/positions/41/", name="Fog", path="/positions/41/", image="/positions/41/card.svg?as_of=x")
    assert '<meta property="og:image" content="https://record.example/positions/41/card.svg?as_of=x">' in html
    assert '<meta name="twitter:card" content="summary_large_image">' in html
    assert "og:image" not in piece("head", name="Statements", path="/statements/")


def test_without_a_site_address_the_host_that_was_asked_is_named() -> None:
    assert 'href="http://testserver/statements/"' in piece("head", name="Statements", path="/statements/")


@override_settings(
    ROOT_URLCONF="no.such.module",
    STORAGES={"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}},
)
def test_the_error_page_needs_neither_context_nor_addresses_nor_hashed_files() -> None:
    html = render_to_string("500.html")
    assert '<link rel="stylesheet" href="/static/css/base.css">' in html
