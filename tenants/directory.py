"""Who lives where: host → tenant, schema → tenant, read from `public` and kept for a moment.

Only routable tenants are found: a city half made, or taken off the air, is not here at all.
A change of any of these rows raises a number (`tenants_revision`, by trigger): each process looks at
it once a second, so that a suspension, a payment or a new address holds everywhere within a second.
"""

import time
from collections.abc import Callable

from django.conf import settings
from django.db import DatabaseError, connection

from tenants.entitlement import FULL, runs_tasks
from tenants.isolation import scope
from tenants.isolation.scope import Branding, Tenant
from tenants.models import City, Domain

_TTL_SECONDS: float = getattr(settings, "DIRECTORY_TTL_SECONDS", 15.0)
_LOOK_SECONDS: float = getattr(settings, "DIRECTORY_LOOK_SECONDS", 1.0)
_MISSES_KEPT = 1000
_kept: dict[tuple[str, str], tuple[float, Tenant | None]] = {}
_revision = {"number": -1, "looked_at": 0.0}


def by_host(host: str) -> Tenant | None:
    """The routable tenant whose host this is."""
    return _remembered("host", host, lambda: _by_host(host))


def by_schema(schema: str) -> Tenant | None:
    """The routable tenant whose schema this is."""
    return _remembered("schema", schema, lambda: _by_schema(schema))


def routable_cities() -> list[Tenant]:
    """All cities on the air, in the order of their schemas."""
    with scope.entered(None):
        rows = City.objects.routable().filter(kind="city").order_by("schema_name")
        return [facts(city) for city in rows]


def working_cities() -> list[Tenant]:
    """Those of them whose tasks run."""
    return [city for city in routable_cities() if runs_tasks(city.entitlement.state)]


def forget() -> None:
    """Drop what is kept; the next question goes to the database."""
    _kept.clear()


def facts(city: City) -> Tenant:
    """The unchangeable facts of a city's row."""
    primary = next((domain for domain in city.domains.all() if domain.is_primary), None)
    branding = getattr(city, "branding", None)
    entitlements = getattr(city, "entitlements", None)
    return Tenant(
        id=city.pk,
        schema=city.schema_name,
        kind=city.kind,
        name=city.name,
        code=city.code,
        latin_code=city.latin_code,
        time_zone=city.time_zone,
        host=primary.domain if primary else "",
        latitude=city.latitude,
        longitude=city.longitude,
        state=city.state,
        is_public=city.is_public,
        opens_on=city.opens_on,
        entitlement=entitlements.facts() if entitlements else FULL,
        branding=branding.facts() if branding else Branding(),
    )


def _by_host(host: str) -> Tenant | None:
    domain = Domain.objects.filter(domain=host).first()
    return _find(pk=domain.tenant_id) if domain else None


def _by_schema(schema: str) -> Tenant | None:
    return _find(schema_name=schema)


def _find(**wanted: object) -> Tenant | None:
    city = City.objects.routable().filter(**wanted).first()
    return facts(city) if city else None


def _remembered(kind: str, key: str, find: Callable[[], Tenant | None]) -> Tenant | None:
    now = time.monotonic()
    _look(now)
    kept = _kept.get((kind, key))
    if kept and kept[0] > now:
        return kept[1]
    if len(_kept) > _MISSES_KEPT + 5000:
        _kept.clear()
    with scope.entered(None):
        found = find()
    _kept[(kind, key)] = (now + _TTL_SECONDS, found)
    return found


def _look(now: float) -> None:
    """Forget everything when something was changed; at most once in a while."""
    if now - _revision["looked_at"] < _LOOK_SECONDS or connection.in_atomic_block:
        return
    _revision["looked_at"] = now
    try:
        with scope.entered(None), connection.cursor() as cursor:
            cursor.execute("SELECT number FROM public.tenants_revision")
            number = cursor.fetchone()[0]
    except DatabaseError:
        return  # whoever asks will meet the same answer, and say so
    if number != _revision["number"]:
        _revision["number"] = number
        _kept.clear()
