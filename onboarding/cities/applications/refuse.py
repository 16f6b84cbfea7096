"""An operator refuses an application, with a reason its sender reads."""

from datetime import datetime

from django.db import transaction

from appeals.errors import BadInput, RefusedMove
from onboarding.cities.applications import letters
from onboarding.cities.models import Application
from tenants.accounts.actor import Actor

SHORTEST, LONGEST = 10, 1000


@transaction.atomic
def refuse(application_id: int, *, reason: str, by: Actor, at: datetime) -> Application:
    """Close the application and write why.

    Raises:
        BadInput: no reason that could be read.
        RefusedMove: it is decided already.
    """
    said = reason.strip()[:LONGEST]
    if len(said) < SHORTEST:
        raise BadInput({"reason": "Напишите причину: её прочтёт заявитель. Хотя бы одну фразу."})
    application = Application.objects.select_for_update().get(pk=application_id)
    if application.state not in Application.OPEN:
        raise RefusedMove("Заявка уже решена: обновите страницу.")
    application.state = Application.REFUSED
    application.reason = said
    application.decided_at, application.decided_by_id, application.decided_by = (
        at,
        by.user_id,
        by.name,
    )
    application.save()
    letters.tell_refused(application)
    return application
