"""Make scheduled statements and readings public."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from statements import recording


class Command(BaseCommand):
    """Run every few minutes by a timer; safe to run twice, at once, or late."""

    help = "Publish what is scheduled and due. Safe to run twice, at once, or late."

    def handle(self, *args: Any, **options: Any) -> None:
        """Publish, say how many, and fail where something due could not be published."""
        statements, positions, refused = recording.publish_due()
        self.stdout.write(f"{statements} statements and {positions} positions published")
        if refused:
            raise CommandError("not published:\n" + "\n".join(refused))
