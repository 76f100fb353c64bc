"""`manage.py rebuild_search`: index all public words anew."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from statements.search import index


class Command(BaseCommand):
    """After words were put into the database by another way than the site's own, or the analysis has changed."""

    help = "Index the words of all public statements anew. The site can be used meanwhile; publishing waits."

    def handle(self, *args: Any, **options: Any) -> None:
        """Rebuild, and say how much."""
        turns = index.rebuild()
        self.stdout.write(f"Indexed {turns} turns.")
