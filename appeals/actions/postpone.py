"""Putting work off to a date, with a reason, at most twice after the first; going on again."""

from datetime import datetime, timedelta

from appeals import placeholders, workflow
from appeals.actions import clocks, journal, later_dates, parts
from appeals.actions.whole import whole
from appeals.models import Appeal
from appeals.workflow import Status
from tenants.accounts.actor import Actor
from tenants.fanout import outbox

TOPIC = "control"
# Whoever comes back to postponed work has at least a day for it.
LEAST = timedelta(days=1)


@whole
def postpone(
    appeal_id: int,
    *,
    until: datetime,
    reason: str,
    by: Actor,
    at: datetime,
    version: int | None = None,
    words: str = "",
) -> Appeal:
    """Set the work aside to a date somebody senior answers for; what was left of the term follows.

    Approves the request that waits, if one does; `words` go to whoever asked.

    Raises:
        BadInput: no reason, or a date that cannot be.
        RefusedMove: already extended twice.
        NotFound, Stale
    """
    placeholders.refuse_unfilled(reason=reason, words=words)
    appeal = Appeal.objects.locked(appeal_id)
    if workflow.allowed(workflow.POSTPONE, appeal.status, by.role):
        later_dates.check(appeal, until=until, reason=reason, at=at)
    origin = appeal.postponed_until if appeal.status == Status.POSTPONED else None
    left = (appeal.resolve_by or at) - (origin or at)
    clocks.put_off(appeal, until - (origin or at), at=at)
    appeal.resolve_by = until + max(left, LEAST)
    appeal.breached = [clock for clock in appeal.breached if clock != "resolve"]
    appeal.terms = {**appeal.terms, "resolve": {"span": "", "source": "перенос срока", "mark": ""}}
    appeal.postponed_until = until
    asked = later_dates.decide(appeal, is_approved=True, by=by, at=at, words=words.strip())
    moved = journal.move(
        appeal,
        workflow.POSTPONE,
        by=by,
        at=at,
        version=version,
        comment=reason.strip(),
        until=until.isoformat(),
    )
    parts.follow(moved, at=at)
    if asked is not None:
        outbox.put(TOPIC, {"postpone_decided": asked.pk})
    return moved


@whole
def resume(appeal_id: int, *, by: Actor, at: datetime, version: int | None = None) -> Appeal:
    """Go on with postponed work; begun earlier, it ends earlier.

    Raises:
        NotFound, RefusedMove, Stale
    """
    appeal = Appeal.objects.visible_to(by).locked(appeal_id)
    if appeal.postponed_until is not None and appeal.postponed_until > at:
        clocks.put_off(appeal, at - appeal.postponed_until, at=at)
    appeal.postponed_until = None
    moved = journal.move(appeal, workflow.RESUME, by=by, at=at, version=version)
    parts.follow(moved, at=at)
    return moved
