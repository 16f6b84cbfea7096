"""`manage.py import_city ARCHIVE SCHEMA`: an export put back into a new, empty city."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from tenants import directory
from tenants.lifecycle import restore
from tenants.lifecycle.manifest import BadExport


class Command(BaseCommand):
    """Reads an export by the owner's rights."""

    help = "Puts an export into an empty new city (OWNER_DATABASE_URL)."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The archive and the schema."""
        parser.add_argument("archive", type=Path)
        parser.add_argument("city", help="имя схемы нового города")

    def handle(self, *args: Any, **options: Any) -> None:
        """Read it whole or not at all."""
        tenant = directory.by_schema(options["city"])
        if tenant is None or tenant.kind != "city":
            raise CommandError(f"Города со схемой {options['city']} нет.")
        try:
            told = restore.read(options["archive"], tenant)
        except (BadExport, restore.NotEmpty, OSError) as error:
            raise CommandError(str(error)) from error
        rows = sum(part.rows for part in told.tables)
        self.stdout.write(f"Таблиц: {len(told.tables)}, строк: {rows}, файлов: {len(told.files)}.")
