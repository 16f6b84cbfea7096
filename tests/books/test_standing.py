"""What a debt shuts, by the calendar, and what a payment opens, at once."""

from datetime import date, datetime, timedelta

import pytest

from billing import actions, standing
from billing.models import Contract, Subscription
from tenants import directory
from tenants.entitlement import State, may_write
from tenants.lifecycle import standing as hold
from tenants.models import City, Entitlements
from tests.books import make
from tests.books.make import AT, BY

DUE = date(2026, 11, 16)


def state(city: City) -> State:
    return directory.facts(City.objects.get(pk=city.pk)).entitlement.state


def after(days: int) -> datetime:
    return make.on(DUE + timedelta(days))


@pytest.mark.parametrize(
    ("days", "wanted"),
    [
        (0, State.FULL),
        (14, State.FULL),
        (15, State.READ_ONLY),
        (44, State.READ_ONLY),
        (45, State.UNPAID),
    ],
)
def test_an_unpaid_invoice_shuts_step_by_step(books, penza, days, wanted):
    make.invoice(penza)

    standing.weigh_all(at=after(days))

    assert state(penza) is wanted


@pytest.mark.parametrize("days", [20, 60])
def test_a_payment_opens_in_its_own_transaction(books, penza, days):
    invoice = make.invoice(penza, ends_on=date(2027, 12, 31))
    standing.weigh_all(at=after(days))

    make.paid(penza, invoice.kopecks - 1, at=after(days))
    assert state(penza) is not State.FULL
    make.paid(penza, 1, at=after(days))

    assert state(penza) is State.FULL


@pytest.mark.parametrize("days", [15, 45, 4000])
def test_no_debt_shuts_emergencies_or_what_residents_read(books, penza, days):
    make.invoice(penza)
    standing.weigh_all(at=after(days))

    assert may_write(state(penza), staff=True, emergency=True)
    assert may_write(state(penza), staff=False, emergency=True)


def test_the_oldest_debt_counts(books, penza):
    make.invoice(penza)
    actions.issue_due(by=BY, at=make.on(date(2026, 12, 1)))
    make.paid(penza, 3_400_000, at=make.on(date(2026, 12, 2)))

    standing.weigh_all(at=make.on(date(2026, 12, 29)))
    assert state(penza) is State.FULL
    standing.weigh_all(at=make.on(date(2026, 12, 30)))

    assert state(penza) is State.READ_ONLY


def test_a_trial_that_ended_without_a_choice_is_a_debt(books, penza):
    subscription = Subscription.objects.get(city=penza)
    subscription.trial_until = make.on(DUE)
    subscription.save(update_fields=["trial_until"])

    standing.weigh_all(at=after(14))
    assert state(penza) is State.FULL
    standing.weigh_all(at=after(15))
    assert state(penza) is State.READ_ONLY
    assert (
        "Пробный период окончен 16.11.2026" in Entitlements.objects.get(city=penza).payment_reason
    )
    make.contract(penza, at=after(15), billing=Contract.AFTER)

    assert state(penza) is State.FULL


def test_a_subscription_that_ended_is_shut_like_a_debt(books, penza):
    actions.end(penza, on=None, at=make.on(DUE))

    standing.weigh_all(at=after(15))

    assert state(penza) is State.READ_ONLY
    actions.activate(penza, rail="stripe", period="month", at=after(16))
    assert state(penza) is State.FULL


def test_a_contract_that_has_run_out_is_a_debt(books, penza):
    invoice = make.invoice(penza)
    make.paid(penza, 2 * invoice.kopecks)
    actions.issue_due(by=BY, at=make.on(date(2026, 12, 1)))
    over = date(2026, 12, 31)

    standing.weigh_all(at=make.on(over + timedelta(14)))
    assert state(penza) is State.FULL
    standing.weigh_all(at=make.on(over + timedelta(15)))
    assert state(penza) is State.READ_ONLY
    assert "Договор закончился 31.12.2026" in Entitlements.objects.get(city=penza).payment_reason

    make.contract(penza, starts_on=date(2027, 1, 1), ends_on=date(2027, 12, 31))
    standing.weigh(penza, at=make.on(over + timedelta(15)))
    assert state(penza) is State.FULL


def test_a_contract_that_is_terminated_ends_as_soon(books, penza):
    signed = make.contract(penza, billing=Contract.AFTER)

    actions.end_contract(signed.pk, on=date(2026, 11, 2), at=after(30))

    assert state(penza) is State.READ_ONLY


def test_a_card_given_in_the_trial_is_no_debt_when_the_trial_ends(books, penza):
    Subscription.objects.filter(city=penza).update(rail="stripe", trial_until=make.on(DUE))

    standing.weigh_all(at=after(60))

    assert state(penza) is State.FULL


def test_leaving_again_does_not_put_the_end_off(books, penza):
    actions.end(penza, on=None, at=make.on(DUE))
    Subscription.objects.filter(city=penza).update(ends_on=DUE + timedelta(60))

    standing.weigh_all(at=after(20))

    assert state(penza) is State.READ_ONLY


def test_a_last_day_that_came_ends_the_subscription(books, penza):
    make.contract(penza)
    actions.end(penza, on=DUE, at=AT)

    assert actions.end_due(at=after(0)) == 0
    assert actions.end_due(at=after(1)) == 1
    standing.weigh_all(at=after(15))

    assert Subscription.objects.get(city=penza).state == "ended"
    assert "Подписка окончена 16.11.2026" in Entitlements.objects.get(city=penza).payment_reason


def test_the_operators_hold_is_not_lifted_by_money(books, penza):
    invoice = make.invoice(penza)
    hold.hold(penza, hold.Hold.SUSPENDED, reason="Взлом учётной записи", by="Оператор", at=AT)

    make.paid(penza, invoice.kopecks)

    assert state(penza) is State.SUSPENDED


def test_limits_of_the_plan_are_told_to_the_rest_of_the_product(books, penza):
    standing.weigh_all(at=AT)

    row = Entitlements.objects.get(city=penza)
    plan = Subscription.objects.get(city=penza).plan
    assert (row.organisations_limit, row.appeals_limit) == (plan.organisations, plan.year_appeals)
    assert row.trial_until is not None


def test_weighing_again_writes_nothing(books, penza, django_assert_max_num_queries):
    make.invoice(penza)
    standing.weigh_all(at=after(15))

    assert standing.weigh_all(at=after(16)) == 0
    with django_assert_max_num_queries(5):
        standing.weigh_all(at=after(16))


def test_money_that_went_back_leaves_days_to_pay_anew(books, penza):
    invoice = make.invoice(penza, ends_on=date(2027, 12, 31))
    payment = make.paid(penza, invoice.kopecks)

    actions.unsettle(payment.pk, reason="Платёж другого города", by=BY, at=after(60))
    assert state(penza) is State.FULL
    standing.weigh_all(at=after(60 + 14 + 14))
    assert state(penza) is State.FULL
    standing.weigh_all(at=after(60 + 14 + 15))
    assert state(penza) is State.READ_ONLY
