"""What the city's page of payment shows: put together by a handful of questions, decided nowhere here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings

from billing import amounts, dunning, pricing, standing, tariff, usage
from billing.dunning import Stage
from billing.ledger import reading
from billing.ledger.reading import Settled
from billing.models import (
    Act,
    Contract,
    ContractRequest,
    Decision,
    Invoice,
    Payment,
    Subscription,
)
from billing.models.invoice import CONTRACT, STRIPE
from billing.periods import last_day
from design.words import plural
from paying import cards
from tenants.isolation.scope import Tenant

SHOWN = 24
_DAYS = ("день", "дня", "дней")


@dataclass(frozen=True, slots=True)
class Bill:
    """An invoice and how it stands."""

    invoice: Invoice
    settled: Settled
    today: date

    @property
    def state(self) -> tuple[str, str, str]:
        """Word, shape and tone."""
        if self.invoice.voided_at:
            return "отменён", "no", ""
        if self.settled.owed <= 0:
            return "оплачен", "tick", "done"
        if self.invoice.due_on < self.today:
            days = (self.today - self.invoice.due_on).days
            return f"просрочен на {days} {plural(days, *_DAYS)}", "late", "breach"
        return ("оплачен частично" if self.settled.paid else "ждёт оплаты"), "soon", "wait"

    @property
    def when(self) -> str:
        """The period in words."""
        return pricing.said(self.invoice.since, self.invoice.until)


@dataclass(frozen=True, slots=True)
class Trouble:
    """A debt in words: what has happened already and what comes next."""

    stage: Stage
    about: str
    due_on: date
    kopecks: int
    read_only_from: date
    unpaid_from: date


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that happened, for the history."""

    at: Any
    what: str
    who: str


def bills(rows: Sequence[Invoice], today: date) -> list[Bill]:
    """Invoices with what is owed of each."""
    stand = reading.settled(invoice.pk for invoice in rows)
    return [Bill(invoice, stand[invoice.pk], today) for invoice in rows]


def facts(tenant: Tenant, *, today: date) -> dict[str, Any]:
    """Everything of the page, of the current city alone: the database shows it no other rows."""
    subscription = Subscription.objects.select_related("plan").get(tenant=tenant.role)
    own = Invoice.objects.filter(tenant=tenant.role)
    invoices = bills(list(own[:SHOWN]), today)
    used = usage.of(tenant.role, subscription.plan, today=today)
    contracts = Contract.objects.filter(tenant=tenant.role)
    contract = contracts.in_force(today).first() if subscription.pays_by == CONTRACT else None
    asked = ContractRequest.objects.filter(tenant=tenant.role).first()
    terms = subscription.plan.terms()
    acts = list(Act.objects.filter(tenant=tenant.role).select_related("invoice")[:SHOWN])
    return {
        "subscription": subscription,
        "plan": subscription.plan,
        "quotes": [
            (name, word, tariff.quote(terms, used.organisations, name))
            for name, word in Subscription.PERIODS
        ],
        "used": used,
        "contract": contract,
        "by_card": subscription.pays_by == STRIPE,
        "ways": cards.open_to(subscription, today=today),
        "asked": asked,
        "waits": asked is not None and asked.answered_at is None,
        "bills": invoices,
        "acts": acts,
        "owed": sum(bill.settled.owed for bill in invoices),
        "credit": reading.credit(tenant.id),
        "trouble": trouble(tenant, subscription, today=today),
        "history": history(tenant, invoices, acts),
        "paid_until": _paid_until(invoices),
    }


def trouble(tenant: Tenant, subscription: Subscription, *, today: date) -> Trouble | None:
    """What stands against the city, once its day has come."""
    claims = reading.claims(tenant.id)
    oldest = min((claim.due_on for claim in claims), default=None)
    debt = standing.of(subscription, oldest=oldest)
    if debt is None or debt.stage(today) is Stage.CLEAR:
        return None
    terms = settings.DUNNING
    return Trouble(
        stage=debt.stage(today),
        about=debt.about,
        due_on=debt.due_on,
        kopecks=sum(claim.kopecks for claim in claims),
        read_only_from=dunning.read_only_from(debt.due_on, terms),
        unpaid_from=dunning.unpaid_from(debt.due_on, terms),
    )


def history(tenant: Tenant, invoices: Sequence[Bill], acts: Sequence[Act]) -> list[Line]:
    """Invoices, payments, acts and decisions, the latest first."""
    found = [
        Line(
            bill.invoice.issued_at,
            f"Счёт № {bill.invoice.number} на {amounts.short(bill.invoice.kopecks)}",
            bill.invoice.by_name,
        )
        for bill in invoices
    ]
    found += [Line(act.issued_at, f"Акт № {act.number}", act.by_name) for act in acts]
    found += [
        Line(
            row.at,
            f"{row.get_what_display().capitalize()}: {row.details}".rstrip(": "),
            row.by_name,
        )
        for row in Decision.objects.filter(tenant=tenant.role)[:SHOWN]
    ]
    found += [
        Line(row.at, f"Поступила оплата {amounts.short(row.kopecks)}", "")
        for row in Payment.objects.filter(tenant=tenant.role)[:SHOWN]
    ]
    return sorted(found, key=lambda line: line.at, reverse=True)[:SHOWN]


def _paid_until(invoices: Sequence[Bill]) -> date | None:
    """The last day of the last period that is paid in full."""
    paid = [
        bill.invoice.until
        for bill in invoices
        if not bill.settled.owed and not bill.invoice.voided_at
    ]
    return last_day(max(paid)) if paid else None
