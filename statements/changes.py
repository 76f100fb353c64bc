"""What was corrected or withdrawn: one list over everything that has versions.

Successors that only follow a corrected date, actor or voice ("source data") are part of that correction and
are not listed apart. A reading that was hidden shows its reason and no stance, a withdrawn statement its number,
date and reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast

from django.db.models import CharField, Count, F, Q, Value
from django.db.models.functions import ExtractYear
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from statements import dates
from statements.codes import PositionStatus
from statements.facets import Choice, Facet
from statements.models import EDITION_FIELDS, Actor, Edition, Position, Proposition, Statement, Tag, Text
from statements.recording import SOURCE_DATA


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that changed: the field's name for people, and its values before and after."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """One correction or withdrawal. `subject` is the row it is about; its type follows from `kind`."""

    kind: str
    at: datetime
    reason: str
    subject: Any
    differences: Sequence[Difference] = field(default_factory=tuple)

    @property
    def about(self) -> Any:
        """The statement, position or tag that was corrected or withdrawn."""
        if self.kind == "proposition":
            return self.subject.tag
        return self.subject.statement if self.kind in ("edition", "text") else self.subject

    @property
    def actor(self) -> Actor | None:
        """Whose statement or position it is, where it shows."""
        if self.kind == "text":
            return cast("Actor", self.subject.statement.actor)
        return cast("Actor", self.subject.actor) if self.kind in ("edition", "reading") else None

    @property
    def path(self) -> str:
        """The page of what it is about; of a withdrawn statement, that of what is left of it."""
        if self.kind == "withdrawal":
            # Its own slug is made of its title.
            return reverse("statement", args=[self.subject.pk, "x"])
        path: str = self.about.get_absolute_url()
        return path

    @property
    def heading(self) -> str:
        """What sort of change it is, in words."""
        if self.kind == "withdrawal":
            return str(_("Statement %(number)d was withdrawn") % {"number": self.subject.pk})
        taken_out = self.kind == "reading" and self.subject.status == PositionStatus.HIDDEN
        return str(_("A reading was taken out") if taken_out else _HEADINGS[self.kind])

    @property
    def name(self) -> str:
        """What it is about, by name; '' for what was withdrawn."""
        if self.kind == "reading":
            return f"{self.subject.actor}, {self.subject.tag}"
        if self.kind == "withdrawal":
            return ""
        return str(self.subject.title if self.kind == "edition" else self.about)


KINDS = {
    "edition": _("What the site says about a statement"),
    "text": _("The words of a statement, or whose they are"),
    "reading": _("A reading"),
    "proposition": _("The wording of a proposition"),
    "withdrawal": _("A statement withdrawn"),
}

_HEADINGS = KINDS | {
    "reading": _("A reading was made anew"),
    "proposition": _("A proposition was worded anew"),
}

AT_ONCE = 500
"""Changes in memory while the whole list is written to a file."""


def everything(kinds: Collection[str] = (), years: Collection[int] = (), *, oldest_first: bool = False) -> Any:
    """(`kind`, `pk`, `at`) of every change, or of those of some kinds or years; newest first unless asked."""
    arms = [rows for kind, rows in _arms().items() if not kinds or kind in kinds]
    if years:
        arms = [rows.filter(at__year__in=years) for rows in arms]
    named = [rows.values("id", "kind", "at") for rows in arms]
    order = ("at", "kind", "id") if oldest_first else ("-at", "kind", "-id")
    found: Any = named[0].union(*named[1:], all=True).order_by(*order)
    return found


def counted() -> dict[tuple[str, int], int]:
    """(kind, year) to the number of changes; one query."""
    arms = [rows.values("kind", year=ExtractYear("at")).annotate(n=Count("id")) for rows in _arms().values()]
    found = arms[0].union(*arms[1:], all=True).values_list("kind", "year", "n")
    return {(kind, year): n for kind, year, n in found}


def facets(found: Mapping[tuple[str, int], int], kinds: Collection[str], years: Collection[int]) -> list[Facet]:
    """The kinds and years with their numbers, each under the choice of the other; `found` as `counted`."""
    of_kind, of_year = Counter[str](), Counter[int]()
    for (kind, year), n in found.items():
        of_kind[kind] += n if not years or year in years else 0
        of_year[year] += n if not kinds or kind in kinds else 0
    return [
        Facet(
            "kind",
            str(_("What was changed")),
            [
                Choice(kind, str(label), of_kind[kind], kind in kinds)
                for kind, label in KINDS.items()
                if kind in of_kind
            ],
        ),
        Facet(
            "year",
            str(_("Year")),
            [
                Choice(str(year), str(year), of_year[year], year in years)
                for year in sorted({*of_year, *years}, reverse=True)
            ],
        ),
    ]


def _arms() -> dict[str, Any]:
    readings = Position.objects.ever_published().filter(replaces__isnull=False, follows__isnull=True)
    return {
        "edition": _named("edition", Edition.objects.ever_published().filter(number__gt=1), "recorded_at"),
        "text": _named("text", Text.objects.ever_published().filter(replaces__isnull=False), "recorded_at"),
        "reading": _named("reading", readings.exclude(reason=SOURCE_DATA), "recorded_at"),
        "proposition": _named("proposition", _propositions_named(), "recorded_at"),
        "withdrawal": _named("withdrawal", Statement.objects.withdrawn(), "withdrawn_at"),
    }


def _named(kind: str, rows: Any, instant: str) -> Any:
    return rows.order_by().annotate(kind=Value(kind, CharField()), at=F(instant))


def tell_all(rows: Any) -> Iterator[Change]:
    """Every change of rows of `everything`, in their order."""
    for at in range(0, rows.count(), AT_ONCE):
        yield from tell(rows[at : at + AT_ONCE])


def tell(found: Iterable[dict[str, Any]]) -> list[Change]:
    """The changes behind rows of `everything`, in their order; eight queries, fewer where a kind is not among them."""
    wanted = list(found)
    shown: dict[tuple[str, int], Change] = {}
    for kind, load in _LOADERS.items():
        ids = [row["id"] for row in wanted if row["kind"] == kind]
        for change in load(ids) if ids else ():
            shown[kind, change.subject.pk] = change
    return [shown[row["kind"], row["id"]] for row in wanted if (row["kind"], row["id"]) in shown]


def _editions(ids: Sequence[int]) -> Iterable[Change]:
    statements = Edition.objects.filter(pk__in=ids).values("statement")
    rows = Edition.objects.filter(statement__in=statements).select_related("statement", "actor")
    by_number = {(row.statement_id, row.number): row for row in rows.prefetch_related("tags")}
    chosen = set(ids)
    for row in by_number.values():
        if row.pk in chosen:
            found = differences(by_number[row.statement_id, row.number - 1], row)
            yield Change("edition", _stamp(row), row.reason, row, tuple(found))


def differences(before: Edition, after: Edition) -> Iterable[Difference]:
    """What two editions of a statement say otherwise, field by field; tags are prefetched on both."""
    for name in EDITION_FIELDS:
        former, latter = getattr(before, name), getattr(after, name)
        if former != latter:
            label = str(Edition._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Difference(label, _shown(before, name), _shown(after, name))
    former_tags, latter_tags = ({tag.name for tag in row.tags.all()} for row in (before, after))
    if former_tags != latter_tags:
        yield Difference(
            str(Edition._meta.get_field("tags").verbose_name),
            ", ".join(sorted(former_tags)),
            ", ".join(sorted(latter_tags)),
        )


def _shown(edition: Edition, name: str) -> str:
    """A field's value as a reader expects it: dates and codes in words."""
    if name == "said_on":
        return dates.show(edition.said_on)
    return edition.get_form_display() if name == "form" else str(getattr(edition, name))


def _texts(ids: Sequence[int]) -> Iterable[Change]:
    for row in Text.objects.filter(pk__in=ids).select_related("statement__actor"):
        yield Change("text", _stamp(row), row.reason, row)


def _readings(ids: Sequence[int]) -> Iterable[Change]:
    rows = Position.objects.filter(pk__in=ids).select_related("actor", "tag", "replaces", "statement")
    hidden = Position.objects.current().filter(line__in={row.line for row in rows}, status=PositionStatus.HIDDEN)
    taken_back = set(hidden.values_list("line", flat=True))
    for row in rows:
        before = row.replaces
        known = before is not None and PositionStatus.HIDDEN not in (before.status, row.status)
        known = known and row.line not in taken_back
        found = tuple(_reading(before, row)) if before is not None and known else ()
        yield Change("reading", _stamp(row), row.reason, row, found)


def _reading(before: Position, row: Position) -> Iterable[Difference]:
    for name, shown in (("stance", "get_stance_display"), ("commitment", "get_commitment_display")):
        former, latter = getattr(before, shown)(), getattr(row, shown)()
        if former != latter:
            label = str(Position._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
            yield Difference(label, str(former or ""), str(latter or ""))


def _propositions_named() -> Any:
    """Later wordings for tags that show."""
    shown = Tag.objects.published()
    return Proposition.objects.ever_published().filter(Q(tag__in=shown) | Q(tag__merged_into__in=shown), number__gt=1)


def _propositions(ids: Sequence[int]) -> Iterable[Change]:
    tags = Proposition.objects.filter(pk__in=ids).values("tag")
    rows = Proposition.objects.filter(tag__in=tags).select_related("tag")
    by_number = {(row.tag_id, row.number): row for row in rows}
    chosen = set(ids)
    label = str(Proposition._meta.get_field("words").verbose_name)
    for row in by_number.values():
        if row.pk in chosen:
            former = by_number[row.tag_id, row.number - 1]
            found = (Difference(label, former.words, row.words),) if former.words != row.words else ()
            yield Change("proposition", _stamp(row), row.reason, row, found)


def _withdrawals(ids: Sequence[int]) -> Iterable[Change]:
    for row in Statement.objects.withdrawn().filter(pk__in=ids).only("withdrawn_at", "withdrawn_reason", "status"):
        if row.withdrawn_at is not None:
            yield Change("withdrawal", row.withdrawn_at, row.withdrawn_reason, row)


def _stamp(row: Edition | Text | Position | Proposition) -> datetime:
    if row.recorded_at is None:
        raise ValueError(f"{row!r} was never published")
    return row.recorded_at


_LOADERS = {
    "edition": _editions,
    "text": _texts,
    "reading": _readings,
    "proposition": _propositions,
    "withdrawal": _withdrawals,
}
