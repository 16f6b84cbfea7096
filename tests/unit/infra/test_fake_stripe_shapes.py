"""The fake Stripe answers what the official client says Stripe answers: field by field."""

import pytest
import stripe

from infra.fake_stripe import due
from infra.fake_stripe.faults import LOST_ANSWER
from tests.fakes import stripe as fake

DAY = 86_400


@pytest.fixture
def account():
    with fake.account() as made:
        yield made


@pytest.fixture
def v1(account):
    return fake.client(account)


def _price(v1, kopecks: int = 6_200_000, every: str = "month"):
    product = v1.products.create({"name": f"Отклик, {kopecks}"})
    return v1.prices.create(
        {
            "product": product.id,
            "currency": "rub",
            "unit_amount": kopecks,
            "recurring": {"interval": every},
        }
    )


def _live_through_everything(account, v1) -> None:
    """A history in which every object comes to every state that the product may meet."""
    month, year = _price(v1), _price(v1, 66_900_000, "year")
    clock = v1.test_helpers.test_clocks.create({"frozen_time": account.now()})
    payer = v1.customers.create({"name": "Пенза", "test_clock": clock.id})
    card = v1.payment_methods.attach("pm_card_visa", {"customer": payer.id})
    v1.customers.update(payer.id, {"invoice_settings": {"default_payment_method": card.id}})
    tries = v1.subscriptions.create(
        {
            "customer": payer.id,
            "items": [{"price": month.id}],
            "trial_end": account.now() + 30 * DAY,
        }
    )
    v1.test_helpers.test_clocks.advance(clock.id, {"frozen_time": account.now() + 31 * DAY})
    item = v1.subscriptions.retrieve(tries.id)["items"].data[0]
    v1.subscriptions.update(
        tries.id,
        {
            "items": [{"id": item.id, "price": year.id}],
            "proration_behavior": "always_invoice",
        },
    )
    paid = v1.invoices.list({"customer": payer.id, "status": "paid"}).data[0]
    payment = v1.invoice_payments.list({"invoice": paid.id}).data[0].payment.payment_intent
    v1.refunds.create({"payment_intent": payment, "amount": 100})
    v1.billing_portal.sessions.create({"customer": payer.id})
    v1.subscriptions.cancel(tries.id)

    other = v1.customers.create({"name": "Казань", "email": "city@example.org"})
    page = v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "customer": other.id,
            "line_items": [{"price": month.id, "quantity": 1}],
            "success_url": "http://kazan.localhost/",
        }
    )
    from infra.fake_stripe.resources import payments, sessions

    sessions.pay(account, page.id, payments.GOOD)
    account.faults.declined_payments = 10
    due.run(account, account.now() + 60 * DAY)
    left = v1.checkout.sessions.create(
        {
            "mode": "subscription",
            "customer": other.id,
            "line_items": [{"price": month.id, "quantity": 1}],
            "success_url": "http://kazan.localhost/",
        }
    )
    v1.checkout.sessions.expire(left.id)
    for ending in ("void_invoice", "mark_uncollectible", "pay", ""):
        made = v1.invoices.create(
            {"customer": other.id, "collection_method": "send_invoice", "days_until_due": 10}
        )
        v1.invoice_items.create({"customer": other.id, "invoice": made.id, "amount": 500})
        v1.invoices.send_invoice(made.id)
        if ending:
            more = {"paid_out_of_band": True} if ending == "pay" else {}
            getattr(v1.invoices, ending)(made.id, more)
    due.run(account, account.now() + 20 * DAY)
    v1.customers.delete(other.id)


def test_every_object_is_as_the_client_describes_it(account, v1):
    _live_through_everything(account, v1)

    found = [
        word
        for kind, things in account.store.kinds.items()
        for each in things.values()
        for word in fake.strange(each, fake.class_of(each), kind)
    ]
    assert found == []
    assert {"past_due", "canceled"} <= {
        each["data"]["object"]["status"]
        for each in account.store.all("event")
        if each["data"]["object"]["object"] == "subscription"
    }


def test_events_are_of_types_that_stripe_has_and_about_objects_as_they_were(account, v1):
    _live_through_everything(account, v1)

    events = account.store.all("event")
    assert len({each["type"] for each in events}) > 20
    found = [
        word
        for event in events
        for about in [event["data"]["object"]]
        for word in fake.strange(about, fake.class_of(about), event["type"])
    ]
    assert found == []


def test_what_is_expanded_is_as_the_client_describes_it_too(account, v1):
    _live_through_everything(account, v1)

    invoices = v1.invoices.list({"limit": 100, "expand": ["data.payments", "data.customer"]})
    running = v1.subscriptions.list({"status": "all", "expand": ["data.latest_invoice.payments"]})

    answered = [*invoices.to_dict()["data"], *running.to_dict()["data"]]
    assert [
        word
        for each in answered
        for word in fake.strange(_as_sent(each), fake.class_of(each), each["id"])
    ] == []


def test_an_invoice_s_own_period_is_not_what_its_lines_are_for(account, v1):
    payer = v1.customers.create({})
    card = v1.payment_methods.attach("pm_card_visa", {"customer": payer.id})
    v1.subscriptions.create(
        {
            "customer": payer.id,
            "items": [{"price": _price(v1).id}],
            "default_payment_method": card.id,
        }
    )
    due.run(account, account.now() + 32 * DAY)

    renewal, first = v1.invoices.list({"customer": payer.id}).data
    begun, renewed = (each.lines.data[0].period for each in (first, renewal))
    assert first.period_start == first.period_end == first.created == begun.start
    assert (renewal.period_start, renewal.period_end) == (begun.start, begun.end)
    assert renewed.start == begun.end


def test_a_customer_s_balance_pays_first_and_takes_what_is_left_of_a_year(account, v1):
    payer = v1.customers.create({"balance": -1_000_000})
    card = v1.payment_methods.attach("pm_card_visa", {"customer": payer.id})
    begun = v1.subscriptions.create(
        {
            "customer": payer.id,
            "items": [{"price": _price(v1, 66_900_000, "year").id}],
            "default_payment_method": card.id,
        }
    )
    item = begun["items"].data[0].id
    v1.subscriptions.update(
        begun.id,
        {
            "items": [{"id": item, "price": _price(v1).id}],
            "proration_behavior": "always_invoice",
        },
    )
    due.run(account, account.now() + 32 * DAY)

    months, changed, first = v1.invoices.list({"customer": payer.id}).data
    assert (first.total, first.amount_due, first.amount_paid) == (
        66_900_000,
        65_900_000,
        65_900_000,
    )
    assert (changed.total, changed.amount_due, changed.status) == (-60_700_000, 0, "paid")
    assert (months.total, months.amount_due) == (6_200_000, 0)
    assert (months.starting_balance, months.ending_balance) == (-60_700_000, -54_500_000)
    assert v1.customers.retrieve(payer.id).balance == -54_500_000


def test_a_parameter_stripe_does_not_know_is_refused(v1):
    with pytest.raises(stripe.InvalidRequestError, match="unknown parameter: nmae") as refused:
        v1.customers.create({"nmae": "Пенза"})
    assert refused.value.code == "parameter_unknown"


def test_a_word_that_is_none_of_stripes_is_refused(v1):
    payer = v1.customers.create({})

    with pytest.raises(stripe.InvalidRequestError, match="must be one of"):
        v1.invoices.create({"customer": payer.id, "collection_method": "by_post"})


def test_a_request_repeated_under_its_key_has_one_effect_and_one_answer(account, v1):
    account.faults.add(LOST_ANSWER, "POST /v1/customers")
    once = {"idempotency_key": "attempt-1"}
    with pytest.raises(stripe.APIConnectionError):
        v1.customers.create({"name": "Пенза"}, options=once)

    again = v1.customers.create({"name": "Пенза"}, options=once)

    assert [each["id"] for each in account.store.all("customer")] == [again.id]
    with pytest.raises(stripe.IdempotencyError):
        v1.customers.create({"name": "Казань"}, options=once)


def test_lists_go_on_page_by_page(account, v1):
    made = [v1.customers.create({"name": str(number)}).id for number in range(7)]

    first = v1.customers.list({"limit": 3})

    assert first.has_more
    assert [each.id for each in first.auto_paging_iter()] == made[::-1]


def test_another_version_and_a_foreign_key_are_refused(account):
    old = stripe.StripeClient(
        account.key, base_addresses={"api": account.url}, stripe_version="2020-08-27"
    )
    stranger = stripe.StripeClient("sk_test_other", base_addresses={"api": account.url})

    with pytest.raises(stripe.InvalidRequestError):
        old.v1.customers.list()
    with pytest.raises(stripe.AuthenticationError):
        stranger.v1.customers.list()


def _as_sent(thing):
    """What came over the wire: the client makes decimals of some texts."""
    from decimal import Decimal

    if isinstance(thing, dict):
        return {name: _as_sent(each) for name, each in thing.items()}
    if isinstance(thing, list):
        return [_as_sent(each) for each in thing]
    return str(thing) if isinstance(thing, Decimal) else thing
