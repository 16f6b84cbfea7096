"""What a city asks of its card's rail, and what comes of it."""

from datetime import timedelta

import pytest
from django.db import ProgrammingError
from django.utils import timezone

from billing import operations
from billing.gateway import Line
from billing.models import (
    Change,
    Operation,
    Payer,
    ProviderInvoice,
    ProviderSubscription,
    Received,
)
from billing.operations import carrying, packing
from infra.fake_stripe.resources import payments
from tenants.fanout.office import in_office
from tenants.isolation import scope
from tests.billing.conftest import ANNA, MONTHLY, PENZA, YEARLY, again, office, subscription_at


def test_a_city_pays_by_card_and_both_sides_say_the_same(rail):
    rail.subscribed()
    rail.hear()

    subscription = office(ProviderSubscription.objects.get)
    invoice = office(ProviderInvoice.objects.get)
    assert (subscription.tenant, subscription.state) == ("t_penza", "active")
    assert (subscription.kopecks, subscription.currency, subscription.period) == (
        9_800_000,
        "rub",
        "month",
    )
    assert (invoice.state, invoice.paid_kopecks, invoice.refunded_kopecks) == (
        "paid",
        9_800_000,
        0,
    )
    assert invoice.pdf_url
    assert invoice.subscription == subscription.ref
    told = office(lambda: list(Change.objects.order_by("pk").values_list("what", flat=True)))
    assert sorted(told) == ["active", "paid"]


def test_a_city_is_one_customer_however_often_it_comes(rail):
    rail.subscribed()
    rail.order("portal", customer=PENZA, back_url="http://penza.localhost/")
    rail.work()

    assert len(rail.there("customer")) == office(Payer.objects.count) == 1
    assert rail.there("customer")[0]["metadata"] == {"city": "penza"}


def test_what_is_left_of_the_trial_stays_free(rail):
    until = timezone.now() + timedelta(days=20)
    operation = rail.checkout(trial_until=until)
    rail.work()
    rail.pay(again(operation).answer["url"])
    rail.hear()

    subscription = office(ProviderSubscription.objects.get)
    assert subscription.state == "trial"
    assert subscription.trial_until == until.replace(microsecond=0)
    assert office(ProviderInvoice.objects.get).kopecks == 0


def test_a_trial_that_ends_tomorrow_is_too_short_for_a_page_of_cards(rail):
    operation = rail.checkout(trial_until=timezone.now() + timedelta(days=1))
    rail.work()

    assert again(operation).state == Operation.DONE
    assert again(operation).params["trial_until"] is None


def test_a_declined_card_leaves_nothing_behind(rail):
    rail.subscribed(payments.DECLINED)
    rail.hear()

    assert office(ProviderSubscription.objects.count) == 0
    assert office(ProviderInvoice.objects.count) == 0


def test_a_button_pressed_twice_is_one_operation(rail):
    first = rail.checkout()

    assert rail.checkout().pk == first.pk
    with pytest.raises(operations.Busy):
        rail.order("portal", customer=PENZA, back_url="http://penza.localhost/")


def test_who_has_paid_and_is_not_seen_yet_gets_no_second_page(rail):
    rail.subscribed()
    again_ordered = rail.checkout(YEARLY)
    rail.work()

    assert again(again_ordered).state == Operation.REFUSED
    assert len(rail.there("subscription")) == 1


def test_of_two_pages_only_the_last_can_be_paid(rail):
    first = rail.checkout()
    rail.work()
    second = rail.checkout(YEARLY)
    rail.work()
    rail.pay(again(first).answer["url"])
    assert rail.there("subscription") == []

    rail.pay(again(second).answer["url"])
    assert len(rail.there("subscription")) == 1


@pytest.mark.parametrize("verb", ["cancel", "change_plan"])
def test_an_order_about_another_city_s_subscription_is_refused(rail, verb):
    rail.subscribed()
    rail.hear()
    strange = {"subscription": subscription_at(rail).ref, "at_once": True} | packing.plan(YEARLY)
    at = timezone.now()
    with scope.in_tenant(rail.tenants.kazan):
        order = Operation.objects.create(
            tenant="t_kazan",
            gateway="stripe",
            verb=verb,
            params=strange,
            ordered_by="?",
            ordered_at=at,
            keyed_at=at,
        )
    with in_office():
        carrying.carry_out(order.pk, at=at)

    assert again(order).state == Operation.REFUSED
    assert rail.there("subscription")[0]["status"] == "active"


def test_another_month_price_counts_from_the_next_period(rail):
    rail.subscribed()
    rail.hear()
    more = [*MONTHLY.lines, Line("more", "Организация сверх тарифа", 90_000, 3)]
    rail.order("change_plan", type(MONTHLY)(more, "month", "с НДС 22 %"))
    rail.work()

    assert office(ProviderSubscription.objects.get).kopecks == 9_800_000 + 3 * 90_000
    assert office(ProviderInvoice.objects.count) == 1
    rail.pass_days(31.1)
    rail.hear()
    newest = office(lambda: ProviderInvoice.objects.latest("issued_at"))
    assert newest.kopecks == 9_800_000 + 3 * 90_000


def test_a_year_in_place_of_a_month_begins_now_less_what_was_paid(rail):
    rail.subscribed()
    rail.hear()
    rail.pass_days(15)
    rail.order("change_plan", YEARLY)
    rail.work()
    rail.hear()

    subscription = office(ProviderSubscription.objects.get)
    newest = office(lambda: ProviderInvoice.objects.latest("issued_at"))
    assert (subscription.period, subscription.kopecks) == ("year", 105_800_000)
    assert 105_800_000 - 5_200_000 < newest.paid_kopecks < 105_800_000 - 4_700_000


def test_a_month_in_place_of_a_year_begins_when_the_year_is_over(rail):
    rail.subscribed(plan=YEARLY)
    rail.hear()
    rail.pass_days(15)
    rail.order("change_plan", MONTHLY)
    rail.work()
    rail.hear()

    subscription = office(ProviderSubscription.objects.get)
    over = subscription.paid_until
    assert (subscription.period, subscription.kopecks) == ("month", 9_800_000)
    assert office(lambda: ProviderInvoice.objects.filter(kopecks__gt=0).count()) == 1

    rail.pass_days(351)
    rail.hear()
    newest = office(lambda: ProviderInvoice.objects.latest("issued_at"))
    assert (newest.state, newest.paid_kopecks) == ("paid", 9_800_000)
    assert newest.period_start == over
    assert office(ProviderSubscription.objects.get).state == "active"


def test_in_a_trial_another_length_counts_from_its_end(rail):
    operation = rail.checkout(trial_until=timezone.now() + timedelta(days=20))
    rail.work()
    rail.pay(again(operation).answer["url"])
    rail.hear()
    before = office(ProviderSubscription.objects.get)
    operation = rail.order("change_plan", YEARLY)
    rail.work()

    after = office(ProviderSubscription.objects.get)
    assert again(operation).state == Operation.DONE
    assert (after.period, after.trial_until) == ("year", before.trial_until)


def test_what_is_not_paid_keeps_its_length(rail):
    rail.subscribed()
    rail.account.faults.declined_payments = 1
    rail.pass_days(31.2)
    rail.hear()

    assert office(ProviderSubscription.objects.get).state == "past_due"
    with pytest.raises(operations.NotPaid):
        rail.order("change_plan", YEARLY)


def test_a_subscription_that_is_ended_runs_to_the_end_of_what_is_paid(rail):
    rail.subscribed()
    rail.hear()
    rail.order("cancel")
    rail.work()
    subscription = office(ProviderSubscription.objects.get)
    assert (subscription.state, subscription.ends_at) == ("active", subscription.paid_until)

    rail.pass_days(32)
    rail.hear()

    assert office(ProviderSubscription.objects.get).state == "ended"
    with pytest.raises(operations.NoSubscription):
        rail.order("cancel")


def test_an_operator_ends_a_subscription_at_once(rail):
    rail.subscribed()
    rail.hear()
    rail.order("cancel", at_once=True)
    rail.work()

    assert office(ProviderSubscription.objects.get).state == "ended"


def test_an_invoice_is_sent_and_paid_on_its_page(rail):
    operation = rail.order(
        "send_invoice",
        [Line("big", "Отклик, ноябрь", 9_800_000)],
        customer=PENZA,
        days_until_due=10,
        note="Договор 12",
    )
    rail.work()
    invoice = office(ProviderInvoice.objects.get)
    assert (invoice.state, invoice.kopecks) == ("open", 9_800_000)
    assert invoice.operation == str(operation.pk)
    assert invoice.due_at - invoice.issued_at == timedelta(days=10)

    rail.pay(invoice.page_url)
    rail.hear()

    assert office(ProviderInvoice.objects.get).state == "paid"


def test_whoever_comes_back_from_paying_is_believed_without_any_event(rail):
    operation = again(rail.subscribed())
    rail.account.post.taken()
    with scope.in_tenant(rail.tenants.penza):
        operations.returned(operation)
    rail.work()

    assert office(ProviderSubscription.objects.get).state == "active"


def test_money_given_back_is_seen(rail):
    rail.subscribed()
    rail.hear()
    payment = rail.there("payment_intent")[0]["id"]
    rail.v1.refunds.create({"payment_intent": payment, "amount": 100_000})
    rail.hear()

    assert office(ProviderInvoice.objects.get).refunded_kopecks == 100_000
    assert office(lambda: Change.objects.filter(what="refunded").count()) == 1


def test_a_payer_deleted_at_stripe_is_made_anew_when_needed(rail):
    rail.subscribed()
    rail.hear()
    rail.v1.customers.delete(rail.there("customer")[0]["id"])
    rail.hear()
    assert office(ProviderSubscription.objects.get).state == "ended"

    rail.checkout()
    rail.work()

    assert office(lambda: Payer.objects.filter(gone_at=None).count()) == 1
    assert office(Payer.objects.count) == 2


def test_a_payer_whose_end_nobody_told_of_is_made_anew_at_the_first_refusal(rail):
    rail.subscribed()
    rail.v1.customers.delete(rail.there("customer")[0]["id"])
    rail.account.post.taken()

    operation = rail.checkout()
    rail.work()

    done = again(operation)
    assert (done.state, done.generation) == (Operation.DONE, 2)
    assert office(lambda: Payer.objects.filter(gone_at=None).count()) == 1


def test_a_page_nobody_waits_for_any_more_is_not_made(rail):
    operation = rail.checkout()
    with in_office():
        carrying.carry_out(operation.pk, at=timezone.now() + timedelta(minutes=16))

    assert again(operation).state == Operation.REFUSED
    assert rail.there("checkout.session") == []


def test_one_city_neither_sees_nor_orders_for_another(rail):
    rail.subscribed()
    rail.hear()

    with scope.in_tenant(rail.tenants.kazan):
        for table in (Payer, ProviderSubscription, ProviderInvoice, Operation):
            assert table.objects.count() == 0
    with pytest.raises(ProgrammingError, match="row-level security"):
        with scope.in_tenant(rail.tenants.kazan):
            operations.portal("t_penza", customer=PENZA, back_url="/", by=ANNA, at=timezone.now())


def test_a_city_reads_no_events_and_writes_no_invoice(rail):
    rail.subscribed()
    rail.hear()

    for forbidden in (Received.objects.count, Change.objects.count):
        with pytest.raises(ProgrammingError, match="permission denied"):
            with scope.in_tenant(rail.tenants.penza):
                forbidden()
    with pytest.raises(ProgrammingError, match="permission denied"):
        with scope.in_tenant(rail.tenants.penza):
            ProviderInvoice.objects.update(state="paid")


def test_what_changed_is_only_ever_added_to(rail):
    rail.subscribed()
    rail.hear()

    with pytest.raises(ProgrammingError, match="permission denied"):
        office(lambda: Change.objects.update(what="void"))
