"""Find actors and tags by what a reader types of their names, in any language and script."""

from __future__ import annotations

import unicodedata

from django.db.models import Q


def matching(typed: str) -> Q:
    """Actors or tags one of whose names holds what was typed, in the usual ways to write it.

    Databases fold the case of Latin letters alone, so the spellings of the others are asked for one by one.
    """
    words = unicodedata.normalize("NFC", typed.strip())
    spellings = {words, words.lower(), words.upper(), words.capitalize(), words.title()}
    found = Q()
    for spelling in sorted(spellings):
        found |= Q(name__icontains=spelling) | Q(names__name__icontains=spelling)
    return found
