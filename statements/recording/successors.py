"""The next version of a line, and the lines of those who stand behind a statement, which follow its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db.models import F, Q

from statements.codes import CAPACITY_BASIS, Basis, PositionStatus
from statements.models import Backing, Passage, Position, position_values
from statements.recording.moment import Editor, Moment

LEADS = frozenset({Basis.SAID, Basis.JOINT})
"""The bases of a statement's own positions that its backers take over."""

NOT_BACKED = "the actor does not stand behind this"
"""The reason of a follower that is hidden for a corrected backing."""


def follow(leader: Position, now: Moment, *, by: Editor) -> None:
    """Give each backer the leader's position anew, on the basis of its capacity, minus the excepted tags."""
    before = {
        (row.actor_id, row.basis): row
        for row in Position.objects.current().filter(follows=leader.line).order_by("status", "-pk")
    }
    for backing in _backings_of(leader) if leader.status == PositionStatus.PUBLISHED else ():
        old = before.pop((backing.actor_id, CAPACITY_BASIS[backing.capacity]), None)
        _write_follower(leader, backing, old, now, by)
    for gone in before.values():
        if gone.status != PositionStatus.HIDDEN:
            successor(gone, now, by=by, reason=leader.reason or NOT_BACKED, status=PositionStatus.HIDDEN)


def _backings_of(leader: Position) -> list[Backing]:
    if leader.follows is not None or leader.basis not in LEADS or leader.actor_id != leader.statement.actor_id:
        return []
    backings = Backing.objects.filter(statement=leader.statement_id, superseded_at__isnull=True)
    apart = Q(capacity="dissociates") & (Q(except_tags=leader.tag_id) | Q(except_tags__isnull=True))
    dissociated = backings.filter(apart).values("actor")
    return list(
        backings.filter(capacity__in=list(CAPACITY_BASIS))
        .exclude(except_tags=leader.tag_id)
        .exclude(actor__in=dissociated)
        .exclude(actor=leader.actor_id)
    )


def _write_follower(leader: Position, backing: Backing, old: Position | None, now: Moment, by: Editor) -> None:
    values = position_values(leader) | {
        "actor_id": backing.actor_id,
        "basis": CAPACITY_BASIS[backing.capacity],
        "voice": None,
        "follows": leader.line,
        "backing_id": backing.pk,
        "line": old.line if old else None,
        "relation": None,
        "relates_to": None,
    }
    taken = Position.objects.current().filter(
        statement=leader.statement_id, actor=backing.actor_id, tag=leader.tag_id, basis=values["basis"]
    )
    if taken.exclude(follows=leader.line, follows__isnull=False).exists():
        return
    if old is not None:
        Position.objects.filter(pk=old.pk).update(superseded_at=now.at)
    row = Position.objects.create(**values, replaces=old, reason=leader.reason, created_by_id=by.pk if by else None)
    if row.line is None:
        Position.objects.filter(pk=row.pk).update(line=F("id"))
    _copy_passages(leader, row)
    Position.objects.filter(pk=row.pk).update(status=PositionStatus.PUBLISHED, recorded_at=now.at)
    now.pairs.add((backing.actor_id, leader.tag_id))


def _copy_passages(source: Position, target: Position) -> None:
    Passage.objects.bulk_create(
        Passage(
            position=target, turn_id=row.turn_id, start=row.start, end=row.end, stance=row.stance, word=row.word,
            prefix=row.prefix, suffix=row.suffix, quote=row.quote,
        )
        for row in source.passages.all()
    )  # fmt: skip


def follow_in_bulk(ids: Sequence[int], now: Moment, by: Editor) -> None:
    backed = Backing.objects.filter(statement__in=ids).values("statement")
    leaders = Position.objects.current().filter(statement__in=backed, follows__isnull=True)
    for leader in leaders.select_related("statement"):
        follow(leader, now, by=by)


def successor(
    before: Position,
    now: Moment,
    *,
    by: Editor,
    reason: str,
    status: str = PositionStatus.PUBLISHED,
    **values: Any,
) -> Position:
    """Write and stamp the next version of a line; a hidden one keeps quote and reason, no reading.

    Its passages are the version's before, unless `passages` (unsaved, of no position yet) are given.
    """
    passages = values.pop("passages", None)
    fields = position_values(before) | values
    if status == PositionStatus.HIDDEN:
        fields |= {
            "stance": None,
            "word": None,
            "summary": "",
            "condition": "",
            "note": "",
            "commitment": None,
        }
    Position.objects.current().filter(line=before.line).update(superseded_at=now.at)
    # A draft correction of the line may be open, and a line has one draft: the number comes with the stamp.
    fields["line"] = None
    row = Position.objects.create(**fields, replaces=before, reason=reason, created_by_id=by.pk if by else None)
    if passages is None:
        _copy_passages(before, row)
    else:
        for passage in passages:
            passage.position = row
        Passage.objects.bulk_create(passages)
    if status == PositionStatus.HIDDEN:
        row.passages.update(stance=None, word=None)
    Position.objects.filter(pk=row.pk).update(line=before.line, status=status, recorded_at=now.at)
    now.pairs |= {(before.actor_id, before.tag_id), (row.actor_id, row.tag_id)}
    row.refresh_from_db()
    return row
