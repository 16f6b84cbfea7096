"""Taking a call: one operator calls one person, about everything that person waits for."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection
from django.db.models import Q

from appeals import workflow
from appeals.actions import verdicts
from appeals.actions.whole import whole
from appeals.errors import RefusedMove
from appeals.models import Appeal, Applicant, Policy
from appeals.models.appeal import AppealQuerySet
from appeals.workflow import Status
from tenants.accounts.actor import Actor
from tenants.isolation import scope

# A talk takes minutes; whoever walked away must not keep the person from being called.
HOLD = timedelta(minutes=10)
# Put aside without a result, it comes back so soon.
ASIDE = timedelta(minutes=15)
_LOOK = 20


@dataclass(frozen=True, slots=True)
class _Person:
    appeal_id: int
    phone: str


@whole
def hold_next_call(*, by: Actor, at: datetime) -> Appeal | None:
    """Take the best call nobody else has; None when there is nobody to call now.

    Whoever looks at the same moment passes over what is being taken and gets the next.

    Raises:
        RefusedMove: it is too early or too late to call people, or this is not who calls.
    """
    _refuse(by, at)
    mine = Appeal.objects.called_by(by, at).first()
    if mine is not None:
        return mine
    passed: list[int] = []
    while len(passed) < _LOOK and (person := _best(at, passed)) is not None:
        taken = _take(person, by=by, at=at)
        if taken is not None:
            return taken
        passed.append(person.appeal_id)
    return None


@whole
def hold_call(appeal_id: int, *, by: Actor, at: datetime) -> Appeal:
    """Take this very call.

    Raises:
        RefusedMove: somebody else is calling this person, or nobody may be called now.
        NotFound
    """
    _refuse(by, at)
    appeal = Appeal.objects.locked(appeal_id)
    if appeal.status != Status.RESOLVED or appeal.callback_at is None:
        raise RefusedMove("Звонить по этому обращению больше не нужно. Возьмите следующий звонок.")
    phone = Applicant.objects.filter(appeal=appeal).values_list("phone", flat=True).first() or ""
    taken = _take(_Person(appeal_id, phone), by=by, at=at)
    if taken is None:
        raise RefusedMove("Этому человеку уже звонит другой оператор. Возьмите следующий звонок.")
    return taken


@whole
def leave_call(appeal_id: int, *, by: Actor, at: datetime) -> Appeal:
    """Put a taken call aside without a result: it comes back in a quarter of an hour.

    Raises:
        NotFound
    """
    appeal = Appeal.objects.locked(appeal_id)
    if appeal.caller_at(at) == by.user_id:
        waiting = of_one_person(appeal).filter(caller_id=by.user_id)
        waiting.update(call_until=None, callback_at=at + ASIDE)
    return appeal


def refuse_if_taken(appeal: Appeal, by: Actor, at: datetime) -> None:
    """Keep others out of a talk that goes on.

    Raises:
        RefusedMove: another operator has this call.
    """
    caller = appeal.caller_at(at)
    if caller is not None and caller != by.user_id:
        raise RefusedMove(
            f"Этому человеку сейчас звонит {appeal.caller_name or 'другой оператор'}. "
            "Возьмите следующий звонок."
        )


def of_one_person(appeal: Appeal) -> AppealQuerySet:
    """What the same telephone waits to be called about, this appeal with it (index applicant_phone)."""
    phone = Applicant.objects.filter(appeal=appeal).exclude(phone="").values("phone")
    return Appeal.objects.filter(status=Status.RESOLVED, callback_at__isnull=False).filter(
        Q(pk=appeal.pk) | Q(pk__in=Applicant.objects.filter(phone__in=phone).values("appeal"))
    )


def _refuse(by: Actor, at: datetime) -> None:
    if by.role not in workflow.CONFIRM.roles & workflow.DESK:
        raise RefusedMove("Заявителям звонит диспетчерская города.")
    hours = verdicts.hours_of(Policy.of_city())
    if not hours.include(at):
        raise RefusedMove(
            f"Сейчас людям не звонят. Звонки — с {hours.from_hour:02}:00 "
            f"до {hours.till_hour:02}:00 по времени города."
        )


def _best(at: datetime, passed: Sequence[int]) -> _Person | None:
    free = Q(call_until__isnull=True) | Q(call_until__lte=at)
    row = (
        Appeal.objects.to_call(at)
        .filter(free)
        .exclude(pk__in=passed)
        .select_for_update(skip_locked=True, of=("self",))
        .values_list("pk", "applicant__phone")
        .first()
    )
    return _Person(row[0], row[1] or "") if row else None


def _take(person: _Person, *, by: Actor, at: datetime) -> Appeal | None:
    """The appeals of one telephone for one operator; None when another has any of them."""
    key = f"{scope.require().schema}|call|{person.phone or person.appeal_id}"
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_xact_lock(hashtextextended(%s, 0))", [key])
        if not cursor.fetchone()[0]:
            return None
    chosen = Appeal.objects.get(pk=person.appeal_id)
    theirs = of_one_person(chosen)
    if theirs.filter(call_until__gt=at).exclude(caller_id=by.user_id).exists():
        return None
    theirs.filter(Q(callback_at__lte=at) | Q(pk=chosen.pk)).update(
        call_until=at + HOLD, caller_id=by.user_id, caller_name=by.name
    )
    chosen.refresh_from_db(fields=["call_until", "caller_id", "caller_name"])
    return chosen
