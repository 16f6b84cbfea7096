"""Reminding people of their course: one letter, not more than once a day to anybody."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from appeals.actions.whole import whole
from appeals.errors import NotAllowed
from onboarding.organisations.models import Reminder
from onboarding.organisations.training import access
from onboarding.organisations.training.standing import Standing
from tenants.accounts.actor import Actor
from tenants.fanout import outbox
from tenants.isolation import scope

TOPIC = "training_reminder"


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
            raise NotAllowed("Напоминает руководитель организации или администратор города.")
    day = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    ids = {each.learner.user_id for each in waiting}
    told = set(Reminder.objects.filter(user_id__in=ids, day=day).values_list("user_id", flat=True))
    fresh = sorted(ids - told)
    Reminder.objects.bulk_create(
        [Reminder(user_id=user_id, day=day, by_name=by.name) for user_id in fresh],
        ignore_conflicts=True,
    )
    for user_id in fresh:
        outbox.put(TOPIC, {"user": user_id, "day": day.isoformat()})
    return len(fresh)


def reminded_today(ids: Iterable[int], *, at: datetime) -> set[int]:
    """Whom a letter has gone to today."""
    day = at.astimezone(ZoneInfo(scope.require().time_zone)).date()
    rows = Reminder.objects.filter(user_id__in=list(ids), day=day)
    return set(rows.values_list("user_id", flat=True))
