"""Words that explain themselves: a button where a code stands, its meaning once on the page."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from statements import method
from statements.codes import Basis, Voice

pytestmark = pytest.mark.urls("tests.unit.test_template_pieces")


def page(source: str, **context: Any) -> str:
    """Render a page's source, and after it the meanings of the words on it."""
    end = '{% include "statements/_meanings.html" %}'
    request = RequestFactory().get("/compare/")
    return Template("{% load glossary %}" + source + end).render(Context({"request": request, **context}))


def meanings_in(html: str) -> list[str]:
    """The ids of the meanings a page holds."""
    return re.findall(r'<div class="meaning" id="([\w-]+)" popover>', html)


def test_a_word_opens_its_meaning_and_leads_to_the_rules() -> None:
    html = page('{% word "voice" "minister" %}')
    assert '<button type="button" class="word" popovertarget="meaning-voice-minister">minister</button>' in html
    assert meanings_in(html) == ["meaning-voice-minister"]
    assert str(method.MEANINGS[Voice]["minister"]) in html
    assert '<a href="/method/#voice-minister">' in html


def test_the_sign_after_a_word_stands_in_its_button_and_the_space_after_that() -> None:
    html = page('{% word "voice" "minister" then=sign %}2024 {% word "voice" "consul" then=sign %}', sign=", ")
    assert html.startswith(
        '<button type="button" class="word" popovertarget="meaning-voice-minister">minister,</button> 2024 consul, '
    )


def test_three_hundred_words_share_one_meaning_and_one_place_in_the_order_of_keys() -> None:
    html = page('{% for each in many %}{% word "basis" "joint" %} {% endfor %}', many=range(300))
    assert html.count('popovertarget="meaning-basis-joint"') == 300
    assert html.count('tabindex="-1"') == 299
    assert meanings_in(html) == ["meaning-basis-joint"]


def test_the_same_code_of_two_lists_has_two_meanings() -> None:
    html = page('{% word "form" "answers" True %} {% word "outcome" "answers" %}')
    assert ">Answers to questions</button>" in html
    assert meanings_in(html) == ["meaning-form-answers", "meaning-outcome-answers"]


def test_no_code_is_nothing_and_an_unknown_one_stands_as_it_is() -> None:
    html = page('{% word "voice" none %}{% word "voice" king %}{% explained "basis" king %}words{% endexplained %}',
                none=None, king="<b>king</b>")  # fmt: skip
    assert html.strip() == "&lt;b&gt;king&lt;/b&gt;words"


def test_other_words_explain_a_code_too_and_stay_escaped() -> None:
    html = page('{% include "statements/_basis.html" with basis="aligned" behind=name %}', name="<i>League</i>")
    assert re.search(r'popovertarget="meaning-basis-aligned">by alignment with <bdi>&lt;i&gt;League', html)
    assert meanings_in(html) == ["meaning-basis-aligned"]


def test_a_stance_explains_itself_but_not_inside_a_link() -> None:
    assert meanings_in(page('{% stance "mixed" %}')) == ["meaning-stance-mixed"]
    linked = page('{% stance "mixed" linked=True %}')
    assert "Mixed" in linked
    assert "<button" not in linked


def test_words_stand_in_the_language_of_each_page() -> None:
    source = '{% word "voice" "minister" %}{% stance "mixed" linked=True %}'
    english = page(source)
    with translation.override("fr"):
        french = page(source)
    assert ">minister</button>" in english
    assert ">Mixed</span>" in english
    assert ">ministre</button>" in french
    assert ">Mixed</span>" not in french
    assert page(source) == english


def test_without_a_page_a_word_is_a_word() -> None:
    plain = Template('{% load glossary %}{% word "voice" "minister" %}{% meanings as all %}{{ all|length }}')
    assert plain.render(Context()) == "minister0"


@pytest.mark.parametrize("name", sorted(method.LISTS))
def test_every_word_has_its_place_on_the_method_page(name: str) -> None:
    anchors = {entry.anchor for section in method.sections() for entry in section.entries}
    assert {method.entry(name, code).anchor for code in method.LISTS[name].values} <= anchors


def test_a_code_that_its_list_does_not_have_is_refused() -> None:
    with pytest.raises(ValueError, match="king"):
        method.entry("basis", "king")
    assert method.entry("basis", "joint").word == Basis.JOINT.label
