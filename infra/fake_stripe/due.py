"""What happens by itself when time goes by, in the order in which it becomes due."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from infra.fake_stripe.account import Account
from infra.fake_stripe.resources import (
    collecting,
    invoices,
    items,
    payments,
    sessions,
    subscriptions,
)
from infra.fake_stripe.store import Object

DAY = 86_400
INCOMPLETE_FOR = 23 * 3_600
TRIAL_NOTICE = 3 * DAY
RUNNING = ("active", "past_due", "unpaid")


@dataclass(frozen=True)
class Due:
    """Something that happens at a moment."""

    at: int
    happen: Callable[[], object]


def run(account: Account, until: int, *, clock: Object | None = None) -> None:
    """Let the time of a clock, or of all that have none, go on to a moment."""
    name = clock["id"] if clock else None
    while next_one := min(_waiting(account, name), key=lambda each: each.at, default=None):
        if next_one.at > until:
            break
        _set(account, clock, max(next_one.at, account.now({"test_clock": name})))
        next_one.happen()
    _set(account, clock, until)


def _set(account: Account, clock: Object | None, moment: int) -> None:
    if clock:
        clock["frozen_time"] = moment
    else:
        account.shift = max(account.shift, moment - int(account.clock()))


def _waiting(account: Account, clock: str | None) -> Iterator[Due]:
    for subscription in account.store.all("subscription", test_clock=clock):
        yield from _of_subscription(account, subscription)
    for invoice in account.store.all("invoice", test_clock=clock):
        yield from _of_invoice(account, invoice)
    for session in account.store.all("checkout.session", status="open"):
        if account.store.note(session["id"])["test_clock"] == clock:
            yield _of_session(account, session)


def _of_session(account: Account, session: Object) -> Due:
    return Due(session["expires_at"], lambda: sessions.expire(account, {}, session["id"]))


def _of_subscription(account: Account, subscription: Object) -> Iterator[Due]:
    status, note = subscription["status"], account.store.note(subscription["id"])
    if status == "trialing":
        if not note.get("warned"):
            yield Due(
                subscription["trial_end"] - TRIAL_NOTICE, lambda: _warn(account, subscription)
            )
        yield Due(subscription["trial_end"], lambda: _renew(account, subscription))
    elif status == "incomplete":
        yield Due(subscription["created"] + INCOMPLETE_FOR, lambda: _expire(account, subscription))
    elif status in RUNNING:
        _, end = items.period(subscription)
        yield Due(end, lambda: _renew(account, subscription))


def _of_invoice(account: Account, invoice: Object) -> Iterator[Due]:
    note = account.store.note(invoice["id"])
    if invoice["status"] == "draft" and invoice["automatically_finalizes_at"]:
        yield Due(invoice["automatically_finalizes_at"], lambda: _close(account, invoice))
    if invoice["status"] == "open":
        if invoice["next_payment_attempt"]:
            yield Due(invoice["next_payment_attempt"], lambda: collecting.charge(account, invoice))
        if invoice["due_date"] and not note.get("overdue"):
            yield Due(invoice["due_date"], lambda: _overdue(account, invoice))


def _warn(account: Account, subscription: Object) -> None:
    account.store.note(subscription["id"])["warned"] = True
    account.tell("customer.subscription.trial_will_end", subscription)


def _renew(account: Account, subscription: Object) -> None:
    """A new period begins, or the subscription ends as it was told to."""
    if subscription["cancel_at_period_end"]:
        subscriptions.end(account, subscription, "cancellation_requested")
        return
    was_trial = subscription["status"] == "trialing"
    past = items.period(subscription)
    items.renew(account, subscription)
    if was_trial:
        subscription["status"] = "active"
    invoice = subscriptions.bill(account, subscription, "subscription_cycle", past=past)
    if subscription["status"] == "unpaid":
        # Invoices are still made, but nobody is asked any more.
        invoice.update(auto_advance=False, automatically_finalizes_at=None)
    before = {"status": "trialing"} if was_trial else {"latest_invoice": None}
    account.tell("customer.subscription.updated", subscription, before)


def _expire(account: Account, subscription: Object) -> None:
    invoices.void(account, {}, subscription["latest_invoice"])
    subscriptions.end(account, subscription, "payment_failed", "incomplete_expired")


def _close(account: Account, invoice: Object) -> None:
    invoices.close(account, invoice)
    customer = account.store.get("customer", invoice["customer"])
    subscription = subscriptions.of_invoice(account, invoice) or {}
    if invoice["collection_method"] == "charge_automatically" and not payments.default_card(
        account, subscription, customer
    ):
        account.tell("invoice.payment_action_required", invoice)
    collecting.advance(account, invoice)


def _overdue(account: Account, invoice: Object) -> None:
    account.store.note(invoice["id"])["overdue"] = True
    account.tell("invoice.overdue", invoice)
    if subscription := subscriptions.of_invoice(account, invoice):
        subscriptions.payment_failed(account, subscription, is_last=False)
