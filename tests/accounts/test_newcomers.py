"""People whom operators and commands make."""

import pytest
from django.core.management import CommandError, call_command

from tenants.accounts import starter
from tenants.accounts.models import Mail, User
from tenants.isolation import scope
from tests.accounts.test_signing_in import RESET_LINK

ORDER = {"administrator": {"email": "Glava@example.org", "name": "Анна Сергеевна"}}


def test_the_first_administrator_is_invited_once(committed, browser):
    for _ in range(2):
        with scope.in_tenant(committed.penza):
            starter.plant(ORDER)

    with scope.in_tenant(committed.penza):
        administrator = User.objects.get()
        letter = Mail.objects.get()
    assert (administrator.role, administrator.name) == ("administrator", "Анна Сергеевна")
    assert letter.to == "glava@example.org"
    client = browser()
    form = client.get(RESET_LINK.search(letter.body).group(1), follow=True).redirect_chain[-1][0]
    client.post(form, {"password1": "семь раз отмерь"})
    entered = client.post(
        "/accounts/login/", {"login": "glava@example.org", "password": "семь раз отмерь"}
    )
    assert entered["Location"] == "/accounts/home/"


def test_an_order_without_an_administrator_invites_nobody(committed):
    with scope.in_tenant(committed.penza):
        starter.plant({"name": "Пенза"})
        assert not User.objects.exists()


def test_an_operator_is_made_with_a_password_said_once(committed, browser, capsys):
    call_command("create_operator", "op@example.org", "--name", "Оператор")
    email, password = capsys.readouterr().out.split()

    client = browser("console.localhost")
    client.post("/accounts/login/", {"login": email, "password": password})
    assert client.get("/").status_code == 200
    with pytest.raises(CommandError, match="уже есть"):
        call_command("create_operator", "op@example.org")


def test_staff_is_made_in_its_city(committed, capsys):
    call_command("create_staff", "kazan", "nina@example.org", "--role", "dispatcher")

    with scope.in_tenant(committed.kazan):
        assert User.objects.get().role == "dispatcher"
    with pytest.raises(CommandError, match="это не адрес почты"):
        call_command("create_staff", "kazan", "nina", "--role", "dispatcher")
