"""The rail of contracts: invoice, bank transfer, act. The other side of it is our own books.

Every verb works on our tables as the office, in the caller's transaction: no network is asked. A city
stands for its customer and its subscription; an invoice is named by its number.
"""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from typing import NoReturn

from billing import actions, periods, pricing
from billing.clock import ZONE, day_of
from billing.errors import CannotDo
from billing.facts import (
    Facts,
    InvoiceFacts,
    Kind,
    Owed,
    Reference,
    Running,
    SubscriptionFacts,
    Thing,
)
from billing.gateway import Customer, Hosted, Line, Plan, Refused, Verb
from billing.ledger import reading
from billing.ledger.rules import Account
from billing.models import Contract, Entry, Invoice, Subscription
from billing.models.invoice import CONTRACT
from tenants.accounts.actor import Actor


class ContractGateway:
    """Contracts, by the hand of whoever asks, at a moment."""

    name = CONTRACT
    is_live = True
    offers = frozenset({Verb.CHANGE_PLAN, Verb.CANCEL, Verb.SEND_INVOICE})

    def __init__(self, *, by: Actor, at: datetime) -> None:
        self.by, self.at = by, at

    def create_customer(self, customer: Customer, *, key: str) -> str:
        """The city itself: a contract makes it known."""
        return customer.city

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
        """There is no page where a contract is paid for."""
        _no_page()

    def open_portal(self, customer: str, *, back_url: str, key: str) -> Hosted:
        """There is no page where a contract is changed."""
        _no_page()

    def change_plan(
        self, subscription: str, plan: Plan, *, operation: str, key: str
    ) -> SubscriptionFacts:
        """Another length of the period, from the next invoice on; prices follow plan and contract."""
        row = _subscription(subscription)
        try:
            actions.refuse_period(row, today=day_of(self.at))
        except CannotDo as refused:
            raise Refused(str(refused)) from refused
        row.period = plan.period
        row.save(update_fields=["period"])
        return _told(row)

    def cancel(
        self, subscription: str, *, at_once: bool, operation: str, key: str
    ) -> SubscriptionFacts:
        """The end: of what is invoiced already, or now."""
        row = _subscription(subscription)
        last = actions.last_day(row.tenant, today=day_of(self.at))
        return _told(actions.end(row.city, on=None if at_once else last, at=self.at))

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
        """An invoice that no timetable asks for, due by the contract's own days; once for a key.

        Raises:
            Refused: no contract is in force, or the books say no.
        """
        ref = f"operation:{operation}"
        known = Invoice.objects.filter(outside_ref=ref).first()
        if known is not None:
            return _invoice(known)
        today = day_of(self.at)
        contract = (
            Contract.objects.in_force(today)
            .select_related("city")
            .filter(city__schema_name=customer)
            .first()
        )
        if contract is None:
            raise Refused("У города нет действующего договора: счёт выставить не по чему.")
        rows = [pricing.Line(line.title, line.kopecks * line.quantity) for line in lines]
        since, until = today, periods.following(today)
        try:
            return _invoice(
                actions.issue(
                    contract, rows, since=since, until=until, ref=ref, by=self.by, at=self.at
                )
            )
        except CannotDo as refused:
            raise Refused(str(refused)) from refused

    def resolve(self, reference: Reference) -> Reference | None:
        """The reference itself: nothing here is about something else."""
        return reference if reference.kind in (Kind.SUBSCRIPTION, Kind.INVOICE) else None

    def fetch(self, reference: Reference) -> Facts | None:
        """The thing as it stands in our books."""
        if reference.kind is Kind.INVOICE:
            year, _, serial = reference.ref.partition("-")
            rows = Invoice.objects.filter(rail=CONTRACT, year=int(year), serial=int(serial))
            invoice = rows.first()
            return _invoice(invoice) if invoice else None
        return _told(_subscription(reference.ref)) if reference.kind is Kind.SUBSCRIPTION else None

    def everything(self, kind: Kind, *, since: datetime) -> Iterator[Thing]:
        """All subscriptions by contract, or the invoices made since then."""
        if kind is Kind.SUBSCRIPTION:
            rows = Subscription.objects.filter(rail=CONTRACT).select_related("city", "plan")
            yield from (_told(row) for row in rows.order_by("pk"))
        elif kind is Kind.INVOICE:
            made = Invoice.objects.filter(rail=CONTRACT, issued_at__gte=since).select_related(
                "city"
            )
            yield from (_invoice(row) for row in made.order_by("pk"))

    def refunded(self, *, since: datetime) -> Iterator[Reference]:
        """Money of a contract is sent back to the city, not for one invoice."""
        cities = Entry.objects.filter(kind=Entry.REFUND, credit=Account.BANK, at__gte=since)
        for schema in cities.values_list("city__schema_name", flat=True).distinct():
            yield Reference(Kind.CUSTOMER, schema)


def _no_page() -> NoReturn:
    raise Refused("По договору платят переводом: страницы оплаты нет.")


def _subscription(schema: str) -> Subscription:
    rows = Subscription.objects.select_for_update(of=("self",)).select_related("city", "plan")
    row = rows.filter(city__schema_name=schema, rail=CONTRACT).first()
    if row is None:
        raise Refused("Город не платит по договору.")
    return row


def _told(row: Subscription) -> SubscriptionFacts:
    schema, ended = row.city.schema_name, row.state == Subscription.ENDED
    until = actions.last_day(row.tenant, today=day_of(row.begun_at)) + timedelta(days=1)
    price = row.plan.year_kopecks if row.period == "year" else row.plan.month_kopecks
    return SubscriptionFacts(
        ref=schema,
        customer=schema,
        state=Running.ENDED if ended else Running.ACTIVE,
        kopecks=price,
        currency="rub",
        period=row.period,
        begun_at=row.begun_at,
        paid_until=_midnight(until),
        ends_at=_midnight(row.ends_on) if row.ends_on else None,
        ended_at=row.ended_at,
    )


def _invoice(row: Invoice) -> InvoiceFacts:
    stands = reading.settled([row.pk])[row.pk]
    state = Owed.VOID if row.voided_at else Owed.OPEN if stands.owed else Owed.PAID
    schema = row.city.schema_name
    return InvoiceFacts(
        ref=row.number,
        customer=schema,
        state=state,
        number=row.number,
        currency="rub",
        kopecks=row.kopecks,
        paid_kopecks=stands.paid,
        issued_at=row.issued_at,
        period_start=_midnight(row.since),
        period_end=_midnight(row.until),
        subscription=schema if row.plan_id else "",
        due_at=_midnight(row.due_on),
        operation=(row.outside_ref or "").removeprefix("operation:"),
    )


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), tzinfo=ZONE).astimezone(UTC)
