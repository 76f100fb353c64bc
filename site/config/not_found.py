"""The site's own page for an address that does not exist, under DEBUG too, where Django would explain its routes.

Who tries the site out with `make run` sees what readers see; errors in the code keep Django's page for developers.
"""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import MiddlewareNotUsed
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.defaults import page_not_found


class NotFoundUnderDebug:
    """Stands innermost: what other middleware makes of a 404 (a missing slash, say) is theirs as ever."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        if not settings.DEBUG:
            raise MiddlewareNotUsed
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer; where no address of the site matched, the site's page."""
        response = self.get_response(request)
        if response.status_code == 404 and request.resolver_match is None:
            return page_not_found(request, Http404())
        return response

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """The site's page where a view found nothing; anything else is Django's to show."""
        return page_not_found(request, exception) if isinstance(exception, Http404) else None
