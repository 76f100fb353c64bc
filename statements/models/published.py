"""The one door to the public, and the guard that keeps published rows as they are.

A row with `+times` was public from `recorded_at` until `superseded_at` (each an instant, null: not yet).
`published(as_of)` asks that of the row and asks of its statement that it is public today: a draft has no
`recorded_at`, and a withdrawn statement shows at no instant, past ones included.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any, ClassVar, TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.lookups import Exact
from django.utils.functional import cached_property

from statements.codes import StatementStatus

Row = TypeVar("Row", bound=models.Model, covariant=True)

STAMPS = frozenset({"recorded_at", "superseded_at"})


class PublishedIsFinal(Exception):
    """Somebody tried to change or delete what was published; a correction is a successor."""


def standing(as_of: datetime | None, prefix: str = "") -> Q:
    """Rows public at the instant `as_of` (None: now) by their own two stamps; `prefix` is a path ending in `__`."""
    if as_of is None:
        return Q(**{f"{prefix}recorded_at__isnull": False, f"{prefix}superseded_at__isnull": True})
    return Q(**{f"{prefix}recorded_at__lte": as_of}) & (
        Q(**{f"{prefix}superseded_at__isnull": True}) | Q(**{f"{prefix}superseded_at__gt": as_of})
    )


class AtLast(Exact[Any]):
    """Equality with a value that nearly every row has: SQLite shall not begin a search with it.

    It would walk all public statements for the few positions, editions or turns that a page asks for: its planner
    takes half of them to be public where two statuses are in use.
    """

    lookup_name = "at_last"

    def get_rhs_op(self, connection: Any, rhs: str) -> str:
        """Like that of `exact`."""
        return f"= {rhs}"

    def as_sqlite(self, compiler: Any, connection: Any) -> tuple[str, Any]:
        """The column with a plus sign, which no index answers."""
        sql, parameters = self.as_sql(compiler, connection)
        return f"+{sql}", parameters


def public(as_of: datetime | None, prefix: str = "") -> Q:
    """Statements that are public today and were so at `as_of`; `prefix` is a path ending in `__`."""
    condition = Q(**{f"{prefix}status__at_last" if prefix else "status": StatementStatus.PUBLISHED})
    if as_of is not None:
        condition &= Q(**{f"{prefix}published_at__lte": as_of})
    return condition


class RecordQuerySet(models.QuerySet[Row]):
    """Rows that are insert-only once published.

    `stamped` is the path to the row that carries the stamps ("" for the row itself, "text__" for a turn),
    `statement` the path to its statement, None where it has none.
    """

    stamped: ClassVar[str] = ""
    statement: ClassVar[str | None] = "statement__"

    def published(self, as_of: datetime | None = None) -> Any:
        """The rows the public may see at `as_of` (an aware instant; None: now)."""
        condition = standing(as_of, self.stamped)
        if self.statement is not None:
            condition &= public(as_of, self.statement)
        return self.filter(condition)

    def ever_published(self) -> Any:
        """Rows that were public at some time and whose statement is public today: what a history may show."""
        condition = Q(**{f"{self.stamped}recorded_at__isnull": False})
        if self.statement is not None:
            condition &= public(None, self.statement)
        return self.filter(condition)

    def update(self, **values: Any) -> int:
        """Like Django's, but a published row takes only its second stamp, once."""
        changed = values.keys() - {"superseded_at"}
        recorded = self.filter(**{f"{self.stamped}recorded_at__isnull": False})
        if changed and recorded.exists():
            raise PublishedIsFinal(f"{self.model.__name__}: {', '.join(sorted(changed))} of a published row")
        if "superseded_at" in values and self.filter(superseded_at__isnull=False).exists():
            raise PublishedIsFinal(f"{self.model.__name__}: superseded_at is set once")
        return super().update(**values)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Like Django's, for drafts only."""
        if self.filter(**{f"{self.stamped}recorded_at__isnull": False}).exists():
            raise PublishedIsFinal(f"{self.model.__name__}: a published row is never deleted")
        return super().delete()


class ShownManager(models.Manager[Row]):
    """Of rows that show where something published names them.

    That condition is long: what is meant by it now is put together once, not for each query of each page.
    """

    @cached_property
    def _now(self) -> Any:
        everything: Any = self.get_queryset()
        return everything.published()

    def published(self, as_of: datetime | None = None) -> Any:
        """Like that of the rows' QuerySet."""
        everything: Any = self.get_queryset()
        return self._now.all() if as_of is None else everything.published(as_of)


class InsertOnly(models.Model):
    """A row that is final once the row carrying its stamps is recorded."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Like Django's; `PublishedIsFinal` where the row is published and more than a stamp would change.

        Nothing is added to what is published either: a passage to a reading, a turn to a text.
        """
        if self._state.adding and self._is_added_to_published():
            raise PublishedIsFinal(f"a published row takes no other {type(self).__name__}")
        if not self._state.adding and not set(kwargs.get("update_fields") or ["*"]) <= STAMPS and self._is_final():
            raise PublishedIsFinal(f"{type(self).__name__} {self.pk} is published")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Like Django's, for drafts only."""
        if self._is_final():
            raise PublishedIsFinal(f"{type(self).__name__} {self.pk} is published")
        return super().delete(*args, **kwargs)

    def _is_added_to_published(self) -> bool:
        owner = getattr(self, self._stamped().removesuffix("__"), None)
        return isinstance(owner, InsertOnly) and owner._is_final()

    def _stamped(self) -> str:
        manager: Any = type(self)._default_manager
        stamped: str = manager.none().stamped
        return stamped

    def _is_final(self) -> bool:
        manager: Any = type(self)._default_manager
        stamped = self._stamped()
        return bool(self.pk and manager.filter(pk=self.pk, **{f"{stamped}recorded_at__isnull": False}).exists())


class Times(InsertOnly):
    """`+times`: who wrote the row, when the site published it, and when a successor took its place."""

    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+", editable=False
    )
    recorded_at = models.DateTimeField(null=True, blank=True, editable=False)
    superseded_at = models.DateTimeField(null=True, blank=True, editable=False)

    class Meta:
        abstract = True


class Revised(models.Model):
    """An object two people may edit at once: the number a form loaded is compared with the number stored."""

    revision = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True
