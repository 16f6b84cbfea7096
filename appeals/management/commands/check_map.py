"""`manage.py check_map [CITY] [--mend]`: the map's counts against a count of all appeals."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from appeals.insight.map import checking, folding
from appeals.management.cities import city_named
from tenants import directory
from tenants.isolation import scope


class Command(BaseCommand):
    """For a doubt, and after the city's time zone was changed; filing goes on meanwhile."""

    help = "Сверяет карту с полным пересчётом обращений; --mend – считает карту заново."

    def add_arguments(self, parser: CommandParser) -> None:
        """The city; nobody: all of them."""
        parser.add_argument("city", nargs="?")
        parser.add_argument("--mend", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        """City after city.

        Raises:
            CommandError: a city's map is wrong and was not mended.
        """
        wrong = []
        name = options["city"]
        for tenant in [city_named(name)] if name else directory.routable_cities():
            now = timezone.now()
            with scope.in_tenant(tenant):
                found = checking.differences(at=now)
                if found and options["mend"]:
                    folding.rebuild(at=now)
                    found = checking.differences(at=now)
            if found:
                wrong.append(tenant.schema)
            self.stdout.write(f"{tenant.name}: {f'расхождений: {found}' if found else 'сходится'}.")
        if wrong:
            raise CommandError(f"Карта расходится с обращениями: {', '.join(wrong)}.")
