"""Money that came."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from billing.actions.settle import settle
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book
from billing.models import Invoice, Payment, Statement
from tenants.accounts.actor import Actor
from tenants.models import City


@dataclass(frozen=True, slots=True)
class Told:
    """What the bank, or a payment system, says of a payment."""

    fingerprint: str | None = None
    statement: Statement | None = None
    order_number: str = ""
    written_on: date | None = None
    payer: str = ""
    payer_inn: str = ""
    payer_account: str = ""
    purpose: str = ""
    outside_ref: str | None = None


@transaction.atomic
def receive(
    *,
    kopecks: int,
    received_on: date,
    source: str,
    by: Actor,
    at: datetime,
    city: City | None = None,
    invoice: Invoice | None = None,
    told: Told | None = None,
    doubt: str = "",
) -> Payment:
    """Write a payment down; where it is known whose it is, it pays at once and what was shut opens.

    Raises:
        CannotDo: no sum; marked by hand: a day that has not come, or the same mark again.
    """
    if kopecks <= 0:
        raise CannotDo("Сумма платежа должна быть больше нуля.")
    if source == Payment.HAND:
        _refuse_slip(kopecks, received_on, city=city, invoice=invoice, at=at)
    said = told or Told()
    payment = Payment.objects.create(
        source=source,
        received_on=received_on,
        kopecks=kopecks,
        doubt=doubt,
        statement=said.statement,
        fingerprint=said.fingerprint,
        order_number=said.order_number,
        written_on=said.written_on,
        payer=said.payer,
        payer_inn=said.payer_inn,
        payer_account=said.payer_account,
        purpose=said.purpose,
        outside_ref=said.outside_ref,
        at=at,
        by_name=by.name,
    )
    return settle(payment.pk, city=city, invoice=invoice, by=by, at=at) if city else payment


def _refuse_slip(
    kopecks: int, received_on: date, *, city: City | None, invoice: Invoice | None, at: datetime
) -> None:
    if received_on > day_of(at):
        raise CannotDo("Этот день ещё не наступил. Когда поступили деньги?")
    if city is None or invoice is None:
        return
    book.hold([city.pk])
    marked = Payment.objects.standing().filter(source=Payment.HAND, invoice=invoice)
    if marked.filter(received_on=received_on, kopecks=kopecks).exists():
        raise CannotDo("Такая оплата этого счёта уже отмечена. Вторую внесёт выписка банка.")
