"""The operators' office over the books, in a transaction that never commits."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
from django.db import transaction

from tenants.accounts.actor import Actor, Role
from tenants.isolation import scope
from tenants.models import City
from tests.books import make

# Noon in Moscow.
NOVEMBER = datetime(2026, 11, 2, 9, tzinfo=UTC)


@pytest.fixture
def office(stage, django_db_blocker) -> Iterator[None]:
    """The office, entered."""
    with django_db_blocker.unblock(), scope.in_tenant(stage.office):
        yield
        transaction.set_rollback(True)


@pytest.fixture
def penza(office) -> City:
    """Пенза, whose trial has just begun."""
    return City.objects.get(schema_name="penza")


@pytest.fixture
def kazan(office) -> City:
    """Казань."""
    return City.objects.get(schema_name="kazan")


@pytest.fixture
def operator() -> Actor:
    """Whoever keeps the books."""
    return Actor(role=Role.OPERATOR, user_id=1, name="Ольга, бухгалтерия")


@pytest.fixture
def books(office):
    """Books with the seller's details."""
    return make.seller()
