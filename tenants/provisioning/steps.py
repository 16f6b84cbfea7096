"""From an order to a city on the air: steps that can be repeated and resumed; routable last.

A crash after any step leaves a job that goes on from there, and a city that nobody reaches yet.
"""

import logging
import time
from collections.abc import Callable, Sequence
from functools import partial
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
from tenants.provisioning.alone import alone
from tenants.provisioning.fingerprint import fingerprints

log = logging.getLogger(__name__)

Step = Callable[[ProvisioningJob], None]


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
    with scope.entered(None), alone(f"provision:{job.schema_name}"):
        job.refresh_from_db(using="owner")
        ProvisioningJob.objects.using("owner").filter(pk=job.pk).update(attempts=job.attempts + 1)
        for name, step in steps_of(job.kind).items():
            if name not in job.done:
                _do(job, name, step)
    directory.forget()
    return directory.facts(_city(job))


def steps_of(kind: str) -> dict[str, Step]:
    """Every step of a kind of tenant by its name, in order: between ours stand those of the settings."""
    planted: dict[str, Step] = {
        name: partial(_plant, paths=paths)
        for name, paths in settings.TENANT_STARTERS.get(kind, {}).items()
    }
    return {**BEFORE, **planted, **AFTER}


def _do(job: ProvisioningJob, name: str, step: Step) -> None:
    """One step with its mark and its time, or the reason why not."""
    began = time.perf_counter()
    try:
        with transaction.atomic("owner"):
            step(job)
            job.done = [*job.done, name]
            job.took = {**job.took, name: round((time.perf_counter() - began) * 1000)}
            job.failure = ""
            job.save(using="owner", update_fields=["done", "took", "failure"])
    except Exception as error:
        log.exception("Provisioning %s stopped at %s.", job.schema_name, name)
        job.refresh_from_db(using="owner")
        job.failure = f"{name}: {type(error).__name__}"
        job.save(using="owner", update_fields=["failure"])
        raise CannotProvision(f"{job.schema_name}: шаг «{name}» не удался: {error}") from error


def _reserve(job: ProvisioningJob) -> None:
    """The row and the look of the city; its host is looked at before anything is built."""
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
            "is_public": wanted.get("is_public", True),
        },
    )
    if Domain.objects.using("owner").filter(domain=wanted["host"]).exclude(tenant=city).exists():
        raise CannotProvision(f"Адрес {wanted['host']} занят другим городом.")
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


def _give_address(job: ProvisioningJob) -> None:
    """The host of the city's links; it answers when the last step is done."""
    Domain.objects.using("owner").update_or_create(
        domain=job.wanted["host"], defaults={"tenant": _city(job), "is_primary": True}
    )


def _plant(job: ProvisioningJob, *, paths: Sequence[str]) -> None:
    """What other parts of the product put into a new city, by the city's own role."""
    tenant = _tenant(job)
    for path in paths:
        with scope.in_tenant(tenant):
            import_string(path)(job.wanted)


def _route(job: ProvisioningJob) -> None:
    """From now on the host answers."""
    City.objects.using("owner").filter(schema_name=job.schema_name).update(
        state=City.LIVE, live_at=timezone.now()
    )
    job.finished_at = timezone.now()
    job.save(using="owner", update_fields=["finished_at"])


BEFORE: dict[str, Step] = {
    "reserve": _reserve,
    "build": _build,
    "verify": _verify,
    "domain": _give_address,
}
AFTER: dict[str, Step] = {"route": _route}


def _city(job: ProvisioningJob) -> City:
    return City.objects.using("owner").get(schema_name=job.schema_name)


def _tenant(job: ProvisioningJob) -> Tenant:
    return directory.facts(_city(job))
