"""`manage.py export_records`: what is published, as records on standard output."""

from __future__ import annotations

import sys
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements.records.exporting import export_lines
from statements.records.fields import RECORDS


class Command(BaseCommand):
    """Open, loop."""

    help = "Write what is published as records (JSON Lines; docs/records.md) to standard output."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which types and how much of each."""
        parser.add_argument(
            "--types", default="statement", metavar="TYPES", help=f"of {','.join(RECORDS)}; statement if not given"
        )
        parser.add_argument("--with-history", action="store_true", help="add superseded rows and instants")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the lines. Errors: `CommandError` for an unknown type."""
        types = [name.strip() for name in options["types"].split(",")]
        if unknown := [name for name in types if name not in RECORDS]:
            raise CommandError(f"--types: {', '.join(unknown)}: one or more of {', '.join(RECORDS)} were expected")
        for line in export_lines(types, with_history=options["with_history"]):
            # UTF-8 whatever the terminal's encoding, and no line end of another system.
            self.write_line(line)

    def write_line(self, line: str) -> None:
        """Write a line in UTF-8 with a line feed, whatever the terminal and the system have."""
        binary = getattr(sys.stdout, "buffer", None) if self.stdout._out is sys.stdout else None
        if binary is not None:
            binary.write(line.encode())
        else:
            self.stdout.write(line, ending="")
