"""Books with real commits, for tests that need a city and the office at once."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import UTC, datetime

import pytest
from django.db import transaction
from django.utils import timezone

from billing import tariff
from billing.models import Plan, Subscription
from tenants import directory
from tenants.isolation import scope
from tenants.models import City, Entitlements

# Noon in Moscow, in the middle of a month.
NOW = datetime(2026, 11, 18, 9, tzinfo=UTC)
TODAY = NOW.date()

OfficeHand = Callable[..., AbstractContextManager[City]]


@pytest.fixture
def ledger(committed) -> Iterator[None]:
    """Books; afterwards both cities are on trial again, at the first prices, and owe nothing."""
    yield
    with scope.entered(None), transaction.atomic("owner"):
        Subscription.objects.using("owner").update(
            state="trial",
            rail="",
            period="month",
            ends_on=None,
            ended_at=None,
            trial_until=timezone.now() + tariff.TRIAL,
        )
        Entitlements.objects.using("owner").all().delete()
        plans = Plan.objects.using("owner")
        plans.filter(code__contains=".").delete()
        plans.update(is_offered=True)
    _remember(committed)


@pytest.fixture
def frozen(ledger, monkeypatch) -> None:
    """The product's clock stands at NOW, and the trials of both cities have just begun."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    with scope.entered(None), transaction.atomic("owner"):
        Subscription.objects.using("owner").update(trial_until=NOW + tariff.TRIAL)


@pytest.fixture
def as_office(ledger, committed) -> OfficeHand:
    """`with as_office("penza") as city:` – the operators' hand; what the product knows is read anew."""

    @contextmanager
    def entered(schema: str = "penza") -> Iterator[City]:
        with scope.in_tenant(committed.office):
            yield City.objects.get(schema_name=schema)
        _remember(committed)

    return entered


def _remember(committed) -> None:
    directory.forget()
    for tenant in (committed.penza, committed.kazan, committed.office):
        directory.by_schema(tenant.schema)
        directory.by_host(tenant.host)
