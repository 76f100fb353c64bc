"""What the way in shows: an example of comparing, what changed lately, what was said last, what the record holds.

Eleven queries however much the record holds, with those of the site's revision and of what the record holds; one more
where the example is sought further back.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from statements import compare, diff, excerpts, latest, readings, totals
from statements.codes import DEFAULT_BASES
from statements.models import Actor, Position, Statement, Tag
from statements.models.trees import WIDTH

WINDOW = 300
"""The readings said last, among whose actors and tags the example and the changes are sought."""
PAIRS, MORE_PAIRS = 12, 60
"""Actors, each on one tag, that are looked at; and where these give no example."""
CHANGES = 3
EXAMPLES = 8
"""Of which one is shown."""
STATEMENTS = 4
SEARCHES = 3
QUOTED = 12
"""The latest readings, among whose quotes those to search for are chosen."""
QUOTE = 200
"""Code points of a quote in the example; a longer one is shortened to the sentences that differ."""
LONGEST_SEARCH = 48
"""Letters of a quote that is offered as a search."""


@dataclass(frozen=True, slots=True)
class Then:
    """One side of an actor's course in the example; `runs` are its quotes, with the words told that differ.

    Between two runs something was left out; so it was at the start or the end where the first or the last is empty.
    """

    evidence: readings.Evidence
    runs: Sequence[excerpts.Run]

    @property
    def is_marked(self) -> bool:
        """Whether any of its words are told apart."""
        return any(not piece.kept for run in self.runs for piece in run)

    @property
    def length(self) -> int:
        """Code points of what is shown of its words."""
        return sum(len(piece.text) for run in self.runs for piece in run)


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """An actor's earlier and latest reading."""

    actor: Actor
    count: int
    first: str
    """Of its readings, and the date of the first."""
    earlier: Then
    latest: Then

    @property
    def is_marked(self) -> bool:
        """Whether any words of the two are told apart."""
        return self.earlier.is_marked or self.latest.is_marked

    @property
    def is_whole(self) -> bool:
        """Whether nothing was left out of either."""
        return len(self.earlier.runs) == len(self.latest.runs) == 1


@dataclass(frozen=True, slots=True)
class Shown:
    """The example: a tag with its proposition, and two actors, of whom `changes` changed their stance."""

    tag: Any
    sides: Sequence[ThenAndNow]
    changes: int

    @property
    def marked(self) -> int:
        """Of how many of the two words are told apart."""
        return sum(side.is_marked for side in self.sides)

    @property
    def worth(self) -> tuple[int, int, bool, int]:
        """What it is chosen by: words told apart, changes, whole quotes, short ones."""
        length = sum(side.earlier.length + side.latest.length for side in self.sides)
        return self.marked, self.changes, all(side.is_whole for side in self.sides), -length


class Sought:
    """What bodies at the top said on tags: of `pairs` of a body's path and a tag's id, among these lanes and tags.

    One query.
    """

    def __init__(
        self, scope: readings.Scope, pairs: Sequence[tuple[str, int]], lanes: readings.Lanes, tags: Sequence[Any]
    ) -> None:
        tops, wanted = {int(path) for path, _tag in pairs}, {tag for _path, tag in pairs}
        self.lanes = lanes.of_bodies(tops)
        self.tags = [tag for tag in tags if tag.pk in wanted]
        rows = readings.rows(scope, actors=self.lanes.ids, tags=self.tags)
        propositions = {pk: number for pk, number in readings.versions(self.tags).items() if number is not None}
        self.series = compare.series(self.lanes.parties, propositions, rows)
        self.examples = compare.examples(self.series, self.lanes.parties)


class Home:
    """The front page, each part read once; `everything` is what the record holds."""

    scope = readings.Scope()

    def __init__(self, everything: totals.Everything) -> None:
        self.totals = everything

    def page(self) -> dict[str, Any]:
        """What the page prints."""
        return {
            "searches": self.searches(),
            "example": self.example,
            "readings": self.readings(),
            "has_changes": self.has_changes,
            "leaves_some_to_the_example": self.leaves_some_to_the_example,
            "statements": self.statements,
            "actors": self.actors,
            "tags": self.tags,
            "totals": self.totals,
        }

    @cached_property
    def statements(self) -> list[Statement]:
        """The statements said last, each utterance once."""
        return latest.statements(STATEMENTS)

    @cached_property
    def _recent(self) -> list[tuple[str, int]]:
        """The path of a body at the top and the tag that it, or one of its offices, spoke on: the latest first."""
        spoken = Position.objects.published().filter(stance__isnull=False).on_basis(DEFAULT_BASES).latest_first()
        found = spoken.values_list(
            Coalesce("actor__merged_into__path", "actor__path"), Coalesce("tag__merged_into_id", "tag_id")
        )
        return list(dict.fromkeys((path[:WIDTH], tag) for path, tag in found[:WINDOW]))[:MORE_PAIRS]

    @cached_property
    def _sought(self) -> Sought:
        """The few that spoke last; more where no two of these can be set side by side, as in a record of many tags."""
        tops = dict.fromkeys(path for path, _tag in self._recent)
        # A lane asks an actor for its place alone: no query for what the next one reads.
        lanes = readings.lanes_of_heard([Actor(pk=int(path), path=path) for path in tops])
        spoken = Tag.objects.with_proposition().filter(pk__in={tag for _path, tag in self._recent})
        tags = list(spoken.order_by("name"))
        few = Sought(self.scope, self._recent[:PAIRS], lanes, tags)
        return few if few.examples or len(self._recent) <= PAIRS else Sought(self.scope, self._recent, lanes, tags)

    @property
    def lanes(self) -> readings.Lanes:
        """The bodies at the top that spoke lately, with their offices."""
        return self._sought.lanes

    @property
    def tags(self) -> list[Any]:
        """The tags that were spoken on lately, with their propositions."""
        return self._sought.tags

    @property
    def actors(self) -> list[Actor]:
        """The bodies of `lanes`, by name."""
        tops = (self.lanes.actors[party.actor] for party in self.lanes.parties)
        return sorted(tops, key=lambda actor: actor.name)

    @property
    def _series(self) -> list[compare.Series]:
        return self._sought.series

    @property
    def _examples(self) -> list[compare.Example]:
        return self._sought.examples[:EXAMPLES]

    @cached_property
    def _changed(self) -> list[compare.Point]:
        """The readings that differ from the one before: as many as are shown, and two more for the example's own."""
        return compare.changed_lately(self._series, CHANGES + 2)

    @cached_property
    def _points(self) -> list[compare.Point]:
        """Of those the ones to show; where none differs, the latest readings.

        What the example shows already stands back where enough others are left.
        """
        if not self._changed:
            by_id = {point.row.id: point for one in self._series for lane in one.lanes for point in lane.points}
            return [by_id[row.id] for row in self._latest[:CHANGES]]
        sides = self.example.sides if self.example else ()
        shown = {side.latest.evidence.position.pk for side in sides}
        others = [point for point in self._changed if point.row.id not in shown]
        return (others if len(others) >= CHANGES else self._changed)[:CHANGES]

    @property
    def leaves_some_to_the_example(self) -> bool:
        """Whether a later change than the last of those shown stands in the example alone."""
        return self._points != self._changed[: len(self._points)] if self._changed else False

    @cached_property
    def _latest(self) -> list[compare.Row]:
        """The readings with a stance, the latest first."""
        rows = (point.row for one in self._series for lane in one.lanes for point in lane.points)
        return compare.newest_first(row for row in rows if row.stance)

    @cached_property
    def _evidence(self) -> dict[int, readings.Evidence]:
        courses = [course for one in self._examples for course in one.courses]
        sides = [row for course in courses for row in (course.earlier, course.latest)]
        changed = [point.row for point in self._changed]
        return readings.evidence_of([*sides, *changed, *self._latest[:QUOTED]])

    @property
    def has_changes(self) -> bool:
        """Whether the readings shown differ from the ones before."""
        return any(point.change and point.change.step for point in self._points)

    def readings(self) -> list[tuple[compare.Point, readings.Evidence]]:
        """The readings that changed lately with their words, the latest first."""
        return [(point, self._evidence[point.row.id]) for point in self._points]

    @cached_property
    def example(self) -> Shown | None:
        """A proposition and two actors then and now; None where no two can be set side by side.

        Among those on which somebody changed, one where the words of both, else of one of them, are near enough to be
        told apart one by one; among these one where both changed, then the shortest that stands whole.
        """
        changed = [one for one in self._examples if one.changes]
        shown = [self._shown(one) for one in changed or self._examples]
        return max(shown, key=lambda one: one.worth, default=None)

    def _shown(self, one: compare.Example) -> Shown:
        tag = next(tag for tag in self.tags if tag.pk == one.tag)
        return Shown(tag, [self._side(course) for course in one.courses], one.changes)

    def _side(self, course: compare.Course) -> ThenAndNow:
        earlier, now = self._evidence[course.earlier.id], self._evidence[course.latest.id]
        before, after = _told_apart(earlier, now)
        return ThenAndNow(
            actor=self.lanes.actors[course.party],
            count=course.count,
            first=course.first.said_on,
            earlier=Then(earlier, before),
            latest=Then(now, after),
        )

    def searches(self) -> list[tuple[str, str]]:
        """Short quotes of what is shown, each with its language, to try the search with.

        One of each language comes first, that of the page before the others, and the shortest before longer ones.
        """
        quotes = {passage.quote: item.position.language for item in self._evidence.values() for passage in item.quotes}
        short = sorted((quote for quote in quotes if len(quote) <= LONGEST_SEARCH and '"' not in quote), key=len)
        shortest = {quotes[quote]: quote for quote in reversed(short)}.values()
        here = (get_language() or "").lower().partition("-")[0]
        first = sorted(shortest, key=lambda quote: (quotes[quote].lower().partition("-")[0] != here, len(quote)))
        ordered = [*first, *(quote for quote in short if quote not in first)]
        return [(quote, quotes[quote]) for quote in ordered[:SEARCHES]]


def _told_apart(earlier: readings.Evidence, later: readings.Evidence) -> tuple[Sequence[excerpts.Run], ...]:
    """The quotes of two readings, the words that differ told; whole where they are in two languages or far apart."""
    before, after = _quoted(earlier), _quoted(later)
    if earlier.position.language == later.position.language:
        found = diff.words(before, after)
        if not found.is_another_text:
            return excerpts.around_changes(found.before, QUOTE), excerpts.around_changes(found.after, QUOTE)
    return ((diff.Piece(before, kept=True),),), ((diff.Piece(after, kept=True),),)


def _quoted(item: readings.Evidence) -> str:
    return " […] ".join(passage.quote for passage in item.quotes)
