"""`manage.py count_anew [CITY]`: the figures of a city, or of all cities, counted from the journal."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.utils import timezone

from appeals.insight import tallies
from appeals.insight.map import folding
from appeals.management.cities import city_named
from tenants import directory
from tenants.isolation import scope


class Command(BaseCommand):
    """For a city whose journal is older than its figures, and to check the figures."""

    help = "Считает показатели города заново по журналу; без города — показатели всех городов."

    def add_arguments(self, parser: CommandParser) -> None:
        """The city; nobody: all of them."""
        parser.add_argument("city", nargs="?")

    def handle(self, *args: Any, **options: Any) -> None:
        """Count city after city; residents go on filing meanwhile."""
        name = options["city"]
        for tenant in [city_named(name)] if name else directory.routable_cities():
            began = time.perf_counter()
            with scope.in_tenant(tenant):
                tallies.rebuild()
                folding.rebuild(at=timezone.now())
            self.stdout.write(f"{tenant.name}: посчитано за {time.perf_counter() - began:.1f} с.")
