"""`manage.py demo`: Пенза, Казань and Севастополь with invented life, once."""

import json
import time
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from appeals.demo import founding
from appeals.demo.plan import plans
from appeals.demo.staff import Login
from tenants.provisioning.steps import CannotProvision


class Command(BaseCommand):
    """Makes the demonstration cities that are not there yet and tells the log-ins."""

    help = "Демонстрационные города Пенза, Казань, Севастополь; второй запуск ничего не меняет."
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """Log-ins for people or for a script; one city or all."""
        parser.add_argument("--json", action="store_true", help="входы в виде JSON")
        parser.add_argument("--city", action="append", help="схема: penza, kazan, sevastopol")

    def handle(self, *args: Any, **options: Any) -> None:
        """Found the cities, print the log-ins."""
        began = time.perf_counter()
        wanted = [plan for plan in plans() if not options["city"] or plan.schema in options["city"]]
        if not wanted:
            raise CommandError("Такого демонстрационного города нет: penza, kazan, sevastopol.")
        lines: list[Login] = []
        try:
            for plan in wanted:
                tenant = founding.found(plan, now=timezone.now(), say=self._say)
                lines += founding.logins(plan, tenant)
        except CannotProvision as error:
            raise CommandError(str(error)) from error
        office = founding.open_office(now=timezone.now())
        if office is not None:
            lines.append(founding.office_login(office))
        self._say(f"Готово за {time.perf_counter() - began:.1f} с")
        if options["json"]:
            self.stdout.write(json.dumps([asdict(line) for line in lines], ensure_ascii=False))
            return
        for line in lines:
            self.stdout.write(
                f"{line.city:12} {line.host:24} {line.role:26} {line.login:34} {line.password}"
            )

    def _say(self, sentence: str) -> None:
        self.stderr.write(sentence)
