"""Django's own admin, one module an object or a screen; every write goes through `recording`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from statements.admin import actors, journal, positions, statements, tags, users

__all__ = ["actors", "journal", "positions", "statements", "tags", "users"]

admin.site.site_header = _("On Record")
admin.site.site_title = _("On Record")
admin.site.index_title = _("Editing")
