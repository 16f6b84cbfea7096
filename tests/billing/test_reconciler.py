"""The reconciler heals what no event told of, says what it healed, and calls people for the rest."""

from datetime import timedelta

from django.utils import timezone

from billing.clock import day_of
from billing.models import (
    Invoice,
    ProviderInvoice,
    ProviderSubscription,
    Received,
    Reconciliation,
    Subscription,
)
from billing.tasks import reconcile as nightly
from infra.fake_stripe.faults import UNREACHABLE
from tenants.models import City
from tests.billing.conftest import MONTHLY, again, office, subscription_at
from tests.books import make


def test_dropped_events_are_healed(rail, reconciled):
    rail.account.post.dropped = {"*"}
    rail.subscribed()
    rail.hear()
    assert office(ProviderSubscription.objects.count) == 0

    run = reconciled()

    assert office(ProviderSubscription.objects.get).state == "active"
    assert office(ProviderInvoice.objects.get).state == "paid"
    assert {line["what"] for line in run.healed} == {"active", "paid"}
    assert {line["tenant"] for line in run.healed} == {"t_penza"}
    assert (run.looked, run.problems, run.failure) == (
        {"subscription": 1, "invoice": 1},
        [],
        "",
    )


def test_a_second_run_has_nothing_to_heal(rail, reconciled):
    rail.subscribed()
    reconciled()

    assert reconciled().healed == []


def test_a_refund_nobody_told_of_is_seen(rail, reconciled):
    rail.subscribed()
    rail.hear()
    rail.account.post.dropped = {"*"}
    payment = rail.there("payment_intent")[0]["id"]
    rail.v1.refunds.create({"payment_intent": payment})

    run = reconciled()

    assert [line["what"] for line in run.healed] == ["refunded"]
    assert office(ProviderInvoice.objects.get).refunded_kopecks == 9_800_000


def test_an_old_open_invoice_is_still_looked_at(rail, reconciled):
    rail.subscribed()
    rail.hear()
    rail.account.post.dropped = {"*"}
    rail.account.faults.declined_payments = 10
    rail.pass_days(31.1)
    reconciled(timezone.now() + timedelta(days=32))
    owed = office(lambda: ProviderInvoice.objects.get(state="open"))
    rail.account.faults.clear()
    rail.pay(owed.page_url)

    run = reconciled(timezone.now() + timedelta(days=120))

    assert [line["ref"] for line in run.healed if line["what"] == "paid"] == [owed.ref]


def test_a_hundred_pages_are_read_to_the_end(rail, reconciled, monkeypatch):
    monkeypatch.setattr("billing.gateways.stripe_gateway._PAGE", 2)
    rail.subscribed()
    for _ in range(5):
        rail.pass_days(31.1)
    rail.account.post.dropped = {"*"}

    reconciled(timezone.now())

    assert office(ProviderInvoice.objects.count) == 6


def test_two_subscriptions_of_one_city_are_a_matter_for_people(rail, reconciled):
    rail.subscribed()
    price = rail.there("price")[0]["id"]
    customer = rail.there("customer")[0]["id"]
    card = rail.there("payment_method")[0]["id"]
    rail.v1.subscriptions.create(
        {"customer": customer, "items": [{"price": price}], "default_payment_method": card}
    )

    assert reconciled().problems == ["Пенза: подписок сразу 2; лишнюю завершите в расчётах города."]


def test_a_card_beside_a_contract_is_a_matter_for_people(rail, reconciled):
    today = day_of(timezone.now())
    office(
        lambda: make.contract(
            City.objects.get(schema_name="penza"),
            at=timezone.now(),
            starts_on=today,
            ends_on=today + timedelta(days=90),
        )
    )
    rail.subscribed()
    rail.hear()

    assert office(lambda: Subscription.objects.get(tenant="t_penza")).rail == "contract"
    assert reconciled().problems == ["Пенза: платит и по договору, и картой."]

    rail.order("cancel")
    rail.work()
    assert reconciled().problems == []


def test_an_invoice_in_another_money_is_a_matter_for_people(rail, reconciled):
    rail.subscribed()
    (customer,) = rail.there("customer")
    made = rail.v1.invoices.create(
        {
            "customer": customer["id"],
            "currency": "usd",
            "collection_method": "send_invoice",
            "days_until_due": 10,
        }
    )
    rail.v1.invoice_items.create(
        {"customer": customer["id"], "invoice": made.id, "amount": 500, "currency": "usd"}
    )
    number = rail.v1.invoices.send_invoice(made.id).number
    rail.hear()

    assert reconciled().problems == [f"Пенза: счёт {number} не в рублях, в книгах его нет."]
    assert not office(lambda: Invoice.objects.filter(outside_ref=made.id).exists())


def test_what_is_gone_at_stripe_is_a_matter_for_people(rail, reconciled):
    rail.subscribed()
    rail.hear()
    about = subscription_at(rail)
    del rail.account.store.kinds["subscription"][about.ref]

    (problem,) = reconciled().problems

    assert about.ref in problem


def test_strangers_in_the_same_account_are_counted_and_left_alone(rail, reconciled):
    stranger = rail.v1.customers.create({"name": "Somebody else"})
    card = rail.v1.payment_methods.attach("pm_card_visa", {"customer": stranger.id})
    rail.checkout()
    rail.work()
    rail.v1.subscriptions.create(
        {
            "customer": stranger.id,
            "items": [{"price": rail.there("price")[0]["id"]}],
            "default_payment_method": card.id,
        }
    )

    run = reconciled()

    assert run.looked["foreign"] == 2
    assert run.healed == run.problems == []


def test_a_run_that_stripe_does_not_answer_says_so_and_the_next_one_heals(rail, reconciled):
    rail.account.post.dropped = {"*"}
    rail.subscribed()
    rail.account.faults.add(UNREACHABLE, "GET /v1/invoices", times=1)

    broken, whole = reconciled(), reconciled()

    assert broken.failure
    assert [line["what"] for line in broken.healed] == ["active"]
    assert [line["what"] for line in whole.healed] == ["paid"]


def test_events_and_operations_that_hang_are_reported(rail, reconciled):
    rail.subscribed()
    rail.account.faults.add(UNREACHABLE, "GET /v1/invoices/.*", times=9)
    rail.hear()
    rail.account.faults.clear()
    rail.account.faults.add(UNREACHABLE, "POST .*", times=9)
    operation = rail.order("change_plan", MONTHLY)
    office(lambda: type(operation).objects.filter(pk=operation.pk).update(retry_at=None))
    waiting = office(lambda: Received.objects.filter(state="waiting").count())

    run = reconciled(timezone.now() + timedelta(hours=2))

    assert waiting
    assert again(operation).state == "ordered"
    assert run.problems == [
        f"Уведомлений ждёт дольше часа: {waiting}.",
        "Действий не выполнено дольше часа: 1.",
    ]


def test_every_night_each_rail_is_compared(rail):
    nightly()
    rail.work()

    run = office(Reconciliation.objects.get)
    assert (run.gateway, run.ordered_by) == ("stripe", "Система")
    assert run.finished_at is not None
