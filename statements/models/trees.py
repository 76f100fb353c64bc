"""Trees kept as a path of zero-padded ids, digits only, so that a subtree is a range in every collation."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import OuterRef, Q, Value
from django.db.models.functions import Concat
from django.utils.translation import gettext_lazy as _

WIDTH = 9


def step(pk: int) -> str:
    """The part of a path that stands for one node."""
    return f"{pk:0{WIDTH}d}"


def path_end(path: str) -> str:
    """The first path after the subtree of `path`: its last id plus one."""
    return path[:-WIDTH] + step(int(path[-WIDTH:]) + 1)


def within(path: str, prefix: str = "") -> Q:
    """The node of `path` and its descendants; `prefix` is a relation's path ending in `__`."""
    return Q(**{f"{prefix}path__gte": path, f"{prefix}path__lt": path_end(path)})


def below_outer(prefix: str = "") -> dict[str, Any]:
    """For a subquery: its nodes, reached by `prefix`, that are the outer query's node or stand below it."""
    after = Concat(OuterRef("path"), Value("9" * WIDTH))
    return {f"{prefix}path__gte": OuterRef("path"), f"{prefix}path__lt": after}


def with_merged(model: Any, wanted: Q) -> Any:
    """The ids of the nodes that are wanted and of those merged into them, for `filter(pk__in=...)`.

    Not as one condition with OR: PostgreSQL would take half of all nodes to meet it, and walk what hangs on them.
    """
    heads = model._base_manager.filter(wanted).order_by()
    merged = model._base_manager.filter(merged_into__in=heads).order_by()
    return heads.values("pk").union(merged.values("pk"), all=True)


class Node(models.Model):
    """A node of a tree; `path` follows from `parent` and is written here and by `recording` only."""

    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="children", verbose_name=_("parent")
    )
    path = models.CharField(max_length=600, editable=False, db_index=True, default="")

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, and write the path of a new node; a later change of parent goes through `recording`."""
        adding = self._state.adding
        super().save(*args, **kwargs)
        if adding:
            self.path = self.path_under(self.parent)
            type(self)._base_manager.filter(pk=self.pk).update(path=self.path)

    def path_under(self, parent: Self | None) -> str:
        """The path this node has under `parent` (None: as a root)."""
        return (parent.path if parent else "") + step(self.pk)

    def ancestor_ids(self) -> list[int]:
        """The ids above this node, root first."""
        return [int(self.path[at : at + WIDTH]) for at in range(0, len(self.path) - WIDTH, WIDTH)]
