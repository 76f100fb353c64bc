"""`manage.py import_records`: files of records into the site."""

from __future__ import annotations

import sys
from argparse import ArgumentParser, RawDescriptionHelpFormatter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from tqdm import tqdm

from statements import recording
from statements.records import fields
from statements.records.files import BadFile, File
from statements.records.importing import Refused, Step, import_files
from statements.records.publishing import Options
from statements.records.report import Report

SHOWN = 100
"""Problems printed; the others are counted."""


class Command(BaseCommand):
    """Open, import, report."""

    help = "Import files of records (JSON Lines, .gz allowed; docs/records.md). A dry run unless --commit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the files and what the import may do."""
        parser.formatter_class = RawDescriptionHelpFormatter
        parser.epilog = "fields of a record (* required):\n" + "\n".join(fields.help_lines())
        parser.add_argument(
            "files", metavar="FILE", nargs="+", type=Path, help="file of records, `statement` by default"
        )
        parser.add_argument("--tags", metavar="FILE", type=Path, action="append", default=[],
                            help="file of records, `tag` by default")  # fmt: skip
        parser.add_argument("--commit", action="store_true", help="write; without it nothing is written")
        parser.add_argument("--publish", action="store_true", help="make public the statements of known actors")
        parser.add_argument("--new-actors", action="store_true", help="with --publish: those of new actors too")
        parser.add_argument("--update", action="store_true", help="bring in changed records")
        parser.add_argument("--skip-bad", action="store_true", help="leave bad lines out and write the others")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the files. Errors: `CommandError` where nothing was written for a bad line or file."""
        sources = [File(path, "tag") for path in options["tags"]] + [File(path) for path in options["files"]]
        wanted = Options(**{name: options[name] for name in ("commit", "publish", "new_actors", "update", "skip_bad")})
        try:
            report = import_files(sources, wanted, progress_bar)
        except Refused as refused:
            self.print_problems(refused.report)
            raise CommandError(str(refused)) from refused
        except (BadFile, recording.RecordingError) as error:
            raise CommandError(str(error)) from error
        self.print_problems(report)
        self.print_report(report)

    def print_problems(self, report: Report) -> None:
        """Each problem with its file, line, field and what was expected."""
        for problem in report.problems[:SHOWN]:
            self.stderr.write(str(problem))
        if len(report.problems) > SHOWN:
            self.stderr.write(f"... and more; {report.bad_lines:,} lines are bad")

    def print_report(self, report: Report) -> None:
        """The lists, then the closing table."""
        self.print_list("new actors", report.new_actors)
        self.print_list("new tags", report.new_tags)
        self.print_list("actors and tags that differ here", report.names_changed)
        self.print_list("changed records, left", report.changed)
        self.print_list("refused", report.refused)
        if report.bad_lines:
            self.stdout.write(f"bad lines left out: {report.bad_lines:,}")
        for line in report.table():
            self.stdout.write(line)
        if report.committed:
            self.stdout.write(f"Written. Statements made public: {report.published:,}.")
        else:
            self.stdout.write("Nothing was written: this was a dry run (--commit writes).")

    def print_list(self, title: str, entries: Sequence[str]) -> None:
        """A list with its length, if there is anything in it."""
        if entries:
            self.stdout.write(f"{title}: {len(entries):,}")
            for entry in entries:
                self.stdout.write(f"  {entry}")


@contextmanager
def progress_bar(stage: str, total: int) -> Iterator[Step]:
    """A bar on standard error, where that is a terminal."""
    with tqdm(total=total or None, desc=stage, unit="B", unit_scale=True, disable=not sys.stderr.isatty()) as bar:
        yield lambda read: bar.update(read) and None
