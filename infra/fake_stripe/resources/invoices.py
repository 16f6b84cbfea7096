"""Invoices from draft to their end; how they are paid is in `collecting`."""

from typing import Any

import stripe

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, required
from infra.fake_stripe.resources import collecting, lines
from infra.fake_stripe.resources.metadata import merged
from infra.fake_stripe.store import Object

HOUR, DAY = 3_600, 86_400


def create(account: Account, params: Object) -> Object:
    """A draft for a customer; lines are put on it one by one."""
    if "customer" not in params:
        raise required("customer")
    customer = account.store.get("customer", params["customer"])
    method = params.get("collection_method", "charge_automatically")
    if method == "send_invoice" and not params.keys() & {"days_until_due", "due_date"}:
        raise Refused(
            "If invoice has collection_method=send_invoice, it must have a due_date or "
            "days_until_due.",
            param="days_until_due",
        )
    return draft(
        account,
        customer,
        [],
        currency=params.get("currency") or customer["currency"] or "usd",
        reason="manual",
        method=method,
        days_until_due=params.get("days_until_due"),
        auto_advance=params.get("auto_advance", False),
        description=params.get("description"),
        due_date=params.get("due_date"),
        metadata=merged({}, params.get("metadata")),
    )


def draft(
    account: Account,
    customer: Object,
    rows: list[Object],
    *,
    currency: str,
    reason: str,
    method: str,
    days_until_due: int | None,
    subscription: Object | None = None,
    auto_advance: bool = True,
    past: tuple[int, int] | None = None,
    **more: Any,
) -> Object:
    """A new invoice of any origin; by itself it becomes final after an hour.

    What it is for stands on its lines. Its own period is the time in which items could be put on it:
    a renewal looks back at the period before (`past`), any other at the moment of its making.
    """
    now = account.now(customer)
    since, until = past or (now, now)
    invoice = account.add(
        stripe.Invoice,
        customer,
        account_country="RU",
        account_name="Отклик",
        amount_overpaid=0,
        amount_paid=0,
        amount_shipping=0,
        attempt_count=0,
        attempted=False,
        auto_advance=auto_advance,
        automatic_tax=shapes.made(stripe.Invoice.AutomaticTax, enabled=False),
        automatically_finalizes_at=now + HOUR if auto_advance else None,
        billing_reason=reason,
        collection_method=method,
        currency=currency,
        customer=customer["id"],
        customer_email=customer["email"],
        customer_name=customer["name"],
        customer_tax_exempt="none",
        customer_tax_ids=[],
        default_tax_rates=[],
        discounts=[],
        issuer=shapes.made(stripe.Invoice.Issuer, type="self"),
        parent=_parent(subscription),
        payment_settings=shapes.made(stripe.Invoice.PaymentSettings),
        period_start=since,
        period_end=until,
        post_payment_credit_notes_amount=0,
        pre_payment_credit_notes_amount=0,
        starting_balance=customer["balance"],
        status="draft",
        status_transitions=shapes.made(stripe.Invoice.StatusTransitions),
        test_clock=customer["test_clock"],
        total_discount_amounts=[],
        total_pretax_credit_amounts=[],
        total_taxes=[],
        **{"metadata": {}} | more,
    )
    account.store.note(invoice["id"])["days_until_due"] = days_until_due
    account.change(customer, currency=customer["currency"] or currency)
    _fill(invoice, rows)
    account.tell("invoice.created", invoice)
    return invoice


def add_item(account: Account, params: Object) -> Object:
    """A line put on a draft by hand."""
    for name in ("invoice", "amount"):
        if name not in params:
            raise required(name)
    invoice = account.store.get("invoice", params["invoice"])
    _must_be(invoice, "draft", what="add lines to")
    now = account.now(invoice)
    item = account.add(
        stripe.InvoiceItem,
        invoice,
        amount=params["amount"],
        currency=params.get("currency", invoice["currency"]),
        customer=invoice["customer"],
        date=now,
        description=params.get("description"),
        discountable=True,
        discounts=[],
        invoice=invoice["id"],
        metadata=merged({}, params.get("metadata")),
        net_amount=params["amount"],
        period=params.get("period", {"start": now, "end": now}),
        proration=False,
        quantity=1,
        quantity_decimal="1",
        tax_rates=[],
        test_clock=invoice["test_clock"],
    )
    _fill(invoice, [*invoice["lines"]["data"], lines.of_invoice_item(account, item)])
    account.tell("invoiceitem.created", item)
    return item


def retrieve(account: Account, params: Object, identifier: str) -> Object:
    """The invoice."""
    return account.store.get("invoice", identifier)


def finalize(account: Account, params: Object, identifier: str) -> Object:
    """No change any more: it has a number and asks for money."""
    invoice = account.store.get("invoice", identifier)
    _must_be(invoice, "draft", what="finalize")
    if not invoice["lines"]["data"]:
        raise Refused("This invoice has no line items.", code="invoice_no_subscription_line_items")
    if "auto_advance" in params:
        invoice["auto_advance"] = params["auto_advance"]
    close(account, invoice)
    return invoice


def close(account: Account, invoice: Object) -> None:
    """From draft to open: the customer's balance pays first; nothing to pay is paid at once."""
    customer = account.store.get("customer", invoice["customer"])
    now = account.now(invoice)
    number = f"{customer['invoice_prefix']}-{customer['next_invoice_sequence']:04d}"
    customer["next_invoice_sequence"] += 1
    days = account.store.note(invoice["id"])["days_until_due"]
    page = f"{account.url}/i/{invoice['id']}"
    # Below zero the balance is the customer's money; a credit beyond what is asked for joins it.
    balance = customer["balance"]
    due = max(0, invoice["total"] + balance)
    left = invoice["total"] + balance - due
    account.change(customer, "customer.updated", balance=left)
    account.change(
        invoice,
        amount_due=due,
        amount_remaining=due,
        starting_balance=balance,
        automatically_finalizes_at=None,
        due_date=invoice["due_date"] or (now + days * DAY if days is not None else None),
        effective_at=now,
        ending_balance=left,
        hosted_invoice_url=page,
        invoice_pdf=f"{page}/pdf",
        number=number,
        status="open",
        status_transitions={**invoice["status_transitions"], "finalized_at": now},
    )
    account.tell("invoice.finalized", invoice)
    if invoice["amount_due"] == 0:
        collecting.settle(account, invoice, 0)


def send(account: Account, params: Object, identifier: str) -> Object:
    """A letter to the customer; a draft becomes final first."""
    invoice = account.store.get("invoice", identifier)
    if invoice["status"] == "draft":
        finalize(account, {}, identifier)
    _must_be(invoice, "open", what="send")
    account.tell("invoice.sent", invoice)
    return invoice


def void(account: Account, params: Object, identifier: str) -> Object:
    """As if it had never been sent."""
    invoice = account.store.get("invoice", identifier)
    _must_be(invoice, "open", "uncollectible", what="void")
    _end(account, invoice, "void", "voided_at", "invoice.voided")
    return invoice


def give_up(account: Account, params: Object, identifier: str) -> Object:
    """Nobody expects the money any more."""
    invoice = account.store.get("invoice", identifier)
    _must_be(invoice, "open", what="mark as uncollectible")
    _end(
        account, invoice, "uncollectible", "marked_uncollectible_at", "invoice.marked_uncollectible"
    )
    return invoice


def delete(account: Account, params: Object, identifier: str) -> Object:
    """A draft is thrown away."""
    invoice = account.store.get("invoice", identifier)
    _must_be(invoice, "draft", what="delete")
    del account.store.kinds["invoice"][identifier]
    account.tell("invoice.deleted", invoice)
    return {"id": identifier, "object": "invoice", "deleted": True}


def _end(account: Account, invoice: Object, status: str, moment: str, kind: str) -> None:
    moments = {**invoice["status_transitions"], moment: account.now(invoice)}
    account.change(invoice, status=status, status_transitions=moments, next_payment_attempt=None)
    account.tell("invoice.updated", invoice, {"status": "open"})
    account.tell(kind, invoice)


def _must_be(invoice: Object, *statuses: str, what: str) -> None:
    if invoice["status"] not in statuses:
        raise Refused(
            f"You can only {what} invoices that are {' or '.join(statuses)}; this one is "
            f"{invoice['status']}.",
            code="invoice_not_editable" if statuses == ("draft",) else "",
        )


def _fill(invoice: Object, rows: list[Object]) -> None:
    for row in rows:
        row["invoice"] = invoice["id"]
    total = sum(row["amount"] for row in rows)
    due = max(0, total)
    invoice["lines"] = shapes.listed(rows, f"/v1/invoices/{invoice['id']}/lines")
    invoice.update(
        amount_due=due,
        amount_remaining=due - invoice["amount_paid"],
        subtotal=total,
        subtotal_excluding_tax=total,
        total=total,
        total_excluding_tax=total,
    )


def _parent(subscription: Object | None) -> Object | None:
    if subscription is None:
        return None
    details = shapes.made(
        stripe.Invoice.Parent.SubscriptionDetails,
        metadata=dict(subscription["metadata"]),
        subscription=subscription["id"],
    )
    return {
        "quote_details": None,
        "subscription_details": details,
        "type": "subscription_details",
    }
