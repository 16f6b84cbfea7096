"""`manage.py issue_key`: a key of the API for a system of the city."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from appeals.models import ApiKey, Organisation
from tenants import directory
from tenants.isolation import scope


class Command(BaseCommand):
    """Issues a key; it is shown once."""

    help = "Issues an API key: issue_key penza ЕДДС --role dispatcher"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The city, what the key is called, in whose part it acts."""
        parser.add_argument("city", help="имя схемы города")
        parser.add_argument("name", help="чья это система")
        parser.add_argument(
            "--role",
            required=True,
            choices=["dispatcher", "controller", "administrator", "organisation", "telephony"],
        )
        parser.add_argument("--organisation", help="название, для роли organisation")

    def handle(self, *args: Any, **options: Any) -> None:
        """Issue it."""
        city = directory.by_schema(options["city"])
        if city is None or city.kind != "city":
            raise CommandError(f"Города {options['city']} нет.")
        with scope.in_tenant(city):
            organisation = None
            if options["role"] == "organisation":
                organisation = Organisation.objects.filter(name=options["organisation"]).first()
                if organisation is None:
                    raise CommandError("Назовите организацию точно: --organisation 'ООО «…»'.")
            key = ApiKey.issue(
                name=options["name"], role=options["role"], organisation=organisation
            )
        self.stdout.write(key)
