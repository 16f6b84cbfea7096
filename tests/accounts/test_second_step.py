"""Sign-in in two steps."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.fernet import InvalidToken

from tenants.accounts.second_step import SecondStepAdapter
from tenants.isolation import scope
from tests import make


def code_of(secret: str) -> str:
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


def test_the_code_of_the_application_is_asked_after_the_password(committed, browser, letters):
    with scope.in_tenant(committed.penza):
        make.user(email="maria@example.org")
    client = browser()
    login = {"login": "maria@example.org", "password": make.PASSWORD}
    client.post("/accounts/login/", login)
    page = client.post(
        "/accounts/reauthenticate/",
        {"password": make.PASSWORD, "next": "/accounts/2fa/totp/activate/"},
        follow=True,
    ).content.decode()
    secret = re.search(r'<b class="num" translate="no">(\w+)</b>', page).group(1)

    on = client.post("/accounts/2fa/totp/activate/", {"code": code_of(secret)}, follow=True)

    assert "Запасные коды" in on.content.decode()
    spare = re.search(r'translate="no">(\d{8})<', on.content.decode()).group(1)
    assert letters("maria@example.org")[-1].subject == "Вход в два шага включён"
    another = browser()
    assert another.post("/accounts/login/", login)["Location"] == "/accounts/2fa/authenticate/"
    assert another.get("/accounts/profile/").status_code == 302
    assert another.post("/accounts/2fa/authenticate/", {"code": spare}).status_code == 302
    assert another.get("/accounts/profile/").status_code == 200


def test_the_secret_is_not_stored_in_the_clear_and_not_read_elsewhere(stage):
    adapter = SecondStepAdapter()
    with scope.entered(stage.penza):
        stored = adapter.encrypt("JBSWY3DPEHPK3PXP")
        assert "JBSWY3DPEHPK3PXP" not in stored
        assert adapter.decrypt(stored) == "JBSWY3DPEHPK3PXP"
    with scope.entered(stage.kazan), pytest.raises(InvalidToken):
        adapter.decrypt(stored)


def test_codes_are_tried_ten_times_in_five_minutes(committed, browser):
    with scope.in_tenant(committed.penza):
        user = make.user(email="maria@example.org")
        secret = SecondStepAdapter().encrypt("JBSWY3DPEHPK3PXP")
        Authenticator.objects.create(user=user, type="totp", data={"secret": secret})
    client = browser()
    client.post("/accounts/login/", {"login": "maria@example.org", "password": make.PASSWORD})
    for _ in range(10):
        client.post("/accounts/2fa/authenticate/", {"code": "000000"})

    right = client.post("/accounts/2fa/authenticate/", {"code": code_of("JBSWY3DPEHPK3PXP")})

    assert "Слишком много попыток" in right.content.decode()
