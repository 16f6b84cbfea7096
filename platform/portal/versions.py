"""What the pages of a city are made of, each in one statement: its version (portal.page_cache).

`xmin` is the transaction that last wrote a row: it changes with every committed change, whoever made
it and by whatever way, and a transaction that is not committed is not seen.
"""

import re
from datetime import datetime
from math import ceil

from django.db import connection
from django.utils import timezone

from appeals import workflow
from portal.feed import ROWS
from portal.page_cache import Version

# A countdown may stand so long; what is over stands still until something changes.
RUNNING_SECONDS = 15
CLOSED_SECONDS = 600
_LATIN = re.compile(r"[A-Z]{1,8}-(\d{4})-(\d{6,9})", re.ASCII)

_CARD = """
SELECT a.status, a.next_clock_at, concat_ws('.', a.xmin,
    (SELECT sequence FROM appeals_event e WHERE e.appeal_id = a.id ORDER BY sequence DESC LIMIT 1),
    (SELECT xmin FROM appeals_category WHERE id = a.category_id),
    (SELECT string_agg(concat_ws('-', id, xmin), ',') FROM appeals_organisation
        WHERE id IN (a.organisation_id, a.named_organisation_id)),
    (SELECT xmin FROM appeals_crew WHERE id = a.crew_id),
    (SELECT string_agg(xmin::text, '-') FROM appeals_attachment WHERE appeal_id = a.id),
    '/', (SELECT string_agg(xmin::text, '-') FROM appeals_appeal WHERE parent_id = a.id),
    '/', (SELECT xmin FROM appeals_incident WHERE id = a.incident_id),
    (SELECT xmin FROM appeals_policy WHERE id = 1),
    (SELECT string_agg(concat_ws('-', o.id, o.xmin), ',') FROM appeals_outagehouse h
        JOIN appeals_outage o ON o.id = h.outage_id
        WHERE h.house_id = a.house_id AND h.ended_at IS NULL))
FROM appeals_appeal a WHERE a.year = %s AND a.serial = %s AND a.is_public
"""
_HOME = """
SELECT concat_ws('.',
    (SELECT string_agg(concat_ws('-', id, xmin), ',') FROM (
        SELECT id, xmin FROM appeals_appeal WHERE is_public
        ORDER BY status_at DESC, id DESC LIMIT %s) latest),
    '/', (SELECT string_agg(xmin::text, '-') FROM appeals_dailytally WHERE day >= %s),
    '/', (SELECT string_agg(concat_ws('-', id, xmin), ',') FROM appeals_notice WHERE ends_at > %s),
    '/', (SELECT string_agg(concat_ws('-', id, xmin), ',') FROM appeals_outage
        WHERE ended_at IS NULL))
"""


def card(request: object, number: str) -> Version | None:
    """The version of a public card; None for what is not one, or not by its own address."""
    found = _LATIN.fullmatch(number)
    if found is None:
        return None
    with connection.cursor() as cursor:
        cursor.execute(_CARD, [int(found[1]), int(found[2])])
        row = cursor.fetchone()
    if row is None:
        return None
    status, clock, version = row
    if status not in workflow.OPEN:
        return Version(version, CLOSED_SECONDS)
    return Version(version, _until(clock, timezone.now()))


def home(request: object) -> Version:
    """The version of the first page: the latest changes, today's counters, notices, outages."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_HOME, [ROWS, timezone.localdate(now), now])
        (version,) = cursor.fetchone()
    return Version(version, RUNNING_SECONDS)


def _until(clock: datetime | None, now: datetime) -> int:
    """Not beyond the moment a term runs out: then it reads otherwise."""
    if clock is None or clock <= now:
        return RUNNING_SECONDS
    return min(RUNNING_SECONDS, max(1, ceil((clock - now).total_seconds())))
