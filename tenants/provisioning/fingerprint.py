"""Are two schemas alike: a digest of every column, index, constraint, function and trigger."""

from django.db import connections

_FINGERPRINTS = """
WITH ns AS (SELECT oid, nspname FROM pg_namespace WHERE nspname = ANY(%s)),
facts AS (
    SELECT c.relnamespace AS ns,
           concat_ws(':', 'column', c.relname, a.attname, format_type(a.atttypid, a.atttypmod),
                     a.attnotnull, a.attidentity,
                     replace(pg_get_expr(d.adbin, d.adrelid), ns.nspname || '.', '')) AS fact
    FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid JOIN ns ON ns.oid = c.relnamespace
    LEFT JOIN pg_attrdef d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
    WHERE c.relkind IN ('r', 'p') AND a.attnum > 0 AND NOT a.attisdropped
    UNION ALL
    SELECT c.relnamespace,
           concat_ws(':', 'index', replace(pg_get_indexdef(i.indexrelid), ns.nspname || '.', ''),
                     i.indisvalid)
    FROM pg_index i JOIN pg_class c ON c.oid = i.indexrelid JOIN ns ON ns.oid = c.relnamespace
    WHERE c.relname NOT LIKE 'pg_toast%%'
    UNION ALL
    SELECT connamespace,
           concat_ws(':', 'constraint', conname,
                     replace(pg_get_constraintdef(pg_constraint.oid), ns.nspname || '.', ''),
                     convalidated)
    FROM pg_constraint JOIN ns ON ns.oid = connamespace
    UNION ALL
    SELECT pronamespace, concat_ws(':', 'function', proname, md5(prosrc), prosecdef)
    FROM pg_proc JOIN ns ON ns.oid = pronamespace
    UNION ALL
    SELECT c.relnamespace, concat_ws(':', 'trigger', c.relname, t.tgname, t.tgtype, t.tgenabled)
    FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid JOIN ns ON ns.oid = c.relnamespace
    WHERE NOT t.tgisinternal
)
SELECT ns.nspname, md5(string_agg(fact, E'\\n' ORDER BY fact COLLATE "C"))
FROM facts JOIN ns ON ns.oid = facts.ns GROUP BY 1
"""


def fingerprints(schemas: list[str]) -> dict[str, str]:
    """The digest of each schema's shape; equal digests mean equal shapes."""
    with connections["owner"].cursor() as cursor:
        cursor.execute(_FINGERPRINTS, [schemas])
        return dict(cursor.fetchall())
