"""What cities use: their own rows of each day, and the sums that pages and invoices ask for."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import connection
from django.db.models import Sum

from billing.models import Plan, Usage

_FRESH = timedelta(days=40)


@dataclass(frozen=True, slots=True)
class Used:
    """What a city has used so far, beside what its plan holds."""

    organisations: int
    appeals: int
    organisations_limit: int
    appeals_limit: int | None
    day: date | None

    @property
    def has_many_organisations(self) -> bool:
        """Whether more work than the price holds: those beyond it are paid apart."""
        return self.organisations > self.organisations_limit

    @property
    def has_many_appeals(self) -> bool:
        """Whether more was filed this year than the plan is made for: a word, never a stop."""
        return self.appeals_limit is not None and self.appeals > self.appeals_limit


def note(day: date, *, organisations: int, appeals: int) -> None:
    """Write the current city's day, or correct it; by the city's own role."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO public.billing_usage (day, organisations, appeals) VALUES (%s, %s, %s) "
            "ON CONFLICT (tenant, day) DO UPDATE SET organisations = excluded.organisations, "
            "appeals = excluded.appeals",
            [day, organisations, appeals],
        )


def organisations_on(day: date) -> dict[str, int]:
    """How many organisations worked in each city on its last counted day, up to this one.

    A city that has counted nothing for a month and more counts for none: its tasks do not run.
    """
    counted = Usage.objects.filter(day__range=(day - _FRESH, day))
    rows = counted.order_by("tenant", "-day").distinct("tenant")
    return dict(rows.values_list("tenant", "organisations"))


def of(tenant: str, plan: Plan, *, today: date) -> Used:
    """What a city has used this year."""
    days = Usage.objects.filter(tenant=tenant, day__lte=today)
    last = days.order_by("-day").first()
    appeals = days.filter(day__year=today.year).aggregate(total=Sum("appeals"))["total"]
    return Used(
        organisations=last.organisations if last else 0,
        appeals=appeals or 0,
        organisations_limit=plan.organisations,
        appeals_limit=plan.year_appeals,
        day=last.day if last else None,
    )
