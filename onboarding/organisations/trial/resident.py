"""The other side of practice, played by the system: the invented resident, and the desk's decisions.

A resident answers what is asked, and looks at work called done: most confirm, every fifth finds it
undone once. What an organisation gives back comes to it again: practice is always of its own scope.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q

from appeals import actions
from appeals.errors import AppealError
from appeals.models import Policy
from appeals.workflow import Status
from onboarding.organisations.models import Practice
from onboarding.organisations.trial import results
from tenants.accounts.actor import Actor, Role

BATCH = 200
# The desk answers what it is asked within these minutes.
_DESK_MINUTES = 5
_BACK = (
    "Учебное обращение: дом и услуга ваши, решать вам. В живой работе дело решила бы диспетчерская."
)
_STAYS = (
    "Учебное обращение: причина понятна, срок остаётся. В живой работе решает контролёр города."
)
_RESIDENT = Actor(role=Role.APPLICANT, channel="web")


def play(*, at: datetime) -> int:
    """Make every move of the other side that is due; how many. Safe to run twice at once."""
    waits = Q(appeal__status__in=[Status.NEEDS_INFORMATION, Status.RESOLVED, Status.RETURNED]) | Q(
        appeal__postpone_asked_at__isnull=False
    )
    due = Practice.objects.filter(waits).select_related("appeal").order_by("pk")[:BATCH]
    return sum(_played(practice, at) for practice in due)


def _played(practice: Practice, at: datetime) -> bool:
    """The move of one, if its time has come; what cannot be made now is left for later."""
    move, since, minutes = _next(practice)
    if at < since + timedelta(minutes=minutes):
        return False
    try:
        with transaction.atomic():
            locked = Practice.objects.select_for_update(skip_locked=True, of=("self",))
            if not locked.filter(pk=practice.pk).exists():
                return False
            move(practice, at)
    except AppealError:
        # Somebody moved it meanwhile.
        return False
    return True


def _next(practice: Practice) -> tuple[Callable[[Practice, datetime], None], datetime, int]:
    """What the other side does next, since when it could, and after how many minutes."""
    appeal, plot = practice.appeal, practice.plot
    if appeal.status == Status.NEEDS_INFORMATION:
        return _answer, appeal.status_at, plot["answers_in"]
    if appeal.status == Status.RESOLVED:
        return _decide, appeal.status_at, plot["decides_in"]
    if appeal.status == Status.RETURNED:
        return _hand_again, appeal.status_at, _DESK_MINUTES
    return _keep_term, appeal.postpone_asked_at or appeal.status_at, _DESK_MINUTES


def _answer(practice: Practice, at: datetime) -> None:
    actions.answer(practice.pk, text=practice.plot["answer"], by=_RESIDENT, at=at)


def _decide(practice: Practice, at: datetime) -> None:
    appeal = practice.appeal
    if practice.plot["refutes"] and not appeal.reopened_count:
        actions.reopen(appeal.pk, reason=practice.plot["complaint"], by=_RESIDENT, at=at)
        return
    actions.confirm(appeal.pk, by=_RESIDENT, at=at)
    results.keep([appeal.pk], at=at)


def _hand_again(practice: Practice, at: datetime) -> None:
    actions.assign(
        practice.pk, organisation=practice.organisation, by=_desk(), at=at, comment=_BACK
    )


def _keep_term(practice: Practice, at: datetime) -> None:
    actions.refuse_postpone(practice.pk, words=_STAYS, by=_desk(), at=at)


def _desk() -> Actor:
    """The desk of practice: it decides as the city's arbiter, and is no person."""
    arbiter = Policy.of_city().arbiter_id
    return Actor(role=Role.ADMINISTRATOR, user_id=arbiter, name="Учебная диспетчерская")
