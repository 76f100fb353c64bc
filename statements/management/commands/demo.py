"""Load the demonstration corpus, once."""

from typing import Any

from django.core.management.base import BaseCommand

from statements.demo.loading import load
from statements.models import Statement


class Command(BaseCommand):
    """Invented actors, so that every page has something to show."""

    help = "Load the demonstration corpus into a site that holds no statement; otherwise change nothing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load it, or say why not."""
        if Statement.objects.exists():
            self.stdout.write("The site holds statements: the demonstration corpus is left out.")
            return
        loaded = load()
        self.stdout.write(
            f"Demonstration corpus loaded: {loaded.statements} statements by invented actors, "
            f"{loaded.positions} positions."
        )
