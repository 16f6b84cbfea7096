"""The crew on its way and at the place: "the crew is here" is a public stage."""

from datetime import datetime

from appeals import phone_time
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.models import Appeal
from appeals.phone_time import PhoneTime
from appeals.workflow import Status
from tenants.accounts.actor import Actor


@whole
def set_out(appeal_id: int, *, by: Actor, at: datetime, phone: PhoneTime | None = None) -> Appeal:
    """The crew takes the task and drives; said twice, it is written once.

    Raises:
        NotFound: it is not this crew's task.
        RefusedMove: no crew is sent any more.
    """
    appeal = _sent(appeal_id, by)
    if appeal.set_out_at is not None or appeal.arrived_at is not None:
        return appeal
    appeal.set_out_at = (phone.at if phone else None) or at
    return _noted(appeal, "set_out", by=by, at=at, phone=phone)


@whole
def arrive(appeal_id: int, *, by: Actor, at: datetime, phone: PhoneTime | None = None) -> Appeal:
    """The crew is at the place; said twice, it is written once.

    Raises:
        NotFound: it is not this crew's task.
        RefusedMove: no crew is sent any more.
    """
    appeal = _sent(appeal_id, by)
    if appeal.arrived_at is not None:
        return appeal
    appeal.arrived_at = (phone.at if phone else None) or at
    return _noted(appeal, "arrive", by=by, at=at, phone=phone)


def _sent(appeal_id: int, by: Actor) -> Appeal:
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    journal.refuse_elsewhere(appeal, {Status.CREW_DISPATCHED})
    return appeal


def _noted(
    appeal: Appeal, kind: str, *, by: Actor, at: datetime, phone: PhoneTime | None
) -> Appeal:
    appeal.version += 1
    appeal.save(update_fields=["set_out_at", "arrived_at", "version"])
    journal.note(appeal, kind, by=by, **phone_time.details(phone, at))
    return appeal
