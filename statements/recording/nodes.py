"""Actors and tags: their trees, groups, propositions and merges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeVar

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr

from statements import dates
from statements.codes import About, Stance
from statements.models import Actor, Membership, Proposition, PropositionText, Tag
from statements.models.trees import within
from statements.recording.moment import Editor, moment, trace
from statements.recording.shapes import RecordingError, storable

AnyNode = TypeVar("AnyNode", Actor, Tag)


def announce(*, by: Editor, verb: str, node: Actor | Tag, why: str = "") -> None:
    """Leave a trace of a change to an actor or tag that pages show (its names, say), and raise the revision."""
    with moment() as now:
        _trace(verb, node, by, why, now.at)


def _trace(verb: str, node: Actor | Tag, by: Editor, why: str, at: object) -> None:
    if isinstance(node, Actor):
        trace(verb, by=by, why=why, actor=node, at=at)  # type: ignore[arg-type]
    else:
        trace(verb, by=by, why=why, tag=node, at=at)  # type: ignore[arg-type]


def move_tag(tag: Tag, *, by: Editor, parent: Tag | None, why: str = "") -> None:
    """Put a tag, with all below it, under another parent. Errors: `RecordingError` under itself."""
    _move(tag, by, parent, why)


def move_actor(actor: Actor, *, by: Editor, parent: Actor | None, why: str = "") -> None:
    """Let an actor, with its offices, speak for another body. Errors: `RecordingError` under itself."""
    _move(actor, by, parent, why)


def _move(node: AnyNode, by: Editor, parent: AnyNode | None, why: str) -> None:
    model = type(node)
    with moment() as now:
        # Two moves at once could make a circle: the moment's one row lets one go after the other.
        moved = model._base_manager.get(pk=node.pk)
        target = model._base_manager.get(pk=parent.pk) if parent else None
        if target is not None and target.merged_into_id is not None:
            raise RecordingError(f"parent: “{target}” was merged into another", field="parent")
        if target is not None and target.path.startswith(moved.path):
            raise RecordingError(f"parent: “{target}” stands below “{moved}”", field="parent")
        old = moved.path
        model._base_manager.filter(pk=moved.pk).update(parent=target, revision=F("revision") + 1)
        model._base_manager.filter(within(old)).update(
            path=Concat(Value(moved.path_under(target)), Substr("path", len(old) + 1))
        )
        _trace("move", moved, by, why, now.at)
    node.refresh_from_db()


def merge(node: AnyNode, *, by: Editor, into: AnyNode, why: str = "") -> None:
    """Let an actor or tag stand for another: a pointer, which `unmerge` clears; its address redirects.

    Errors: `RecordingError` where others are merged into it or stand below it, and where a proposition, with
    the stances on it, would become a topic.
    """
    if node.pk == into.pk or into.merged_into_id is not None:
        raise RecordingError("into: another, itself unmerged, was expected", field="into")
    if type(node)._base_manager.filter(merged_into=node.pk).exists():
        raise RecordingError(f"others are merged into “{node}”; merge them first", field="into")
    if below := type(node)._base_manager.filter(parent=node.pk, merged_into=None).first():
        raise RecordingError(f"“{below}” stands below “{node}”; move it first", field="into")
    if isinstance(into, Tag) and _has_proposition(node.pk) and not _has_proposition(into.pk):
        raise RecordingError(f"into: “{into}” has no proposition, and “{node}” has one", field="into")
    with moment() as now:
        type(node)._base_manager.filter(pk=node.pk).update(merged_into=into, revision=F("revision") + 1)
        if isinstance(node, Actor):
            Actor.objects.filter(pk=node.pk).update(merged_at=now.at)
        _trace("merge", node, by, why or f"into {into.slug}", now.at)
    node.refresh_from_db()


def _has_proposition(tag: int) -> bool:
    return Proposition.objects.filter(tag=tag, superseded_at__isnull=True).exists()


def unmerge(node: Actor | Tag, *, by: Editor, why: str = "") -> None:
    """Undo a merge. Errors: `RecordingError` where it would stand below one that is merged itself."""
    with moment() as now:
        above = type(node)._base_manager.filter(pk__in=node.ancestor_ids(), merged_into__isnull=False).first()
        if above is not None:
            raise RecordingError(f"“{node}” stands below “{above}”, which is merged; undo that first", field="into")
        type(node)._base_manager.filter(pk=node.pk).update(merged_into=None, revision=F("revision") + 1)
        _trace("unmerge", node, by, why, now.at)
    node.refresh_from_db()


def propose(
    tag: Tag,
    *,
    by: Editor,
    words: str,
    about: str = About.SHOULD,
    scope_note: str = "",
    examples: Mapping[str, str] | None = None,
    translations: Mapping[str, str] | None = None,
    reason: str = "",
) -> Proposition:
    """Give a tag its proposition: in place while nothing is published under it, as the next version after.

    `examples` maps stance codes to texts, `translations` languages to words. The same again changes nothing.
    Errors: `RecordingError`.
    """
    if not words.strip():
        raise RecordingError("proposition: one declarative sentence was expected", field="words")
    if about not in About.values:
        raise RecordingError(f"about: one of {', '.join(About.values)} was expected", field="about")
    if wrong := set(examples or {}) - set(Stance.values):
        raise RecordingError(
            f"examples: {', '.join(sorted(wrong))} is no stance; expected {', '.join(Stance.values)}",
            field="examples",
        )
    values = {
        "words": storable(words, "words"),
        "about": about,
        "scope_note": storable(scope_note, "scope_note"),
        "examples": {code: storable(text, "examples") for code, text in (examples or {}).items()},
    }
    with moment() as now:
        current = tag.propositions.filter(superseded_at__isnull=True).order_by("-number").first()
        if current is not None and _same(current, values, dict(translations or {})):
            return current
        if current is None or current.recorded_at is None:
            row = current or Proposition(tag=tag, created_by_id=by.pk if by else None)
            for name, value in values.items():
                setattr(row, name, value)
            row.save()
            row.translations.all().delete()
        else:
            if not reason.strip():
                raise RecordingError("reason: why a published proposition changes was expected", field="reason")
            Proposition.objects.filter(pk=current.pk).update(superseded_at=now.at)
            row = Proposition.objects.create(
                tag=tag,
                number=current.number + 1,
                reason=reason[:500],
                created_by_id=by.pk if by else None,
                **values,
            )
        PropositionText.objects.bulk_create(
            PropositionText(proposition=row, language=language, words=storable(text, "translations"))
            for language, text in (translations or {}).items()
        )
        if current is not None and current.recorded_at is not None:
            Proposition.objects.filter(pk=row.pk).update(recorded_at=now.at)
            row.refresh_from_db()
        trace("propose", by=by, why=reason, tag=tag, at=now.at)
    return row


def _same(current: Proposition, values: Mapping[str, object], translations: dict[str, str]) -> bool:
    return all(getattr(current, name) == value for name, value in values.items()) and translations == {
        row.language: row.words for row in current.translations.all()
    }


def join(actor: Actor, *, by: Editor, group: Actor, role: str = "", since: str = "", until: str = "") -> Membership:
    """Record that an actor belongs to a group, public at once; the same again changes nothing.

    Errors: `RecordingError` for a wrong date.
    """
    try:
        span = {"since": dates.parse(since).value, "until": dates.parse(until).value}
    except dates.BadDate as error:
        raise RecordingError(f"since, until: {error}", field="since") from error
    says = {"actor": actor, "group": group, "role": storable(role, "role"), **span}
    with moment() as now:
        if same := Membership.objects.filter(**says, superseded_at__isnull=True).first():
            return same
        row = Membership.objects.create(**says, created_by_id=by.pk if by else None, recorded_at=now.at)
        trace("join", by=by, why=str(group), actor=actor, at=now.at)
    return row


def leave(membership: Membership, *, by: Editor, why: str = "") -> None:
    """End a membership's record: it was wrong, or a successor with other dates follows."""
    with moment() as now:
        Membership.objects.filter(pk=membership.pk).update(superseded_at=now.at)
        trace("leave", by=by, why=why, actor=membership.actor, at=now.at)
