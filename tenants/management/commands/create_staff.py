"""`manage.py create_staff`: a dispatcher, controller or administrator of a city."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import directory
from tenants.accounts.actor import Role
from tenants.accounts.newcomers import STAFF, AlreadyThere, address, settle


class Command(BaseCommand):
    """Makes a person of a city's staff."""

    help = "Makes a person of a city: create_staff penza nina@example.org --role dispatcher"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The city, the address, the role."""
        parser.add_argument("city", help="имя схемы города")
        parser.add_argument("email", type=address)
        parser.add_argument("--role", required=True, choices=[str(role) for role in STAFF])
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person and say the password."""
        city = directory.by_schema(options["city"])
        if city is None or city.kind != "city":
            raise CommandError(f"Города {options['city']} нет.")
        email = options["email"]
        try:
            password = settle(city, email=email, name=options["name"], role=Role(options["role"]))
        except AlreadyThere as error:
            raise CommandError(f"{email} в этом городе уже есть.") from error
        self.stdout.write(f"{email} {password}")
