"""What a rail says of a subscription or an invoice, in our words: unchangeable, the same for all rails."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

# What our books are kept in; what a rail asks in another money is in none of them.
CURRENCY = "rub"


class Kind(StrEnum):
    """What a rail can be asked about."""

    SUBSCRIPTION = "subscription"
    INVOICE = "invoice"
    # These two lead to one of the above.
    CHECKOUT = "checkout"
    REFUND = "refund"
    CUSTOMER = "customer"


@dataclass(frozen=True, slots=True)
class Reference:
    """A thing at a rail."""

    kind: Kind
    ref: str


class Running(StrEnum):
    """How a subscription at a rail stands."""

    INCOMPLETE = "incomplete"
    TRIAL = "trial"
    ACTIVE = "active"
    PAST_DUE = "past_due"
    UNPAID = "unpaid"
    PAUSED = "paused"
    ENDED = "ended"


class Owed(StrEnum):
    """How an invoice stands; drafts are nobody's business yet."""

    OPEN = "open"
    PAID = "paid"
    VOID = "void"
    GIVEN_UP = "given_up"


@dataclass(frozen=True, slots=True)
class SubscriptionFacts:
    """A subscription as it is at the rail now."""

    ref: str
    customer: str
    state: Running
    kopecks: int
    currency: str
    period: str
    begun_at: datetime
    paid_until: datetime
    trial_until: datetime | None = None
    # When it will end by itself, and when it has ended.
    ends_at: datetime | None = None
    ended_at: datetime | None = None
    operation: str = ""


@dataclass(frozen=True, slots=True)
class InvoiceFacts:
    """An invoice as it is at the rail now; sums in kopecks.

    `kopecks` is what it asks for in money, less what the payer had at the rail already.
    """

    ref: str
    customer: str
    state: Owed
    number: str
    currency: str
    kopecks: int
    paid_kopecks: int
    issued_at: datetime
    period_start: datetime
    period_end: datetime
    # None: nobody asked.
    refunded_kopecks: int | None = None
    subscription: str = ""
    due_at: datetime | None = None
    paid_at: datetime | None = None
    attempts: int = 0
    next_attempt_at: datetime | None = None
    page_url: str = ""
    pdf_url: str = ""
    operation: str = ""


@dataclass(frozen=True, slots=True)
class CustomerGone:
    """The customer was deleted at the rail."""

    ref: str


Thing = SubscriptionFacts | InvoiceFacts
Facts = Thing | CustomerGone
