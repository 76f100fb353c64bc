"""The method page explains every code that the code uses."""

import inspect

from django.db.models import TextChoices

from statements import codes, method

# Where a row stands on its way to the public, and where a search looks: no reader meets them as codes.
INTERNAL = {codes.StatementStatus, codes.PositionStatus, codes.Side}


def lists_of_codes():
    return {
        row
        for _, row in inspect.getmembers(codes, inspect.isclass)
        if issubclass(row, TextChoices) and row is not TextChoices
    }


def test_every_list_of_codes_is_explained():
    assert set(method.MEANINGS) == lists_of_codes() - INTERNAL
    assert set(method.TITLES) == set(method.MEANINGS)


def test_every_code_has_a_meaning_and_no_meaning_lacks_its_code():
    for choices, meanings in method.MEANINGS.items():
        assert list(meanings) == list(choices.values)


def test_sections_have_anchors_of_their_own():
    anchors = [section.anchor for section in method.sections()]
    assert len(anchors) == len(set(anchors))


def test_every_list_that_is_explained_has_a_name_and_every_code_an_anchor_of_its_own():
    assert set(method.LISTS.values()) == set(method.MEANINGS)
    anchors = [entry.anchor for section in method.sections() for entry in section.entries]
    assert len(anchors) == len(set(anchors))
    assert not set(anchors) & {section.anchor for section in method.sections()}
