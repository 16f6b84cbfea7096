"""Who may work: the only giver of `Member.is_cleared`.

A certificate of today's course clears. Whoever works without one – the course changed, or they were
here before there was a course – has a term of grace, then learns first.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from appeals.actions.whole import whole
from appeals.models import Member
from onboarding.organisations.models import Grace, TrainingRules
from onboarding.organisations.training import learners, standing
from onboarding.organisations.training.standing import Standing
from tenants.fanout import outbox

# Topic of the outbox: a term of grace began, the person is to be told.
GRACE = "training_grace"


@whole
def settle(people: Sequence[Standing], *, at: datetime) -> int:
    """Give and take clearance as these standings ask; how many changed."""
    members = [each for each in people if each.learner.member is not None]
    graced = _graced([each for each in members if _works(each)], at)
    changed = 0
    for each in members:
        member = each.learner.member
        may = each.has_passed or each.learner.user_id in graced
        if member is not None and member.is_cleared != may:
            changed += Member.objects.filter(pk=member.pk).update(is_cleared=may)
            member.is_cleared = may
    return changed


def vouch(member: Member) -> None:
    """Let somebody work whose training was done elsewhere; within the hour their term begins."""
    member.is_cleared = True
    member.save(update_fields=["is_cleared"])


def settle_all(*, at: datetime) -> int:
    """The same for everybody of a city: the timetable's work."""
    return settle(standing.of_people(learners.of_organisations()), at=at)


def _works(each: Standing) -> bool:
    return each.learner.member is not None and each.learner.member.is_cleared


def _graced(people: Sequence[Standing], at: datetime) -> set[int]:
    """Whose term runs still; it begins when somebody is first seen without today's certificate."""
    waiting = [each for each in people if not each.has_passed]
    fresh = [each for each in waiting if each.until is None]
    if fresh:
        until = at + timedelta(days=TrainingRules.of_city().grace_days)
        Grace.objects.bulk_create(
            [
                Grace(
                    user_id=each.learner.user_id,
                    course=each.course.code,
                    version=each.course.version,
                    until=until,
                )
                for each in fresh
            ],
            ignore_conflicts=True,
        )
        for each in fresh:
            outbox.put(GRACE, {"user": each.learner.user_id, "version": each.course.version})
    return {each.learner.user_id for each in waiting if each.until is None or at < each.until}
