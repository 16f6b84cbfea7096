"""What a period costs by a contract or by the plan: the lines of an invoice. Pure."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from typing import Any

from billing import periods, tariff

# What each organisation beyond the plan's own is called.
MORE = "Организация сверх тарифа"
_NAMES = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line of an invoice; VAT is inside."""

    title: str
    kopecks: int

    def facts(self) -> dict[str, Any]:
        """As a paper keeps it."""
        return asdict(self)


def lines(
    terms: tariff.Terms,
    period: tariff.Period,
    *,
    organisations: int,
    fixed_kopecks: int | None,
    since: date,
    until: date,
) -> Sequence[Line]:
    """What has to be paid for these days: the contract's own price, or the plan's."""
    when = said(since, until)

    def part(kopecks: int) -> int:
        return periods.priced(kopecks, of_months=tariff.MONTHS[period], since=since, until=until)

    if fixed_kopecks is not None:
        return [Line(f"Доступ к платформе «Отклик», {when}", part(fixed_kopecks))]
    quote = tariff.quote(terms, organisations, period)
    found = [Line(f"{title(terms.name)}, {when}", part(quote.base_kopecks))]
    if quote.more:
        found.append(
            Line(f"Организации сверх тарифа: {quote.more}, {when}", part(quote.more_kopecks))
        )
    return found


def title(plan: str) -> str:
    """What a city pays for."""
    return f"Доступ к платформе «Отклик», тариф «{plan}»"


def month(day: date) -> str:
    """«ноябрь 2026 года»."""
    return f"{_NAMES[day.month - 1]} {day.year} года"


def said(since: date, until: date) -> str:
    """A period as papers say it: a whole month by its name, anything else by its days."""
    if since == periods.first_of(since) and until == periods.following(since):
        return month(since)
    return f"с {since:%d.%m.%Y} по {periods.last_day(until):%d.%m.%Y}"
