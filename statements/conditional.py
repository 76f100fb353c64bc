"""Conditional GET: a page is the same while the site's revision, its address and this release are the same."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cache, wraps
from pathlib import Path
from typing import Any

from django.conf import settings
from django.http import HttpRequest, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from statements import shown
from statements.models import SiteRevision

REVISION = "on_record.revision"
"""The key in `request.META` of the `SiteRevision` that the answer shows."""

View = Callable[..., HttpResponseBase]


def by_revision(view: View) -> View:
    """Give a view an ETag by the site's revision, and answer 304 where the reader has that page already.

    One query (the revision) and nothing of the view where it is a 304. For pages that show only what is
    published: their rows change with the revision and with nothing else.
    """

    def made(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with shown.at_revision(revision_of(request).token):
            return view(request, *args, **kwargs)

    conditional = condition(etag_func=etag)(made)

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response: HttpResponseBase = conditional(request, *args, **kwargs)
        # It may be kept, and is asked for again before it is shown: so a page in the language that one reader chose,
        # which comes in a cookie, is never shown to another, though it does not vary by cookie.
        patch_cache_control(response, no_cache=True)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            # The server would read a whole list for the file that it does not send.
            response.streaming_content = ()
        return response

    return answer


def etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
    """The entity tag of an address as the site stands, weak: compressed or not, it is the same page.

    None for a day that is not over: what has not come yet is refused now and answered later, with no revision between.
    """
    request.META[REVISION] = SiteRevision.current()
    # Yesterday, in some time zone, is not over.
    yesterday = f"{timezone.now() - timedelta(days=1):%Y-%m-%d}"
    if request.GET.get("as_of", "").strip()[:10] >= yesterday:
        return None
    return f'W/"{mark(request)}"'


def revision_of(request: HttpRequest) -> SiteRevision:
    """The state of the site that the answer shows, read once; for views that are `by_revision`."""
    found: SiteRevision = request.META[REVISION]
    return found


def instant_of(request: HttpRequest, as_of: datetime | None) -> datetime:
    """The instant whose state the answer shows: the one asked for, else that of the site's last entry."""
    return as_of or revision_of(request).at or timezone.now()


def mark(request: HttpRequest, *left_out: str) -> str:
    """A key for what depends on the site's revision, this release, the language of the page and the address.

    Parameters of the address that are `left_out` make no difference.

    For views that are `by_revision`.
    """
    values = request.GET.copy()
    for name in left_out:
        values.pop(name, None)
    parts = [
        revision_of(request).token,
        release(),
        request.get_host(),
        request.path,
        values.urlencode(),
        get_language() or "",
        request.headers.get("HX-Request", ""),
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


def shown_as_of(request: HttpRequest) -> datetime:
    """The instant of the revision that the answer shows, the present one of a site where nothing is published.

    For views that are `by_revision`.
    """
    at: datetime | None = request.META[REVISION].at
    return at or timezone.now()


@cache
def release() -> str:
    """A mark of the code and templates that run: another release may print the same record otherwise."""
    root = Path(settings.BASE_DIR)
    files = sorted(
        path
        for folder in ("site/config", "site/static", "statements", "templates")
        for path in (root / folder).rglob("*")
        if path.suffix in {".py", ".html", ".svg", ".css", ".js"}
    )
    marks = (f"{path.relative_to(root)} {path.stat().st_mtime_ns}" for path in files)
    return hashlib.sha256("\n".join(marks).encode()).hexdigest()[:16]
