"""The administrator of Пенза before the page of payment, with real commits."""

import pytest
from django.test import Client

from billing.models import Seller
from tenants.accounts.models import User
from tenants.isolation import scope
from tests import make
from tests.books import make as money
from tests.desk.conftest import browser


@pytest.fixture
def seat(ledger, committed) -> Client:
    """The administrator's browser."""
    with scope.in_tenant(committed.penza):
        return browser(make.user("administrator", name="Ольга, администратор"))


@pytest.fixture
def administrator(seat, committed) -> User:
    """Whose browser it is."""
    with scope.in_tenant(committed.penza):
        return User.objects.get(role="administrator")


@pytest.fixture
def seller(as_office) -> Seller:
    """The details without which nothing is invoiced."""
    with as_office():
        return money.seller()
