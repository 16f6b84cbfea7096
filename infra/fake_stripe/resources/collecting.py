"""How invoices are paid: by a card now and again later, by money from elsewhere, or not."""

import stripe

from infra.fake_stripe import shapes
from infra.fake_stripe.account import Account
from infra.fake_stripe.errors import Refused, declined
from infra.fake_stripe.resources import payments, subscriptions
from infra.fake_stripe.store import Object

DAY = 86_400
# Days to the next try after each failed one.
RETRIES = (3, 5, 7)


def pay(account: Account, params: Object, identifier: str) -> Object:
    """Pay now: by the card on file or the named one, or by money that came past Stripe.

    Raises:
        Refused: paid already; the bank says no.
    """
    invoice = account.store.get("invoice", identifier)
    if invoice["status"] == "paid":
        raise Refused("Invoice is already paid", code="invoice_already_paid")
    if invoice["status"] not in ("open", "uncollectible"):
        raise Refused(f"This invoice is {invoice['status']} and cannot be paid.")
    if params.get("paid_out_of_band"):
        settle(account, invoice, invoice["amount_remaining"])
        return invoice
    if not charge(account, invoice, params.get("payment_method")):
        raise declined()
    return invoice


def advance(account: Account, invoice: Object) -> None:
    """What happens by itself to an invoice that has just become final."""
    if invoice["status"] != "open" or not invoice["auto_advance"]:
        return
    if invoice["collection_method"] == "send_invoice":
        account.tell("invoice.sent", invoice)
    else:
        charge(account, invoice)


def charge(account: Account, invoice: Object, card: str | None = None) -> bool:
    """Ask the bank for what remains; a failure is tried again some days later."""
    customer = account.store.get("customer", invoice["customer"])
    subscription = subscriptions.of_invoice(account, invoice)
    card = card or payments.default_card(account, subscription or {}, customer)
    amount = invoice["amount_remaining"]
    payment = payments.charge(account, customer, card, amount, currency=invoice["currency"])
    tries = invoice["attempt_count"] + 1
    if payment["status"] == "succeeded":
        account.change(invoice, attempt_count=tries, attempted=True)
        settle(account, invoice, amount, payment)
        return True
    later = RETRIES[tries - 1] * DAY if tries <= len(RETRIES) and subscription else None
    account.change(
        invoice,
        "invoice.updated",
        attempt_count=tries,
        attempted=True,
        next_payment_attempt=account.now(invoice) + later if later else None,
    )
    account.tell("invoice.payment_failed", invoice)
    if subscription:
        subscriptions.payment_failed(account, subscription, is_last=not later)
    return False


def settle(account: Account, invoice: Object, amount: int, payment: Object | None = None) -> None:
    """The money is here: by a payment, or from elsewhere."""
    now = account.now(invoice)
    if payment:
        _record(account, invoice, amount, payment)
    account.change(
        invoice,
        "invoice.updated",
        amount_paid=invoice["amount_paid"] + amount,
        amount_remaining=invoice["amount_remaining"] - amount,
        attempted=True,
        next_payment_attempt=None,
        status="paid",
        status_transitions={**invoice["status_transitions"], "paid_at": now},
    )
    account.tell("invoice.paid", invoice)
    account.tell("invoice.payment_succeeded", invoice)
    if subscription := subscriptions.of_invoice(account, invoice):
        subscriptions.paid(account, subscription)


def _record(account: Account, invoice: Object, amount: int, payment: Object) -> None:
    """What paid an invoice, as an object of its own."""
    source = shapes.made(
        stripe.InvoicePayment.Payment, type="payment_intent", payment_intent=payment["id"]
    )
    record = account.add(
        stripe.InvoicePayment,
        invoice,
        amount_paid=amount,
        amount_requested=amount,
        currency=invoice["currency"],
        invoice=invoice["id"],
        is_default=True,
        payment=source,
        status="paid",
        status_transitions={"canceled_at": None, "paid_at": account.now(invoice)},
    )
    account.tell("invoice_payment.paid", record)
