"""Where a request comes from, for the throttling of logins."""

from django.conf import settings
from django.http import HttpRequest


def client_address(request: HttpRequest) -> str | None:
    """Return the client's IP address, None where the server does not know it (a request over a socket).

    Behind a trusted proxy it is the last address of X-Forwarded-For, the one that the client cannot write.
    """
    if settings.TRUST_PROXY:
        forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "")
        if last := forwarded.rpartition(",")[2].strip():
            return str(last)
    return request.META.get("REMOTE_ADDR") or None
