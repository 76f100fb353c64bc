"""Who speaks or is spoken for."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Self

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from statements import places, slugs
from statements.addresses import address
from statements.codes import Kind
from statements.models.published import RecordQuerySet, Revised, ShownManager, Times
from statements.models.trees import Node, below_outer, with_merged, within


def known_country(code: str) -> None:
    """Refuse what is no code of ISO 3166-1 alpha-3. Errors: `ValidationError`."""
    if places.country_by_code(code) is None:
        raise ValidationError(
            _("“%(code)s” is no country's code; three capital letters of ISO 3166-1 were expected, such as FRA"),
            params={"code": code},
        )


class ActorQuerySet(models.QuerySet["Actor"]):
    """Actors; those nothing published names stay out of every public page."""

    def published(self, as_of: datetime | None = None) -> Self:
        """Actors that something published at `as_of` names, themselves, through an office or one merged into them.

        A group shows where one of its published memberships names an actor that shows.
        """
        from statements.models import Membership

        named = self.model.objects.all()._named(as_of)
        below = Q(Exists(named.filter(**below_outer())))
        merged = Q(Exists(named.filter(merged_into__isnull=False, **below_outer("merged_into__"))))
        members = Membership.objects.published(as_of).filter(group=OuterRef("pk"), actor__in=named)
        return self.filter(below | merged | Q(Exists(members)), merged_into=None)

    def _named(self, as_of: datetime | None) -> Self:
        from statements.models import Backing, Edition, Position, Turn

        # Positions first: most actors of a large record have one, found by its index. Asked for an edition of an
        # actor that has none, PostgreSQL expects to meet one soon, walks them all, and does so for each actor.
        return self.filter(
            Exists(Position.objects.published(as_of, hidden=True).filter(actor=OuterRef("pk")))
            | Exists(Edition.objects.published(as_of).filter(actor=OuterRef("pk")))
            | Exists(Turn.objects.published(as_of).filter(actor=OuterRef("pk")))
            | Exists(Backing.objects.published(as_of).filter(actor=OuterRef("pk")))
        )

    def with_offices(self, actors: Iterable[Actor], *, offices: bool = True) -> Self:
        """These actors, those merged into them and, unless `offices` is off, every body that speaks for them."""
        chosen = list(actors)
        wanted = Q(pk__in=[])
        for actor in chosen:
            wanted |= within(actor.path) if offices else Q(pk=actor.pk)
        return self.filter(pk__in=with_merged(self.model, wanted))


class Actor(Node, Revised):
    """A government, office, body, company or person. Deactivated, never deleted."""

    name = models.CharField(_("name"), max_length=500)
    slug = models.CharField(max_length=500, unique=True, editable=False)
    kind = models.CharField(_("kind"), max_length=20, choices=Kind.choices)
    country = models.CharField(
        _("country"),
        max_length=3,
        blank=True,
        validators=[known_country],
        help_text=_("ISO 3166-1 alpha-3, such as FRA"),
    )
    wikidata = models.CharField(
        max_length=20,
        blank=True,
        validators=[RegexValidator(r"^Q[1-9]\d*$", _("Q and digits, such as Q142"))],
    )
    invented = models.BooleanField(
        _("invented"), default=False, help_text=_("Not a real actor: every page and file says so.")
    )
    active = models.BooleanField(_("active"), default=True, help_text=_("Offered to editors in lists."))
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    merged_at = models.DateTimeField(null=True, blank=True, editable=False)
    form_key = models.UUIDField(
        null=True, unique=True, editable=False, help_text=_("of the form that added it: sent again, it adds no other")
    )
    history = HistoricalRecords(excluded_fields=["path", "form_key"])

    objects = ShownManager.from_queryset(ActorQuerySet)()

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = _("actor")
        verbose_name_plural = _("actors")
        permissions = [("merge_actor", "Can merge actors")]
        indexes = [
            models.Index(fields=["kind", "name"], name="actor_kind_name"),
            models.Index(fields=["country"], name="actor_country"),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save; a new actor gets its slug from its name."""
        if not self.slug:
            self.slug = slugs.unique(
                slugs.slugify(self.name, max_length=120),
                lambda slug: Actor.objects.filter(slug=slug).exists(),
            )
        super().save(*args, **kwargs)

    def get_absolute_url(self) -> str:
        """The actor's page."""
        return address("actor", self.slug)


class ActorName(models.Model):
    """Another name of an actor, in a language."""

    actor = models.ForeignKey(Actor, models.CASCADE, related_name="names")
    name = models.CharField(_("name"), max_length=500, db_index=True)
    language = models.CharField(_("language"), max_length=35, help_text=_("BCP 47, such as ar or zh-Hans"))

    class Meta:
        ordering = ["actor", "language", "name"]
        verbose_name = _("name")
        verbose_name_plural = _("names")
        constraints = [
            models.UniqueConstraint(fields=["actor", "name", "language"], name="actor_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(RecordQuerySet["Membership"]):
    """Memberships, which belong to no statement."""

    statement = None

    def shown(self, as_of: datetime | None = None) -> Self:
        """Those public at `as_of` whose member and group both show, or what they were merged into does."""
        public = Actor.objects.published(as_of)
        now = {f"{end}_now": Coalesce(f"{end}__merged_into_id", f"{end}_id") for end in ("actor", "group")}
        found: Self = self.published(as_of).alias(**now).filter(actor_now__in=public, group_now__in=public)
        return found.select_related("actor__merged_into", "group__merged_into")


class Membership(Times):
    """An actor in a group, dated; membership selects actors and never makes positions.

    A head of government is a person's membership in a country with the role head-of-government.
    """

    actor = models.ForeignKey(Actor, models.PROTECT, related_name="memberships", verbose_name=_("actor"))
    group = models.ForeignKey(Actor, models.PROTECT, related_name="members", verbose_name=_("group"))
    role = models.CharField(_("role"), max_length=200, blank=True)
    since = models.CharField(_("since"), max_length=40, blank=True, help_text=_("year, month or day"))
    until = models.CharField(_("until"), max_length=40, blank=True, help_text=_("year, month or day"))

    objects = MembershipQuerySet.as_manager()

    class Meta:
        ordering = ["group", "actor", "since", "pk"]
        verbose_name = _("membership")
        verbose_name_plural = _("memberships")

    def __str__(self) -> str:
        return f"{self.actor} – {self.group}"

    @property
    def member(self) -> Actor:
        """Who belongs to it: the actor, or the one that it was merged into."""
        return self.actor.merged_into or self.actor

    @property
    def body(self) -> Actor:
        """What is belonged to: the group, or the one that it was merged into."""
        return self.group.merged_into or self.group


class OldSlug(models.Model):
    """An address that was; it redirects to the actor or tag that has the words now."""

    kind = models.CharField(max_length=10, choices=[("actor", "actor"), ("tag", "tag")])
    slug = models.CharField(max_length=500)
    target = models.PositiveBigIntegerField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "slug"], name="old_slug_once")]

    def __str__(self) -> str:
        return self.slug
