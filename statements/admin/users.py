"""People and their groups: deactivated, never deleted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import admin
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.http import HttpRequest

if TYPE_CHECKING:
    DjangoUserAdmin = UserAdmin[User]
else:
    DjangoUserAdmin = UserAdmin

admin.site.unregister(User)
admin.site.unregister(Group)


@admin.register(User)
class PersonAdmin(DjangoUserAdmin):
    """Accounts."""

    list_display = ("username", "first_name", "last_name", "is_active", "is_staff", "last_login")

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """What somebody did stays his: an account is deactivated."""
        return False


@admin.register(Group)
class RoleAdmin(GroupAdmin):
    """What people may do."""

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """People hang on it."""
        return False
