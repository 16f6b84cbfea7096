"""The template of each kind of schema, and the statements that make another one like it.

Migrations run once, on the template; what they executed is written down (models.Blueprint) and
done again in every city. A new city costs its DDL and no planning; a test proves that a schema
made so equals one made by the migrations.
"""

from typing import Any

from django.apps import apps
from django.conf import settings
from django.db import connections, transaction
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations import RunPython

from tenants.isolation import scope
from tenants.isolation.backend.schema import writing_down
from tenants.isolation.scope import Tenant
from tenants.models import Blueprint
from tenants.provisioning import rights


def template(kind: str) -> Tenant:
    """The unrouted tenant that stands for all of its kind."""
    return Tenant(id=0, schema=f"template_{kind}", kind=kind, name="")


def migrate_public() -> int:
    """Bring `public` up to date; the number of migrations applied."""
    with scope.entered(None), transaction.atomic("owner"):
        return len(_migrate("public")[0])


def migrate_template(kind: str) -> int:
    """Bring the template up to date and write down how; the number of migrations applied."""
    tenant = template(kind)
    with scope.entered(None), transaction.atomic("owner"):
        rights.make_schema(tenant)
    with scope.entered(tenant), transaction.atomic("owner"), writing_down() as statements:
        applied, has_python = _migrate(kind)
        if applied:
            rights.shut_migrations(tenant)
    if applied:
        with scope.entered(None), transaction.atomic("owner"):
            Blueprint.objects.using("owner").create(
                kind=kind,
                number=Blueprint.objects.using("owner").filter(kind=kind).count() + 1,
                migrations=applied,
                statements=statements,
                has_python=has_python,
            )
    return len(applied)


def migrate_by_django(tenant: Tenant) -> None:
    """The slow way, with Python migrations: for cities that have rows such a migration must see."""
    with scope.entered(tenant), transaction.atomic("owner"):
        _migrate(tenant.kind)


def build(tenant: Tenant, segments: list[Blueprint]) -> None:
    """Do to the tenant's schema what was done to its template, in the transaction that is open."""
    with connections["owner"].cursor() as cursor:
        for segment in segments:
            for statement in segment.statements:
                cursor.execute(statement)
            cursor.executemany(
                "INSERT INTO django_migrations (app, name, applied) VALUES (%s, %s, now())",
                segment.migrations,
            )


def applied_migrations() -> set[tuple[str, str]]:
    """What the current schema has."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass(%s)", [f"{scope.schema()}.django_migrations"])
        if cursor.fetchone()[0] is None:
            return set()
        cursor.execute("SELECT app, name FROM django_migrations")
        return set(cursor.fetchall())


def _migrate(kind: str) -> tuple[list[list[str]], bool]:
    """Apply what the kind's own applications ask for; others have no tables there and cost minutes."""
    executor = MigrationExecutor(connections["owner"])
    names = settings.TENANT_TYPES[kind]["APPS"]
    labels = [config.label for config in apps.get_app_configs() if config.name in names]
    targets = [node for label in labels for node in executor.loader.graph.leaf_nodes(label)]
    plan: list[Any] = executor.migration_plan(targets)
    executor.migrate(targets, plan=plan)
    has_python = any(
        isinstance(operation, RunPython)
        for migration, _ in plan
        for operation in migration.operations
    )
    return [[migration.app_label, migration.name] for migration, _ in plan], has_python
