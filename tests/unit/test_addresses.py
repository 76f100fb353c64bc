"""Addresses that are put together once are those that Django would give each time."""

from __future__ import annotations

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import override_settings
from django.urls import NoReverseMatch, path, reverse, set_script_prefix

from statements import addresses


def nowhere(request: HttpRequest, **_kwargs: object) -> HttpResponse:
    """Stand for every page."""
    return HttpResponse()


urlpatterns = [path("elsewhere/<int:line>/", nowhere, name="position")]


@pytest.mark.parametrize("slug", ["arvenia", "حدود-التصدير", "沧原"])
def test_an_address_is_as_the_map_has_it(slug: str) -> None:
    for _again in range(2):
        assert addresses.address("series", slug, "export-limits") == reverse("series", args=[slug, "export-limits"])
        assert addresses.of_position(1048) == reverse("position", args=[1048])


def test_an_address_that_the_map_does_not_have_is_refused() -> None:
    with pytest.raises(NoReverseMatch):
        addresses.address("actor", "two words")


def test_another_map_and_another_place_of_the_site_have_other_addresses() -> None:
    assert addresses.of_position(7) == "/positions/7/"
    with override_settings(ROOT_URLCONF=__name__):
        assert addresses.of_position(7) == "/elsewhere/7/"
    set_script_prefix("/record-0/")
    try:
        assert addresses.of_position(7) == "/record-0/positions/7/"
    finally:
        set_script_prefix("/")
