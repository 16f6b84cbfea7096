"""What we want from a rail: ordered inside a request, carried out by a task, one effect each.

An order is a row with all its arguments, written with an outbox message in the request's transaction;
its name is the idempotency key of every try (FAULT 40). People wait on a page of ours until the row
has its answer.
"""

from billing.operations.looking import returned
from billing.operations.ordering import (
    AlreadyPays,
    Busy,
    NoSubscription,
    NotNow,
    NotPaid,
    cancel,
    change_plan,
    checkout,
    portal,
    send_invoice,
)

__all__ = [
    "AlreadyPays",
    "Busy",
    "NoSubscription",
    "NotNow",
    "NotPaid",
    "cancel",
    "change_plan",
    "checkout",
    "portal",
    "returned",
    "send_invoice",
]
