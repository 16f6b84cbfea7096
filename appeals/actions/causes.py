"""The root cause of an appeal: one code of the city's list, told at closing or put right later."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Cause
from appeals.workflow import Status
from tenants.accounts.actor import Actor, Role

_CODED = frozenset({Status.ACCEPTED, Status.CREW_DISPATCHED, Status.RESOLVED, Status.CONFIRMED})


def checked(code: str, appeal: Appeal, *, by: Actor) -> str:
    """The code to keep.

    The organisation must name one for an emergency and wherever the city asks. A crew may leave it
    to its dispatcher: in a basement the report matters more.

    Raises:
        BadInput: no such cause for this service, or none where one must be named.
    """
    if code:
        if code not in {cause.code for cause in Cause.objects.for_service(appeal.service)}:
            raise BadInput({"cause": "Такой причины в списке города нет. Выберите из списка."})
        return code
    asks = by.role == Role.ORGANISATION and (appeal.is_emergency or appeal.category.asks_cause)
    if asks and Cause.objects.for_service(appeal.service):
        raise BadInput({"cause": "Выберите причину: для этой темы она обязательна."})
    return appeal.cause


@whole
def code_cause(
    appeal_id: int, *, cause: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """Name the cause after the report, or put it right, until the appeal is closed.

    Raises:
        BadInput: no such cause.
        RefusedMove: the work is not begun, or the appeal is closed.
        NotFound, Stale
    """
    appeal = Appeal.objects.worked_by(by).locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if appeal.status not in _CODED or by.role not in workflow.PERFORMERS | workflow.DESK:
        raise RefusedMove("Причину указывают, пока работа идёт или ждёт ответа жителя.")
    if not cause:
        raise BadInput({"cause": "Выберите причину из списка."})
    appeal.cause = checked(cause, appeal, by=by)
    appeal.save(update_fields=["cause"])
    journal.note(appeal, "cause", by=by, is_public=False, cause=appeal.cause)
    return appeal
