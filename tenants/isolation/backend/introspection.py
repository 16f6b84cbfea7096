"""Which tables this schema has: asked of this schema alone.

Django takes every visible table, so `public.django_migrations` would pass for a city's own; and
its scan of the whole catalogue takes 0.2 s a call at a thousand cities.
"""

from typing import Any

from django.db.backends.postgresql.introspection import DatabaseIntrospection, TableInfo

from tenants.isolation import scope

_TABLES = """
SELECT c.relname,
       CASE WHEN c.relispartition THEN 'p' WHEN c.relkind IN ('m', 'v') THEN 'v' ELSE 't' END
FROM pg_catalog.pg_depend d JOIN pg_catalog.pg_class c ON c.oid = d.objid
WHERE d.refclassid = 'pg_catalog.pg_namespace'::regclass
  AND d.refobjid = (SELECT oid FROM pg_catalog.pg_namespace WHERE nspname = %s)
  AND d.classid = 'pg_catalog.pg_class'::regclass
  AND c.relkind IN ('f', 'm', 'p', 'r', 'v')
"""


class SchemaIntrospection(DatabaseIntrospection):
    """Sees the schema of the moment."""

    def get_table_list(self, cursor: Any) -> list[Any]:
        """Tables and views of the current schema."""
        cursor.execute(_TABLES, [scope.schema()])
        return [
            TableInfo(name, kind, None)
            for name, kind in cursor.fetchall()
            if name not in self.ignored_tables
        ]
