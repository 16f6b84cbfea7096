"""Is the journal what was written: every hash recomputed, every chain walked, every status compared."""

from dataclasses import dataclass

from django.db import connection

_BROKEN = """
WITH chain AS (
    SELECT e.*, lag(e.hash) OVER w AS hash_before, lag(e.sequence) OVER w AS sequence_before,
           lag(e.status_to) OVER w AS status_before
    FROM appeals_event e
    WINDOW w AS (PARTITION BY e.appeal_id ORDER BY e.sequence)
)
SELECT appeal_id, sequence,
       CASE WHEN sequence <> coalesce(sequence_before, 0) + 1 THEN 'missing'
            WHEN status_from <> coalesce(status_before, '') THEN 'jump'
            ELSE 'changed' END
FROM chain
WHERE sequence <> coalesce(sequence_before, 0) + 1
   OR status_from <> coalesce(status_before, '')
   OR hash <> event_digest(hash_before, appeal_id, sequence, kind, status_from, status_to, at,
        actor_role, actor_id, actor_name, organisation_id, details, is_public)
ORDER BY appeal_id, sequence LIMIT %s
"""
_DIFFERENT = """
SELECT a.id, 0, 'status' FROM appeals_appeal a
LEFT JOIN LATERAL (
    SELECT status_to FROM appeals_event e WHERE e.appeal_id = a.id ORDER BY sequence DESC LIMIT 1
) last ON true
WHERE last.status_to IS DISTINCT FROM a.status ORDER BY a.id LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Flaw:
    """A place where the journal is not what was written.

    `kind`: changed (the hash does not fit), missing (a gap), jump (a record does not begin where
    the one before ended), status (the appeal is not where its journal says; `sequence` is 0).
    """

    appeal_id: int
    sequence: int
    kind: str


def flaws(limit: int = 100) -> list[Flaw]:
    """The first flaws of the current city's journal; empty when all is well."""
    found: list[Flaw] = []
    with connection.cursor() as cursor:
        for question in (_BROKEN, _DIFFERENT):
            cursor.execute(question, [limit])
            found += [Flaw(*row) for row in cursor.fetchall()]
    return found[:limit]
