"""A course from the first lesson to the certificate: what is kept, what is refused, who may work."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from appeals import actions
from appeals.access import actor_of, waits_for_course
from appeals.errors import BadInput, NotAllowed, RefusedMove
from appeals.models import Member, Organisation
from onboarding.organisations.models import Attempt, Certificate, Grace, Study, TrainingRules
from onboarding.organisations.training import (
    certifying,
    clearance,
    learners,
    letters,
    reminding,
    ruling,
    sitting,
    standing,
    studying,
)
from onboarding.organisations.training.practice import Answer
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import FRIDAY_NOON
from tests.onboarding.training.conftest import read_all, sit

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Ада")


def now_of(learner) -> standing.Standing:
    return standing.of_people([learner])[0]


def test_a_newcomer_of_a_working_organisation_learns_first(newcomer, vodokanal):
    assert actor_of(newcomer).role == Role.RESIDENT
    assert waits_for_course(newcomer)

    Organisation.objects.filter(pk=vodokanal.pk).update(stage="trial")

    assert actor_of(newcomer).role == Role.ORGANISATION
    assert not waits_for_course(newcomer)


def test_a_right_step_is_kept_and_a_wrong_one_helps_on(course, learner):
    lesson = course.lesson("accept")

    with pytest.raises(BadInput, match="Возвращают чужое"):
        studying.take_step(
            course,
            lesson,
            step=1,
            answer=Answer(move="return_to_desk"),
            user_id=learner.user_id,
            at=FRIDAY_NOON,
        )
    studying.take_step(
        course,
        lesson,
        step=1,
        answer=Answer(move="accept"),
        user_id=learner.user_id,
        at=FRIDAY_NOON,
    )

    scene = studying.scene(lesson, Study.objects.get(user_id=learner.user_id))
    assert scene.status == "accepted"
    assert scene.number == 2
    assert "Принято в работу" in scene.journal[0]


def test_words_of_a_task_must_not_name_anybody(course, learner):
    lesson = course.lesson("resolve")
    at = {"user_id": learner.user_id, "at": FRIDAY_NOON}
    studying.take_step(course, lesson, step=1, answer=Answer(move="resolve"), **at)

    with pytest.raises(BadInput, match="без них"):
        words = Answer(text="Починили, звоните мастеру по номеру 89001234567")
        studying.take_step(course, lesson, step=2, answer=words, **at)


def test_time_spent_counts_work_and_not_the_night(course, learner):
    lesson = course.lesson("accept")
    at = {"user_id": learner.user_id}
    studying.take_step(course, lesson, step=1, answer=Answer(move="accept"), at=FRIDAY_NOON, **at)
    late = FRIDAY_NOON + timedelta(hours=9)
    studying.take_step(course, lesson, step=2, answer=Answer(chosen=frozenset({1})), at=late, **at)

    assert Study.objects.get().seconds == studying.LONGEST_SILENCE.total_seconds()


def test_the_test_opens_when_every_task_is_done(course, learner):
    with pytest.raises(RefusedMove, match="всех уроков"):
        sitting.begin(course, learner=learner, at=FRIDAY_NOON)
    read_all(course, learner)

    attempt = sitting.begin(course, learner=learner, at=FRIDAY_NOON)

    assert sitting.begin(course, learner=learner, at=FRIDAY_NOON) == attempt


@pytest.mark.parametrize(("mistakes", "passed"), [(4, True), (5, False)])
def test_sixteen_right_answers_pass_and_fifteen_do_not(course, learner, mistakes, passed):
    read_all(course, learner)

    attempt = sit(course, learner, mistakes=mistakes)

    assert attempt.score == 20 - mistakes
    assert attempt.is_passed is passed
    assert Certificate.objects.exists() is passed
    assert Member.objects.get(user_id=learner.user_id).is_cleared is passed


def test_who_passed_works_from_the_next_request_on(course, learner, newcomer):
    read_all(course, learner)
    sit(course, learner)

    assert actor_of(newcomer).role == Role.ORGANISATION
    assert standing.has_passed(newcomer)
    assert standing.trained(learner.organisation) == (1, 2)


def test_a_failed_test_pauses(course, learner):
    read_all(course, learner)
    sit(course, learner, mistakes=20)

    with pytest.raises(RefusedMove, match="Следующая попытка"):
        sitting.begin(course, learner=learner, at=FRIDAY_NOON + timedelta(minutes=40))
    assert sitting.begin(course, learner=learner, at=FRIDAY_NOON + timedelta(minutes=45))


def test_a_test_without_all_answers_is_not_handed_in(course, learner):
    read_all(course, learner)
    attempt = sitting.begin(course, learner=learner, at=FRIDAY_NOON)
    sitting.answer(course, {attempt.questions[0]: 0}, user_id=learner.user_id, at=FRIDAY_NOON)

    with pytest.raises(RefusedMove, match="без ответа: 19"):
        sitting.finish(course, learner=learner, at=FRIDAY_NOON)
    with pytest.raises(BadInput):
        sitting.answer(course, {"other": 0}, user_id=learner.user_id, at=FRIDAY_NOON)


def test_numbers_of_certificates_have_no_gaps(course, learner, vodokanal):
    other = make.member(vodokanal)
    colleague = learners.of_organisations([vodokanal.pk])
    mine = [each for each in colleague if each.user_id in (learner.user_id, other.user_id)]
    for each in mine:
        read_all(course, each)
        sit(course, each)

    assert sorted(Certificate.objects.values_list("serial", flat=True)) == [1, 2]
    assert all(len(code) > 20 for code in Certificate.objects.values_list("code", flat=True))


def test_a_certificate_can_neither_be_rewritten_nor_lost(course, learner):
    read_all(course, learner)
    sit(course, learner)

    for change in (
        lambda: Certificate.objects.update(score=20),
        lambda: Certificate.objects.all().delete(),
    ):
        with pytest.raises(Exception, match="permission denied"), transaction.atomic():
            change()


def test_a_withdrawn_certificate_needs_a_reason_and_ends_the_work(course, learner, newcomer):
    read_all(course, learner)
    sit(course, learner)
    certificate = Certificate.objects.get()

    with pytest.raises(BadInput):
        certifying.withdraw(certificate.pk, why=" ", by=ADMINISTRATOR, at=FRIDAY_NOON)
    with pytest.raises(NotAllowed):
        certifying.withdraw(certificate.pk, why="Чужой", by=make.DISPATCHER, at=FRIDAY_NOON)
    certifying.withdraw(certificate.pk, why="Проходил другой", by=ADMINISTRATOR, at=FRIDAY_NOON)

    assert actor_of(newcomer).role == Role.RESIDENT
    clearance.settle_all(at=FRIDAY_NOON + timedelta(days=1))
    assert actor_of(newcomer).role == Role.RESIDENT
    with pytest.raises(RefusedMove):
        certifying.withdraw(certificate.pk, why="Ещё раз", by=ADMINISTRATOR, at=FRIDAY_NOON)


def test_who_works_already_has_a_term_and_then_learns_first(city):
    vodokanal = make.organisation()
    worker = make.member(vodokanal)

    clearance.settle_all(at=FRIDAY_NOON)
    clearance.settle_all(at=FRIDAY_NOON + timedelta(days=13))
    assert Member.objects.get().is_cleared
    assert Grace.objects.get().until == FRIDAY_NOON + timedelta(days=14)

    clearance.settle_all(at=FRIDAY_NOON + timedelta(days=14))
    assert not Member.objects.get(user_id=worker.user_id).is_cleared


def test_a_changed_course_asks_for_what_changed_and_gives_time(course, learner, monkeypatch):
    from dataclasses import replace

    from onboarding.organisations.training import content

    read_all(course, learner)
    sit(course, learner)
    lessons = (*course.lessons[:-1], replace(course.lessons[-1], version=2))
    newer = replace(course, version=2, news={2: "Новый порядок аварий."}, lessons=lessons)
    known = {**content.courses(), "organisation": newer}
    monkeypatch.setattr(standing, "courses", lambda: known)

    now = now_of(learner)
    assert now.state == standing.OUTDATED
    assert len(now.done) == len(course.lessons) - 1
    clearance.settle_all(at=FRIDAY_NOON)
    assert Member.objects.get(user_id=learner.user_id).is_cleared
    clearance.settle_all(at=FRIDAY_NOON + timedelta(days=15))
    assert not Member.objects.get(user_id=learner.user_id).is_cleared


def test_an_organisation_without_anybody_cleared_is_named_to_the_desk(city):
    vodokanal = make.organisation()
    make.member(vodokanal, is_cleared=False)
    house = make.house()
    make.serving(house, vodokanal)

    appeal = make.appeal(house_id=house.pk, address="", category="cold_water_off")

    assert appeal.organisation is None
    assert appeal.named_organisation == vodokanal
    with pytest.raises(BadInput, match="допущенных"):
        actions.assign(appeal.pk, organisation=vodokanal, by=make.DISPATCHER, at=FRIDAY_NOON)
    assert not Organisation.objects.staffed().exists()


def test_a_letter_goes_once_a_day_and_not_to_who_passed(course, learner, vodokanal):
    head = make.member(vodokanal, position=Member.HEAD)
    everybody = standing.of_people(learners.of_organisations([vodokanal.pk]))
    by = Actor(
        role=Role.ORGANISATION,
        user_id=head.user_id,
        name="Глава",
        organisation_id=vodokanal.pk,
        position=Member.HEAD,
    )

    assert reminding.remind(everybody, by=by, at=FRIDAY_NOON) == len(everybody)
    assert reminding.remind(everybody, by=by, at=FRIDAY_NOON + timedelta(hours=3)) == 0
    assert reminding.remind(everybody, by=by, at=FRIDAY_NOON + timedelta(days=1)) == len(everybody)
    with pytest.raises(NotAllowed):
        reminding.remind(everybody, by=make.DISPATCHER, at=FRIDAY_NOON)


def test_another_work_asks_for_another_course(course, learner, vodokanal, newcomer):
    from appeals.actions import people

    read_all(course, learner)
    sit(course, learner)
    head = make.member(vodokanal, position=Member.HEAD)
    by = Actor(
        role=Role.ORGANISATION,
        user_id=head.user_id,
        organisation_id=vodokanal.pk,
        position=Member.HEAD,
    )
    crew = vodokanal.crews.create(name="Бригада 2")
    member = Member.objects.get(user=newcomer)

    people.change_member(member.pk, position=Member.CREW, crew_id=crew.pk, by=by)
    letters.settle_moved([{"member": member.pk}])
    assert actor_of(newcomer).role == Role.RESIDENT

    people.change_member(member.pk, position=Member.DISPATCHER, crew_id=None, by=by)
    letters.settle_moved([{"member": member.pk}])
    assert actor_of(newcomer).role == Role.ORGANISATION


def test_the_citys_own_people_are_reminded_once_a_week_where_the_city_asks(city):
    make.user("dispatcher")

    assert (reminding.remind_city(at=FRIDAY_NOON), standing.owed_by_city()) == (0, 0)
    ruling.set_rules(grace_days=7, is_asked_of_city=True, by=ADMINISTRATOR, at=FRIDAY_NOON)
    assert reminding.remind_city(at=FRIDAY_NOON) == 1
    assert reminding.remind_city(at=FRIDAY_NOON + timedelta(days=6)) == 0
    assert reminding.remind_city(at=FRIDAY_NOON + timedelta(days=7)) == 1
    assert TrainingRules.of_city().grace_days == 7
    assert standing.owed_by_city() == 1


def test_one_test_at_a_time_is_the_databases_word_too(course, learner):
    read_all(course, learner)
    attempt = sitting.begin(course, learner=learner, at=FRIDAY_NOON)

    with pytest.raises(IntegrityError), transaction.atomic():
        Attempt.objects.create(
            user_id=learner.user_id,
            course=course.code,
            version=1,
            seed="other",
            questions=attempt.questions,
            started_at=FRIDAY_NOON,
        )
