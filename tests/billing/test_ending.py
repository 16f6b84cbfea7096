"""A city that has left is not charged again, and its name's next bearer sees nothing of it."""

from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from billing.ending import end_rails
from billing.models import Operation, Payer, ProviderInvoice, ProviderSubscription
from billing.operations import carrying
from tenants.fanout.office import in_office
from tenants.isolation import scope
from tenants.models import Offboarding
from tests.billing.conftest import office


def test_the_subscription_is_ended_and_the_rows_are_nobodys(rail):
    rail.subscribed()
    rail.hear()
    penza = rail.tenants.penza
    _leave(penza)
    with in_office():
        assert carrying.sweep(at=timezone.now() + timedelta(minutes=2)) == 1
    kept = office(lambda: list(Operation.objects.values("verb", "params", "ordered_by")))
    assert "finance@penza.example" not in str(kept)
    assert {"verb": "checkout", "params": {}, "ordered_by": ""} in kept
    rail.work()

    (there,) = rail.there("subscription")
    assert there["status"] == "canceled"
    assert office(ProviderSubscription.objects.get).state == "ended"
    with scope.in_tenant(penza):
        for table in (Payer, ProviderSubscription, ProviderInvoice, Operation):
            assert not table.objects.exists()


def test_a_second_subscription_of_who_left_is_ended_by_the_comparison(rail, reconciled):
    rail.subscribed()
    rail.v1.subscriptions.create(
        {
            "customer": rail.there("customer")[0]["id"],
            "items": [{"price": rail.there("price")[0]["id"]}],
            "default_payment_method": rail.there("payment_method")[0]["id"],
        }
    )
    rail.hear()
    _leave(rail.tenants.penza)
    with in_office():
        carrying.sweep(at=timezone.now() + timedelta(minutes=2))
    rail.work()
    assert sorted(each["status"] for each in rail.there("subscription")) == ["active", "canceled"]

    reconciled()
    rail.work()

    assert {each["status"] for each in rail.there("subscription")} == {"canceled"}


def _leave(city) -> None:
    ended = Offboarding(
        city_id=city.id, tenant=city.role, deleted_at=timezone.now(), second_by="Второй"
    )
    with scope.entered(None), transaction.atomic("owner"):
        for _ in range(2):
            end_rails(ended)
