"""The way in: what is new, each utterance once, and what the record holds."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from statements import home, latest
from tests import factories
from tests.factories import actor, said, tag


@pytest.fixture
def limits() -> Any:
    """A tag with a proposition."""
    return tag("Export limits", "Exports of machines should be limited.")


def part(client: Client, heading: str) -> str:
    """What stands under a heading of the page, as HTML."""
    html = client.get("/").content.decode()
    assert f'id="{heading}"' in html
    return html.partition(f'id="{heading}"')[2].partition("<h2")[0]


def lines(html: str) -> list[int]:
    """The positions whose own pages it links."""
    return [int(line) for line in re.findall(r'href="/positions/(\d+)/"', html)]


def titles(html: str) -> list[str]:
    """The titles of the statements it lists."""
    return [unescape(title) for title in re.findall(r'<li><a href="/statements/[^"]*"><bdi[^>]*>([^<]*)</bdi>', html)]


def test_what_changed_lately_shows_an_utterance_once_by_its_original(client: Client, limits: Any) -> None:
    said(limits, said_on="2025")
    translated = {"same_as": "u", "authority": "official-translation", "language": "fr"}
    said(limits, "opposes", "2026-05-29", statement_values=translated)
    original = said(limits, "opposes", "2026-05-29", statement_values={"same_as": "u"})
    said(limits, "opposes", "2026-05-29", statement_values=translated | {"language": "ru"})
    assert lines(part(client, "readings")) == [original.line]
    assert "Changed lately" in part(client, "readings")
    assert "from supports" in " ".join(re.sub(r"<[^>]*>", "", part(client, "readings")).split())


def test_where_nothing_changed_the_latest_positions_are_shown(client: Client, limits: Any) -> None:
    others = [said(limits, said_on=f"2026-05-{day:02}").line for day in range(1, 7)]
    assert "The latest positions" in part(client, "readings")
    assert lines(part(client, "readings")) == others[:2:-1]


def test_an_original_that_was_dated_earlier_stands_for_its_translation(client: Client, limits: Any) -> None:
    original = said(limits, said_on="2019", statement_values={"same_as": "u"})
    other = said(limits, said_on="2026-05-01")
    said(limits, said_on="2026-06-01", statement_values={"same_as": "u", "authority": "machine-translation"})
    assert lines(part(client, "readings")) == [other.line, original.line]


def test_three_changes_are_shown_the_latest_first_one_for_each_actor_and_tag(client: Client, limits: Any) -> None:
    lands = [actor(f"Land {number}") for number in range(4)]
    for land in lands:
        said(limits, "supports", "2020", by=land)
        said(limits, "mixed", "2021", by=land)
    last = [said(limits, "opposes", f"2026-0{month}-01", by=land) for month, land in enumerate(lands, 1)]
    assert lines(part(client, "readings")) == [row.line for row in last[:0:-1]]


def test_the_example_sets_two_actors_side_by_side_then_and_now_with_the_words_that_differ(
    client: Client, limits: Any
) -> None:
    for land in (actor("Arvenia"), actor("Velmora")):
        said(limits, "supports", "2020-03-01", by=land, quote=f"{land} will support limits on exports")
        said(limits, "opposes", "2024-03-01", by=land, quote=f"{land} will not support limits on trade")
    shown = part(client, "example")
    assert "Exports of machines should be limited." in shown
    assert (
        re.findall(r"<(del|ins)>([^<]*)</", shown)
        == [
            ("del", "exports"),
            ("ins", "not"),
            ("ins", "trade"),
        ]
        * 2
    )
    for words in ("2 statements since 2020", "1 March 2020", "1 March 2024", "with the words that differ marked"):
        assert words in shown
    assert "/compare/?actor=velmora&amp;actor=arvenia&amp;tag=export-limits" in shown


def test_what_is_offered_to_compare_is_the_example_itself_so_that_its_cells_are_not_empty(
    client: Client, limits: Any
) -> None:
    said(tag("Ports", "Ports should be open."), said_on="2026", by=actor("Adria"))
    for land in (actor("Borland"), actor("Velmora")):
        said(limits, "supports", "2020", by=land)
        said(limits, "opposes", "2024", by=land)
    html = client.get("/").content.decode()
    assert re.findall(r'<option value="([^"]*)" selected>', html) == ["velmora", "borland", "export-limits"]


def test_an_example_is_sought_further_back_where_what_was_said_last_gives_none(client: Client, limits: Any) -> None:
    for number in range(home.PAIRS):
        said(tag(f"Matter {number}", f"Matter {number} should be settled."), said_on=f"2026-02-{number + 1:02}")
    for land in (actor("Arvenia"), actor("Velmora")):
        said(limits, "supports", "2020", by=land)
        said(limits, "opposes", "2024", by=land)
    assert "Exports of machines should be limited." in part(client, "example")
    assert "Changed lately" in part(client, "readings")


def test_the_example_shows_words_whole_where_the_texts_are_far_apart_or_in_two_languages(
    client: Client, limits: Any
) -> None:
    for land in (actor("Arvenia"), actor("Velmora")):
        said(limits, "supports", "2020", by=land, quote="We support limits")
        said(limits, "opposes", "2024", by=land, quote="Мы против", statement_values={"language": "ru"})
    shown = part(client, "example")
    assert re.findall(r"<(del|ins)>", shown) == []
    assert "words that differ" not in shown


def test_the_example_is_one_where_words_of_both_can_be_told_apart_before_one_where_those_of_one_can(
    client: Client, limits: Any
) -> None:
    pause = tag("A pause", "Machines should be paused.")
    lands = (actor("Arvenia"), actor("Velmora"))
    for about, month in ((limits, "05"), (pause, "03")):
        for land in lands:
            near = about == pause or land == lands[0]
            said(about, "supports", f"2020-{month}", by=land, quote="We will support it this year")
            said(
                about,
                "opposes",
                f"2024-{month}",
                by=land,
                quote="We will oppose it this year" if near else "Never again",
            )
    shown = part(client, "example")
    assert "Machines should be paused." in shown
    assert re.findall(r"<(del|ins)>([^<]*)</", shown) == [("del", "support"), ("ins", "oppose")] * 2


def test_of_examples_that_mark_as_much_the_one_with_the_shortest_words_is_shown(client: Client, limits: Any) -> None:
    pause = tag("A pause", "Machines should be paused.")
    for about, month, more in ((limits, "05", " as all of our neighbours do"), (pause, "03", "")):
        for land in (actor("Arvenia"), actor("Velmora")):
            said(about, "supports", f"2020-{month}", by=land, quote=f"We will support it this year{more}")
            said(about, "opposes", f"2024-{month}", by=land, quote=f"We will oppose it this year{more}")
    assert "Machines should be paused." in part(client, "example")


def test_an_example_whose_words_stand_whole_comes_before_one_that_leaves_words_out(client: Client, limits: Any) -> None:
    pause = tag("A pause", "Machines should be paused.")
    long = "We met twice and spoke of many other things. " * 6
    middle = "We talked, and we talked, and we talked at length about it: in the end we will {} it this year"
    for land in (actor("Arvenia"), actor("Velmora")):
        said(limits, "supports", "2020-05", by=land, quote=f"{long}We support it.")
        said(limits, "opposes", "2024-05", by=land, quote=f"{long}We oppose it.")
        said(pause, "supports", "2020-03", by=land, quote=middle.format("support"))
        said(pause, "opposes", "2024-03", by=land, quote=middle.format("oppose"))
    assert "Machines should be paused." in part(client, "example")
    assert "[…]" not in part(client, "example")


def test_what_the_example_shows_is_not_shown_again_where_three_other_readings_changed(
    client: Client, limits: Any
) -> None:
    lands = [actor(f"Land {number}") for number in range(5)]
    for land in lands:
        said(limits, "supports", "2020", by=land, quote="We will support it this year")
    last = [
        said(limits, "opposes", f"2026-0{month}-01", by=land, quote="We will oppose it this year")
        for month, land in enumerate(lands, 1)
    ]
    assert {row.line for row in last[3:]} <= set(lines(part(client, "example")))
    assert lines(part(client, "readings")) == [row.line for row in last[2::-1]]
    assert "Also changed lately" in part(client, "readings")


def test_a_long_quote_of_the_example_leaves_out_whole_sentences_and_marks_each_place(
    client: Client, limits: Any
) -> None:
    long = "We met twice. " * 20
    for land in (actor("Arvenia"), actor("Velmora")):
        said(limits, "supports", "2020", by=land, quote=f"{long}We support limits. {long}".strip())
        said(limits, "opposes", "2024", by=land, quote=f"{long}We oppose limits. {long}".strip())
    shown = " ".join(re.sub(r"<[^>]*>", "", part(client, "example")).split())
    assert shown.count("[…] We support limits. […]") == shown.count("[…] We oppose limits. […]") == 2
    assert "We met twice" not in shown


def test_there_is_no_example_where_no_two_actors_spoke_twice(client: Client, limits: Any) -> None:
    said(limits, "supports", "2020")
    said(limits, "opposes", "2024")
    assert 'id="example"' not in client.get("/").content.decode()


def test_the_searches_offered_are_quotes_of_several_languages_that_find_their_statement(
    client: Client, limits: Any
) -> None:
    said(limits, "supports", "2020", quote="we support limits")
    said(limits, "opposes", "2024", quote="我们反对限制", statement_values={"language": "zh"})
    said(limits, "mixed", "2025", quote="we support some limits of some sort", by=actor("Velmora"))
    found = re.findall(r'href="(/statements/\?q=[^"]*)"', client.get("/").content.decode())
    assert len(found) == 3
    for address in found:
        assert client.get(f"{address}&format=json").json()["count"] == 1


@pytest.mark.parametrize(("language", "first"), [("en", "we support limits"), ("zh-hans", "我们反对限制")])
def test_a_search_in_the_language_of_the_page_is_offered_first(
    language: str, first: str, client: Client, limits: Any
) -> None:
    said(limits, "supports", "2020", quote="we support limits")
    said(limits, "opposes", "2024", quote="我们反对限制", statement_values={"language": "zh-Hans"})
    html = client.get("/", headers={"Accept-Language": language}).content.decode()
    assert re.findall(r"<q[^>]*>([^<]*)</q></a>", html)[0] == first


def test_what_is_here_is_counted_in_statements_positions_actors_years_and_languages(
    client: Client, limits: Any
) -> None:
    said(limits, said_on="2019")
    said(limits, said_on="2026-05-29", statement_values={"language": "ar"})
    factories.statement(title="Draft", published=False, said_on="1990")
    shown = part(client, "holds")
    for words in ("2 statements", "2 positions", "1 actor<", "said from 2019 to 2026", "2 languages", "Last entry"):
        assert words in shown


def test_an_empty_record_has_a_front_page(client: Client) -> None:
    shown = client.get("/").content.decode()
    assert "Nothing is published yet." in shown
    assert "0 statements" in shown
    assert not re.findall('id="(?:readings|example)"', shown)


def test_a_draft_original_does_not_keep_its_published_translation_away(client: Client, limits: Any) -> None:
    translated = said(limits, statement_values={"same_as": "u", "authority": "official-translation"})
    factories.statement(title="Draft original", same_as="u", published=False)
    assert lines(part(client, "readings")) == [translated.line]
    assert titles(part(client, "latest")) == ["Remarks of 2026-05-29"]


def test_the_latest_statements_show_an_utterance_once_by_its_original(client: Client) -> None:
    factories.statement(title="Before", said_on="2025")
    factories.statement(title="Traduction", same_as="u", authority="official-translation", language="fr")
    factories.statement(title="Original", same_as="u")
    factories.statement(title="Перевод", same_as="u", authority="machine-translation", language="ru")
    factories.statement(title="Undated", said_on="")
    assert titles(part(client, "latest")) == ["Original", "Before", "Undated"]
    assert "5 statements" in client.get("/").content.decode()


def test_many_languages_leave_room_for_others(client: Client, limits: Any) -> None:
    for number in range(12):
        values = {"same_as": "u", "authority": "official-translation", "title": f"Language {number}"}
        said(limits, statement_values=values)
    others = [
        said(limits, said_on="2020", by=actor(f"Land {number}"), statement_values={"title": f"Other {number}"})
        for number in range(3)
    ]
    assert set(lines(part(client, "readings"))[1:]) < {row.line for row in others}
    assert len(titles(part(client, "latest"))) == 4


def test_a_topic_or_a_word_without_a_stance_is_no_latest_position(client: Client, limits: Any) -> None:
    said(tag("Machines"), None)
    assert 'id="readings"' not in client.get("/").content.decode()


def test_a_latest_position_stands_beside_its_evidence(client: Client, limits: Any) -> None:
    said(limits, asked="Will you limit them?")
    shown = part(client, "readings")
    for words in ("Will you limit them?", "We support limits", "29 May 2026", "Exports of machines should be limited."):
        assert words in shown


def test_the_latest_statements_are_found_beyond_the_first_rows(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(latest, "WINDOW", 2)
    factories.statement(title="Original", said_on="2019", same_as="u")
    for language in ("fr", "ru", "ar", "zh"):
        factories.statement(
            title=f"In {language}", said_on="2026-06", same_as="u", language=language, authority="official-translation"
        )
    for year in range(2020, 2026):
        factories.statement(title=f"Of {year}", said_on=str(year))
    assert titles(part(client, "latest")) == ["Of 2025", "Of 2024", "Of 2023", "Of 2022"]
