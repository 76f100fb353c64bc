"""Mark a statement as read for a tag: what an empty cell of a comparison then says."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import recording
from statements.admin.actors import change_url
from statements.admin.choosing import NodeField
from statements.admin.house import RecordAdmin, done, editor, sent
from statements.codes import ReadOutcome, TurnKind
from statements.models import Statement, Tag, Turn


class ReadForm(forms.Form):
    """The tag it was read for, and what came of it."""

    tag = NodeField(Tag, label=_("tag"))
    outcome = forms.ChoiceField(choices=ReadOutcome.choices, label=_("outcome"))
    question = forms.IntegerField(
        required=False,
        min_value=1,
        label=_("number of the question"),
        help_text=_("where it was asked and not answered"),
    )

    use_required_attribute = False

    def __init__(self, data: Any, statement: Statement) -> None:
        super().__init__(data)
        self.statement = statement

    def clean_question(self) -> Turn | None:
        """The question of the original text with this number. Errors: `ValidationError`."""
        number = self.cleaned_data["question"]
        if number is None:
            return None
        original = self.statement.texts.newest().filter(number=1)
        turn = Turn.objects.filter(text__in=original, order=number, kind=TurnKind.QUESTION).first()
        if turn is None:
            raise ValidationError(_now("Turn %(number)s is no question of this statement"), params={"number": number})
        return turn


def mark_read(page: RecordAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """The screen, with the marks that stand."""
    form = ReadForm(sent(request), statement)
    if request.method == "POST" and form.is_valid():
        values = form.cleaned_data
        done(
            form,
            lambda: recording.mark_read(
                statement, by=editor(request), tag=values["tag"], outcome=values["outcome"], turn=values["question"]
            ),
        )
        if form.is_valid():
            messages.success(request, _now("Marked as read for “%(tag)s”.") % {"tag": values["tag"]})
            return HttpResponseRedirect(change_url(statement))
    context = {"form": form, "original": statement, "media": page.media + form.media}
    context["reads"] = statement.reads.filter(superseded_at=None).select_related("tag", "turn")
    return page.page(request, "read", _now("Mark as read for a tag"), **context)
