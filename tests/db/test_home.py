"""The way in: what is new, each utterance once, and what the record holds."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from statements import recording
from statements.models import Position
from tests import factories
from tests.factories import actor, editor, said, tag


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


def test_the_latest_positions_show_an_utterance_once_by_its_original(client: Client, limits: Any) -> None:
    said(limits, said_on="2025")
    translated = {"same_as": "u", "authority": "official-translation", "language": "fr"}
    said(limits, "opposes", "2026-05-29", statement_values=translated)
    original = said(limits, "opposes", "2026-05-29", statement_values={"same_as": "u"})
    said(limits, "opposes", "2026-05-29", statement_values=translated | {"language": "ru"})
    assert lines(part(client, "readings"))[0] == original.line
    assert len(lines(part(client, "readings"))) == 2


def test_an_original_that_was_dated_earlier_stands_for_its_translation(client: Client, limits: Any) -> None:
    original = said(limits, said_on="2019", statement_values={"same_as": "u"})
    others = [said(limits, said_on=f"2026-05-{day:02}").line for day in range(1, 7)]
    said(limits, said_on="2026-06-01", statement_values={"same_as": "u", "authority": "machine-translation"})
    assert lines(part(client, "readings")) == others[:1:-1]
    for line in others[2:]:
        recording.hide(Position.objects.published().get(line=line), by=editor(), reason="misread")
    assert lines(part(client, "readings")) == [*others[1::-1], original.line]


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
    assert set(lines(part(client, "readings"))[1:]) == {row.line for row in others}
    assert len(titles(part(client, "latest"))) == 4


def test_a_topic_or_a_word_without_a_stance_is_no_latest_position(client: Client, limits: Any) -> None:
    said(tag("Machines"), None)
    assert 'id="readings"' not in client.get("/").content.decode()


def test_a_latest_position_stands_beside_its_evidence(client: Client, limits: Any) -> None:
    said(limits, asked="Will you limit them?")
    shown = part(client, "readings")
    for words in ("Will you limit them?", "We support limits", "29 May 2026", "Exports of machines should be limited."):
        assert words in shown
