"""Photos of the work: how it was, how it is."""

from datetime import datetime

from appeals import phone_time
from appeals.actions import journal
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.shots import KINDS, LIMIT, taken
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal
from appeals.phone_time import PhoneTime
from appeals.workflow import Status
from tenants.accounts.actor import Actor


@whole
def photograph(
    appeal_id: int,
    *,
    photo: Photo,
    kind: str,
    by: Actor,
    at: datetime,
    phone: PhoneTime | None = None,
) -> Appeal:
    """Add a photo of the place before or after the work.

    Raises:
        BadInput: neither before nor after, or enough of them.
        NotFound: it is not this crew's task.
        RefusedMove: no crew is at work there.
    """
    if kind not in KINDS:
        raise BadInput({"photo": "Отметьте, какой это снимок: «до» или «после»."})
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    journal.refuse_elsewhere(appeal, {Status.CREW_DISPATCHED})
    if taken(appeal).filter(kind=kind)[:LIMIT].count() >= LIMIT:
        raise BadInput({"photo": f"Снимков «{KINDS[kind]}» уже {LIMIT}, больше не нужно."})
    keep(appeal, photo, kind=kind, by=by, at=at)
    appeal.photo_count += 1
    appeal.save(update_fields=["photo_count"])
    journal.note(appeal, "photo", by=by, photo=kind, **phone_time.details(phone, at))
    return appeal
