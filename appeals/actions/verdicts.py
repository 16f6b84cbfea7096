"""The applicant's word on finished work: how it is asked for, and how it is kept."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from appeals.callhours import CallHours
from appeals.models import Appeal, Applicant, Callback, Category, Policy
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

    Sets fields of a locked appeal that the caller moves on; a part waits with its whole. The link
    itself goes out with the news that the work is done.
    """
    await_words([appeal], at=at)


def await_words(appeals: Sequence[Appeal], *, at: datetime) -> None:
    """The same for many at once: two reads however many they are."""
    wholes = [appeal for appeal in appeals if appeal.parent_id is None]
    told = Applicant.objects.filter(appeal__in=wholes).exclude(phone="")
    reachable = set(told.values_list("appeal_id", flat=True))
    themes = {appeal.category_id for appeal in wholes}
    called = set(
        Category.objects.filter(pk__in=themes, has_callbacks=True).values_list("pk", flat=True)
    )
    for appeal in appeals:
        appeal.callback_count = 0
        settle(appeal)
        forget_doubts(appeal)
        if appeal.parent_id is not None:
            continue
        if appeal.pk in reachable and appeal.category_id in called:
            appeal.callback_at = at
        else:
            appeal.vote_since = at


def invite(appeal: Appeal, *, at: datetime) -> None:
    """The calls gave nothing: from now on the applicant answers by the link, which is sent once more."""
    settle(appeal)
    appeal.vote_since = at
    outbox.put(TOPIC, {"appeal": appeal.pk, "round": appeal.reopened_count})


def settle(appeal: Appeal) -> None:
    """Nobody waits for a word any more."""
    appeal.callback_at = appeal.vote_since = appeal.call_until = None
    appeal.callback_promised = False


def forget_doubts(appeal: Appeal) -> None:
    """Neighbours' doubts are counted from nought: the work was called done, sent back or looked at."""
    appeal.doubt_count, appeal.doubted_at = 0, None


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
