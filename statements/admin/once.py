"""A form that is sent twice saves once: it carries a key, and the row that it saves keeps it."""

from __future__ import annotations

import uuid
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _

from statements.admin.house import RecordAdmin, locking

Row = TypeVar("Row", bound=models.Model)

KEY = "form_key"


def key_field() -> forms.UUIDField:
    """The key of one opening of a form."""
    return forms.UUIDField(required=False, initial=uuid.uuid4, widget=forms.HiddenInput)


def saved_before(model: type[Row], **kept: Any) -> Row | None:
    """The row that this very form has saved already; `kept` is the column that keeps the key, and the key."""
    if not all(kept.values()):
        return None
    return model._base_manager.filter(**kept).first()


class AddedOnce(RecordAdmin):
    """Rows that keep the key of the form that added them."""

    def add_view(
        self, request: HttpRequest, form_url: str = "", extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The form; sent a second time, it leads to what it added."""
        try:
            with locking(request):
                answer = self._added_before(request) or super().add_view(request, form_url, extra_context)
        except IntegrityError:
            # The other press of a double one was quicker: its row is this one.
            if led := self._added_before(request):
                return led
            raise
        # It may also have been quicker than the check of the form, which finds the name taken.
        return answer if answer.status_code == 302 else self._added_before(request) or answer

    def _added_before(self, request: HttpRequest) -> HttpResponse | None:
        if request.method != "POST":
            return None
        try:
            key = key_field().clean(request.POST.get(KEY))
        except ValidationError:
            return None
        row = saved_before(self.model, **{KEY: key})
        if row is None:
            return None
        messages.info(request, _("This form was saved before; here is what it added."))
        return HttpResponseRedirect(reverse(f"admin:statements_{self.opts.model_name}_change", args=[row.pk]))
