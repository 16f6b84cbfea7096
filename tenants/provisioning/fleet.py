"""All schemas brought up to date: planned once on the template, done in each city as one transaction."""

import logging
from dataclasses import dataclass, field

from django.conf import settings
from django.db import connections, transaction
from django.utils.module_loading import import_string

from tenants import directory
from tenants.isolation import scope
from tenants.models import Blueprint, City
from tenants.provisioning import blueprint, rights
from tenants.provisioning.fingerprint import fingerprints

log = logging.getLogger(__name__)

KINDS = ("office", "city")
LOCK_TIMEOUT = "2s"


@dataclass
class Report:
    """What a run did: migrations per kind, schemas changed, schemas that differ from their template."""

    planned: dict[str, int] = field(default_factory=dict)
    changed: list[str] = field(default_factory=list)
    failed: dict[str, str] = field(default_factory=dict)
    strange: list[str] = field(default_factory=list)


def migrate_all() -> Report:
    """Bring `public`, the templates and every tenant up to date; safe to repeat, resumes by itself."""
    report = Report()
    report.planned["public"] = blueprint.migrate_public()
    with scope.entered(None), transaction.atomic("owner"):
        rights.grant_public()
        for path in settings.SHARED_STARTERS:
            import_string(path)()
    for kind in KINDS:
        report.planned[kind] = blueprint.migrate_template(kind)
    cities = City.objects.using("owner").exclude(state=City.PREPARING).order_by("schema_name")
    for city in cities:
        try:
            if _catch_up(city):
                report.changed.append(city.schema_name)
        except Exception as error:
            log.exception("Migrating %s failed; it will be tried again.", city.schema_name)
            report.failed[city.schema_name] = type(error).__name__
    report.strange = _strangers()
    return report


def _catch_up(city: City) -> bool:
    tenant = directory.facts(city)
    segments = list(Blueprint.objects.using("owner").filter(kind=city.kind).order_by("number"))
    with scope.entered(tenant), transaction.atomic("owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute(f"SET LOCAL lock_timeout = '{LOCK_TIMEOUT}'")
        have = blueprint.applied_migrations()
        missing = [s for s in segments if not {(a, n) for a, n in s.migrations} <= have]
        if not missing:
            return False
        if any(segment.has_python for segment in missing):
            blueprint.migrate_by_django(tenant)
        else:
            blueprint.build(tenant, missing)
        return True


def _strangers() -> list[str]:
    """Schemas on the air whose shape is not their template's."""
    with scope.entered(None), transaction.atomic("owner"):
        cities = list(City.objects.using("owner").filter(state__in=City.ROUTABLE))
        found = fingerprints([c.schema_name for c in cities] + [f"template_{k}" for k in KINDS])
    return [c.schema_name for c in cities if found[c.schema_name] != found[f"template_{c.kind}"]]
