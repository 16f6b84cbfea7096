"""The work is done, says who did it; whether it is, the resident will say."""

from collections.abc import Sequence
from datetime import datetime

from appeals import phone_time, placeholders, workflow
from appeals.actions import causes, journal, later_dates, parts, shots, verdicts
from appeals.actions.attach import keep
from appeals.actions.photos import Photo
from appeals.actions.whole import whole
from appeals.errors import BadInput
from appeals.models import Appeal, Attachment
from appeals.phone_time import PhoneTime
from tenants.accounts.actor import Actor


@whole
def resolve(
    appeal_id: int,
    *,
    report: str,
    cause: str = "",
    photos: Sequence[Photo] = (),
    before: Sequence[Photo] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
    phone: PhoneTime | None = None,
) -> Appeal:
    """Say that the work is done, with a public report, photos and the root cause.

    The executor can only say "resolved": closing is the resident's or the dispatcher's.

    Raises:
        BadInput: no report; a place of a template left open; no cause where one must be named; the
            theme asks for photos before and after and one is missing.
        NotFound, RefusedMove, Stale
    """
    if not report.strip():
        raise BadInput({"report": "Напишите, что сделано: этот текст увидит житель."})
    placeholders.refuse_unfilled(report=report)
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    appeal.cause = causes.checked(cause, appeal, by=by)
    lacking = shots.missing(appeal, before=len(before), after=len(photos))
    if lacking and workflow.allowed(workflow.RESOLVE, appeal.status, by.role):
        raise BadInput({"photos": lacking})
    appeal.resolved_at = at
    verdicts.await_word(appeal, at=at)
    later_dates.withdraw(appeal, at=at)
    appeal.photo_count += len(photos) + len(before)
    moved = journal.move(
        appeal,
        workflow.RESOLVE,
        by=by,
        at=at,
        version=version,
        comment=report.strip(),
        photos=len(photos) + len(before),
        cause=appeal.cause,
        **phone_time.details(phone, at),
    )
    for kind, pictures in ((Attachment.BEFORE, before), (Attachment.AFTER, photos)):
        for photo in pictures:
            keep(moved, photo, kind=kind, by=by, at=at)
    parts.follow(moved, at=at)
    return moved
