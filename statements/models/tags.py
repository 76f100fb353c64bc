"""The subject tree: propositions that can be supported or opposed, and topics."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import Exists, F, FilteredRelation, OuterRef, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from taggit.models import ItemBase, TagBase

from statements import slugs
from statements.addresses import address
from statements.codes import About
from statements.models.published import InsertOnly, RecordQuerySet, Revised, ShownManager, Times, standing
from statements.models.trees import Node, below_outer, with_merged, within


class TagQuerySet(models.QuerySet["Tag"]):
    """Tags; those nothing published names stay out of every public page."""

    def published(self, as_of: datetime | None = None) -> Self:
        """Tags that something published at `as_of` names, themselves, through a descendant or one merged into them."""
        from statements.models import Backing, Edition, Position

        # In two steps: asked for the editions of each tag in one, SQLite would walk all statements for them.
        public = Edition.objects.published(as_of).filter(pk=OuterRef("edition"))
        tied = Edition.tags.through._base_manager.filter(Exists(public), tag=OuterRef("pk"))
        coded = Position.objects.published(as_of, hidden=True).filter(tag=OuterRef("pk"))
        backing = Backing.objects.published(as_of).filter(pk=OuterRef("backing"))
        excepted = Backing.except_tags.through._base_manager.filter(Exists(backing), tag=OuterRef("pk"))
        named = self.model.objects.filter(Exists(tied) | Exists(coded) | Exists(excepted))
        below = Q(Exists(named.filter(**below_outer())))
        merged = Q(Exists(named.filter(merged_into__isnull=False, **below_outer("merged_into__"))))
        return self.filter(below | merged, merged_into=None)

    def with_subtags(self, tags: Iterable[Tag], *, subtags: bool = True) -> Self:
        """These tags, those merged into them and, unless `subtags` is off, every tag below them.

        For browsing and filters only: a stance belongs to its own proposition and never folds into a parent's.
        """
        wanted = Q(pk__in=[])
        for tag in tags:
            wanted |= within(tag.path) if subtags else Q(pk=tag.pk)
        return self.filter(pk__in=with_merged(self.model, wanted))

    def with_proposition(self, as_of: datetime | None = None) -> Self:
        """With `proposition_words`, `proposition_number` and `proposition_pk` as of `as_of`; all None for a topic."""
        standing_one = FilteredRelation("propositions", condition=standing(as_of, "propositions__"))
        return self.annotate(current=standing_one).annotate(
            proposition_words=F("current__words"),
            proposition_number=F("current__number"),
            proposition_pk=F("current__pk"),
        )


class Tag(TagBase, Node, Revised):
    """A node of the subject tree; with a proposition it can carry stances, without it is a topic."""

    name = models.CharField(_("name"), max_length=500, unique=True)
    slug = models.CharField(max_length=500, unique=True, editable=False)
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    form_key = models.UUIDField(
        null=True, unique=True, editable=False, help_text=_("of the form that added it: sent again, it adds no other")
    )
    history = HistoricalRecords(excluded_fields=["path", "form_key"])

    objects = ShownManager.from_queryset(TagQuerySet)()

    class Meta:
        ordering = ["name"]
        verbose_name = _("tag")
        verbose_name_plural = _("tags")
        permissions = [("arrange_tag", "Can move tags in their tree and merge them")]

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new tag gets its slug from its name, whatever the script."""
        if not self.slug:
            self.slug = slugs.unique(
                slugs.slugify(self.name, max_length=120), lambda slug: Tag.objects.filter(slug=slug).exists()
            )
        # TagBase.save would choose a slug of its own, ASCII only.
        Node.save(self, *args, **kwargs)

    def get_absolute_url(self) -> str:
        """The tag's page."""
        return address("tag", self.slug)


class TagName(models.Model):
    """Another name of a tag, in a language."""

    tag = models.ForeignKey(Tag, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=500)
    language = models.CharField(_("language"), max_length=35, help_text=_("BCP 47, such as ar or zh-Hans"))

    class Meta:
        ordering = ["tag", "language", "name"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [models.UniqueConstraint(fields=["tag", "name", "language"], name="tag_name_once")]

    def __str__(self) -> str:
        return self.name


class TaggedStatement(ItemBase):
    """The tags of a statement's current edition, as django-taggit keeps them."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="tagged_statements")
    content_object = models.ForeignKey("statements.Statement", models.CASCADE, related_name="tagged_items")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["content_object", "tag"], name="tagged_statement_once")]


class PropositionQuerySet(RecordQuerySet["Proposition"]):
    """Propositions, which belong to no statement; public once something published names their tag."""

    statement = None


class Proposition(Times):
    """One version of the sentence a tag's stances are about; a change of words makes the next version."""

    tag = models.ForeignKey(Tag, models.PROTECT, related_name="propositions")
    number = models.PositiveSmallIntegerField(default=1)
    words = models.TextField(
        _("proposition"),
        help_text=_("One positive, single-issue, declarative sentence one can support or oppose."),
    )
    about = models.CharField(_("about"), max_length=10, choices=About.choices, default=About.SHOULD)
    scope_note = models.TextField(_("scope note"), blank=True, help_text=_("What belongs here, and what does not."))
    examples = models.JSONField(_("examples"), default=dict, blank=True, help_text=_("stance code to example"))
    reason = models.CharField(_("reason"), max_length=500, blank=True)
    history = HistoricalRecords()

    objects = PropositionQuerySet.as_manager()

    class Meta:
        ordering = ["tag", "number"]
        verbose_name = _("proposition")
        verbose_name_plural = _("propositions")
        constraints = [
            models.UniqueConstraint(fields=["tag", "number"], name="proposition_number_once"),
            models.UniqueConstraint(
                fields=["tag"],
                condition=Q(recorded_at__isnull=False, superseded_at__isnull=True),
                name="proposition_current_once",
            ),
        ]

    def __str__(self) -> str:
        return self.words


class PropositionTextQuerySet(RecordQuerySet["PropositionText"]):
    """Translations of propositions."""

    stamped = "proposition__"
    statement = None


class PropositionText(InsertOnly):
    """A proposition's words in another language."""

    proposition = models.ForeignKey(Proposition, models.CASCADE, related_name="translations")
    language = models.CharField(_("language"), max_length=35, help_text=_("BCP 47, such as ar or zh-Hans"))
    words = models.TextField(_("words"))

    objects = PropositionTextQuerySet.as_manager()

    class Meta:
        ordering = ["proposition", "language"]
        constraints = [
            models.UniqueConstraint(fields=["proposition", "language"], name="proposition_text_once"),
        ]

    def __str__(self) -> str:
        return self.words
