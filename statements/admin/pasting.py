"""Paste a statement: its words and what the site says about it, what was understood, then the draft."""

from __future__ import annotations

import hashlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from statements import dates, languages, recording, transcripts
from statements.admin.actors import change_url
from statements.admin.edition_forms import PasteForm
from statements.admin.house import RecordAdmin, done, editor, sent
from statements.admin.once import saved_before
from statements.admin.turns_panel import TurnsPanel
from statements.admin.understood import OWN, Row
from statements.models import Statement

SAVE = "save"


def paste(page: RecordAdmin, request: HttpRequest) -> HttpResponse:
    """The screen: the form, what was understood below it once something was pasted, and the draft when saved."""
    if not page.has_add_permission(request):
        raise PermissionDenied
    form = PasteForm(sent(request))
    panel = None
    if request.method == "POST" and (form.is_valid() or form.cleaned_data.get("words")):
        panel = understand(form, request.POST)
        if form.is_valid() and panel.valid and SAVE in request.POST:
            statement = pasted_before(form) or save(form, panel, editor(request))
            if statement is not None:
                messages.success(request, _("The draft is saved. Code its positions, or send it to review."))
                return HttpResponseRedirect(change_url(statement))
    title = _("Paste a statement")
    return page.page(request, "paste", title, form=form, panel=panel, media=page.media + form.media)


def understand(form: PasteForm, data: Any) -> TurnsPanel:
    """What was understood of the words; corrections of single turns hold for the words they were made on."""
    values = form.cleaned_data
    known = values.get("labels_known", ())
    transcript = transcripts.parse(values["words"], speaker=values.get("speaker", ""), labels_known=known)
    propose(form, transcript)
    others = values.get("others") or ()
    return TurnsPanel(rows_of(transcript), data, actor=values.get("actor"), others=others, mark=mark(values["words"]))


def propose(form: PasteForm, transcript: transcripts.Transcript) -> None:
    """Fill in what the editor left empty and the text tells: title, date, language."""
    found = {
        "title": transcript.title[:1000],
        "said_on": transcript.date,
        "language": languages.guess(form.cleaned_data["words"]).replace(languages.UNKNOWN, ""),
    }
    given: Any = form.data
    data = given.copy()
    for name, value in found.items():
        if value and not str(data.get(name, "")).strip():
            data[name] = value
    form.data = data


def rows_of(transcript: transcripts.Transcript) -> list[Row]:
    """The turns of a text as the parser proposes them."""
    rows: list[Row] = []
    start = 0
    for turn in transcript.turns:
        row = Row(
            start=start, kind=turn.kind, words=turn.words, label=turn.label, gap=turn.gap, speaker=turn.speaker,
            exchange=turn.exchange, whose=OWN if turn.theirs else "", asker=turn.asker, flagged=turn.flagged,
        )  # fmt: skip
        rows.append(row)
        start += len(row.printed())
    return rows


def mark(words: str) -> str:
    """A mark of the words that corrections are made on."""
    return hashlib.sha256(words.encode()).hexdigest()[:16]


def save(form: PasteForm, panel: TurnsPanel, by: Any) -> Statement | None:
    """Record the draft; None where `recording` refused it, with the refusal in the form."""
    values = form.cleaned_data
    edition = form.values()
    edition["title"] = edition["title"] or title_of(edition)
    turns = panel.turns(voice=values["voice"])
    language = values["language"] or languages.UNKNOWN

    def verb() -> Statement:
        return recording.record(
            recording.NewStatement(
                **edition,
                texts=[recording.NewText(turns=turns, language=language)],
                tags=form.all_tags(),
                same_as=values["same_as"],
                key=str(values["key"]) if values["key"] else None,
            ),
            by=by,
        )

    try:
        with transaction.atomic():
            return done(form, verb)
    except IntegrityError:
        # The other press of a double one was quicker: its draft is this one.
        if statement := pasted_before(form):
            return statement
        raise


def pasted_before(form: PasteForm) -> Statement | None:
    """The draft that this very form has saved already."""
    key = form.cleaned_data["key"]
    return saved_before(Statement, key=key and str(key))


def title_of(edition: dict[str, Any]) -> str:
    """A title for a text without one: actor and date."""
    said = edition["said_on"]
    return f"{edition['actor']}, {dates.show(said)}" if said else str(edition["actor"])
