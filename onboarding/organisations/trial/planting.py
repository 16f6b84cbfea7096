"""Practice in a demonstration city: whoever is in the trial has worked two weeks of it."""

from datetime import datetime, timedelta

from django.db import connection

from appeals.models import Category, Organisation
from appeals.numbering import Number
from onboarding.organisations import steps
from onboarding.organisations.models import PhoneCheck, PracticeResult, WeekSnapshot
from onboarding.organisations.report import reading, snapshots
from onboarding.organisations.today import today
from onboarding.organisations.trial import timetable
from onboarding.organisations.trial.drawing import draw
from onboarding.organisations.trial.ground import ground_of
from onboarding.organisations.trial.sending import send
from tenants.accounts.actor import SYSTEM
from tenants.isolation import scope

_DONE, _LATE = 20, (6, 13)
_PHONE = "+7 (800) 000-00-14"


def plant(at: datetime) -> None:
    """Results of two weeks, a timetable, five appeals that wait now, and the week's beginning."""
    for organisation in Organisation.objects.filter(stage=Organisation.TRIAL):
        organisation.emergency_phone = organisation.emergency_phone or _PHONE
        organisation.save(update_fields=["emergency_phone"])
        _work(organisation, at)
        PhoneCheck.objects.create(
            organisation=organisation,
            phone=organisation.emergency_phone,
            at=at - timedelta(days=4),
            is_answered=True,
        )
        steps.note(organisation, "trial_begun", by=SYSTEM, at=at - timedelta(days=14))
        steps.note(organisation, "phone_answers", by=SYSTEM, at=at - timedelta(days=4))
        timetable.plan(organisation.pk, per_day=6, per_night=1, by=SYSTEM, at=at)
        send(organisation.pk, by=SYSTEM, at=at)
    week = snapshots.monday(today(at)) - timedelta(days=7)
    kept = [row.kept() | {"practised": [0, 0]} for row in reading.rows(at=at)]
    WeekSnapshot.objects.create(week=week, at=at - timedelta(days=7), rows=kept)


def _work(organisation: Organisation, at: datetime) -> None:
    """What came of practice: most on time, two late."""
    ground = ground_of(organisation, day=today(at))
    names = {each.code: each.name for each in Category.objects.filter(is_group=False)}
    for number in range(_DONE):
        came = at - timedelta(days=14 - number * 13 // _DONE, minutes=47 * number % 300)
        drawn = draw(organisation.pk, number, ground, hour=came.hour)
        is_late = number in _LATE
        PracticeResult.objects.create(
            organisation=organisation,
            number=_number(came),
            theme=names[drawn.theme],
            received_at=came,
            finished_at=came + timedelta(hours=4),
            is_on_time=not is_late,
            late=["принято через 2 ч 42 мин, срок 2 часа"] if is_late else [],
            reopened=drawn.plot.refutes,
            course=_course(came, is_late=is_late),
        )


def _number(at: datetime) -> str:
    with connection.cursor() as cursor:
        cursor.execute("SELECT next_trial_serial(%s)", [at.year])
        serial = cursor.fetchone()[0]
    return Number(at.year, serial, is_trial=True).shown(scope.require().code)


def _course(came: datetime, *, is_late: bool) -> list[dict[str, str]]:
    accepted = timedelta(minutes=162 if is_late else 9)
    lines = [
        (timedelta(0), "Передано исполнителю", "", ""),
        *([(timedelta(hours=2), "Срок истёк: принять", "", "breach")] if is_late else []),
        (accepted, "Принято в работу", "", ""),
        (accepted + timedelta(minutes=25), "Направлена бригада", "", ""),
        (timedelta(hours=3, minutes=40), "Работа выполнена", "Работы закончены, проверено.", ""),
        (timedelta(hours=4), "Житель подтвердил: проблема решена", "", ""),
    ]
    return [
        {"at": (came + after).isoformat(), "what": what, "words": words, "tone": tone}
        for after, what, words, tone in lines
    ]
