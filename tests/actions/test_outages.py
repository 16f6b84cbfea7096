"""The outage register: registering, changing, ending; who may."""

from dataclasses import replace

import pytest

from appeals import actions
from appeals.actions.register_outage import Plan
from appeals.errors import BadInput, NoOutage, RefusedMove, Stale
from appeals.models import Outage
from appeals.registry import outages
from tests import make
from tests.make import DISPATCHER, FRIDAY_NOON, hours

PLAN = Plan(
    kind="emergency",
    service="cold_water",
    reason="Авария на водоводе",
    house_ids=frozenset(),
    starts_at=FRIDAY_NOON - hours(1),
    forecast_at=FRIDAY_NOON + hours(6),
    public_words="Питьевую воду подвозят к дому 93.",
)


@pytest.fixture
def houses(city):
    return [make.house(f"ул. Ладожская, {number}") for number in (1, 3, 5, 12)]


def register(houses, *, by=DISPATCHER, organisation=None, **changes):
    plan = replace(PLAN, house_ids=frozenset(house.pk for house in houses), **changes)
    return actions.register_outage(plan, organisation=organisation, by=by, at=FRIDAY_NOON)


def test_a_registered_outage_runs_at_its_houses_and_is_named_in_one_line(houses):
    outage = register(houses)

    assert outages.running(houses[0].pk, at=FRIDAY_NOON) == [outage]
    assert (outage.house_count, outage.places) == (4, "ул. Ладожская, 1, 3, 5, 12")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"service": "roads"}, "service"),
        ({"kind": "somehow"}, "kind"),
        ({"kind": "yearly"}, "kind"),
        ({"kind": "planned", "forecast_at": None}, "forecast_at"),
        ({"forecast_at": FRIDAY_NOON - hours(2)}, "forecast_at"),
        ({"reason": "  "}, "reason"),
        ({"public_words": "\x00"}, "public_words"),
        ({"starts_at": FRIDAY_NOON + hours(24 * 400), "forecast_at": None}, "starts_at"),
    ],
)
def test_what_cannot_be_taken_is_said_at_its_field(houses, changes, field):
    with pytest.raises(BadInput) as refused:
        register(houses, **changes)

    assert field in refused.value.fields


def test_without_houses_or_with_a_stranger_nothing_is_registered(houses):
    with pytest.raises(BadInput):
        register([])
    with pytest.raises(BadInput):
        actions.register_outage(
            replace(PLAN, house_ids=frozenset({10**9})), by=DISPATCHER, at=FRIDAY_NOON
        )


def test_an_organisation_registers_its_own_and_sees_no_other(houses, vodokanal, member, stranger):
    other = make.organisation("Теплосеть")

    outage = register(houses, by=member, organisation=other)

    assert outage.organisation == vodokanal
    with pytest.raises(NoOutage):
        actions.end_outage(outage.pk, ended_at=FRIDAY_NOON, by=stranger, at=FRIDAY_NOON)


def test_the_same_number_of_the_organisation_twice_is_one_outage(houses, member):
    assert register(houses, by=member, outside_key="77") == register(
        houses, by=member, outside_key="77"
    )


def test_a_new_forecast_tells_when_it_was_told(houses):
    outage = register(houses)
    later = FRIDAY_NOON + hours(2)

    changed = actions.change_outage(
        outage.pk,
        reason=outage.reason,
        starts_at=outage.starts_at,
        forecast_at=FRIDAY_NOON + hours(9),
        remove=[houses[3].pk],
        by=DISPATCHER,
        at=later,
        version=outage.version,
    )

    assert (changed.forecast_told_at, changed.house_count) == (later, 3)
    assert outages.running(houses[3].pk, at=later) == []
    with pytest.raises(Stale):
        actions.end_outage(
            outage.pk, ended_at=later, by=DISPATCHER, at=later, version=outage.version
        )


def test_an_ended_outage_is_over_in_every_house_and_stays_so(houses):
    outage = register(houses)

    actions.end_outage(outage.pk, ended_at=FRIDAY_NOON, by=DISPATCHER, at=FRIDAY_NOON)

    assert outages.running(houses[0].pk, at=FRIDAY_NOON) == []
    with pytest.raises(RefusedMove):
        actions.end_outage(outage.pk, ended_at=FRIDAY_NOON, by=DISPATCHER, at=FRIDAY_NOON)


def test_the_end_is_neither_in_the_future_nor_before_the_beginning(houses):
    outage = register(houses)
    for moment in (FRIDAY_NOON + hours(1), FRIDAY_NOON - hours(3)):
        with pytest.raises(BadInput):
            actions.end_outage(outage.pk, ended_at=moment, by=DISPATCHER, at=FRIDAY_NOON)


def test_planned_work_that_is_called_off_lasted_no_time(houses):
    outage = register(
        houses,
        kind=Outage.PLANNED,
        starts_at=FRIDAY_NOON + hours(20),
        forecast_at=FRIDAY_NOON + hours(28),
    )

    ended = actions.end_outage(outage.pk, ended_at=FRIDAY_NOON, by=DISPATCHER, at=FRIDAY_NOON)

    assert ended.ended_at == ended.starts_at
