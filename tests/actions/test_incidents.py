"""A mass incident: opened, joined, told, closed house by house."""

import pytest

from appeals import actions
from appeals.actions import incident_parts
from appeals.errors import BadInput, NoIncident, RefusedMove
from appeals.insight.verification import flaws
from appeals.models import Appeal, Category, Event, Incident, IncidentHouse, IncidentUpdate
from appeals.registry import outages
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, hours


@pytest.fixture
def heating(city):
    return Category.objects.get(code="heating_off")


@pytest.fixture
def houses(city):
    return [make.house(f"ул. Ладожская, {number}") for number in (1, 3, 5)]


def cold(house, *, at=FRIDAY_NOON, **fields):
    return make.appeal(
        at=at, house_id=house.pk, category="heating_off", text="Батареи холодные", **fields
    )


def opened(heating, houses, *, at=FRIDAY_NOON, **fields):
    return actions.open_incident(
        category=heating,
        title="Прорыв на тепловой сети",
        house_ids=[house.pk for house in houses],
        by=DISPATCHER,
        at=at,
        **fields,
    )


@pytest.fixture
def told(monkeypatch) -> list[int]:
    """Updates that were put into the outbox."""
    put: list[int] = []
    monkeypatch.setattr(
        incident_parts.outbox, "put", lambda topic, payload: put.append(payload["update"])
    )
    return put


def test_open_appeals_of_its_houses_join_and_the_clocks_run_from_the_first_of_them(heating, houses):
    first = cold(houses[0], at=FRIDAY_NOON - hours(0.5))
    other = make.appeal(house_id=houses[0].pk, category="heating_hot")
    elsewhere = cold(make.house("ул. Попова, 5"))
    water = make.appeal(house_id=houses[0].pk, category="cold_water_off")

    incident = opened(heating, houses)

    joined = set(Appeal.objects.filter(incident=incident).values_list("pk", flat=True))
    assert joined == {first.pk, other.pk}
    assert elsewhere.pk not in joined
    assert water.pk not in joined
    assert incident.started_at == FRIDAY_NOON - hours(0.5)
    assert incident.localise_by == FRIDAY_NOON
    assert "416" in incident.terms["localise"]["source"]
    assert (incident.house_count, incident.appeal_count) == (3, 2)
    assert Event.objects.filter(appeal=first).last().kind == "join_incident"


def test_residents_see_its_outage_and_the_outbox_has_its_word(heating, houses, told):
    incident = opened(heating, houses, forecast_at=FRIDAY_NOON + hours(6))

    (outage,) = outages.running(houses[1].pk, "heating", at=FRIDAY_NOON)
    assert outage.incident == incident
    assert outage.forecast_at == FRIDAY_NOON + hours(6)
    assert told == [IncidentUpdate.objects.get().pk]


def test_numbers_ascend(heating, houses):
    first, second = opened(heating, houses[:1]), opened(heating, houses[1:])

    assert second.serial == first.serial + 1
    assert first.number == f"А-{first.serial}"


def test_what_cannot_be_taken_is_said_at_its_field(heating, houses):
    with pytest.raises(BadInput) as refused:
        actions.open_incident(
            category=Category.objects.get(code=Category.OTHER),
            title=" ",
            house_ids=[houses[0].pk],
            started_at=FRIDAY_NOON + hours(1),
            forecast_at=FRIDAY_NOON - hours(1),
            by=DISPATCHER,
            at=FRIDAY_NOON,
        )

    assert refused.value.fields.keys() == {"title", "started_at", "forecast_at"} | (
        refused.value.fields.keys() & {"category"}
    )


def test_one_update_changes_the_forecast_everywhere(heating, houses):
    incident = opened(heating, houses)

    actions.update_incident(
        incident.pk,
        words="Бригады 4 и 6 на месте",
        forecast_at=FRIDAY_NOON + hours(7),
        localised=True,
        by=DISPATCHER,
        at=FRIDAY_NOON + hours(1),
    )

    (outage,) = outages.running(houses[0].pk, at=FRIDAY_NOON + hours(1))
    assert (outage.forecast_at, outage.public_words) == (
        FRIDAY_NOON + hours(7),
        "Бригады 4 и 6 на месте",
    )
    incident.refresh_from_db()
    assert incident.localised_at == FRIDAY_NOON + hours(1)
    with pytest.raises(BadInput):
        actions.update_incident(
            incident.pk, forecast_at=FRIDAY_NOON + hours(7), by=DISPATCHER, at=FRIDAY_NOON
        )


def test_closing_asks_for_each_house(heating, houses):
    incident = opened(heating, houses)

    with pytest.raises(BadInput) as refused:
        actions.close_incident(incident.pk, restored=[houses[0].pk], by=DISPATCHER, at=FRIDAY_NOON)

    assert "без ответа 2" in refused.value.fields["houses"]


def test_appeals_of_restored_houses_wait_for_the_call_and_the_rest_stays(heating, houses):
    back, still = cold(houses[0]), cold(houses[1])
    incident = opened(heating, houses)
    later = FRIDAY_NOON + hours(5)

    actions.close_incident(
        incident.pk,
        restored=[houses[0].pk, houses[2].pk],
        not_restored=[houses[1].pk],
        words="Тепло подано",
        by=DISPATCHER,
        at=later,
    )

    back.refresh_from_db()
    still.refresh_from_db()
    incident.refresh_from_db()
    assert (back.status, back.resolved_at) == ("resolved", later)
    assert still.status != "resolved"
    assert incident.is_open
    assert outages.running(houses[0].pk, at=later) == []
    assert len(outages.running(houses[1].pk, at=later)) == 1

    actions.close_incident(incident.pk, restored=[houses[1].pk], by=DISPATCHER, at=later)

    still.refresh_from_db()
    incident.refresh_from_db()
    assert still.status == "resolved"
    assert (incident.state, incident.closed_at) == ("closed", later)
    assert outages.running(houses[1].pk, at=later) == []
    event = Event.objects.filter(appeal=back).get(kind="resolve_with_incident")
    assert (event.actor_name, event.details["incident"]) == (DISPATCHER.name, incident.number)
    assert flaws() == []


def test_the_rest_may_begin_another_incident_whose_clocks_do_not_start_anew(heating, houses):
    still = cold(houses[1], at=FRIDAY_NOON - hours(1))
    nowhere = make.appeal(address="у рынка", category="heating_off")
    incident = opened(heating, houses)
    actions.join_incident(nowhere.pk, incident_id=incident.pk, by=DISPATCHER, at=FRIDAY_NOON)

    actions.close_incident(
        incident.pk,
        restored=[houses[0].pk, houses[2].pk],
        not_restored=[houses[1].pk],
        rest="new",
        by=DISPATCHER,
        at=FRIDAY_NOON + hours(5),
    )

    other = Incident.objects.get(continues=incident)
    still.refresh_from_db()
    nowhere.refresh_from_db()
    assert still.incident == nowhere.incident == other
    assert other.started_at == FRIDAY_NOON - hours(1)
    assert (other.house_count, other.appeal_count) == (1, 2)
    incident.refresh_from_db()
    assert not incident.is_open
    (outage,) = outages.running(houses[1].pk, at=FRIDAY_NOON + hours(5))
    assert outage.incident == other


def test_a_reopened_appeal_of_a_house_restored_before_is_not_answered_again(heating, houses):
    appeal = cold(houses[0])
    incident = opened(heating, houses)
    actions.close_incident(
        incident.pk,
        restored=[houses[0].pk],
        not_restored=[house.pk for house in houses[1:]],
        by=DISPATCHER,
        at=FRIDAY_NOON,
    )
    actions.reopen(appeal.pk, reason="тепла нет", by=DISPATCHER, at=FRIDAY_NOON)

    actions.close_incident(
        incident.pk,
        restored=[house.pk for house in houses[1:]],
        by=DISPATCHER,
        at=FRIDAY_NOON,
    )

    appeal.refresh_from_db()
    assert appeal.status == "reopened"


def test_a_dismissed_incident_leaves_nothing_in_the_register(heating, houses):
    appeal = cold(houses[0])
    incident = opened(heating, houses)

    actions.dismiss_incident(
        incident.pk, reason="Воздух в одной квартире", by=DISPATCHER, at=FRIDAY_NOON
    )

    appeal.refresh_from_db()
    assert appeal.incident is None
    assert outages.running(houses[0].pk, at=FRIDAY_NOON) == []
    with pytest.raises(RefusedMove):
        actions.update_incident(incident.pk, words="ещё", by=DISPATCHER, at=FRIDAY_NOON)


def test_houses_are_added_with_their_appeals_and_taken_out_with_them(heating, houses):
    incident = opened(heating, houses[:2])
    late = cold(houses[2])

    actions.change_houses(incident.pk, add=[houses[2].pk], by=DISPATCHER, at=FRIDAY_NOON)
    late.refresh_from_db()
    assert late.incident == incident

    actions.change_houses(incident.pk, remove=[houses[2].pk], by=DISPATCHER, at=FRIDAY_NOON)
    late.refresh_from_db()
    assert late.incident is None
    assert outages.running(houses[2].pk, at=FRIDAY_NOON) == []
    assert not IncidentHouse.objects.filter(incident=incident, house=houses[2]).exists()


def test_an_appeal_is_taken_out_and_put_back_by_hand(heating, houses):
    incident = opened(heating, houses[:1])
    elsewhere = cold(houses[1])

    joined = actions.join_incident(
        elsewhere.pk, incident_id=incident.pk, by=DISPATCHER, at=FRIDAY_NOON
    )
    assert joined.incident == incident
    assert len(outages.running(houses[1].pk, at=FRIDAY_NOON)) == 1

    left = actions.leave_incident(elsewhere.pk, by=DISPATCHER, at=FRIDAY_NOON)
    assert left.incident is None
    with pytest.raises(NoIncident):
        actions.leave_incident(elsewhere.pk, by=DISPATCHER, at=FRIDAY_NOON)


def test_an_organisation_changes_its_own_incident_alone(
    heating, houses, vodokanal, member, stranger
):
    incident = opened(heating, houses, organisation=vodokanal)

    actions.update_incident(incident.pk, words="Выехали", by=member, at=FRIDAY_NOON)

    with pytest.raises(NoIncident):
        actions.update_incident(incident.pk, words="Выехали", by=stranger, at=FRIDAY_NOON)


def test_sixty_appeals_are_closed_in_a_bounded_number_of_statements(
    heating, houses, django_assert_max_num_queries
):
    for number in range(60):
        cold(houses[number % 3])
    incident = opened(heating, houses)

    with django_assert_max_num_queries(30):
        actions.close_incident(
            incident.pk, restored=[house.pk for house in houses], by=DISPATCHER, at=FRIDAY_NOON
        )

    assert Appeal.objects.filter(status="resolved").count() == 60
    assert flaws() == []
