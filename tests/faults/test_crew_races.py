"""Two tabs of one phone, two phones of one crew: told at the same moment, done once."""

import sys
from uuid import uuid4

import pytest

from appeals import actions
from appeals.models import Appeal, Crew, CrewAction, Event, Member
from tenants.isolation import scope
from tests import make
from tests.faults.test_races import kinds, together
from tests.make import DISPATCHER, FRIDAY_NOON


@pytest.fixture
def sent(committed):
    """A task, and two people of its crew."""
    with scope.in_tenant(committed.penza):
        organisation = make.organisation()
        crew = organisation.crews.create(name="Бригада 2")
        member = make.member(organisation)
        foreman, mate = (
            make.member(organisation, position=Member.CREW, crew=crew) for _ in range(2)
        )
        appeal = make.appeal()
        actions.assign(appeal.pk, organisation=organisation, by=DISPATCHER, at=FRIDAY_NOON)
        actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)
        actions.dispatch_crew(appeal.pk, crew=crew, by=member, at=FRIDAY_NOON)
    return appeal, foreman, mate, member


def tell(appeal, kind, by, key=None, **fields):
    deed = actions.Deed(key=key or uuid4(), appeal_id=appeal.pk, kind=kind, **fields)
    return lambda: actions.carry_out(deed, by=by, at=FRIDAY_NOON)


def written(committed, appeal, kind) -> int:
    with scope.in_tenant(committed.penza):
        return Event.objects.filter(appeal_id=appeal.pk, kind=kind).count()


def test_one_note_from_ten_tabs_is_one_note(committed, sent):
    appeal, foreman, _mate, _member = sent
    key = uuid4()

    outcomes = together(
        committed.penza, *[tell(appeal, "crew_note", foreman, key, text="перекрыли")] * 10
    )

    assert kinds(outcomes) == {"done": 10}
    assert len({outcome.pk for outcome in outcomes}) == 1
    assert written(committed, appeal, "crew_note") == 1


def test_control_without_waiting_for_the_twin_a_tab_fails(committed, sent, monkeypatch):
    appeal, foreman, _mate, _member = sent
    key = uuid4()
    verb = sys.modules["appeals.actions.carry_out"]
    monkeypatch.setattr(verb, "_one_at_a_time", lambda key: None)

    outcomes = together(
        committed.penza, *[tell(appeal, "crew_note", foreman, key, text="перекрыли")] * 10
    )

    # Only the constraint of the table stood in the way.
    assert set(kinds(outcomes)) <= {"done", "IntegrityError"}
    assert written(committed, appeal, "crew_note") == 1


def test_two_of_a_crew_arrive_once(committed, sent):
    appeal, foreman, mate, _member = sent

    together(committed.penza, tell(appeal, "arrive", foreman), tell(appeal, "arrive", mate))

    assert written(committed, appeal, "arrive") == 1


def test_finishing_and_being_sent_away_at_once_leaves_one_of_the_two(committed, sent):
    appeal, foreman, _mate, member = sent
    with scope.in_tenant(committed.penza):
        others = Crew.objects.create(organisation_id=member.organisation_id, name="Бригада 7")

    together(
        committed.penza,
        tell(appeal, "resolve", foreman, text="готово"),
        lambda: actions.dispatch_crew(appeal.pk, crew=others, by=member, at=FRIDAY_NOON),
    )

    with scope.in_tenant(committed.penza):
        now = Appeal.objects.get(pk=appeal.pk)
        done = now.status == "resolved"
        assert CrewAction.objects.filter(kind="resolve").count() == int(done)
        assert Event.objects.filter(appeal=now, kind="resolve").count() == int(done)
