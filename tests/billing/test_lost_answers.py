"""FAULT 40: an answer that never came, or a process that died, never makes a second effect."""

from datetime import timedelta

import pytest
import stripe
from django.utils import timezone

from billing import gateways
from billing.gateway import Line
from billing.models import Operation, Payer, ProviderInvoice, ProviderSubscription
from billing.operations import carrying, ending
from infra.fake_stripe.faults import ERROR_AFTER, ERROR_BEFORE, LATE_ANSWER, LOST_ANSWER, TOO_MANY
from tenants.fanout.carried import StillCarried
from tenants.fanout.office import in_office
from tests.billing.conftest import PENZA, YEARLY, again, office, subscription_at

SOON = timedelta(minutes=2)


def ask_again(operation: Operation, after: timedelta = SOON) -> Operation:
    """The next try."""
    with in_office():
        carrying.carry_out(operation.pk, at=timezone.now() + after)
    return again(operation)


def invoice(rail) -> Operation:
    """Somebody wants an invoice of two lines."""
    lines = [Line("big", "Отклик, ноябрь", 9_800_000), Line("more", "Сверх тарифа", 90_000, 2)]
    return rail.order("send_invoice", lines, customer=PENZA, days_until_due=10, note="ноябрь")


@pytest.mark.parametrize(
    "request_", ["customers", "products", "prices", "checkout/sessions"], ids=lambda name: name
)
@pytest.mark.parametrize("fault", [LOST_ANSWER, ERROR_BEFORE, TOO_MANY])
def test_a_page_is_made_once_whatever_answer_was_lost(rail, request_, fault):
    rail.account.faults.add(fault, f"POST /v1/{request_}")
    operation = rail.checkout()
    rail.work()
    waiting = again(operation)
    assert (waiting.state, waiting.attempts, waiting.claimed_at) == (Operation.ORDERED, 1, None)
    assert waiting.failure

    done = ask_again(operation)

    assert (done.state, done.attempts, done.failure) == (Operation.DONE, 2, "")
    for kind in ("customer", "product", "price", "checkout.session"):
        assert len(rail.there(kind)) == 1, kind
    assert done.answer["url"] == rail.there("checkout.session")[0]["url"]


@pytest.mark.parametrize(
    "request_",
    ["customers", "invoices", "invoiceitems", "invoices/[^/]+/finalize", "invoices/[^/]+/send"],
)
def test_an_invoice_is_made_once_with_all_its_lines(rail, request_):
    rail.account.faults.add(LOST_ANSWER, f"POST /v1/{request_}")
    operation = invoice(rail)
    rail.work()

    assert ask_again(operation).state == Operation.DONE

    (made,) = rail.there("invoice")
    assert [line["amount"] for line in made["lines"]["data"]] == [9_800_000, 180_000]
    assert office(ProviderInvoice.objects.get).kopecks == 9_980_000


def test_an_answer_that_comes_too_late_after_the_charge_charges_once(rail, settings):
    rail.subscribed()
    rail.hear()
    settings.STRIPE_TIMEOUT_SECONDS = 0.3
    gateways.forget()
    rail.account.faults.add(LATE_ANSWER, "POST /v1/subscriptions/.*", seconds=1.0)
    rail.pass_days(10)
    operation = rail.order("change_plan", YEARLY)
    rail.work()
    assert again(operation).state == Operation.ORDERED
    charged = [each for each in rail.there("payment_intent") if each["amount"] > 90_000_000]
    assert len(charged) == 1

    settings.STRIPE_TIMEOUT_SECONDS = 60
    gateways.forget()
    assert ask_again(operation).state == Operation.DONE

    assert len(rail.there("payment_intent")) == 2
    assert office(ProviderSubscription.objects.get).period == "year"


def test_the_clients_own_second_try_has_no_second_effect(rail, settings, monkeypatch):
    monkeypatch.setattr(stripe.HTTPClient, "INITIAL_DELAY", 0.001)
    settings.STRIPE_RETRIES = 2
    gateways.forget()
    for request_ in ("customers", "prices", "checkout/sessions"):
        rail.account.faults.add(LOST_ANSWER, f"POST /v1/{request_}")
    operation = rail.checkout()

    rail.work()

    assert (again(operation).state, again(operation).attempts) == (Operation.DONE, 1)
    assert len(rail.there("customer")) == len(rail.there("checkout.session")) == 1


class Killed(BaseException):
    """SIGKILL, as far as a test can go."""


@pytest.mark.parametrize("place", ["before the answer is written", "before the payer is written"])
def test_a_process_killed_after_the_effect_goes_on_where_it_was(rail, monkeypatch, place):
    def die(*_, **__):
        raise Killed

    with monkeypatch.context() as deadly:
        if place == "before the answer is written":
            deadly.setattr(ending, "done", die)
        else:
            deadly.setattr(Payer.objects, "create", die)
        operation = invoice(rail)
        with pytest.raises(Killed):
            rail.work()
    with pytest.raises(StillCarried):
        ask_again(operation, timedelta(seconds=30))

    assert ask_again(operation).state == Operation.DONE

    assert len(rail.there("customer")) == len(rail.there("invoice")) == 1
    assert office(Payer.objects.count) == office(ProviderInvoice.objects.count) == 1


def test_the_timetable_takes_up_what_was_put_off(rail):
    rail.account.faults.add(LOST_ANSWER, "POST /v1/checkout/sessions")
    operation = rail.checkout()
    rail.work()
    with in_office():
        assert carrying.sweep(at=timezone.now()) == 0
        assert carrying.sweep(at=timezone.now() + timedelta(seconds=20)) == 1
        assert carrying.sweep(at=timezone.now() + timedelta(seconds=20)) == 0

    rail.work()

    assert again(operation).state == Operation.DONE


def test_a_refusal_is_final_and_says_why_without_anybodys_words(rail):
    rail.subscribed()
    rail.hear()
    operation = rail.order("change_plan", YEARLY)
    ref = subscription_at(rail).ref
    del rail.account.store.kinds["subscription"][ref]
    rail.work()

    refused = again(operation)
    assert refused.state == Operation.REFUSED
    assert "resource_missing" in refused.failure
    assert ref not in refused.failure


class TestAfterADay:
    """Stripe has forgotten the key: only what stands there can tell."""

    def test_what_was_done_is_found_by_its_name(self, rail, reconciled):
        rail.account.faults.add(ERROR_AFTER, "POST /v1/invoices/[^/]+/send")
        operation = invoice(rail)
        rail.work()
        # The key keeps giving the same 500 until it is forgotten.
        assert ask_again(operation).state == Operation.ORDERED

        run = reconciled(timezone.now() + timedelta(hours=1))

        done = again(operation)
        assert (done.state, done.answer["ref"]) == (Operation.DONE, rail.there("invoice")[0]["id"])
        assert {"what": "done", "kind": "operation"}.items() <= run.healed[-1].items()
        assert len(rail.there("invoice")) == 1

    def test_what_was_not_done_begins_anew_under_another_key(self, rail, reconciled):
        rail.account.faults.add(ERROR_AFTER, "POST /v1/customers")
        operation = invoice(rail)
        rail.work()
        tomorrow = timezone.now() + timedelta(hours=24)
        with in_office():
            carrying.carry_out(operation.pk, at=tomorrow)
        assert len(rail.there("invoice")) == 0

        reconciled(tomorrow)
        with in_office():
            carrying.carry_out(operation.pk, at=tomorrow)

        assert again(operation).generation == 2
        assert again(operation).state == Operation.DONE
        assert len(rail.there("invoice")) == 1
