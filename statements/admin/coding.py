"""The coding screen: a statement's words beside the reading that is made of them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict, ErrorList
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from statements import recording
from statements.admin.actors import change_url
from statements.admin.coding_forms import BasePassages, PassageFormSet, PositionForm, passages_of
from statements.admin.house import PUBLISH, RecordAdmin, demand, done, editor, locking, sent
from statements.admin.tags import tag_card
from statements.admin.turns_panel import number
from statements.codes import StatementStatus
from statements.models import Position, Statement, Tag, Text, Turn
from statements.recording.shapes import RecordingError

SAVE, AND_ANOTHER, LOOK, MORE = "save", "another", "look", "more"


def turns_of(statement: Statement) -> list[Turn]:
    """All turns of the texts that stand, the original's first."""
    texts = Text.objects.newest().filter(statement=statement)
    return list(Turn.objects.filter(text__in=texts).select_related("text", "actor").order_by("text__number", "order"))


def code(page: RecordAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """Code a new position of a statement."""
    if statement.status == StatementStatus.WITHDRAWN:
        raise Http404
    return screen(page, request, statement, None)


def recode(page: RecordAdmin, request: HttpRequest, position: Position) -> HttpResponse:
    """Change a draft reading in place; correct a published one by a draft that will take its place."""
    if position.recorded_at is not None:
        demand(request, PUBLISH)
    return screen(page, request, position.statement, position)


def screen(page: RecordAdmin, request: HttpRequest, statement: Statement, position: Position | None) -> HttpResponse:
    """The screen; `position` is the reading that is changed, None for a new one."""
    turns = turns_of(statement)
    with locking(request):
        form, passages = forms_of(request, position, turns)
        pressed = {SAVE, AND_ANOTHER} & set(request.POST)
        # Both are asked, so that all that is wrong is told at once.
        if pressed and all([form.is_valid(), passages.is_valid()]):
            saved = done(form, lambda: save(statement, position, form, passages, editor(request)))
            if saved is not None:
                messages.success(request, _("Position p%(line)s is saved as a draft.") % {"line": saved.line})
                return HttpResponseRedirect(request.path if AND_ANOTHER in pressed else change_url(statement))
    context = {
        "form": form,
        "passages": passages,
        "turns": turns,
        "original": statement,
        "position": position,
        "media": page.media + form.media,
        **tag_card(chosen_tag(form)),
    }
    title = (
        _("Code a position") if position is None else _("Correct %(p)s") if position.recorded_at else _("Edit %(p)s")
    )
    return page.page(request, "code", title % {"p": position}, **context)


def forms_of(request: HttpRequest, position: Position | None, turns: list[Turn]) -> tuple[PositionForm, BasePassages]:
    """The reading and its passages; what stands, or what came back."""
    why = None if position is None else position.recorded_at is not None or (False if position.replaces_id else None)
    speaking = [turn for turn in turns if turn.actor_id is not None]
    initial = [] if position is None else initial_passages(position)
    data: Any = sent(request)
    if data is not None and MORE in data:
        data = data.copy()
        data["form-TOTAL_FORMS"] = str(number(data.get("form-TOTAL_FORMS"), least=0) + 1)
    form = PositionForm(data, why=why)
    if position is not None and position.recorded_at is None:
        form.lock_on(position)
    elif position is not None:
        form.initial = form.standing(position) | {"reason": ""}
    passages: Any = PassageFormSet(data, initial=initial, form_kwargs={"turns": speaking})
    if data is not None and not {SAVE, AND_ANOTHER} & set(data):
        quiet(form, passages)
    return form, passages


def quiet(form: Any, passages: Any) -> None:
    """Show what was typed without finding fault with it: nothing was to be saved yet."""
    for each in (form, *passages.forms):
        each._errors = ErrorDict()
    passages._errors, passages._non_form_errors = [], ErrorList()


def initial_passages(position: Position) -> list[dict[str, Any]]:
    """The passages as they stand; the same when a correction of the words left them behind."""
    rows = passages_of(position)
    return [
        {
            "quote": row.quote,
            "turn": row.turn_id,
            "start": row.start,
            "stance": row.stance or "",
            "word": row.word or "",
        }
        for row in rows
    ]


def chosen_tag(form: PositionForm) -> Tag | None:
    """The tag in the form, as far as it can be told."""
    try:
        tag: Tag | None = form.fields["tag"].clean(form["tag"].value())
    except ValidationError:
        return None
    return tag


def save(
    statement: Statement, position: Position | None, form: PositionForm, passages: BasePassages, by: Any
) -> Position:
    """Write the reading as a draft. Errors: `RecordingError`."""
    values = form.values() | {"passages": passages.passages()}
    if position is None:
        return recording.code(recording.NewPosition(statement=statement, **values), by=by)
    reason = form.cleaned_data.get("reason", "")
    if position.recorded_at is None:
        return recording.edit_position(position, by=by, **values, **({"reason": reason} if reason else {}))
    if not reason:
        raise RecordingError(_("reason: why the reading changes was expected"), field="reason")
    return recording.recode(position, by=by, reason=reason, **values)
