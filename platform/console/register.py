"""The cities and the orders as one list: what needs a hand first."""

from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from billing.ledger.reading import all_claims
from console import progress
from console.progress import Progress
from onboarding.cities import checklist
from onboarding.cities.addresses import site
from onboarding.cities.models import Launch
from tenants import directory
from tenants.entitlement import State
from tenants.isolation.scope import role_of
from tenants.models import City, ProvisioningJob

SHOWN = 200
STATES = {
    City.LIVE: (_("работает"), "tick", "done"),
    City.DELETED: (_("удалён"), "closed", ""),
    City.PREPARING: (_("развёртывается"), "new", ""),
}
# What stands in the way of a city that lives.
STANDINGS = {
    State.READ_ONLY: (_("долг: администрация читает"), "wait", "wait"),
    State.UNPAID: (_("не оплачен: только аварии"), "held", "breach"),
    State.SUSPENDED: (_("приостановлен"), "held", "wait"),
    State.CLOSING: (_("закрывается"), "exit", "wait"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list; `progress` while the city is being made."""

    schema: str
    name: str
    region: str
    host: str
    code: str
    state: str
    since: datetime | None
    progress: Progress | None = None
    standing: State = State.FULL
    launch: Launch | None = None
    owed: int = 0

    @property
    def site(self) -> str:
        """The city's address as a link."""
        return site(self.host) if self.host else ""

    @property
    def word(self) -> str:
        """The state in a word."""
        return str(self._shown[0])

    @property
    def shape(self) -> str:
        """The state's shape."""
        return str(self._shown[1])

    @property
    def tone(self) -> str:
        """The state's colour."""
        return str(self._shown[2])

    @property
    def stands_at(self) -> str:
        """What the city has not done yet on its way to the opening, in its own words."""
        return checklist.title(self.launch.stands_at) if self.launch else ""

    @property
    def days_still(self) -> int:
        """For how many whole days nothing of its checklist has changed."""
        return (timezone.now() - self.launch.changed_at).days if self.launch else 0

    @property
    def _shown(self) -> tuple[str | Promise, str, str]:
        return STANDINGS.get(self.standing) or STATES[self.state]


def rows(query: str = "") -> tuple[list[Row], int]:
    """Orders under way or stopped, then cities by name; and how many did not fit the page."""
    under_way = [_of_job(job) for job in _orders(query)]
    known = {row.schema for row in under_way}
    cities = (
        City.objects.filter(kind="city")
        .select_related("entitlements")
        .prefetch_related("domains")
        .order_by("name")
    )
    if query:
        cities = cities.filter(
            Q(name__icontains=query)
            | Q(region__icontains=query)
            | Q(domains__domain__icontains=query)
        ).distinct()
    launches = {launch.tenant: launch for launch in Launch.objects.all()}
    owed = {city: sum(each.kopecks for each in own) for city, own in all_claims().items()}
    found = under_way + [
        _of_city(city, launches.get(role_of(city.schema_name)), owed.get(city.pk, 0))
        for city in cities
        if city.schema_name not in known
    ]
    return found[:SHOWN], max(0, len(found) - SHOWN)


def _orders(query: str) -> list[ProvisioningJob]:
    orders = ProvisioningJob.objects.filter(finished_at=None).order_by("ordered_at")
    wanted = [job for job in orders if job.wanted.get("kind", "city") == "city"]
    if query:
        wanted = [job for job in wanted if query.lower() in str(job.wanted.get("name")).lower()]
    return wanted


def _of_job(job: ProvisioningJob) -> Row:
    wanted = job.wanted
    return Row(
        schema=job.schema_name,
        name=wanted.get("name", job.schema_name),
        region=wanted.get("region", ""),
        host=wanted.get("host", ""),
        code=wanted.get("code", ""),
        state=City.PREPARING,
        since=job.ordered_at,
        progress=progress.of(job),
    )


def _of_city(city: City, launch: Launch | None, owed: int) -> Row:
    primary = next((domain.domain for domain in city.domains.all() if domain.is_primary), "")
    return Row(
        schema=city.schema_name,
        name=city.name,
        region=city.region,
        host=primary,
        code=city.code,
        state=city.state if city.state in STATES else City.PREPARING,
        since=city.live_at or city.created_at,
        standing=directory.facts(city).entitlement.state,
        launch=launch,
        owed=owed,
    )
