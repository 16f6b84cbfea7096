"""What comes back by itself: postponed work, questions nobody answered, links nobody used.

Each takes a batch, passing over rows another worker has, and is safe to run twice at once.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from appeals.actions.archive import lapse
from appeals.actions.ask import go_on_unanswered
from appeals.actions.postpone import resume
from appeals.actions.whole import whole
from appeals.models import Appeal, Policy
from appeals.models.appeal import AppealQuerySet
from appeals.workflow import Status
from tenants.accounts.actor import SYSTEM
from tenants.fanout import outbox

BATCH = 200
REMINDS = "questions"


def all_due(*, at: datetime) -> int:
    """Everything below, one after another; the number of appeals that moved or were reminded."""
    every = (resume_due, go_on_without_answers, remind_of_questions, lapse_votes)
    return sum(each(at=at) for each in every)


@whole
def resume_due(*, at: datetime) -> int:
    """Work whose date has come goes on; the number of appeals (index appeal_postponed)."""
    due = Appeal.everything.filter(status=Status.POSTPONED, postponed_until__lte=at)
    return _each(due.order_by("postponed_until"), lambda pk: resume(pk, by=SYSTEM, at=at))


@whole
def go_on_without_answers(*, at: datetime) -> int:
    """Questions whose days are over no longer hold the work (index appeal_questions)."""
    due = Appeal.objects.filter(status=Status.NEEDS_INFORMATION, question_until__lte=at)
    return _each(due.order_by("question_until"), lambda pk: go_on_unanswered(pk, at=at))


@whole
def remind_of_questions(*, at: datetime) -> int:
    """Each question is brought to mind once, a day before its end (index appeal_questions)."""
    soon = Appeal.objects.filter(
        status=Status.NEEDS_INFORMATION,
        question_until__gt=at,
        question_until__lte=at + timedelta(days=1),
        question_reminded_at__isnull=True,
        status_at__lte=at - timedelta(hours=12),
    )
    rows = soon.order_by("question_until").select_for_update(skip_locked=True, of=("self",))
    found = list(rows.values_list("pk", flat=True)[:BATCH])
    Appeal.objects.filter(pk__in=found).update(question_reminded_at=at)
    for pk in found:
        outbox.put(REMINDS, {"appeal": pk})
    return len(found)


@whole
def lapse_votes(*, at: datetime) -> int:
    """Links nobody used in the city's days close their appeals unconfirmed (index appeal_votes)."""
    since = at - timedelta(days=Policy.of_city().vote_days)
    # What neighbours doubt waits for the desk's decision, a statutory one for its written answer.
    due = Appeal.objects.filter(
        status=Status.RESOLVED, vote_since__lte=since, doubted_at__isnull=True, answer_owed=False
    )
    return _each(due.order_by("vote_since"), lambda pk: lapse(pk, at=at))


def _each(due: AppealQuerySet, act: Callable[[int], object]) -> int:
    rows = due.select_for_update(skip_locked=True, of=("self",))
    found = list(rows.values_list("pk", flat=True)[:BATCH])
    for pk in found:
        act(pk)
    return len(found)
