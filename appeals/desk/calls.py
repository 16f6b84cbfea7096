"""The callback queue as one operator sees it: whom to call, who calls whom, and the words to say."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.utils.formats import date_format
from django.utils.timezone import localtime

from appeals import callscript
from appeals.actions import verdicts
from appeals.actions.hold_call import HOLD
from appeals.actions.reopen import Consequence, foreseen
from appeals.callhours import CallHours
from appeals.callscript import Script
from appeals.desk import finding
from appeals.models import Appeal, Callback, Incident, Policy
from tenants.accounts.actor import Actor
from tenants.isolation import scope

MOST = 30


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the list: the appeal, since when it waits, and who calls already."""

    appeal: Appeal
    attempt: int
    caller: str
    is_mine: bool


@dataclass(frozen=True, slots=True)
class Queue:
    """Everybody who may be called now, the best first; a hidden remainder is known of."""

    rows: Sequence[Row]
    goes_on: bool
    hours: CallHours
    is_open: bool
    opens_at: datetime
    mine: Sequence[Appeal]


@dataclass(frozen=True, slots=True)
class Talk:
    """The call that is on, or could be: what was tried, what to say, what each answer does."""

    appeal: Appeal
    is_mine: bool
    caller: str
    attempts: Sequence[Callback]
    attempt: int
    most: int
    is_last: bool
    next_at: datetime
    vote_days: int
    foreseen: Consequence | None
    script: Script | None
    others: Sequence[Appeal] = field(default=())


def queue(
    actor: Actor, policy: Policy, now: datetime, *, incident: Incident | None = None
) -> Queue:
    """The list and this operator's own calls: three statements (indexes appeal_to_call, appeal_calls).

    `incident`: only the calls that its closing left (index appeal_incident).
    """
    seen = finding.carded(actor)
    mine = list(seen.called_by(actor, now)[:MOST])
    waiting = Appeal.objects.visible_to(actor).to_call(now)
    if incident is not None:
        waiting = waiting.filter(incident=incident)
    # First which, then everything of them: else all that wait are read before the first are taken.
    first = list(waiting.values_list("pk", flat=True)[: MOST + 1])
    found = list(seen.filter(pk__in=first).in_call_order()) if first else []
    hours = verdicts.hours_of(policy)
    return Queue(
        rows=[_row(appeal, actor, now) for appeal in found[:MOST]],
        goes_on=len(found) > MOST,
        hours=hours,
        is_open=hours.include(now),
        opens_at=hours.first(now),
        mine=mine,
    )


def talk(appeal: Appeal, actor: Actor, policy: Policy, queue: Queue, now: datetime) -> Talk:
    """All of one call; its words and consequences only for whoever has it."""
    caller = appeal.caller_at(now)
    is_mine = caller is not None and caller == actor.user_id
    consequence = foreseen(appeal, policy=policy, at=now) if is_mine else None
    pause = timedelta(minutes=policy.callback_pause_minutes)
    return Talk(
        appeal=appeal,
        is_mine=is_mine,
        caller=appeal.caller_name if caller is not None and not is_mine else "",
        attempts=list(appeal.callbacks.order_by("-id")[:20]),
        attempt=appeal.callback_count + 1,
        most=policy.callback_attempts,
        is_last=appeal.callback_count + 1 >= policy.callback_attempts,
        next_at=queue.hours.first(now + pause),
        vote_days=policy.vote_days,
        foreseen=consequence,
        script=_script(appeal, actor, policy, consequence) if is_mine else None,
        others=[each for each in queue.mine if each.pk != appeal.pk] if is_mine else (),
    )


def _script(
    appeal: Appeal, actor: Actor, policy: Policy, consequence: Consequence | None
) -> Script:
    resolved = localtime(appeal.resolved_at) if appeal.resolved_at else None
    facts = {
        "город": scope.require().name,
        "оператор": actor.name,
        "номер": appeal.number,
        "дата": date_format(localtime(appeal.registered_at), "j E"),
        "тема": appeal.category.name,
        "адрес": appeal.address,
        "исполнитель": str(appeal.organisation or "Диспетчерская"),
        "когда": date_format(resolved, "j E в H:i") if resolved else "",
        "контролёр": (consequence.controller if consequence else "") or "старший смены",
    }
    return callscript.script(policy.callback_script, facts)


def _row(appeal: Appeal, actor: Actor, now: datetime) -> Row:
    caller = appeal.caller_at(now)
    return Row(
        appeal=appeal,
        attempt=appeal.callback_count + 1,
        caller=appeal.caller_name if caller is not None else "",
        is_mine=caller is not None and caller == actor.user_id,
    )


HOLD_MINUTES = int(HOLD.total_seconds() // 60)
