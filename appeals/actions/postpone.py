"""Putting work off to a date, with a reason, at most twice."""

from datetime import datetime

from appeals import placeholders, workflow
from appeals.actions import journal
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Event
from tenants.accounts.actor import Actor

LIMIT = 3  # the first date and two extensions


@whole
def postpone(
    appeal_id: int,
    *,
    until: datetime,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Move the resolving clock to a date somebody answers for.

    Raises:
        BadInput: no reason, or a date that is past.
        RefusedMove: already extended twice.
        NotFound, Stale
    """
    if not reason.strip():
        raise BadInput({"reason": "Напишите причину: её увидит житель."})
    placeholders.refuse_unfilled(reason=reason)
    if until <= at:
        raise BadInput({"until": "Эта дата уже прошла. Укажите будущую."})
    appeal = Appeal.objects.locked(appeal_id)
    if Event.objects.filter(appeal=appeal, kind="postpone")[:LIMIT].count() >= LIMIT:
        raise RefusedMove("Срок уже переносили трижды. Больше откладывать нельзя.")
    appeal.postponed_until = until
    appeal.resolve_by = until
    appeal.terms = {**appeal.terms, "resolve": {"span": "", "source": "перенос срока", "mark": ""}}
    return journal.move(
        appeal,
        workflow.POSTPONE,
        by=by,
        at=at,
        version=version,
        comment=reason.strip(),
        until=until.isoformat(),
    )


@whole
def resume(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Go on with postponed work.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    appeal.postponed_until = None
    return journal.move(appeal, workflow.RESUME, by=by, at=at, version=version)
