"""A position and the passages it rests on, as an editor codes them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms import BaseFormSet, formset_factory
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from statements import passages as selectors
from statements.admin.choosing import NodeField, reference
from statements.admin.edition_forms import LineField, ProseField
from statements.admin.locking import LockedForm
from statements.codes import CONDITIONAL, Basis, Commitment, Relation, Stance, Voice
from statements.models import Actor, Passage, Position, Tag, Turn
from statements.recording import NewPassage

if TYPE_CHECKING:
    PassageForms = BaseFormSet["PassageForm"]
else:
    PassageForms = BaseFormSet

MOST_PASSAGES = 40
AROUND = 60
"""Code points shown on either side of a place, where a quote stands more than once."""


def optional(choices: Sequence[tuple[str, Any]], nothing: Any) -> list[tuple[str, Any]]:
    """A list of codes with the choice of none first."""
    return [("", nothing), *choices]


def passages_of(position: Position) -> list[Passage]:
    """The passages as they stand in the text, with their turns."""
    prefetched = "passages" in getattr(position, "_prefetched_objects_cache", {})
    rows = position.passages.all() if prefetched else position.passages.select_related("turn__text", "turn__actor")
    return sorted(rows, key=lambda row: (row.turn.order, row.start))


class PassageForm(forms.Form):
    """One passage: a quote, pasted or selected, and where it stands."""

    quote = ProseField(rows=3, label=_("quote"))
    turn = forms.IntegerField(required=False, widget=forms.HiddenInput)
    start = forms.IntegerField(required=False, widget=forms.HiddenInput)
    place = forms.ChoiceField(required=False, widget=forms.RadioSelect, label=_("which of these places"))
    stance = forms.ChoiceField(
        choices=optional(Stance.choices, _("as the position")), required=False, label=_("its stance, if it differs")
    )
    word = LineField(label=_("the source's word, if it differs"))

    use_required_attribute = False

    def __init__(self, *args: Any, turns: Sequence[Turn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.turns = turns
        self.by_id = {turn.pk: turn for turn in turns}
        self._offer(str(self["quote"].data or "").replace("\r\n", "\n") if self.is_bound else "")

    def _offer(self, quote: str) -> None:
        """The places among which the editor decides, where the quote stands more than once."""
        self.places = selectors.locate_pasted([(turn.pk, turn.words) for turn in self.turns], quote)
        field: Any = self.fields["place"]
        if len(self.places) > 1:
            field.choices = [(f"{place.key}:{place.start}", self._around(place)) for place in self.places]
        else:
            del self.fields["place"]

    def _around(self, place: selectors.Place[int]) -> str:
        turn = self.by_id[place.key]
        before = turn.words[max(0, place.start - AROUND) : place.start]
        after = turn.words[place.end : place.end + AROUND]
        return f"{turn.order}: …{before}[{place.quote}]{after}…"

    def clean(self) -> dict[str, Any]:
        """Find the quote. Errors: `ValidationError` where it stands nowhere, or in several places, none chosen."""
        values: dict[str, Any] = super().clean() or self.cleaned_data
        if not values.get("quote") or "quote" in self.errors:
            return values
        if not self.places:
            raise ValidationError(
                _now(
                    "“%(quote)s” stands nowhere in words that are somebody's; a question or narration holds no passage"
                ),
                params={"quote": values["quote"][:80]},
            )
        chosen = values.get("place") or f"{values.get('turn')}:{values.get('start')}"
        matching = [place for place in self.places if f"{place.key}:{place.start}" == chosen]
        if not matching and len(self.places) > 1:
            self.add_error(
                "place", _now("The quote stands in %(count)s places; which is meant?") % {"count": len(self.places)}
            )
            return values
        values["found"] = (matching or self.places)[0]
        return values

    def passage(self) -> NewPassage:
        """The passage, for `recording`."""
        place = self.cleaned_data["found"]
        return NewPassage(
            turn=self.by_id[place.key],
            start=place.start,
            end=place.end,
            stance=self.cleaned_data["stance"] or None,
            word=self.cleaned_data["word"] or None,
        )


class BasePassages(PassageForms):
    """The passages of a position; an emptied quote takes its passage away."""

    def clean(self) -> None:
        """At least one passage, none twice."""
        if any(self.errors):
            return
        given = [form for form in self.forms if form.cleaned_data.get("quote")]
        if not given:
            raise ValidationError(_now("Paste or select at least one passage"))
        places = [(form.cleaned_data["found"].key, form.cleaned_data["found"].start) for form in given]
        if len(set(places)) < len(places):
            raise ValidationError(_now("A passage is given twice"))

    def passages(self) -> list[NewPassage]:
        """The passages, for `recording`."""
        return [form.passage() for form in self.forms if form.cleaned_data.get("quote")]


PassageFormSet = formset_factory(PassageForm, formset=BasePassages, extra=1, max_num=MOST_PASSAGES, validate_max=True)


class PositionForm(LockedForm):
    """A reading: what an actor takes on a tag, on what basis."""

    tag = NodeField(Tag, label=_("tag"))
    stance = forms.ChoiceField(
        choices=optional(Stance.choices, _("none, or as the passages")), required=False, label=_("stance")
    )
    condition = ProseField(
        rows=2,
        label=_("condition"),
        help_text=_("the words of the condition or exception; the two conditional stances need them"),
    )
    commitment = forms.ChoiceField(
        choices=optional(Commitment.choices, _("not said")), required=False, label=_("how firmly")
    )
    basis = forms.ChoiceField(choices=Basis.choices, initial=Basis.SAID, label=_("basis"))
    word = LineField(label=_("the source's word"), help_text=_("a vote, a formal reply, as printed"))
    summary = LineField(max_length=500, label=_("summary"), help_text=_("one line"))
    note = ProseField(rows=2, label=_("note"))
    voice = forms.ChoiceField(
        choices=optional(Voice.choices, _("as the first passage's turn")), required=False, label=_("said by")
    )
    actor = NodeField(Actor, required=False, label=_("actor"), help_text=_("empty: whose words the first passage is"))
    relation = forms.ChoiceField(
        choices=optional(Relation.choices, _("none")), required=False, label=_("to an earlier position")
    )
    relates_to = forms.IntegerField(
        required=False,
        min_value=1,
        max_value=2**53,
        label=_("its number"),
        help_text=_("the number in its address, such as 12"),
    )
    reason = LineField(
        max_length=500,
        label=_("reason"),
        help_text=_("needed for another stance than the passages give, and for a correction; readers see it"),
    )

    loaded_passages = forms.CharField(required=False, widget=forms.HiddenInput, label=_("passages"))

    use_required_attribute = False
    elsewhere = frozenset({"loaded_passages"})

    already: Position | None = None
    left: Sequence[tuple[str, str]] = ()
    """(field, what was typed) of a position of its own that the one that is there has otherwise: shown, not taken."""
    """The position that stood in the way of what was to be saved."""

    def __init__(self, data: Any, *, correcting: bool) -> None:
        """With `correcting` a reason must be given: the reading takes, or will take, a published one's place."""
        super().__init__(data)
        self.fields["reason"].required = correcting

    def standing(self, row: Position) -> dict[str, Any]:
        """The reading as it stands, its passages as their quotes."""
        names = (
            "stance",
            "condition",
            "commitment",
            "basis",
            "word",
            "summary",
            "note",
            "voice",
            "relation",
            "relates_to",
            "reason",
        )
        shown: dict[str, Any] = {name: getattr(row, name) for name in names} | {
            "tag": reference(row.tag),
            "actor": reference(row.actor),
        }
        rows = passages_of(row)
        shown["loaded_passages"] = " · ".join(
            " ".join(filter(None, (f"“{each.quote}”", each.get_stance_display() if each.stance else "", each.word)))
            for each in rows
        )
        return shown

    def clean(self) -> dict[str, Any]:
        """Ask for the words of a condition, and for the earlier position that is related to."""
        values = super().clean()
        if values.get("stance") in CONDITIONAL and not values.get("condition"):
            self.add_error("condition", _now("The words of the condition or exception were expected"))
        if values.get("relates_to") and not Position.objects.filter(line=values["relates_to"]).exists():
            self.add_error("relates_to", _now("No position has this number"))
        if bool(values.get("relation")) != bool(values.get("relates_to")):
            self.add_error("relates_to", _now("A relation and the number of a position go together"))
        return values

    def values(self) -> dict[str, Any]:
        """The reading, for `recording`; codes and words that were not given are null."""
        values = self.cleaned_data
        nullable = ("stance", "word", "commitment", "voice", "relation", "relates_to", "actor")
        shown = {name: values[name] or None for name in nullable}
        return shown | {name: values[name] for name in ("tag", "basis", "condition", "summary", "note", "reason")}
