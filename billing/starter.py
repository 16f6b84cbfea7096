"""The first rows of money: plans of a new deployment, the trial of a new city."""

import tomllib
from datetime import datetime
from pathlib import Path
from typing import Any

from django.utils import timezone

from billing import tariff
from billing.models import Plan, Subscription
from tenants.isolation import scope
from tenants.models import City

_FILE = Path(__file__).parent / "plans.toml"
_KOPECKS = 100


def plant_plans() -> None:
    """Plans of the file that are not in the table yet, by the owner; none is changed or taken away."""
    told = tomllib.loads(_FILE.read_text(encoding="utf-8"))
    Plan.objects.using("owner").bulk_create(
        [_plan(row, told.get("vat_percent")) for row in told["plan"]], ignore_conflicts=True
    )


def subscribe(order: dict[str, Any]) -> None:
    """The trial of the current city on the plan of its size, by the owner; once."""
    tenant = scope.require()
    with scope.entered(None):
        begin_trial(
            City.objects.using("owner").get(schema_name=tenant.schema),
            role=tenant.role,
            population=order.get("population") or 0,
            at=timezone.now(),
        )


def begin_trial(city: City, *, role: str, population: int, at: datetime) -> Subscription:
    """The city's subscription with a free trial; one that stands already is left as it is.

    Raises:
        NoPlan: no plan is offered for a city of this size.
    """
    plans = {plan.code: plan for plan in Plan.objects.using("owner").offered()}
    chosen = tariff.choose([plan.terms() for plan in plans.values()], population)
    subscription, _ = Subscription.objects.using("owner").get_or_create(
        city=city,
        defaults={
            "tenant": role,
            "plan": plans[chosen.code],
            "begun_at": at,
            "trial_until": at + tariff.TRIAL,
        },
    )
    return subscription


def _plan(row: dict[str, Any], vat_percent: int | None) -> Plan:
    return Plan(
        code=row["code"],
        name=row["name"],
        population_from=row["from"],
        population_until=row.get("until"),
        organisations=row["organisations"],
        year_appeals=row.get("year_appeals"),
        month_kopecks=row["month"] * _KOPECKS,
        year_kopecks=row["year"] * _KOPECKS,
        more_month_kopecks=row["more_month"] * _KOPECKS,
        more_year_kopecks=row["more_year"] * _KOPECKS,
        vat_percent=vat_percent,
    )
