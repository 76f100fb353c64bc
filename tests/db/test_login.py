"""Logging in to the admin: throttled by name and address, and the lock ends."""

from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.contrib.auth.models import User
from django.core.management import call_command
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from pytest_django import Settings

RIGHT, WRONG = "right-horse-battery", "wrong-horse-battery"


@pytest.fixture
def throttled(settings: Settings) -> None:
    settings.AXES_ENABLED = True


@pytest.fixture
def editor(throttled: None) -> User:
    return User.objects.create_superuser("editor", password=RIGHT)


def log_in(client: Client, password: str, username: str = "editor", address: str = "192.0.2.1") -> HttpResponse:
    return client.post("/admin/login/", {"username": username, "password": password}, REMOTE_ADDR=address)


def lock(client: Client) -> HttpResponse:
    return [log_in(client, WRONG) for _ in range(5)][-1]


def test_a_right_password_logs_in_after_four_wrong_ones(client: Client, editor: User) -> None:
    assert [log_in(client, WRONG).status_code for _ in range(4)] == [200] * 4
    assert log_in(client, RIGHT).status_code == 302


def test_the_fifth_wrong_password_locks_with_a_plain_page(client: Client, editor: User) -> None:
    response = lock(client)
    assert response.status_code == 429
    assert "The password was wrong 5 times." in response.content.decode()
    assert "for 15 minutes" in response.content.decode()


def test_a_right_password_fails_while_locked(client: Client, editor: User) -> None:
    lock(client)
    assert log_in(client, RIGHT).status_code == 429
    assert "_auth_user_id" not in client.session


def test_a_right_password_works_after_the_lock_was_lifted(client: Client, editor: User) -> None:
    lock(client)
    call_command("axes_reset", verbosity=0)
    assert log_in(client, RIGHT).status_code == 302


def test_a_right_password_works_when_the_time_is_over(client: Client, editor: User) -> None:
    lock(client)
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=15, seconds=1))
    assert log_in(client, RIGHT).status_code == 302


def test_trying_while_locked_does_not_lengthen_the_lock(client: Client, editor: User) -> None:
    lock(client)
    since = AccessAttempt.objects.get().attempt_time
    log_in(client, WRONG)
    assert AccessAttempt.objects.get().attempt_time == since


def test_nobody_can_lock_an_editor_out_from_another_address(client: Client, editor: User) -> None:
    lock(client)
    assert log_in(client, RIGHT, address="192.0.2.2").status_code == 302


def test_a_name_without_an_account_is_locked_alike(client: Client, throttled: None) -> None:
    assert lock(client).status_code == 429


def test_behind_a_trusted_proxy_the_address_is_the_one_the_proxy_saw(
    client: Client, editor: User, settings: Settings
) -> None:
    settings.TRUST_PROXY = True
    form = {"username": "editor", "password": WRONG}
    client.post("/admin/login/", form, REMOTE_ADDR="10.0.0.1", HTTP_X_FORWARDED_FOR="198.51.100.9, 192.0.2.7")
    assert AccessAttempt.objects.get().ip_address == "192.0.2.7"


def test_without_a_trusted_proxy_the_header_is_not_believed(client: Client, editor: User) -> None:
    form = {"username": "editor", "password": WRONG}
    client.post("/admin/login/", form, REMOTE_ADDR="192.0.2.1", HTTP_X_FORWARDED_FOR="192.0.2.7")
    assert AccessAttempt.objects.get().ip_address == "192.0.2.1"
