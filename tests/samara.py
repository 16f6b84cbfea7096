"""Самара: a city that tests order, and take away again."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connections, transaction

from tenants import directory
from tenants.isolation import scope
from tenants.models import City, ProvisioningJob
from tenants.provisioning import steps

WANTED = {
    "name": "Самара",
    "code": "СМР",
    "latin_code": "SMR",
    "host": "samara.localhost",
    "population": 1_164_685,
    "branding": {"colour": "#123456"},
    "administrator": {"email": "glava@samara.example", "name": "Анна Сергеевна"},
}


@contextmanager
def ordered(stage) -> Iterator[ProvisioningJob]:
    """An order for it, gone afterwards with all that was made."""
    yield steps.order("samara", WANTED, by="tests")
    directory.forget()
    with scope.entered(None), transaction.atomic("owner"):
        ProvisioningJob.objects.using("owner").filter(schema_name="samara").delete()
        City.objects.using("owner").filter(schema_name="samara").delete()
        with connections["owner"].cursor() as cursor:
            cursor.execute("DROP SCHEMA IF EXISTS samara CASCADE")
    for tenant in (stage.penza, stage.kazan, stage.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)
