"""Practice never mixes with what is real: neither by the actions nor by the database."""

import pytest
from django.db import IntegrityError, ProgrammingError, connection, connections, transaction

from appeals import actions, lookup
from appeals.actions.contractor import lend
from appeals.actions.watch import note_breaches
from appeals.errors import BadInput, NotFound, RefusedMove
from appeals.models import Appeal, Cause, Event, Organisation
from tenants.accounts.actor import SYSTEM
from tenants.isolation import scope
from tests import make
from tests.make import FRIDAY_NOON, hours


@pytest.fixture
def trial(city):
    """An organisation in its trial, with people who read."""
    organisation = make.organisation("Арбеково-2", stage="trial")
    make.member(organisation)
    return organisation


@pytest.fixture
def learner(trial):
    """Its dispatcher."""
    return make.member(trial)


def refused(statement: str, *values: object) -> bool:
    """Whether the database itself refuses this statement."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement, values)
    except (IntegrityError, ProgrammingError):
        return True
    return False


def test_practice_has_numbers_of_its_own_and_eats_no_real_one(trial, city):
    before = make.appeal()
    first, second = make.practice(trial), make.practice(trial)
    after = make.appeal()

    assert first.number == f"УЧ-ПНЗ-2026-{first.serial:06}"
    assert first.latin_number == f"UCH-PNZ-2026-{first.serial:06}"
    assert second.serial == first.serial + 1
    assert after.serial == before.serial + 1
    assert lookup.one(first.latin_number, Appeal.everything) == first
    assert lookup.one(before.number, Appeal.everything) == before


def test_practice_is_worked_by_the_same_actions_under_the_same_clocks(trial, learner):
    appeal = make.practice(trial)
    assert None not in (appeal.accept_by, appeal.resolve_by)

    actions.accept(appeal.pk, by=learner, at=FRIDAY_NOON)
    actions.ask(appeal.pk, question="Какой подъезд?", by=learner, at=FRIDAY_NOON)
    actions.answer(appeal.pk, text="Второй", by=SYSTEM, at=FRIDAY_NOON + hours(1))
    actions.dispatch_crew(appeal.pk, by=learner, at=FRIDAY_NOON + hours(1))
    cause = Cause.objects.for_service(appeal.service)[0].code
    done = actions.resolve(
        appeal.pk, report="Воду дали", cause=cause, by=learner, at=FRIDAY_NOON + hours(2)
    )

    assert done.status == "resolved"
    assert Event.objects.filter(appeal=appeal).count() >= 7


def test_nothing_is_announced_of_practice(trial, learner):
    def waiting() -> int:
        # Numbers of the outbox are drawn outside transactions: each message told draws one.
        with scope.entered(None), connections["owner"].cursor() as cursor:
            cursor.execute("SELECT last_value FROM public.tenants_outbox_id_seq")
            return cursor.fetchone()[0]

    before = waiting()
    appeal = make.practice(trial)
    actions.accept(appeal.pk, by=learner, at=FRIDAY_NOON)
    note_breaches(at=FRIDAY_NOON + hours(200))

    assert Event.objects.filter(appeal=appeal, kind="breach").exists()
    assert waiting() == before


def test_a_late_clock_of_practice_stands_in_its_journal(trial):
    appeal = make.practice(trial)

    assert note_breaches(at=FRIDAY_NOON + hours(200)) == 1

    appeal.refresh_from_db()
    assert "accept" in appeal.breached


def test_the_desk_and_everybody_else_see_no_practice_and_a_trial_nothing_real(
    trial, learner, dispatcher, vodokanal, member, stranger
):
    practice = make.practice(trial)
    real = make.appeal()
    actions.assign(real.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    assert list(Appeal.objects.visible_to(learner)) == [practice]
    for other in (dispatcher, member, stranger, make.RESIDENT):
        assert practice not in Appeal.objects.visible_to(other)
    assert list(Appeal.objects.all()) == [real]
    with pytest.raises(NotFound):
        actions.accept(practice.pk, by=member, at=FRIDAY_NOON)


def test_practice_goes_where_people_practise_and_real_work_where_they_work(
    trial, vodokanal, dispatcher
):
    practice, real = make.practice(trial), make.appeal()

    with pytest.raises(BadInput):
        actions.assign(practice.pk, organisation=vodokanal, by=SYSTEM, at=FRIDAY_NOON)
    with pytest.raises(BadInput):
        actions.assign(real.pk, organisation=trial, by=dispatcher, at=FRIDAY_NOON)
    with pytest.raises(BadInput):
        make.practice(vodokanal)


@pytest.mark.parametrize("field", [{"phone": "+7 900 000-00-00"}, {"email": "a@example.org"}])
def test_nobody_can_be_reached_from_practice(trial, field):
    with pytest.raises(BadInput):
        make.practice(trial, **field)


def test_practice_is_not_lent_outside(trial, learner):
    appeal = make.practice(trial)
    actions.accept(appeal.pk, by=learner, at=FRIDAY_NOON)

    with pytest.raises(RefusedMove):
        lend(appeal.pk, contractor="ИП", by=learner, at=FRIDAY_NOON)


def test_the_database_refuses_what_would_mix_them(trial, vodokanal, dispatcher):
    practice, real = make.practice(trial), make.appeal()
    actions.assign(real.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    change = "UPDATE appeals_appeal SET {} WHERE id = %s"

    assert refused(change.format("is_trial = false"), practice.pk)
    assert refused(change.format("is_trial = true"), real.pk)
    assert refused(change.format("is_public = true"), practice.pk)
    assert refused(change.format(f"organisation_id = {vodokanal.pk}"), practice.pk)
    assert refused(change.format(f"organisation_id = {trial.pk}"), real.pk)
    moves = "UPDATE appeals_organisation SET stage = %s WHERE id = %s"
    assert refused(moves, "live", trial.pk)
    assert refused(moves, "trial", vodokanal.pk)
    copied = (
        "INSERT INTO appeals_appeal SELECT (jsonb_populate_record(a, %s)).* "
        "FROM appeals_appeal a WHERE id = %s"
    )
    other = '{"id": 999999, "serial": 999999, "tracking_code": "x", "organisation_id": %s}'
    assert refused(copied, other % trial.pk, real.pk)
    assert refused(copied, other % vodokanal.pk, practice.pk)


def test_a_trial_without_practice_left_may_end(trial):
    Organisation.objects.filter(pk=trial.pk).update(stage="live")

    assert Organisation.objects.get(pk=trial.pk).stage == "live"
