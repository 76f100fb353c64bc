"""Record statements as drafts, and change them while they are drafts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, cast

from django.db import transaction
from django.db.models import F
from simple_history.utils import bulk_create_with_history

from statements import dates, languages, slugs
from statements.codes import Asker, Basis, Capacity, Form, StatementStatus, TurnKind, Voice
from statements.models import (
    EDITION_FIELDS,
    Actor,
    Backing,
    Edition,
    Passage,
    Position,
    Statement,
    Tag,
    TaggedStatement,
    Text,
    Turn,
)
from statements.recording.moment import Editor, moment, trace
from statements.recording.places import Found, Lost, find_again
from statements.recording.shapes import (
    NewBacking,
    NewStatement,
    NewText,
    NewTurn,
    RecordingError,
    storable,
    storable_values,
)

BATCH = 2_000

ASIDE = 1_000_000
"""Added to the numbers of turns that are being replaced."""


def record(new: NewStatement, *, by: Editor, why: str = "") -> Statement:
    """Record one statement as a draft, with a history. Errors: `RecordingError`, nothing written."""
    with transaction.atomic():
        statement = record_many([new], by=by, history=True)[0]
        trace("record", by=by, why=why, statement=statement)
    return statement


def record_many(news: Sequence[NewStatement], *, by: Editor, history: bool = False) -> list[Statement]:
    """Record statements as drafts, in the order given; with `history` each draft row starts one.

    Errors: `RecordingError` names the field; nothing is written.
    """
    author = by.pk if by else None

    def create(model: type[Any], rows: list[Any]) -> list[Any]:
        if history and rows:
            return cast("list[Any]", bulk_create_with_history(rows, model, batch_size=BATCH, default_user=by))
        return list(model._base_manager.bulk_create(rows, batch_size=BATCH))

    with transaction.atomic():
        statements: list[Statement] = create(Statement, [_statement(new, author) for new in news])
        editions = create(
            Edition,
            [
                Edition(statement=statement, created_by_id=author, **edition_fields(new_values(new)))
                for statement, new in zip(statements, news, strict=True)
            ],
        )
        Edition.tags.through._base_manager.bulk_create(
            (
                Edition.tags.through(edition_id=edition.pk, tag_id=tag.pk)
                for edition, new in zip(editions, news, strict=True)
                for tag in dict.fromkeys(new.tags)
            ),
            batch_size=BATCH,
        )
        TaggedStatement.objects.bulk_create(
            (
                TaggedStatement(content_object=statement, tag=tag)
                for statement, new in zip(statements, news, strict=True)
                for tag in dict.fromkeys(new.tags)
            ),
            batch_size=BATCH,
        )
        pairs = [
            (build_text(statement, number, text, author), text)
            for statement, new in zip(statements, news, strict=True)
            for number, text in enumerate(new.texts, 1)
        ]
        texts = create(Text, [row for row, _ in pairs])
        turns = [turn for text, (_, new) in zip(texts, pairs, strict=True) for turn in build_turns(text, new.turns)]
        if history:
            create(Turn, turns)
        else:
            Turn.objects.bulk_create(turns, batch_size=BATCH)
        for statement, new in zip(statements, news, strict=True):
            check_backings(new.backings)
            for backing in new.backings:
                add_backing(statement, backing, author)
    return statements


def new_values(new: NewStatement) -> dict[str, Any]:
    """The edition's part of a new statement."""
    return {name: getattr(new, name) for name in EDITION_FIELDS}


def edition_fields(values: dict[str, Any]) -> dict[str, Any]:
    """`values` checked, the date in its canonical form with its bounds. Errors: `RecordingError`."""
    checked = storable_values(values)
    if "title" in checked and not checked["title"].strip():
        raise RecordingError("title: some words were expected", field="title")
    if "form" in checked and checked["form"] not in Form.values:
        raise RecordingError(f"form: one of {', '.join(Form.values)} was expected", field="form")
    if "said_on" in checked:
        try:
            said = dates.parse(checked["said_on"])
        except dates.BadDate as error:
            raise RecordingError(f"said_on: {error}", field="said_on") from error
        checked |= {"said_on": said.value, "said_from": said.lower, "said_to": said.upper}
    return checked


def _statement(new: NewStatement, author: int | None) -> Statement:
    if not new.texts:
        raise RecordingError("texts: at least one text was expected", field="texts")
    statement = Statement(
        **edition_fields(new_values(new)),
        slug=new.slug or slugs.slugify(new.title, max_length=80),
        same_as=storable(new.same_as, "same_as"),
        batch=new.batch,
        import_hash=new.import_hash,
        import_revision=1 if new.import_hash else None,
        language=_language(new.texts[0].language),
        voice=first_voice(new.actor, new.texts[0].turns),
        created_by_id=author,
    )
    if new.key:
        statement.key = storable(new.key, "key")
    return statement


def first_voice(actor: Actor, turns: Iterable[NewTurn | Turn]) -> str | None:
    """The voice of the actor's first turn."""
    return next((turn.voice for turn in turns if turn.actor == actor and turn.voice), None)


def _language(tag: str) -> str:
    try:
        return languages.normalise(tag)
    except languages.BadLanguage as error:
        raise RecordingError(f"language: {error}", field="language") from error


def build_text(statement: Statement, number: int, new: NewText, author: int | None, **more: Any) -> Text:
    """An unsaved text of a statement. Errors: `RecordingError` where it has no words, or a value is wrong."""
    if number == 1 and new.source_url:
        raise RecordingError(
            "source_url: the first text's source is the statement's own; give it there", field="source_url"
        )
    if not any(turn.words.strip() for turn in new.turns):
        raise RecordingError("words: some words were expected", field="text")
    return Text(
        statement=statement,
        number=number,
        language=_language(new.language),
        authority=new.authority,
        translator=storable(new.translator, "translator"),
        source_url=new.source_url,
        sha256=new.sha256(),
        created_by_id=author,
        **more,
    )


def build_turns(text: Text, turns: Sequence[NewTurn]) -> list[Turn]:
    """Unsaved turns of a saved text, numbered from 1. Errors: `RecordingError` names the turn."""
    rows = []
    for order, turn in enumerate(turns, 1):
        place = f"turn {order}"
        _check_codes(turn, place)
        rows.append(
            Turn(
                text=text,
                order=order,
                exchange=turn.exchange,
                kind=turn.kind,
                actor=turn.actor,
                voice=turn.voice,
                asker=turn.asker,
                speaker=storable(turn.speaker, f"{place}, speaker"),
                label=storable(turn.label, f"{place}, label"),
                words=storable(turn.words, f"{place}, words"),
                gap=storable(turn.gap, f"{place}, gap"),
            )
        )
    return rows


def _check_codes(turn: NewTurn, place: str) -> None:
    if turn.kind not in TurnKind.values:
        raise RecordingError(f"{place}, kind: one of {', '.join(TurnKind.values)} was expected", field="kind")
    if turn.actor is not None and turn.kind in (TurnKind.QUESTION, TurnKind.NARRATION):
        raise RecordingError(f"{place}: a {turn.kind} is nobody's words, and {turn.actor} was given", field="actor")
    if turn.voice is not None and turn.voice not in Voice.values:
        raise RecordingError(f"{place}, voice: one of {', '.join(Voice.values)} was expected", field="voice")
    if turn.asker is not None and (turn.asker not in Asker.values or turn.kind != TurnKind.QUESTION):
        raise RecordingError(
            f"{place}, asker: one of {', '.join(Asker.values)}, of a question, was expected", field="asker"
        )


def check_backings(news: Sequence[NewBacking]) -> None:
    """Whether each is given once. Errors: `RecordingError`."""
    seen = set()
    for new in news:
        if (new.actor.pk, new.capacity) in seen:
            raise RecordingError(f"backings: {new.actor} is given twice as the same ({new.capacity})", field="backings")
        seen.add((new.actor.pk, new.capacity))


def add_backing(statement: Statement, new: NewBacking, author: int | None) -> Backing:
    """Write a backing, not yet public."""
    if new.capacity not in Capacity.values:
        raise RecordingError(f"capacity: one of {', '.join(Capacity.values)} was expected", field="capacity")
    backing = Backing.objects.create(
        statement=statement,
        actor=new.actor,
        capacity=new.capacity,
        evidence=storable(new.evidence, "evidence"),
        created_by_id=author,
    )
    backing.except_tags.set(new.except_tags)
    return backing


def set_tags(statement: Statement, edition: Edition, tags: Sequence[Tag]) -> None:
    """Give an unpublished edition its tags, and the statement the same as taggit keeps them."""
    edition.tags.set(tags)
    statement.tags.set(tags)


def working_edition(statement: Statement) -> Edition:
    """The edition that stands now, or the draft's."""
    return statement.editions.order_by("-number")[0]


def edit_draft(
    statement: Statement,
    *,
    by: Editor,
    values: dict[str, Any] | None = None,
    tags: Sequence[Tag] | None = None,
    texts: dict[int, NewText] | None = None,
    backings: Sequence[NewBacking] | None = None,
    same_as: str | None = None,
) -> Statement:
    """Change a statement in place while it is not public; what is None stays.

    `texts` maps a text's number to its new words, or to a further text's. Errors: `RecordingError` where the
    statement is public, a value is wrong, or a coded passage would lose its words (it names the quotes).
    """
    with transaction.atomic():
        locked = Statement.objects.select_for_update().get(pk=statement.pk)
        if locked.status in (StatementStatus.PUBLISHED, StatementStatus.WITHDRAWN):
            raise RecordingError("the statement is public; correct it instead", field="status")
        edition = working_edition(locked)
        for name, value in edition_fields(dict(values or {})).items():
            setattr(edition, name, value)
            setattr(locked, name, value)
        if values and "title" in values:
            locked.slug = slugs.slugify(locked.title, max_length=80)
        if same_as is not None:
            locked.same_as = storable(same_as, "same_as")
        edition.save()
        if tags is not None:
            set_tags(locked, edition, tags)
        for number, text in (texts or {}).items():
            _rewrite(locked, number, text, by)
        if backings is not None:
            check_backings(backings)
            Backing.objects.filter(statement=locked, recorded_at__isnull=True).delete()
            for backing in backings:
                add_backing(locked, backing, by.pk if by else None)
            trace("edit backings", by=by, statement=locked)
        original = locked.texts.newest().filter(number=1).get()
        locked.language = original.language
        locked.voice = first_voice(locked.actor, original.turns.select_related("actor"))
        locked.revision += 1
        locked.save()
        locked.positions.drafts().update(said_on=locked.said_on, said_from=locked.said_from, said_to=locked.said_to)
    return locked


def _rewrite(statement: Statement, number: int, new: NewText, by: Editor) -> None:
    """Put new words in place of a draft text's, its coded passages on their words again."""
    author = by.pk if by else None
    old = statement.texts.newest().filter(number=number).first()
    row = build_text(statement, number, new, author)
    if old is None:
        row.save()
        bulk_create_with_history(build_turns(row, new.turns), Turn, default_user=by)
        return
    before = list(old.turns.order_by("order"))
    coded = Passage.objects.filter(turn__in=before).select_related("position__actor", "turn__actor")
    passages = list(coded.order_by("position", "turn__order", "start"))
    row.pk, row.replaces = old.pk, old.replaces
    row.recorded_at, row._state.adding = None, False
    row.save()
    # Numbers are unique in a text: the old turns step aside until their passages have moved.
    Turn.objects.filter(pk__in=[turn.pk for turn in before]).update(order=F("order") + ASIDE)
    rows = build_turns(row, new.turns)
    turns = list(bulk_create_with_history(rows, Turn, default_user=by))
    lost = []
    moved: dict[int, Position] = {}
    for passage in passages:
        found = find_again(passage, turns)
        if not isinstance(found, Lost):
            if passage.position_id not in moved:
                moved[passage.position_id] = _with_its_words(passage, found.turn)
            found = _still_its_words(moved[passage.position_id], found)
        if isinstance(found, Lost):
            lost.append(f"“{passage.quote}” ({passage.position}): {found.why}")
            continue
        passage.turn, passage.start, passage.end = found.turn, found.start, found.end
        passage.prefix, passage.suffix = found.prefix, found.suffix
        passage.save()
    if lost:
        raise RecordingError("the new words lose coded passages: " + "; ".join(lost), field="text")
    for position in moved.values():
        position.save()
    Turn.objects.filter(pk__in=[turn.pk for turn in before]).delete()


def _with_its_words(first: Passage, now: Turn) -> Position:
    """A draft reading that goes with its first passage: to the one whose words it is, in the voice it was said in."""
    position, before = first.position, first.turn
    if position.actor_id == before.actor_id and now.actor is not None:
        position.actor = now.actor
    if position.voice == before.voice:
        position.voice = now.voice
    position.language = now.text.language
    return position


def _still_its_words(position: Position, found: Found) -> Found | Lost:
    actor = found.turn.actor
    if actor is None:
        return Lost("the words are nobody's now")
    if position.basis == Basis.SAID and actor.pk != position.actor_id:
        return Lost(f"the words are {actor}'s now")
    return found


def mark_imported(statement: Statement, *, digest: str, same_as: str | None = None) -> None:
    """Note that the record of this hash is what the statement holds now; with `same_as`, let it be that."""
    rows = Statement.objects.filter(pk=statement.pk)
    if same_as is None or not rows.exclude(same_as=same_as).exists():
        rows.update(import_hash=digest, import_revision=F("revision"))
        return
    with moment() as now:
        now.statements.add(statement.pk)
        rows.update(import_hash=digest, import_revision=F("revision"), same_as=storable(same_as, "same_as"))
