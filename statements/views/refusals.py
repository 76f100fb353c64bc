"""What answers a request whose parameters cannot be met."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from statements.formats import refused
from statements.forms.filters import ReaderFilters


def refuse(request: HttpRequest, form: ReaderFilters) -> HttpResponse:
    """The errors: a page that shows them, or 400 for a machine."""
    if form.wanted_format != "html":
        return refused(form)
    return render(request, "statements/refused.html", {"form": form})
