"""Who did what, when and why; and the number that every publication raises."""

from __future__ import annotations

import secrets
from typing import Self

from django.conf import settings
from django.db import connection, models
from django.utils.translation import gettext_lazy as _


class Act(models.Model):
    """One act of `recording`: the trace it leaves, for editors; no public page reads it."""

    verb = models.CharField(max_length=30)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    why = models.CharField(max_length=500, blank=True)
    statement = models.ForeignKey("statements.Statement", models.SET_NULL, null=True, blank=True, related_name="acts")
    position = models.ForeignKey("statements.Position", models.SET_NULL, null=True, blank=True, related_name="acts")
    tag = models.ForeignKey("statements.Tag", models.SET_NULL, null=True, blank=True, related_name="acts")
    actor = models.ForeignKey("statements.Actor", models.SET_NULL, null=True, blank=True, related_name="acts")

    class Meta:
        ordering = ["-at", "-pk"]
        verbose_name = _("act")
        verbose_name_plural = _("acts")

    def __str__(self) -> str:
        return f"{self.verb} {self.at:%Y-%m-%d %H:%M}"


def new_token() -> str:
    """A token no earlier state of any database has."""
    return secrets.token_hex(16)


class SiteRevision(models.Model):
    """One row: the state of the public site. ETags and caches carry its token."""

    number = models.PositiveBigIntegerField(default=0)
    token = models.CharField(max_length=32, default=new_token)
    at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return str(self.number)

    @classmethod
    def current(cls) -> Self:
        """The row, unsaved where nothing was ever published; by a short way: every page that is made asks for it."""
        found = cls.objects.raw(f"SELECT id, number, token, at FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608
        return next(iter(found), None) or cls(pk=1, token="")

    @classmethod
    def current_token(cls) -> str:
        """The token of `current`, by the shortest way: every request asks for it."""
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT token FROM {cls._meta.db_table} WHERE id = 1")  # noqa: S608
            found = cursor.fetchone()
        return str(found[0]) if found else ""
