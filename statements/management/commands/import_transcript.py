"""`manage.py import_transcript`: one transcript, as plain text, into the site."""

from __future__ import annotations

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements import recording, transcripts
from statements.codes import Asker, Form, Kind, Voice
from statements.records.importing import Refused, import_files
from statements.records.names import People
from statements.records.publishing import Options
from statements.records.transcript import About, understand


class Command(BaseCommand):
    """Open, understand, import, report."""

    help = "Import a transcript (plain text, UTF-8) and print what was understood. A dry run unless --commit."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file, what is said about it, and what may be written."""
        parser.add_argument("file", metavar="FILE", type=Path, help="the transcript")
        parser.add_argument("--actor", required=True, metavar="NAME", help="whose statement it is")
        parser.add_argument(
            "--said-on", required=True, metavar="EDTF", help="such as 2026-05-29 or 2026-05; XXXX: unknown"
        )
        parser.add_argument("--actor-kind", choices=Kind.values, help="of a new actor; `office` if not given")
        parser.add_argument("--title", default="", help="if not given, the first heading, else actor and date")
        parser.add_argument("--speaker", default="", help="the person named, who decides whose words are the actor's")
        parser.add_argument(
            "--attribute", action="append", default=[], metavar="LABEL=ACTOR", help="whose words a label's are"
        )
        parser.add_argument("--asker", choices=Asker.values, help="of all questions")
        parser.add_argument("--voice", choices=Voice.values, help="who speaks the actor's words")
        parser.add_argument("--form", choices=Form.values, help="if not given, `answers` where there are questions")
        parser.add_argument("--language", default="", help="if not given, as the script tells, else `und`")
        parser.add_argument("--source-url", default="", metavar="URL", help="where it was published")
        parser.add_argument("--commit", action="store_true", help="write; without it nothing is written")
        parser.add_argument("--publish", action="store_true", help="make the statement public")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import the transcript. Errors: `CommandError`; nothing is written then."""
        file: Path = options["file"]
        names = ("actor", "said_on", "actor_kind", "title", "speaker", "voice", "form", "language", "source_url")
        about = About(
            **{name: options[name] for name in names},
            asker=options["asker"] or "",
            attribute=dict(attribution(given) for given in options["attribute"]),
        )
        try:
            understood = understand(file.read_bytes().decode(), about, People())
        except OSError as error:
            raise CommandError(f"{file}: {error.strerror}") from error
        except UnicodeDecodeError as error:
            raise CommandError(f"{file}: UTF-8 was expected, and byte {error.start + 1} is not") from error
        except (transcripts.Unstorable, transcripts.Uncorrectable) as error:
            raise CommandError(f"{file}: {error}") from error
        for line in understood.lines():
            self.stdout.write(line)
        # The actor is named here on purpose, which is what --new-actors says for a file.
        wanted = Options(commit=options["commit"], publish=options["publish"], new_actors=True)
        try:
            report = import_files([understood.as_source(file.name)], wanted)
        except Refused as refused:
            raise CommandError("\n".join(str(problem) for problem in refused.report.problems)) from refused
        except recording.RecordingError as error:
            raise CommandError(str(error)) from error
        for line in (*report.new_actors, *report.changed, *report.refused, *report.table()):
            self.stdout.write(line)
        self.stdout.write(
            "Written." if report.committed else "Nothing was written: this was a dry run (--commit writes)."
        )


def attribution(given: str) -> tuple[str, str]:
    """LABEL=ACTOR as a pair. Errors: `CommandError`."""
    label, equals, actor = given.rpartition("=")
    if not equals or not label.strip():
        raise CommandError(f"--attribute: LABEL=ACTOR was expected, not “{given}”")
    return label, actor
