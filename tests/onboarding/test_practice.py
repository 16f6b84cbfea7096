"""Practice of an organisation in its trial: the stream, the resident's part, results, the purge."""

from datetime import timedelta

import pytest
from django.core.files.storage import default_storage
from django.db import ProgrammingError, connection, transaction

from appeals import actions
from appeals.actions.photos import take
from appeals.actions.watch import note_breaches
from appeals.catalogue import starter
from appeals.errors import NotAllowed, RefusedMove
from appeals.models import Appeal, Cause, Event, Message
from appeals.workflow import Status
from onboarding.organisations.models import Practice, PracticeResult
from onboarding.organisations.trial import bank, timetable
from onboarding.organisations.trial.drawing import Ground, draw
from onboarding.organisations.trial.purge import purge
from onboarding.organisations.trial.resident import play
from onboarding.organisations.trial.sending import MOST_OPEN, send
from onboarding.organisations.trial.standing import practice, squares
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import FRIDAY_NOON, hours

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Анна, администратор")
LATER = timedelta(minutes=15)


@pytest.fixture
def trial(city):
    """An organisation in its trial that gives one house its water."""
    organisation = make.organisation("Арбеково-2", stage="trial")
    organisation.services = ["cold_water"]
    organisation.save()
    make.serving(make.house(), organisation)
    return organisation


@pytest.fixture
def learner(trial):
    """Its head."""
    return make.member(trial, position="head")


def worked(appeal, learner, at, **report):
    """Accepted and called done."""
    actions.accept(appeal.pk, by=learner, at=at)
    cause = Cause.objects.for_service(appeal.service)[0].code
    return actions.resolve(
        appeal.pk, report="Воду дали", cause=cause, by=learner, at=at + hours(0.1), **report
    )


def refutes(appeal) -> bool:
    return Practice.objects.get(pk=appeal.pk).plot["refutes"]


def test_every_theme_of_the_bank_is_in_the_catalogue_and_has_words():
    known = {each.code for each in starter.categories()}
    assert set(bank.themes()) <= known
    for theme in bank.themes().values():
        assert theme.texts
        assert theme.answers
        assert theme.complaints
    assert len(bank.names()) == len(set(bank.names()))


def test_the_same_number_draws_the_same_and_every_fifth_meets_a_reopening():
    ground = Ground(list(bank.themes().values()), {})
    drawn = [draw(7, number, ground, hour=12) for number in range(10)]

    assert drawn == [draw(7, number, ground, hour=12) for number in range(10)]
    assert [each.plot.refutes for each in drawn].count(True) == 2
    assert len({each.theme for each in drawn}) == 10
    assert not any("{" in each.text + each.plot.answer for each in drawn)


def test_what_comes_at_night_cannot_wait_until_morning():
    ground = Ground(list(bank.themes().values()), {})

    assert all(
        bank.themes()[draw(7, number, ground, hour=2, is_night=True).theme].night
        for number in range(40)
    )


def test_five_come_on_demand_of_their_own_services_and_houses(trial, learner):
    sent = send(trial.pk, by=learner, at=FRIDAY_NOON)

    assert len(sent) == 5
    assert {appeal.service for appeal in sent} == {"cold_water"}
    assert {appeal.house.address for appeal in sent} == {"ул. Ладожская, 97"}
    assert all(appeal.is_trial and not appeal.is_public for appeal in sent)
    assert list(Appeal.objects.visible_to(learner).order_by("pk")) == sent


def test_a_stranger_cannot_ask_and_nobody_hoards(trial, learner, stranger):
    with pytest.raises(NotAllowed):
        send(trial.pk, by=stranger, at=FRIDAY_NOON)
    send(trial.pk, MOST_OPEN, by=learner, at=FRIDAY_NOON)
    with pytest.raises(RefusedMove):
        send(trial.pk, 1, by=learner, at=FRIDAY_NOON)


def test_a_live_organisation_gets_no_practice(vodokanal):
    with pytest.raises(RefusedMove):
        send(vodokanal.pk, by=ADMINISTRATOR, at=FRIDAY_NOON)


def test_the_resident_answers_and_confirms_what_is_done(trial, learner):
    appeal = send(trial.pk, 1, by=learner, at=FRIDAY_NOON)[0]
    actions.accept(appeal.pk, by=learner, at=FRIDAY_NOON)
    actions.ask(appeal.pk, question="Какой подъезд?", by=learner, at=FRIDAY_NOON)
    assert play(at=FRIDAY_NOON) == 0

    assert play(at=FRIDAY_NOON + LATER) == 1
    appeal.refresh_from_db()
    assert appeal.status == Status.ACCEPTED

    cause = Cause.objects.for_service("cold_water")[0].code
    done = FRIDAY_NOON + hours(0.5)
    actions.resolve(appeal.pk, report="Дали", cause=cause, by=learner, at=done)
    assert play(at=done + LATER) == 1

    appeal.refresh_from_db()
    assert appeal.status == Status.CONFIRMED
    result = PracticeResult.objects.get()
    assert (result.number, result.is_on_time, result.late) == (appeal.number, True, [])
    assert [step["what"] for step in result.course][:2]
    assert practice(trial) == (1, 1)


def test_one_of_five_finds_it_undone_once(trial, learner):
    sent = send(trial.pk, by=learner, at=FRIDAY_NOON)
    for appeal in sent:
        worked(appeal, learner, FRIDAY_NOON)
    at = FRIDAY_NOON + hours(0.5)

    assert play(at=at) == 5
    back = Appeal.everything.get(is_trial=True, status=Status.REOPENED)
    assert refutes(back)
    assert (back.control_level, back.reopened_count) == (1, 1)
    worked(back, learner, at)
    assert play(at=at + hours(0.5)) == 1
    assert practice(trial) == (5, 5)
    assert PracticeResult.objects.get(number=back.number).reopened == 1


def test_what_is_given_back_comes_again_and_a_later_date_is_refused(trial, learner):
    appeal = send(trial.pk, 1, by=learner, at=FRIDAY_NOON)[0]
    for _ in range(3):
        actions.accept(appeal.pk, by=learner, at=FRIDAY_NOON)
        actions.return_to_desk(appeal.pk, reason="Не наше", by=learner, at=FRIDAY_NOON)
        play(at=FRIDAY_NOON + LATER)
        appeal.refresh_from_db()
        assert appeal.organisation == trial
        if appeal.arbiter_since:
            break

    actions.accept(appeal.pk, by=learner, at=FRIDAY_NOON)
    until = FRIDAY_NOON + hours(48)
    actions.ask_postpone(appeal.pk, until=until, reason="Насос", by=learner, at=FRIDAY_NOON)
    assert play(at=FRIDAY_NOON + LATER) == 1
    appeal.refresh_from_db()
    assert appeal.postpone_asked_at is None


def test_a_missed_term_counts_at_once_and_says_why(trial, learner):
    appeal = send(trial.pk, 1, by=learner, at=FRIDAY_NOON)[0]
    late = appeal.accept_by + hours(1)
    note_breaches(at=late)
    assert practice(trial) == (0, 1)
    assert not squares(trial)[0].is_on_time

    worked(appeal, learner, late)
    play(at=late + hours(0.5))

    result = PracticeResult.objects.get()
    assert not result.is_on_time
    assert result.late[0].startswith("принято через ")
    assert result.late[0].endswith(f", срок {appeal.terms['accept']['span']}")
    assert practice(trial) == (0, 1)
    assert [square.short for square in squares(trial)] == [f"№ {appeal.serial}"]


def test_the_timetable_sends_by_day_and_by_night_and_not_twice(trial, learner):
    timetable.plan(trial.pk, per_day=4, per_night=2, by=learner, at=FRIDAY_NOON - hours(24))
    at, came = FRIDAY_NOON - hours(24), 0
    while at < FRIDAY_NOON + hours(12):
        at += hours(0.5)
        came += timetable.send_due(at=at)
        assert timetable.send_due(at=at) == 0

    kept = trial.practice_plan
    planned = {
        moment
        for hour in range(-24, 13)
        for moment in timetable.moments(kept, FRIDAY_NOON + hours(hour))
        if FRIDAY_NOON - hours(24) < moment <= FRIDAY_NOON + hours(12)
    }
    assert came == len(planned)
    assert came >= 6


def test_a_purge_takes_everything_but_the_results(trial, learner):
    first, second = send(trial.pk, 2, by=learner, at=FRIDAY_NOON)
    photo = take(make.picture())
    worked(first, learner, FRIDAY_NOON, photos=[photo])
    actions.accept(second.pk, by=learner, at=FRIDAY_NOON)
    Message.objects.create(
        key="practice",
        event="crew",
        channel="email",
        status=Message.Status.DROPPED,
        appeal=first,
        created_at=FRIDAY_NOON,
    )
    real = make.appeal()
    path = first.attachments.get().path

    with connection.execute_wrapper(counted := _Statements()):
        assert purge(trial.pk, by=learner, at=FRIDAY_NOON + hours(1)) == 2

    assert not Appeal.everything.filter(is_trial=True).exists()
    assert set(Event.objects.values_list("appeal", flat=True)) == {real.pk}
    assert not Message.objects.filter(key="practice").exists()
    assert practice(trial) == (1, 1)
    assert default_storage.exists(path), "the file follows the commit"
    assert purge(trial.pk, by=learner, at=FRIDAY_NOON + hours(1)) == 0
    assert counted.most < 40


class _Statements:
    """How many statements a purge takes."""

    most = 0

    def __call__(self, execute, sql, params, many, context):
        self.most += 1
        return execute(sql, params, many, context)


def test_nobody_purges_what_is_real(trial, learner, vodokanal, member, dispatcher):
    real = make.appeal()
    actions.assign(real.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    before = Event.objects.count()

    with connection.cursor() as cursor:
        cursor.execute("SELECT purge_practice(%s)", [vodokanal.pk])
        assert cursor.fetchone()[0] == []
    assert Event.objects.count() == before
    for statement in (
        f"SELECT drop_named('appeals_appeal'::regclass, ARRAY[{real.pk}]::bigint[])",
        f"DELETE FROM appeals_event WHERE appeal_id = {real.pk}",
        "DELETE FROM organisations_practiceresult",
        "UPDATE organisations_practiceresult SET is_on_time = true",
    ):
        with (
            pytest.raises(ProgrammingError),
            transaction.atomic(),
            connection.cursor() as cursor,
        ):
            cursor.execute(statement)
    with pytest.raises(NotAllowed):
        purge(trial.pk, by=member, at=FRIDAY_NOON)
