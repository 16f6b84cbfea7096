"""Money that came: written down once, and given at once to the city that is known."""

from datetime import date, datetime

from django.db import transaction
from django.db.models import Q

from billing.actions.confirm import NEAR, Told
from billing.actions.settle import settle
from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book
from billing.models import Invoice, Payment
from tenants.accounts.actor import Actor
from tenants.models import City

__all__ = ["Told", "receive"]


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
        CannotDo: no sum; marked by hand: a day that has not come, or money that is known already.
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
    if city is None:
        return
    book.hold([city.pk])
    same = Payment.objects.standing().filter(kopecks=kopecks)
    marks = same.filter(source=Payment.HAND, invoice=invoice, received_on=received_on)
    if invoice is not None and marks.exists():
        raise CannotDo("Такая оплата этого счёта уже отмечена. Вторую внесёт выписка банка.")
    near = (received_on - NEAR, received_on + NEAR)
    told = same.filter(fingerprint__isnull=False, received_on__range=near)
    if told.filter(city=None).exists():
        raise CannotDo(
            "Эти деньги уже есть в выписке, непонятно чьи: учтите их на странице «Банк»."
        )
    own = told.filter(city=city)
    # Of two equal payments of a week each pays an invoice of its own.
    if (own.filter(Q(invoice=invoice) | Q(invoice=None)) if invoice else own).exists():
        raise CannotDo("Эти деньги уже внесла выписка банка: обновите страницу.")
