"""Photos of the work: how it was, how it is."""

from datetime import datetime

from django.db.models import QuerySet

from appeals import phone_time
from appeals.actions import journal
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Attachment
from appeals.phone_time import PhoneTime
from appeals.workflow import Status
from tenants.accounts.actor import Actor

LIMIT = 5  # of each kind since the clocks were last started
KINDS = {Attachment.BEFORE: "до", Attachment.AFTER: "после"}


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


def missing(appeal: Appeal, *, before: int = 0, after: int = 0) -> str:
    """Which photos the theme still asks for, as a sentence; numbers are those that come just now."""
    if not appeal.category.needs_photos:
        return ""
    have = set(taken(appeal).values_list("kind", flat=True))
    have |= {Attachment.BEFORE} if before else set()
    have |= {Attachment.AFTER} if after else set()
    lacking = [f"«{word}»" for kind, word in KINDS.items() if kind not in have]
    if not lacking:
        return ""
    if len(lacking) == 1:
        return f"Чтобы закончить, нужен снимок {lacking[0]}."
    return f"Чтобы закончить, нужны снимки {' и '.join(lacking)}."


def taken(appeal: Appeal) -> QuerySet[Attachment]:
    """Photos of this work: a reopened appeal needs new ones."""
    return Attachment.objects.filter(
        appeal=appeal, kind__in=list(KINDS), added_at__gte=appeal.clocks_from
    ).order_by("id")
