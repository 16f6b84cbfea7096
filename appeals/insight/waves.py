"""Calls that come in a wave: the city's rule sees one incident in them before a person does.

Works after the filing's commit, batch by batch: a filing never waits for it, and its cost does not
grow with the wave. One batch of a service works at a time (advisory lock), so that two workers never
open the same incident twice.
"""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import connection, transaction
from django.db.models import Q

from appeals import interruptions, workflow
from appeals.actions import open_incident
from appeals.actions.gather_wave import gather
from appeals.actions.incident_parts import LOOK_BACK
from appeals.models import Appeal, Category, Incident, Organisation, Policy
from appeals.nearby import METRES_A_DEGREE, metres
from tenants.accounts.actor import SYSTEM
from tenants.isolation import scope

# So many of the latest calls of a service are looked at: more would be an incident long ago.
_CANDIDATES = 1000
_LOCK = 416_118
# Services that come along the same pipe from the same source.
_HEATED = ["heating", "hot_water"]

_MATCHES = """
SELECT DISTINCT ON (a.id) a.id, i.id
FROM appeals_appeal a
LEFT JOIN appeals_house h ON h.id = a.house_id
JOIN appeals_incident i ON i.service = a.service AND i.state = 'open'
    AND a.registered_at >= i.started_at - %(back)s
CROSS JOIN LATERAL (
    SELECT EXISTS (SELECT FROM appeals_incidenthouse k
                   WHERE k.incident_id = i.id AND k.house_id = a.house_id) AS here
) known
CROSS JOIN LATERAL (
    SELECT 0 AS rank FROM appeals_incidenthouse n
    WHERE n.incident_id = i.id AND n.house_id = a.house_id AND n.state = 'without'
    UNION ALL
    (SELECT 1 FROM appeals_incidenthouse n
     WHERE NOT known.here AND i.joined_at >= %(wave)s
     AND n.incident_id = i.id AND h.heat_line <> '' AND n.line = h.heat_line
     AND a.service = ANY(%(heated)s) LIMIT 1)
    UNION ALL
    (SELECT 2 FROM appeals_incidenthouse n
     WHERE NOT known.here AND i.joined_at >= %(wave)s AND n.incident_id = i.id
     AND n.latitude BETWEEN a.latitude - %(degrees)s AND a.latitude + %(degrees)s
     AND power(n.latitude - a.latitude, 2)
       + power((n.longitude - a.longitude) * cos(radians(a.latitude)), 2) <= %(degrees)s ^ 2
     LIMIT 1)
) near
WHERE a.id = ANY(%(ids)s) AND a.incident_id IS NULL AND a.status = ANY(%(open)s)
ORDER BY a.id, near.rank, i.opened_at, i.id
"""


@dataclass(frozen=True, slots=True)
class Call:
    """An appeal as the rule sees it."""

    id: int
    category_id: int
    registered_at: datetime
    house_id: int | None
    latitude: float | None
    longitude: float | None
    line: str
    organisation_id: int | None

    def is_near(self, other: "Call", radius_m: float) -> bool:
        """On one heating line, or within the radius."""
        if self.line and self.line == other.line:
            return True
        if None in (self.latitude, self.longitude, other.latitude, other.longitude):
            return self.house_id is not None and self.house_id == other.house_id
        one, another = (self.latitude, self.longitude), (other.latitude, other.longitude)
        return metres(one, another) <= radius_m  # type: ignore[arg-type]


@transaction.atomic
def take(appeal_ids: Sequence[int], *, at: datetime) -> None:
    """New appeals join the incident they belong to; enough of them without one open one."""
    fresh = _calls(Appeal.objects.filter(pk__in=appeal_ids))
    if not fresh:
        return
    policy = Policy.of_city()
    for service in sorted(fresh):
        _wait_for(service)
    # A part of an appeal is no call of its own.
    joined = _join([call.id for calls in fresh.values() for call in calls], policy, at=at)
    grew = False
    for service in sorted(fresh):
        left = [call for call in fresh[service] if call.id not in joined]
        if left:
            grew |= _watch(service, left, policy, at=at)
    if grew:
        # Stragglers of the same batch stand beside houses that have just joined.
        _join([pk for pk in appeal_ids if pk not in joined], policy, at=at)


def _join(appeal_ids: list[int], policy: Policy, *, at: datetime) -> set[int]:
    """Put each appeal into the open incident of its house, line or neighbourhood."""
    wave = at - timedelta(minutes=policy.incident_minutes)
    parameters: dict[str, Any] = {
        "ids": appeal_ids,
        "open": sorted(workflow.OPEN),
        "back": LOOK_BACK,
        "wave": wave,
        "heated": _HEATED,
        "degrees": policy.incident_radius_m / METRES_A_DEGREE,
    }
    by_incident: dict[int, list[int]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(_MATCHES, parameters)
        for appeal_id, incident_id in cursor.fetchall():
            by_incident[incident_id].append(appeal_id)
    for incident_id, found in sorted(by_incident.items()):
        gather(incident_id, found, by=SYSTEM, at=at)
    return {appeal_id for found in by_incident.values() for appeal_id in found}


def _watch(service: str, left: list[Call], policy: Policy, *, at: datetime) -> bool:
    """Where enough calls of this service stand together, there is an incident; whether there is."""
    since = at - timedelta(minutes=policy.incident_minutes)
    recent = Appeal.objects.filter(registered_at__gte=since, registered_at__lte=at)
    waiting = _calls(recent, service)[service]
    places: dict[int | None, list[list[Call]]] = defaultdict(list)
    taken: set[int] = set()
    for call in left:
        if call.id in taken:
            continue
        together = [
            other
            for other in waiting
            if other.id not in taken and call.is_near(other, policy.incident_radius_m)
        ]
        if len(together) >= policy.incident_appeals:
            owner = Counter(other.organisation_id for other in together).most_common(1)[0][0]
            places[owner].append(together)
            taken |= {other.id for other in together}
    for owner, found in places.items():
        _open(service, owner, found, policy, since=since, at=at)
    return bool(places)


def _open(
    service: str,
    owner: int | None,
    places: list[list[Call]],
    policy: Policy,
    *,
    since: datetime,
    at: datetime,
) -> None:
    """More places of an incident that the same network has right now, else a new incident."""
    together = [call for place in places for call in place]
    same = Q(organisation_id=owner) if owner else Q(organisation__isnull=True)
    going_on = (
        Incident.objects.open()
        .filter(same, service=service, joined_at__gte=since)
        .order_by("opened_at")
        .first()
    )
    ids = [call.id for call in together]
    if going_on is not None:
        gather(going_on.pk, ids, by=SYSTEM, at=at)
        return
    houses = {call.house_id for call in together if call.house_id is not None}
    if not houses:
        return
    theme = Counter(call.category_id for call in together).most_common(1)[0][0]
    category = Category.objects.get(pk=theme)
    open_incident(
        category=category,
        title=str(category.names.get("ru") or category.code),
        house_ids=houses,
        organisation=Organisation.objects.filter(pk=owner).first() if owner else None,
        appeal_ids=ids,
        why=_why(places, policy),
        by=SYSTEM,
        at=at,
    )


def _why(places: list[list[Call]], policy: Policy) -> str:
    """What the rule saw, as a sentence."""
    together = [call for place in places for call in place]
    first = min(call.registered_at for call in together)
    last = max(call.registered_at for call in together)
    minutes = max(1, round((last - first) / timedelta(minutes=1)))
    lines = {call.line for call in together}
    if len(lines) == 1 and "" not in lines:
        where = f"на одной линии «{lines.pop()}»"
    elif len(places) > 1:
        where = f"в {len(places)} местах одной сети"
    else:
        where = f"в радиусе {policy.incident_radius_m} м"
    return f"Обращений: {len(together)} за {minutes} мин {where}."


def _calls(rows: Any, service: str = "") -> dict[str, list[Call]]:
    """Open appeals of networks without an incident, by service (index `appeal_wave`)."""
    services = [service] if service else sorted(interruptions.limited())
    rows = rows.open().filter(service__in=services, incident__isnull=True, parent__isnull=True)
    found: dict[str, list[Call]] = defaultdict(list)
    for row in rows.order_by("-registered_at").values_list(
        "service",
        "id",
        "category_id",
        "registered_at",
        "house_id",
        "latitude",
        "longitude",
        "house__heat_line",
        "organisation_id",
        "named_organisation_id",
    )[:_CANDIDATES]:
        kind, pk, theme, registered_at, house, latitude, longitude, line, owner, named = row
        heat = (line or "") if kind in _HEATED else ""
        found[kind].append(
            Call(pk, theme, registered_at, house, latitude, longitude, heat, owner or named)
        )
    return found


def _wait_for(service: str) -> None:
    """Whoever gathers the same service of this city now comes first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(%s, hashtext(%s))",
            [_LOCK, f"{scope.require().schema}:{service}"],
        )
