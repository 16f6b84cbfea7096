"""Who may read and write what: the database's own answer, under everything the code says."""

from typing import Any

from django.conf import settings
from django.db import connections
from django.utils.module_loading import import_string

from tenants.isolation import scope
from tenants.isolation.scope import Tenant

# A city may only add its own messages; it cannot even name whose they are.
SHARED = """
GRANT USAGE ON SCHEMA public TO {app}, tenant_common;
GRANT SELECT ON tenants_city, tenants_domain, tenants_branding, django_migrations TO {app};
GRANT SELECT, UPDATE, DELETE ON tenants_outbox TO {app};
GRANT INSERT (topic, payload) ON tenants_outbox TO tenant_common;
ALTER TABLE tenants_outbox ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS add_own ON tenants_outbox;
CREATE POLICY add_own ON tenants_outbox FOR INSERT TO tenant_common WITH CHECK (tenant = current_user);
DROP POLICY IF EXISTS relay ON tenants_outbox;
CREATE POLICY relay ON tenants_outbox TO {app} USING (true) WITH CHECK (true);
GRANT SELECT ON tenants_revision TO {app};
GRANT SELECT ON tenants_entitlements TO {app}, tenant_common;
ALTER TABLE tenants_entitlements ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON tenants_entitlements;
CREATE POLICY read_own ON tenants_entitlements FOR SELECT TO tenant_common USING (tenant = current_user);
DROP POLICY IF EXISTS directory ON tenants_entitlements;
CREATE POLICY directory ON tenants_entitlements FOR SELECT TO {app} USING (true);
GRANT SELECT ON tenants_offboarding TO tenant_common;
ALTER TABLE tenants_offboarding ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS read_own ON tenants_offboarding;
CREATE POLICY read_own ON tenants_offboarding FOR SELECT TO tenant_common USING (tenant = current_user);
GRANT SELECT, INSERT ON tenants_supportconsent TO tenant_common;
ALTER TABLE tenants_supportconsent ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON tenants_supportconsent;
CREATE POLICY own ON tenants_supportconsent TO tenant_common
    USING (tenant = current_user) WITH CHECK (tenant = current_user);
GRANT SELECT, UPDATE (consented_at, consented_by, refused_at, refused_by, link_digest, opened_at,
    until, finished_at, finished_by) ON tenants_supportaccess TO tenant_common;
ALTER TABLE tenants_supportaccess ENABLE ROW LEVEL SECURITY;
DROP POLICY IF EXISTS own ON tenants_supportaccess;
CREATE POLICY own ON tenants_supportaccess TO tenant_common
    USING (tenant = current_user) WITH CHECK (tenant = current_user)
"""
OFFICE = """
GRANT SELECT ON tenants_city, tenants_domain, tenants_branding, tenants_provisioningjob TO t_office;
REVOKE UPDATE ON tenants_provisioningjob FROM t_office;
GRANT INSERT, UPDATE (wanted, attempts, failure) ON tenants_provisioningjob TO t_office;
GRANT SELECT, INSERT, UPDATE ON tenants_entitlements TO t_office;
DROP POLICY IF EXISTS office ON tenants_entitlements;
CREATE POLICY office ON tenants_entitlements TO t_office USING (true) WITH CHECK (true);
GRANT SELECT, INSERT, UPDATE (first_by_id, first_by, first_at, second_by_id, second_by, second_at,
    cancelled_at, cancelled_by, attempts, failure, tables_done, tables_all)
    ON tenants_offboarding TO t_office;
DROP POLICY IF EXISTS office ON tenants_offboarding;
CREATE POLICY office ON tenants_offboarding TO t_office USING (true) WITH CHECK (true);
GRANT SELECT ON tenants_supportconsent TO t_office;
DROP POLICY IF EXISTS office ON tenants_supportconsent;
CREATE POLICY office ON tenants_supportconsent FOR SELECT TO t_office USING (true);
GRANT SELECT, INSERT, UPDATE (link_digest, link_until, finished_at, finished_by)
    ON tenants_supportaccess TO t_office;
DROP POLICY IF EXISTS office ON tenants_supportaccess;
CREATE POLICY office ON tenants_supportaccess TO t_office
    USING (true) WITH CHECK (true);
GRANT UPDATE (name) ON tenants_city TO t_office;
GRANT SELECT, INSERT ON tenants_hostwish TO t_office
"""
_SCHEMA = """
GRANT {role} TO {app};
GRANT tenant_common TO {role};
CREATE SCHEMA IF NOT EXISTS {schema};
GRANT USAGE ON SCHEMA {schema} TO {role};
ALTER DEFAULT PRIVILEGES IN SCHEMA {schema} GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO {role}
"""


def app_role() -> str:
    """The log-in role of the product's processes."""
    return str(settings.DATABASES["default"]["USER"])


def grant_public() -> None:
    """Rights on the shared tables; safe to repeat."""
    with connections["owner"].cursor() as cursor:
        for path in settings.SHARED_RIGHTS:
            _run(cursor, import_string(path), app=app_role())


def grant_office() -> None:
    """What the operators' office may do with the shared tables."""
    with connections["owner"].cursor() as cursor:
        for path in settings.OFFICE_RIGHTS:
            _run(cursor, import_string(path))


def make_schema(tenant: Tenant) -> None:
    """The tenant's role and its empty schema; rights stand before the first table does."""
    scope.check_schema_name(tenant.schema)
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [tenant.role])
        if not cursor.fetchone():
            cursor.execute(f'CREATE ROLE "{tenant.role}" NOLOGIN')
        _run(cursor, _SCHEMA, role=f'"{tenant.role}"', schema=f'"{tenant.schema}"', app=app_role())


def shut_migrations(tenant: Tenant) -> None:
    """The tenant reads which migrations it has, and never writes them."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(
            f'REVOKE INSERT, UPDATE, DELETE ON "{tenant.schema}".django_migrations '
            f'FROM "{tenant.role}"'
        )


def _run(cursor: Any, text: str, **names: str) -> None:
    for statement in text.format(**names).split(";"):
        if statement.strip():
            cursor.execute(statement)
