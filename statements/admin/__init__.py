"""Django's own admin, one module an object or a screen; every write goes through `recording`."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag as ForeignTag

from statements.admin import actors, journal, positions, statements, tags, users

__all__ = ["actors", "journal", "positions", "statements", "tags", "users"]

admin.site.site_header = _("On Record")
admin.site.site_title = _("On Record")
admin.site.index_title = _("Editing")

# taggit registers a model of its own, which nothing here uses: two "Tags" would mislead.
if admin.site.is_registered(ForeignTag):
    admin.site.unregister(ForeignTag)
