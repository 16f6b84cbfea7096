"""The stream by itself: when practice comes. By day in working hours, a few in the dark ones."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from appeals.actions.clocks import calendar_of_city
from appeals.actions.whole import whole
from appeals.errors import AppealError, BadInput, NotAllowed
from appeals.models import Organisation
from onboarding.organisations import access, steps
from onboarding.organisations.models import PracticePlan
from onboarding.organisations.trial.sending import NIGHT, send
from tenants.accounts.actor import SYSTEM, Actor
from tenants.isolation import scope

MOST_A_DAY, MOST_A_NIGHT = 40, 10
# What a stopped worker has missed for longer is not sent all at once.
_STALE = timedelta(hours=1)


@whole
def plan(
    organisation_id: int, *, per_day: int, per_night: int, by: Actor, at: datetime
) -> PracticePlan:
    """How many come by themselves from now on; none stops the stream.

    Raises:
        NotAllowed: neither the city's senior nor of this organisation.
        BadInput: more than anybody could work.
    """
    organisation = Organisation.objects.select_for_update().get(pk=organisation_id)
    if not access.asks_for_practice(by, organisation):
        raise NotAllowed("Расписание меняет сама организация или администрация города.")
    wrong = {
        name: f"От 0 до {most}."
        for name, value, most in (
            ("per_day", per_day, MOST_A_DAY),
            ("per_night", per_night, MOST_A_NIGHT),
        )
        if not 0 <= value <= most
    }
    if wrong:
        raise BadInput(wrong)
    kept, _ = PracticePlan.objects.get_or_create(organisation=organisation)
    if (kept.per_day, kept.per_night) != (per_day, per_night):
        steps.note(organisation, "practice_planned", by=by, at=at, day=per_day, night=per_night)
    kept.per_day, kept.per_night, kept.kept_until = per_day, per_night, at
    kept.save()
    return kept


def send_due(*, at: datetime) -> int:
    """Send what the timetables of organisations in their trial say; how many were sent."""
    running = PracticePlan.objects.filter(organisation__stage=Organisation.TRIAL).exclude(
        per_day=0, per_night=0
    )
    return sum(_keep(pk, at) for pk in running.values_list("pk", flat=True))


@whole
def _keep(organisation_id: int, at: datetime) -> int:
    rows = PracticePlan.objects.select_for_update(skip_locked=True)
    kept = rows.filter(pk=organisation_id).first()
    if kept is None:
        return 0
    since = max(kept.kept_until or at, at - _STALE)
    due = sum(since < moment <= at for moment in moments(kept, at))
    PracticePlan.objects.filter(pk=kept.pk).update(kept_until=at)
    if not due:
        return 0
    try:
        return len(send(organisation_id, due, by=SYSTEM, at=at))
    except AppealError:
        # It has enough before it: the stream waits until some are worked.
        return 0


def moments(kept: PracticePlan, at: datetime) -> list[datetime]:
    """When practice comes around this moment: yesterday's night reaches into today."""
    today = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    return [
        moment
        for day in (today - timedelta(days=1), today)
        for moment in (*_by_day(kept, day), *_by_night(kept, day))
    ]


def _by_day(kept: PracticePlan, day: date) -> list[datetime]:
    calendar = calendar_of_city()
    if not calendar.is_working(day):
        return []
    opens, closes = calendar.hours_of(day)
    return _spread(kept, f"{day}", opens, closes, kept.per_day)


def _by_night(kept: PracticePlan, day: date) -> list[datetime]:
    zone = ZoneInfo(scope.require().time_zone)
    begins = datetime.combine(day, time(NIGHT[0]), zone)
    ends = datetime.combine(day + timedelta(days=1), time(NIGHT[1]), zone)
    return _spread(kept, f"{day}:night", begins, ends, kept.per_night)


def _spread(
    kept: PracticePlan, name: str, begins: datetime, ends: datetime, count: int
) -> list[datetime]:
    """So many moments between two, the same whenever asked; nobody can tell the next one."""
    chance = Random(f"{kept.pk}:{name}")  # noqa: S311 — no secret
    length = (ends - begins).total_seconds()
    return [begins + timedelta(seconds=chance.uniform(0, length)) for _ in range(count)]
