"""The applicant's word on finished work: how it is asked for, and how it is kept."""

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from appeals.callhours import CallHours
from appeals.models import Appeal, Applicant, Callback, Policy
from tenants.accounts.actor import Actor, Role
from tenants.fanout import outbox
from tenants.isolation import scope

TOPIC = "votes"


def hours_of(policy: Policy) -> CallHours:
    """When this city calls people."""
    zone = ZoneInfo(scope.require().time_zone)
    return CallHours(policy.callback_from_hour, policy.callback_till_hour, zone)


def await_word(appeal: Appeal, *, at: datetime) -> None:
    """Line a finished appeal up for a call, or for the link where nobody is to be called.

    Sets fields of a locked appeal that the caller moves on; a part waits with its whole.
    """
    appeal.callback_count = 0
    appeal.callback_promised = False
    appeal.callback_at = appeal.vote_since = appeal.call_until = None
    if appeal.parent_id is not None:
        return
    has_phone = Applicant.objects.filter(appeal=appeal).exclude(phone="").exists()
    if appeal.category.has_callbacks and has_phone:
        appeal.callback_at = at
    else:
        invite(appeal, at=at)


def invite(appeal: Appeal, *, at: datetime) -> None:
    """From now on the applicant answers by the link; it is sent to those who left an address."""
    appeal.callback_at = None
    appeal.callback_promised = False
    appeal.vote_since = at
    outbox.put(TOPIC, {"appeal": appeal.pk, "round": appeal.reopened_count})


def settle(appeal: Appeal) -> None:
    """Nobody waits for a word any more."""
    appeal.callback_at = appeal.vote_since = appeal.call_until = None
    appeal.callback_promised = False


def keep(appeal: Appeal, result: str, *, by: Actor, at: datetime, **told: Any) -> Callback:
    """Write down what was said; bad words are put before those who control the work."""
    words = str(told.pop("reason", "")).strip()
    by_link = by.role == Role.APPLICANT
    return Callback.objects.create(
        appeal=appeal,
        result=result,
        channel=Callback.LINK if by_link else Callback.PHONE,
        reason=words,
        called_at=at,
        operator_id=None if by_link else by.user_id,
        operator_name="" if by_link else by.name,
        organisation_id=appeal.organisation_id,
        needs_review=result == Callback.NOT_SATISFIED and bool(words),
        **told,
    )
