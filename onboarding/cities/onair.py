"""Whether a city of the directory is on the platform already."""

from collections.abc import Iterable
from dataclasses import dataclass

from onboarding.cities.addresses import site
from onboarding.cities.directory import Place
from tenants.models import City, ProvisioningJob


@dataclass(frozen=True, slots=True)
class OnAir:
    """A city that answers, and where."""

    schema: str
    site: str


def city_of(place: Place) -> OnAir | None:
    """The routable city of this name and region; one made by hand without a region counts too."""
    cities = City.objects.routable().filter(kind="city", name=place.name)
    for city in cities:
        if city.region in ("", place.region):
            host = next((each.domain for each in city.domains.all() if each.is_primary), "")
            return OnAir(city.schema_name, site(host))
    return None


def is_being_made(schemas: Iterable[str]) -> bool:
    """Whether an order for one of these is not finished yet."""
    return ProvisioningJob.objects.filter(schema_name__in=list(schemas), finished_at=None).exists()
