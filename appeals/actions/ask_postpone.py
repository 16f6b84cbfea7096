"""A later date is asked for; somebody senior answers."""

from datetime import datetime

from appeals import workflow
from appeals.actions import journal, later_dates
from appeals.actions.whole import whole
from appeals.errors import BadInput, RefusedMove
from appeals.models import Appeal, Postponement
from tenants.accounts.actor import Actor
from tenants.fanout import outbox

TOPIC = "control"


@whole
def ask_postpone(
    appeal_id: int,
    *,
    until: datetime,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Ask to put the work off; until it is decided the clocks run as they did.

    Raises:
        BadInput: no reason, or a date that cannot be.
        RefusedMove: already extended twice, or a request waits already.
        NotFound, Stale
    """
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if not workflow.allowed(workflow.ASK_POSTPONE, appeal.status, by.role):
        raise journal.refusal(appeal, workflow.ASK_POSTPONE, by)
    later_dates.check(appeal, until=until, reason=reason, at=at)
    if appeal.postpone_asked_at is not None:
        raise RefusedMove("Перенос срока уже просят: дождитесь решения контролёра.")
    Postponement.objects.create(
        appeal=appeal,
        until=until,
        reason=reason.strip(),
        asked_at=at,
        asked_by_id=by.user_id,
        asked_by_name=by.name,
        asked_by_role=by.role,
    )
    appeal.postpone_asked_at = at
    moved = journal.move(
        appeal,
        workflow.ASK_POSTPONE,
        by=by,
        at=at,
        comment=reason.strip(),
        until=until.isoformat(),
    )
    outbox.put(TOPIC, {"postpone_asked": moved.pk})
    return moved


@whole
def refuse_postpone(
    appeal_id: int, *, words: str, by: Actor, at: datetime, version: int | None = None
) -> Appeal:
    """No later date, and why; whoever asked reads it.

    Raises:
        BadInput: no word of why.
        RefusedMove: nobody asked.
        NotFound, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if not workflow.allowed(workflow.REFUSE_POSTPONE, appeal.status, by.role):
        raise journal.refusal(appeal, workflow.REFUSE_POSTPONE, by)
    if appeal.postpone_asked_at is None:
        raise RefusedMove("Переноса срока никто не просит: отказывать не в чем.")
    if not words.strip():
        raise BadInput({"words": "Напишите, почему отказываете: это прочтёт тот, кто просил."})
    asked = later_dates.decide(appeal, is_approved=False, by=by, at=at, words=words.strip())
    moved = journal.move(appeal, workflow.REFUSE_POSTPONE, by=by, at=at, comment=words.strip())
    if asked is not None:
        outbox.put(TOPIC, {"postpone_decided": asked.pk})
    return moved
