"""What was said on one occasion: the statement, its editions, its texts and their turns."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.managers import TaggableManager

from statements.addresses import address
from statements.codes import (
    Asker,
    Authority,
    Capacity,
    Form,
    Outcome,
    StatementStatus,
    TurnKind,
    Voice,
)
from statements.models.actors import Actor
from statements.models.published import AtLast, InsertOnly, RecordQuerySet, Revised, Times, public
from statements.models.tags import Tag, TaggedStatement


def random_key() -> str:
    """The key of a statement that no file named."""
    return str(uuid.uuid4())


class EditionFields(models.Model):
    """What the site says about a statement, apart from its words and tags."""

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="%(class)ss", verbose_name=_("actor"))
    speaker = models.CharField(_("speaker"), max_length=300, blank=True, help_text=_("the person named, if any"))
    role = models.CharField(_("role"), max_length=300, blank=True, help_text=_("as printed"))
    form = models.CharField(_("form"), max_length=20, choices=Form.choices, default=Form.FORMAL_STATEMENT)
    title = models.CharField(_("title"), max_length=1000)
    occasion = models.CharField(_("occasion"), max_length=1000, blank=True)
    series = models.CharField(_("series"), max_length=300, blank=True)
    said_on = models.CharField(
        _("said on"),
        max_length=40,
        blank=True,
        help_text=_("a year, month, day, interval or ~ for about; empty: unknown"),
    )
    said_from = models.DateField(null=True, blank=True, editable=False)
    said_to = models.DateField(null=True, blank=True, editable=False)
    source_url = models.URLField(_("source"), max_length=2000, blank=True)
    source_dated = models.CharField(_("date the source gives"), max_length=40, blank=True)
    archive_url = models.URLField(_("archived copy"), max_length=2000, blank=True)
    rights = models.TextField(_("rights"), blank=True)

    class Meta:
        abstract = True


EDITION_FIELDS: tuple[str, ...] = (
    "actor",
    "speaker",
    "role",
    "form",
    "title",
    "occasion",
    "series",
    "said_on",
    "source_url",
    "source_dated",
    "archive_url",
    "rights",
)
"""What an editor gives for an edition; `said_from` and `said_to` follow from `said_on`, tags stand beside."""


class Batch(models.Model):
    """One import: which files, by whom, when."""

    source = models.CharField(max_length=1000)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.source}, {self.at:%Y-%m-%d %H:%M}"


class StatementQuerySet(models.QuerySet["Statement"]):
    """Statements, by the copy of their current edition."""

    def published(self, as_of: datetime | None = None) -> Self:
        """Statements public at `as_of`; what their edition said then stands in `Edition.published(as_of)`."""
        return self.filter(public(as_of))

    def withdrawn(self, as_of: datetime | None = None) -> Self:
        """Statements withdrawn since they stood at `as_of`: only id, date and reason may be shown."""
        condition = Q(status=StatementStatus.WITHDRAWN)
        if as_of is not None:
            condition &= Q(published_at__lte=as_of)
        return self.filter(condition)

    def by(self, actors: Iterable[Actor], *, offices: bool = True) -> Self:
        """Statements of these actors, with those that speak for them."""
        return self.filter(actor__in=Actor.objects.with_offices(actors, offices=offices))

    def on(self, tags: Iterable[Tag], *, subtags: bool = True) -> Self:
        """Statements with any of these tags, as a tag of theirs or of a published position."""
        from statements.models import Position

        wanted = Tag.objects.with_subtags(tags, subtags=subtags)
        return self.filter(
            Q(pk__in=TaggedStatement.objects.filter(tag__in=wanted).values("content_object"))
            | Q(pk__in=Position.objects.published().filter(tag__in=wanted).values("statement"))
        )

    def between(self, since: date | None, until: date | None) -> Self:
        """Statements whose date may fall in the period; those without a date fall in none that is given."""
        condition = Q()
        if since is not None:
            condition &= Q(said_to__gte=since)
        if until is not None:
            condition &= Q(said_from__lte=until)
        return self.filter(condition)

    def newest_first(self) -> Self:
        """By date said, the undated last."""
        return self.order_by(F("said_to").desc(nulls_last=True), F("said_from").desc(nulls_last=True), "-pk")

    def oldest_first(self) -> Self:
        """By date said, the undated last."""
        return self.order_by(F("said_from").asc(nulls_last=True), F("said_to").asc(nulls_last=True), "pk")


class Statement(EditionFields, Revised):
    """One public utterance on one occasion, with a copy of its current edition for fast lists."""

    key = models.CharField(_("key"), max_length=300, unique=True, default=random_key)
    slug = models.CharField(max_length=200, blank=True, editable=False)
    same_as = models.CharField(
        _("same as"),
        max_length=300,
        blank=True,
        db_index=True,
        help_text=_("statements with the same value are one utterance in several languages"),
    )
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, blank=True, related_name="statements", editable=False)
    import_hash = models.CharField(max_length=64, blank=True, editable=False)
    import_revision = models.PositiveIntegerField(null=True, blank=True, editable=False)
    language = models.CharField(
        _("language"),
        max_length=35,
        default="und",
        help_text=_("of the original, BCP 47, such as ar or zh-Hans"),
    )
    voice = models.CharField(
        _("said by"),
        max_length=20,
        choices=Voice.choices,
        null=True,
        blank=True,
        help_text=_("of the actor's first turn"),
    )
    status = models.CharField(
        max_length=10, choices=StatementStatus.choices, default=StatementStatus.DRAFT, editable=False
    )
    publish_at = models.DateTimeField(null=True, blank=True, editable=False)
    published_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_at = models.DateTimeField(null=True, blank=True, editable=False)
    withdrawn_reason = models.CharField(max_length=500, blank=True, editable=False)
    tags = TaggableManager(through=TaggedStatement, blank=True, verbose_name=_("tags"))
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    objects = StatementQuerySet.as_manager()

    class Meta:
        verbose_name = _("statement")
        verbose_name_plural = _("statements")
        permissions = [("publish_statement", "Can review, publish, correct, hide and withdraw")]
        indexes = [
            models.Index(fields=["status", "-said_to", "-said_from", "-id"], name="statement_newest"),
            models.Index(fields=["status", "said_from", "said_to", "id"], name="statement_oldest"),
            models.Index(fields=["status", "actor", "-said_to"], name="statement_actor"),
            models.Index(fields=["status", "form"], name="statement_form"),
            models.Index(fields=["status", "language"], name="statement_language"),
            models.Index(fields=["status", "voice"], name="statement_voice"),
            models.Index(fields=["publish_at"], name="statement_due", condition=Q(status="scheduled")),
            models.Index(fields=["-published_at", "-id"], name="statement_published"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(said_to__gte=F("said_from")) | Q(said_to__isnull=True),
                name="statement_said_in_order",
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["published", "withdrawn"]) | Q(published_at__isnull=False),
                name="statement_published_since",
            ),
            models.CheckConstraint(
                condition=~Q(status="withdrawn") | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_reason="")),
                name="statement_withdrawn_why",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        """The statement's page."""
        return address("statement", self.pk, self.slug or "x")


Statement._meta.get_field("status").register_lookup(AtLast)


class EditionQuerySet(RecordQuerySet["Edition"]):
    """Versions of what the site says about statements."""

    def by(self, actors: Iterable[Actor], *, offices: bool = True) -> Self:
        """Editions of these actors, with those that speak for them."""
        return self.filter(actor__in=Actor.objects.with_offices(actors, offices=offices))

    def newest_first(self) -> Self:
        """By date said, the undated last."""
        return self.order_by(F("said_to").desc(nulls_last=True), F("said_from").desc(nulls_last=True), "-statement_id")


class Edition(EditionFields, Times):
    """What the site says about a statement, version by version."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="editions")
    number = models.PositiveSmallIntegerField(default=1)
    tags = models.ManyToManyField(Tag, blank=True, related_name="editions", verbose_name=_("tags"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    history = HistoricalRecords(m2m_fields=[tags])

    objects = EditionQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "number"]
        indexes = [
            models.Index(fields=["actor", "-said_to"], name="edition_actor"),
            models.Index(fields=["recorded_at"], name="edition_recorded"),
            models.Index(fields=["number"], name="edition_number"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["statement", "number"], name="edition_number_once"),
            models.UniqueConstraint(
                fields=["statement"],
                condition=Q(recorded_at__isnull=False, superseded_at__isnull=True),
                name="edition_current_once",
            ),
            models.CheckConstraint(
                condition=Q(said_to__gte=F("said_from")) | Q(said_to__isnull=True),
                name="edition_said_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.number})"


class BackingQuerySet(RecordQuerySet["Backing"]):
    """Who stands behind statements."""


class Backing(Times):
    """An actor that signs, aligns itself with, or dissociates itself from another's statement."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="backings")
    actor = models.ForeignKey(Actor, models.PROTECT, related_name="backings", verbose_name=_("actor"))
    capacity = models.CharField(_("capacity"), max_length=20, choices=Capacity.choices)
    except_tags = models.ManyToManyField(
        Tag,
        blank=True,
        related_name="+",
        verbose_name=_("except on"),
        help_text=_("tags on which it does not follow, or, where it dissociates itself, on which it does so"),
    )
    evidence = models.TextField(_("evidence"), blank=True)

    objects = BackingQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "pk"]
        verbose_name = _("backing")
        verbose_name_plural = _("backings")
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "actor", "capacity"],
                condition=Q(superseded_at__isnull=True),
                name="backing_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_capacity_display()}"


class TextQuerySet(RecordQuerySet["Text"]):
    """Versions of statements' words."""

    def newest(self) -> Self:
        """The version an editor works on: the one no other has superseded."""
        return self.filter(superseded_at__isnull=True).order_by("number", "-pk")


class Text(Times):
    """A version of a statement's words in one language: the concatenation of its turns' label, words and gap."""

    statement = models.ForeignKey(Statement, models.PROTECT, related_name="texts")
    number = models.PositiveSmallIntegerField(default=1, help_text=_("1 is the original; a successor keeps it"))
    language = models.CharField(_("language"), max_length=35, default="und")
    authority = models.CharField(_("authority"), max_length=20, choices=Authority.choices, default=Authority.ORIGINAL)
    translator = models.CharField(_("translator"), max_length=300, blank=True)
    source_url = models.URLField(_("source"), max_length=2000, blank=True)
    sha256 = models.CharField(max_length=64, editable=False)
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    replaces = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="replaced_by", editable=False
    )
    history = HistoricalRecords()

    objects = TextQuerySet.as_manager()

    class Meta:
        ordering = ["statement", "number", "pk"]
        verbose_name = _("text")
        verbose_name_plural = _("texts")
        indexes = [
            models.Index(fields=["sha256"], name="text_sha256"),
            models.Index(fields=["recorded_at"], name="text_corrected", condition=Q(replaces__isnull=False)),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["statement", "number"],
                condition=Q(recorded_at__isnull=False, superseded_at__isnull=True),
                name="text_current_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id}/{self.number} {self.language}"


class TurnQuerySet(RecordQuerySet["Turn"]):
    """Turns, which are public as their text is."""

    stamped = "text__"
    statement = "text__statement__"


class Turn(InsertOnly):
    """A stretch of a text by one speaker. `actor` says whose words they are; a question is nobody's."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="turns")
    order = models.PositiveIntegerField()
    exchange = models.PositiveIntegerField(null=True, blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=TurnKind.choices)
    actor = models.ForeignKey(
        Actor, models.PROTECT, null=True, blank=True, related_name="turns", verbose_name=_("whose words")
    )
    voice = models.CharField(_("said by"), max_length=20, choices=Voice.choices, null=True, blank=True)
    asker = models.CharField(_("asked by"), max_length=10, choices=Asker.choices, null=True, blank=True)
    speaker = models.CharField(_("speaker"), max_length=300, blank=True)
    label = models.TextField(_("label"), blank=True)
    gap = models.TextField(blank=True)
    words = models.TextField(_("words"))
    history = HistoricalRecords()

    objects = TurnQuerySet.as_manager()

    class Meta:
        ordering = ["text", "order"]
        verbose_name = _("turn")
        verbose_name_plural = _("turns")
        indexes = [models.Index(fields=["actor", "text"], name="turn_actor_text")]
        constraints = [
            models.UniqueConstraint(fields=["text", "order"], name="turn_order_once"),
            models.CheckConstraint(
                condition=Q(actor__isnull=True) | Q(kind__in=["answer", "speech"]),
                name="turn_question_is_nobodys",
            ),
            models.CheckConstraint(condition=Q(asker__isnull=True) | Q(kind="question"), name="turn_asker_of_question"),
        ]

    def __str__(self) -> str:
        return f"{self.order} {self.kind}"

    def printed(self) -> str:
        """The turn as it stands in its text."""
        return self.label + self.words + self.gap


class AnswerReadingQuerySet(RecordQuerySet["AnswerReading"]):
    """Readings of answers, public with their statement."""

    statement = "turn__text__statement__"


class AnswerReading(Times):
    """What an answer does with its question, as an editor reads it."""

    turn = models.ForeignKey(Turn, models.PROTECT, related_name="answer_readings")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome.choices)

    objects = AnswerReadingQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["turn"], condition=Q(superseded_at__isnull=True), name="answer_reading_current_once"
            ),
        ]

    def __str__(self) -> str:
        return self.get_outcome_display()


def edition_values(source: EditionFields) -> dict[str, Any]:
    """The edition's values as keyword arguments, bounds of the date included."""
    return {name: getattr(source, name) for name in (*EDITION_FIELDS, "said_from", "said_to")}
