"""The list of statements: which stand in it, in which order, counted how, and what a search tells of them."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import UTC, datetime
from html import unescape
from typing import Any
from urllib.parse import urlencode

import pytest
from django.core.cache import caches
from django.test import Client
from django.utils import timezone

from statements import recording
from statements.listing import rows as listing_rows
from statements.models import Actor, SiteRevision, Statement, Tag
from statements.search import index
from tests import factories

TURN = recording.NewTurn
LIST = "/statements/"


@pytest.fixture
def record() -> dict[str, Statement]:
    """Five statements of three actors in four languages; one is a draft."""
    arvenia = factories.actor("Arvenia")
    embassy = factories.actor("Embassy of Arvenia in Borland", kind="office", parent=arvenia)
    borland = factories.actor("Borland", invented=True)
    trade = factories.tag("Trade")
    exports = factories.tag("Export limits", parent=trade)
    answers = [
        TURN("question", "What of the small yards with high fences?", label="Q: ", asker="publisher", exchange=1),
        TURN("answer", "We reject every club rule.", label="Spokesperson: ", actor=embassy, voice="spokesperson",
             exchange=1),
    ]  # fmt: skip
    return {
        "speech": factories.statement(
            "We support limits on exports.", by=arvenia, said_on="2026-05-29", title="On exports", tags=[exports],
            form="prepared-speech",
        ),
        "answers": factories.statement(
            by=embassy, turns=answers, said_on="2026-04", title="Answers on yards", form="answers", tags=[trade]
        ),
        "russian": factories.statement(
            "Борландия поддерживает всё это.", by=borland, language="ru", said_on="2025", title="Борландия",
            same_as="borland-2025",
        ),
        "chinese": factories.statement(
            "博兰主张各国共同制定人工智能规则。", by=borland, language="zh-Hans", said_on="2025", title="博兰",
            same_as="borland-2025",
        ),
        "undated": factories.statement("تدعو أرفينيا إلى قواعد مشتركة.", by=arvenia, language="ar", said_on="",
                                       title="قواعد"),
        "draft": factories.statement("A secret plan on exports.", by=arvenia, title="Secret", published=False),
    }  # fmt: skip


def asked(client: Client, **parameters: Any) -> Any:
    """The list as JSON."""
    response = client.get(LIST, {"format": "json", **parameters})
    assert response.status_code == 200, response.content
    return response.json()


def titles(client: Client, **parameters: Any) -> list[str]:
    """The titles in the list, in its order."""
    return [row["title"] for row in asked(client, **parameters)["results"]]


def test_the_newest_stand_first_and_the_undated_last(client: Client, record: dict[str, Statement]) -> None:
    assert titles(client) == ["On exports", "Answers on yards", "博兰", "Борландия", "قواعد"]
    assert titles(client, sort="date") == ["Борландия", "博兰", "Answers on yards", "On exports", "قواعد"]


def test_statements_and_utterances_are_counted_apart(client: Client, record: dict[str, Statement]) -> None:
    answer = asked(client)
    assert (answer["count"], answer["utterances"]) == (5, 4)
    html = client.get(LIST).content.decode()
    assert "5 statements" in html
    assert "4 utterances" in html


@pytest.mark.parametrize(
    ("parameters", "found"),
    [
        ({"actor": "arvenia"}, ["On exports", "Answers on yards", "قواعد"]),
        ({"actor": "arvenia", "offices": "0"}, ["On exports", "قواعد"]),
        ({"actor": ["borland", "embassy-of-arvenia-in-borland"]}, ["Answers on yards", "博兰", "Борландия"]),
        ({"tag": "trade"}, ["On exports", "Answers on yards"]),
        ({"tag": "trade", "subtags": "0"}, ["Answers on yards"]),
        ({"tag": "export-limits"}, ["On exports"]),
        ({"form": "answers"}, ["Answers on yards"]),
        ({"form": ["answers", "prepared-speech"]}, ["On exports", "Answers on yards"]),
        ({"language": "zh-Hans"}, ["博兰"]),
        ({"voice": "spokesperson"}, ["Answers on yards"]),
        ({"year": "2025"}, ["博兰", "Борландия"]),
        ({"from": "2026-05"}, ["On exports"]),
        ({"to": "2026-04-15"}, ["Answers on yards", "博兰", "Борландия"]),
        ({"from": "2025-06", "to": "2025-07"}, ["博兰", "Борландия"]),
        ({"q": "club"}, ["Answers on yards"]),
        ({"q": "fences", "in": "own"}, []),
        ({"q": "fences", "in": "questions"}, ["Answers on yards"]),
        ({"q": "人工"}, ["博兰"]),
        ({"q": "все"}, ["Борландия"]),
        ({"q": "قَوَاعِد"}, ["قواعد"]),
        ({"q": "secret"}, []),
        ({"q": "exports OR club", "form": "answers"}, ["Answers on yards"]),
    ],
)  # fmt: skip
def test_filters_leave_what_they_say(
    client: Client, record: dict[str, Statement], parameters: dict[str, Any], found: list[str]
) -> None:
    assert titles(client, **parameters) == found


def test_own_words_are_those_of_the_actor_in_whosever_statement(client: Client) -> None:
    host, guest = factories.actor("Host"), factories.actor("Guest")
    turns = [TURN("speech", "Welcome.", actor=host), TURN("speech", "Markets should open.", actor=guest)]
    factories.statement(by=host, turns=turns, title="Joint appearance")
    assert titles(client, q="markets", **{"in": "own"}, actor="guest") == ["Joint appearance"]
    assert titles(client, q="markets", **{"in": "own"}, actor="host") == []
    assert titles(client, q="markets", actor="guest") == []
    html = client.get(LIST, {"q": "markets", "in": "own"}).content.decode()
    assert choices(html, "actor") == {"Guest": 1}


def test_words_found_are_put_into_the_mouth_of_the_named_speaker_only_in_the_statements_voice(client: Client) -> None:
    ministry = factories.actor("Ministry of Ports", kind="office")
    turns = [
        TURN("speech", "Ports are open.", actor=ministry, voice="minister"),
        TURN("answer", "Ports will close.", actor=ministry, voice="unnamed-official"),
    ]
    factories.statement(by=ministry, turns=turns, speaker="Ana Arv")
    for code, between in (("en", ", "), ("ar", "، "), ("zh-hans", "，")):
        html = client.get(LIST, {"q": "ports"}, headers={"accept-language": code}).content.decode()
        assert re.findall(r'class="whose"[^>]*><bdi>([^<]+)</bdi>', html) == [
            f"Ana Arv{between}Ministry of Ports",
            "Ministry of Ports",
        ]


def test_a_position_on_a_tag_finds_its_statement(client: Client, record: dict[str, Statement]) -> None:
    factories.position(record["chinese"], "人工智能规则", factories.tag("Common rules", "Rules should be common."))
    assert titles(client, tag="common-rules") == ["博兰"]


def choices(html: str, key: str) -> dict[str, int]:
    """A facet's labels with their counts."""
    from html.parser import HTMLParser

    class Reader(HTMLParser):
        def __init__(self) -> None:
            super().__init__()
            self.inside = False
            self.text = ""
            self.found: list[str] = []

        def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
            if tag == "section":
                self.inside = dict(attrs).get("aria-labelledby") in (f"filter-{key}", f"facet-{key}")
            if tag == "li":
                self.text = ""

        def handle_endtag(self, tag: str) -> None:
            if self.inside and tag == "li":
                self.found.append(" ".join(self.text.split()))
            if tag == "section":
                self.inside = False

        def handle_data(self, data: str) -> None:
            self.text += data

    reader = Reader()
    reader.feed(html)
    shown = [row.replace("chosen, take out", "").replace(" invented", "").rsplit(" ", 1) for row in reader.found]
    return {label.strip(): int(count) for label, count in shown}


def test_filters_are_counted_with_offices_and_tags_below(client: Client, record: dict[str, Statement]) -> None:
    html = client.get(LIST).content.decode()
    assert choices(html, "actor") == {"Arvenia": 3, "Borland": 2}
    assert choices(html, "tag") == {"Trade": 2}
    assert choices(html, "form") == {"Formal statement": 3, "Answers to questions": 1, "Prepared speech": 1}
    assert choices(html, "year") == {"2026": 2, "2025": 2}
    assert choices(html, "voice") == {"Minister": 4, "Spokesperson": 1}
    assert sum(choices(html, "language").values()) == 5


def test_a_filter_is_counted_under_the_others_and_not_under_itself(
    client: Client, record: dict[str, Statement]
) -> None:
    html = client.get(LIST, {"form": "answers"}).content.decode()
    assert choices(html, "form") == {"Formal statement": 3, "Answers to questions": 1, "Prepared speech": 1}
    assert choices(html, "actor") == {"Arvenia": 1}
    html = client.get(LIST, {"actor": "arvenia"}).content.decode()
    assert choices(html, "actor") == {"Arvenia": 3, "Embassy of Arvenia in Borland": 1, "Borland": 2}
    html = client.get(LIST, {"tag": "trade"}).content.decode()
    assert choices(html, "tag") == {"Trade": 2, "Export limits": 1}


def test_every_count_is_the_number_of_rows_it_leaves(client: Client, record: dict[str, Statement]) -> None:
    factories.position(record["speech"], "limits on exports", factories.tag("Trade"), stance=None)
    for parameters in ({}, {"q": "we OR 人工"}, {"q": "we", "in": "own", "actor": "arvenia"}, {"year": "2026"}):
        html = client.get(LIST, parameters).content.decode()
        for tag, count in choices(html, "tag").items():
            slug = Tag.objects.get(name=tag).slug
            assert asked(client, **(parameters | {"tag": slug}))["count"] == count, (parameters, tag)
        for actor, count in choices(html, "actor").items():
            slug = Actor.objects.get(name=actor).slug
            assert asked(client, **(parameters | {"actor": slug}))["count"] == count, (parameters, actor)


def test_a_hit_in_a_question_says_so_and_leads_to_its_turn(client: Client, record: dict[str, Statement]) -> None:
    statement = record["answers"]
    html = client.get(LIST, {"q": "fences"}).content.decode()
    assert "In a question published by Embassy of Arvenia in Borland" in html
    assert f'href="{statement.get_absolute_url()}#t1"' in html
    assert "small yards with high <mark>fences</mark>?" in html
    (row,) = asked(client, q="fences")["results"]
    assert row["hits"] == [
        {
            "turn": 1,
            "text": 1,
            "in": "question",
            "invented": False,
            "snippet": "What of the small yards with high fences?",
        }
    ]
    (row,) = asked(client, q="club")["results"]
    assert [(hit["turn"], hit["in"]) for hit in row["hits"]] == [(2, "own")]


def test_words_of_nobody_are_named_so(client: Client) -> None:
    turns = [
        TURN("speech", "We begin.", actor=factories.actor()),
        TURN("narration", "The hall was full."),
        TURN("speech", "Somebody shouted loudly.", speaker="A voice"),
        TURN("question", "Asked loudly?", asker="outlet", speaker="Daily Arv"),
        TURN("question", "Asked quietly?", asker="unnamed"),
    ]
    factories.statement(turns=turns)
    html = client.get(LIST, {"q": "hall OR loudly OR quietly"}).content.decode()
    assert "In the narration, nobody’s own words" in html
    assert "Words of A voice, not attributed to an actor" in html
    assert "In a question asked by Daily Arv" in html
    assert "These words stand in 4 places of it." in html
    assert [hit["in"] for hit in asked(client, q="hall")["results"][0]["hits"]] == [None]


def test_hits_are_escaped_and_keep_their_language(client: Client) -> None:
    factories.statement('<script>alert("rules")</script> & more', title="<b>bold</b>")
    factories.statement("تدعو أرفينيا إلى قواعد مشتركة.", language="ar", title="قواعد")
    html = client.get(LIST, {"q": "rules OR قواعد"}).content.decode()
    assert "&lt;script&gt;alert(&quot;<mark>rules</mark>&quot;)&lt;/script&gt; &amp; more" in html
    assert "<script>alert" not in html
    assert "<b>bold" not in html
    assert '<p lang="ar" dir="rtl">' in html


def test_the_best_match_can_come_first(client: Client) -> None:
    factories.statement("Quotas, quotas and quotas.", title="Much", said_on="2020")
    factories.statement("A word on quotas among a great many other words said then.", title="Little", said_on="2024")
    assert titles(client, q="quotas") == ["Little", "Much"]
    assert titles(client, q="quotas", sort="relevance") == ["Much", "Little"]


def test_a_statement_without_hits_in_its_current_words_is_not_found(client: Client) -> None:
    statement = factories.statement("We oppose the treaty.")
    recording.correct(
        statement, by=factories.editor(), reason="A slip.",
        texts={1: recording.NewText([TURN("speech", "We support the pact.", actor=statement.actor)], language="en")},
    )  # fmt: skip
    assert titles(client, q="treaty") == []
    assert titles(client, q="pact") == ["Statement on exports"]


# -- pages -------------------------------------------------------------------------------------------------


@pytest.fixture
def many(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Eleven statements, four a page, two of them undated; their titles newest first."""
    monkeypatch.setattr(listing_rows, "PAGE", 4)
    monkeypatch.setattr("statements.views.statements.PAGE", 4)
    said = ["2026", "2026-05", "2026-05-01", "2025-12", "2025-12", "2025", "2024", "2020~", "2019-01/2019-03", "", ""]
    for number, date in enumerate(said):
        factories.statement(f"Quota {number}.", said_on=date, title=f"Q{number}")
    return ["Q0", "Q1", "Q2", "Q4", "Q3", "Q5", "Q6", "Q7", "Q8", "Q10", "Q9"]


OLDEST_FIRST = ["Q8", "Q7", "Q6", "Q5", "Q3", "Q4", "Q0", "Q2", "Q1", "Q9", "Q10"]


@pytest.mark.parametrize("more", [{}, {"q": "quota"}, {"sort": "date"}])
def test_pages_hold_every_statement_once_in_order(client: Client, many: list[str], more: dict[str, str]) -> None:
    walked = [title for page in (1, 2, 3) for title in titles(client, page=page, **more)]
    assert walked == (OLDEST_FIRST if "sort" in more else many)


@pytest.mark.parametrize("more", [{}, {"sort": "date"}, {"q": "quota"}, {"q": "quota", "sort": "relevance"}])
def test_following_next_walks_the_whole_list(client: Client, many: list[str], more: dict[str, str]) -> None:
    url = f"{LIST}?{urlencode({'format': 'json', **more})}"
    walked = []
    while url:
        answer = client.get(url).json()
        walked += [row["title"] for row in answer["results"]]
        url = answer["next"]
        assert len(walked) <= 11
    assert walked == (OLDEST_FIRST if more.get("sort") == "date" else many)


@pytest.mark.parametrize("sort", ["-date", "date", "relevance"])
@pytest.mark.parametrize("near", [4, 7, 100])
def test_common_words_sought_near_the_page_alone_are_found_as_if_sought_everywhere(
    client: Client, many: list[str], monkeypatch: pytest.MonkeyPatch, near: int, sort: str
) -> None:
    for number, date in enumerate(["2027", "2025-12-31", "2024", "2023", "2000", ""]):
        factories.statement("A quota, a fee and a quota.", said_on=date, title=f"N{number}")
        factories.statement("Nothing.", said_on=date, title=f"O{number}")

    def every_page() -> list[Any]:
        caches["pages"].clear()
        form = {"q": "quota -nothing", "sort": sort}
        walked = [asked(client, page=page, **form) for page in (1, 2, 3, 4, 5)]
        after = [] if sort == "relevance" else [asked(client, after=one["results"][-1]["id"], **form) for one in walked]
        return [[(row["title"], row["hits"]) for row in one["results"]] for one in [*walked, *after]]

    everywhere = every_page()
    assert sum(len(page) for page in everywhere[:5]) == 17
    monkeypatch.setattr(listing_rows, "COMMON", 1)
    monkeypatch.setattr(listing_rows, "NEAR", near)
    monkeypatch.setattr(listing_rows, "BEST", near)
    caches["default"].clear()
    every_page()
    assert every_page() == everywhere


def test_a_common_word_is_not_sought_in_the_whole_record_for_a_page(
    client: Client, many: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing_rows, "COMMON", 1)
    monkeypatch.setattr(listing_rows, "BEST", 4)
    sought: list[bool] = []
    search = index.search

    def watched(*args: Any, **kwargs: Any) -> index.Hits:
        sought.append(kwargs["within"] is None)
        return search(*args, **kwargs)

    monkeypatch.setattr(index, "search", watched)
    for sort in ("-date", "relevance"):
        for everywhere in (True, False):
            client.get(LIST, {"q": "quota", "sort": sort})
            caches["pages"].clear()
            assert sought == [everywhere]
            sought.clear()


def test_a_list_says_where_it_ends(client: Client, many: list[str]) -> None:
    html = client.get(LIST, {"page": 4})
    assert html.status_code == 200
    assert "The last page is 3" in html.content.decode()
    assert client.get(LIST, {"page": 4, "format": "json"}).json() == {"errors": {"page": ["The last page is 3"]}}
    assert client.get(LIST, {"after": 999_999, "format": "json"}).status_code == 400
    assert asked(client, page=3)["next"] is None
    after = Statement.objects.get(title="Q4").pk
    assert 'rel="next"' in client.get(LIST, {"after": after}).content.decode()
    page = client.get(LIST, {"page": 3}).content.decode()
    assert 'rel="prev"' in page
    assert 'rel="next"' not in page


# -- formats -----------------------------------------------------------------------------------------------


def test_json_holds_what_the_design_says(client: Client, record: dict[str, Statement]) -> None:
    row = asked(client, actor="borland", language="ru")["results"][0]
    statement = record["russian"]
    assert row == {
        "id": statement.pk,
        "key": statement.key,
        "url": f"http://testserver{statement.get_absolute_url()}",
        "title": "Борландия",
        "invented": True,
        "actor": {"slug": "borland", "name": "Borland", "invented": True},
        "speaker": None,
        "role": None,
        "said_on": "2025",
        "form": "formal-statement",
        "language": "ru",
        "voice": "minister",
        "same_as": "borland-2025",
        "source_url": None,
        "tags": [],
    }
    assert asked(client, language="ar")["results"][0]["said_on"] is None
    assert asked(client, tag="export-limits")["results"][0]["tags"] == [
        {"slug": "export-limits", "name": "Export limits"}
    ]


def test_csv_holds_every_row_and_no_formula(client: Client, many: list[str]) -> None:
    factories.statement("Quota.", title='=HYPERLINK("http://evil.example")', said_on="2027")
    response = client.get(LIST, {"format": "csv", "page": 2})
    assert response["Content-Type"] == "text/csv; charset=utf-8"
    text = b"".join(response.streaming_content).decode("utf-8-sig")  # type: ignore[attr-defined]
    table = list(csv.DictReader(io.StringIO(text)))
    assert [row["title"] for row in table] == ['\'=HYPERLINK("http://evil.example")', *many]
    assert table[0]["invented"] == "false"
    assert table[0]["said_on"] == "2027"


@pytest.mark.parametrize("wanted", ["json", "csv", "atom"])
@pytest.mark.parametrize(
    ("parameters", "field"),
    [
        ({"form": "poem"}, "form"),
        ({"actor": "nobody"}, "actor"),
        ({"tag": "nothing"}, "tag"),
        ({"language": "!!"}, "language"),
        ({"year": "20"}, "year"),
        ({"from": "yesterday"}, "from"),
        ({"from": "2026", "to": "2025"}, "to"),
        ({"in": "titles"}, "in"),
        ({"sort": "relevance"}, "sort"),
        ({"q": "peace", "as_of": "2026-01-01"}, "as_of"),
        ({"as_of": "2999-01-01"}, "as_of"),
        ({"page": "0"}, "page"),
        ({"offices": "maybe"}, "offices"),
    ],
)
def test_a_wrong_value_is_named_and_machines_get_400(
    client: Client, wanted: str, parameters: dict[str, str], field: str
) -> None:
    machine = client.get(LIST, {**parameters, "format": wanted})
    assert machine.status_code == 400
    assert list(json.loads(machine.content)["errors"]) == [field]
    page = client.get(LIST, parameters)
    assert page.status_code == 200
    assert 'role="alert"' in page.content.decode()


def test_a_draft_cannot_be_asked_for_by_its_actor_or_tag(client: Client) -> None:
    factories.statement(
        by=factories.actor("Hidden Body", kind="organisation"), tags=[factories.tag("Hidden tag")], published=False
    )
    assert client.get(LIST, {"actor": "hidden-body", "format": "json"}).status_code == 400
    assert client.get(LIST, {"tag": "hidden-tag", "format": "json"}).status_code == 400
    html = client.get(LIST).content.decode()
    assert "Hidden Body" not in html
    assert "Hidden tag" not in html


def test_an_old_address_of_an_actor_still_filters(client: Client) -> None:
    arvenia, arvania = factories.actor("Arvenia"), factories.actor("Arvania")
    factories.statement(by=arvania, title="Ours")
    factories.statement(by=arvenia, title="Theirs")
    recording.merge(arvania, by=factories.editor(), into=arvenia, why="The same country.")
    assert sorted(titles(client, actor="arvania")) == ["Ours", "Theirs"]
    html = client.get(LIST).content.decode()
    assert choices(html, "actor") == {"Arvenia": 2}


# -- as it stood -------------------------------------------------------------------------------------------


def test_the_list_as_it_stood_shows_the_editions_of_then(client: Client) -> None:
    statement = factories.statement("We support limits.", title="Before", said_on="2024", tags=[factories.tag("Old")])
    before = timezone.now()
    recording.correct(
        statement, by=factories.editor(), reason="Another title.", values={"title": "After", "said_on": "2025"},
        tags=[factories.tag("New")],
    )  # fmt: skip
    factories.statement("Later.", title="Later")
    then = before.astimezone(UTC).isoformat()
    assert titles(client, as_of=then) == ["Before"]
    assert sorted(titles(client)) == ["After", "Later"]
    row = asked(client, as_of=then, tag="old", year="2024", language="en", voice="minister")["results"][0]
    assert (row["title"], row["said_on"], row["tags"][0]["slug"]) == ("Before", "2024", "old")
    html = client.get(LIST, {"as_of": then}).content.decode()
    assert "As the site stood on" in html
    assert choices(html, "tag") == {"Old": 1}
    assert choices(html, "voice") == {"Minister": 1}


def test_a_withdrawn_statement_stands_in_no_list_at_any_date(client: Client) -> None:
    statement = factories.statement("We support limits.", title="Withdrawn words")
    then = timezone.now().astimezone(UTC).isoformat()
    recording.withdraw(statement, by=factories.editor(), reason="A mistake.")
    for parameters in ({}, {"as_of": then}, {"q": "limits"}):
        assert titles(client, **parameters) == []
        assert "Withdrawn words" not in client.get(LIST, parameters).content.decode()


# -- cost --------------------------------------------------------------------------------------------------


def test_a_page_costs_the_same_queries_whatever_it_shows(
    client: Client, record: dict[str, Statement], django_assert_num_queries: Any
) -> None:
    # 1 the site's revision, 2 how many, 3 the page's rows, 4 their tags, 5 counts of form, language, voice and
    # year, 6 of actors, 7 of tags
    with django_assert_num_queries(7):
        client.get(LIST)
    for number in range(5):
        factories.statement("More on exports.", title=f"More {number}", tags=[factories.tag(f"Tag {number}")])
    with django_assert_num_queries(7):
        client.get(LIST)


def test_the_dearest_page_costs_twelve_queries(
    client: Client, record: dict[str, Statement], django_assert_num_queries: Any
) -> None:
    parameters = {
        "q": "limits", "in": "own", "actor": "arvenia", "tag": "trade", "form": "prepared-speech", "language": "en",
        "year": "2026", "from": "2026", "to": "2026", "sort": "relevance",
    }  # fmt: skip
    # 1 the site's revision, 2 the actors chosen, 3 the tags chosen, 4 the turns found, 5 the page's rows,
    # 6 their tags, 7 the words found, 8 counts of form, language, voice and year, 9 the turns found of any
    # actor, 10 counts of actors, 11 of tags, 12 the statements found in order of relevance
    with django_assert_num_queries(12):
        html = client.get(LIST, parameters).content.decode()
    assert "On exports" in html


def test_an_empty_search_says_what_to_loosen(
    client: Client, record: dict[str, Statement], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        html = client.get(LIST, {"q": "fences", "in": "own", "actor": "arvenia", "tag": "trade"}).content.decode()
    assert "No statement has these words under these filters." in html
    assert "look anywhere, in questions and narration too" in html
    assert "leave out all filters" in html


def ways(client: Client, **parameters: Any) -> dict[str, str]:
    """What an empty list says to loosen, and how much it says stands there."""
    html = client.get(LIST, parameters).content.decode()
    assert "0 statements" in html
    found = re.findall(r'<li><a href="([^"]*)">([^<]*)</a> <span class="soft">([^<]*)</span></li>', html)
    for address, _label, leads_to in found:
        assert f'<h2 id="found">{leads_to}</h2>' in client.get(LIST + unescape(address)).content.decode()
    return {unescape(label): leads_to for _address, label, leads_to in found}


def test_an_empty_list_names_each_filter_to_leave_out_with_what_would_stand_there(
    client: Client, record: dict[str, Statement], django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(12):
        client.get(LIST, {"actor": "arvenia", "year": "1999"})
    every = Statement.objects.published().count()
    assert ways(client, year="1999") == {"leave out “Year: 1999”": f"{every} statements"}
    told = ways(client, actor="arvenia", year=["1998", "1999"], to="2000")
    assert told["leave out all filters"] == f"{every} statements"
    assert set(told) == {"leave out all filters"}
    told = ways(client, actor="arvenia", year="1999")
    assert set(told) == {"leave out “Year: 1999”", "leave out all filters"}


def test_a_search_in_vain_offers_the_list_without_its_words(client: Client, record: dict[str, Statement]) -> None:
    assert set(ways(client, q="quinquereme")) == {"leave out the words “quinquereme”"}
    assert "leave out the words “quinquereme”" in ways(client, q="quinquereme", actor="arvenia", **{"in": "own"})


def test_a_page_that_has_not_changed_is_not_sent_again(
    client: Client, record: dict[str, Statement], django_assert_num_queries: Any
) -> None:
    first = client.get(LIST, {"q": "limits"})
    assert first["Cache-Control"] == "no-cache"
    # 1 the site's revision
    with django_assert_num_queries(1):
        again = client.get(LIST, {"q": "limits"}, headers={"if-none-match": first["ETag"]})
    assert again.status_code == 304
    other = client.get(LIST, {"q": "exports"}, headers={"if-none-match": first["ETag"]})
    assert other.status_code == 200
    factories.statement("More limits.")
    changed = client.get(LIST, {"q": "limits"}, headers={"if-none-match": first["ETag"]})
    assert changed.status_code == 200
    assert SiteRevision.current().at is not None
    assert SiteRevision.current().at <= datetime.now(UTC)  # type: ignore[operator]


def test_the_list_reads_without_a_script_and_keeps_its_filters(client: Client, record: dict[str, Statement]) -> None:
    html = client.get(LIST, {"form": "answers", "actor": "arvenia", "q": "club"}).content.decode()
    assert '<input type="hidden" name="form" value="answers">' in html
    assert '<input type="hidden" name="actor" value="arvenia">' in html
    assert 'method="get"' in html
    assert html.count("<h1") == 1


def test_an_invented_actor_is_marked_in_facets_in_what_is_chosen_and_beside_its_words(client: Client) -> None:
    mark = '<span class="badge">invented</span>'
    host, guest = factories.actor("Host"), factories.actor("Guest", invented=True)
    factories.statement(
        by=host, turns=[TURN("speech", "Welcome.", actor=host), TURN("speech", "Open it.", actor=guest)]
    )
    factories.statement(by=guest, title="Alone")
    html = client.get(LIST, {"actor": "guest"}).content.decode()
    facets = html.partition('id="facet-actor"')[2].partition("</section>")[0]
    assert re.findall(rf"<bdi[^>]*>(\w+)</bdi>( {mark})?", facets) == [("Guest", f" {mark}"), ("Host", "")]
    assert f">Guest</bdi> {mark}" in html.partition('<ul class="chips"')[2].partition("</ul>")[0]
    html = client.get(LIST, {"q": "open OR welcome"}).content.decode()
    assert re.findall(rf'class="whose"[^>]*><bdi>(\w+)</bdi>( {mark})?</a>', html) == [
        ("Host", ""),
        ("Guest", f" {mark}"),
    ]
    (row,) = asked(client, q="open OR welcome")["results"]
    assert [(hit["turn"], hit["invented"]) for hit in row["hits"]] == [(1, False), (2, True)]
