"""`manage.py create_operator`: somebody who may make cities."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import directory
from tenants.accounts.actor import Role
from tenants.accounts.newcomers import AlreadyThere, address, settle

OFFICE = "office"


class Command(BaseCommand):
    """Makes an operator of the platform; the next ones too, for the console does not."""

    help = "Makes an operator and prints the password once: create_operator ivanov@example.org"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The address, and how to call the person."""
        parser.add_argument("email", type=address)
        parser.add_argument("--name", default="")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make the person and say the password."""
        office = directory.by_schema(OFFICE)
        if office is None:
            raise CommandError("Схемы операторов ещё нет: выполните migrate_all.")
        email = options["email"]
        try:
            password = settle(office, email=email, name=options["name"], role=Role.OPERATOR)
        except AlreadyThere as error:
            raise CommandError(f"Оператор {email} уже есть.") from error
        self.stdout.write(f"{email} {password}")
