"""What a crew did at a task that meanwhile is no longer theirs to finish: kept as its word."""

from datetime import datetime

from appeals import phone_time
from appeals.actions import journal
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Attachment
from appeals.phone_time import PhoneTime
from tenants.accounts.actor import Actor

# A crew keeps its word about everything it ever had: so many photos of one appeal and no more.
MOST = 20


@whole
def report_late(
    appeal_id: int,
    *,
    deed: str,
    text: str = "",
    photo: Photo | None = None,
    photo_kind: str = "",
    by: Actor,
    at: datetime,
    phone: PhoneTime | None = None,
) -> Appeal:
    """Write for staff what the crew says it did, and change nothing else; a photo stays unpublished.

    The caller has made sure that this crew had the task (`actions.held`).

    Raises:
        BadInput: enough photos came late already.
        NotFound: there is no such appeal.
    """
    appeal = Appeal.objects.locked(appeal_id)
    details = {"deed": deed, "crew_id": by.crew_id, **phone_time.details(phone, at)}
    if photo is not None:
        late = Attachment.objects.filter(appeal=appeal, kind=Attachment.LATE)
        if late[:MOST].count() >= MOST:
            raise BadInput({"photo": f"Поздних снимков уже {MOST}, больше не нужно."})
        kept = keep(appeal, photo, kind=Attachment.LATE, by=by, at=at)
        Attachment.objects.filter(pk=kept.pk).update(is_public=False)
        appeal.photo_count += 1
        appeal.save(update_fields=["photo_count"])
        details["photo"] = photo_kind
    journal.note(appeal, "crew_report", by=by, is_public=False, comment=text.strip(), **details)
    return appeal
