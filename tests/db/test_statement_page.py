"""A statement's page: who, in what capacity, when; its words by speaker; its readings; its versions and languages."""

from __future__ import annotations

import json
import re
from datetime import UTC
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from statements import cite, recording
from statements.models import SiteRevision, Statement
from tests import factories

TURN = recording.NewTurn


def page(client: Client, statement: Statement, **parameters: Any) -> str:
    """The page's HTML."""
    response = client.get(statement.get_absolute_url(), parameters)
    assert response.status_code == 200, response.status_code
    return response.content.decode()


def as_json(client: Client, statement: Statement, **parameters: Any) -> dict[str, Any]:
    """The page's JSON."""
    answer: dict[str, Any] = client.get(statement.get_absolute_url(), {"format": "json", **parameters}).json()
    return answer


def text_of(html: str) -> str:
    """What a reader sees of a page's main part, on one line."""
    main = html[html.index("<main") : html.index("</main>")]
    return " ".join(re.sub(r"<[^>]+>", " ", main).split())


@pytest.fixture
def answers() -> Statement:
    """An embassy's published question and answer, in two languages."""
    arvenia = factories.actor("Arvenia")
    embassy = factories.actor("Embassy of Arvenia in Borland", kind="office", parent=arvenia)
    return factories.statement(
        by=embassy,
        title="Answers on yards",
        speaker="Ana Arv",
        role="Spokesperson",
        form="answers",
        said_on="2026-05",
        occasion="Weekly answers",
        source_url="https://embassy.example/yards",
        source_dated="2026-05-30",
        tags=[factories.tag("Trade")],
        turns=[
            TURN("narration", "Answers on yards", gap="\n\n"),
            TURN("question", "What of small yards\nwith high fences?", label="Question: ", gap="\n\n", exchange=1,
                 asker="publisher"),
            TURN("answer", "We reject every club rule.\n\nWe stand ready to work with all.", label="Spokesperson: ",
                 exchange=1, actor=embassy, voice="spokesperson"),
        ],
    )  # fmt: skip


def test_it_says_who_spoke_for_whom_when_and_where_from(client: Client, answers: Statement) -> None:
    html = page(client, answers)
    assert html.count("<h1") == 1
    told = text_of(html)
    for words in (
        "Answers on yards", "Embassy of Arvenia in Borland", "Ana Arv , Spokesperson", "May 2026", "Weekly answers",
        "dated 30 May 2026 there", "Trade",
    ):  # fmt: skip
        assert words in told, words
    assert 'href="https://embassy.example/yards"' in html
    assert "1 May 2026" not in told


def test_turns_stand_in_order_with_speakers_and_anchors(client: Client, answers: Statement) -> None:
    html = page(client, answers)
    assert [html.index(f'id="t{number}"') for number in (1, 2, 3)] == sorted(
        html.index(f'id="t{number}"') for number in (1, 2, 3)
    )
    assert 'class="turn question" id="t2"' in html
    assert 'class="turn answer" id="t3"' in html
    assert "<p>We reject every club rule.</p>" in html
    assert "Spokesperson:" in text_of(html)


def test_the_asker_is_named_or_said_to_be_missing(client: Client, answers: Statement) -> None:
    assert "no asker is named: published with its answer by the one who answers" in text_of(page(client, answers))
    other = factories.statement(
        turns=[
            TURN("question", "One?", asker="outlet", speaker="Daily Arv", exchange=1),
            TURN("question", "Two?", asker="unnamed", exchange=1),
            TURN("answer", "Three.", actor=factories.actor(), exchange=1),
            TURN("speech", "Four.", speaker="Somebody"),
        ]
    )
    told = text_of(page(client, other))
    assert "asked by Daily Arv" in told
    assert "the asker is not named" in told
    assert "not attributed to an actor" in told


def test_an_asker_whom_a_file_names_is_named_and_never_called_unnamed(client: Client) -> None:
    named = factories.statement(
        turns=[
            TURN("question", "Will there be fog?", speaker="Daily Arv", exchange=1),
            TURN("answer", "There will.", actor=factories.actor(), exchange=1),
        ]
    )
    html = page(client, named)
    assert text_of(html).count("Daily Arv") == 2, "once above the question, once in the list of questions"
    assert "asked by Daily Arv" in text_of(html)
    assert "not named" not in html
    found = client.get("/statements/", {"q": "fog"}).content.decode()
    assert "In a question asked by Daily Arv" in found


def test_readings_and_their_words_lead_to_each_other(client: Client, answers: Statement) -> None:
    clubs = factories.tag("Clubs", "A small club may set the rules.")
    reading = factories.position(answers, "We reject every club rule.", clubs, stance="opposes")
    html = page(client, answers)
    assert '<mark class="m1 ">We reject every club rule.</mark>' in html
    assert f'id="t3-0-{reading.line}"' in html
    assert f'<a class="end m1" href="#p{reading.line}"' in html
    assert f'id="p{reading.line}"' in html
    assert f'href="#t3-0-{reading.line}"' in html
    assert f'href="/positions/{reading.line}/"' in html
    told = text_of(html)
    assert "A small club may set the rules." in told
    assert "Opposes" in told
    assert "1 position " in told


def test_readings_of_the_same_words_are_marked_once(client: Client) -> None:
    assembly = factories.actor("Assembly", kind="organisation")
    statement = factories.statement("To adopt the amendment.", by=assembly, form="vote")
    tag = factories.tag("The amendment")
    for name, vote in (("Arvenia", "yes"), ("Borland", "no"), ("Cordia", "abstained")):
        factories.position(
            statement, "adopt the amendment", tag, stance=None, actor=factories.actor(name), basis="response", word=vote
        )
    html = page(client, statement)
    assert html.count("<mark ") == 1
    assert "3 readings on The amendment" in html
    assert html.count('<li class="note m1"') == 3
    assert text_of(html).count("by a vote or formal reply") == 1
    assert [html.count(f">{vote}</q>") for vote in ("yes", "no", "abstained")] == [1, 1, 1]
    first = statement.positions.order_by("line").first()
    assert first is not None
    assert html.count(f'href="#t1-3-{first.line}"') == 3


def test_a_hidden_reading_shows_quote_and_reason_and_nothing_else(client: Client, answers: Statement) -> None:
    clubs = factories.tag("Clubs", "A small club may set the rules.")
    reading = factories.position(answers, "every club rule", clubs, stance="opposes", summary="Against clubs.")
    recording.hide(reading, by=factories.editor(), reason="Read too much into it.")
    html = page(client, answers)
    told = text_of(html)
    assert "Read too much into it." in told
    assert "every club rule" in told
    assert "Against clubs." not in told
    assert "Opposes" not in told
    assert "0 positions" in told
    assert as_json(client, answers)["positions"] == []


def test_a_summary_is_told_apart_from_what_was_said(client: Client, answers: Statement) -> None:
    clubs = factories.tag("Clubs", "A small club may set the rules.")
    factories.position(answers, "every club rule", clubs, stance="opposes", summary="Against clubs.")
    assert "In our words: Against clubs." in text_of(page(client, answers))


def test_a_draft_reading_does_not_show(client: Client, answers: Statement) -> None:
    clubs = factories.tag("Unread tag", "A small club may set the rules.")
    factories.position(answers, "every club rule", clubs, published=False)
    html = page(client, answers)
    assert "Unread tag" not in html
    assert "<mark" not in html


def test_words_are_escaped_and_keep_their_direction(client: Client) -> None:
    statement = factories.statement(
        'تدعو <script>alert("x")</script> & "قواعد".', language="ar", title='<img src=x onerror="alert(1)">قواعد',
        speaker="<b>", role="‮role", occasion="<i>",
    )  # fmt: skip
    html = page(client, statement)
    assert "<script>alert" not in html
    assert "<img" not in html
    assert "<b>" not in html
    assert "<i>" not in html
    assert '<div class="words" lang="ar" dir="rtl">' in html


def test_another_slug_redirects_to_the_present_one(client: Client, answers: Statement) -> None:
    response = client.get(f"/statements/{answers.pk}-old-title/?as_of=2026-01-01&x=%2B")
    assert response.status_code == 301
    assert response["Location"] == f"{answers.get_absolute_url()}?as_of=2026-01-01&x=%2B"


def test_a_draft_is_not_found_under_any_slug(client: Client) -> None:
    draft = factories.statement(title="Secret plan", published=False)
    for slug in (draft.slug, "x"):
        for parameters in ({}, {"format": "json"}):
            assert client.get(f"/statements/{draft.pk}-{slug}/", parameters).status_code == 404
    assert client.get("/statements/999999-x/").status_code == 404
    assert client.get(f"/statements/{10**30}-x/").status_code == 404


def test_a_withdrawn_statement_leaves_number_date_and_reason(client: Client, answers: Statement) -> None:
    factories.position(answers, "every club rule", factories.tag("Clubs", "A club may rule."), stance="opposes")
    then = timezone.now().astimezone(UTC).isoformat()
    recording.withdraw(answers, by=factories.editor(), reason="It was never said.")
    for parameters in ({}, {"as_of": then}, {"format": "json"}):
        response = client.get(f"/statements/{answers.pk}-x/", parameters)
        assert response.status_code == 410
        body = response.content.decode()
        assert "It was never said." in body
        for words in ("club", "yards", "Ana Arv", "Embassy"):
            assert words not in body
    told = client.get(f"/statements/{answers.pk}-x/", {"format": "json"}).json()
    assert told["id"] == answers.pk
    assert set(told) == {"id", "withdrawn_at", "reason"}


def test_a_correction_is_listed_with_reason_and_change_and_leads_to_what_stood(
    client: Client, answers: Statement
) -> None:
    embassy = answers.actor
    recording.correct(
        answers, by=factories.editor(), reason="The month was wrong.", values={"said_on": "2026-04", "title": "Answers"}
    )
    words = [
        TURN("narration", "Answers on yards", gap="\n\n"),
        TURN("question", "What of small yards\nwith high fences?", label="Question: ", gap="\n\n", exchange=1,
             asker="publisher"),
        TURN("answer", "We reject every single club rule.\n\nWe stand ready to work with all.",
             label="Spokesperson: ", exchange=1, actor=embassy, voice="spokesperson"),
    ]  # fmt: skip
    recording.correct(
        answers, by=factories.editor(), reason="A word was missing.",
        texts={1: recording.NewText(words, language="en")},
    )  # fmt: skip
    html = page(client, answers)
    told = text_of(html)
    assert "corrected 2 times" in told
    assert "The month was wrong." in told
    assert "A word was missing." in told
    assert "May 2026 became → April 2026" in told
    assert re.search(r"Turn 3 : .*→ single", told)
    links = re.findall(r'href="([^"]+)">As it stood before', html)
    assert len(links) == 2
    before_words = client.get(links[0].replace("&amp;", "&")).content.decode()
    assert "We reject every club rule." in before_words
    assert "April 2026" in before_words
    before_date = client.get(links[1].replace("&amp;", "&")).content.decode()
    assert "May 2026" in before_date
    assert "Corrections" not in text_of(before_date)
    assert "As the site stood on" in before_date


def test_it_shows_what_stood_then_and_nothing_before_it_was_public(client: Client) -> None:
    statement = factories.statement("We support limits.", title="Before")
    tag = factories.tag("Limits", "Exports should be limited.")
    between = timezone.now().astimezone(UTC).isoformat()
    reading = factories.position(statement, "support limits", tag)
    assert f'id="p{reading.line}"' in page(client, statement)
    assert f'id="p{reading.line}"' not in page(client, statement, as_of=between)
    gone = client.get(statement.get_absolute_url(), {"as_of": "2001-01-01"})
    assert gone.status_code == 404


def test_a_reading_whose_words_were_corrected_away_is_listed_apart(client: Client, answers: Statement) -> None:
    clubs = factories.tag("Clubs", "A small club may set the rules.")
    reading = factories.position(answers, "We reject every club rule.", clubs, stance="opposes")
    recording.correct(
        answers, by=factories.editor(), reason="Other words.",
        texts={1: recording.NewText([TURN("answer", "We say nothing.", actor=answers.actor)], language="en")},
    )  # fmt: skip
    html = page(client, answers)
    assert "Readings of other words than those shown" in html
    assert f'id="p{reading.line}"' in html
    assert "Opposes" not in text_of(html)


# -- to quote and to step through --------------------------------------------------------------------------


def quoting(html: str) -> dict[str, Any]:
    """What the page hands to the script that quotes words."""
    found = re.search(r'<script id="quotable" type="application/json">(.*?)</script>', html, flags=re.DOTALL)
    assert found is not None
    told: dict[str, Any] = json.loads(found[1])
    return told


def test_the_whole_is_cited_as_the_site_stood_and_so_are_words_of_it(client: Client, answers: Statement) -> None:
    then = timezone.now().astimezone(UTC)
    recording.correct(answers, by=factories.editor(), reason="A slip.", values={"title": "Answers on other yards"})
    answers.refresh_from_db()
    for title, parameters in (("Answers on yards", {"as_of": then.isoformat()}), ("Answers on other yards", {})):
        html = page(client, answers, **parameters)
        at = then if parameters else SiteRevision.current().at
        assert at is not None
        address = f"http://testserver{answers.get_absolute_url()}?as_of={cite.instant(at)}"
        whole = f"Embassy of Arvenia in Borland (Ana Arv, Spokesperson). {title}, May 2026. Source: "
        assert whole in html
        assert f"UTC: {address}</p>" in html
        told = quoting(html)
        assert told["texts"][0]["address"] == address
        assert told["turns"] == {"t1": [0, 0], "t2": [0, 1], "t3": [0, 2]}
        assert [words.partition(" (")[0] for words in told["whose"]] == [
            "Narration of the source", "Question", "Embassy of Arvenia in Borland",
        ]  # fmt: skip


def test_hostile_words_stay_data_in_what_the_script_is_given(client: Client) -> None:
    title = "</script><script>alert(1)</script>"
    html = page(client, factories.statement(title=title))
    assert "<script>alert" not in html
    assert title in quoting(html)["texts"][0]["whence"]


def test_questions_are_listed_where_there_are_several(client: Client, answers: Statement) -> None:
    assert "exchanges.js" not in page(client, answers)
    arvenia = factories.actor()
    several = factories.statement(
        turns=[
            TURN("question", "What of\nyards?", asker="outlet", speaker="Daily Arv", exchange=1),
            TURN("answer", "Nothing.", actor=arvenia, exchange=1),
            TURN("narration", "A pause."),
            TURN(
                "question",
                "And the fences on the long road between the two yards of the northern harbour, as announced?",
                exchange=2,
            ),
            TURN("question", "High ones?", exchange=2),
            TURN("answer", "None.", actor=arvenia, exchange=2),
        ]
    )
    html = page(client, several)
    assert "exchanges.js" in html
    listed = html[html.index('<nav class="exchanges"') : html.index("</nav>", html.index('<nav class="exchanges"'))]
    assert re.findall(r'<a href="(#t\d+)">', listed) == ["#t1", "#t4"]
    assert "2 questions" in listed
    told = " ".join(re.sub(r"<[^>]+>", "", listed).split())
    cut = "And the fences on the long road between the two yards of the northern harbour, as …"
    assert f"Daily Arv: What of yards? {cut}" in told
    assert html.count('<div class="exchange">') == 2


# -- languages ---------------------------------------------------------------------------------------------


def test_original_and_translation_stand_side_by_side(client: Client) -> None:
    arvenia = factories.actor()
    statement = factories.statement("We support limits.", language="en", title="Limits")
    reading = factories.position(statement, "support limits", factories.tag("Limits", "Exports should be limited."))
    recording.correct(
        statement, by=factories.editor(), reason="A translation.",
        texts={2: recording.NewText([TURN("speech", "我们支持限制。", actor=arvenia)], language="zh-Hans",
                                    authority="our-translation", translator="Li")},
    )  # fmt: skip
    alone = page(client, statement)
    assert "我们支持限制" not in alone
    assert "beside=2" in alone
    both = page(client, statement, beside=2)
    assert "我们支持限制" in both
    assert f'We <span class="begin m1" id="t1-3-{reading.line}" lang="en-gb"' in both
    assert '<div class="words" lang="zh-Hans" dir="ltr">' in both
    assert f'id="p{reading.line}"' in both
    other = page(client, statement, text=2)
    assert "我们支持限制" in other
    assert "Readings of other words than those shown" in other
    assert f'id="p{reading.line}"' in other
    assert as_json(client, statement, text=2)["turns"][0]["words"] == "我们支持限制。"


def test_a_statement_of_the_same_utterance_stands_beside_it(client: Client) -> None:
    english = factories.statement("We support limits.", title="Limits", same_as="limits-2026")
    russian = factories.statement("Мы поддерживаем ограничения.", language="ru", title="О", same_as="limits-2026")
    stranger = factories.statement("Something else.", title="Else")
    html = page(client, english)
    assert f'href="{russian.get_absolute_url()}"' in html
    assert "Мы поддерживаем" not in html
    assert "Мы поддерживаем ограничения." in page(client, english, beside=f"s{russian.pk}")
    for wrong in (f"s{stranger.pk}", "7", "x"):
        response = client.get(english.get_absolute_url(), {"beside": wrong})
        assert response.status_code == 200
        assert 'role="alert"' in response.content.decode()
        assert "Something else" not in response.content.decode()
        refused = client.get(english.get_absolute_url(), {"beside": wrong, "format": "json"})
        assert refused.status_code == 400
    recording.withdraw(russian, by=factories.editor(), reason="Not theirs.")
    assert f"s{russian.pk}" not in page(client, english)


# -- who stands behind it ----------------------------------------------------------------------------------


def test_backers_stand_with_what_they_except(client: Client) -> None:
    tag = factories.tag("Limits", "Exports should be limited.")
    statement = factories.statement(
        backings=[
            recording.NewBacking(factories.actor("Borland"), "aligns", except_tags=[tag], evidence="Footnote 2"),
            recording.NewBacking(factories.actor("Cordia", invented=True), "signs"),
        ]
    )
    told = text_of(page(client, statement))
    assert "Aligns itself Borland , except on Limits ( Footnote 2 )" in told
    assert "Signs Cordia invented" in told


# -- machines ----------------------------------------------------------------------------------------------


def test_a_statement_is_found_by_its_number_alone(client: Client, answers: Statement) -> None:
    response = client.get(f"/statements/{answers.pk}/?as_of=2026-06-01")
    assert response.status_code == 301
    assert response["Location"] == f"{answers.get_absolute_url()}?as_of=2026-06-01"
    assert client.get("/statements/999999/").status_code == 404


def test_json_holds_the_turns(client: Client, answers: Statement) -> None:
    reading = factories.position(answers, "every club rule", factories.tag("Clubs", "A club may rule."), "opposes")
    told = as_json(client, answers)
    assert told["id"] == answers.pk
    assert told["actor"]["slug"] == "embassy-of-arvenia-in-borland"
    assert told["said_on"] == "2026-05"
    assert told["invented"] is False
    assert told["tags"] == [{"slug": "trade", "name": "Trade"}]
    assert [turn["number"] for turn in told["turns"]] == [1, 2, 3]
    assert told["turns"][1] == {
        "number": 2,
        "kind": "question",
        "label": "Question: ",
        "speaker": None,
        "words": "What of small yards\nwith high fences?",
        "actor": None,
        "invented": None,
        "voice": None,
        "asker": "publisher",
    }
    assert told["turns"][2]["actor"] == "embassy-of-arvenia-in-borland"
    assert told["turns"][2]["invented"] is False
    assert told["turns"][2]["voice"] == "spokesperson"
    assert [row["line"] for row in told["positions"]] == [reading.line]


def test_it_says_of_itself_what_reference_managers_and_other_sites_ask(client: Client, answers: Statement) -> None:
    html = page(client, answers)
    for tag in (
        f'<link rel="canonical" href="http://testserver{answers.get_absolute_url()}">',
        '<meta property="og:type" content="article">',
        '<meta property="og:title" content="Answers on yards">',
        '<meta name="citation_title" content="Answers on yards">',
        '<meta name="citation_author" content="Ana Arv">',
        '<meta name="citation_publication_date" content="2026/05">',
        '<meta name="citation_publisher" content="Embassy of Arvenia in Borland">',
        '<meta name="citation_language" content="en">',
    ):
        assert tag in html, tag


def test_an_invented_actor_is_said_to_be_invented(client: Client) -> None:
    statement = factories.statement(by=factories.actor("Nowhere", invented=True))
    assert '<span class="badge">invented</span>' in page(client, statement)
    assert as_json(client, statement)["invented"] is True


# -- cost --------------------------------------------------------------------------------------------------


def test_a_page_costs_the_same_queries_whatever_it_shows(client: Client, django_assert_num_queries: Any) -> None:
    names = [factories.actor(f"Signatory {number}") for number in range(4)]
    tags = [factories.tag(f"Tag {number}", f"Thing {number} should be.") for number in range(4)]
    statement = factories.statement(
        "One thing. Two things. Three things. Four things.", same_as="four", tags=tags,
        backings=[recording.NewBacking(name, "signs", except_tags=tags[:1]) for name in names],
    )  # fmt: skip
    twin = factories.statement("Одно.", language="ru", same_as="four")
    for tag, quote in zip(tags, ("One thing", "Two things", "Three things", "Four things"), strict=True):
        factories.position(statement, quote, tag)
    recording.correct(statement, by=factories.editor(), reason="A slip.", values={"title": "Another"})
    statement.refresh_from_db()
    # 1 the site's revision, 2 the statement, 3 its editions, 4 their tags, 5 its twins, 6 the texts, 7 their turns,
    # 8 the readings, 9 their passages, 10 who stands behind it, 11 what these except
    with django_assert_num_queries(11):
        html = page(client, statement, beside=f"s{twin.pk}")
    assert html.count("<mark ") == 4
    assert html.count('<li class="note ') == 16
