"""The least that a Django view can do for a page: the same SQL through a cursor, and a template that prints rows.

It goes through the same middleware as the page. All rows are fetched; of each query the first fifty, as many as a
page of a list shows, are printed with all their columns.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse
from django.template import Context, Template
from django.urls import include, path

PRINTED = 50

RECORDED: dict[str, list[tuple[str, Any]]] = {}
"""Name of a page to the SQL of its warm answer."""

MINIMAL = """<!doctype html><title>{{ name }}</title>
{% for rows in results %}<ul>{% for row in rows %}<li>{{ row|join:" · " }}</li>{% endfor %}</ul>{% endfor %}"""


@cache
def minimal() -> Template:
    """The template, compiled once."""
    return Template(MINIMAL)


def bare(request: HttpRequest, name: str) -> HttpResponse:
    """The rows of a page."""
    results = []
    with connection.cursor() as cursor:
        for sql, parameters in RECORDED[name]:
            cursor.execute(sql, parameters)
            results.append(cursor.fetchall()[:PRINTED])
    return HttpResponse(minimal().render(Context({"name": name, "results": results})))


def empty(request: HttpRequest) -> HttpResponse:
    """Nothing: what the stack itself costs."""
    return HttpResponse()


urlpatterns = [
    path("bare/<str:name>/", bare),
    path("empty/", empty),
    path("", include("config.urls")),
]
