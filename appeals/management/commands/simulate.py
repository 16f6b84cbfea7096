"""`manage.py simulate`: a believable history for a demonstration or a measurement."""

import time
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from itertools import islice
from typing import Any
from zoneinfo import ZoneInfo

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import connections
from django.utils import timezone

from appeals.demo.simulation import Simulation
from appeals.demo.world import EmptyCity, World
from appeals.insight import tallies
from appeals.insight.map import folding
from appeals.management.cities import city_named
from appeals.registry import history
from appeals.registry.history import PastAppeal
from appeals.registry.progress import Progress, grouped
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

BATCH = 2000


class Command(BaseCommand):
    """Draws appeals from a seed and stores them batch by batch."""

    help = "Правдоподобная история обращений города: simulate penza --days 60 --per-day 40 --seed 7"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: CommandParser) -> None:
        """The city, how much, and what the chance is drawn from."""
        parser.add_argument("city")
        parser.add_argument("--days", type=int, default=60)
        parser.add_argument("--per-day", type=int, default=40)
        parser.add_argument("--seed", default="1")
        parser.add_argument("--until", help="дата или момент конца истории, по умолчанию сейчас")

    def handle(self, *args: Any, **options: Any) -> None:
        """Simulate, count anew, say how long it took."""
        began = time.perf_counter()
        tenant = city_named(options["city"])
        days, per_day = options["days"], options["per_day"]
        if not 1 <= days <= 3660 or not 1 <= per_day <= 100_000:
            raise CommandError("Дней от 1 до 3660, обращений в день от 1 до 100000.")
        until = _moment(options["until"], ZoneInfo(tenant.time_zone))
        try:
            with scope.in_tenant(tenant):
                world = World.read(seed=options["seed"])
        except EmptyCity as error:
            raise CommandError(str(error)) from error
        simulation = Simulation(
            world, days=days, per_day=per_day, seed=options["seed"], until=until
        )
        bar = Progress("Пишу историю", simulation.total)
        _store(tenant, simulation, bar)
        with scope.in_tenant(tenant):
            tallies.rebuild()
            folding.rebuild(at=timezone.now())
        bar.finish()
        spent = time.perf_counter() - began
        self.stdout.write(
            f"{tenant.name}: {grouped(simulation.total)} обращений за {days} дней, "
            f"{spent:.1f} с ({simulation.total / spent:.0f} в секунду)."
        )


def _store(tenant: Tenant, simulation: Simulation, bar: Progress) -> None:
    """Draw and write at once: one batch is invented while the one before it is being stored."""
    stories = simulation.appeals()
    with scope.entered(tenant):
        batch = list(islice(stories, BATCH))
    with ThreadPoolExecutor(1) as writer:
        while batch:
            stored = writer.submit(_write, tenant, batch)
            with scope.entered(tenant):
                following = list(islice(stories, BATCH))
            stored.result()
            bar.add(len(batch))
            batch = following
        writer.submit(connections.close_all).result()


def _write(tenant: Tenant, batch: list[PastAppeal]) -> None:
    with scope.in_tenant(tenant):
        history.write(batch)


def _moment(text: str | None, zone: ZoneInfo) -> datetime:
    if not text:
        return timezone.now()
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise CommandError("--until: дата вида 2026-11-22 или 2026-11-22T18:00.") from error
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
