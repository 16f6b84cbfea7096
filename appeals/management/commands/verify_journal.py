"""`manage.py verify_journal CITY`: nobody has touched the history."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from appeals.insight.verification import flaws
from tenants import directory
from tenants.isolation import scope


class Command(BaseCommand):
    """Recomputes every hash of a city's journal."""

    help = "Checks the hash chain of every appeal of a city."

    def add_arguments(self, parser: CommandParser) -> None:
        """The city's schema."""
        parser.add_argument("city")

    def handle(self, *args: Any, **options: Any) -> None:
        """Say what is broken; a broken journal makes the command fail."""
        tenant = directory.by_schema(options["city"])
        if tenant is None:
            raise CommandError(f"Города со схемой {options['city']} нет.")
        with scope.in_tenant(tenant):
            found = flaws()
        for flaw in found:
            self.stderr.write(f"обращение {flaw.appeal_id}, запись {flaw.sequence}: {flaw.kind}")
        if found:
            raise CommandError("Журнал изменён или повреждён.")
        self.stdout.write("Журнал цел.")
