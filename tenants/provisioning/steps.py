"""From an order to a city on the air: steps that can be repeated and resumed; routable last.

A crash after any step leaves a job that goes on from there, and a city that nobody reaches yet.
"""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import connections, transaction
from django.utils import timezone
from django.utils.module_loading import import_string

from tenants import directory
from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.models import Blueprint, Branding, City, Domain, ProvisioningJob
from tenants.provisioning import blueprint, rights
from tenants.provisioning.fingerprint import fingerprints

log = logging.getLogger(__name__)


class CannotProvision(RuntimeError):
    """The order cannot be carried out; the message says what to mend."""


def order(schema: str, wanted: dict[str, Any], *, by: str, using: str = "owner") -> ProvisioningJob:
    """Write down that a tenant is wanted; repeating the same order changes nothing."""
    scope.check_schema_name(schema)
    if schema.startswith("template_"):
        raise scope.BadSchemaName(f"{schema!r} is kept for the templates of schemas.")
    job, _ = ProvisioningJob.objects.using(using).get_or_create(
        schema_name=schema, defaults={"wanted": wanted, "ordered_by": by}
    )
    return job


def carry_out(job: ProvisioningJob) -> Tenant:
    """Do every step that is not done yet, one transaction each.

    Raises:
        CannotProvision: a step failed; the job keeps the reason and can be run again.
    """
    with scope.entered(None), _alone(job.schema_name):
        job.refresh_from_db(using="owner")
        ProvisioningJob.objects.using("owner").filter(pk=job.pk).update(attempts=job.attempts + 1)
        for name, step in STEPS.items():
            if name in job.done:
                continue
            try:
                with transaction.atomic("owner"):
                    step(job)
                    job.done = [*job.done, name]
                    job.failure = ""
                    job.save(using="owner", update_fields=["done", "failure"])
            except Exception as error:
                log.exception("Provisioning %s stopped at %s.", job.schema_name, name)
                job.failure = f"{name}: {type(error).__name__}"
                job.save(using="owner", update_fields=["failure"])
                raise CannotProvision(
                    f"{job.schema_name}: шаг «{name}» не удался: {error}"
                ) from error
    directory.forget()
    return directory.facts(_city(job))


def _reserve(job: ProvisioningJob) -> None:
    """The row, the host and the look of the city."""
    wanted = job.wanted
    city, _ = City.objects.using("owner").update_or_create(
        schema_name=job.schema_name,
        defaults={
            "kind": wanted.get("kind", "city"),
            "name": wanted["name"],
            "region": wanted.get("region", ""),
            "code": wanted.get("code", ""),
            "latin_code": wanted.get("latin_code", ""),
            "time_zone": wanted.get("time_zone", "Europe/Moscow"),
            "latitude": wanted.get("latitude"),
            "longitude": wanted.get("longitude"),
            "population": wanted.get("population"),
        },
    )
    domains = Domain.objects.using("owner")
    if domains.filter(domain=wanted["host"]).exclude(tenant=city).exists():
        raise CannotProvision(f"Адрес {wanted['host']} занят другим городом.")
    domains.update_or_create(domain=wanted["host"], defaults={"tenant": city, "is_primary": True})
    Branding.objects.using("owner").update_or_create(city=city, defaults=wanted.get("branding", {}))


def _build(job: ProvisioningJob) -> None:
    """Role, schema, tables: one transaction, all or nothing."""
    tenant = _tenant(job)
    segments = list(Blueprint.objects.using("owner").filter(kind=tenant.kind).order_by("number"))
    if not segments:
        raise CannotProvision("Нет шаблона схемы: выполните migrate_all.")
    rights.make_schema(tenant)
    with connections["owner"].cursor() as cursor:
        # The transaction was opened for `public`; its path is turned to the city until its end.
        cursor.execute(f'SET LOCAL search_path = "{tenant.schema}", public')
    blueprint.build(tenant, segments)
    rights.shut_migrations(tenant)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SET LOCAL search_path = public")


def _verify(job: ProvisioningJob) -> None:
    """A city that differs from its template is not let on the air."""
    tenant = _tenant(job)
    model = blueprint.template(tenant.kind).schema
    found = fingerprints([tenant.schema, model])
    if found.get(tenant.schema) != found.get(model):
        raise CannotProvision("Схема отличается от шаблона.")


def _plant(job: ProvisioningJob) -> None:
    """The starter catalogue and the first people, by the city's own role."""
    tenant = _tenant(job)
    for path in settings.TENANT_STARTERS.get(tenant.kind, []):
        with scope.in_tenant(tenant):
            import_string(path)(job.wanted)


def _route(job: ProvisioningJob) -> None:
    """From now on the host answers."""
    City.objects.using("owner").filter(schema_name=job.schema_name).update(
        state=City.LIVE, live_at=timezone.now()
    )
    job.finished_at = timezone.now()
    job.save(using="owner", update_fields=["finished_at"])


STEPS: dict[str, Callable[[ProvisioningJob], None]] = {
    "reserve": _reserve,
    "build": _build,
    "verify": _verify,
    "plant": _plant,
    "route": _route,
}


def _city(job: ProvisioningJob) -> City:
    return City.objects.using("owner").get(schema_name=job.schema_name)


def _tenant(job: ProvisioningJob) -> Tenant:
    return directory.facts(_city(job))


class _alone:
    """One provisioner per schema at a time, across processes."""

    def __init__(self, schema: str) -> None:
        self.schema = schema

    def __enter__(self) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"provision:{self.schema}"])

    def __exit__(self, *exc: object) -> None:
        with connections["owner"].cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(hashtext(%s))", [f"provision:{self.schema}"])
