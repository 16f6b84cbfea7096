"""Certificates: issued with the city's next number of the year, withdrawn with a reason, never changed."""

import secrets
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import connection

from appeals.actions.whole import whole
from appeals.errors import BadInput, NotAllowed, NotFound, RefusedMove
from onboarding.organisations.models import Attempt, Certificate, Grace
from onboarding.organisations.training import access, clearance, learners, standing
from onboarding.organisations.training.learners import Learner
from tenants.accounts.actor import Actor
from tenants.accounts.models import User
from tenants.isolation import scope

LONGEST_REASON = 300


class NoCertificate(NotFound):
    """There is no such certificate, or it is not theirs to see."""

    sentence = "Такого сертификата нет."


@whole
def issue(attempt: Attempt, *, learner: Learner, at: datetime) -> Certificate:
    """Write down a passed test under the next number."""
    year = at.astimezone(ZoneInfo(scope.require().time_zone)).year
    return Certificate.objects.create(
        year=year,
        serial=_next_number(year),
        code=secrets.token_urlsafe(16),
        attempt=attempt,
        user_id=learner.user_id,
        name=learner.name,
        place=learner.place,
        course=attempt.course,
        version=attempt.version,
        score=attempt.score or 0,
        asked=len(attempt.questions),
        issued_at=at,
    )


@whole
def withdraw(certificate_id: int, *, why: str, by: Actor, at: datetime) -> Certificate:
    """Let a certificate hold no more; the person learns first from the next request on.

    Raises:
        NotAllowed, NoCertificate
        BadInput: no reason is given.
        RefusedMove: it is withdrawn already.
    """
    if not access.withdraws(by):
        raise NotAllowed("Сертификаты отзывает администратор города.")
    certificate = Certificate.objects.filter(pk=certificate_id).first()
    if certificate is None:
        raise NoCertificate
    why = " ".join(why.split())
    if not why or len(why) > LONGEST_REASON:
        raise BadInput({"why": f"Напишите причину, не длиннее {LONGEST_REASON} знаков."})
    changed = Certificate.objects.held().filter(pk=certificate_id)
    if not changed.update(withdrawn_at=at, withdrawn_by_name=by.name, withdrawn_why=why):
        raise RefusedMove("Этот сертификат уже отозван.")
    _take_away(certificate.user_id, at)
    return Certificate.objects.get(pk=certificate_id)


def _take_away(user_id: int, at: datetime) -> None:
    """No term of grace after a withdrawal: the certificate should not have been there."""
    user = User.objects.filter(pk=user_id).first()
    learner = learners.of(user) if user is not None else None
    if learner is None:
        return
    (now,) = standing.of_people([learner])
    if not now.has_passed:
        Grace.objects.update_or_create(
            user_id=user_id,
            course=now.course.code,
            version=now.course.version,
            defaults={"until": at},
        )
    clearance.settle(standing.of_people([learner]), at=at)


def _next_number(year: int) -> int:
    """The next number of the year, gap-free: the counter's row stays locked until the test's
    transaction commits, and goes back with it when it does not.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO organisations_certificatecounter AS c (year, last) VALUES (%s, 1) "
            "ON CONFLICT (year) DO UPDATE SET last = c.last + 1 RETURNING last",
            [year],
        )
        return int(cursor.fetchone()[0])
