"""A person says of a line of the checklist that it is well as it stands."""

from datetime import datetime

from django.db import transaction

from appeals.administration.changes import record
from appeals.errors import BadInput
from onboarding.cities.actions.count_launch import count_launch
from onboarding.cities.checklist import BY_CODE
from onboarding.cities.models import Launch
from tenants.accounts.actor import Actor
from tenants.isolation import scope


@transaction.atomic
def mark_done(code: str, *, is_done: bool, by: Actor, at: datetime) -> Launch:
    """Mark a line that cannot be counted, or take the mark back.

    Raises:
        BadInput: such a line is counted, not said.
    """
    item = BY_CODE.get(code)
    if item is None or not item.by_hand:
        raise BadInput({"item": "Этот пункт считается сам: отметить его нельзя."})
    launch, _ = count_launch(at=at)
    marks = {key: mark for key, mark in launch.marks.items() if key != code}
    if is_done:
        marks[code] = {"by": by.name, "at": at.isoformat()}
    Launch.objects.filter(tenant=scope.require().role).update(marks=marks)
    record(
        f"Запуск: {item.title}", by=by, at=at, after=item.by_hand if is_done else "отметка снята"
    )
    return count_launch(at=at)[0]
