"""Conditional GET, and pages kept: a page is the same while the revision, its address and this release are the same."""

from __future__ import annotations

import hashlib
import zlib
from collections.abc import Callable
from datetime import datetime
from functools import cache as always
from functools import wraps
from pathlib import Path
from typing import Any, TypeVar

from django.conf import settings
from django.core.cache import cache, caches
from django.core.exceptions import ValidationError
from django.db import InterfaceError, OperationalError, connection
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.template.response import SimpleTemplateResponse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control
from django.utils.translation import get_language
from django.views.decorators.http import condition

from statements import shown
from statements.forms.filters import AsOfField
from statements.models import SiteRevision
from statements.snapshot import snapshot

REVISION = "on_record.revision"
"""The key in `request.META` of the `SiteRevision` that the answer shows."""
MARK = "on_record.mark"
"""That of the request's mark, None where nothing of the answer may be kept."""

View = Callable[..., HttpResponseBase]
Made = TypeVar("Made")


def by_revision(view: View) -> View:
    """Give a view an ETag by the site's revision; answer 304 where the reader has that page, else with the page kept.

    One query (the revision) and nothing of the view where it is a 304 or the page was made before. For pages that
    show only what is published: their rows change with the revision and with nothing else. The revision and all that
    the page asks are of one state of the record; what a file asks while it is sent is not. A reader who comes with
    an older page costs one query more: the first, outside that state, only finds that it is an older one.
    """

    def as_it_stands(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        with shown.at_revision(revision_of(request).token):
            response = view(request, *args, **kwargs)
            if isinstance(response, SimpleTemplateResponse):
                response.render()
            return response

    conditional = condition(etag_func=etag)(kept(as_it_stands))

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = _unchanged(request)
        if response is None:
            with snapshot():
                response = conditional(request, *args, **kwargs)
        # It may be kept, and is asked for again before it is shown: so a page in the language that one reader chose,
        # which comes in a cookie, is never shown to another, though it does not vary by cookie.
        patch_cache_control(response, no_cache=True)
        if request.method == "HEAD" and isinstance(response, StreamingHttpResponse):
            # The server would read a whole list for the file that it does not send.
            response.streaming_content = ()
        return response

    return answer


def _unchanged(request: HttpRequest) -> HttpResponseBase | None:
    """The 304 of a reader who has the page as the site stands: one query, without a transaction of its own."""
    if "HTTP_IF_NONE_MATCH" not in request.META or not _may_be_kept(request):
        return None
    tag = _tag(_mark(request, _token()))
    found: HttpResponseBase | None = get_conditional_response(request, etag=tag)
    if found is not None:
        found.headers["ETag"] = tag
    return found


def _token() -> str:
    """The revision's token; asking for it shows as well whether the server closed the connection meanwhile."""
    if connection.in_atomic_block:
        return SiteRevision.current_token()
    this: Any = connection
    this.health_check_done = True
    try:
        return SiteRevision.current_token()
    except (InterfaceError, OperationalError):
        connection.close()
        return SiteRevision.current_token()


LARGEST_KEPT = 256 * 1024
"""Bytes of a page, compressed, up to which it is kept."""
KEPT = 24 * 60 * 60
"""Seconds for which anything is kept; it is right as long as the revision in its key is the site's."""


def kept(view: View) -> View:
    """Keep what a view answered under the mark of the request, and answer with it the next time."""

    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        key: str | None = request.META[MARK]
        if key is None:
            return view(request, *args, **kwargs)
        made: tuple[bytes, dict[str, str]] | None = caches["pages"].get(key)
        if made is not None:
            return HttpResponse(zlib.decompress(made[0]), headers=made[1])
        response = view(request, *args, **kwargs)
        if isinstance(response, HttpResponse) and response.status_code == 200:
            packed = zlib.compress(response.content, 1)
            if len(packed) <= LARGEST_KEPT:
                caches["pages"].set(key, (packed, dict(response.items())), KEPT)
        return response

    return answer


def once(request: HttpRequest, what: str, make: Callable[[], Made]) -> Made:
    """What is counted over the whole record, once for each revision; `what` names it, with all that it depends on.

    For views that are `by_revision`: the revision was read before anything is made.
    """
    if request.META[MARK] is None:
        return make()  # of a day that is not over: asked for a moment later it is another instant
    key = _hashed(revision_of(request).token, what)
    found: Made | None = cache.get(key)
    if found is None:
        found = make()
        cache.set(key, found, KEPT)
    return found


def etag(request: HttpRequest, *_args: Any, **_kwargs: Any) -> str | None:
    """The entity tag of an address as the site stands, weak: compressed or not, it is the same page.

    None for a day that is not over, and for an instant to come: asked for a moment later it is answered otherwise, with
    no revision between.
    """
    request.META[REVISION] = SiteRevision.current()
    request.META[MARK] = mark(request) if _may_be_kept(request) else None
    return _tag(request.META[MARK]) if request.META[MARK] else None


def _tag(made_of: str) -> str:
    return f'W/"{made_of}"'


def _may_be_kept(request: HttpRequest) -> bool:
    """Whether the `as_of` asked for means the same now and later: none, or an instant or day that is over."""
    typed = request.GET.get("as_of")
    if not typed:
        return True
    asked = timezone.now()
    try:
        instant: datetime | None = AsOfField(required=False).clean(typed)
    except ValidationError:
        return False
    return instant is None or instant < asked


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
    return _mark(request, revision_of(request).token, *left_out)


def _mark(request: HttpRequest, token: str, *left_out: str) -> str:
    values = request.GET.copy()
    for name in left_out:
        values.pop(name, None)
    parts = [
        token,
        release(),
        request.scheme or "",
        request.get_host(),
        request.path,
        values.urlencode(),
        get_language() or "",
    ]
    return _hashed(*parts)


def _hashed(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]


@always
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
