"""`manage.py import_houses`: a city's houses from a table."""

import hashlib
import time
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from appeals.management.cities import city_named
from appeals.management.reporting import introduce, list_problems
from appeals.models import ImportRecord
from appeals.registry import importing, problems
from appeals.registry.house_rows import Frame
from appeals.registry.importing import NothingTaken, Outcome
from appeals.registry.layouts import Layout, mapping_from, recognise
from appeals.registry.progress import Progress, grouped
from appeals.registry.tables import BadFile, Table, open_table
from tenants.isolation import scope

_SHOWN = 8
_WHO = "Команда import_houses"


class Command(BaseCommand):
    """Reads, checks, tells, and writes all or nothing."""

    help = (
        "Дома города из таблицы CSV (и .gz) или XLSX: import_houses vladivostok дома.csv. "
        "Сначала посмотрите, что получится: --preview."
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
        parser.add_argument("--report", type=Path, help="CSV со всеми замечаниями по строкам")
        parser.add_argument("--radius-km", type=float, default=60.0, help="дальше — чужая точка")
        parser.add_argument(
            "--drop-far-points", action="store_true", help="дом с чужой точкой взять без точки"
        )
        parser.add_argument("--source", help="откуда перечень, для паспорта дома")

    def handle(self, *args: Any, **options: Any) -> None:
        """Look, report, write."""
        began = time.perf_counter()
        tenant = city_named(options["city"])
        today = datetime.now(ZoneInfo(tenant.time_zone)).date()
        frame = Frame(
            tenant.name,
            today,
            tenant.latitude,
            tenant.longitude,
            options["radius_km"],
            options["drop_far_points"],
        )
        try:
            table = open_table(options["file"])
            mapping = mapping_from(options["mapping"]) if options["mapping"] else None
            layout = recognise("houses", table.header, mapping)
            introduce(self.stdout, table, layout)
            outcome = _looked(table, layout, frame)
        except BadFile as error:
            raise CommandError(str(error)) from error
        refused = False
        if not options["preview"]:
            source = options["source"] or layout.source(options["file"].name)
            bar = Progress("Записываю дома", len(outcome.taken))
            try:
                with scope.in_tenant(tenant):
                    importing.bring_in(
                        outcome,
                        layout,
                        source=source,
                        today=timezone.localdate(timezone=ZoneInfo(tenant.time_zone)),
                        skip_bad=options["skip_bad"],
                        tick=bar.add,
                    )
                    self._record(outcome, options["file"])
                bar.finish()
            except NothingTaken:
                refused = True
        if options["report"]:
            problems.save(outcome.problems, options["report"])
        self._summarise(outcome, written=not (options["preview"] or refused))
        self.stdout.write(f"Время: {time.perf_counter() - began:.1f} с")
        if refused:
            raise CommandError(
                "Ничего не записано: есть строки, которые нельзя принять. Исправьте их или "
                "повторите с --skip-bad. Весь список: --report файл.csv"
            )

    def _record(self, outcome: Outcome, path: Path) -> None:
        """Into the journal that the administrator reads."""
        with path.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
        ImportRecord.objects.create(
            at=timezone.now(),
            actor_name=_WHO,
            kind="houses",
            file_name=path.name,
            sha256=digest,
            rows_read=outcome.read,
            rows_taken=len(outcome.taken),
            rows_refused=len(outcome.refused_lines),
            counts=outcome.counts,
        )

    def _summarise(self, outcome: Outcome, *, written: bool) -> None:
        refused = len(outcome.refused_lines)
        verb = "принято" if written else "можно принять"
        self.stdout.write(
            f"Строк прочитано {grouped(outcome.read)}: {verb} {grouped(len(outcome.taken))}, "
            f"отказано {grouped(refused)}."
        )
        list_problems(self.stdout, outcome.problems)
        if not written:
            for row in outcome.taken[:_SHOWN]:
                self.stdout.write(f"  строка {row.line}: {row.address.words}; {row.company or '—'}")
            return
        houses, servings = outcome.houses, outcome.servings
        self.stdout.write(
            f"Дома: новых {grouped(houses['created'])}, обновлено {grouped(houses['updated'])}, "
            f"без изменений {grouped(houses['unchanged'])}. Улиц новых: {outcome.streets_created}."
        )
        self.stdout.write(
            f"Управляющие компании: в файле {outcome.companies_found}, новых "
            f"{outcome.companies_created}. Обслуживание: новых записей "
            f"{grouped(servings['created'])}, обновлено {grouped(servings['updated'])}, завершено "
            f"{grouped(servings['ended'])}, без изменений {grouped(servings['unchanged'])}."
        )


def _looked(table: Table, layout: Layout, frame: Frame) -> Outcome:
    bar = Progress("Читаю строки", sum(1 for _ in table.rows()))
    outcome = importing.look(table, layout, frame, bar.add)
    bar.finish()
    return outcome
