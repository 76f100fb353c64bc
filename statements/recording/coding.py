"""Code positions: drafts with their passages, and drafts of what will take the place of a published reading."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from typing import Any

from django.db import transaction
from django.db.models import F
from simple_history.utils import bulk_create_with_history

from statements import passages as selectors
from statements.codes import CONDITIONAL, Basis, Commitment, Origin, PositionStatus, Relation, Stance, Voice, joined
from statements.models import Actor, Passage, Position, Proposition, Statement, Turn
from statements.recording.moment import Editor, lock, trace
from statements.recording.shapes import AlreadyCoded, NewPassage, NewPosition, RecordingError, storable_values
from statements.recording.statements import BATCH

CODES: dict[str, list[str]] = {
    "basis": Basis.values,
    "stance": Stance.values,
    "commitment": Commitment.values,
    "voice": Voice.values,
    "relation": Relation.values,
}


def code(new: NewPosition, *, by: Editor) -> Position:
    """Code one position, as a draft. Errors: `RecordingError` names the field; nothing is written.

    Where the actor has a position on the tag and basis here, a draft or published, it is `AlreadyCoded`.
    """
    with transaction.atomic():
        lock(new.statement)  # two who code the same at once: the second is told
        position = code_many([new], by=by, history=True)[0]
        _check_first(position)
        touch(position.statement_id)
        trace("code", by=by, statement=new.statement, position=position, tag=new.tag)
    return position


def code_many(news: Sequence[NewPosition], *, by: Editor, history: bool = False) -> list[Position]:
    """Code positions as drafts, in the order given. Errors: `RecordingError`; nothing is written.

    Whether one is coded already is asked when it is published: a file has merged its own, and may come late.
    """
    propositions = current_propositions({new.tag.pk for new in news})
    rows = [_position(new, propositions.get(new.tag.pk), by) for new in news]
    with transaction.atomic():
        if history:
            positions = list(bulk_create_with_history(rows, Position, batch_size=BATCH, default_user=by))
        else:
            positions = Position.objects.bulk_create(rows, batch_size=BATCH)
        _number(positions)
        passages = [
            row for position, new in zip(positions, news, strict=True) for row in build_passages(position, new.passages)
        ]
        if history:
            bulk_create_with_history(passages, Passage, default_user=by)
        else:
            Passage.objects.bulk_create(passages, batch_size=BATCH)
    return positions


def _check_first(position: Position) -> None:
    same = Position.objects.filter(
        statement=position.statement_id, actor=position.actor_id, tag=position.tag_id, basis=position.basis,
        superseded_at__isnull=True,
    ).exclude(status=PositionStatus.HIDDEN)  # fmt: skip
    if other := same.exclude(line=position.line).select_related("actor", "tag").order_by("line").first():
        raise AlreadyCoded(other)


def _number(positions: Sequence[Position]) -> None:
    """A new line has the number of its first version."""
    new = [position for position in positions if position.line is None]
    for at in range(0, len(new), 500):
        ids = [position.pk for position in new[at : at + 500]]
        Position.objects.filter(pk__in=ids).update(line=F("id"))
    for position in new:
        position.line = position.pk


def current_propositions(tag_ids: Iterable[int]) -> dict[int, Proposition]:
    """The proposition a new reading is made under, by tag: the newest that nothing has superseded."""
    rows = Proposition.objects.filter(superseded_at__isnull=True)
    wanted = set(tag_ids)
    if len(wanted) <= 500:
        rows = rows.filter(tag__in=wanted)
    return {row.tag_id: row for row in rows.order_by("number")}


def settle(new: NewPosition, proposition: Proposition | None) -> NewPosition:
    """The position with its actor, stance and word settled from its passages. Errors: `RecordingError`.

    The stance is the one the passages give, `mixed` where they differ; another needs a reason, be they one or
    several. The word is the one the passages share, else none.
    """
    if not new.passages:
        raise RecordingError("passages: at least one passage was expected", field="passages")
    for name, codes in CODES.items():
        value = getattr(new, name)
        if value is not None and value not in codes:
            raise RecordingError(f"{name}: one of {', '.join(codes)} was expected, not “{value}”", field=name)
    words = {passage.word or new.word for passage in new.passages}
    read = joined(passage.stance or new.stance for passage in new.passages)
    stance = new.stance or read
    if stance != read and not new.reason.strip():
        raise RecordingError(
            f"stance: what the passages give is “{read}”; another stance needs a reason", field="stance"
        )
    if stance is not None and proposition is None:
        raise RecordingError(f"stance: the tag “{new.tag}” has no proposition, so it carries no stance", field="stance")
    if stance in CONDITIONAL and not new.condition.strip():
        raise RecordingError("condition: the words of the condition or exception were expected", field="condition")
    actor = new.actor or new.passages[0].turn.actor
    if actor is None:
        raise RecordingError("passages: a question or narration holds no passage", field="passages")
    for passage in new.passages:
        _check_turn(new, actor, passage)
    return replace(
        new,
        actor=actor,
        stance=stance,
        condition=condition_as_printed(new),
        word=words.pop() if len(words) == 1 else None,
        voice=new.voice or new.passages[0].turn.voice,
    )


def condition_as_printed(new: NewPosition) -> str:
    """The condition's words as they stand where a passage stands; a file's may be its own and stay as given.

    Errors: `RecordingError` where an editor's are not the source's: pages print them as a quotation.
    """
    if new.origin != Origin.EDITOR or not new.condition.strip():
        return new.condition
    turns = {passage.turn.pk: passage.turn.words for passage in new.passages}
    places = selectors.locate_pasted(turns.items(), new.condition)
    if not places:
        raise RecordingError(
            "condition: words that stand in the same answer or speech as the passage were expected", field="condition"
        )
    return places[0].quote


def _check_turn(new: NewPosition, actor: Actor, passage: NewPassage) -> None:
    turn = passage.turn
    if turn.text.statement_id != new.statement.pk:
        raise RecordingError("passages: a turn of this statement was expected", field="passages")
    check_words(new.basis, actor, turn)


def check_words(basis: str, actor: Actor, turn: Turn) -> None:
    """Whether a turn's words can hold a position of this actor on this basis. Errors: `RecordingError`."""
    if turn.actor_id is None:
        raise RecordingError("passages: a question or narration holds no passage", field="passages")
    if basis == Basis.SAID and turn.actor_id != actor.pk:
        raise RecordingError(
            f"basis: the words are {turn.actor}'s, so they are not “said” by {actor}; another basis was expected",
            field="basis",
        )


def _position(new: NewPosition, proposition: Proposition | None, by: Editor) -> Position:
    settled = settle(new, proposition)
    statement = settled.statement
    text = storable_values({name: getattr(settled, name) for name in ("condition", "summary", "note", "reason")})
    return Position(
        statement=statement,
        actor=settled.actor,
        tag=settled.tag,
        proposition=proposition,
        basis=settled.basis,
        stance=settled.stance,
        word=settled.word,
        commitment=settled.commitment,
        voice=settled.voice,
        language=settled.passages[0].turn.text.language,
        relation=settled.relation,
        relates_to=settled.relates_to,
        origin=settled.origin,
        said_on=statement.said_on,
        said_from=statement.said_from,
        said_to=statement.said_to,
        follows=settled.follows,
        backing=settled.backing,
        created_by_id=by.pk if by else None,
        **text,
    )


def build_passages(position: Position, news: Sequence[NewPassage]) -> list[Passage]:
    """Unsaved passages of a saved position. Errors: `RecordingError` where a place is outside its turn."""
    rows = []
    for new in news:
        try:
            selector = selectors.select(new.turn.words, new.start, new.end)
        except ValueError as error:
            raise RecordingError(f"passages: {error}", field="passages") from error
        rows.append(
            Passage(
                position=position,
                turn=new.turn,
                start=new.start,
                end=new.end,
                stance=new.stance,
                word=new.word,
                prefix=selector.prefix,
                suffix=selector.suffix,
                quote=selector.quote,
            )
        )
    return rows


def as_new(position: Position) -> NewPosition:
    """A position as it would be coded again."""
    values = {name: getattr(position, name) for name in (f.name for f in fields(NewPosition)) if name != "passages"}
    passages = [
        NewPassage(turn=row.turn, start=row.start, end=row.end, stance=row.stance, word=row.word)
        for row in position.passages.select_related("turn__text", "turn__actor")
    ]
    return NewPosition(**values, passages=passages)


def edit_position(position: Position, *, by: Editor, **changes: Any) -> Position:
    """Change a draft in place; `changes` are fields of `NewPosition`. Errors: `RecordingError`, `AlreadyCoded`."""
    with transaction.atomic():
        draft = lock(position)
        if draft.recorded_at is not None:
            raise RecordingError("the position is published; correct it instead", field="status")
        new = replace(as_new(draft), **(_read_by(by) | changes))
        fresh = _position(new, current_propositions([new.tag.pk]).get(new.tag.pk), by)
        moved = any(getattr(draft, name) != getattr(fresh, name) for name in _IDENTITY)
        for name in _EDITED:
            setattr(draft, name, getattr(fresh, name))
        if moved:
            _check_first(draft)
        draft.revision += 1
        draft.save()
        if "passages" in changes:
            draft.passages.all().delete()
            bulk_create_with_history(build_passages(draft, new.passages), Passage, default_user=by)
        touch(draft.statement_id)
    return draft


_IDENTITY = ("actor_id", "tag_id", "basis")
"""What, with the statement, tells a position from others."""

_EDITED = (
    "actor", "tag", "proposition", "basis", "stance", "word", "commitment", "voice", "language", "relation",
    "relates_to", "condition", "summary", "note", "reason", "origin",
)  # fmt: skip


def _read_by(by: Editor) -> dict[str, str]:
    """A reading that an editor settles is an editor's from then on, whoever made it first."""
    return {"origin": Origin.EDITOR} if by is not None else {}


def recode(position: Position, *, by: Editor, reason: str, **changes: Any) -> Position:
    """A draft that will take the place of a published or hidden reading once it is published.

    Errors: `RecordingError` where no reason is given or another draft of the line is open; `AlreadyCoded`.
    """
    if not reason.strip():
        raise RecordingError("reason: why the reading changes was expected", field="reason")
    with transaction.atomic():
        current = lock(position)
        if current.recorded_at is None or current.superseded_at is not None:
            raise RecordingError("the reading is not the one that stands now", field="status")
        if current.follows is not None:
            raise RecordingError(
                f"p{current.line} follows p{current.follows}; correct that, or the backing", field="status"
            )
        if Position.objects.drafts().filter(line=current.line).exists():
            raise RecordingError(f"p{current.line}: a correction is already open", field="status")
        new = replace(as_new(current), **({"reason": reason} | _read_by(by) | changes))
        draft = _position(new, current_propositions([new.tag.pk]).get(new.tag.pk), by)
        draft.line, draft.replaces = current.line, current
        if any(getattr(draft, name) != getattr(current, name) for name in _IDENTITY):
            _check_first(draft)
        draft.save()
        bulk_create_with_history(build_passages(draft, new.passages), Passage, default_user=by)
        touch(draft.statement_id)
        trace("recode", by=by, why=reason, statement=draft.statement, position=draft, tag=draft.tag)
    return draft


def touch(statement_id: int) -> None:
    Statement.objects.filter(pk=statement_id).update(revision=F("revision") + 1)
