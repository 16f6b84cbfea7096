"""Operators see what the card's rail told, have it worked off again, have everything compared."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from billing.models import (
    Change,
    Operation,
    ProviderInvoice,
    ProviderSubscription,
    Received,
    Reconciliation,
)
from console.models import Action
from tenants.isolation import scope
from tests.billing.conftest import YEARLY, office, take


@pytest.fixture
def forgotten_invoice(rail) -> Received:
    """The event of an invoice that is in none of our tables any more."""
    rail.subscribed()
    rail.read(*rail.news())
    with scope.entered(None), transaction.atomic("owner"):
        for table in (Change, ProviderInvoice):
            table.objects.using("owner").all().delete()
    return office(lambda: Received.objects.get(type="invoice.paid"))


def test_an_event_is_worked_off_again_and_the_journal_knows_who_wanted_it(
    rail, operator, forgotten_invoice
):
    answer = operator.post(f"/rails/events/{forgotten_invoice.pk}/replay/")
    rail.work()

    assert answer.status_code == 302
    assert office(ProviderInvoice.objects.get).state == "paid"
    again = office(lambda: Received.objects.get(pk=forgotten_invoice.pk))
    assert (again.state, again.replayed_by) == ("processed", "Оператор Первый")
    noted = office(Action.objects.get)
    assert (noted.verb, noted.by_name) == (Action.REPLAYED, "Оператор Первый")
    assert again.event_id in operator.get("/journal/").content.decode()


def test_an_event_about_nothing_of_ours_cannot_be_repeated(rail, operator):
    rail.subscribed()
    other = next(each for each in rail.account.post.taken() if each["type"] == "product.created")
    kept = office(partial(take, other))

    assert operator.post(f"/rails/events/{kept.pk}/replay/").status_code == 404
    assert operator.post("/rails/events/999999/replay/").status_code == 404
    assert office(Action.objects.count) == 0


def test_a_comparison_is_run_by_the_worker_and_shown(rail, operator):
    rail.account.post.dropped = {"*"}
    rail.subscribed()

    assert operator.post("/rails/comparison/").status_code == 302
    assert "идёт" in operator.get("/rails/").content.decode()
    rail.work()

    assert "2 исправления" in operator.get("/rails/").content.decode()
    assert office(Reconciliation.objects.get).ordered_by == "Оператор Первый"
    assert office(ProviderSubscription.objects.get).state == "active"


def test_the_page_says_what_waits_and_what_is_stuck(rail, operator, django_assert_max_num_queries):
    rail.subscribed()
    rail.account.faults.add("unreachable", ".*", times=100)
    rail.read(*rail.news())
    rail.checkout()
    rail.work()
    office(lambda: _made_earlier(timedelta(minutes=5)))

    with django_assert_max_num_queries(12):
        page = operator.get("/rails/?waiting=1").content.decode()

    assert "страница оплаты картой" in page
    assert page.count("/replay/") == office(Received.objects.count)


def test_what_the_rail_refused_is_shown_until_it_is_done(rail, operator):
    rail.subscribed()
    rail.hear()
    (running,) = rail.there("subscription")
    running["status"] = "canceled"
    rail.order("change_plan", YEARLY)
    rail.work()
    running["status"] = "active"

    assert "отказано" in operator.get("/rails/").content.decode()
    rail.order("change_plan", YEARLY)
    rail.work()
    assert "отказано" not in operator.get("/rails/").content.decode()


def test_of_two_subscriptions_an_operator_ends_the_one_too_many(rail, operator):
    rail.subscribed()
    rail.v1.subscriptions.create(
        {
            "customer": rail.there("customer")[0]["id"],
            "items": [{"price": rail.there("price")[0]["id"]}],
            "default_payment_method": rail.there("payment_method")[0]["id"],
        }
    )
    rail.hear()
    older = office(lambda: ProviderSubscription.objects.earliest("pk"))
    page = operator.get("/money/cities/penza/").content.decode()
    assert page.count("Завершить сейчас") == 2

    operator.post(f"/money/cities/penza/cards/{older.pk}/end/")
    rail.work()

    states = office(lambda: dict(ProviderSubscription.objects.values_list("pk", "state")))
    assert states.pop(older.pk) == "ended"
    assert list(states.values()) == ["active"]
    noted = office(Action.objects.get)
    assert (noted.verb, noted.by_name) == (Action.UNSUBSCRIBED, "Оператор Первый")
    assert operator.post(f"/money/cities/kazan/cards/{older.pk}/end/").status_code == 404


def test_a_deployment_without_cards_says_how_to_have_them(operator):
    page = operator.get("/rails/").content.decode()

    assert "STRIPE_API_KEY" in page
    assert operator.post("/rails/comparison/").status_code == 404


def _made_earlier(by: timedelta) -> None:
    for operation in Operation.objects.filter(sent_at=None):
        Operation.objects.filter(pk=operation.pk).update(ordered_at=operation.ordered_at - by)
