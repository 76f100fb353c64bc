"""What the pages of the admin share: a frame, who may do what, and verbs of `recording` that may be refused."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, Any, TypeVar

from django import forms
from django.contrib import admin, messages
from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse

from statements import recording

if TYPE_CHECKING:
    ModelAdmin = admin.ModelAdmin[Any]
    TabularInline = admin.TabularInline[Any, Any]
    ModelForm = forms.ModelForm[Any]
else:
    ModelAdmin = admin.ModelAdmin
    TabularInline = admin.TabularInline
    ModelForm = forms.ModelForm

PUBLISH = "statements.publish_statement"
"""May review, publish, correct, hide and withdraw."""
ARRANGE = "statements.arrange_tag"
"""May move tags in their tree and merge them."""
MERGE = "statements.merge_actor"
"""May merge actors."""

Result = TypeVar("Result")


class RecordAdmin(ModelAdmin):
    """An object of the record: never deleted from a list, its pages in one frame."""

    list_per_page = 50
    show_full_result_count = False
    save_on_top = False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Nothing of the record is deleted here; drafts are discarded by a verb of their own."""
        return False

    def page(self, request: HttpRequest, template: str, title: str, **context: Any) -> HttpResponse:
        """A page of the admin in its frame."""
        return TemplateResponse(
            request,
            f"admin/statements/{template}.html",
            self.admin_site.each_context(request) | {"opts": self.opts, "title": title} | context,
        )

    def demand_change(self, request: HttpRequest, row: Any = None) -> None:
        """Refuse who may not edit. Errors: `PermissionDenied`."""
        if not self.has_change_permission(request, row):
            raise PermissionDenied


def demand(request: HttpRequest, permission: str) -> None:
    """Refuse who has not this permission. Errors: `PermissionDenied`."""
    if not request.user.has_perm(permission):
        raise PermissionDenied


def editor(request: HttpRequest) -> User:
    """Who is at work; the admin lets nobody in who is not logged in."""
    if not isinstance(request.user, User):
        raise PermissionDenied
    return request.user


def sent(request: HttpRequest) -> QueryDict | None:
    """What a browser sent with a form, nothing where it only asks for the page."""
    return request.POST if request.method == "POST" else None


def comment(request: HttpRequest) -> str:
    """The comment beside a button."""
    return request.POST.get("note", "").replace("\0", "")


def locking(request: HttpRequest) -> AbstractContextManager[Any]:
    """A transaction around the check of a form and what it saves; none where a page is only asked for."""
    return transaction.atomic() if request.method == "POST" else nullcontext()


def done(form: forms.Form, verb: Callable[[], Result]) -> Result | None:
    """Do what the form asks for, all or nothing; a refusal becomes an error of the form, and None comes back."""
    try:
        with transaction.atomic():
            return verb()
    except recording.RecordingError as error:
        form.add_error(error.field if error.field in form.fields else None, str(error))
        return None


def told(request: HttpRequest, verb: Callable[[], Any], success: str) -> bool:
    """Do it, all or nothing, and say how it went; whether it was done."""
    try:
        with transaction.atomic():
            verb()
    except recording.RecordingError as error:
        messages.error(request, str(error))
        return False
    messages.success(request, success)
    return True
