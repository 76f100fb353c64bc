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
from statements.admin.locking import in_words
from statements.admin.tags import tag_card
from statements.admin.turns_panel import number
from statements.codes import StatementStatus
from statements.models import Position, Statement, Tag, Text, Turn

SAVE, AND_ANOTHER, LOOK, MORE, ADD = "save", "another", "look", "more", "add"


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
        "may_add": may_add(request, form.already),
        **tag_card(chosen_tag(form)),
    }
    title = (
        _("Code a position") if position is None else _("Correct %(p)s") if position.recorded_at else _("Edit %(p)s")
    )
    return page.page(request, "code", title % {"p": position}, **context)


def forms_of(request: HttpRequest, position: Position | None, turns: list[Turn]) -> tuple[PositionForm, BasePassages]:
    """The reading and its passages; what stands, or what came back."""
    speaking = [turn for turn in turns if turn.actor_id is not None]
    initial = [] if position is None else initial_passages(position)
    data: Any = sent(request)
    if position is not None and data is not None and ADD in data:
        return with_added(position, data, speaking)
    if data is not None and MORE in data:
        data = data.copy()
        data["form-TOTAL_FORMS"] = str(number(data.get("form-TOTAL_FORMS"), least=0) + 1)
    form = reading_form(data, position)
    passages: Any = PassageFormSet(data, initial=initial, form_kwargs={"turns": speaking})
    if data is not None and not {SAVE, AND_ANOTHER} & set(data):
        quiet(form, passages)
    return form, passages


def reading_form(data: Any, position: Position | None, **more: Any) -> PositionForm:
    """The reading's form; `more` are values that it shows instead of what stands."""
    form = PositionForm(data, correcting=bool(position and (position.recorded_at or position.replaces_id)))
    if position is not None and position.recorded_at is None:
        form.initial = more
        form.lock_on(position)
    elif position is not None:
        form.initial = form.standing(position) | {"reason": ""} | more
    return form


TYPED = ("commitment", "summary", "note", "condition")
"""What was typed for a position of its own, and is kept where the one that is there has none of it."""


def with_added(position: Position, data: Any, speaking: list[Turn]) -> tuple[PositionForm, BasePassages]:
    """A reading with the passages that were chosen for another of the same actor, tag and basis; nothing is saved.

    A passage keeps the stance and word it was given, where the reading that is there has others.
    """
    typed = PositionForm(data, correcting=False)
    given = {name: value for name in TYPED if (value := typed[name].value()) and value != getattr(position, name)}
    kept = {name: value for name, value in given.items() if not getattr(position, name)}
    passages: Any = PassageFormSet(data, form_kwargs={"turns": speaking})
    added = []
    for each in (form for form in passages.forms if str(form["quote"].value() or "").strip()):
        row = {name: each[name].value() for name in ("quote", "turn", "start", "stance", "word")}
        if "place" in each.fields and each["place"].value():
            row["turn"], _colon, row["start"] = str(each["place"].value()).partition(":")
        for name in ("stance", "word"):
            own = typed[name].value()
            row[name] = row[name] or (own if own != (getattr(position, name) or "") else "")
        added.append(row)
    initial = initial_passages(position) + added
    form = reading_form(None, position, **kept)
    left = [name for name in given if name not in kept]
    form.left = [(str(typed[name].label), in_words(typed.fields[name], given[name])) for name in left]
    return form, PassageFormSet(initial=initial, form_kwargs={"turns": speaking})  # type: ignore[return-value]


def may_add(request: HttpRequest, already: Position | None) -> bool:
    """Whether this editor may add passages to the position that is there; a backer's follows another."""
    if already is None or already.follows is not None:
        return False
    return already.recorded_at is None or request.user.has_perm(PUBLISH)


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
    try:
        if position is None:
            return recording.code(recording.NewPosition(statement=statement, **values), by=by)
        if position.recorded_at is None:
            return recording.edit_position(position, by=by, **values)
        return recording.recode(position, by=by, **values)
    except recording.AlreadyCoded as refusal:
        form.already = refusal.position
        raise
