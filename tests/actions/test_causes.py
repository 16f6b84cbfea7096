"""Root causes: required where the city asks, always of the city's list."""

import pytest

from appeals import actions
from appeals.errors import BadInput, RefusedMove
from appeals.models import Category
from tests import make
from tests.conftest import FRIDAY_NOON


@pytest.fixture
def accepted(vodokanal, dispatcher, member):
    """An appeal about cold water that Горводоканал works."""
    appeal = make.appeal(category="cold_water_off")
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)
    return actions.accept(appeal.pk, by=member, at=FRIDAY_NOON)


def ask_for_cause(appeal):
    Category.objects.filter(pk=appeal.category_id).update(needs_cause=True)


def resolve(appeal, by, cause=""):
    return actions.resolve(appeal.pk, report="Сделано", cause=cause, by=by, at=FRIDAY_NOON)


def test_where_the_city_asks_the_organisation_must_name_a_cause(accepted, member):
    ask_for_cause(accepted)

    with pytest.raises(BadInput) as refused:
        resolve(accepted, member)

    assert "cause" in refused.value.fields
    assert resolve(accepted, member, "pipe_wear").cause == "pipe_wear"


def test_a_crew_may_leave_the_cause_to_its_dispatcher(accepted, vodokanal, member):
    ask_for_cause(accepted)
    crew = vodokanal.crews.create(name="Бригада 1")
    actions.dispatch_crew(accepted.pk, crew=crew, by=member, at=FRIDAY_NOON)
    worker = make.member(vodokanal, position="crew", crew=crew)

    assert resolve(accepted, worker).cause == ""

    coded = actions.code_cause(accepted.pk, cause="valve_fault", by=member, at=FRIDAY_NOON)
    assert coded.cause == "valve_fault"
    note = accepted.events.last()
    assert (note.kind, note.is_public) == ("cause", False)


def test_a_cause_of_another_service_is_refused(accepted, member):
    with pytest.raises(BadInput):
        resolve(accepted, member, "lift_fault")


def test_a_cause_is_not_named_before_the_work(vodokanal, dispatcher, member):
    appeal = make.appeal(category="cold_water_off")
    actions.assign(appeal.pk, organisation=vodokanal, by=dispatcher, at=FRIDAY_NOON)

    with pytest.raises(RefusedMove):
        actions.code_cause(appeal.pk, cause="pipe_wear", by=member, at=FRIDAY_NOON)


def test_a_report_with_an_open_place_is_not_published(accepted, member):
    with pytest.raises(BadInput) as refused:
        actions.resolve(accepted.pk, report="Готово до {срок}", by=member, at=FRIDAY_NOON)

    assert "{срок}" in refused.value.fields["report"]
    accepted.refresh_from_db()
    assert accepted.status == "accepted"
