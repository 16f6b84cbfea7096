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
    ended = Offboarding(
        city_id=penza.id, tenant=penza.role, deleted_at=timezone.now(), second_by="Второй"
    )
    with scope.entered(None), transaction.atomic("owner"):
        for _ in range(2):
            end_rails(ended)
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
