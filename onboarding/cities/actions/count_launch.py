"""The checklist counted anew and kept where the operators see it."""

from datetime import datetime

from django.db import transaction

from onboarding.cities import checklist
from onboarding.cities.checklist import Line
from onboarding.cities.facts import gather
from onboarding.cities.models import Launch
from tenants.isolation import scope


@transaction.atomic
def count_launch(*, at: datetime) -> tuple[Launch, tuple[Line, ...]]:
    """Judge the city as it is; `changed_at` moves only when a line did."""
    tenant = scope.require()
    launch, _ = Launch.objects.select_for_update().get_or_create(
        tenant=tenant.role, defaults={"changed_at": at, "counted_at": at}
    )
    lines = checklist.judge(gather(frozenset(launch.marks)))
    items = {line.item.code: {"done": line.is_done, "detail": line.detail} for line in lines}
    if items != launch.items:
        launch.changed_at = at
    launch.items, launch.counted_at = items, at
    launch.percent, launch.stands_at = checklist.percent(lines), checklist.stands_at(lines)
    launch.save()
    return launch, lines
