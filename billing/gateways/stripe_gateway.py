"""Cards by Stripe, through its official client.

Keys of ours ride on every change. Where one verb is several requests each has a key of its own made
from the verb's; a request whose contents follow from what stands at Stripe is only sent when that
does not say already what was wanted, so that a repetition after a lost answer never contradicts the
first one.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

import stripe
from django.conf import settings

from billing import tariff
from billing.facts import (
    CURRENCY,
    CustomerGone,
    Facts,
    InvoiceFacts,
    Kind,
    Reference,
    SubscriptionFacts,
    Thing,
)
from billing.gateway import Customer, Gateway, Hosted, Line, Plan, Refused, Verb
from billing.gateways import stripe_prices, stripe_reading
from billing.gateways.stripe_asking import MISSING, asking, unless
from billing.gateways.stripe_reading import OPERATION

# The version whose fields `stripe_reading` knows; a newer client must be read before it is believed.
API_VERSION = "2026-10-28.endive"
_PAGE = 100
_PAYMENTS = ["payments"]
_CHARGED = ("trialing", "active", "past_due", "unpaid")


def make() -> Gateway:
    """The rail of the settings."""
    # What machine we run on is nobody's business.
    stripe.enable_telemetry = False
    client = stripe.StripeClient(
        settings.STRIPE_API_KEY,
        stripe_version=API_VERSION,
        base_addresses={"api": settings.STRIPE_API_URL},
        max_network_retries=settings.STRIPE_RETRIES,
        http_client=stripe.RequestsClient(timeout=settings.STRIPE_TIMEOUT_SECONDS),
    )
    return StripeGateway(client, is_live=settings.STRIPE_IS_LIVE)


class StripeGateway:
    """`billing.gateway.Gateway` by Stripe."""

    name = "stripe"
    offers = frozenset(Verb)

    def __init__(self, client: stripe.StripeClient, *, is_live: bool) -> None:
        self.v1 = client.v1
        self.is_live = is_live

    def create_customer(self, customer: Customer, *, key: str) -> str:
        """Make the payer known; its name at the rail."""
        params: Any = {
            "name": customer.name,
            "preferred_locales": ["ru"],
            "metadata": {"city": customer.city},
        }
        if customer.email:
            params["email"] = customer.email
        if settings.STRIPE_TEST_CLOCK and not self.is_live:
            params["test_clock"] = settings.STRIPE_TEST_CLOCK
        with asking():
            return self.v1.customers.create(params, _under(key)).id

    def start_checkout(
        self,
        customer: str,
        plan: Plan,
        *,
        trial_until: datetime | None,
        done_url: str,
        back_url: str,
        operation: str,
        key: str,
    ) -> Hosted:
        """A page where a subscription is paid for and begins; the only one that is open.

        Raises:
            Refused: this customer pays already, though we may not have heard of it yet.
        """
        self._shut_other_pages(customer, operation)
        items = stripe_prices.items(self.v1, plan, key=key)
        data: dict[str, Any] = {"metadata": {OPERATION: operation}, "description": plan.note}
        if trial_until:
            data["trial_end"] = int(trial_until.timestamp())
        params: Any = {
            "mode": "subscription",
            "customer": customer,
            "line_items": items,
            "subscription_data": data,
            "metadata": {OPERATION: operation},
            "success_url": done_url,
            "cancel_url": back_url,
            "locale": "ru",
        }
        with asking():
            session = self.v1.checkout.sessions.create(params, _under(key))
        return Hosted(
            session.id, session.url or "", datetime.fromtimestamp(session.expires_at, UTC)
        )

    def open_portal(self, customer: str, *, back_url: str, key: str) -> Hosted:
        """A page where the payer changes the card, sees invoices, ends the subscription."""
        with asking():
            session = self.v1.billing_portal.sessions.create(
                {"customer": customer, "return_url": back_url, "locale": "ru"}, _under(key)
            )
        return Hosted(session.id, session.url)

    def change_plan(
        self, subscription: str, plan: Plan, *, operation: str, key: str
    ) -> SubscriptionFacts:
        """Other prices: from the next period; a longer one begins at once, less what is left."""
        wanted = stripe_prices.items(self.v1, plan, key=key)
        with asking():
            running = self.v1.subscriptions.retrieve(subscription)
            old = running["items"].data
            if {item.price.id: item.quantity for item in old} == {
                each["price"]: each["quantity"] for each in wanted
            }:
                return stripe_reading.subscription(running)
            params: Any = {
                "items": [*({"id": item.id, "deleted": True} for item in old), *wanted],
                "description": plan.note,
                "metadata": {OPERATION: operation},
                **_beginning(running, plan.period),
            }
            changed = self.v1.subscriptions.update(subscription, params, _under(key))
        return stripe_reading.subscription(changed)

    def cancel(
        self, subscription: str, *, at_once: bool, operation: str, key: str
    ) -> SubscriptionFacts:
        """The end: of the paid period, or now."""
        with asking():
            running = self.v1.subscriptions.retrieve(subscription)
            if running.status == "canceled" or (running.cancel_at_period_end and not at_once):
                return stripe_reading.subscription(running)
            if at_once:
                ended = self.v1.subscriptions.cancel(subscription)
            else:
                ended = self.v1.subscriptions.update(
                    subscription,
                    {"cancel_at_period_end": True, "metadata": {OPERATION: operation}},
                    _under(key),
                )
        return stripe_reading.subscription(ended)

    def send_invoice(
        self,
        customer: str,
        lines: Sequence[Line],
        *,
        days_until_due: int,
        note: str,
        operation: str,
        key: str,
    ) -> InvoiceFacts:
        """One invoice, sent to the payer."""
        with asking():
            made = self.v1.invoices.create(
                {
                    "customer": customer,
                    "collection_method": "send_invoice",
                    "days_until_due": days_until_due,
                    "currency": CURRENCY,
                    "description": note,
                    # Half-made it must not go out by itself.
                    "auto_advance": False,
                    "metadata": {OPERATION: operation},
                    # What waits for the next invoice of a subscription is none of this one's.
                    "pending_invoice_items_behavior": "exclude",
                },
                _under(key, "invoice"),
            )
            for number, line in enumerate(stripe_prices.lines(lines)):
                asked: Any = {"customer": customer, "invoice": made.id, **line}
                self.v1.invoice_items.create(asked, _under(key, f"line-{number}"))
            self.v1.invoices.finalize_invoice(
                made.id, {"auto_advance": True}, _under(key, "finalize")
            )
            sent = self.v1.invoices.send_invoice(made.id, {}, _under(key, "send"))
        facts = stripe_reading.invoice(sent)
        if facts is None:
            raise Refused(f"{made.id} is still a draft")
        return facts

    def resolve(self, reference: Reference) -> Reference | None:
        """The subscription, invoice or customer that a reference is about; None: about none."""
        found = ""
        if reference.kind is Kind.CHECKOUT:
            with unless(MISSING):
                session = self.v1.checkout.sessions.retrieve(reference.ref)
                found = str(session.subscription or "")
            return Reference(Kind.SUBSCRIPTION, found) if found else None
        if reference.kind is Kind.REFUND:
            with unless(MISSING):
                payment = self.v1.refunds.retrieve(reference.ref).payment_intent
                found = self._invoice_paid_by(str(payment or ""))
            return Reference(Kind.INVOICE, found) if found else None
        return reference

    def fetch(self, reference: Reference) -> Facts | None:
        """The thing as it is now; None: there is none, or only a draft."""
        is_customer = reference.kind is Kind.CUSTOMER
        facts: Facts | None = CustomerGone(reference.ref) if is_customer else None
        with unless(MISSING):
            if reference.kind is Kind.SUBSCRIPTION:
                facts = stripe_reading.subscription(self.v1.subscriptions.retrieve(reference.ref))
            elif reference.kind is Kind.INVOICE:
                invoice = self.v1.invoices.retrieve(reference.ref, {"expand": _PAYMENTS})
                facts = stripe_reading.invoice(invoice, refunded=self._given_back(invoice))
            elif "deleted" not in self.v1.customers.retrieve(reference.ref):
                facts = None
        return facts

    def everything(self, kind: Kind, *, since: datetime) -> Iterator[Thing]:
        """All subscriptions, or the invoices made since then (what was given back is not asked)."""
        with asking():
            if kind is Kind.SUBSCRIPTION:
                running = self.v1.subscriptions.list({"status": "all", "limit": _PAGE})
                for each in running.auto_paging_iter():
                    yield stripe_reading.subscription(each)
            else:
                made = self.v1.invoices.list({"created": _from(since), "limit": _PAGE})
                for invoice in made.auto_paging_iter():
                    if facts := stripe_reading.invoice(invoice):
                        yield facts

    def refunded(self, *, since: datetime) -> Iterator[Reference]:
        """Invoices of which money was given back since then."""
        with asking():
            made = self.v1.refunds.list({"created": _from(since), "limit": _PAGE})
            for refund in made.auto_paging_iter():
                if invoice := self._invoice_paid_by(str(refund.payment_intent or "")):
                    yield Reference(Kind.INVOICE, invoice)

    def _shut_other_pages(self, customer: str, operation: str) -> None:
        """Two pages that can be paid, or a page beside what runs, would charge the city twice."""
        with asking():
            running = self.v1.subscriptions.list({"customer": customer, "limit": _PAGE})
            for each in running.auto_paging_iter():
                if (
                    each.status in _CHARGED
                    and stripe_reading.operation_of(each.metadata) != operation
                ):
                    raise Refused(f"{customer} pays {each.id} already")
            pages = self.v1.checkout.sessions.list({"customer": customer, "status": "open"})
            for page in pages.auto_paging_iter():
                if stripe_reading.operation_of(page.metadata) != operation:
                    self.v1.checkout.sessions.expire(page.id)

    def _invoice_paid_by(self, payment: str) -> str:
        if not payment:
            return ""
        about: Any = {"type": "payment_intent", "payment_intent": payment}
        found = self.v1.invoice_payments.list({"payment": about}).data
        return str(found[0].invoice) if found else ""

    def _given_back(self, invoice: stripe.Invoice) -> int:
        payment = stripe_reading.payment_of(invoice)
        if not payment:
            return 0
        made = self.v1.refunds.list({"payment_intent": payment, "limit": _PAGE})
        return sum(each.amount for each in made.auto_paging_iter() if each.status == "succeeded")


def _beginning(running: stripe.Subscription, period: tariff.Period) -> dict[str, Any]:
    """From when other prices count.

    A shorter period in place of a longer one waits until what is paid is over: begun at once, it would
    leave the rest of a year as credit that Stripe sets off against months and nobody gets back. Stripe's
    own way to move a date without money is a trial until then.
    """
    item = running["items"].data[0]
    recurring = item.price.recurring
    keeps_length = recurring is None or recurring.interval == period
    if keeps_length or running.status == "trialing":
        return {"proration_behavior": "none"}
    if period == tariff.YEAR:
        return {"proration_behavior": "always_invoice"}
    return {"proration_behavior": "none", "trial_end": item.current_period_end}


def _under(key: str, step: str = "") -> Any:
    return {"idempotency_key": f"{key}.{step}" if step else key}


def _from(since: datetime) -> Any:
    return {"gte": int(since.timestamp())}
