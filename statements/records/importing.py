"""Import files of records: read all names, check every line, then write in one transaction.

Nothing here knows a command line. Memory holds the site's actors and tags, the records of actors and tags in
the files, and a few hundred statements at a time.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from statements import models, recording
from statements.codes import Kind
from statements.records import naming, vocabulary
from statements.records.again import Decision, Planned, decide, digest_of
from statements.records.checking import COUNTRY, Problems, clean, name_of
from statements.records.files import BadFile, BadLine, Line, Source
from statements.records.names import Described, People, Subjects
from statements.records.planning import plan
from statements.records.publishing import Options, Publishing
from statements.records.report import Problem, Report
from statements.records.seen import Seen
from statements.records.shapes import Reference
from statements.records.tally import given_by
from statements.records.writing import Writer, line_of

CHUNK = 500
"""Statements written together, unless they have very many passages or letters."""

PASSAGES = 5_000

LETTERS = 1_000_000

Step = Callable[[int], None]
Progress = Callable[[str, int], AbstractContextManager[Step]]
"""Takes what is done now and how many bytes there are; gives a function that takes how many more are done."""


class Refused(Exception):
    """Lines are bad, so nothing was written; the report says which."""

    def __init__(self, report: Report) -> None:
        super().__init__(f"bad lines: {report.bad_lines:,}; nothing was written")
        self.report = report


def silent(_stage: str, _total: int) -> AbstractContextManager[Step]:
    """No progress shown."""
    return nullcontext(lambda _read: None)


def import_files(sources: Sequence[Source], options: Options, progress: Progress = silent) -> Report:
    """Import files of records as `options` say; what was done, or without `commit` what would be.

    Errors: `Refused` where lines are bad and `skip_bad` is off; `BadFile` where a file cannot be read;
    `RecordingError` where the database's state refuses an update. Nothing is written then.
    """
    work = _Import(sources, options, progress)
    work.read_names()
    work.go_through("checking")
    if work.report.bad_lines and not options.skip_bad:
        raise Refused(work.report)
    work.list_names()
    if options.commit:
        with _no_log_of_queries(), transaction.atomic():
            work.write()
        with connection.cursor() as cursor:
            # Both databases choose indexes by counts of rows that a large import has just made wrong.
            cursor.execute("ANALYZE")
    return work.report


@contextmanager
def _no_log_of_queries() -> Iterator[None]:
    """With DEBUG on Django keeps the last thousands of queries, and here each holds a chunk of the file."""
    kept = connection.queries_log
    connection.queries_log = deque(maxlen=0)
    try:
        yield
    finally:
        connection.queries_log = kept


class _Import:
    """One import under way."""

    def __init__(self, sources: Sequence[Source], options: Options, progress: Progress) -> None:
        self.sources = sources
        self.options = options
        self.progress = progress
        self.total = sum(source.size() for source in sources)
        self.people = People()
        self.subjects = Subjects()
        self.vocabulary = vocabulary.Vocabulary(self.people, self.subjects)
        self.publishing = Publishing(options)
        self.report = Report()
        self.bad: set[tuple[Source, int]] = set()
        self.referred: list[tuple[Source, int, Reference]] = []
        self.seen = Seen()
        self.publishable: list[int] = []
        self.checked = False

    # -- reading ---------------------------------------------------------------------------------------

    def _lines(self, stage: str) -> Iterator[tuple[Source, Line]]:
        """Every line, with its source."""
        with self.progress(stage, self.total) as step:
            for source in self.sources:
                read = 0
                for line in source.lines():
                    step(line.read - read)
                    read = line.read
                    yield source, line

    def _refuse(self, source: Source, number: int, found: Sequence[tuple[str, str]]) -> None:
        if self.checked:
            raise BadFile(f"{source.name}: was changed while it was read; nothing was written")
        self.bad.add((source, number))
        self.report.bad_lines += 1
        for field, message in found:
            self.report.problem(Problem(source.name, number, field, message))

    def read_names(self) -> None:
        """Take note of the actors and tags that have records, and of the statements' own actors."""
        own: set[tuple[str, str | None, str]] = set()
        for source, line in self._lines("reading names"):
            raw = self._read(source, line)
            if (source, line.number) in self.bad:
                continue
            kind = raw.get("type") or source.kind
            if kind in ("actor", "tag"):
                self._describe(source, line.number, raw)
            else:
                own.add(_own_actor(raw))
        self.vocabulary.settle(self._refuse_described)
        self.people.declare(own)

    def _describe(self, source: Source, number: int, raw: dict[str, Any]) -> None:
        problems = Problems()
        kind, values = clean(raw, source.kind, problems)
        if not problems:
            describe = self.vocabulary.actor if kind == "actor" else self.vocabulary.tag
            describe(values, source, number, problems)
        if problems:
            self._refuse(source, number, problems.found)

    def _refuse_described(self, line: Described, field: str, message: str) -> None:
        self._refuse(line.source, line.number, [(field, message)])

    # -- going through the statements --------------------------------------------------------------------

    def go_through(self, stage: str, writer: Writer | None = None) -> None:
        """Check every statement, decide what is to be done with it, count it, and with a writer do it."""
        self.report.counts = Report().counts
        self.report.changed, self.report.refused = [], []
        chunk: list[Planned] = []
        passages = letters = 0
        for source, line in self._lines(stage):
            raw = self._read(source, line)
            if (raw.get("type") or source.kind) in ("actor", "tag"):
                continue
            planned = self._planned(source, line.number, raw)
            given = given_by(raw, self.subjects.carries)
            if planned is None:
                self.report.count("given", given)
                self.report.count("refused", given)
                continue
            self.report.count("given", given._replace(positions=len(planned.statement.positions)))
            chunk.append(planned)
            passages += planned.statement.passages()
            letters += planned.statement.letters()
            if len(chunk) >= CHUNK or passages >= PASSAGES or letters >= LETTERS:
                self._take(chunk, writer)
                chunk, passages, letters = [], 0, 0
        self._take(chunk, writer)
        if not self.checked:
            good = len(self.bad)
            self._check_references()
            self.checked = True
            if len(self.bad) > good:
                # They were counted as good ones.
                self.go_through(stage)

    def _read(self, source: Source, line: Line) -> dict[str, Any]:
        """What stands in the line; nothing where that is no record."""
        try:
            return line.record()
        except BadLine as error:
            if (source, line.number) not in self.bad:
                self._refuse(source, line.number, [("", str(error))])
            return {}

    def _planned(self, source: Source, number: int, raw: dict[str, Any]) -> Planned | None:
        """A statement's record as it is to be written; None where it is bad."""
        if (source, number) in self.bad:
            return None
        problems = Problems()
        _, values = clean(raw, source.kind, problems)
        statement = None if problems else plan(values, self.people, self.subjects, problems)
        if statement is not None and not self.checked:
            self.seen.note(statement.key, f"{source.name}:{number}", problems)
        if statement is None or problems:
            self._refuse(source, number, problems.found)
            return None
        planned = Planned(statement, source, number, digest_of(values))
        if not self.checked:
            self._note(planned)
        return planned

    def _note(self, planned: Planned) -> None:
        """Remember what a good line uses and refers to."""
        for who in planned.statement.people():
            who.used = True
        for what in planned.statement.subjects():
            what.used = True
        for position in planned.statement.positions:
            self.seen.position(planned.statement.key, position.match)
            if position.relates_to is not None:
                self.referred.append((planned.source, planned.number, position.relates_to))

    def _check_references(self) -> None:
        for source, number, reference in self.referred:
            match = (reference.what, reference.who, reference.basis)
            if not self.seen.has_position(reference.key, match) and line_of(reference) is None:
                message = f"no position of {reference.who.name} on “{reference.what.name}” in {reference.key}"
                self._refuse(source, number, [("relates_to", message)])

    def _take(self, chunk: Sequence[Planned], writer: Writer | None) -> None:
        if not chunk:
            return
        decisions = decide(chunk, self.people, self.subjects)
        for decision in decisions:
            self._count(decision)
        if writer is not None:
            self._write(decisions, writer)

    def _count(self, decision: Decision) -> None:
        statement, verdict = decision.planned.statement, decision.verdict
        numbers = statement.numbers()
        self.report.count("given twice", statement.repeated)
        if verdict == "refused":
            self.report.refused.append(f"{decision.planned}: {decision.why}")
        if verdict == "changed" and not self.options.update:
            self.report.changed.append(f"{decision.planned}: the record changed; --update brings it in")
        updates = verdict == "changed" and self.options.update
        row = {"create": "created", "same": "unchanged", "changed": "changed", "refused": "refused"}[verdict]
        self.report.count("updated" if updates else row, numbers)
        if self.publishing.leaves_draft(decision):
            self.report.count("left as drafts", numbers)

    # -- writing -----------------------------------------------------------------------------------------

    def list_names(self) -> None:
        """List the new actors and tags that good lines name, with those that are nearly called the same."""
        for what in self.subjects.lines():
            what.used = True
            if what.parent:
                what.parent.used = True
        for who in self.people.lines():
            who.used = True
            for group, _ in who.line.groups if who.line else ():
                group.used = True
        news = self.people.new()
        for who in news:
            above = who.parent
            while above is not None and not above.used:
                above.used = True
                above = above.parent
        for who, near in self.people.near(self.people.new()):
            self.report.new_actors.append(who.shown() + (f", nearly {near.shown()}" if near else ""))
        self.report.new_tags = [what.name for what in self.subjects.new()]
        if not self.options.update:
            self.report.names_changed = [*self._changed_names()]

    def _changed_names(self) -> Iterator[str]:
        """Actors and tags that stand here and of which their records say something else, or more."""
        for who in self.people.lines():
            if who.known and who.line and (fields := vocabulary.actor_differences(who, who.line)):
                yield f"{who.line}: {who.shown()}: {', '.join(fields)}; --update brings them in"
        for what in self.subjects.lines():
            if what.known and what.line and (fields := vocabulary.tag_differences(what, what.line)):
                yield f"{what.line}: {what.name}: {', '.join(fields)}; --update brings them in"

    def write(self) -> None:
        """Write everything: actors and tags first, then the statements, then make public what may be."""
        if self.options.update:
            recording.stand_in_line()
        source = ", ".join(source.name for source in self.sources)
        batch = models.Batch.objects.create(source=source[:1000], by=None, at=timezone.now())
        self._write_names()
        writer = Writer(batch, self.people, self.subjects)
        self.go_through("writing", writer)
        writer.settle()
        if self.publishable:
            with self.progress("publishing", 0):
                recording.publish_many(self.publishable, by=None, why=f"imported from {source}")
        self.report.published = len(self.publishable)
        self.report.committed = True

    def _write_names(self) -> None:
        for who in self.people.lines():
            if who.line:
                naming.write_actor(who, who.line, update=self.options.update)
        for what in self.subjects.lines():
            if what.line:
                naming.write_tag(what, what.line, update=self.options.update)

    def _write(self, decisions: Sequence[Decision], writer: Writer) -> None:
        news = [decision for decision in decisions if decision.verdict == "create"]
        rows = writer.create([decision.planned for decision in news]) if news else []
        for decision, row in zip(news, rows, strict=True):
            if self.publishing.publishes(decision):
                self.publishable.append(row.pk)
        for decision in decisions:
            if decision.verdict == "changed" and self.options.update:
                writer.update(decision)
            if decision.row is not None and self.publishing.publishes(decision):
                self.publishable.append(decision.row.pk)


def _own_actor(raw: dict[str, Any]) -> tuple[str, str | None, str]:
    """The name, kind and country of an unchecked statement's own actor, as far as they make sense."""
    kind, country = raw.get("actor_kind"), raw.get("country")
    coded = isinstance(country, str) and COUNTRY.fullmatch(country)
    return name_of(raw.get("actor")), kind if kind in Kind.values else None, str(country) if coded else ""
