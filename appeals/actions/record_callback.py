"""What came of a call to the applicant."""

from collections.abc import Collection
from datetime import datetime, timedelta

from appeals import workflow
from appeals.actions import journal, parts, verdicts
from appeals.actions.archive import archive
from appeals.actions.confirm import confirm
from appeals.actions.hold_call import of_one_person, refuse_if_taken
from appeals.actions.reopen import reopen
from appeals.actions.whole import whole
from appeals.callhours import CallHours
from appeals.errors import BadInput
from appeals.models import Appeal, Callback, Policy
from tenants.accounts.actor import Actor

# Nobody is promised a call further away: by then the work is forgotten.
FARTHEST = timedelta(days=14)


@whole
def record_callback(
    appeal_id: int,
    *,
    result: str,
    cause: str = "",
    reason: str = "",
    call_at: datetime | None = None,
    of: Collection[int] = (),
    by: Actor,
    at: datetime,
    version: int | None = None,
) -> Appeal:
    """Satisfied: confirmed and archived. Not satisfied: reopened. No answer: called again, at last
    sent the link. Later: called when it was promised.

    No answer and later are of the person: they hold for all that this operator has taken of them.

    Raises:
        BadInput: no such result, no reason with a complaint, or a time nobody may be called at.
        RefusedMove: there is nothing to call about, it is not this person's call, or it is night.
        NotFound, Stale
    """
    appeal = Appeal.objects.locked(appeal_id)
    journal.refuse_stale(appeal, version)
    if not workflow.allowed(workflow.CONFIRM, appeal.status, by.role):
        raise journal.refusal(appeal, workflow.CONFIRM, by)
    parts.refuse_part(appeal)
    refuse_if_taken(appeal, by, at)
    if result not in Callback.RESULTS:
        raise BadInput({"result": "Отметьте, чем кончился звонок."})
    if result in (Callback.NO_ANSWER, Callback.LATER):
        return _again(appeal, result, call_at=call_at, by=by, at=at)
    Appeal.objects.filter(pk=appeal_id).update(callback_count=appeal.callback_count + 1)
    if result == Callback.SATISFIED:
        verdicts.keep(appeal, result, by=by, at=at)
        confirmed = confirm(appeal_id, by=by, at=at, version=version)
        if confirmed.answer_owed:
            # Archived once the written answer of 59-ФЗ is given (actions.watch).
            return confirmed
        return archive(appeal_id, by=by, at=at)
    moved = reopen(appeal_id, reason=reason, cause=cause, by=by, at=at, version=version, of=of)
    verdicts.keep(moved, result, by=by, at=at, cause=cause, reason=reason)
    return moved


def _again(
    appeal: Appeal, result: str, *, call_at: datetime | None, by: Actor, at: datetime
) -> Appeal:
    """Nobody said yes or no: line the person up once more, or send the link."""
    policy = Policy.of_city()
    hours = verdicts.hours_of(policy)
    if result == Callback.LATER:
        moment = _promised(call_at, hours, at)
    else:
        moment = hours.first(at + timedelta(minutes=policy.callback_pause_minutes))
    waiting = of_one_person(appeal).filter(caller_id=by.user_id, call_until__gt=at)
    others = list(waiting.exclude(pk=appeal.pk).select_for_update(of=("self",)))
    for one in (appeal, *others):
        one.callback_count += result == Callback.NO_ANSWER
        one.callback_at, one.callback_promised = moment, result == Callback.LATER
        one.call_until = None
        if one.callback_count >= policy.callback_attempts and result == Callback.NO_ANSWER:
            verdicts.invite(one, at=at)
        one.version += 1
        one.save()
        verdicts.keep(one, result, by=by, at=at)
        journal.note(one, "callback", by=by, is_public=False, result=result)
    return appeal


def _promised(call_at: datetime | None, hours: CallHours, at: datetime) -> datetime:
    """The promised moment, if one may call then."""
    if call_at is None:
        raise BadInput({"call_at": "Укажите день и час, когда перезвонить."})
    if call_at <= at:
        raise BadInput({"call_at": "Это время уже прошло. Укажите будущее."})
    if call_at > at + FARTHEST:
        raise BadInput({"call_at": "Так далеко не обещают: не дальше двух недель."})
    if not hours.include(call_at):
        raise BadInput(
            {
                "call_at": f"Звонить можно с {hours.from_hour:02}:00 до {hours.till_hour:02}:00. "
                "Договоритесь о другом часе."
            }
        )
    return call_at
