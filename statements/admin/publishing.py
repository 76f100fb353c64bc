"""Publish a statement and the readings chosen with it, now or at a time; and who has looked at them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseNotAllowed, HttpResponseRedirect
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import recording
from statements.admin.actors import change_url
from statements.admin.house import PUBLISH, RecordAdmin, comment, demand, done, editor, sent, told
from statements.codes import StatementStatus
from statements.models import Position, Statement


class InstantField(forms.DateTimeField):
    """An instant in UTC that has not come yet."""

    def __init__(self, **kwargs: Any) -> None:
        widget = forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
        super().__init__(required=False, widget=widget, help_text=_("UTC; empty: now"), **kwargs)

    def clean(self, value: Any) -> datetime | None:
        """The instant, aware. Errors: `ValidationError` for one that is past."""
        at: datetime | None = super().clean(value)
        if at is None:
            return None
        at = at if at.tzinfo else at.replace(tzinfo=UTC)
        if at <= timezone.now():
            raise ValidationError(_now("It is past; leave it empty to publish now"))
        return at


class OnePairForm(forms.Form):
    """When, and the word of an editor that nobody else has looked."""

    at = InstantField(label=_("publish at"))
    one_pair = forms.BooleanField(
        required=False,
        label=_("one pair of eyes"),
        help_text=_("No other editor has checked a reading chosen here; publish it all the same. Readers see this."),
    )

    use_required_attribute = False

    def unreviewed(self) -> Iterable[Position]:
        """The readings to be published that no other editor has passed."""
        raise NotImplementedError

    def clean(self) -> dict[str, Any]:
        """Ask for the word where a reading has not passed another editor's review."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        lacking = [str(position) for position in self.unreviewed()]
        if lacking and not values.get("one_pair"):
            self.add_error(
                "one_pair",
                _now("No other editor has passed %(lines)s; let one review it, or publish it with one pair of eyes")
                % {"lines": ", ".join(lacking)},
            )
        return values


class PublishForm(OnePairForm):
    """Which readings become public with the statement, or on a statement that is public."""

    positions = forms.ModelMultipleChoiceField(
        Position.objects.none(), required=False, widget=forms.CheckboxSelectMultiple, label=_("positions")
    )
    field_order = ("positions", "at", "one_pair")

    def __init__(self, data: Any, statement: Statement) -> None:
        super().__init__(data)
        drafts = statement.positions.drafts().select_related("actor", "tag").prefetch_related("passages", "reviews")
        self.fields["positions"].queryset = drafts.order_by("line")  # type: ignore[attr-defined]
        self.fields["positions"].label_from_instance = in_a_line  # type: ignore[attr-defined]
        self.initial["positions"] = [position.pk for position in drafts]

    def unreviewed(self) -> Iterable[Position]:
        """The chosen readings that no other editor has passed."""
        return (position for position in self.cleaned_data.get("positions", ()) if not passed(position))


def in_a_line(position: Position) -> str:
    """A reading as a line of a list."""
    quote = next((passage.quote for passage in position.passages.all()), "")
    reading = position.get_stance_display() if position.stance else position.word or _now("no stance")
    eyes = _now("reviewed") if passed(position) else _now("not reviewed")
    return f"{position} ({eyes}): {position.actor}, {position.tag}: {reading} – “{Truncator(quote).chars(120)}”"


def passed(position: Position) -> bool:
    """Whether another editor's latest review of this version came out well."""
    reviews = [row for row in position.reviews.all() if row.reviewer_id != position.created_by_id]
    return bool(reviews) and max(reviews, key=lambda row: row.at).passed


def publish(page: RecordAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """The screen: which readings, when, with whose eyes."""
    demand(request, PUBLISH)
    form = PublishForm(sent(request), statement)
    if request.method == "POST" and form.is_valid():
        done(form, lambda: make_public(statement, form.cleaned_data, editor(request)))
        if form.is_valid():
            messages.success(request, _now("Scheduled.") if form.cleaned_data["at"] else _now("It is public."))
            return HttpResponseRedirect(change_url(statement))
    context = {"form": form, "original": statement, "media": page.media}
    return page.page(request, "publish", _now("Publish"), **context)


def unschedule(page: RecordAdmin, request: HttpRequest, row: Statement | Position) -> HttpResponse:
    """Take a statement, or a reading, out of the schedule."""
    demand(request, PUBLISH)
    if request.method != "POST":
        return HttpResponseNotAllowed(["POST"])
    why = comment(request)
    told(request, lambda: recording.unschedule(row, by=editor(request), why=why), _now("It is out of the schedule."))
    return HttpResponseRedirect(change_url(row))


def make_public(statement: Statement, values: dict[str, Any], by: Any) -> bool:
    """Publish or schedule the statement, where it is not public, and the readings chosen."""
    positions = list(values["positions"])
    why = _now("one pair of eyes") if values["one_pair"] else ""
    if statement.status == StatementStatus.PUBLISHED:
        if not positions:
            raise recording.RecordingError(_now("positions: at least one was expected"), field="positions")
        if values["at"]:
            recording.schedule_positions(positions, by=by, at=values["at"])
        else:
            recording.publish_positions(positions, by=by, why=why)
    elif values["at"]:
        recording.schedule(statement, by=by, at=values["at"], positions=positions)
    else:
        recording.publish(statement, by=by, why=why, positions=positions)
    return True
