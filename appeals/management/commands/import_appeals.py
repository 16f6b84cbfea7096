"""`manage.py import_appeals`: a city's past appeals from a table."""

import time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from appeals.insight import tallies
from appeals.insight.map import folding
from appeals.management.cities import city_named
from appeals.management.reporting import introduce, list_problems
from appeals.registry import past_import, problems
from appeals.registry.importing import NothingTaken
from appeals.registry.layouts import mapping_from, recognise
from appeals.registry.progress import Progress, grouped
from appeals.registry.tables import BadFile, open_table
from tenants.isolation import scope


class Command(BaseCommand):
    """Reads, checks, tells, and writes all or nothing."""

    help = (
        "Прошлые обращения из таблицы CSV (и .gz) или XLSX. Обязательные столбцы: «Текст», «Дата "
        "обращения»; узнаются «Номер», «Тема», «Адрес», «Широта», «Долгота», «Статус», "
        "«Исполнитель», «Дата принятия», «Дата исполнения», «Дата закрытия», «Источник», "
        "«Заявитель», «Телефон», «Квартира». Незакрытые начинаются заново у диспетчера."
    )
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The city, the file, and how strict to be."""
        parser.add_argument("city", help="схема города, например vladivostok")
        parser.add_argument("file", type=Path)
        parser.add_argument("--mapping", type=Path, help="JSON или TOML: поле = название столбца")
        parser.add_argument("--preview", action="store_true", help="только показать, не записывать")
        parser.add_argument(
            "--skip-bad", action="store_true", help="записать хорошие строки, плохие пропустить"
        )
        parser.add_argument("--public", action="store_true", help="показать жителям")
        parser.add_argument("--report", type=Path, help="CSV со всеми замечаниями по строкам")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, report, write."""
        began, now = time.perf_counter(), timezone.now()
        tenant = city_named(options["city"])
        refused = False
        try:
            table = open_table(options["file"])
            mapping = mapping_from(options["mapping"]) if options["mapping"] else None
            layout = recognise("appeals", table.header, mapping)
            introduce(self.stdout, table, layout)
            bar = Progress("Читаю строки", sum(1 for _ in table.rows()))
            with scope.entered(tenant):
                outcome = past_import.look(table, layout, now=now, tick=bar.add)
            bar.finish()
        except BadFile as error:
            raise CommandError(str(error)) from error
        if not options["preview"]:
            bar = Progress("Записываю", len(outcome.taken))
            try:
                with scope.in_tenant(tenant):
                    past_import.bring_in(
                        outcome,
                        now=now,
                        public=options["public"],
                        skip_bad=options["skip_bad"],
                        tick=bar.add,
                    )
                    tallies.rebuild()
                    folding.fold(at=now)
                bar.finish()
            except NothingTaken:
                refused = True
        if options["report"]:
            problems.save(outcome.problems, options["report"])
        verb = "можно принять" if refused or options["preview"] else "принято"
        self.stdout.write(
            f"Строк прочитано {grouped(outcome.read)}: {verb} {grouped(len(outcome.taken))}, "
            f"отказано {grouped(len(outcome.refused_lines))}."
        )
        list_problems(self.stdout, outcome.problems)
        self.stdout.write(
            f"Обращения: новых {grouped(outcome.written['created'])}, уже были "
            f"{grouped(outcome.written['unchanged'])}. Время: {time.perf_counter() - began:.1f} с"
        )
        if refused:
            raise CommandError(
                "Ничего не записано: есть строки, которые нельзя принять. Исправьте их или "
                "повторите с --skip-bad. Весь список: --report файл.csv"
            )
