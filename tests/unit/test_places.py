"""The countries of ISO 3166-1 and their names."""

from __future__ import annotations

import pytest

from statements.places import COUNTRIES, country_by_code, country_by_name


def test_the_table_holds_every_country_once_by_its_code() -> None:
    assert len(COUNTRIES) == 249
    assert all(code == country.alpha3 for code, country in COUNTRIES.items())
    assert len({country.alpha2 for country in COUNTRIES.values()}) == 249
    assert len({country.name for country in COUNTRIES.values()}) == 249
    assert list(COUNTRIES) == sorted(COUNTRIES)


def test_a_country_is_found_by_its_code_and_by_nothing_like_it() -> None:
    china = country_by_code("CHN")
    assert china is not None
    assert (china.alpha2, china.name) == ("CN", "China")
    assert country_by_code("chn") is None
    assert country_by_code("CN") is None


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russia", "RUS"),
        ("Russian Federation", "RUS"),
        ("Российская Федерация", "RUS"),
        ("россия", "RUS"),
        ("中国", "CHN"),
        ("中华人民共和国", "CHN"),
        ("الصين", "CHN"),
        ("People's Republic of China", "CHN"),
        ("People’s Republic of China", "CHN"),
        ("République populaire de Chine", "CHN"),
        ("Korea, Republic of", "KOR"),
        ("Republic of Korea", "KOR"),
        ("Cote d'Ivoire", "CIV"),
        ("Turkey", "TUR"),
        ("Türkiye", "TUR"),
        ("the Gambia", "GMB"),
        ("Trinidad & Tobago", "TTO"),
        ("Palestine", "PSE"),
        ("Holy See", "VAT"),
        ("Congo", "COG"),
        ("Democratic Republic of the Congo", "COD"),
        (" USA ", "USA"),
    ],
)
def test_a_country_is_found_by_any_name_in_use(name: str, code: str) -> None:
    country = country_by_name(name)
    assert country is not None
    assert country.alpha3 == code


@pytest.mark.parametrize(
    "name",
    ["Korea", "Virgin Islands", "Soviet Union", "Swaziland", "European Union", "Chin", "Chinas", "CHN", "the"],
)
def test_a_name_of_two_of_none_or_of_the_past_means_no_country(name: str) -> None:
    assert country_by_name(name) is None


def test_every_country_is_found_by_each_of_its_names() -> None:
    for country in COUNTRIES.values():
        assert [name for name in country.names if country_by_name(name) != country] == []
