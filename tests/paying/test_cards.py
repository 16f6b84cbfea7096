"""Paying by card from the city's page: ordered once, waited for, and in the books within the payment."""

from datetime import UTC, datetime, timedelta
from functools import partial
from types import SimpleNamespace
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
from django.utils import timezone

from billing import actions, standing, usage
from billing.clock import day_of
from billing.ledger import reading
from billing.ledger.rules import Account
from billing.models import Act, Entry, Invoice, Operation, ProviderSubscription, Subscription
from billing.periods import year_later
from billing.tasks import run_nightly
from infra.fake_stripe.resources import payments
from tenants import directory
from tenants.accounts.actor import SYSTEM
from tenants.entitlement import State
from tenants.isolation import scope
from tenants.models import City
from tests.billing.conftest import office, rail  # noqa: F401 (the fixture)
from tests.books import make as money

PAGE = "/desk/billing/"


@pytest.fixture
def card(seat, rail):  # noqa: F811
    """Пенза's administrator has typed a card on Stripe's page and come back."""

    def pay(number: str = payments.GOOD, period: str = "month"):
        waiting = seat.post(f"{PAGE}card/", {"period": period})["Location"]
        rail.work()
        rail.pay(seat.get(waiting)["Location"], number)
        seat.get(came_back(rail))
        rail.work()
        rail.hear()

    return pay


def came_back(rail) -> str:  # noqa: F811
    """Where Stripe's page leads to once it is paid."""
    done = urlsplit(rail.there("checkout.session")[-1]["success_url"])
    return f"{done.path}?{done.query}"


def ours() -> Subscription:
    rows = Subscription.objects.select_related("plan")
    return office(lambda: rows.get(tenant="t_penza"))


def balances() -> dict[Account, int]:
    sums = office(lambda: reading.balances(Entry.objects.filter(tenant="t_penza")))
    return {account: sum_ for account, sum_ in sums.items() if sum_}


def accepted() -> int:
    return sum(office(lambda: list(Act.objects.values_list("kopecks", flat=True))))


def may_do() -> State:
    directory.forget()
    return directory.by_schema("penza").entitlement.state


def end_trial() -> None:
    office(
        lambda: Subscription.objects.filter(tenant="t_penza").update(
            trial_until=timezone.now() - timedelta(days=20)
        )
    )


def test_without_a_rail_there_is_no_button(seat):
    assert "Платить картой" not in seat.get(PAGE).content.decode()
    assert seat.post(f"{PAGE}card/").status_code == 404


def test_a_card_is_paid_on_the_rail_s_page_and_stands_in_the_books(seat, card, ledger):
    end_trial()
    card()

    assert (ours().state, ours().rail, ours().period) == ("active", "stripe", "month")
    invoice = office(Invoice.objects.get)
    assert balances() == {Account.STRIPE: invoice.kopecks, Account.UNEARNED: -invoice.kopecks}
    page = seat.get(PAGE).content.decode()
    assert "картой" in page
    assert f"№ {invoice.number}" in page
    assert "Карта и чеки" in page


def test_a_year_by_card_is_accepted_month_by_month(seat, card, ledger):
    end_trial()
    card(period="year")

    invoice = office(Invoice.objects.get)
    today = day_of(timezone.now())
    assert (invoice.since, invoice.until) == (today, year_later(today))
    office(lambda: actions.accept_due(by=SYSTEM, at=timezone.now() + timedelta(days=40)))
    assert 0 < accepted() < invoice.kopecks / 6
    office(lambda: actions.accept_due(by=SYSTEM, at=timezone.now() + timedelta(days=366)))
    assert accepted() == invoice.kopecks


def test_a_year_made_a_month_at_stripe_s_own_desk_leaves_no_debt(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card(period="year")
    paid = office(Invoice.objects.get).kopecks
    (running,) = rail.there("subscription")
    items = running["items"]["data"]
    month = rail.v1.prices.create(
        {
            "product": items[0]["price"]["product"],
            "currency": "rub",
            "unit_amount": round(paid * 0.4),
            "recurring": {"interval": "month"},
        }
    )
    rail.v1.subscriptions.update(
        running["id"],
        {
            "items": [{"id": items[0]["id"], "price": month.id}],
            "proration_behavior": "always_invoice",
        },
    )
    for _ in range(3):
        rail.pass_days(31.2)
    rail.hear()

    # What was left of the year pays two months more in part, then the card is charged again.
    assert len(rail.there("invoice")) == 5
    booked = balances()
    assert booked[Account.STRIPE] == -booked[Account.UNEARNED] > paid
    assert Account.RECEIVABLE not in booked


def test_a_renewal_is_for_the_month_that_begins(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    rail.pass_days(31.2)
    rail.hear()

    first, renewal = office(lambda: list(Invoice.objects.order_by("since")))
    assert renewal.since == first.until
    assert renewal.until > renewal.issued_on >= renewal.since


def test_a_card_given_in_the_trial_charges_nothing_yet(seat, card, ledger):
    card()

    assert (ours().state, ours().rail) == ("trial", "stripe")
    assert balances() == {}


def test_a_late_city_is_open_again_with_the_payment(seat, card, ledger, committed):
    end_trial()
    office(partial(_weigh, "penza"))
    assert may_do() is State.READ_ONLY

    card()

    assert may_do() is State.FULL


def test_a_renewal_that_fails_shuts_by_and_by_and_its_retry_opens(
    seat,
    card,
    rail,  # noqa: F811
    ledger,
    monkeypatch,
):
    at_stripe = SimpleNamespace(now=lambda: datetime.fromtimestamp(rail.account.now(), UTC))
    monkeypatch.setattr("billing.handlers.timezone", at_stripe)
    monkeypatch.setattr("billing.tasks.timezone", at_stripe)
    end_trial()
    card()

    # Stripe asks the bank on the first day, then after 3, 5 and 7 days more.
    rail.account.faults.declined_payments = 4
    month = office(ProviderSubscription.objects.get).paid_until - at_stripe.now()
    rail.pass_days(month / timedelta(days=1) + 0.1)
    rail.hear()
    assert office(ProviderSubscription.objects.get).state == "past_due"
    owed = office(lambda: Invoice.objects.latest("since"))
    assert balances()[Account.RECEIVABLE] == owed.kopecks
    assert may_do() is State.FULL

    rail.pass_days(13)
    rail.hear()
    run_nightly()
    assert may_do() is State.FULL
    rail.pass_days(2.5)
    rail.hear()
    run_nightly()
    assert may_do() is State.READ_ONLY
    assert ours().state == "active"

    rail.v1.invoices.pay(owed.outside_ref)
    rail.hear()

    assert office(ProviderSubscription.objects.get).state == "active"
    assert Account.RECEIVABLE not in balances()
    assert may_do() is State.FULL


def test_organisations_beyond_the_plan_are_paid_from_the_next_period_on(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    use(organisations=ours().plan.organisations + 3)

    run_nightly()
    rail.work()

    ordered = office(lambda: Operation.objects.get(verb="change_plan"))
    terms = ours().plan.terms()
    assert ordered.ordered_by == SYSTEM.name
    wanted = terms.kopecks["month"] + 3 * terms.more_kopecks["month"]
    assert office(ProviderSubscription.objects.get).kopecks == wanted
    assert len(rail.there("invoice")) == 1
    run_nightly()
    assert office(lambda: Operation.objects.filter(verb="change_plan").count()) == 1


def test_a_change_that_was_refused_is_tried_again_the_next_night(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    use(organisations=ours().plan.organisations + 1)
    (running,) = rail.there("subscription")
    running["status"] = "canceled"
    run_nightly()
    rail.work()
    running["status"] = "active"

    run_nightly()
    rail.work()

    states = office(lambda: list(_changes().values_list("state", flat=True)))
    assert states == [Operation.REFUSED, Operation.DONE]


def test_the_night_waits_while_another_order_runs(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    use(organisations=ours().plan.organisations + 1)
    seat.post(f"{PAGE}card/cabinet/")

    run_nightly()

    assert not office(_changes().exists)


def test_a_subscription_told_to_end_keeps_its_price(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    seat.post(f"{PAGE}card/end/")
    rail.work()
    use(organisations=ours().plan.organisations + 1)

    run_nightly()

    assert not office(_changes().exists)


def test_who_comes_back_from_paying_is_thanked_and_seen_without_any_event(seat, rail, ledger):  # noqa: F811
    end_trial()
    waiting = seat.post(f"{PAGE}card/", {"period": "month"})["Location"]
    rail.work()
    rail.pay(seat.get(waiting)["Location"])

    assert "Спасибо" in seat.get(came_back(rail), follow=True).content.decode()
    rail.work()

    assert ours().state == "active"


def test_who_comes_back_from_the_cabinet_sees_what_was_changed_there(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    seat.get(PAGE)
    seat.post(f"{PAGE}card/cabinet/")
    rail.work()
    (running,) = rail.there("subscription")
    rail.v1.subscriptions.update(running["id"], {"cancel_at_period_end": True})
    rail.account.post.taken()
    (session,) = rail.there("billing_portal.session")

    page = seat.get(f"{PAGE}?{urlsplit(session['return_url']).query}", follow=True)
    rail.work()

    assert "Спасибо" not in page.content.decode()
    assert ours().ends_on is not None


def test_who_pays_already_orders_no_second_page(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()

    told = seat.post(f"{PAGE}card/", {"period": "month"}, follow=True).content.decode()

    assert "Город уже платит" in told
    assert office(lambda: Operation.objects.filter(verb="checkout").count()) == 1


def test_who_pays_by_contract_orders_no_page_of_cards(seat, rail, ledger, as_office):  # noqa: F811
    with as_office() as city:
        money.contract(city, at=timezone.now(), ends_on=day_of(timezone.now()) + timedelta(90))

    told = seat.post(f"{PAGE}card/", {"period": "month"}, follow=True).content.decode()

    assert "Город уже платит" in told
    assert not office(Operation.objects.exists)


@pytest.mark.parametrize("named", ["", "1", str(uuid4())])
def test_nobody_is_thanked_for_what_was_never_ordered(seat, rail, ledger, named):  # noqa: F811
    page = seat.get(f"{PAGE}?operation={named}", follow=True)

    assert (page.status_code, "Спасибо" in page.content.decode()) == (200, False)


def test_while_one_order_runs_another_is_told_to_wait(seat, rail, ledger):  # noqa: F811
    seat.post(f"{PAGE}card/", {"period": "month"})

    told = seat.post(f"{PAGE}card/", {"period": "year"}, follow=True).content.decode()

    assert "ещё выполняется" in told
    assert office(Operation.objects.count) == 1


def test_the_waiting_page_waits_and_is_the_city_s_own(seat, rail, ledger):  # noqa: F811
    address = seat.post(f"{PAGE}card/", {"period": "month"})["Location"]

    assert "Ждём платёжную систему" in seat.get(address).content.decode()
    rail.work()
    assert seat.get(address).status_code == 302
    assert seat.get(f"{PAGE}card/00000000-0000-0000-0000-000000000000/").status_code == 404


def test_a_card_s_period_and_end_are_the_rail_s(seat, card, rail, ledger):  # noqa: F811
    end_trial()
    card()
    seat.post(f"{PAGE}card/period/", {"period": "year"})
    rail.work()
    assert ours().period == "year"

    seat.post(f"{PAGE}card/end/")
    rail.work()

    assert ours().ends_on is not None
    assert (
        "Подписка оплачивается картой"
        in seat.post(f"{PAGE}period/", {"period": "month"}, follow=True).content.decode()
    )


def use(*, organisations: int) -> None:
    """Пенза counts this many organisations today."""
    with scope.in_tenant(directory.by_schema("penza")):
        usage.note(day_of(timezone.now()), organisations=organisations, appeals=0)


def _changes():
    return Operation.objects.filter(verb="change_plan").order_by("ordered_at")


def _weigh(schema: str) -> None:
    standing.weigh(City.objects.get(schema_name=schema), at=timezone.now())
