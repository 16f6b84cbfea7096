"""The one interface to every rail by which cities pay: cards by Stripe, contracts by bank transfer.

Every verb that changes something takes a `key` of ours: repeated with the same key and the same
arguments it has one effect, whatever was lost on the way. A verb a rail does not have is not in
`offers`. Network and time-outs are met here alone, so nothing of this is called inside a request or
a transaction (`billing.operations` does it).
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from billing.facts import Facts, InvoiceFacts, Kind, Reference, SubscriptionFacts, Thing
from billing.tariff import Period


class Verb(StrEnum):
    """What may be asked of a rail."""

    CHECKOUT = "checkout"
    PORTAL = "portal"
    CHANGE_PLAN = "change_plan"
    CANCEL = "cancel"
    SEND_INVOICE = "send_invoice"


class GatewayError(Exception):
    """The rail did not do it; the message is for operators, without personal data."""


class TryLater(GatewayError):
    """Not done as far as anybody knows: ask again with the same key."""


class Refused(GatewayError):
    """The rail says no, and asking again would change nothing."""


@dataclass(frozen=True, slots=True)
class Line:
    """Something that is paid for; `code` and price together name it at the rail for ever."""

    code: str
    title: str
    kopecks: int
    quantity: int = 1


@dataclass(frozen=True, slots=True)
class Customer:
    """Who pays: a city's administration."""

    city: str
    name: str
    email: str = ""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is paid again and again."""

    lines: Sequence[Line]
    period: Period
    note: str = ""

    @property
    def kopecks(self) -> int:
        """What a period costs."""
        return sum(line.kopecks * line.quantity for line in self.lines)


@dataclass(frozen=True, slots=True)
class Hosted:
    """A page of the rail's to which a person is led."""

    ref: str
    url: str
    until: datetime | None = None


class Gateway(Protocol):
    """A rail."""

    name: str
    is_live: bool
    offers: frozenset[Verb]

    def create_customer(self, customer: Customer, *, key: str) -> str:
        """Make the payer known; its name at the rail."""

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
        """A page where a subscription is paid for and begins."""

    def open_portal(self, customer: str, *, back_url: str, key: str) -> Hosted:
        """A page where the payer changes the card, sees invoices, ends the subscription."""

    def change_plan(
        self, subscription: str, plan: Plan, *, operation: str, key: str
    ) -> SubscriptionFacts:
        """Other prices: from the next period; a longer one begins at once, less what is left."""

    def cancel(
        self, subscription: str, *, at_once: bool, operation: str, key: str
    ) -> SubscriptionFacts:
        """The end: of the paid period, or now."""

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

    def resolve(self, reference: Reference) -> Reference | None:
        """The subscription, invoice or customer that a reference is about; None: about none of ours."""

    def fetch(self, reference: Reference) -> Facts | None:
        """The thing as it is now; None: there is none (any more, or not yet to be spoken of)."""

    def everything(self, kind: Kind, *, since: datetime) -> Iterator[Thing]:
        """All subscriptions, or the invoices made since then."""

    def refunded(self, *, since: datetime) -> Iterator[Reference]:
        """Invoices of which money was given back since then."""
