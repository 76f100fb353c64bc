"""What stands in a generated record: actors, tags and statements as plain values, each a function of the seed.

Statement n depends on the seed and on n alone, so that a record of 10,000 is the beginning of one of 100,000 and
an interrupted run goes on where it stopped. No database here.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cached_property
from itertools import accumulate
from random import Random

from benchmarks.vocabulary import LANGUAGES, STOPS, Vocabulary, vocabulary
from statements.codes import Capacity, Form, Kind, Outcome, ReadOutcome, Stance, Voice

FIRST_DAY, DAYS = date(2016, 1, 1), 3653

COUNTRIES, ORGANISATIONS, GROUPS, COMPANIES, CIVIL, PERSONS = 60, 20, 8, 20, 12, 40
OFFICES = ("Ministry of Foreign Affairs of {0}", "Permanent Mission of {0}", "Embassy of {0} in {1}")
ROOTS, BRANCHES, LEAVES = 24, 6, 2

TWIN = 33
"""One statement in so many is followed by itself in another language."""

SKEW = 0.7
"""How unlike the busy and the quiet are: the share of the actor or tag of rank r goes with 1 / r ** SKEW."""

FORMS = {
    Form.ANSWERS: 26, Form.FORMAL_STATEMENT: 24, Form.PREPARED_SPEECH: 20, Form.PRESS_RELEASE: 14, Form.POST: 6,
    Form.ARTICLE: 4, Form.VOTE: 4, Form.ADOPTED_DOCUMENT: 2,
}  # fmt: skip
VOICES = [Voice.SPOKESPERSON, Voice.MINISTER, Voice.AMBASSADOR, Voice.DELEGATE, Voice.HEAD, Voice.SENIOR_OFFICIAL]
VOTES = ("yes", "yes", "yes", "no", "abstained", "absent")
COMMITMENTS = ("states-view", "states-view", "calls-for", "offers", "commits", "done", None)
VOTERS = 12


@dataclass(frozen=True, slots=True)
class ActorPlan:
    """An actor; `parent` is the place of the body it speaks for among the actors, `names` (language, name)."""

    name: str
    kind: str
    language: str
    parent: int | None = None
    names: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TagPlan:
    """A tag; without a `proposition` a topic."""

    name: str
    parent: int | None = None
    proposition: str = ""
    translations: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class TurnPlan:
    """A turn; `own` where the words are the actor's."""

    kind: str
    words: str
    own: bool
    label: str = ""
    gap: str = ""
    exchange: int | None = None
    voice: str | None = None
    asker: str | None = None
    speaker: str = ""
    outcome: str | None = None


@dataclass(frozen=True, slots=True)
class PositionPlan:
    """A reading of the words from `start` to `end` of a turn (from 0); `actor` None: the statement's."""

    tag: int
    turn: int
    start: int
    end: int
    actor: int | None = None
    basis: str = "said"
    stance: str | None = None
    word: str | None = None
    commitment: str | None = None
    condition: str = ""
    origin: str = "import"


@dataclass(frozen=True, slots=True)
class StatementPlan:
    """A statement with its words, its readings, who backs it and what became of it later."""

    number: int
    actor: int
    form: str
    title: str
    said_on: str
    language: str
    authority: str = "original"
    same_as: str = ""
    speaker: str = ""
    role: str = ""
    source_url: str = ""
    tags: tuple[int, ...] = ()
    turns: tuple[TurnPlan, ...] = ()
    positions: tuple[PositionPlan, ...] = ()
    backings: tuple[tuple[int, str], ...] = ()
    reads: tuple[tuple[int, str], ...] = ()
    corrected: str = ""
    """"title", "reading" or "withdrawn"; empty for nearly all."""

    @property
    def key(self) -> str:
        """Its key in the record."""
        return f"bench-{self.number}"


@dataclass
class _Words:
    """Sentences laid end to end, with where each stands."""

    vocabulary: Vocabulary
    text: str = ""
    spans: list[tuple[int, int]] = field(default_factory=list)

    def add(self, sentence: str) -> None:
        if self.text:
            self.text += "" if self.vocabulary.language == "zh" else " "
        self.spans.append((len(self.text), len(self.text) + len(sentence)))
        self.text += sentence + STOPS[self.vocabulary.language]


class Corpus:
    """All of a generated record, by its seed."""

    def __init__(self, seed: int) -> None:
        self.seed = seed

    # -- actors and tags -----------------------------------------------------------------------------------

    @cached_property
    def actors(self) -> list[ActorPlan]:
        """The actors; a body stands before those that speak for it."""
        random = Random(f"{self.seed} actors")
        names = distinct_names(random)
        found: list[ActorPlan] = []
        for _ in range(COUNTRIES):
            language = random.choices(LANGUAGES, (46, 14, 12, 14, 14))[0]
            body, name = len(found), next(names)
            others = tuple((code, vocabulary(code).name(random)) for code in ("ar", "zh"))
            found.append(ActorPlan(name, Kind.COUNTRY, language, None, others))
            offices = [office.format(name, next(names)) for office in OFFICES]
            found += [ActorPlan(office, Kind.OFFICE, language, body) for office in offices]
        found += [ActorPlan(f"Organisation for {next(names)}", Kind.ORGANISATION, "en") for _ in range(ORGANISATIONS)]
        found += [ActorPlan(f"Group of {next(names)}", Kind.ORGANISATION, "en") for _ in range(GROUPS)]
        found += [ActorPlan(f"{next(names)} Limited", Kind.COMPANY, "en") for _ in range(COMPANIES)]
        found += [ActorPlan(f"{next(names)} Watch", Kind.CIVIL_SOCIETY, "en") for _ in range(CIVIL)]
        found += [ActorPlan(f"{next(names)} {next(names)}", Kind.PERSON, "en") for _ in range(PERSONS)]
        return found

    @cached_property
    def countries(self) -> list[int]:
        """The places of the countries among the actors."""
        return [place for place, actor in enumerate(self.actors) if actor.kind == Kind.COUNTRY]

    @cached_property
    def organisations(self) -> list[int]:
        """The places of the organisations among the actors, groups of countries among them."""
        return [place for place, actor in enumerate(self.actors) if actor.kind == Kind.ORGANISATION]

    @cached_property
    def memberships(self) -> list[tuple[int, int, str, str, str]]:
        """(actor, group, role, since, until): countries in groups, persons at the head of countries."""
        random = Random(f"{self.seed} memberships")
        groups = self.organisations[-GROUPS:]
        found = [(country, group, "", "", "") for group in groups for country in random.sample(self.countries, 9)]
        persons = [place for place, actor in enumerate(self.actors) if actor.kind == Kind.PERSON]
        for at, person in enumerate(persons):
            since = 2016 + at % 2 * 5
            found.append((person, self.countries[at // 2], "head-of-government", str(since), str(since + 5)))
        return found

    @cached_property
    def tags(self) -> list[TagPlan]:
        """The tags: roots are topics, most of those below them carry a proposition."""
        random = Random(f"{self.seed} tags")
        names = distinct_names(random)
        found = [TagPlan(next(names)) for _ in range(ROOTS)]
        branches = [self._tag(random, next(names), root) for root in range(ROOTS) for _ in range(BRANCHES)]
        found += branches
        for parent in range(ROOTS, ROOTS + len(branches)):
            found += [self._tag(random, next(names), parent) for _ in range(LEAVES)]
        return found

    @staticmethod
    def _tag(random: Random, name: str, parent: int) -> TagPlan:
        if random.random() < 0.2:
            return TagPlan(name, parent)
        words = vocabulary("en").sentence(random, random.randrange(9, 18)) + "."
        translated = tuple((code, vocabulary(code).sentence(random, 12) + STOPS[code]) for code in ("ar", "zh"))
        return TagPlan(name, parent, words, translated)

    @cached_property
    def _actor_sums(self) -> list[float]:
        return skewed(Random(f"{self.seed} busy actors"), len(self.actors))

    @cached_property
    def _tag_sums(self) -> list[float]:
        return skewed(Random(f"{self.seed} busy tags"), len(self.tags) - ROOTS)

    # -- statements ----------------------------------------------------------------------------------------

    def statement(self, number: int) -> StatementPlan:
        """Statement `number`, from 0."""
        random = Random(f"{self.seed} statement {number}")
        if number % TWIN == 1:
            return self._twin(random, number)
        actor = random.choices(range(len(self.actors)), cum_weights=self._actor_sums)[0]
        form = random.choices(list(FORMS), list(FORMS.values()))[0]
        if form == Form.VOTE:
            actor = random.choice(self.organisations)
        about = self._tags(random, 1 if form == Form.VOTE else random.choice((2, 2, 3, 3)))
        plan = StatementPlan(
            number=number,
            actor=actor,
            form=form,
            title=vocabulary("en").sentence(random, random.randrange(5, 12)).replace(",", ""),
            said_on=_said_on(random),
            language=self.actors[actor].language if random.random() < 0.7 else "en",
            same_as=f"bench-same-{number}" if number % TWIN == 0 else "",
            tags=tuple(self._tags(random, random.choice((0, 1, 1, 2)))),
            source_url=f"https://source.example/{number}",
            corrected=_corrected(number),
        )
        if random.random() < 0.5:
            plan = replace(plan, speaker=vocabulary("en").name(random), role="Spokesperson of the Ministry")
        if form == Form.VOTE:
            return self._vote(random, plan, about[0])
        return self._backed(random, self._spoken(random, plan, about))

    def _twin(self, random: Random, number: int) -> StatementPlan:
        """The statement before it in another language, with the same readings."""
        before = self.statement(number - 1)
        language = random.choice([code for code in LANGUAGES if code != before.language])
        plan = replace(
            before,
            number=number,
            language=language,
            authority="official-translation",
            positions=(),
            turns=(),
            backings=(),
            reads=(),
            corrected="",
        )
        if before.form == Form.VOTE:
            plan = replace(plan, form=Form.FORMAL_STATEMENT)
        return self._spoken(random, plan, list(dict.fromkeys(position.tag for position in before.positions)))

    def _tags(self, random: Random, number: int) -> list[int]:
        places = range(ROOTS, len(self.tags))
        return list(dict.fromkeys(random.choices(places, cum_weights=self._tag_sums, k=number)))

    def _spoken(self, random: Random, plan: StatementPlan, about: Sequence[int]) -> StatementPlan:
        """With turns of about 200 words, and a reading on each tag."""
        words = vocabulary(plan.language)
        voice = random.choice(VOICES)
        turns: list[TurnPlan] = []
        places: list[tuple[int, int, int]] = []

        def speak(kind: str, sentences: int, **more: object) -> None:
            said = _Words(words)
            for _ in range(sentences):
                said.add(words.sentence(random, random.randrange(12, 23)))
            places.extend((len(turns), start, end) for start, end in said.spans)
            turns.append(TurnPlan(kind, said.text, own=True, voice=voice, **more))  # type: ignore[arg-type]

        if plan.form == Form.ANSWERS:
            for exchange in (1, 2, 3):
                asker = random.choice(("outlet", "unnamed"))
                turns.append(self._question(random, words, exchange, asker))
                outcome = random.choice(Outcome.values) if random.random() < 0.2 else None
                speak("answer", 3, label="A: ", gap="\n\n", exchange=exchange, outcome=outcome)
        else:
            speak("speech", 6, gap="\n\n")
            speak("speech", 6)
        chosen = random.sample(places, min(len(about), len(places)))
        positions = [self._reading(random, plan, tag, turns, place) for tag, place in zip(about, chosen, strict=False)]
        return replace(plan, turns=tuple(turns), positions=tuple(positions), reads=self._reads(random, about))

    @staticmethod
    def _question(random: Random, words: Vocabulary, exchange: int, asker: str) -> TurnPlan:
        asked = words.sentence(random, random.randrange(14, 24)) + "?"
        outlet = vocabulary("en").name(random) if asker == "outlet" else ""
        return TurnPlan("question", asked, False, "Q: ", "\n\n", exchange, asker=asker, speaker=outlet)

    def _reading(
        self, random: Random, plan: StatementPlan, tag: int, turns: Sequence[TurnPlan], place: tuple[int, int, int]
    ) -> PositionPlan:
        """Mostly what the actor always says on the tag, now and then something else."""
        turn, start, end = place
        reading = PositionPlan(tag, turn, start, end)
        if not self.tags[tag].proposition:
            return reading
        if random.random() < 0.1:
            stance = random.choice(Stance.values)
        else:
            stance = Random(f"{self.seed} stance {plan.actor} {tag}").choice(Stance.values)
        quote = turns[turn].words[start:end]
        return replace(
            reading,
            stance=stance,
            commitment=random.choice(COMMITMENTS),
            condition=quote[: len(quote) // 2].rstrip() if stance.startswith("conditional") else "",
            origin=random.choice(("import", "import", "editor")),
        )

    def _reads(self, random: Random, about: Sequence[int]) -> tuple[tuple[int, str], ...]:
        if random.random() > 0.05:
            return ()
        return tuple((tag, ReadOutcome.NOTHING_FOUND.value) for tag in self._tags(random, 2) if tag not in about)

    def _backed(self, random: Random, plan: StatementPlan) -> StatementPlan:
        """One in fifty is backed by three countries, whose positions follow it."""
        if random.random() > 0.02:
            return plan
        capacity = random.choice((Capacity.SIGNS, Capacity.ALIGNS, Capacity.CO_SPONSORS))
        backers = [country for country in random.sample(self.countries, 4) if country != plan.actor][:3]
        return replace(plan, backings=tuple((country, capacity.value) for country in backers))

    def _vote(self, random: Random, plan: StatementPlan, tag: int) -> StatementPlan:
        """A roll call: the words are an organisation's, each vote a word of the source."""
        words = vocabulary("en")
        said = _Words(words)
        for _ in range(10):
            said.add(words.sentence(random, random.randrange(12, 20)))
        text, positions = said.text + "\n\n", []
        for country in random.sample(self.countries, VOTERS):
            vote = random.choice(VOTES)
            line = f"{self.actors[country].name}: {vote}"
            positions.append(
                PositionPlan(tag, 0, len(text), len(text) + len(line), actor=country, basis="response", word=vote)
            )
            text += line + "\n"
        turn = TurnPlan("speech", text, own=True)
        return replace(plan, language="en", turns=(turn,), positions=tuple(positions))


def distinct_names(random: Random) -> Iterator[str]:
    """Invented names, none twice, none the beginning of a sentence's common word."""
    seen: set[str] = set()
    while True:
        name = vocabulary("en").name(random)
        if name not in seen:
            seen.add(name)
            yield name


def skewed(random: Random, number: int) -> list[float]:
    """Sums of the weights of `number` things whose ranks are drawn."""
    ranks = random.sample(range(1, number + 1), number)
    return list(accumulate(rank**-SKEW for rank in ranks))


def _said_on(random: Random) -> str:
    day = FIRST_DAY + timedelta(days=random.randrange(DAYS))
    drawn = random.random()
    if drawn < 0.9:
        return day.isoformat()
    if drawn < 0.97:
        return f"{day:%Y-%m}"
    return f"{day:%Y}" if drawn < 0.99 else ""


def _corrected(number: int) -> str:
    """What became of it: a few in a thousand have a history."""
    if number % TWIN == 0:
        return ""
    return {20: "title", 270: "title", 520: "reading", 770: "withdrawn"}.get(number % 1000, "")
