"""What the hall must hear: appeals that nobody accepted within their theme's minutes."""

from datetime import datetime, timedelta

from django.db.models import DateTimeField, DurationField, ExpressionWrapper, F, Value
from django.db.models.functions import Greatest

from appeals import workflow
from appeals.models import Appeal
from appeals.models.appeal import AppealQuerySet
from tenants.accounts.actor import Actor

MOST = 20
_MINUTE = Value(timedelta(minutes=1), output_field=DurationField())


def ringing(actor: Actor, now: datetime) -> AppealQuerySet:
    """Unaccepted longer than `Category.alarm_minutes`, counted anew from when somebody heeded it.

    The longest waiting first, by index `appeal_unaccepted`; a theme of 0 minutes never sounds.
    """
    patience = ExpressionWrapper(
        F("category__alarm_minutes") * _MINUTE, output_field=DurationField()
    )
    heard = ExpressionWrapper(
        Value(now, output_field=DateTimeField()) - patience, output_field=DateTimeField()
    )
    return (
        Appeal.objects.worked_by(actor)
        .filter(status__in=sorted(workflow.UNACCEPTED), category__alarm_minutes__gt=0)
        .annotate(silent_since=Greatest("status_at", "heeded_at"))
        .filter(silent_since__lte=heard)
        .select_related("category", "organisation")
        .order_by("status_at")
    )
