"""What a city pays: by its inhabitants and its live organisations. Pure; money in whole kopecks.

The public calculator, a subscription and an invoice count by this one function.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Literal

Period = Literal["month", "year"]
MONTH: Period = "month"
YEAR: Period = "year"
MONTHS: Mapping[Period, int] = {MONTH: 1, YEAR: 12}
TRIAL = timedelta(days=30)


@dataclass(frozen=True, slots=True)
class Terms:
    """A plan as the calculator needs it."""

    code: str
    name: str
    population_from: int
    population_until: int | None
    organisations: int
    kopecks: Mapping[str, int]
    more_kopecks: Mapping[str, int]
    vat_percent: int | None

    def covers(self, population: int) -> bool:
        """Whether a city of this size is in the band."""
        return self.population_from <= population and (
            self.population_until is None or population < self.population_until
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """A price for a period, VAT inside; `more` organisations beyond those in the plan's own price."""

    terms: Terms
    period: Period
    more: int
    base_kopecks: int
    more_kopecks: int

    @property
    def kopecks(self) -> int:
        """What is paid for the period."""
        return self.base_kopecks + self.more_kopecks

    @property
    def vat_kopecks(self) -> int | None:
        """The VAT inside; None where the plan is free of it."""
        return vat_within(self.kopecks, self.terms.vat_percent)


class NoPlan(LookupError):
    """No plan covers a city of this size."""


def choose(plans: Sequence[Terms], population: int) -> Terms:
    """The plan of a city's size.

    Raises:
        NoPlan: the bands leave this size out.
    """
    for plan in plans:
        if plan.covers(population):
            return plan
    raise NoPlan(f"Для города с населением {population} тарифа нет.")


def quote(plan: Terms, organisations: int, period: Period) -> Quote:
    """What the plan costs with so many live organisations."""
    more = max(0, organisations - plan.organisations)
    return Quote(plan, period, more, plan.kopecks[period], more * plan.more_kopecks[period])


def vat_within(kopecks: int, percent: int | None) -> int | None:
    """The VAT that a sum contains, rounded to a kopeck, half up (НК РФ ст. 164 п. 4)."""
    if percent is None:
        return None
    return (2 * kopecks * percent + 100 + percent) // (2 * (100 + percent))
