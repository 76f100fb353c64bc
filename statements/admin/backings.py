"""Who stands behind a statement: entered row by row in a draft, corrected with a reason where it is public."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.forms import BaseFormSet, formset_factory
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import recording
from statements.admin.actors import change_url
from statements.admin.choosing import NodeField, NodesField, references
from statements.admin.coding import MORE, SAVE, quiet
from statements.admin.edition_forms import LineField, ProseField
from statements.admin.house import PUBLISH, RecordAdmin, demand, done, editor, locking, sent
from statements.admin.locking import LockedForm
from statements.admin.turns_panel import number
from statements.admin.words import FINAL, tell_correction
from statements.codes import Capacity, StatementStatus
from statements.models import Actor, Backing, Statement, Tag

if TYPE_CHECKING:
    BackingForms = BaseFormSet["BackingForm"]
else:
    BackingForms = BaseFormSet

EMPTY_ROWS = 3
MOST_ROWS = 500


class BackingForm(forms.Form):
    """One actor that stands behind the statement, or dissociates itself from it."""

    actor = NodeField(Actor, required=False, label=_("actor"))
    capacity = forms.ChoiceField(choices=Capacity.choices, initial=Capacity.SIGNS, label=_("capacity"))
    except_tags = NodesField(
        Tag,
        label=_("except on"),
        help_text=_(
            "tags on which it does not follow or, where it dissociates itself, on which it does so; one a line"
        ),
    )
    evidence = ProseField(rows=2, label=_("evidence"), help_text=_("where that is written"))

    use_required_attribute = False

    def clean(self) -> dict[str, Any]:
        """Ask for the actor of a new row; of a row that stands, an emptied one takes it away."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        typed = values.get("except_tags") or values.get("evidence")
        if self.empty_permitted and typed and not values.get("actor") and "actor" not in self.errors:
            self.add_error("actor", _now("Who stands behind it was expected"))
        return values

    def backing(self) -> recording.NewBacking:
        """The backing, for `recording`."""
        return recording.NewBacking(**{name: self.cleaned_data[name] for name in self.fields})


class BaseBackings(BackingForms):
    """The rows; an emptied actor takes a backing away."""

    def backings(self) -> list[recording.NewBacking]:
        """All backings, for `recording`."""
        return [form.backing() for form in self.forms if form.cleaned_data.get("actor")]


BackingFormSet = formset_factory(
    BackingForm, formset=BaseBackings, extra=EMPTY_ROWS, max_num=MOST_ROWS, validate_max=True
)


class BackingsForm(LockedForm):
    """What holds for all rows: the reason of a correction, and what stood when the page was opened."""

    reason = LineField(required=True, max_length=500, label=_("reason"), help_text=_("readers see it"))
    loaded_backings = forms.CharField(required=False, widget=forms.HiddenInput, label=_("who stands behind it"))

    use_required_attribute = False
    elsewhere = frozenset({"loaded_backings"})

    def __init__(self, data: Any, statement: Statement) -> None:
        super().__init__(data)
        self.public = statement.status == StatementStatus.PUBLISHED
        if not self.public:
            del self.fields["reason"]
        self.rows: list[dict[str, Any]] = []
        self.lock_on(statement)

    def standing(self, row: Statement) -> dict[str, Any]:
        """The backings as they stand, a line each; `rows` are what the page's rows show of them."""
        self.rows = rows_of(row)
        return {"loaded_backings": "\n".join(map(in_a_line, self.rows))}


def rows_of(statement: Statement) -> list[dict[str, Any]]:
    """What the rows show of the backings that stand."""
    found = statement.backings.filter(superseded_at=None).select_related("actor").prefetch_related("except_tags")
    backings: list[Backing] = list(found.order_by("pk"))
    excepted = {tag.pk: tag for backing in backings for tag in backing.except_tags.all()}
    tags = dict(zip(excepted, references(list(excepted.values())), strict=True))
    actors = references([backing.actor for backing in backings])
    return [
        {
            "actor": actor,
            "capacity": backing.capacity,
            "except_tags": "\n".join(sorted(tags[tag.pk] for tag in backing.except_tags.all())),
            "evidence": backing.evidence,
        }
        for backing, actor in zip(backings, actors, strict=True)
    ]


def in_a_line(row: dict[str, Any]) -> str:
    """A row, for a person to compare."""
    line = f"{row['actor']} – {Capacity(row['capacity']).label}"
    if row["except_tags"]:
        line += _now(" (except on %(tags)s)") % {"tags": row["except_tags"].replace("\n", ", ")}
    return f"{line}: {row['evidence']}" if row["evidence"] else line


def backings(page: RecordAdmin, request: HttpRequest, statement: Statement) -> HttpResponse:
    """The screen."""
    if statement.status in FINAL:
        raise Http404
    if statement.status == StatementStatus.PUBLISHED:
        demand(request, PUBLISH)
    with locking(request):
        form, rows = forms_of(request, statement)
        # Both are asked, so that all that is wrong is told at once.
        if SAVE in request.POST and all([form.is_valid(), rows.is_valid()]):
            outcome = done(form, lambda: save(statement, form, rows, editor(request)))
            if outcome is not None:
                tell_correction(request, outcome)
                return HttpResponseRedirect(change_url(statement))
    context = {"form": form, "rows": rows, "original": statement, "media": page.media + rows.media}
    return page.page(request, "backings", _now("Who stands behind it"), **context)


def forms_of(request: HttpRequest, statement: Statement) -> tuple[BackingsForm, BaseBackings]:
    """The rows as they stand, or as they came back; with a few more where those were asked for."""
    data: Any = sent(request)
    if data is not None and MORE in data:
        data = data.copy()
        data["form-TOTAL_FORMS"] = str(number(data.get("form-TOTAL_FORMS"), least=0) + EMPTY_ROWS)
    form = BackingsForm(data, statement)
    rows: Any = BackingFormSet(data, initial=form.rows)
    if data is not None and SAVE not in data:
        quiet(form, rows)
    return form, rows


def save(statement: Statement, form: BackingsForm, rows: BaseBackings, by: Any) -> Any:
    """Write all rows. Errors: `RecordingError`."""
    if form.public:
        return recording.correct(statement, by=by, reason=form.cleaned_data["reason"], backings=rows.backings())
    return recording.edit_draft(statement, by=by, backings=rows.backings())
