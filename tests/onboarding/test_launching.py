"""The gate before live work, and what comes after: suspending, going on, ending."""

from datetime import timedelta

import pytest

from appeals import actions
from appeals.errors import BadInput, NotAllowed
from appeals.models import Appeal, Member, SettingChange
from onboarding.organisations import gate, gate_rules, launching
from onboarding.organisations.agreements.paper import record_paper
from onboarding.organisations.models import GateRules, PracticeResult, Step
from onboarding.organisations.stages import StageRefused
from onboarding.organisations.today import today
from onboarding.organisations.trial.sending import send
from tenants.accounts.actor import Actor, Role
from tests import make
from tests.make import FRIDAY_NOON, hours

ADMINISTRATOR = Actor(role=Role.ADMINISTRATOR, user_id=900, name="Анна, администратор")
CONTROLLER = Actor(role=Role.CONTROLLER, user_id=902, name="Ольга, контролёр")
PHONE = "+7 8412 00-00-14"
REASON = "Авария на сетях, нужны все руки"


@pytest.fixture
def trial(city):
    """An organisation in its trial, with a head who has no certificate yet."""
    organisation = make.organisation("Арбеково-2", stage="trial")
    make.member(organisation, position="head")
    return organisation


@pytest.fixture
def ready(trial):
    """The same with every condition met."""
    GateRules.objects.create(trained_percent=0)
    record_paper(trial, number="84", since=today(FRIDAY_NOON), by=ADMINISTRATOR, at=FRIDAY_NOON)
    Member.objects.filter(organisation=trial).update(is_cleared=True)
    trial.emergency_phone = PHONE
    trial.save()
    launching.check_phone(trial.pk, is_answered=True, by=CONTROLLER, at=FRIDAY_NOON)
    practised(trial, on_time=9, late=1)
    return trial


def practised(organisation, *, on_time: int, late: int) -> None:
    PracticeResult.objects.bulk_create(
        PracticeResult(
            organisation=organisation,
            number=f"УЧ-ПНЗ-2026-{number:06}",
            theme="Нет воды",
            received_at=FRIDAY_NOON,
            finished_at=FRIDAY_NOON,
            is_on_time=number >= late,
            late=[] if number >= late else ["принято через 3 ч, срок 2 часа"],
        )
        for number in range(on_time + late)
    )


def told(organisation) -> list[str]:
    return [step.what for step in Step.objects.filter(organisation=organisation)]


def unmet(organisation, at=FRIDAY_NOON) -> list[str]:
    return [each.sentence for each in gate.conditions(organisation, at) if not each.is_met]


def test_a_newcomer_reads_everything_that_is_missing(trial):
    found = gate.conditions(trial, FRIDAY_NOON)

    assert not any(each.is_met for each in found if "сотрудник с допуском" not in each.sentence)
    assert all(each.advice for each in found if not each.is_met)
    assert [each.detail for each in found][-1] == "не указан"


def test_the_gate_opens_when_everything_is_met(ready):
    assert unmet(ready) == []

    started = launching.launch(ready.pk, by=CONTROLLER, at=FRIDAY_NOON)

    assert started.stage == "live"
    assert told(ready)[0] == "started"


@pytest.mark.parametrize(
    ("on_time", "late", "is_met"), [(9, 1, True), (9, 0, False), (17, 3, False), (18, 2, True)]
)
def test_practice_counts_by_number_and_by_share(trial, on_time, late, is_met):
    practised(trial, on_time=on_time, late=late)

    [condition] = [one for one in gate.conditions(trial, FRIDAY_NOON) if "Учебных" in one.sentence]
    assert condition.is_met is is_met
    assert condition.detail == f"{on_time} из {on_time + late}"


def test_a_check_of_the_phone_holds_for_this_number_and_for_some_time(ready):
    late = FRIDAY_NOON + timedelta(days=91)
    assert any("телефон" in each for each in unmet(ready, late))

    launching.check_phone(ready.pk, is_answered=False, by=CONTROLLER, at=FRIDAY_NOON + hours(1))
    assert any("телефон" in each for each in unmet(ready))
    launching.check_phone(ready.pk, is_answered=True, by=CONTROLLER, at=FRIDAY_NOON + hours(2))
    assert unmet(ready) == []
    ready.emergency_phone = "+7 8412 00-00-15"
    ready.save()
    assert any("телефон" in each for each in unmet(ready))


def test_the_city_changes_its_numbers_and_the_change_is_kept(ready):
    gate_rules.change({"practice_least": 18}, by=ADMINISTRATOR, at=FRIDAY_NOON)

    assert any("не меньше 18" in each for each in unmet(ready))
    kept = SettingChange.objects.latest("pk")
    assert "10" in kept.before
    assert "18" in kept.after
    with pytest.raises(BadInput):
        gate_rules.change({"on_time_percent": 120}, by=ADMINISTRATOR, at=FRIDAY_NOON)
    with pytest.raises(NotAllowed):
        gate_rules.change({"practice_least": 1}, by=CONTROLLER, at=FRIDAY_NOON)


def test_before_the_gate_opens_an_administrator_alone_begins_and_says_why(trial):
    with pytest.raises(BadInput):
        launching.launch(trial.pk, by=CONTROLLER, at=FRIDAY_NOON, reason=REASON)
    with pytest.raises(BadInput) as refused:
        launching.launch(trial.pk, by=ADMINISTRATOR, at=FRIDAY_NOON)
    assert "причину" in refused.value.fields["reason"]

    launching.launch(trial.pk, by=ADMINISTRATOR, at=FRIDAY_NOON, reason=REASON)

    step = Step.objects.filter(organisation=trial)[0]
    assert (step.what, step.details["reason"]) == ("started_early", REASON)


def test_the_organisation_itself_never_presses(ready):
    head = make.member(ready, position="head")

    for act in (
        lambda: launching.launch(ready.pk, by=head, at=FRIDAY_NOON),
        lambda: launching.check_phone(ready.pk, is_answered=True, by=head, at=FRIDAY_NOON),
        lambda: launching.suspend(ready.pk, reason=REASON, by=head, at=FRIDAY_NOON),
        lambda: launching.end(ready.pk, reason=REASON, by=CONTROLLER, at=FRIDAY_NOON),
    ):
        with pytest.raises(NotAllowed):
            act()


def test_live_work_begins_without_practice_and_keeps_what_came_of_it(ready):
    send(ready.pk, by=ADMINISTRATOR, at=FRIDAY_NOON)

    launching.launch(ready.pk, by=ADMINISTRATOR, at=FRIDAY_NOON)

    assert not Appeal.everything.filter(is_trial=True).exists()
    assert PracticeResult.objects.filter(organisation=ready).count() == 10


def test_suspended_work_goes_to_the_desk_and_comes_back_only_with_an_agreement(
    vodokanal, dispatcher
):
    real = make.appeal()
    actions.assign(real.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    with pytest.raises(BadInput):
        launching.suspend(vodokanal.pk, reason=" ", by=ADMINISTRATOR, at=FRIDAY_NOON)

    launching.suspend(vodokanal.pk, reason=REASON, by=ADMINISTRATOR, at=FRIDAY_NOON)

    real.refresh_from_db()
    assert (real.status, real.organisation, REASON in real.routed_why) == ("returned", None, True)
    assert "work_taken_back" in told(vodokanal)
    type(vodokanal).objects.filter(pk=vodokanal.pk).update(agreement_since=None)
    with pytest.raises(BadInput):
        launching.resume(vodokanal.pk, by=ADMINISTRATOR, at=FRIDAY_NOON)
    type(vodokanal).objects.filter(pk=vodokanal.pk).update(agreement_since=today(FRIDAY_NOON))
    assert launching.resume(vodokanal.pk, by=ADMINISTRATOR, at=FRIDAY_NOON).stage == "live"


def test_who_has_ended_does_not_come_back(ready):
    launching.end(ready.pk, reason=REASON, by=ADMINISTRATOR, at=FRIDAY_NOON)

    with pytest.raises(StageRefused):
        launching.launch(ready.pk, by=ADMINISTRATOR, at=FRIDAY_NOON, reason=REASON)
