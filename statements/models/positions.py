"""The positions taken in statements, with their evidence: the unit of every count, cell and chart."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self, cast

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from statements import addresses
from statements.codes import (
    CONDITIONAL,
    Basis,
    Commitment,
    Origin,
    PositionStatus,
    ReadOutcome,
    Relation,
    Stance,
    Voice,
)
from statements.models.actors import Actor
from statements.models.published import InsertOnly, RecordQuerySet, Revised, Times, public, standing
from statements.models.statements import Backing, Statement, Turn
from statements.models.tags import Proposition, Tag


class PositionQuerySet(RecordQuerySet["Position"]):
    """Readings, each one version of a line."""

    def published(self, as_of: datetime | None = None, *, hidden: bool = False) -> Self:
        """The readings the public may see and count at `as_of`.

        With `hidden`, also those an editor has hidden: a page may show their quote and reason, nothing counts them.
        """
        return self.of_public(as_of, hidden=hidden).filter(public(as_of, "statement__"))

    def of_public(self, as_of: datetime | None = None, *, hidden: bool = False) -> Self:
        """As `published`, of statements that are public at `as_of`: for a query that asks this of them itself."""
        statuses = [PositionStatus.PUBLISHED, PositionStatus.HIDDEN] if hidden else [PositionStatus.PUBLISHED]
        return self.filter(standing(as_of), status__in=statuses)

    def current(self) -> Self:
        """What an editor works on: published or hidden now and not replaced, whatever its statement's status."""
        return self.filter(recorded_at__isnull=False, superseded_at__isnull=True)

    def drafts(self) -> Self:
        """Versions not yet published."""
        return self.filter(recorded_at__isnull=True)

    def by(self, actors: Iterable[Actor], *, offices: bool = True) -> Self:
        """Positions of these actors, with those that speak for them."""
        return self.filter(actor__in=Actor.objects.with_offices(actors, offices=offices))

    def on(self, tags: Iterable[Tag]) -> Self:
        """Positions on exactly these tags (and those merged into them): a stance never folds into a parent's."""
        return self.filter(tag__in=Tag.objects.with_subtags(tags, subtags=False))

    def between(self, since: date | None, until: date | None) -> Self:
        """Positions whose date may fall in the period; the undated fall in none that is given."""
        condition = Q()
        if since is not None:
            condition &= Q(said_to__gte=since)
        if until is not None:
            condition &= Q(said_from__lte=until)
        return self.filter(condition)

    def on_basis(self, bases: Iterable[str]) -> Self:
        """Positions on any of these bases."""
        return self.filter(basis__in=list(bases))

    def latest_first(self) -> Self:
        """Greatest said_to, then said_from; the undated last."""
        return self.order_by(F("said_to").desc(nulls_last=True), F("said_from").desc(nulls_last=True), "-line")


class Position(Times, Revised):
    """What one actor takes on one tag in one statement on one basis; `line` is its number, `id` one version."""

    line = models.PositiveBigIntegerField(null=True, editable=False, db_index=True)
    statement = models.ForeignKey(Statement, models.PROTECT, related_name="positions", verbose_name=_("statement"))
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="positions", verbose_name=_("actor"))
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="positions", verbose_name=_("tag"))
    proposition = models.ForeignKey(Proposition, models.PROTECT, null=True, blank=True, related_name="positions")
    basis = models.CharField(_("basis"), max_length=20, choices=Basis.choices, default=Basis.SAID)
    stance = models.CharField(_("stance"), max_length=25, choices=Stance.choices, null=True, blank=True)
    word = models.CharField(_("the source's word"), max_length=300, null=True, blank=True)
    commitment = models.CharField(_("how firmly"), max_length=15, choices=Commitment.choices, null=True, blank=True)
    voice = models.CharField(_("said by"), max_length=20, choices=Voice.choices, null=True, blank=True)
    language = models.CharField(_("language"), max_length=35, default="und")
    relation = models.CharField(_("relation"), max_length=15, choices=Relation.choices, null=True, blank=True)
    relates_to = models.PositiveBigIntegerField(_("earlier position"), null=True, blank=True)
    origin = models.CharField(max_length=10, choices=Origin.choices, default=Origin.EDITOR, editable=False)
    status = models.CharField(
        max_length=10, choices=PositionStatus.choices, default=PositionStatus.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(null=True, blank=True, editable=False)
    said_on = models.CharField(max_length=40, blank=True, editable=False)
    said_from = models.DateField(null=True, blank=True, editable=False)
    said_to = models.DateField(null=True, blank=True, editable=False)
    follows = models.PositiveBigIntegerField(
        null=True,
        blank=True,
        editable=False,
        db_index=True,
        help_text=_("the line this backer's position follows"),
    )
    backing = models.ForeignKey(Backing, models.PROTECT, null=True, blank=True, related_name="+", editable=False)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    condition = models.TextField(_("condition"), blank=True, help_text=_("the words of the condition or exception"))
    summary = models.CharField(_("summary"), max_length=500, blank=True, help_text=_("one line"))
    note = models.TextField(_("note"), blank=True)
    history = HistoricalRecords()

    objects = PositionQuerySet.as_manager()

    class Meta:
        verbose_name = _("position")
        verbose_name_plural = _("positions")
        indexes = [
            models.Index(fields=["tag", "actor", "said_from"], name="position_tag_actor_said"),
            models.Index(fields=["actor", "tag", "said_from"], name="position_actor_tag_said"),
            models.Index(fields=["status", "-said_to", "-said_from", "-line"], name="position_newest"),
            models.Index(fields=["recorded_at"], name="position_recorded"),
            models.Index(fields=["recorded_at"], name="position_corrected", condition=Q(replaces__isnull=False)),
            models.Index(fields=["publish_at"], name="position_due", condition=Q(status="scheduled")),
            models.Index(
                fields=["tag", "status", "statement", "actor"],
                name="position_now",
                condition=Q(recorded_at__isnull=False, superseded_at__isnull=True),
            ),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "actor", "tag", "basis"],
                condition=Q(status="published", recorded_at__isnull=False, superseded_at__isnull=True),
                name="position_current_once",
            ),
            models.UniqueConstraint(
                fields=["line"],
                condition=Q(recorded_at__isnull=False, superseded_at__isnull=True),
                name="position_line_current_once",
            ),
            models.UniqueConstraint(
                fields=["line"], condition=Q(recorded_at__isnull=True), name="position_line_draft_once"
            ),
            models.CheckConstraint(
                condition=Q(said_to__gte=F("said_from")) | Q(said_to__isnull=True),
                name="position_said_in_order",
            ),
            models.CheckConstraint(
                condition=Q(stance__isnull=True) | Q(proposition__isnull=False),
                name="position_no_proposition_no_stance",
            ),
            models.CheckConstraint(
                condition=Q(stance__isnull=True) | ~Q(stance__in=sorted(CONDITIONAL)) | ~Q(condition=""),
                name="position_condition_in_words",
            ),
            models.CheckConstraint(
                condition=~Q(status="hidden") | Q(stance__isnull=True, word__isnull=True, summary="", condition=""),
                name="position_hidden_has_no_reading",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["published", "hidden"]) | Q(recorded_at__isnull=True),
                name="position_recorded_is_published",
            ),
        ]

    def __str__(self) -> str:
        return f"p{self.line}"

    def get_absolute_url(self) -> str:
        """The page of the quote, the same for every version of the line."""
        return addresses.of_position(cast("int", self.line))


class PassageQuerySet(RecordQuerySet["Passage"]):
    """Passages, which are public as their position is (a hidden one's quotes included)."""

    stamped = "position__"
    statement = "position__statement__"


class Passage(InsertOnly):
    """The evidence: the smallest stretch of a turn that carries the stance (offsets in code points)."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="passages")
    turn = models.ForeignKey(Turn, models.PROTECT, related_name="passages")
    start = models.PositiveIntegerField()
    end = models.PositiveIntegerField()
    stance = models.CharField(_("stance"), max_length=25, choices=Stance.choices, null=True, blank=True)
    word = models.CharField(_("the source's word"), max_length=300, null=True, blank=True)
    prefix = models.CharField(max_length=100, blank=True)
    suffix = models.CharField(max_length=100, blank=True)
    quote = models.TextField(_("quote"))
    history = HistoricalRecords()

    objects = PassageQuerySet.as_manager()

    class Meta:
        ordering = ["position", "turn", "start", "end"]
        verbose_name = _("passage")
        verbose_name_plural = _("passages")
        constraints = [
            models.UniqueConstraint(fields=["position", "turn", "start", "end"], name="passage_once"),
            models.CheckConstraint(condition=Q(end__gt=F("start")), name="passage_has_words"),
            models.CheckConstraint(condition=Q(end=F("start") + Length("quote")), name="passage_quote_fills_its_place"),
        ]

    def __str__(self) -> str:
        return self.quote


class Review(models.Model):
    """Another pair of eyes: three checks, apart; null where the reviewer did not say."""

    position = models.ForeignKey(Position, models.CASCADE, related_name="reviews")
    reviewer = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    quote_authentic = models.BooleanField(_("the quote is authentic"), null=True)
    bears_on_tag = models.BooleanField(_("it bears on the tag"), null=True)
    stance_read_right = models.BooleanField(_("the stance is read right"), null=True)
    note = models.TextField(_("note"), blank=True)
    at = models.DateTimeField()

    class Meta:
        ordering = ["position", "at"]

    def __str__(self) -> str:
        return f"{self.position} {self.at:%Y-%m-%d}"

    @property
    def passed(self) -> bool:
        """Whether all three checks came out well."""
        return bool(self.quote_authentic and self.bears_on_tag and self.stance_read_right)


class ReadQuerySet(RecordQuerySet["Read"]):
    """Read marks."""


class Read(Times):
    """An editor's "I read this statement for this tag"."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="reads")
    tag = models.ForeignKey(Tag, models.PROTECT, related_name="reads", verbose_name=_("tag"))
    outcome = models.CharField(_("outcome"), max_length=20, choices=ReadOutcome.choices)
    turn = models.ForeignKey(Turn, models.PROTECT, null=True, blank=True, related_name="+")

    objects = ReadQuerySet.as_manager()

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        indexes = [models.Index(fields=["tag", "statement"], name="read_tag_statement")]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "tag"], condition=Q(superseded_at__isnull=True), name="read_current_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tag}: {self.get_outcome_display()}"


def position_values(source: Position) -> dict[str, Any]:
    """What a successor takes over from the version before it, unless it is what changed."""
    return {
        name: getattr(source, name)
        for name in (
            "line", "statement_id", "actor_id", "tag_id", "proposition_id", "basis", "stance", "word", "commitment",
            "voice", "language", "relation", "relates_to", "origin", "said_on", "said_from", "said_to", "follows",
            "backing_id", "condition", "summary", "note",
        )
    }  # fmt: skip
