"""`manage.py migrate_all`: public, office, every city."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tenants.isolation import scope
from tenants.models import City
from tenants.provisioning import fleet, rights, steps


class Command(BaseCommand):
    """Brings every schema up to date and makes the office if it is not there yet."""

    help = "Migrates public, the office, the templates and every city (OWNER_DATABASE_URL)."
    requires_system_checks: list[str] = []

    def handle(self, *args: Any, **options: Any) -> None:
        """Migrate; a city that failed or differs is named and makes the command fail."""
        report = fleet.migrate_all()
        if not City.objects.using("owner").filter(kind="office").exists():
            host = f"console.{settings.BASE_DOMAIN}"
            job = steps.order(
                "office", {"kind": "office", "name": "Отклик", "host": host}, by="migrate_all"
            )
            steps.carry_out(job)
        with scope.entered(None), transaction.atomic("owner"):
            rights.grant_office()
        self.stdout.write(f"Применено: {report.planned}; изменено схем: {len(report.changed)}.")
        if report.failed or report.strange:
            raise CommandError(
                f"Не обновлены: {report.failed or 'нет'}; отличаются от шаблона: {report.strange or 'нет'}."
            )
