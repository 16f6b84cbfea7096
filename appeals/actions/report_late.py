"""What a crew did at a task that meanwhile is no longer theirs to finish: kept as its word."""

from datetime import datetime

from appeals import phone_time
from appeals.actions import journal
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.whole import whole
from appeals.models import Appeal, Attachment
from appeals.phone_time import PhoneTime
from tenants.accounts.actor import Actor


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
        NotFound: there is no such appeal.
    """
    appeal = Appeal.objects.locked(appeal_id)
    details = {"deed": deed, "crew_id": by.crew_id, **phone_time.details(phone, at)}
    if photo is not None:
        kept = keep(appeal, photo, kind=Attachment.LATE, by=by, at=at)
        Attachment.objects.filter(pk=kept.pk).update(is_public=False)
        appeal.photo_count += 1
        appeal.save(update_fields=["photo_count"])
        details["photo"] = photo_kind
    journal.note(appeal, "crew_report", by=by, is_public=False, comment=text.strip(), **details)
    return appeal
