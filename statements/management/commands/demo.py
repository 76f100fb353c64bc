"""Load the demonstration corpus, once."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction

import statements.demo
from statements.demo import acts
from statements.models import Statement
from statements.records.files import File
from statements.records.importing import import_files
from statements.records.publishing import Options

CORPUS = Path(statements.demo.__file__).parent / "corpus.jsonl"


class Command(BaseCommand):
    """Invented actors, so that every page has something to show."""

    help = "Load the demonstration corpus into a site that holds no statement; otherwise change nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say why not."""
        if Statement.objects.exists():
            self.stdout.write("The site holds statements: the demonstration corpus is left out.")
            return
        with transaction.atomic():
            report = import_files([File(CORPUS)], Options(commit=True, publish=True))
            acts.play()
        self.stdout.write(f"Demonstration corpus loaded: {report.counts['created'][0]} statements by invented actors.")
