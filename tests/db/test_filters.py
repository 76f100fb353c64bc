"""The reader's parameters: the same values everywhere, and errors that name what was expected."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.utils import timezone

from statements import recording
from statements.forms.filters import ReaderFilters
from tests import factories


class Every(ReaderFilters):
    uses = (
        "q", "in", "actor", "tag", "offices", "subtags", "form", "language", "voice", "stance", "basis", "origin",
        "year", "from", "to", "as_of", "sort", "page", "after", "format",
    )  # fmt: skip


def cleaned(query: str) -> dict[str, Any]:
    form = Every(QueryDict(query))
    assert form.is_valid(), form.problems()
    return form.cleaned_data


def test_nothing_asked_is_the_whole_list_now() -> None:
    assert cleaned("") == {
        "q": "", "in": "anywhere", "actor": [], "tag": [], "offices": True, "subtags": True, "form": [], "language": [],
        "voice": [], "stance": [], "basis": [], "origin": [], "year": [], "from": None, "to": None, "as_of": None,
        "sort": "-date", "page": 1, "after": None, "format": "html",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("query", "name", "value"),
    [
        ("q=+a%00b+", "q", "a b"),
        ("form=answers&form=post&form=answers&form=", "form", ["answers", "post"]),
        ("language=zh_hans", "language", ["zh-Hans"]),
        ("from=2024", "from", date(2024, 1, 1)),
        ("to=2024", "to", date(2024, 12, 31)),
        ("to=2024-02", "to", date(2024, 2, 29)),
        ("as_of=2025-01-01T10:00:00%2B02:00", "as_of", datetime(2025, 1, 1, 8, tzinfo=UTC)),
        ("as_of=2025-01-01T10:00:00+02:00", "as_of", datetime(2025, 1, 1, 8, tzinfo=UTC)),
        ("as_of=2025-01-01T10:00:00.123456Z", "as_of", datetime(2025, 1, 1, 10, 0, 0, 123456, tzinfo=UTC)),
        ("as_of=2025-01-01", "as_of", datetime(2025, 1, 1, 23, 59, 59, 999999, tzinfo=UTC)),
        ("offices=0", "offices", False),
    ],
)
def test_values_are_read_as_they_are_meant(query: str, name: str, value: object) -> None:
    assert cleaned(query)[name] == value


def test_today_is_now() -> None:
    before = timezone.now()
    as_of = cleaned(f"as_of={before.astimezone(UTC):%Y-%m-%d}")["as_of"]
    assert before <= as_of <= timezone.now()


@pytest.mark.parametrize(
    ("query", "name", "words"),
    [
        ("in=titles", "in", "anywhere, own, questions"),
        ("stance=maybe", "stance", "supports"),
        ("origin=me", "origin", "editor, import, machine"),
        ("from=29.05.2026", "from", "2026-05-29"),
        ("from=2026-05-01/2026-05-03", "from", "2026-05-29"),
        ("as_of=2026-02-30", "as_of", "2026-05-29T12:00Z"),
        ("as_of=0001-01-01T00:00:00%2B14:00", "as_of", "no instant"),
        ("as_of=2999-01-01", "as_of", "has not come yet"),
        ("page=x", "page", "whole number"),
        ("after=99999999999999999999", "after", "9223372036854775807"),
        ("format=xml", "format", "html, json, csv, atom"),
        ("actor=nobody", "actor", "“nobody” is no actor of the record"),
        ("tag=nothing", "tag", "“nothing” is no tag of the record"),
        ("q=a&as_of=2020-01-01", "as_of", "leave out the words or the date"),
        ("from=2025&to=2024", "to", "before the beginning"),
    ],
)
def test_an_error_names_its_parameter_and_what_was_expected(query: str, name: str, words: str) -> None:
    form = Every(QueryDict(query))
    assert not form.is_valid()
    assert list(form.problems()) == [name]
    assert words in form.problems()[name][0]


def test_actors_are_found_by_present_and_former_addresses_in_the_order_given() -> None:
    arvenia, borland, arvania = factories.actor("Arvenia"), factories.actor("Borland"), factories.actor("Arvania")
    for each in (arvenia, borland, arvania):
        factories.statement(by=each)
    recording.merge(arvania, by=factories.editor(), into=arvenia, why="The same.")
    assert cleaned("actor=borland&actor=arvania&actor=arvenia")["actor"] == [borland, arvenia]


def test_an_actor_of_later_is_none_of_then() -> None:
    factories.statement(by=factories.actor("Arvenia"))
    then = timezone.now().astimezone(UTC).isoformat().replace("+00:00", "Z")
    factories.statement(by=factories.actor("Borland"))
    assert not Every(QueryDict(f"actor=borland&as_of={then}")).is_valid()
    assert Every(QueryDict(f"actor=arvenia&as_of={then}")).is_valid()


def test_a_form_takes_the_parameters_it_names_and_no_other() -> None:
    class Two(ReaderFilters):
        uses = ("page", "format")
        formats = ("html", "json")

    form = Two(QueryDict("page=2&actor=nobody&format=csv"))
    assert not form.is_valid()
    assert list(form.problems()) == ["format"]
    assert form.wanted_format == "csv"


@pytest.mark.parametrize("name", ["actor", "tag", "group", "form", "language", "year", "basis"])
def test_a_nul_in_a_value_is_an_unknown_value(client: Client, name: str) -> None:
    factories.said(factories.tag("Export limits", "Exports should be limited."))
    for address in ("/statements/", "/compare/", "/compare/card.svg", "/coverage/", "/tags/export-limits/"):
        answer = client.get(address, {"actor": "arvenia", "tag": "export-limits", name: "arve\0nia", "format": "json"})
        assert answer.status_code in (200, 400), address
        assert answer.status_code == 400 or name not in ("actor", "tag") or address == "/tags/export-limits/", address
