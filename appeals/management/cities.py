"""The city a command is for."""

from django.core.management.base import CommandError

from tenants import directory
from tenants.isolation.scope import Tenant


def city_named(name: str) -> Tenant:
    """The routable city with this schema, host or name; CommandError lists the choice."""
    cities = directory.routable_cities()
    for city in cities:
        if name.lower() in (city.schema, city.host, city.name.lower()):
            return city
    known = ", ".join(city.schema for city in cities) or "пока ни одного"
    raise CommandError(f"Города «{name}» нет. Есть: {known}. Создать: create_city.")
