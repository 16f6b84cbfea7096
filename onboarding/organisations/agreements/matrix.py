"""An agreement's services × houses enter the house × service matrix, and what it drops leaves it."""

from datetime import date
from typing import Any

from django.db import connection

from onboarding.organisations.models import Agreement

# Whoever gave a service of these houses until now ends where the agreement begins.
_END_OTHERS = """
UPDATE appeals_serving v SET until = %(since)s, ended_why = %(why)s
FROM organisations_annexhouse h
WHERE h.agreement_id = %(agreement)s AND v.house_id = h.house_id AND v.service = ANY(%(services)s)
    AND v.organisation_id <> %(organisation)s
    AND (v.since IS NULL OR v.since < %(since)s) AND (v.until IS NULL OR v.until > %(since)s)
"""
# Of two that would begin on one day the one with the newer paper does.
_DROP_SAME_DAY = """
DELETE FROM appeals_serving v USING organisations_annexhouse h
WHERE h.agreement_id = %(agreement)s AND v.house_id = h.house_id AND v.service = ANY(%(services)s)
    AND v.organisation_id <> %(organisation)s AND v.since = %(since)s
"""
# What the paper before listed and this one does not.
_END_DROPPED = """
UPDATE appeals_serving v SET until = %(since)s, ended_why = %(why)s
FROM organisations_annexhouse o
WHERE o.agreement_id = %(before)s AND v.house_id = o.house_id AND v.service = ANY(%(served)s)
    AND v.organisation_id = %(organisation)s
    AND (v.since IS NULL OR v.since < %(since)s) AND (v.until IS NULL OR v.until > %(since)s)
    AND NOT (v.service = ANY(%(services)s) AND EXISTS (
        SELECT FROM organisations_annexhouse n
        WHERE n.agreement_id = %(agreement)s AND n.house_id = v.house_id))
"""
# A line goes on until one that is written already begins.
_BEGIN = """
INSERT INTO appeals_serving (house_id, service, organisation_id, since, until, source, ended_why)
SELECT h.house_id, s.service, %(organisation)s, %(since)s::date,
    (SELECT min(n.since) FROM appeals_serving n
        WHERE n.house_id = h.house_id AND n.service = s.service AND n.since > %(since)s),
    %(source)s, ''
FROM organisations_annexhouse h CROSS JOIN unnest(%(services)s::text[]) AS s(service)
WHERE h.agreement_id = %(agreement)s AND NOT EXISTS (
    SELECT FROM appeals_serving v
    WHERE v.house_id = h.house_id AND v.service = s.service
        AND (v.since IS NULL OR v.since <= %(since)s) AND (v.until IS NULL OR v.until > %(since)s))
"""


def write(agreement: Agreement, *, before: Agreement | None) -> int:
    """Bring the matrix in line with an agreement from its first day; how many lines began.

    Lines get no end: whose pipes they are does not change with a paper. An organisation whose
    agreement is over stays named, so that the desk and its round-the-clock phone hear of accidents.
    """
    services = list(agreement.scope.get("services", ()))
    told: dict[str, Any] = {
        "agreement": agreement.pk,
        "organisation": agreement.organisation_id,
        "since": agreement.since,
        "services": services,
        "source": f"соглашение № {agreement.number}",
        "why": f"соглашение № {agreement.number} с {_day(agreement.since)}",
        "before": before.pk if before else 0,
        "served": list(before.scope.get("services", ())) if before else [],
    }
    with connection.cursor() as cursor:
        for statement in (_END_OTHERS, _DROP_SAME_DAY, _END_DROPPED):
            cursor.execute(statement, told)
        cursor.execute(_BEGIN, told)
        return cursor.rowcount


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
