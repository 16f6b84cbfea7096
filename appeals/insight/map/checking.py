"""Whether the cells say what a count of all appeals says; one statement, of one moment."""

from datetime import datetime

from django.db import connection

from appeals.insight.map.folding import APPEALS, SPREAD, parameters

# What is not folded yet is in the appeals already and must not be in the cells.
_DIFFERENCES = f"""
WITH taken AS (
    {APPEALS} UNION ALL
    SELECT qk, category_id, (registered_at AT TIME ZONE %(zone)s)::date, -red, -green, -strict
    FROM appeals_mapdelta
), {SPREAD}, told AS (
    SELECT * FROM appeals_mapcell
    WHERE (grain = 'year' OR start >= %(recent)s)
        AND (red <> 0 OR green <> 0 OR strict <> 0 OR x <> 0 OR y <> 0)
), meant AS (
    SELECT * FROM spread WHERE red <> 0 OR green <> 0 OR strict <> 0 OR x <> 0 OR y <> 0
)
SELECT count(*) FROM told t FULL JOIN meant m USING (grain, level, category_id, cell, start)
WHERE (t.red, t.green, t.strict, t.x, t.y) IS DISTINCT FROM (m.red, m.green, m.strict, m.x, m.y)
"""  # noqa: S608 — fixed statements


def differences(*, at: datetime) -> int:
    """How many cells are not what the appeals say; 0 always, or the triggers miss something."""
    with connection.cursor() as cursor:
        cursor.execute(_DIFFERENCES, parameters(at))
        return int(cursor.fetchone()[0])
