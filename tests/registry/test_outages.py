"""What is off at a house: the register as forms and screens ask it."""

from datetime import timedelta

from appeals.models import Outage, OutageHouse
from appeals.registry import outages
from tests import make
from tests.make import FRIDAY_NOON, hours

AN_HOUR_AGO = FRIDAY_NOON - hours(1)


def outage(*houses, service="cold_water", starts_at=AN_HOUR_AGO, **fields):
    """An outage of these houses, as the register keeps it."""
    row = Outage.objects.create(
        kind=fields.pop("kind", Outage.EMERGENCY),
        service=service,
        reason="Авария на водоводе",
        starts_at=starts_at,
        created_at=starts_at,
        changed_at=starts_at,
        house_count=len(houses),
        **fields,
    )
    OutageHouse.objects.bulk_create(
        OutageHouse(outage=row, house=house, starts_at=starts_at, ended_at=row.ended_at)
        for house in houses
    )
    return row


def test_an_outage_of_the_house_is_running(city, django_assert_num_queries):
    house, other = make.house(), make.house("ул. Попова, 5")
    known = outage(house)

    with django_assert_num_queries(1):
        found = outages.running(house.pk, at=FRIDAY_NOON)

    assert found == [known]
    assert outages.running(other.pk, at=FRIDAY_NOON) == []
    assert outages.running(None, at=FRIDAY_NOON) == []


def test_only_the_service_that_was_asked_for(city):
    house = make.house()
    outage(house)
    heat = outage(house, service="heating")

    assert outages.running(house.pk, "heating", at=FRIDAY_NOON) == [heat]


def test_neither_what_is_over_nor_what_is_planned_is_running(city):
    house = make.house()
    outage(house, ended_at=FRIDAY_NOON)
    planned = outage(house, kind=Outage.PLANNED, starts_at=FRIDAY_NOON + hours(3))
    outage(house, kind=Outage.PLANNED, starts_at=FRIDAY_NOON + timedelta(days=9))

    assert outages.running(house.pk, at=FRIDAY_NOON) == []
    assert outages.concerning(house.pk, at=FRIDAY_NOON) == [planned]


def test_a_house_whose_service_is_back_is_not_in_the_outage_any_more(city):
    house, other = make.house(), make.house("ул. Попова, 5")
    running = outage(house, other)
    OutageHouse.objects.filter(house=house).update(ended_at=FRIDAY_NOON)

    assert outages.running(house.pk, at=FRIDAY_NOON) == []
    assert outages.running(other.pk, at=FRIDAY_NOON) == [running]
