"""The words of a recorded statement, and whose they are: changed in a draft, corrected where they are public."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from statements import languages, recording, transcripts
from statements.admin.actors import change_url
from statements.admin.choosing import in_lines
from statements.admin.edition_forms import WordsForm
from statements.admin.house import PUBLISH, RecordAdmin, demand, done, editor, locking, sent
from statements.admin.pasting import SAVE, mark, rows_of
from statements.admin.turns_panel import TurnsPanel
from statements.admin.understood import OWN, Row, as_lines, carried_over, packed, unpacked
from statements.codes import Authority, StatementStatus
from statements.models import Actor, Statement, Text

FINAL = (StatementStatus.WITHDRAWN,)


class TextForm(WordsForm):
    """The words of one text of a statement; of a new translation where the statement has no text of the number."""

    def __init__(self, data: Any, statement: Statement, number: int) -> None:
        super().__init__(data)
        self.statement, self.number = statement, number
        self.public = statement.status == StatementStatus.PUBLISHED
        original = number == 1
        authorities = [choice for choice in Authority.choices if (choice[0] == Authority.ORIGINAL) == original]
        self.fields["authority"].choices = authorities  # type: ignore[attr-defined]
        if not self.public:
            del self.fields["reason"]
        else:
            self.fields["reason"].required = True
        self.lock_on(statement)

    def parsed(self, words: str) -> transcripts.Transcript:
        """What the parser understands of other words."""
        known = self.cleaned_data.get("labels_known", ())
        return transcripts.parse(words, speaker=self.statement.speaker, labels_known=known)

    @property
    def words_loaded(self) -> str:
        """The words that stand now."""
        text = text_of(self.statement, self.number)
        return "".join(row.printed() for row in recorded_rows(text, self.statement.actor)) if text else ""

    def standing(self, row: Statement) -> dict[str, Any]:
        """The text as it stands; nothing for a new one."""
        text = text_of(row, self.number)
        if text is None:
            return {"words": "", "language": "", "translator": "", "source_url": ""}
        rows = recorded_rows(text, row.actor)
        return {
            "words": "".join(each.printed() for each in rows),
            "language": text.language,
            "authority": text.authority,
            "translator": text.translator,
            "source_url": text.source_url,
            "others": in_lines(Actor.objects.filter(pk__in={each.whose for each in rows} - {"", OWN})),
            "loaded_rows": packed(rows),
        }

    def shown_as(self, name: str, value: Any) -> str:
        """A field's value for a person: how the turns are read, a line each."""
        if name == "loaded_rows":
            return as_lines(unpacked(self.words_loaded, value or ""))
        return super().shown_as(name, value)


def text_of(statement: Statement, number: int) -> Text | None:
    """The newest version of a statement's text of this number."""
    return statement.texts.newest().filter(number=number).first()


def recorded_rows(text: Text, actor: Actor) -> list[Row]:
    """The turns of a text as they are recorded."""
    rows: list[Row] = []
    start = 0
    for turn in text.turns.order_by("order"):
        whose = "" if turn.actor_id is None else OWN if turn.actor_id == actor.pk else str(turn.actor_id)
        row = Row(
            start=start, kind=turn.kind, words=turn.words, label=turn.label, gap=turn.gap, speaker=turn.speaker,
            exchange=turn.exchange, whose=whose, voice=turn.voice or "", asker=turn.asker or "", settled=True,
        )  # fmt: skip
        rows.append(row)
        start += len(row.printed())
    return rows


def words(page: RecordAdmin, request: HttpRequest, statement: Statement, number: int) -> HttpResponse:
    """The screen: the words and how each turn is read."""
    page.demand_change(request, statement)
    if statement.status in FINAL or not 1 <= number <= statement.texts.newest().count() + 1:
        raise Http404
    if statement.status == StatementStatus.PUBLISHED:
        demand(request, PUBLISH)
    with locking(request):
        form = TextForm(sent(request), statement, number)
        valid = request.method == "POST" and form.is_valid()
        panel = understand(form, request.POST)
        if valid and panel and panel.valid and SAVE in request.POST and save(request, form, panel):
            return HttpResponseRedirect(change_url(statement))
    title = _("Words and whose they are") if text_of(statement, number) else _("Add a translation")
    context = {"form": form, "panel": panel, "original": statement, "media": page.media + form.media}
    return page.page(request, "words", title, **context)


def understand(form: TextForm, data: Any) -> TurnsPanel | None:
    """The recorded turns; for other words those of the parser, read as the recorded ones were where they are alike."""
    text = text_of(form.statement, form.number)
    old = recorded_rows(text, form.statement.actor) if text else []
    recorded = "".join(row.printed() for row in old)
    given = form["words"].value() if form.differences else form.cleaned_data.get("words") if form.is_bound else recorded
    if not given:
        return None
    seen: list[Row] = []
    base = old
    if given == recorded:
        seen = unpacked(given, str(data.get("loaded_rows", "")))
    else:
        base = carried_over(old, rows_of(form.parsed(given)))
    chosen = form.cleaned_data.get("others") if form.is_bound else None
    named = Actor.objects.filter(pk__in=[row.whose for row in old if row.whose.isdigit()])
    others = [*(chosen or ()), *named]
    return TurnsPanel(base, data, actor=form.statement.actor, others=others, mark=mark(given), seen=seen)


def save(request: HttpRequest, form: TextForm, panel: TurnsPanel) -> bool:
    """Write the text; whether `recording` took it."""
    values = form.cleaned_data
    new = recording.NewText(
        turns=panel.turns(voice=values["voice"]),
        language=values["language"] or languages.guess(values["words"]),
        authority=values["authority"],
        translator=values["translator"],
        source_url=values["source_url"],
    )
    texts = {form.number: new}

    def verb() -> Any:
        if form.public:
            return recording.correct(form.statement, by=editor(request), reason=values["reason"], texts=texts)
        return recording.edit_draft(form.statement, by=editor(request), texts=texts)

    outcome = done(form, verb)
    if outcome is None:
        return False
    tell_correction(request, outcome)
    return True


def tell_correction(request: HttpRequest, outcome: Any) -> None:
    """Say what a correction did to the positions."""
    messages.success(request, _("Saved."))
    if not isinstance(outcome, recording.Correction):
        return
    if outcome.moved:
        lines = ", ".join(f"p{line}" for line in outcome.moved)
        messages.info(request, _("Their quotes were found again exactly: %(lines)s.") % {"lines": lines})
    for line, why in (outcome.hidden | outcome.drafts).items():
        messages.warning(request, _("Position p%(line)s waits to be read again: %(why)s") % {"line": line, "why": why})
