"""The map of the site: the public pages stand in `statements.urls`."""

from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.templatetags.static import static
from django.urls import URLPattern, URLResolver, include, path


def favicon(request: HttpRequest) -> HttpResponse:
    """Lead browsers to the icon: they ask for this address where a page names none."""
    return redirect(static("icons/favicon.svg"))


urlpatterns: list[URLPattern | URLResolver] = [
    path("admin/", admin.site.urls),
    path("favicon.ico", favicon),
    path("", include("statements.urls")),
]
