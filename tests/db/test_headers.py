"""What every page sends beside its content, in production, to a reader and to an editor."""

import pytest
from django.contrib.auth.models import User
from django.http import HttpResponse
from django.test import Client
from pytest_django import DjangoAssertNumQueries, Settings

POLICY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'", "data:"],
    "font-src": ["'self'"],
    "connect-src": ["'self'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
    "base-uri": ["'none'"],
}
PUBLIC = ["/", "/statements/", "/actors/", "/tags/", "/compare/", "/coverage/", "/method/", "/changes/", "/nowhere/"]
ADMIN = ["/admin/login/", "/admin/"]


@pytest.fixture
def https(settings: Settings) -> Settings:
    settings.SECURE_SSL_REDIRECT = True
    settings.SECURE_HSTS_SECONDS = 31_536_000
    settings.SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    settings.SECURE_HSTS_PRELOAD = True
    settings.SESSION_COOKIE_SECURE = True
    settings.CSRF_COOKIE_SECURE = True
    return settings


def policy(response: HttpResponse) -> dict[str, list[str]]:
    """Return the content security policy of a response, directive by directive."""
    directives = response.headers["Content-Security-Policy"].split(";")
    return {name: sources for name, *sources in (directive.split() for directive in directives)}


@pytest.mark.parametrize("path", PUBLIC + ADMIN)
def test_every_page_allows_no_inline_code_and_no_other_host(client: Client, path: str) -> None:
    assert policy(client.get(path)) == POLICY


@pytest.mark.parametrize("path", PUBLIC + ADMIN)
def test_every_page_is_sent_with_the_other_protections(client: Client, https: Settings, path: str) -> None:
    headers = client.get(path, secure=True).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "strict-origin-when-cross-origin"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_sets_no_cookie_and_is_the_same_for_everybody(client: Client, path: str) -> None:
    response = client.get(path)
    assert not response.cookies
    assert "cookie" not in response.headers.get("Vary", "").lower()


@pytest.mark.parametrize("path", PUBLIC)
def test_a_public_page_asks_nothing_about_a_logged_in_editor(
    client: Client, django_assert_max_num_queries: DjangoAssertNumQueries, path: str
) -> None:
    client.force_login(User.objects.create_superuser("editor"), backend="django.contrib.auth.backends.ModelBackend")
    with django_assert_max_num_queries(12) as queries:
        client.get(path)
    assert [query["sql"] for query in queries if "auth_" in query["sql"] or "django_session" in query["sql"]] == []


def test_the_cookies_of_an_editor_are_sent_over_https_alone_and_kept_from_scripts(
    client: Client, https: Settings
) -> None:
    User.objects.create_superuser("editor", password="right-horse-battery")
    form = {"username": "editor", "password": "right-horse-battery"}
    cookies = client.post("/admin/login/", form, secure=True).cookies
    assert cookies["sessionid"]["secure"] is True
    assert cookies["sessionid"]["httponly"] is True
    assert cookies["sessionid"]["samesite"] == "Lax"
    assert cookies["csrftoken"]["secure"] is True


def test_plain_http_is_sent_to_https_except_for_the_health_check(client: Client, https: Settings) -> None:
    assert client.get("/statements/").headers["Location"] == "https://testserver/statements/"
    assert client.get("/healthz").status_code == 200
