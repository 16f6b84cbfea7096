"""`manage.py prepare_database`: roles, database, extensions, shut doors."""

import os
from typing import Any

from django.core.management.base import BaseCommand

from tenants.provisioning import database


class Command(BaseCommand):
    """Run once by whoever holds the superuser's address."""

    help = "Makes the roles and the database (ADMIN_DATABASE_URL); safe to repeat."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Prepare what OWNER_DATABASE_URL and DATABASE_URL name."""
        database.prepare(
            os.environ["ADMIN_DATABASE_URL"],
            os.environ["OWNER_DATABASE_URL"],
            os.environ["DATABASE_URL"],
        )
        self.stdout.write("База данных готова.")
