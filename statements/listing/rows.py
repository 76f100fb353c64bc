"""Which statements a list holds, in which order, and one page of them.

The list reads `Statement`'s copy of the current edition or, at an earlier instant, `Edition` itself; the names of
the columns are the same.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery

from statements.addresses import address
from statements.codes import Side
from statements.models import Actor, Edition, Position, Statement, Tag, TaggedStatement, Text, Turn
from statements.search import index
from statements.search.entries import Sql
from statements.search.query import Query

PAGE = 50
"""Rows of a page."""
AT_ONCE = 2_000
"""Rows in memory while a whole list is written to a file."""
COMMON = 10_000
"""Statements found from which on the words are first sought near the page that is shown."""
NEAR = 400
"""Rows near the page in which they are sought."""
BEST = 1_000
"""Statements of an order by words that are kept."""

FACETS = ("actor", "tag", "form", "language", "voice", "year")


@dataclass(frozen=True, slots=True)
class Row:
    """A statement in a list, as it stood at the list's instant. `said_on` is '' where it is not known."""

    id: int
    key: str
    slug: str
    title: str
    actor: Actor
    speaker: str
    role: str
    said_on: str
    form: str
    language: str
    voice: str | None
    same_as: str
    source_url: str
    published_at: datetime
    tags: Sequence[Tag] = field(default_factory=tuple)

    @property
    def actor_id(self) -> int:
        """The number of its actor."""
        return self.actor.pk

    def get_absolute_url(self) -> str:
        """The statement's page."""
        return address("statement", self.id, self.slug or "x")


@dataclass(frozen=True, slots=True)
class Totals:
    """How many statements, each language counting, and how many utterances they are."""

    statements: int
    utterances: int


class Listing:
    """The statements that a reader's filters leave. `values` are the cleaned values of `StatementFilters`."""

    def __init__(self, values: dict[str, Any]) -> None:
        self.values = values
        self.as_of: datetime | None = values["as_of"]
        self.id = "pk" if self.as_of is None else "statement_id"
        self.query: Query = index.parse(values["q"])

        self._near: index.Hits | None = None

    @property
    def searched(self) -> bool:
        """Whether words are sought."""
        return bool(self.values["q"])

    @property
    def by_speaker(self) -> bool:
        """Whether the actors chosen are those whose own words are searched, whosever the statement is."""
        return self.searched and self.values["in"] == Side.OWN

    @cached_property
    def hits(self) -> index.Hits:
        """The turns found, one query; those of the chosen actors alone where their own words are searched."""
        return self._search(ranked=self.by_relevance)

    @property
    def turns(self) -> dict[int, list[int]]:
        """Statement to its turns found: of those on the page that was read, where not all were sought."""
        return (self._near or self.hits).turns

    @property
    def _has_sought(self) -> bool:
        return "hits" in self.__dict__

    def _search(self, *, ranked: bool = False, within: Sql | None = None) -> index.Hits:
        return index.search(
            self.query,
            self.values["in"],
            actors=self.values["actor"] if self.by_speaker else (),
            offices=self.values["offices"],
            ranked=ranked,
            within=within,
        )

    # -- which ---------------------------------------------------------------------------------------------

    def public(self) -> QuerySet[Any]:
        """What is public at the list's instant, unfiltered."""
        if self.as_of is None:
            return Statement.objects.published()
        text = Text.objects.published(self.as_of).filter(statement=OuterRef("statement"), number=1)
        # Sought in that one text: an actor may have said as much as the whole record holds.
        turns = Turn.objects.filter(text=OuterRef("original"), actor=OuterRef("actor"), voice__isnull=False)
        rows: QuerySet[Any] = (
            Edition.objects.published(self.as_of)
            .alias(original=Subquery(text.values("pk")[:1]))
            .annotate(
                language=Subquery(text.values("language")[:1]),
                voice=Subquery(turns.order_by("order").values("voice")[:1]),
            )
        )
        return rows

    def rows(self, without: Collection[str] = ()) -> QuerySet[Any]:
        """The rows the filters leave, in no order; some are left out to count what would be without them."""
        rows = self._filtered(without)
        if not self.searched:
            return rows
        if "q" not in without:
            return rows.filter(pk__in=self._found(every_speaker="actor" in without).statements())
        if self.by_speaker and self.values["actor"]:
            rows = rows.filter(actor__in=self._with_offices(self.values["actor"]))
        return rows

    def _filtered(self, without: Collection[str] = ()) -> QuerySet[Any]:
        """The rows that the filters leave but for the words."""
        conditions: dict[str, Callable[[Any], Q]] = {
            "actor": self._by_actors,
            "tag": self._on_tags,
            "form": lambda chosen: Q(form__in=chosen),
            "language": lambda chosen: Q(language__in=chosen),
            "voice": lambda chosen: Q(voice__in=chosen),
            "year": _in_years,
            "from": lambda since: Q(said_to__gte=since),
            "to": lambda until: Q(said_from__lte=until),
        }
        rows = self.public()
        for name, condition in conditions.items():
            if name not in without and self.values[name]:
                rows = rows.filter(condition(self.values[name]))
        return rows

    def _found(self, *, every_speaker: bool) -> index.Hits:
        """The hits, or those there are without the choice of actors."""
        return self.hits_of_all if every_speaker and self.by_speaker else self.hits

    @cached_property
    def hits_of_all(self) -> index.Hits:
        """The turns found, whoever of the actors speaks; a query of its own only where actors are chosen."""
        if not (self.by_speaker and self.values["actor"]):
            return self.hits
        return index.search(self.query, self.values["in"])

    def _by_actors(self, chosen: Sequence[Actor]) -> Q:
        if self.by_speaker:
            return Q()
        return Q(actor__in=self._with_offices(chosen))

    def _with_offices(self, chosen: Sequence[Actor]) -> QuerySet[Actor]:
        return Actor.objects.with_offices(chosen, offices=self.values["offices"])

    def _on_tags(self, chosen: Sequence[Tag]) -> Q:
        wanted = Tag.objects.with_subtags(chosen, subtags=self.values["subtags"])
        return Q(pk__in=self.tagged().filter(tag__in=wanted).values(self.tagged_row)) | Q(
            **{f"{self.id}__in": Position.objects.of_public(self.as_of).filter(tag__in=wanted).values("statement")}
        )

    def tagged(self) -> QuerySet[Any]:
        """The rows that tie tags to this list's rows; `tagged_row` is their column of the list's row."""
        model: type[Any] = TaggedStatement if self.as_of is None else Edition.tags.through
        tied: QuerySet[Any] = model._base_manager.all()
        return tied

    @property
    def tagged_row(self) -> str:
        """The column of `tagged` that holds the list's row."""
        return "content_object" if self.as_of is None else "edition"

    @property
    def by_relevance(self) -> bool:
        """Whether what holds the words best comes first."""
        return bool(self.values["sort"] == "relevance")

    @cached_property
    def totals(self) -> Totals:
        """How many; one query."""
        if self.by_relevance:
            several = {same_as for _pk, same_as in self._ranked if same_as}
            alone = sum(not same_as for _pk, same_as in self._ranked)
            return Totals(len(self._ranked), alone + len(several))
        same_as = "same_as" if self.as_of is None else "statement__same_as"
        unique = Q(**{same_as: ""})
        counted = self.rows().aggregate(
            statements=Count("pk"),
            alone=Count("pk", filter=unique),
            several=Count(same_as, filter=~unique, distinct=True),
        )
        return Totals(counted["statements"], counted["alone"] + counted["several"])

    @property
    def pages(self) -> int:
        """How many pages there are; an empty list has one."""
        return max(1, -(-self.totals.statements // PAGE))

    # -- one page ------------------------------------------------------------------------------------------

    def page(self, number: int) -> list[Row]:
        """A page (from 1) of the list; two queries beside those of `totals`."""
        start, count = (number - 1) * PAGE, self.totals.statements
        if count == 0:
            return []
        if self.by_relevance:
            return self._of_the_best(start, start + PAGE)
        if start + PAGE <= count / 2:
            return self._in_order(self._nearest(start, start + PAGE))
        # Whatever is nearer the end is reached from there: the last page costs no more than the first.
        end = max(0, count - start - PAGE)
        return self._in_order(self._nearest(end, max(0, count - start), last_first=True))

    def _of_the_best(self, start: int, end: int) -> list[Row]:
        """A stretch of the order by words; one query beside those of the rows where the best alone are known."""
        if end <= len(self.best) or len(self.best) == self.totals.statements:
            chosen = self.best[start:end]
        else:
            chosen = [pk for pk, _same_as in self._ranked[start:end]]
        if not self._has_sought:
            self._near = self._search(within=index.backend().among(chosen))
        return self._these(chosen)

    def _nearest(self, start: int, end: int, *, last_first: bool = False, beyond: Q | None = None) -> QuerySet[Any]:
        """A stretch of the rows by date, counted from the first or the last, `beyond` a place in the list.

        Where the words are common, they are sought in the rows near that stretch alone. One query, which is all that
        it takes if enough of these hold them.
        """
        beyond = Q() if beyond is None else beyond
        if self.searched and not self._has_sought and end <= 2 * PAGE and self.totals.statements >= COMMON:
            rows = _ordered(self._filtered().filter(beyond), self._order, last_first=last_first)
            sql, parameters = rows.values("pk")[:NEAR].query.sql_with_params()
            near = self._search(within=(sql, list(parameters)))
            if len(near.turns) >= end:
                self._near = near
                found = self.public().filter(pk__in=near.statements())
                return _ordered(found, self._order, last_first=last_first)[start:end]
        return _ordered(self.rows().filter(beyond), self._order, last_first=last_first)[start:end]

    def ordered(self) -> QuerySet[Any]:
        """The rows by date, the undated last either way."""
        return self.rows().order_by(*self._order)

    @property
    def _order(self) -> list[Any]:
        if self.values["sort"] == "date":
            return [F("said_from").asc(nulls_last=True), F("said_to").asc(nulls_last=True), self.id]
        return [F("said_to").desc(nulls_last=True), F("said_from").desc(nulls_last=True), f"-{self.id}"]

    def after(self, last: int) -> list[Row] | None:
        """The rows that follow a statement in the list; None where it is not public at the list's instant."""
        seen = self.public().filter(**{self.id: last}).values("said_from", "said_to").first()
        if seen is None:
            return None
        oldest_first = self.values["sort"] == "date"
        step = "gt" if oldest_first else "lt"
        beyond = Q(**{f"{self.id}__{step}": last})
        for name in ("said_to", "said_from") if oldest_first else ("said_from", "said_to"):
            here: date | None = seen[name]
            if here is None:
                beyond = Q(**{f"{name}__isnull": True}) & beyond
            else:
                beyond = (Q(**{name: here}) & beyond) | Q(**{f"{name}__{step}": here}) | Q(**{f"{name}__isnull": True})
        return self._in_order(self._nearest(0, PAGE, beyond=beyond))

    def following(self, rows: Sequence[Row]) -> dict[str, int | None]:
        """The parameters that change for the page after these rows; none where it is the last."""
        if self.by_relevance:
            page = self.values["page"]
            return {"page": page + 1} if page < self.pages else {}
        whole_page = len(rows) == PAGE
        is_last = not self.values["after"] and self.values["page"] == self.pages
        return {"after": rows[-1].id, "page": None} if whole_page and not is_last else {}

    def newest_on_site(self) -> list[Row]:
        """The rows that the site published last, last first: what a feed tells."""
        latest = self.rows().order_by(*(["-published_at", "-pk"] if self.as_of is None else ["-recorded_at", "-pk"]))
        return self._these(list(latest.values_list("pk", flat=True)[:PAGE]))

    def all(self) -> Iterator[Row]:
        """Every row of the list in its order, a few at a time in memory."""
        if self.by_relevance:
            ids = [pk for pk, _same_as in self._ranked]
        else:
            ids = list(self.ordered().values_list("pk", flat=True))
        for at in range(0, len(ids), AT_ONCE):
            yield from self._these(ids[at : at + AT_ONCE])

    @cached_property
    def best(self) -> list[int]:
        """The ids of those that hold the words best, the best first; all where they are no more than `BEST`."""
        return [pk for pk, _same_as in self._ranked[:BEST]]

    @cached_property
    def _ranked(self) -> list[tuple[int, str]]:
        """(id, same_as) by score, equal ones newest first; one query."""
        newest = self.rows().order_by(*self._order).values_list("pk", "same_as")
        return sorted(newest, key=lambda row: -self.hits.scores.get(row[0], 0))

    def _in_order(self, chosen: QuerySet[Any]) -> list[Row]:
        """The rows of a slice, in the list's order; two queries."""
        found = self._whole().filter(pk__in=chosen.values("pk")).order_by(*self._order)
        return self._rows(list(found))

    def _these(self, ids: Sequence[int]) -> list[Row]:
        """These rows in this order; two queries."""
        found = {row.pk: row for row in self._whole().filter(pk__in=index.among(ids))}
        return self._rows([found[pk] for pk in ids if pk in found])

    def _whole(self) -> QuerySet[Any]:
        return self.public().select_related("actor", *([] if self.as_of is None else ["statement"]))

    def _rows(self, found: Sequence[Any]) -> list[Row]:
        tags: dict[int, dict[int, Tag]] = {}
        tied = self.tagged().filter(**{f"{self.tagged_row}__in": index.among([row.pk for row in found])})
        for tie in tied.select_related("tag__merged_into").order_by("tag__name"):
            tag = tie.tag.merged_into or tie.tag
            tags.setdefault(getattr(tie, f"{self.tagged_row}_id"), {})[tag.pk] = tag
        return [_row(row, list(tags.get(row.pk, {}).values())) for row in found]


def _row(found: Any, tags: Sequence[Tag]) -> Row:
    statement: Any = found if isinstance(found, Statement) else found.statement
    return Row(
        id=statement.pk,
        key=statement.key,
        slug=statement.slug,
        title=found.title,
        actor=found.actor,
        speaker=found.speaker,
        role=found.role,
        said_on=found.said_on,
        form=found.form,
        language=found.language,
        voice=found.voice,
        same_as=statement.same_as,
        source_url=found.source_url,
        published_at=statement.published_at,
        tags=tags,
    )


def _ordered(rows: QuerySet[Any], order: Sequence[Any], *, last_first: bool) -> QuerySet[Any]:
    ordered = rows.order_by(*order)
    return ordered.reverse() if last_first else ordered


def _in_years(years: Iterable[int]) -> Q:
    condition = Q()
    for year in years:
        condition |= Q(said_to__range=(date(year, 1, 1), date(year, 12, 31)))
    return condition
