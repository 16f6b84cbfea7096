"""Counted houses and areas against a naive counting."""

from datetime import timedelta
from statistics import median

import pytest

from appeals.insight import area_tallies, house_tallies
from appeals.models import Appeal, AreaTally, House, HouseTally, OutageHouse
from tests import make
from tests.make import FRIDAY_NOON, hours
from tests.registry.test_outages import outage

DAY = timedelta(days=1)


@pytest.fixture
def town(city):
    """Five houses on two streets of two districts, with what happened there."""
    houses = [
        make.house(f"ул. {street}, {number}", district=district)
        for street, number, district in (
            ("Попова", 1, "Ленинский"), ("Попова", 2, "Ленинский"), ("Попова", 3, "Первомайский"),
            ("Мира", 1, "Первомайский"), ("Мира", 2, "Первомайский"),
        )
    ]  # fmt: skip
    for flats, house in zip((40, 100, None, 60, 80), houses, strict=True):
        House.objects.filter(pk=house.pk).update(flats=flats)
    for place, (number, status, breached, reopened) in enumerate((
        (0, "resolved", [], 0), (0, "archived", ["resolve"], 1), (0, "accepted", [], 0),
        (1, "confirmed", [], 0), (3, "resolved", ["accept"], 0), (3, "resolved", ["resolve"], 0),
        (4, "rejected", [], 0),
    )):  # fmt: skip
        filed = make.appeal(house_id=houses[number].pk, at=FRIDAY_NOON - place * 30 * DAY)
        Appeal.objects.filter(pk=filed.pk).update(
            status=status, breached=breached, reopened_count=reopened, closed_at=FRIDAY_NOON,
            organisation=make.organisation(f"Орг {place}"),
        )  # fmt: skip
    hidden = make.appeal(house_id=houses[2].pk, is_public=False)
    old = make.appeal(house_id=houses[2].pk, at=FRIDAY_NOON - 400 * DAY)
    assert hidden.pk
    assert old.pk
    # Two records of one interruption, another service at the same time, and a yearly stop.
    outage(houses[0], starts_at=FRIDAY_NOON - hours(10), ended_at=FRIDAY_NOON - hours(4))
    outage(houses[0], starts_at=FRIDAY_NOON - hours(6))
    outage(houses[0], houses[1], service="gas", starts_at=FRIDAY_NOON - hours(2))
    outage(houses[1], kind="yearly", service="hot_water", starts_at=FRIDAY_NOON - hours(99))
    return houses


def test_a_house_is_counted_from_its_public_year(town):
    house_tallies.rebuild(at=FRIDAY_NOON)

    one = HouseTally.objects.get(house=town[0])
    assert (one.open, one.filed, one.answered, one.in_time, one.returned) == (1, 3, 2, 1, 1)
    assert one.off_seconds == 12 * 3600
    other = HouseTally.objects.get(house=town[2])
    assert (other.open, other.filed, other.oldest_at) == (1, 0, None)
    assert HouseTally.objects.get(house=town[1]).off_seconds == 2 * 3600


def test_counting_by_pieces_is_counting_at_once(town):
    for appeal in Appeal.objects.order_by("?"):
        house_tallies.count([appeal.pk], at=FRIDAY_NOON)
    assert house_tallies.refresh(at=FRIDAY_NOON) > 0
    by_pieces = list(HouseTally.objects.order_by("pk").values())

    house_tallies.rebuild(at=FRIDAY_NOON)

    assert list(HouseTally.objects.order_by("pk").values()) == by_pieces


def test_a_year_later_what_is_old_is_not_counted(town):
    house_tallies.rebuild(at=FRIDAY_NOON)
    OutageHouse.objects.update(ended_at=FRIDAY_NOON)
    later = FRIDAY_NOON + 366 * DAY

    house_tallies.refresh(at=later)

    assert not HouseTally.objects.exclude(filed=0).exists()
    assert HouseTally.objects.get(house=town[0]).open == 1


@pytest.mark.parametrize("where", ["city", "district", "street"])
def test_medians_are_those_of_a_naive_counting(town, where):
    house_tallies.rebuild(at=FRIDAY_NOON)
    area_tallies.count(at=FRIDAY_NOON)

    houses = list(House.objects.select_related("tally"))
    if where == "city":
        area = area_tallies.of_city()
    elif where == "district":
        area, houses = area_tallies.of_district("Первомайский"), [*town[2:]]
    else:
        area, houses = area_tallies.of_street(town[0].street_id), [*town[:3]]
    houses = list(House.objects.select_related("tally").filter(pk__in=[h.pk for h in houses]))

    def middle(values):
        return median(values) if values else None

    answered = [h.tally for h in houses if h.tally.answered]
    assert area.houses == len(houses)
    assert area.filed == sum(h.tally.filed for h in houses)
    assert area.filed_median == middle([h.tally.filed for h in houses])
    assert area.per_hundred_median == middle(
        [h.tally.filed * 100 / h.flats for h in houses if h.flats]
    )
    assert area.with_flats == sum(1 for h in houses if h.flats)
    assert area.off_median_seconds == middle([h.tally.off_seconds for h in houses])
    assert area.in_time_median == middle([t.in_time / t.answered for t in answered])
    assert area.returned_median == middle([t.returned / t.answered for t in answered])
    assert area.with_answers == len(answered)


def test_an_area_without_houses_is_forgotten(town):
    area_tallies.count(at=FRIDAY_NOON)
    House.objects.filter(district="Ленинский").update(district="Железнодорожный")

    area_tallies.count(at=FRIDAY_NOON)

    assert area_tallies.of_district("Ленинский") is None
    assert {area.district for area in area_tallies.districts()} == {
        "Железнодорожный",
        "Первомайский",
    }
    assert AreaTally.objects.filter(street__isnull=True, district__isnull=True).count() == 1
