"""Reminding people of their course: one letter, not more than once a day to anybody."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from appeals.actions.whole import whole
from appeals.errors import NotAllowed
from onboarding.organisations.models import Reminder, TrainingRules
from onboarding.organisations.training import access, learners, standing
from onboarding.organisations.training.standing import Standing
from tenants.accounts.actor import Actor
from tenants.fanout import outbox
from tenants.isolation import scope

TOPIC = "training_reminder"
WEEK = timedelta(days=7)


@whole
def remind(people: Iterable[Standing], *, by: Actor, at: datetime) -> int:
    """Write to those of these people who have not passed; how many letters leave.

    Raises:
        NotAllowed: somebody here is not theirs to look after.
    """
    waiting = [each for each in people if not each.has_passed]
    for each in waiting:
        place = each.learner.organisation
        if not access.reminds(by, place.pk if place is not None else None):
            raise NotAllowed(access.WHO_REMINDS)
    return _write([each.learner.user_id for each in waiting], by_name=by.name, day=_day(at))


@whole
def remind_city(*, at: datetime) -> int:
    """Write once a week to the city's own people, where the city asks a pass of them."""
    if not TrainingRules.of_city().is_asked_of_city:
        return 0
    waiting = [
        each.learner.user_id
        for each in standing.of_people(learners.of_city())
        if not each.has_passed
    ]
    lately = Reminder.objects.filter(user_id__in=waiting, day__gt=_day(at - WEEK))
    told = set(lately.values_list("user_id", flat=True))
    return _write([user_id for user_id in waiting if user_id not in told], day=_day(at))


def _write(ids: Iterable[int], *, day: date, by_name: str = "") -> int:
    """Leave a letter for each who has not had one that day."""
    wanted = set(ids)
    told = Reminder.objects.filter(user_id__in=wanted, day=day)
    fresh = sorted(wanted - set(told.values_list("user_id", flat=True)))
    Reminder.objects.bulk_create(
        [Reminder(user_id=user_id, day=day, by_name=by_name) for user_id in fresh],
        ignore_conflicts=True,
    )
    for user_id in fresh:
        outbox.put(TOPIC, {"user": user_id, "day": day.isoformat()})
    return len(fresh)


def _day(at: datetime) -> date:
    return at.astimezone(ZoneInfo(scope.require().time_zone)).date()


def reminded_today(ids: Iterable[int], *, at: datetime) -> set[int]:
    """Whom a letter has gone to today."""
    rows = Reminder.objects.filter(user_id__in=list(ids), day=_day(at))
    return set(rows.values_list("user_id", flat=True))
