"""An operator at the console."""

from collections.abc import Iterator

import pytest
from django.db import connections, transaction
from django.test import Client

from tenants import directory
from tenants.isolation import scope
from tenants.models import City, ProvisioningJob
from tests import make
from tests.billing.conftest import rail  # noqa: F401 (the fixture)

STAGE = ("penza", "kazan", "office")


@pytest.fixture
def operator(committed) -> Client:
    """A browser in which an operator has signed in."""
    with scope.in_tenant(committed.office):
        client = Client(headers={"host": "console.localhost"})
        client.force_login(make.user("operator", name="Оператор Первый"))
    return client


@pytest.fixture
def orders(committed) -> Iterator[type[ProvisioningJob]]:
    """Orders; what a test ordered, and the cities made of it, are gone afterwards."""
    yield ProvisioningJob
    with scope.entered(None), transaction.atomic("owner"):
        made = ProvisioningJob.objects.using("owner").exclude(schema_name__in=STAGE)
        with connections["owner"].cursor() as cursor:
            for schema in made.values_list("schema_name", flat=True):
                cursor.execute(f'DROP SCHEMA IF EXISTS "{schema}" CASCADE')
        City.objects.using("owner").filter(
            schema_name__in=made.values_list("schema_name", flat=True)
        ).delete()
        made.delete()
    directory.forget()
    for tenant in (committed.penza, committed.kazan, committed.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)


def order(**changes: str) -> dict[str, str]:
    """A filled form."""
    return {
        "name": "Кузнецк",
        "region": "Пензенская область",
        "address": "kuznetsk",
        "code": "КЗЦ",
        "latin_code": "KZTS",
        "time_zone": "Europe/Moscow",
        "phone": "8 (841-57) 3-20-20",
        "phone_title": "ЕДДС",
        "colour": "#0b6e4f",
        "colour_2": "#d4a017",
        "administrator_name": "Анна Сергеевна",
        "administrator_email": "glava@example.org",
        **changes,
    }
