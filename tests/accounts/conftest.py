"""A browser that signs up, and the letters it gets."""

import re
from collections.abc import Callable

import pytest
from django.test import Client

from tenants.accounts.models import Mail
from tenants.isolation import scope

PASSWORD = "семь раз отмерь"


@pytest.fixture
def browser() -> Callable[[str], Client]:
    """A browser on a city's host."""
    return lambda host="penza.localhost": Client(headers={"host": host})


@pytest.fixture
def letters(committed) -> Callable[..., list[Mail]]:
    """The letters stored for an address, oldest first."""

    def stored(to: str, tenant=None) -> list[Mail]:
        with scope.in_tenant(tenant or committed.penza):
            return list(Mail.objects.filter(to=to).order_by("pk"))

    return stored


@pytest.fixture
def code_in(letters) -> Callable[..., str]:
    """The code in the last letter to an address."""

    def code(to: str, tenant=None) -> str:
        return re.search(r"\d{4}-\d{4}", letters(to, tenant)[-1].body).group()

    return code
