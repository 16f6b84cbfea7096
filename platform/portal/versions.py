"""What the pages of a city are made of, each in one statement: its version (portal.page_cache).

`xmin` is the transaction that last wrote a row: it changes with every committed change, whoever made
it and by whatever way, and a transaction that is not committed is not seen.
"""

import re
from collections.abc import Iterable
from datetime import datetime, timedelta
from math import ceil

from django.db import connection
from django.utils import timezone

from appeals import workflow
from portal.feed import ROWS
from portal.page_cache import Version

# How long a countdown may stand: it shows seconds in its last hour, minutes in its last day. What is
# over stands still until something changes.
RUNNING_SECONDS = 15
STEPS = ((timedelta(days=1), 300), (timedelta(hours=1), 60))
CLOSED_SECONDS = 600
_LATIN = re.compile(r"[A-Z]{1,8}-(\d{4})-(\d{6,9})", re.ASCII)

_CARD = """
SELECT a.status, ARRAY[a.accept_by, a.localise_by, a.resolve_by, a.question_until], concat_ws('.', a.xmin,
    (SELECT sequence FROM appeals_event e WHERE e.appeal_id = a.id ORDER BY sequence DESC LIMIT 1),
    (SELECT xmin FROM appeals_category WHERE id = a.category_id),
    (SELECT string_agg(concat_ws('-', id, xmin), ',') FROM appeals_organisation
        WHERE id IN (a.organisation_id, a.named_organisation_id)),
    (SELECT xmin FROM appeals_crew WHERE id = a.crew_id),
    (SELECT xmin FROM appeals_statutorycase WHERE appeal_id = a.id),
    (SELECT string_agg(xmin::text, '-') FROM appeals_attachment WHERE appeal_id = a.id),
    '/', (SELECT string_agg(xmin::text, '-') FROM appeals_appeal WHERE parent_id = a.id),
    '/', (SELECT xmin FROM appeals_incident WHERE id = a.incident_id),
    (SELECT xmin FROM appeals_policy WHERE id = 1),
    (SELECT string_agg(concat_ws('-', o.id, o.xmin, o.starts_at <= %s), ',')
        FROM appeals_outagehouse h JOIN appeals_outage o ON o.id = h.outage_id
        WHERE h.house_id = a.house_id AND h.ended_at IS NULL))
FROM appeals_appeal a WHERE a.year = %s AND a.serial = %s AND a.is_public
    AND NOT a.is_trial
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
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_CARD, [now, int(found[1]), int(found[2])])
        row = cursor.fetchone()
    if row is None:
        return None
    status, clocks, version = row
    # «Сегодня» and «до 16:48» read otherwise on another day.
    of = f"{version} {timezone.localdate(now)}"
    return Version(of, _standing(clocks, now) if status in workflow.OPEN else CLOSED_SECONDS)


def home(request: object) -> Version:
    """The version of the first page: the latest changes, today's counters, notices, outages."""
    now = timezone.now()
    with connection.cursor() as cursor:
        cursor.execute(_HOME, [ROWS, timezone.localdate(now), now])
        (version,) = cursor.fetchone()
    return Version(version, RUNNING_SECONDS)


def _standing(clocks: Iterable[datetime | None], now: datetime) -> int:
    """How many seconds the countdowns may stand, and never beyond a moment when a term runs out."""
    seconds = CLOSED_SECONDS
    for clock in clocks:
        if clock is not None:
            step = next((step for at, step in STEPS if abs(clock - now) > at), RUNNING_SECONDS)
            left = ceil((clock - now).total_seconds())
            seconds = min(seconds, step, left if left > 0 else step)
    return seconds
