"""`manage.py create_city`: a city from the command line."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants.isolation.scope import BadSchemaName
from tenants.provisioning import steps


class Command(BaseCommand):
    """Orders a city and carries the order out at once."""

    help = "Makes a city: create_city vladivostok Владивосток --code ВЛД --latin-code VLD"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The schema, the name and what cannot be guessed."""
        parser.add_argument("schema")
        parser.add_argument("name")
        parser.add_argument("--code", required=True, help="буквы в номерах обращений, например ВЛД")
        parser.add_argument("--latin-code", required=True, help="они же латиницей: VLD")
        parser.add_argument("--time-zone", default="Europe/Moscow")
        parser.add_argument("--host", help="по умолчанию СХЕМА.домен-платформы")
        parser.add_argument("--latitude", type=float)
        parser.add_argument("--longitude", type=float)

    def handle(self, *args: Any, **options: Any) -> None:
        """Make it and say how long it took."""
        started = time.perf_counter()
        schema = options["schema"]
        try:
            job = steps.order(
                schema,
                {
                    "name": options["name"],
                    "code": options["code"].upper(),
                    "latin_code": options["latin_code"].upper(),
                    "time_zone": options["time_zone"],
                    "host": options["host"] or f"{schema}.{settings.BASE_DOMAIN}",
                    "latitude": options["latitude"],
                    "longitude": options["longitude"],
                },
                by="create_city",
            )
            tenant = steps.carry_out(job)
        except (BadSchemaName, steps.CannotProvision) as error:
            raise CommandError(str(error)) from error
        spent = time.perf_counter() - started
        self.stdout.write(f"{tenant.name}: http://{tenant.host} ({spent:.2f} с)")
