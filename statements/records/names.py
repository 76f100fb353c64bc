"""Who is who: the actors and tags that names in a file mean, known ones and new ones.

All actors and tags of the site are held in memory while files are read, so that no name costs a query.
Nothing is written here.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import regex
from rapidfuzz import fuzz, process

from statements import places
from statements.codes import Kind
from statements.models import Actor, ActorName, Proposition, Tag
from statements.records.checking import name_of
from statements.records.files import Source

NEAR = 90
"""How like two names must be, of 100, to be shown side by side."""

_WORDS = regex.compile(r"[\p{L}\p{N}\p{M}]+")


class Unclear(ValueError):
    """A name means several, or something other than was said; the message lists what it could mean."""


@dataclass(eq=False, slots=True)
class Described:
    """The record that an actor or a tag has of its own: its clean values, its place, and what its names mean."""

    values: dict[str, Any]
    source: Source
    number: int
    parent: Who | What | None = None
    groups: list[tuple[Who, dict[str, str]]] = field(default_factory=list)

    def __str__(self) -> str:
        return f"{self.source.name}:{self.number}"


@dataclass(eq=False, slots=True)
class Who:
    """An actor as files name it: one of the site (`actor`), or a new one.

    `line` is its own record, if a file has one; `invented`: a statement says that it is not a real one; `used`:
    something that will be written names it; `called`: the names under which it stands in the files, in the order met.
    """

    name: str
    kind: str
    country: str = ""
    actor: Actor | None = None
    parent: Who | None = None
    line: Described | None = None
    known: bool = False
    invented: bool = False
    used: bool = False
    called: dict[str, None] = field(default_factory=dict)

    def shown(self) -> str:
        """The actor as lists and errors name it."""
        return f"{self.name} ({', '.join(filter(None, (self.kind, self.country)))})"

    def is_real(self) -> bool:
        """Whether the site, or else its own record, has it as a real one; a new one may be either."""
        own = self.line.values.get("invented") if self.line is not None else None
        return not own and (own is False if self.actor is None else not self.actor.invented)

    def is_country_of_the_table(self) -> bool:
        """Whether ISO 3166-1 has it."""
        return self.kind == Kind.COUNTRY and self.country in places.COUNTRIES

    def best_name(self) -> str:
        """The name for a new one: of a country met under several, the one the table knows best."""
        if self.line is not None or not self.is_country_of_the_table() or not self.called:
            return self.name
        country = places.COUNTRIES[self.country]
        in_use = (name for name in self.called if name in country.names)
        return country.name if country.name in self.called else next(in_use, next(iter(self.called)))


@dataclass(eq=False, slots=True)
class What:
    """A tag as files name it: one of the site (`tag`, `known`), or a new one; `carries`: it has a proposition."""

    name: str
    tag: Tag | None = None
    carries: bool = False
    line: Described | None = None
    parent: What | None = None
    known: bool = False
    used: bool = False


class Subjects:
    """The tags that names mean."""

    def __init__(self) -> None:
        carrying = set(Proposition.objects.filter(superseded_at__isnull=True).values_list("tag", flat=True))
        tags = {tag.pk: tag for tag in Tag.objects.all()}
        whats = {pk: What(tag.name, tag, carries=pk in carrying, known=True) for pk, tag in tags.items()}
        self._by_id: dict[int, What] = {pk: whats[_head(tag, tags)] for pk, tag in tags.items()}
        self._by_name = {tag.name: self._by_id[tag.pk] for tag in tags.values()}

    def of(self, pk: int) -> What:
        """The tag of an id (one that was merged: the one it was merged into)."""
        if pk not in self._by_id:
            self._by_id |= {what.tag.pk: what for what in self._by_name.values() if what.tag is not None}
        return self._by_id[pk]

    def named(self, name: str) -> What:
        """The tag of exactly this name (one that was merged: the one it was merged into), else a new one."""
        what = self._by_name.get(name)
        if what is None:
            what = self._by_name[name] = What(name)
        return what

    def carries(self, name: str) -> bool:
        """Whether the tag of exactly this name has a proposition."""
        what = self._by_name.get(name)
        return what is not None and what.carries

    def new(self) -> list[What]:
        """New tags that something names, by name."""
        return sorted({what for what in self._by_name.values() if what.tag is None and what.used}, key=_by_name)

    def lines(self) -> list[What]:
        """Tags that have a record of their own."""
        return [what for what in self._by_name.values() if what.line is not None]


class People:
    """The actors that names mean."""

    def __init__(self) -> None:
        actors = {actor.pk: actor for actor in Actor.objects.all()}
        self._all: list[Who] = []
        self._by_code: defaultdict[str, list[Who]] = defaultdict(list)
        self._by_name: defaultdict[str, list[Who]] = defaultdict(list)
        self._by_other: defaultdict[str, list[Who]] = defaultdict(list)
        self._called: dict[str, Who] = {}
        self._by_id: dict[int, Who] = {}
        for pk, actor in actors.items():
            if actor.merged_into_id is None:
                self._by_id[pk] = self._add(Who(actor.name, actor.kind, actor.country, actor, known=True))
        for pk, actor in actors.items():
            if actor.merged_into_id is not None:
                self._by_id[pk] = head = self._by_id[_head(actor, actors)]
                self.also(head, actor.name)
        for pk, name in ActorName.objects.values_list("actor", "name"):
            self.also(self._by_id[pk], name)

    def of(self, pk: int) -> Who:
        """The actor of an id (one that was merged: the one it was merged into)."""
        if pk not in self._by_id:
            self._by_id |= {who.actor.pk: who for who in self._all if who.actor is not None}
        return self._by_id[pk]

    def _add(self, who: Who) -> Who:
        self._all.append(who)
        self._by_name[who.name].append(who)
        if who.kind == Kind.COUNTRY and who.country:
            self._by_code[who.country].append(who)
        self._called.clear()
        return who

    def rename(self, who: Who, name: str) -> None:
        """Give a new actor the name its own record has, where it was met under another."""
        if who.actor is None and who.name != name:
            self._by_name[who.name].remove(who)
            self._by_name[name].append(who)
            who.name = name
            self._called.clear()

    def also(self, who: Who, name: str) -> None:
        """Let another name mean an actor too."""
        name = name_of(name)
        if who not in self._by_name[name] and who not in self._by_other[name]:
            self._by_other[name].append(who)
            self._called.clear()

    def declare(self, own: Iterable[tuple[str, str | None, str]]) -> None:
        """Take note of statements' own actors (name, kind, country), so that the order of lines does not matter.

        What is unclear is left for the line itself to report.
        """
        pending = sorted(set(own), key=lambda entry: (entry[1] is None, not entry[2], entry))
        for name, kind, country in pending:
            if name and kind is not None:
                self._quietly(name, kind, country)

    def _quietly(self, name: str, kind: str, country: str) -> None:
        try:
            self.own(name, kind, country)
        except Unclear:
            return

    def own(self, name: str, kind: str | None, country: str = "") -> Who:
        """The actor named with its kind, as a statement or an actor's record does. Errors: `Unclear`."""
        if kind is None:
            return self.called(name, country)
        if kind == Kind.COUNTRY:
            who = self._country(name, country)
        else:
            found = [who for who in self._by_name[name] if who.kind == kind]
            found = found or [who for who in self._by_other[name] if who.kind == kind]
            found = [who for who in found if not country or who.country in ("", country)]
            found = [who for who in found if who.country == country] or found
            who = _only(name, found) or self._add(Who(name, kind, country))
        who.called.setdefault(name)
        if who.kind == Kind.OFFICE and who.country and who.parent is None and not who.known:
            who.parent = self.country(who.country)
        return who

    def _country(self, name: str, code: str) -> Who:
        known = places.country_by_name(name)
        if code:
            if known and known.alpha3 != code and code in places.COUNTRIES:
                raise Unclear(f"{code} is {places.COUNTRIES[code].name}, and “{name}” is {known.alpha3}")
            who = _only(name, self._by_code[code])
            if who is None:
                same = [who for who in self._countries(name) if who.country in ("", code)]
                who = _only(name, same) or self._add(Who(name, Kind.COUNTRY, code))
            self.also(who, name)
            return who
        who = _only(name, self._countries(name))
        return who or self._add(Who(name, Kind.COUNTRY, known.alpha3 if known else ""))

    def _countries(self, name: str) -> list[Who]:
        """Countries of this name: their own, one in another language, or one that the table knows."""
        for table in (self._by_name, self._by_other):
            if found := [who for who in table.get(name, ()) if who.kind == Kind.COUNTRY]:
                return found
        known = places.country_by_name(name)
        return self._by_code[known.alpha3] if known else []

    def country(self, code: str) -> Who:
        """The country of a code."""
        country = places.country_by_code(code)
        return _only(code, self._by_code[code]) or self._add(Who(country.name if country else code, Kind.COUNTRY, code))

    def called(self, name: str, country: str = "") -> Who:
        """The actor named without its kind. Errors: `Unclear`."""
        who = self._called.get(name)
        if who is None:
            who = _only(name, self._countries(name))
            who = who or _only(name, self._by_name.get(name, [])) or _only(name, self._by_other.get(name, []))
            if who is None:
                known = places.country_by_name(name)
                kind = Kind.COUNTRY if known else Kind.ORGANISATION
                who = self._add(Who(name, kind, known.alpha3 if known else country))
            self._called[name] = who
            who.called.setdefault(name)
        return who

    def means(self, name: str) -> bool:
        """Whether a name without a kind means an actor of the site, or a country of the table."""
        return bool(self._countries(name) or self._by_name.get(name) or self._by_other.get(name)) or bool(
            places.country_by_name(name)
        )

    def new(self) -> list[Who]:
        """New actors that something names, by name."""
        return sorted((who for who in self._all if who.actor is None and who.used), key=_by_name)

    def lines(self) -> list[Who]:
        """Actors that have a record of their own."""
        return [who for who in self._all if who.line is not None]

    def near(self, news: list[Who]) -> Iterator[tuple[Who, Who | None]]:
        """New actors, each with the one whose name is nearly the same, if any: shown, never merged."""
        others = [who for who in self._all if who.known or who.used]
        keys = [_key(who.name) for who in others]
        for who in news:
            yield who, self._nearest(who, others, keys)

    def _nearest(self, who: Who, others: list[Who], keys: list[str]) -> Who | None:
        key = _key(who.name)
        matches = process.extract(key, keys, scorer=fuzz.ratio, score_cutoff=NEAR, limit=4)
        rows = [others[at] for _, _, at in matches]
        return next((other for other in rows if other is not who), None)


def _only(name: str, found: list[Who]) -> Who | None:
    if len(found) > 1:
        meant = "; ".join(f"{who.shown()}{f' #{who.actor.pk}' if who.actor else ''}" for who in found)
        raise Unclear(f"“{name}” means several: {meant}")
    return found[0] if found else None


def _head(node: Any, nodes: dict[int, Any]) -> int:
    while node.merged_into_id is not None:
        node = nodes[node.merged_into_id]
    pk: int = node.pk
    return pk


def _key(name: str) -> str:
    letters = unicodedata.normalize("NFKC", name).casefold()
    return " ".join(_WORDS.findall(letters)).removeprefix("the ")


def _by_name(node: Who | What) -> str:
    return node.name
