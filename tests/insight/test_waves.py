"""A wave of calls becomes one incident by itself: after the commit, once, at a bounded cost."""

import pytest

from appeals import actions
from appeals.insight import waves
from appeals.models import Appeal, Category, House, Incident, Outage, Policy
from appeals.notifications import incidents
from tenants.isolation import scope
from tests import make
from tests.faults.test_races import together
from tests.make import DISPATCHER, FRIDAY_NOON, hours

# A ten-thousandth of a degree of latitude is eleven metres.
STEP = 0.0001


@pytest.fixture
def street(city):
    """Nine houses, ninety metres between neighbours."""
    return row_of_houses(9, 8 * STEP)


def row_of_houses(count, step, *, name="Ладожская", line=""):
    made = [make.house(f"ул. {name}, {number}") for number in range(1, count + 1)]
    for number, house in enumerate(made):
        house.latitude = 53.2 + number * step
        house.heat_line = line
        house.save()
    return made


def cold(house, *, minutes=0, category="heating_off"):
    return make.appeal(
        at=FRIDAY_NOON + hours(minutes / 60),
        house_id=house.pk,
        category=category,
        text="Батареи холодные",
    )


def take(*appeals, minutes=30):
    waves.take([appeal.pk for appeal in appeals], at=FRIDAY_NOON + hours(minutes / 60))


def test_five_neighbours_in_an_hour_are_one_incident(street):
    calls = [cold(house, minutes=number) for number, house in enumerate(street[:4])]
    take(*calls)
    assert not Incident.objects.exists()

    last = cold(street[4], minutes=20)
    take(last)

    incident = Incident.objects.get()
    assert incident.by_rule
    assert incident.why == "Обращений: 5 за 20 мин в радиусе 400 м."
    assert (incident.title, incident.appeal_count) == ("Нет отопления", 5)
    assert incident.started_at == FRIDAY_NOON
    assert Outage.objects.get().incident == incident


def test_a_theme_that_is_not_a_network_never_is(street):
    take(*[cold(house, category="other") for house in street[:6]])

    assert not Incident.objects.exists()


def test_far_houses_are_no_incident_unless_one_line_heats_them(city):
    far = row_of_houses(5, 100 * STEP)
    take(*[cold(house) for house in far])
    assert not Incident.objects.exists()

    House.objects.update(heat_line="ТЭЦ-1, магистраль 3")
    take(*Appeal.objects.all())

    assert (
        Incident.objects.get().why == "Обращений: 5 за 1 мин на одной линии «ТЭЦ-1, магистраль 3»."
    )


def test_slow_complaints_are_no_wave(street):
    calls = [cold(house, minutes=40 * number) for number, house in enumerate(street[:5])]
    take(*calls, minutes=180)

    assert not Incident.objects.exists()


def test_the_citys_numbers_hold(street):
    Policy.objects.create(pk=1, incident_appeals=2, incident_radius_m=120)

    take(cold(street[0]), cold(street[2]))
    assert not Incident.objects.exists()

    take(cold(street[1]))
    assert Incident.objects.get().appeal_count == 3


def test_later_calls_join_by_themselves_and_bring_their_houses(street):
    take(*[cold(house) for house in street[:5]])
    late = cold(street[6], minutes=40)

    take(late, minutes=41)

    late.refresh_from_db()
    incident = Incident.objects.get()
    assert late.incident == incident
    assert (incident.house_count, incident.appeal_count) == (6, 6)
    assert Outage.objects.get().house_count == 6


def test_when_the_wave_is_over_only_its_own_houses_join(street):
    take(*[cold(house) for house in street[:5]])
    own, neighbour = cold(street[0], minutes=200), cold(street[6], minutes=200)

    take(own, neighbour, minutes=201)

    own.refresh_from_db()
    neighbour.refresh_from_db()
    assert own.incident is not None
    assert neighbour.incident is None


def test_a_house_where_the_service_is_back_does_not_join_again(street):
    take(*[cold(house) for house in street[:5]])
    incident = Incident.objects.get()
    actions.close_incident(
        incident.pk,
        restored=[street[0].pk],
        not_restored=[house.pk for house in street[1:5]],
        by=DISPATCHER,
        at=FRIDAY_NOON + hours(0.6),
    )
    again = cold(street[0], minutes=40)

    take(again, minutes=41)

    again.refresh_from_db()
    assert again.incident is None


def test_another_place_of_the_same_network_is_the_same_incident(city):
    near = row_of_houses(5, STEP)
    far = row_of_houses(5, STEP, name="Попова")
    for house in far:
        house.latitude += 0.1
        house.save()
    heat = make.organisation("Теплосеть")
    make.member(heat)
    for house in [*near, *far]:
        make.serving(house, heat, "heating")

    take(*[cold(house) for house in near])
    take(*[cold(house, minutes=20) for house in far])

    incident = Incident.objects.get()
    assert (incident.organisation, incident.appeal_count) == (heat, 10)


def test_a_dispatchers_incident_takes_the_calls_of_its_houses(street):
    heating = Category.objects.get(code="heating_off")
    incident = actions.open_incident(
        category=heating,
        title="Прорыв",
        house_ids=[house.pk for house in street],
        by=DISPATCHER,
        at=FRIDAY_NOON,
    )
    call = cold(street[8], minutes=300)

    take(call, minutes=301)

    call.refresh_from_db()
    assert call.incident == incident


def test_delivered_twice_it_changes_nothing(street):
    calls = [cold(house) for house in street[:5]]
    payloads = [
        {"appeal": call.pk, "kind": "register", "at": FRIDAY_NOON.isoformat()} for call in calls
    ]

    incidents.gather_waves(payloads)
    incidents.gather_waves(payloads)

    assert Incident.objects.get().appeal_count == 5


def test_a_flood_of_the_whole_city_costs_a_batch_no_more_than_a_few_statements(
    city, django_assert_max_num_queries
):
    first = row_of_houses(5, STEP)
    take(*[cold(house) for house in first])
    flood = [cold(house) for house in row_of_houses(60, 5 * STEP, name="Кирова")]

    with django_assert_max_num_queries(50):
        take(*flood)

    incident = Incident.objects.get()
    assert incident.appeal_count == 65


def test_two_workers_open_one_incident(committed):
    with scope.in_tenant(committed.penza):
        calls = [cold(house) for house in row_of_houses(8, STEP)]

    together(
        committed.penza,
        *[lambda part=part: take(*part) for part in (calls[:4], calls[4:], calls[2:6])],
    )

    with scope.in_tenant(committed.penza):
        assert Incident.objects.get().appeal_count == 8
