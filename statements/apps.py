"""The one app of the site."""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class StatementsConfig(AppConfig):
    """Installs, after each migrate, what lives outside the tables' migrations."""

    name = "statements"
    verbose_name = "On Record"

    def ready(self) -> None:
        """Connect what follows a migration."""
        from statements.models import guards
        from statements.search import index

        post_migrate.connect(guards.install, sender=self)
        post_migrate.connect(index.install, sender=self)
