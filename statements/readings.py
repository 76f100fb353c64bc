"""From the record to the thin rows that comparing needs, and from a row back to its words.

Each function is one query, or the few it names. All go through `published`.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cache
from typing import Any

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import (
    Case,
    CharField,
    Exists,
    F,
    OuterRef,
    Prefetch,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from statements import shown
from statements.codes import DEFAULT_BASES, HEAD_OF_GOVERNMENT, Authority, Kind, TurnKind
from statements.compare import AUTHORITY_RANK, Party, Row
from statements.models import (
    Actor,
    Edition,
    Membership,
    Passage,
    Position,
    Statement,
    Tag,
    Text,
    Turn,
)
from statements.models.trees import WIDTH
from statements.search.index import among
from statements.speaking import capacity, speaking_for
from statements.timeline import Term


@dataclass(frozen=True, slots=True)
class Scope:
    """Which readings: the period said in, the bases, who made them (none named: whoever), and the instant at which
    the site is read (None: now)."""

    since: date | None = None
    until: date | None = None
    bases: tuple[str, ...] = DEFAULT_BASES
    as_of: datetime | None = None
    origins: tuple[str, ...] = ()

    def said(self, path: str = "") -> Q:
        """Rows whose date may fall in the period; `path` leads to their dates and ends in `__`."""
        condition = Q()
        if self.since is not None:
            condition &= Q(**{f"{path}said_to__gte": self.since})
        if self.until is not None:
            condition &= Q(**{f"{path}said_from__lte": self.until})
        return condition


@dataclass(frozen=True, slots=True)
class Lanes:
    """Chosen actors with those that speak for them."""

    parties: list[Party] = field(default_factory=list)
    actors: dict[int, Actor] = field(default_factory=dict)
    """Every actor that has a lane, by id."""
    survivors: dict[int, int] = field(default_factory=dict)
    """Id of a merged actor to that of the one it was merged into."""
    heard: frozenset[int] = frozenset()
    """Lanes with a position of the period, on any tag and basis."""

    @property
    def ids(self) -> list[int]:
        """The ids under which their rows stand."""
        return [*self.actors, *self.survivors]

    def of(self, actor: int) -> int:
        """The lane of an actor's row."""
        return self.survivors.get(actor, actor)

    def of_bodies(self, tops: Collection[int]) -> Lanes:
        """The lanes of some of the chosen actors alone."""
        parties = [party for party in self.parties if party.actor in tops]
        kept = {lane for party in parties for lane in party.lanes}
        return replace(
            self,
            parties=parties,
            actors={pk: actor for pk, actor in self.actors.items() if pk in kept},
            survivors={pk: survivor for pk, survivor in self.survivors.items() if survivor in kept},
        )


def lanes(actors: Sequence[Actor], scope: Scope, *, offices: bool = True) -> Lanes:
    """The lanes of these actors, in their order, and of those of their offices that show; one query."""
    heard = Position.objects.published(scope.as_of).filter(scope.said(), actor=OuterRef("pk"))
    shows = Actor.objects.published(scope.as_of).filter(pk=OuterRef("pk"))
    found: list[Any] = list(
        Actor.objects.with_offices(actors, offices=offices)
        .annotate(heard=Exists(heard), shows=Exists(shows))
        .order_by("path")
    )
    shown = [actor for actor in found if not actor.merged_into_id and (actor.shows or actor in actors)]
    return _lanes(actors, found, shown, [actor for actor in found if actor.heard], offices=offices)


def lanes_of_heard(actors: Sequence[Actor]) -> Lanes:
    """The lanes of actors that are known to be heard, and of all their offices, for series; one light query.

    A series has no lane for an office without a reading, so that no office need be asked whether it shows.
    """
    found = list(Actor.objects.with_offices(actors).order_by("path"))
    return _lanes(actors, found, [actor for actor in found if not actor.merged_into_id], actors, offices=True)


def lanes_of_body(actor: Actor) -> Lanes:
    """The lanes of the body at the top that an actor is or speaks for, its offices' with them; one query.

    Two for an actor that was merged into another.
    """
    path = actor.merged_into.path if actor.merged_into else actor.path
    return lanes_of_heard([Actor(pk=int(path[:WIDTH]), path=path[:WIDTH])])


def _lanes(
    actors: Sequence[Actor], found: Sequence[Actor], shown: Sequence[Actor], heard: Sequence[Actor], *, offices: bool
) -> Lanes:
    """Of the actors and offices `found`, those `shown` have a lane."""
    by_id = {actor.pk: actor for actor in shown}
    survivors = {actor.pk: actor.merged_into_id for actor in found if actor.merged_into_id}
    return Lanes(
        parties=[
            Party(
                actor=chosen.pk,
                lanes=tuple(
                    pk
                    for pk, actor in by_id.items()
                    if pk == chosen.pk or (offices and actor.path.startswith(chosen.path))
                ),
            )
            for chosen in actors
        ],
        actors=by_id,
        survivors={pk: survivor for pk, survivor in survivors.items() if survivor in by_id},
        heard=frozenset(survivors.get(actor.pk, actor.pk) for actor in heard),
    )


# -- rows ----------------------------------------------------------------------------------------------

_COLUMNS = (
    "id", "line", "statement_id", "actor_id", "tag_id", "basis", "stance", "word", "commitment", "voice",
    "said_on", "said_from", "said_to", "statement__same_as", "actor__merged_into_id",
    "tag__merged_into_id", "proposition__number", "proposition__tag_id", "actor__name", "actor__merged_into__name",
    "origin",
)  # fmt: skip


def rows(scope: Scope, *, actors: Iterable[int] | None = None, tags: Iterable[Tag] | None = None) -> list[Row]:
    """The positions of the scope by these actors (ids) on these tags, all where None; twins stand in it; one query."""
    return rows_of(positions(scope, actors, tags), scope.as_of)


def rows_of(found: Any, as_of: datetime | None = None) -> list[Row]:
    """The positions of a queryset, in its order; one query."""
    query = found.values_list(*_COLUMNS, _form(as_of), _authority(as_of)).query
    # Of tens of thousands, what Django does for each row takes longer than the database for all.
    try:
        sql, parameters = query.sql_with_params()
    except EmptyResultSet:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return [_row(*values) for values in cursor.fetchall()]


def positions(scope: Scope, actors: Iterable[int] | None, tags: Iterable[Tag] | None) -> Any:
    """The queryset behind `rows`."""
    found = Position.objects.published(scope.as_of).filter(scope.said()).on_basis(scope.bases)
    if scope.origins:
        found = found.filter(origin__in=scope.origins)
    if actors is not None:
        found = found.filter(actor_id__in=list(actors))
    if tags is not None:
        # Named by their ids alone: of a longer condition PostgreSQL expects half of all tags, and reads every position.
        ids = [tag.pk for tag in tags]
        found = found.filter(tag__in=Tag.objects.filter(Q(pk__in=ids) | Q(merged_into__in=ids)).order_by())
    return found.order_by()


def _form(as_of: datetime | None) -> F | Subquery:
    if as_of is None:
        return F("statement__form")
    standing = Edition.objects.published(as_of).filter(statement=OuterRef("statement"))
    return Subquery(standing.order_by().values("form")[:1])


def _authority(as_of: datetime | None) -> Case:
    """Only a statement that has a twin is asked whether it is the original."""
    original = Text.objects.published(as_of).filter(statement=OuterRef("statement"), number=1)
    return Case(
        When(statement__same_as="", then=Value(Authority.ORIGINAL.value)),
        default=Subquery(original.order_by().values("authority")[:1]),
        output_field=CharField(),
    )


def _row(
    pk: int, line: int, statement: int, actor: int, tag: int, basis: str, stance: str | None, word: str | None,
    commitment: str | None, voice: str | None, said_on: str, said_from: str | date | None, said_to: str | date | None,
    same_as: str, actor_now: int | None, tag_now: int | None, number: int | None, number_of: int | None, name: str,
    name_now: str | None, origin: str, form: str, authority: str,
) -> Row:  # fmt: skip
    tag_of = tag_now or tag
    return Row(
        pk,
        line,
        statement,
        f"={same_as}" if same_as else f"#{statement}",
        AUTHORITY_RANK.get(authority, len(AUTHORITY_RANK)),
        actor_now or actor,
        tag_of,
        # The wording of a tag that was merged into this one is another wording, and an earlier one.
        number if number is None or number_of == tag_of else 0,
        basis,
        stance,
        word,
        commitment,
        voice,
        form,
        said_on,
        _day(said_from),
        _day(said_to),
        name_now or name,
        origin,
    )


@cache
def _day(kept: str | date | None) -> date | None:
    """A day as the database keeps it: SQLite as text. Each is read once, for thousands of rows were said on it."""
    return date.fromisoformat(kept) if isinstance(kept, str) else kept


def versions(tags: Iterable[Any]) -> dict[int, int | None]:
    """Each tag's id with the number of its proposition, None for a topic; of tags read `with_proposition`."""
    return {tag.pk: tag.proposition_number for tag in tags}


# -- back to the words ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Question:
    """What was asked: the question's words, which are nobody's position."""

    words: str
    asker: str | None
    speaker: str
    language: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A position with what is printed beside it."""

    position: Position
    edition: Statement | Edition
    """What the site says, or said at the instant, about its statement."""
    question: Question | None

    @property
    def behind(self) -> Actor | None:
        """Whose text, vote or report it rests on, where it is not the actor's own."""
        return self.edition.actor if self.edition.actor_id != self.position.actor_id else None

    @property
    def capacity(self) -> str:
        """Who spoke its words for its actor, and as what."""
        return capacity(speaking_for(self.position, self.edition), self.position.voice, self.edition.form)

    @property
    def quotes(self) -> list[Passage]:
        """Its passages, in the order of the text."""
        return list(self.position.passages.all())


@dataclass(frozen=True, slots=True)
class Sources:
    """Where the words of several positions come from, each source once, as the numbered notes of a printed page."""

    said: list[Statement | Edition]
    """In the order in which they are met."""
    number: dict[int, int]
    """The number of its note, by the position's id; none where no source is on record."""


def sources(found: Iterable[Evidence]) -> Sources:
    """Number the sources of evidence in its order: what stands at the same place has the same number."""
    said: dict[tuple[object, ...], Statement | Edition] = {}
    places: dict[tuple[object, ...], int] = {}
    number = {}
    for item in found:
        edition = item.edition
        if edition.source_url:
            place = (edition.source_url, edition.archive_url, edition.title, edition.said_on)
            said.setdefault(place, edition)
            number[item.position.pk] = places.setdefault(place, len(places) + 1)
    return Sources(list(said.values()), number)


def evidence(found: Any, as_of: datetime | None = None) -> list[Evidence]:
    """The positions of a queryset with their words, in its order; two queries, three at an earlier instant."""
    positions: list[Position] = list(
        found.select_related("actor", "tag", "proposition", "statement__actor").prefetch_related(
            Prefetch("passages", _with_question(Passage.objects.select_related("turn__text")))
        )
    )
    editions: dict[int, Edition] = {}
    if as_of is not None:
        standing = Edition.objects.published(as_of).filter(statement__in={row.statement_id for row in positions})
        editions = {edition.statement_id: edition for edition in standing.select_related("actor")}
    return [Evidence(row, editions.get(row.statement_id, row.statement), _question(row)) for row in positions]


def newest_on_site(chosen: Sequence[Row], at_most: int, as_of: datetime | None = None) -> list[Evidence]:
    """The evidence of those rows that the site published last, last first; queries as of `evidence`."""
    if not chosen:
        return []
    found = Position.objects.published(as_of).filter(pk__in=among([row.id for row in chosen]))
    return evidence(found.order_by("-recorded_at", "-line")[:at_most], as_of)


def evidence_of(chosen: Sequence[Row], as_of: datetime | None = None) -> dict[int, Evidence]:
    """The evidence of rows, by the position's id; as `evidence`."""
    if not chosen:
        return {}
    found = Position.objects.published(as_of).filter(pk__in=[row.id for row in chosen])
    return {item.position.pk: item for item in evidence(found, as_of)}


def _with_question(passages: Any) -> Any:
    """Passages with the question that came last before their turn in its exchange."""
    question = Turn.objects.filter(
        text=OuterRef("turn__text"),
        exchange=OuterRef("turn__exchange"),
        kind=TurnKind.QUESTION,
        order__lt=OuterRef("turn__order"),
    ).order_by("-order")
    return passages.annotate(
        asked=Subquery(question.values("words")[:1]),
        asker=Subquery(question.values("asker")[:1]),
        asked_by=Subquery(question.values("speaker")[:1]),
    )


def _question(position: Position) -> Question | None:
    for passage in position.passages.all():
        asked: Any = passage
        if asked.asked is not None:
            return Question(asked.asked, asked.asker, asked.asked_by or "", passage.turn.text.language)
    return None


def lanes_of(found: Iterable[Row], *, offices: bool = True) -> Lanes:
    """The lanes that rows stand in, a party for each body at the top, or for each actor; two queries, by name."""
    actors = Actor.objects.in_bulk({row.actor for row in found})
    tops = {pk: int(actor.path[:WIDTH]) if offices else pk for pk, actor in actors.items()}
    actors |= Actor.objects.in_bulk(set(tops.values()) - set(actors))
    parties: dict[int, list[int]] = {}
    for pk, top in tops.items():
        parties.setdefault(top, [top])
        if pk != top:
            parties[top].append(pk)
    return Lanes(
        parties=[Party(top, tuple(parties[top])) for top in sorted(parties, key=lambda pk: actors[pk].name)],
        actors=actors,
    )


def terms(chosen: Lanes, as_of: datetime | None) -> list[Term]:
    """Who was in office in these lanes, as known at `as_of`, where something is known of when; one query.

    Of a country its heads of government, of every other actor the persons that belong to it, in any role; of persons
    those alone that something published names.
    """
    office = ~Q(group__kind=Kind.COUNTRY) | Q(role=HEAD_OF_GOVERNMENT)
    named = Actor.objects.published(as_of)
    found = (
        Membership.objects.published(as_of)
        .annotate(actor_now=Coalesce("actor__merged_into_id", "actor_id"))
        .filter(office, actor_now__in=named, group__in=chosen.ids)
        .filter(actor__kind=Kind.PERSON)
        .exclude(since="", until="")
        .order_by("since", "pk")
    )
    return [
        Term(chosen.of(group), shown.actor_name(person, name_now or name), role, since, until)
        for group, person, name, name_now, role, since, until in found.values_list(
            "group_id", "actor_now", "actor__name", "actor__merged_into__name", "role", "since", "until"
        )
    ]
