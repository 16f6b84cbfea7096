"""A rail of cards: the product on one side, the fake Stripe on the other, real HTTP between them."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

import pytest
import requests
from django.db import transaction
from django.test import Client
from django.utils import timezone

from billing import gateways, operations, reconciler
from billing.facts import Kind, Reference
from billing.gateway import Customer, Line, Plan
from billing.inbox import meaning, taking
from billing.models import Operation, Received, Reconciliation
from infra.fake_stripe import due, post
from infra.fake_stripe.account import Account
from infra.fake_stripe.resources import payments
from tenants import directory
from tenants.accounts.actor import Actor, Role
from tenants.fanout import relay
from tenants.fanout.office import in_office
from tenants.fanout.tasks import deliver
from tenants.isolation import scope
from tests.fakes import stripe as fake

DAY = 86_400
ANNA = Actor(role=Role.ADMINISTRATOR, user_id=7, name="Анна Сергеевна")
OPERATOR = Actor(role=Role.OPERATOR, user_id=1, name="Оператор Первый")
PENZA = Customer(city="penza", name="Пенза", email="finance@penza.example")
MONTHLY = Plan([Line("big", "Отклик: 250–500 тысяч жителей", 9_800_000)], "month", "с НДС 22 %")
YEARLY = Plan([Line("big", "Отклик: 250–500 тысяч жителей", 105_800_000)], "year", "с НДС 22 %")


@dataclass
class Rail:
    """Both ends of the rail, and what people do between them."""

    account: Account
    tenants: Any
    sent: list[tuple] = field(default_factory=list)

    @property
    def v1(self) -> Any:
        """The official client, for what somebody does at Stripe's own desk."""
        return fake.client(self.account)

    def order(self, verb: str, *args: Any, at: datetime | None = None, **more: Any) -> Operation:
        """Somebody of Пенза's administration wants something."""
        with scope.in_tenant(self.tenants.penza):
            ordering = getattr(operations, verb)
            return ordering("t_penza", *args, by=ANNA, at=at or timezone.now(), **more)

    def checkout(self, plan: Plan = MONTHLY, **more: Any) -> Operation:
        """Somebody wants to pay by card."""
        return self.order(
            "checkout",
            plan,
            customer=PENZA,
            **{"trial_until": None, "done_url": "http://penza.localhost/d", "back_url": "http://b/"}
            | more,
        )

    def subscribed(self, card: str = payments.GOOD, plan: Plan = MONTHLY) -> Operation:
        """Paid on Stripe's page; its events still wait there."""
        operation = self.checkout(plan)
        self.work()
        self.pay(again(operation).answer["url"], card)
        return operation

    def pay(self, page: str, card: str = payments.GOOD) -> None:
        """Somebody types a card's number on a page of Stripe's."""
        requests.post(page, {"card": card}, timeout=60, allow_redirects=False)

    def work(self) -> None:
        """What relay and worker do, until the outbox is empty."""
        while relay.relay_once():
            taken, self.sent = self.sent, []
            for schema, topic, messages in taken:
                with scope.entered(directory.by_schema(schema)):
                    deliver.run(topic, messages)

    def hear(self, *events: dict[str, Any]) -> None:
        """Events come to our door and are worked off; without any named, all we asked to be told."""
        for event in events or self.news():
            assert tell(event).status_code == 200
        self.work()

    def read(self, *events: dict[str, Any]) -> None:
        """The same past the door: events as they lie in the inbox, worked off."""
        for event in events:
            office(partial(take, event))
        self.work()

    def news(self) -> list[dict[str, Any]]:
        """The events that wait at Stripe, of the types that an endpoint of ours is told."""
        waiting = self.account.post.taken()
        return [event for event in waiting if event["type"].startswith(meaning.TYPES)]

    def pass_days(self, days: float) -> None:
        """Time goes by at Stripe."""
        with self.account.lock:
            due.run(self.account, self.account.now() + round(days * DAY))

    def there(self, kind: str) -> list[dict[str, Any]]:
        """Objects at Stripe."""
        return self.account.store.all(kind)


@pytest.fixture
def rail(ledger, committed, settings, monkeypatch) -> Iterator[Rail]:
    """The rail; Пенза has not paid yet."""
    with fake.account(time.time()) as account:
        switch_on(settings, account)
        made = Rail(account, committed)
        monkeypatch.setattr(deliver, "send", lambda *message: made.sent.append(message))
        yield made
    gateways.forget()


@pytest.fixture
def reconciled(rail) -> Callable[..., Reconciliation]:
    """Ours and Stripe's compared; the report."""

    def run(at: datetime | None = None) -> Reconciliation:
        ordered = office(lambda: reconciler.order("stripe", by=OPERATOR, at=timezone.now()))
        with in_office():
            reconciler.reconcile(ordered.pk, at=at or timezone.now())
        return office(lambda: Reconciliation.objects.get(pk=ordered.pk))

    return run


def switch_on(settings: Any, account: Account) -> None:
    """The settings of a deployment that takes cards."""
    settings.STRIPE_API_KEY = account.key
    settings.STRIPE_IS_LIVE = False
    settings.STRIPE_API_URL = account.url
    settings.STRIPE_WEBHOOK_SECRETS = [fake.SECRET]
    settings.STRIPE_TIMEOUT_SECONDS = 60
    settings.STRIPE_RETRIES = 0
    settings.BILLING_GATEWAYS = {"stripe": "billing.gateways.stripe_gateway.make"}
    gateways.forget()


def tell(
    event: dict[str, Any] | str,
    *,
    secrets: tuple[str, ...] = (fake.SECRET,),
    late: float = 0,
    header: str | None = None,
) -> Any:
    """One event at our door, signed so many seconds from now."""
    body = event if isinstance(event, str) else fake.body(event)
    mark = post.signature(body, secrets, time.time() + late) if header is None else header
    return Client(headers={"host": "console.localhost"}).post(
        "/billing/stripe/",
        body,
        content_type="application/json",
        headers={"stripe-signature": mark},
    )


def take(event: dict[str, Any]) -> Received:
    """One event as the door takes it."""
    body = fake.body(event)
    header = post.signature(body, (fake.SECRET,))
    return taking.take(body.encode(), header, at=timezone.now())


def again(operation: Operation) -> Operation:
    """The operation as it stands now."""
    return office(lambda: Operation.objects.get(pk=operation.pk))


def office(look: Any) -> Any:
    """What the office sees."""
    with in_office(), transaction.atomic():
        return look()


def subscription_at(rail: Rail) -> Reference:
    """The only subscription there."""
    (only,) = rail.there("subscription")
    return Reference(Kind.SUBSCRIPTION, only["id"])
