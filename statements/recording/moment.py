"""One clock reading a publication, in one transaction, and what follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any, TypeAlias, TypeVar

from django.contrib.auth.models import AbstractBaseUser
from django.db import transaction
from django.db.models import Model
from django.utils import timezone

from statements.models import Act, Actor, Position, SiteRevision, Statement, Tag
from statements.models.journal import new_token

Editor: TypeAlias = AbstractBaseUser | None
"""Who acts; None for the schedule and for files."""

Locked = TypeVar("Locked", bound=Model)

FOLLOWERS: tuple[str, ...] = ("statements.search.index.follow",)
"""What keeps step with the record, in the transaction of each publication: dotted paths of functions that take
a `Moment`."""


@dataclass(slots=True)
class Moment:
    """One publication: its instant, and what it touched."""

    at: datetime
    statements: set[int] = field(default_factory=set)
    pairs: set[tuple[int, int]] = field(default_factory=set)
    """(actor id, tag id) of the positions that changed."""


@contextmanager
def moment() -> Iterator[Moment]:
    """A transaction in which rows become public or cease to be.

    Publications stand in line, so that their instants have the order of their commits: no two share an
    instant, and none is later than one that is already public.
    """
    with transaction.atomic():
        revision = stand_in_line()
        now = timezone.now()
        if revision.at is not None and now <= revision.at:
            now = revision.at + timedelta(microseconds=1)
        publication = Moment(at=now)
        yield publication
        for dotted in FOLLOWERS:
            follower(dotted)(publication)
        revision.number += 1
        revision.token = new_token()
        revision.at = now
        revision.save()


def stand_in_line() -> SiteRevision:
    """Wait, in a transaction, until no other publication is under way, and let none begin before it ends.

    Who changes what stands here and publishes later in the same transaction does this before anything else:
    a publication locks its rows after this one, and the other order would wait in a circle.
    """
    SiteRevision.objects.get_or_create(pk=1)
    return SiteRevision.objects.select_for_update().get(pk=1)


def lock(row: Locked) -> Locked:
    """The row as it stands, locked until the transaction ends; its class's `DoesNotExist` where it is gone.

    Every writer locks in one order, so that no two wait in a circle: in line, a statement, a position of it.
    """
    if isinstance(row, Statement) and row.published_at is not None:
        stand_in_line()  # a correction follows, which is a publication
    if isinstance(row, Position):
        Statement.objects.select_for_update(of=("self",)).filter(positions=row.pk).first()
    rows: Any = type(row)._base_manager
    found: Locked = rows.select_for_update().get(pk=row.pk)
    return found


def follower(dotted: str) -> Callable[[Moment], None]:
    """The function a dotted path names."""
    module, name = dotted.rsplit(".", 1)
    function: Callable[[Moment], None] = getattr(import_module(module), name)
    return function


def trace(
    verb: str,
    *,
    by: Editor,
    why: str = "",
    at: datetime | None = None,
    statement: Statement | None = None,
    position: Position | None = None,
    tag: Tag | None = None,
    actor: Actor | None = None,
) -> None:
    """Leave who did what, when and why."""
    Act.objects.create(
        verb=verb,
        by_id=by.pk if by else None,
        at=at or timezone.now(),
        why=why[:500],
        statement=statement,
        position=position,
        tag=tag,
        actor=actor,
    )


def trace_many(verb: str, statement_ids: Sequence[int], *, by: Editor, why: str, at: datetime) -> None:
    """Leave the same of many statements."""
    author = by.pk if by else None
    Act.objects.bulk_create(Act(verb=verb, by_id=author, at=at, why=why[:500], statement_id=pk) for pk in statement_ids)
