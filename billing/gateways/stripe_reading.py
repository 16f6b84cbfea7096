"""Stripe's objects read as facts: the only place that knows where Stripe keeps what."""

from datetime import UTC, datetime
from typing import Any

import stripe

from billing.facts import InvoiceFacts, Owed, Running, SubscriptionFacts

OPERATION = "operation"
_RUNNING = {
    "incomplete": Running.INCOMPLETE,
    "trialing": Running.TRIAL,
    "active": Running.ACTIVE,
    "past_due": Running.PAST_DUE,
    "unpaid": Running.UNPAID,
    "paused": Running.PAUSED,
    "canceled": Running.ENDED,
    "incomplete_expired": Running.ENDED,
}
_OWED = {
    "open": Owed.OPEN,
    "paid": Owed.PAID,
    "void": Owed.VOID,
    "uncollectible": Owed.GIVEN_UP,
}


class Unreadable(Exception):
    """Stripe says something this product has no word for: its version must be looked at."""


def subscription(thing: stripe.Subscription) -> SubscriptionFacts:
    """A subscription.

    Raises:
        Unreadable
    """
    # The period stands on the items, all of one length (since basil, 2025-03-31).
    items = thing["items"].data
    recurring = items[0].price.recurring
    if recurring is None or thing.status not in _RUNNING:
        raise Unreadable(f"{thing.id}: {thing.status}")
    return SubscriptionFacts(
        ref=thing.id,
        customer=_id(thing.customer),
        state=_RUNNING[thing.status],
        kopecks=sum((item.price.unit_amount or 0) * (item.quantity or 0) for item in items),
        currency=thing.currency,
        period=recurring.interval,
        begun_at=_moment(thing.start_date),
        paid_until=_moment(items[0].current_period_end),
        trial_until=_moment_or_none(thing.trial_end),
        ends_at=_moment_or_none(thing.cancel_at),
        ended_at=_moment_or_none(thing.ended_at),
        operation=operation_of(thing.metadata),
    )


def invoice(thing: stripe.Invoice, *, refunded: int | None = None) -> InvoiceFacts | None:
    """An invoice; None for a draft. What was given back Stripe does not keep on it.

    Raises:
        Unreadable
    """
    if thing.status == "draft":
        return None
    if thing.status not in _OWED or thing.customer is None:
        raise Unreadable(f"{thing.id}: {thing.status}")
    state = _OWED[thing.status]
    moments, (since, until) = thing.status_transitions, _service(thing)
    return InvoiceFacts(
        ref=thing.id,
        customer=_id(thing.customer),
        state=state,
        number=thing.number or "",
        currency=thing.currency,
        # What is asked for in money: the payer's balance at Stripe pays the rest of `total`, and came
        # from money that is in the books already, or was a gift.
        kopecks=thing.amount_due,
        # What was marked as paid elsewhere may not stand in `amount_paid`.
        paid_kopecks=thing.amount_due if state is Owed.PAID else thing.amount_paid,
        issued_at=_moment(moments.finalized_at or thing.created),
        period_start=_moment(since),
        period_end=_moment(until),
        refunded_kopecks=refunded,
        subscription=_subscription_of(thing),
        due_at=_moment_or_none(thing.due_date),
        paid_at=_moment_or_none(moments.paid_at),
        attempts=thing.attempt_count,
        next_attempt_at=_moment_or_none(thing.next_payment_attempt),
        page_url=thing.hosted_invoice_url or "",
        pdf_url=thing.invoice_pdf or "",
        operation=operation_of(thing.metadata),
    )


def payment_of(thing: stripe.Invoice) -> str:
    """The payment by which an invoice was paid by card; empty without one."""
    for record in thing["payments"].data if "payments" in thing else []:
        if record.status == "paid" and record.payment.payment_intent:
            return _id(record.payment.payment_intent)
    return ""


def _service(thing: stripe.Invoice) -> tuple[int, int]:
    """What is paid for, from when to when: the invoice's own period is another one.

    Stripe's `period_start` and `period_end` say when items could be put on the invoice: the moment of
    its making, or the period before. What is left of an old price is no service of this invoice.
    """
    rows = thing.lines.data
    asked = [row.period for row in rows if not _is_rest(row)] or [row.period for row in rows]
    if not asked:
        return thing.period_start, thing.period_end
    return min(each.start for each in asked), max(each.end for each in asked)


def _is_rest(row: stripe.InvoiceLineItem) -> bool:
    details = row.parent and (
        row.parent.subscription_item_details or row.parent.invoice_item_details
    )
    return bool(details and details.proration)


def _subscription_of(thing: stripe.Invoice) -> str:
    # Since basil an invoice names its subscription through its parent.
    details = thing.parent.subscription_details if thing.parent else None
    return _id(details.subscription) if details else ""


def operation_of(metadata: Any) -> str:
    """Our operation by which a thing was made or last changed; empty without one."""
    return str(metadata[OPERATION]) if metadata and OPERATION in metadata else ""


def _id(thing: Any) -> str:
    return thing if isinstance(thing, str) else str(thing.id)


def _moment(stamp: int) -> datetime:
    return datetime.fromtimestamp(stamp, UTC)


def _moment_or_none(stamp: int | None) -> datetime | None:
    return _moment(stamp) if stamp else None
