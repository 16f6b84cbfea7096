"""What a checklist is judged by: counts of the city's own schema and how it looks."""

from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db import connection

from appeals.models import House, Organisation, Serving
from onboarding.organisations.training import standing
from tenants.accounts.models import User
from tenants.isolation import scope
from tenants.models import Branding, City

# One look: how many there are, never which. Whoever was invited and set no password is not there yet.
_COUNTS = f"""
SELECT (SELECT count(*) FROM {House._meta.db_table}),
       (SELECT count(*) FROM {House._meta.db_table} h WHERE EXISTS (
            SELECT 1 FROM {Serving._meta.db_table} s
            WHERE s.house_id = h.id AND (s.until IS NULL OR s.until > current_date))),
       (SELECT count(*) FROM {User._meta.db_table}
        WHERE is_active AND role = 'administrator' AND left(password, 1) <> '!'),
       (SELECT count(*) FROM {User._meta.db_table}
        WHERE is_active AND role IN ('dispatcher', 'controller')),
       (SELECT count(*) FROM {Organisation._meta.db_table} WHERE stage <> 'ended'),
       (SELECT count(*) FROM {Organisation._meta.db_table} WHERE stage = 'live')
"""  # noqa: S608 — names of our own tables


@dataclass(frozen=True, slots=True)
class Facts:
    """The city today."""

    has_emblem: bool
    phone: str
    host: str
    is_own_host: bool
    houses: int
    served_houses: int
    administrators: int
    dispatchers: int
    organisations: int
    live_organisations: int
    is_public: bool
    opens_on: date | None
    marks: frozenset[str] = frozenset()
    # Of the city's own people, where the city asks a pass of them.
    untrained: int = 0


def gather(marks: frozenset[str] = frozenset()) -> Facts:
    """The facts of the city that is entered; four statements, more where it asks its people to pass."""
    tenant = scope.require()
    branding = Branding.objects.filter(city_id=tenant.id).values(
        "emblem", "emblem_version", "phone"
    )
    look = branding.get()
    opening = City.objects.filter(pk=tenant.id).values("is_public", "opens_on").get()
    with connection.cursor() as cursor:
        cursor.execute(_COUNTS)
        houses, served, administrators, dispatchers, organisations, live = cursor.fetchone()
    return Facts(
        has_emblem=bool(look["emblem"] or look["emblem_version"]),
        phone=look["phone"],
        host=tenant.host,
        is_own_host=not tenant.host.endswith(f".{settings.BASE_DOMAIN}"),
        houses=houses,
        served_houses=served,
        administrators=administrators,
        dispatchers=dispatchers,
        organisations=organisations,
        live_organisations=live,
        is_public=opening["is_public"],
        opens_on=opening["opens_on"],
        marks=marks,
        untrained=standing.owed_by_city(),
    )
