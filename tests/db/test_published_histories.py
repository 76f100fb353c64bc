"""Random histories: at every instant the public sees exactly what a model in memory says it saw."""

from dataclasses import dataclass, field, replace
from datetime import timedelta

from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from statements import recording
from statements.models import Edition, Passage, Position, SiteRevision, Statement, Turn
from tests import factories

SENTENCES = ("We support limits.", "Мы подпишем договор.", "我们反对限制。", "نؤيد المعاهدة.", "Nothing is decided.")
DATES = ("2026-05-29", "2026-05", "2025", "", "2026-05-01/2026-05-03")
STANCES = ("supports", "opposes", "mixed", "no-position")


@dataclass(frozen=True)
class Said:
    """A statement as the public sees it."""

    title: str
    said_on: str
    words: tuple[int, ...]
    owner: str
    tags: tuple[str, ...]


@dataclass(frozen=True)
class Taken:
    """A position as the public sees it."""

    statement: int
    tag: str
    stance: str | None
    said_on: str
    quote: str
    hidden: bool = False


@dataclass
class Draft:
    """A reading not yet published; `stale` once its words were corrected away."""

    row: Position
    statement: int
    tag: str
    stance: str
    sentence: int
    stale: bool = False


@dataclass
class Model:
    """What must be public, by instant."""

    said: dict[int, Said] = field(default_factory=dict)
    taken: dict[int, Taken] = field(default_factory=dict)
    withdrawn: set[int] = field(default_factory=set)
    drafts: dict[int, Said] = field(default_factory=dict)
    planned: dict[int, bool] = field(default_factory=dict)
    readings: dict[int, Draft] = field(default_factory=dict)
    snapshots: list = field(default_factory=list)

    def snapshot(self) -> None:
        """Keep what is public since the last publication."""
        instant = SiteRevision.current().at
        if instant is None:
            return
        if self.snapshots and self.snapshots[-1][0] == instant:
            self.snapshots.pop()
        self.snapshots.append((instant, dict(self.said), dict(self.taken)))


class Histories(TestCase):
    """Hypothesis draws the acts; `Model` and the record are compared at every instant."""

    @settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
    @given(
        st.lists(
            st.tuples(
                st.sampled_from(
                    ["record", "code", "publish", "publish readings", "words", "owner", "date", "tags", "withdraw",
                     "schedule soon", "schedule late", "due", "hide", "recode"]
                ),
                st.integers(0, 7),
                st.integers(0, 7),
            ),
            min_size=4,
            max_size=24,
        )
    )  # fmt: skip
    def test_the_public_sees_at_every_instant_what_was_published_then_and_nothing_else(self, acts):
        self.host = factories.actor()
        self.guest = factories.actor("Bel Sarat")
        self.tags = [factories.tag(name, f"States should do {name}.") for name in ("one", "two")]
        self.editor = factories.editor()
        model = Model()
        for act, one, two in [("record", 0, 0), ("code", 0, 0), ("publish", 0, 0), *acts]:
            getattr(self, "tags_act" if act == "tags" else act.replace(" ", "_"))(model, one, two)
            model.snapshot()
        self.compare(model)

    # The acts, each on the record and on the model.

    def record(self, model, one, two):
        sentences = tuple(dict.fromkeys((one % 5, two % 5, (one + two) % 5)))
        row = factories.statement(
            " ".join(SENTENCES[n] for n in sentences), title=f"T{one}", said_on=DATES[two % 5], published=False
        )
        model.drafts[row.pk] = Said(f"T{one}", DATES[two % 5], sentences, self.host.name, ())

    def everything(self, model):
        return model.drafts | model.said

    def pick(self, rows, number):
        return sorted(rows)[number % len(rows)] if rows else None

    def code(self, model, one, two):
        alive = {pk: said for pk, said in self.everything(model).items() if said.owner == self.host.name}
        pk = self.pick(alive, one)
        if pk is None:
            return
        sentence = alive[pk].words[two % len(alive[pk].words)]
        tag, stance = self.tags[two % 2], STANCES[one % 4]
        standing = [row for row in model.taken.values() if not row.hidden]
        expected = (pk, tag.name) not in {(row.statement, row.tag) for row in (*standing, *model.readings.values())}
        try:
            row = factories.position(Statement.objects.get(pk=pk), SENTENCES[sentence], tag, stance, published=False)
        except recording.AlreadyCoded:
            assert not expected
        else:
            assert expected
            model.readings[row.line] = Draft(row, pk, tag.name, stance, sentence)

    def take(self, model, draft):
        """The model's side of publishing a reading; False where the record must refuse."""
        taken = Taken(
            draft.statement, draft.tag, draft.stance, model.said[draft.statement].said_on, SENTENCES[draft.sentence]
        )
        rivals = [
            line
            for line, other in model.taken.items()
            if (other.statement, other.tag, other.hidden) == (taken.statement, taken.tag, False)
            and line != draft.row.line
        ]
        if draft.stale or rivals:
            return False
        model.taken[draft.row.line] = taken
        del model.readings[draft.row.line]
        return True

    def publish(self, model, one, two):
        pk = self.pick(model.drafts, one)
        if pk is None:
            return
        recording.publish(Statement.objects.get(pk=pk), by=self.editor)
        model.said[pk] = model.drafts.pop(pk)
        model.planned.pop(pk, None)

    def publish_readings(self, model, one, two):
        ready = {line: draft for line, draft in model.readings.items() if draft.statement in model.said}
        line = self.pick(ready, one)
        if line is None:
            return
        draft = ready[line]
        expected = self.take(model, draft)
        try:
            recording.publish_positions([draft.row], by=self.editor)
        except recording.RecordingError:
            assert not expected
        else:
            assert expected

    def words(self, model, one, two):
        pk = self.pick(model.said, one)
        if pk is None:
            return
        said = model.said[pk]
        sentences = tuple(dict.fromkeys((*said.words[1:], two % 5)))
        self.rewrite(model, pk, replace(said, words=sentences))

    def owner(self, model, one, two):
        pk = self.pick(model.said, one)
        if pk is None:
            return
        self.rewrite(model, pk, replace(model.said[pk], owner=(self.host, self.guest)[two % 2].name))

    def rewrite(self, model, pk, said):
        before = model.said[pk]
        actor = self.host if said.owner == self.host.name else self.guest
        turn = recording.NewTurn("speech", " ".join(SENTENCES[n] for n in said.words), actor=actor, voice="minister")
        recording.correct(
            Statement.objects.get(pk=pk),
            by=self.editor,
            reason="the source was corrected",
            texts={1: recording.NewText(turns=[turn], language="en")},
        )
        model.said[pk] = said
        if before == said:
            return
        for line, taken in list(model.taken.items()):
            if taken.statement != pk or taken.hidden:
                continue
            if said.owner != before.owner or not self.stands(taken.quote, said):
                model.taken[line] = replace(taken, hidden=True, stance=None)
        for draft in model.readings.values():
            if draft.statement == pk and (said.owner != before.owner or draft.sentence not in said.words):
                draft.stale = True

    def stands(self, quote, said):
        return quote in {SENTENCES[n] for n in said.words}

    def date(self, model, one, two):
        pk = self.pick(model.said, one)
        if pk is None:
            return
        said_on = DATES[two % 5]
        recording.correct(Statement.objects.get(pk=pk), by=self.editor, reason="misdated", values={"said_on": said_on})
        model.said[pk] = replace(model.said[pk], said_on=said_on)
        model.taken |= {
            line: replace(taken, said_on=said_on) for line, taken in model.taken.items() if taken.statement == pk
        }

    def tags_act(self, model, one, two):
        pk = self.pick(model.said, one)
        if pk is None:
            return
        chosen = self.tags[: two % 3]
        recording.correct(Statement.objects.get(pk=pk), by=self.editor, reason="retagged", tags=chosen)
        model.said[pk] = replace(model.said[pk], tags=tuple(sorted(tag.name for tag in chosen)))

    def withdraw(self, model, one, two):
        pk = self.pick(model.said, one) if one > 4 else None
        if pk is None:
            return
        recording.withdraw(Statement.objects.get(pk=pk), by=self.editor, reason="not theirs")
        del model.said[pk]
        model.withdrawn.add(pk)
        model.taken = {line: taken for line, taken in model.taken.items() if taken.statement != pk}

    def schedule_soon(self, model, one, two):
        self.plan(model, one, due=True)

    def schedule_late(self, model, one, two):
        self.plan(model, one, due=False)

    def plan(self, model, one, *, due):
        pk = self.pick(model.drafts, one)
        if pk is None:
            return
        at = timezone.now() + timedelta(hours=-1 if due else 1)
        recording.schedule(Statement.objects.get(pk=pk), by=self.editor, at=at)
        model.planned[pk] = due

    def due(self, model, one, two):
        expected = sorted(pk for pk, due in model.planned.items() if due)
        assert recording.publish_due()[0] == len(expected)
        # Each statement becomes public at an instant of its own.
        ran = Statement.objects.filter(pk__in=expected).order_by("published_at").values_list("pk", "published_at")
        for pk, instant in ran:
            model.said[pk] = model.drafts.pop(pk)
            del model.planned[pk]
            model.snapshots.append((instant, dict(model.said), dict(model.taken)))

    def hide(self, model, one, two):
        line = self.pick({line for line, taken in model.taken.items() if not taken.hidden}, one)
        if line is None:
            return
        recording.hide(Position.objects.published().get(line=line), by=self.editor, reason="misread")
        model.taken[line] = replace(model.taken[line], hidden=True, stance=None)

    def recode(self, model, one, two):
        line = self.pick({line for line, taken in model.taken.items() if not taken.hidden}, one)
        if line is None:
            return
        draft = recording.recode(
            Position.objects.published().get(line=line), by=self.editor, reason="read anew", stance=STANCES[two % 4]
        )
        recording.publish_positions([draft], by=self.editor)
        model.taken[line] = replace(model.taken[line], stance=STANCES[two % 4])

    # The comparison.

    def compare(self, model):
        for number, (instant, said, taken) in enumerate(model.snapshots):
            said = {pk: row for pk, row in said.items() if pk not in model.withdrawn}
            taken = {line: row for line, row in taken.items() if row.statement not in model.withdrawn}
            self.hold(instant, said, taken)
            if number + 1 < len(model.snapshots):
                # An instant before the next publication still shows this one.
                self.hold(model.snapshots[number + 1][0] - timedelta(microseconds=1), said, taken)
        if model.snapshots:
            self.hold(model.snapshots[0][0] - timedelta(days=1), {}, {})
            self.hold(None, said, taken)

    def hold(self, instant, said, taken):
        editions = Edition.objects.published(instant).prefetch_related("tags")
        assert sorted(
            (row.statement_id, row.title, row.said_on, tuple(sorted(tag.name for tag in row.tags.all())))
            for row in editions
        ) == sorted((pk, row.title, row.said_on, row.tags) for pk, row in said.items())
        turns = Turn.objects.published(instant).select_related("text", "actor")
        assert sorted((turn.text.statement_id, turn.words, turn.actor.name) for turn in turns) == sorted(
            (pk, " ".join(SENTENCES[n] for n in row.words), row.owner) for pk, row in said.items()
        )
        positions = Position.objects.published(instant, hidden=True).select_related("tag")
        quotes = dict(Passage.objects.published(instant).values_list("position", "quote"))
        assert sorted(
            (row.line, row.statement_id, row.tag.name, row.stance or "", row.said_on, quotes[row.pk], row.status)
            for row in positions
        ) == sorted(
            (line, row.statement, row.tag, row.stance or "", row.said_on, row.quote,
             "hidden" if row.hidden else "published")
            for line, row in taken.items()
        )  # fmt: skip
        counted = Position.objects.published(instant).values_list("line", flat=True)
        assert sorted(counted) == sorted(line for line, row in taken.items() if not row.hidden)
