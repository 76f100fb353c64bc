"""Actors, tags and propositions are called as the page's language calls them, where the record has that."""

from __future__ import annotations

from typing import Any
from unittest import mock

import pytest
from django.core.cache import cache
from django.test import Client

from statements import recording
from statements.models import ActorName, TagName
from tests.factories import actor, editor, position, said, statement, tag

PAGES = [
    "/",
    "/statements/",
    "/actors/",
    "/actors/arvenia/",
    "/actors/arvenia/on/export-limits/",
    "/tags/",
    "/tags/export-limits/",
    "/compare/?actor=arvenia&tag=export-limits",
    "/compare/",
]


@pytest.fixture
def limits() -> Any:
    """A tag and an actor with names in Arabic, Chinese and French, and a proposition in Arabic."""
    cache.clear()
    arvenia, limits = actor(), tag("Export limits")
    translations = {"ar": "ينبغي تقييد تصدير الآلات."}
    recording.propose(limits, by=None, words="Exports of machines should be limited.", translations=translations)
    for language, name in (("ar", "أرفينيا"), ("zh-Hans", "阿文尼亚"), ("zh-Hant", "阿文尼亞"), ("fr", "Arvénie")):
        ActorName.objects.create(actor=arvenia, name=name, language=language)
    TagName.objects.create(tag=limits, name="حدود التصدير", language="ar")
    said(limits)
    return limits


def page(client: Client, address: str, language: str) -> str:
    return client.get(address, headers={"Accept-Language": language}).content.decode()


@pytest.mark.parametrize("address", PAGES)
def test_names_and_propositions_stand_in_the_language_of_the_page(client: Client, limits: Any, address: str) -> None:
    arabic = page(client, address, "ar")
    assert "أرفينيا" in arabic or "حدود التصدير" in arabic
    assert ">Arvenia<" not in arabic
    assert ">Exports of machines should be limited.<" not in arabic or address == "/tags/export-limits/"
    assert "أرفينيا" not in page(client, address, "en") or address == "/actors/arvenia/"


def test_a_tag_says_each_of_its_names_and_wordings_once_and_the_original_beside_a_translation(
    client: Client, limits: Any
) -> None:
    arabic = page(client, "/tags/export-limits/", "ar").partition("<main")[2].partition('class="rail"')[0]
    assert arabic.count("حدود التصدير") == 1
    assert arabic.count("ينبغي تقييد تصدير الآلات.") == 1
    assert arabic.count("Exports of machines should be limited.") == 1
    english = page(client, "/tags/export-limits/", "en").partition("<main")[2].partition('class="rail"')[0]
    assert english.count("Exports of machines should be limited.") == 1
    assert english.count("ينبغي تقييد تصدير الآلات.") == 1


def test_the_list_of_changes_names_what_was_changed_as_the_page_does(client: Client, limits: Any) -> None:
    recording.propose(limits, by=editor(), words="Exports of machines may be limited.", reason="“should” said too much")
    assert "حدود التصدير" in page(client, "/changes/", "ar")


def test_the_very_script_is_taken_before_the_main_form_of_a_language(client: Client, limits: Any) -> None:
    ActorName.objects.create(actor=actor(), name="阿尔文", language="zh")
    chinese = page(client, "/compare/?actor=arvenia&tag=export-limits", "zh-hans")
    assert "阿文尼亚" in chinese
    assert "阿尔文" not in chinese


def test_what_has_no_name_in_the_language_keeps_its_own(client: Client, limits: Any) -> None:
    assert "Export limits" in page(client, "/tags/export-limits/", "fr")
    assert "Arvénie" in page(client, "/tags/export-limits/", "fr")
    assert ">Arvenia<" in page(client, "/tags/export-limits/", "ru")


def test_a_citation_and_a_file_keep_the_names_of_the_editors(client: Client, limits: Any) -> None:
    position = said(limits, "opposes")
    cited = page(client, f"/positions/{position.line}/", "ar").partition('class="cite-text"')[2].partition("</p>")[0]
    assert "Arvenia" in cited
    rows = client.get("/actors/?format=json", headers={"Accept-Language": "ar"}).json()["results"]
    assert [row["name"] for row in rows] == ["Arvenia"]


def test_who_looks_for_a_name_is_shown_those_of_the_page(client: Client, limits: Any) -> None:
    def found(address: str) -> Any:
        ((result),) = client.get(address, headers={"Accept-Language": "ar"}).json()["results"]
        return result

    arvenia, limited = found("/actors/?find=arven&format=json"), found("/tags/?find=limits&format=json")
    assert (arvenia["name"], arvenia["called"]) == ("Arvenia", "أرفينيا")
    assert (limited["called"], limited["worded"]) == ("حدود التصدير", "ينبغي تقييد تصدير الآلات.")
    assert limited["proposition"] == "Exports of machines should be limited."


def test_whose_text_it_is_and_who_was_in_office_stand_in_the_language_of_the_page(client: Client, limits: Any) -> None:
    union, head = actor("Sea Union", "organisation"), actor("Ilse Varn", "person")
    for whose, name in ((union, "اتحاد البحر"), (head, "إلزه فارن")):
        ActorName.objects.create(actor=whose, name=name, language="ar")
    recording.join(head, group=actor(), by=editor(), role="head-of-government", since="2020")
    said(limits, "opposes", by=head, quote="I oppose them")
    text = statement("We limit exports.", by=union, form="adopted-document")
    position(text, "We limit exports", limits, actor=actor(), basis="joint")
    arabic = page(client, "/compare/?actor=arvenia&tag=export-limits", "ar")
    assert "(<bdi>اتحاد البحر</bdi>)" in arabic
    assert "إلزه فارن" in arabic
    assert "Sea Union" not in arabic.partition("<main")[2]
    assert "Ilse Varn" not in arabic.partition("<main")[2]


def test_the_heading_of_a_comparison_bends_its_words(client: Client, limits: Any) -> None:
    said(tag("Import limits", "Imports should be limited."))
    address = "/compare/?actor=arvenia&tag=export-limits&tag=import-limits"
    assert "بشأن وسمين</h1>" in page(client, address, "ar")
    assert "on 2 tags</h1>" in page(client, address, "en")


def test_a_name_that_is_added_shows_with_the_next_revision(client: Client, limits: Any) -> None:
    assert ">Arvenia<" in page(client, "/tags/export-limits/", "ru")
    ActorName.objects.create(actor=actor(), name="Арвения", language="ru")
    recording.announce(by=editor(), verb="name", node=actor(), why="a name was added")
    assert "Арвения" in page(client, "/tags/export-limits/", "ru")


def test_names_are_read_by_one_query_once_a_revision(
    client: Client, limits: Any, django_assert_num_queries: Any
) -> None:
    address = "/compare/?actor=arvenia&tag=export-limits"
    with django_assert_num_queries(12):
        page(client, address, "ar")
    with django_assert_num_queries(11):
        page(client, f"{address}&to=2030", "ar")
    with django_assert_num_queries(11):
        page(client, address, "en")


def test_a_page_fetches_the_names_that_are_kept_once_however_many_it_prints(client: Client, limits: Any) -> None:
    page(client, "/tags/", "ar")
    with mock.patch("statements.shown.cache", wraps=cache) as asked:
        page(client, "/compare/?actor=arvenia&tag=export-limits", "ar")
    assert asked.get.call_count == 1
