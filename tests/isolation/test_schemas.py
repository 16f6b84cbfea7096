"""FAULTS 4 and the shape of schemas: errors instead of somebody else's data; artefact ≡ migrations."""

import importlib
import platform
from pathlib import Path

import pytest
from django.db import ProgrammingError, connection, connections, transaction

from tenants.isolation import scope
from tenants.isolation.scope import Tenant
from tenants.models import Blueprint
from tenants.provisioning import blueprint, rights
from tenants.provisioning.fingerprint import fingerprints

ROOT = Path(__file__).resolve().parents[2]
# Django writes which migrations a schema has into each schema.
DJANGOS_OWN = {"django_migrations"}


def tables(schema: str) -> set[str]:
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])
        return {name for (name,) in cursor.fetchall()}


def test_no_table_stands_both_in_public_and_in_a_tenants_schema(committed):
    for schema in ("penza", "office"):
        assert tables("public") & tables(schema) == DJANGOS_OWN


def test_a_table_dropped_from_a_city_is_an_error_not_somebody_elses_data(committed):
    with scope.entered(committed.penza), transaction.atomic("owner"):
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE appeals_applicant RENAME TO gone")
    try:
        with (
            scope.in_tenant(committed.penza),
            pytest.raises(ProgrammingError, match="does not exist"),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute("SELECT * FROM appeals_applicant")
    finally:
        with scope.entered(committed.penza), transaction.atomic("owner"):
            with connections["owner"].cursor() as cursor:
                cursor.execute("ALTER TABLE gone RENAME TO appeals_applicant")


@pytest.mark.parametrize("kind", ["city", "office"])
def test_a_schema_made_from_the_blueprint_equals_one_made_by_migrations(committed, kind):
    by_hand = Tenant(id=0, schema=f"by_migrations_{kind}", kind=kind, name="")
    with scope.entered(None), transaction.atomic("owner"):
        rights.make_schema(by_hand)
    blueprint.migrate_by_django(by_hand)
    made = {"city": "penza", "office": "office"}[kind]

    with scope.entered(None), transaction.atomic("owner"):
        found = fingerprints([by_hand.schema, made])
        with connections["owner"].cursor() as cursor:
            cursor.execute(f'DROP SCHEMA "{by_hand.schema}" CASCADE')

    assert found[by_hand.schema] == found[made]


def test_a_fingerprint_sees_one_changed_column(committed):
    with scope.entered(None), transaction.atomic("owner"):
        before = fingerprints(["penza", "kazan"])
        with connections["owner"].cursor() as cursor:
            cursor.execute("ALTER TABLE kazan.appeals_crew ALTER COLUMN phone DROP NOT NULL")
        after = fingerprints(["penza", "kazan"])
        transaction.set_rollback(True, using="owner")

    assert before["penza"] == before["kazan"]
    assert after["penza"] != after["kazan"]


def test_no_citys_table_has_a_foreign_key_into_public(committed):
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT conrelid::regclass::text FROM pg_constraint c "
            "JOIN pg_class t ON t.oid = c.conrelid JOIN pg_class f ON f.oid = c.confrelid "
            "WHERE contype = 'f' AND t.relnamespace <> f.relnamespace"
        )
        assert cursor.fetchall() == []


def test_the_blueprint_is_written_once_and_covers_every_migration(committed):
    for kind in ("city", "office"):
        segments = Blueprint.objects.using("owner").filter(kind=kind)
        assert [segment.number for segment in segments] == list(range(1, len(segments) + 1))


def test_platform_is_the_standard_librarys_and_never_a_package_of_ours():
    assert not (ROOT / "platform" / "__init__.py").exists()
    found = importlib.import_module("platform")
    assert found is platform
    assert Path(found.__file__).parent != ROOT / "platform"
    assert found.system()


def test_no_function_with_the_owners_rights_looks_among_a_callers_temporary_tables_first(committed):
    with scope.entered(None), transaction.atomic("owner"), connections["owner"].cursor() as cursor:
        cursor.execute(
            "SELECT n.nspname || '.' || p.proname, p.proconfig FROM pg_proc p "
            "JOIN pg_namespace n ON n.oid = p.pronamespace "
            "WHERE p.prosecdef AND (n.nspname = 'public' OR n.nspname IN "
            "(SELECT schema_name FROM tenants_city)) ORDER BY 1"
        )
        found = dict(cursor.fetchall())

    assert {"public.raise_tenants_revision", "penza.next_serial", "penza.purge_practice"} <= set(
        found
    )
    for name, settings in found.items():
        path = next(each for each in settings or [""] if each.startswith("search_path="))
        assert path.endswith(", pg_temp"), name
        schema = name.partition(".")[0]
        assert path.removeprefix("search_path=").replace('"', "").startswith(schema), name
