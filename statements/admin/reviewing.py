"""The review screen: is the quote authentic, does it bear on the tag, is the stance read right."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import recording
from statements.admin.actors import change_url
from statements.admin.edition_forms import ProseField
from statements.admin.house import PUBLISH, RecordAdmin, demand, done, editor, sent
from statements.admin.publishing import OnePairForm, make_public
from statements.codes import StatementStatus
from statements.models import Position

KEEP, RETURN, PUBLISH_IT = "keep", "return", "publish"
CHECKS = ("quote_authentic", "bears_on_tag", "stance_read_right")
ANSWERS = [("", _("not said")), ("yes", _("yes")), ("no", _("no"))]


class CheckField(forms.TypedChoiceField):
    """Yes, no, or not said."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            choices=ANSWERS, required=False, widget=forms.RadioSelect, empty_value=None,
            coerce=lambda answer: answer == "yes", **kwargs,
        )  # fmt: skip


class ReviewForm(OnePairForm):
    """Three checks, apart, and what becomes of the reading."""

    quote_authentic = CheckField(label=_("Is the quote authentic?"))
    bears_on_tag = CheckField(label=_("Does it bear on the tag?"))
    stance_read_right = CheckField(label=_("Is the stance read right?"))
    note = ProseField(rows=3, label=_("note"), help_text=_("needed where the draft is returned or a check fails"))

    field_order = (*CHECKS, "note", "at", "one_pair")

    def __init__(self, data: Any, position: Position, *, author: bool) -> None:
        super().__init__(data)
        self.position, self.author = position, author
        if author:
            for name in CHECKS:
                del self.fields[name]

    def unreviewed(self) -> Iterable[Position]:
        """The reading, where it is to be published and this review does not pass it."""
        passes = all(self.cleaned_data.get(name) for name in CHECKS)
        return [self.position] if PUBLISH_IT in self.data and not passes else []

    def clean(self) -> dict[str, Any]:
        """Say why, where something fails."""
        values = super().clean()
        failed = any(values.get(name) is False for name in CHECKS)
        if (RETURN in self.data or failed) and not values.get("note"):
            self.add_error("note", _now("What the author should mend was expected"))
        if PUBLISH_IT in self.data and failed:
            self.add_error(None, _now("A check failed: return the draft, or let the author mend it first"))
        return values


def review(page: RecordAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """The screen: the quote in its place, the tag, the checks."""
    from statements.admin.positions import evidence

    demand(request, PUBLISH)
    if position.recorded_at is not None:
        messages.info(request, _now("It is published already."))
        return HttpResponseRedirect(change_url(position))
    author = position.created_by_id == request.user.pk
    form = ReviewForm(sent(request), position, author=author)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            outcome = done(form, lambda: decide(request, position, form))
        if outcome is not None:
            messages.success(request, outcome)
            return HttpResponseRedirect(change_url(position.statement))
    context = evidence(position) | {"form": form, "position": position, "original": position, "author": author}
    context["statement_public"] = position.statement.status == StatementStatus.PUBLISHED
    return page.page(request, "review", _now("Review p%(line)s") % {"line": position.line}, media=page.media, **context)


def decide(request: HttpRequest, position: Position, form: ReviewForm) -> str:
    """Record the review, then return, publish or schedule the reading; says what was done."""
    values: Any = form.cleaned_data
    if not form.author:
        checks = {name: values[name] for name in CHECKS}
        recording.review(position, by=editor(request), note=values["note"], **checks)
    if RETURN in form.data:
        recording.return_to_draft(position, by=editor(request), note=values["note"])
        return _now("It is back with its author.")
    if PUBLISH_IT not in form.data:
        return _now("The review is kept.")
    make_public(position.statement, values | {"positions": [position]}, editor(request))
    return _now("Scheduled.") if values["at"] else _now("It is public.")
