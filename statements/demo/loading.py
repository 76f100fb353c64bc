"""Load the demonstration corpus as an editorial team would have made it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction

from statements import recording, totals
from statements.demo import corrections, drafts, marks, readings
from statements.demo.corpus import FILES, Imported
from statements.models import Statement
from statements.records.importing import import_files
from statements.records.publishing import Options


@dataclass(frozen=True, slots=True)
class Loaded:
    """What is public once the corpus is loaded, counted as the front page counts it."""

    statements: int
    positions: int


def load() -> Loaded:
    """Import, read, review, publish, correct: all of it or nothing, into a site that holds no statement."""
    with transaction.atomic():
        first, second = account("demo-first-reader"), account("demo-second-reader")
        import_files([Imported(file) for file in FILES], Options(commit=True))
        readings.review_all(readings.code_all(FILES, by=first), by=second)
        recording.publish_many(list(Statement.objects.values_list("pk", flat=True)), by=first)
        marks.mark_all(first)
        corrections.correct_all(first)
        drafts.leave_all(first)
        public = totals.everything()
        return Loaded(public.statements, public.positions)


def account(name: str) -> AbstractBaseUser:
    """An editor's account that nobody can log in to."""
    model: Any = get_user_model()
    user = model.objects.filter(username=name).first() or model(username=name, is_active=False)
    if user.pk is None:
        user.set_unusable_password()
        user.save()
    return user  # type: ignore[no-any-return]
