"""`manage.py ensure_editor`: the login of a site tried out on one's own machine."""

import os
import secrets
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.management.base import BaseCommand, CommandError

USERNAME = "editor"


class Command(BaseCommand):
    """Create the account once, with a random password kept in VAR_DIR; print the login every time."""

    help = "Create the account `editor` of a local site (DEBUG only) and print its login."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the address to print."""
        parser.add_argument("--address", default="", help="address of the site, printed with the login")

    def handle(self, *args: Any, **options: Any) -> None:
        """Refuse a site that is not local; else leave an account that can do everything."""
        if not settings.DEBUG:
            raise CommandError("refused: DEBUG is off, and this account is for local trials (use createsuperuser)")
        password = kept_password(settings.VAR_DIR / "editor-password")
        users = get_user_model()._default_manager
        account = users.filter(username=USERNAME).first()
        if account is None:
            account = users.create_superuser(username=USERNAME, password=password)
        if options["address"]:
            self.stdout.write(f"On Record is at {options['address']}, its admin at {options['address']}admin/")
        if account.check_password(password):
            self.stdout.write(f"Login: {USERNAME}, password: {password}")
        else:
            self.stdout.write(f"Login: {USERNAME}, with the password given to it since")


def kept_password(file: Path) -> str:
    """Return the password in the file, making both (readable by its owner alone) where there is none."""
    try:
        descriptor = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return file.read_text().strip()
    with os.fdopen(descriptor, "w") as opened:
        opened.write(secrets.token_urlsafe(12) + "\n")
    return file.read_text().strip()
