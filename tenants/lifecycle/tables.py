"""What a city's schema holds: tables with their columns and keys, sequences, applied migrations.

Asked of the catalogue by the owner's connection, in the schema that is entered.
"""

from dataclasses import dataclass

from django.db import connections

from tenants.isolation import scope

# Signed-in browsers, and what tells which migrations a schema has: neither is the city's data.
LEFT_OUT = frozenset({"django_session", "django_migrations"})

_TABLES = """
SELECT c.relname,
       array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated = ''),
       coalesce(array_agg(a.attname::text ORDER BY a.attnum) FILTER (WHERE a.attgenerated <> ''), '{}'),
       coalesce((SELECT array_agg(k.attname::text ORDER BY array_position(i.indkey::int2[], k.attnum))
                 FROM pg_index i JOIN pg_attribute k
                   ON k.attrelid = i.indrelid AND k.attnum = ANY (i.indkey)
                 WHERE i.indrelid = c.oid AND i.indisprimary), '{}')
FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'r'
GROUP BY c.oid, c.relname ORDER BY c.relname COLLATE "C"
"""
_SEQUENCES = """
SELECT c.relname FROM pg_class c
WHERE c.relnamespace = %s::regnamespace AND c.relkind = 'S' ORDER BY c.relname COLLATE "C"
"""


@dataclass(frozen=True, slots=True)
class Table:
    """One table: what is stored in it, and by which columns its rows are put in order."""

    name: str
    columns: tuple[str, ...]
    computed: tuple[str, ...]
    key: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Where a counter stands: the next value is after `value`, or `value` itself if never used."""

    name: str
    value: int
    is_used: bool


def tables() -> list[Table]:
    """Those that hold the city's data."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_TABLES, [scope.schema()])
        found = [
            Table(name, *(tuple(part) for part in parts)) for name, *parts in cursor.fetchall()
        ]
    return [table for table in found if table.name not in LEFT_OUT]


def sequences() -> list[Sequence]:
    """All counters; those of a year's numbers are made when the year first needs one."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_SEQUENCES, [scope.schema()])
        names = [name for (name,) in cursor.fetchall()]
        found = []
        for name in names:
            cursor.execute(f'SELECT last_value, is_called FROM "{name}"')  # noqa: S608
            found.append(Sequence(name, *cursor.fetchone()))
    return [each for each in found if not each.name.startswith(tuple(LEFT_OUT))]


def migrations() -> list[list[str]]:
    """Which migrations made the schema: an export fits a city that has exactly these."""
    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT app, name FROM django_migrations ORDER BY app, name")
        return [list(row) for row in cursor.fetchall()]
