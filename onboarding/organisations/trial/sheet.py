"""The daily sheet: what an organisation handled on time on a day, and what was late, with why."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from appeals.models import Appeal, Organisation
from onboarding.organisations.models import PracticeResult
from onboarding.organisations.trial.standing import Square, unfinished
from tenants.isolation import scope


@dataclass(frozen=True, slots=True)
class Sheet:
    """One day of one organisation's practice."""

    organisation: Organisation
    day: date
    done: list[PracticeResult]
    # Open still, and late already: of today's sheet alone.
    open_late: list[Square]
    received: int

    @property
    def on_time(self) -> int:
        """How many of the done ones missed no term."""
        return sum(one.is_on_time for one in self.done)

    @property
    def late(self) -> list[PracticeResult]:
        """The done ones that missed a term."""
        return [one for one in self.done if not one.is_on_time]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.done or self.open_late or self.received)


def sheet(organisation: Organisation, day: date, *, at: datetime) -> Sheet:
    """The sheet of a day in the city's time zone."""
    zone = ZoneInfo(scope.require().time_zone)
    begin = datetime.combine(day, time(0), zone)
    end = begin + timedelta(days=1)
    results = PracticeResult.objects.filter(
        organisation=organisation, finished_at__gte=begin, finished_at__lt=end
    )
    stands = Appeal.everything.filter(
        is_trial=True,
        practice__organisation=organisation,
        registered_at__gte=begin,
        registered_at__lt=end,
    )
    return Sheet(
        organisation,
        day,
        list(results.order_by("finished_at", "id")),
        unfinished(organisation) if at < end + timedelta(days=1) else [],
        stands.count(),
    )
