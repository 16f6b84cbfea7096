"""What each state of a subscription at the card's rail means to us."""

from datetime import date, timedelta
from typing import Any

import pytest

from billing import following
from billing.facts import Running
from billing.models import Change, Payer, ProviderSubscription, Subscription
from tests.books import make
from tests.books.make import AT

# Ours at the rail, for a city that pays by card and for one that only tries.
MEANS = {
    Running.INCOMPLETE: (("active", "stripe"), ("trial", "")),
    Running.TRIAL: (("active", "stripe"), ("trial", "stripe")),
    Running.ACTIVE: (("active", "stripe"), ("active", "stripe")),
    Running.PAST_DUE: (("active", "stripe"), ("active", "stripe")),
    Running.UNPAID: (("active", "stripe"), ("active", "stripe")),
    Running.PAUSED: (("ended", "stripe"), ("trial", "")),
    Running.ENDED: (("ended", "stripe"), ("trial", "")),
}


def hear(city, state: Running, **more: Any) -> Subscription:
    """The rail says that the city's subscription is in this state."""
    payer, _ = Payer.objects.get_or_create(
        ref="cus_1",
        defaults={
            "city": city,
            "tenant": "t_penza",
            "gateway": "stripe",
            "is_live": False,
            "created_at": AT,
        },
    )
    told = {
        "payer": payer,
        "tenant": "t_penza",
        "currency": "rub",
        "kopecks": 1_900_000,
        "state": state,
        "period": "month",
        "begun_at": AT,
        "paid_until": AT + timedelta(days=30),
        "ended_at": AT if state is Running.ENDED else None,
        "changed_at": AT,
    }
    row, _ = ProviderSubscription.objects.update_or_create(
        gateway="stripe", ref="sub_1", defaults=told | more
    )
    change = Change.objects.create(
        tenant="t_penza", subscription=row, what=state, cause="test", at=AT
    )
    following.follow(change.pk, at=AT)
    return Subscription.objects.get(city=city)


@pytest.mark.parametrize("state", Running)
def test_a_state_at_the_rail_and_a_city_that_pays_by_card(office, penza, state):
    Subscription.objects.filter(city=penza).update(state="active", rail="stripe")

    ours = hear(penza, state)

    assert (ours.state, ours.rail) == MEANS[state][0]


@pytest.mark.parametrize("state", Running)
def test_a_state_at_the_rail_and_a_city_that_tries(office, penza, state):
    ours = hear(penza, state)

    assert (ours.state, ours.rail) == MEANS[state][1]


def test_what_was_paused_goes_on_when_the_rail_goes_on(office, penza):
    hear(penza, Running.ACTIVE)
    ended = hear(penza, Running.PAUSED)
    again = hear(penza, Running.PAUSED)

    assert (ended.state, again.ended_at) == ("ended", ended.ended_at)
    assert hear(penza, Running.ACTIVE).state == "active"


@pytest.mark.parametrize("state", [Running.TRIAL, Running.ACTIVE])
def test_an_end_taken_back_at_the_rail_is_taken_back_with_us(office, penza, state):
    ends_at = AT + timedelta(days=20)

    assert hear(penza, state, ends_at=ends_at).ends_on == ends_at.date()
    assert hear(penza, state, ends_at=None).ends_on is None


@pytest.mark.parametrize("begins_on", [date(2026, 11, 1), date(2026, 12, 1)])
def test_a_card_does_not_take_a_city_from_its_contract(office, penza, begins_on):
    make.contract(penza, starts_on=begins_on)

    ours = hear(penza, Running.ACTIVE)
    assert (ours.state, ours.rail) == ("active", "contract")
    assert hear(penza, Running.ENDED).state == "active"


def test_a_contract_that_is_over_gives_way_to_the_card(office, penza):
    make.contract(penza, starts_on=date(2026, 9, 1), ends_on=date(2026, 10, 31))

    assert hear(penza, Running.ACTIVE).rail == "stripe"
