"""Waiting money sent back to who paid it."""

from datetime import date, datetime

from django.db import transaction

from billing.clock import day_of
from billing.errors import CannotDo
from billing.ledger import book, reading, rules
from billing.ledger.rules import Account
from billing.models import Entry
from tenants.accounts.actor import Actor
from tenants.models import City


@transaction.atomic
def refund(
    city: City,
    *,
    kopecks: int,
    day: date,
    reason: str,
    by: Actor,
    key: str,
    at: datetime,
) -> list[Entry]:
    """Money that left our account for the city; `key` names the payment order, so that it counts once.

    Raises:
        CannotDo: not so much waits, the day is closed or still to come, no sum or no reason.
    """
    if kopecks <= 0:
        raise CannotDo("Сумма должна быть больше нуля.")
    if not reason.strip():
        raise CannotDo("Напишите основание возврата: письмо города, номер поручения.")
    if day > day_of(at):
        raise CannotDo("День поручения ещё не наступил: запишите возврат, когда деньги уйдут.")
    book.refuse_closed(day)
    book.hold([city.pk])
    name = f"refund:{city.pk}.{key}"
    if Entry.objects.filter(key__startswith=f"{name}:").exists():
        raise CannotDo("Возврат по этому поручению уже записан.")
    postings = rules.refunded(kopecks, credit=reading.credit(city.pk), out_of=Account.BANK)
    lines = book.entries(
        postings,
        city=city,
        kind=Entry.REFUND,
        day=day,
        key=name,
        by=by.name,
        note=reason.strip(),
    )
    book.write(lines)
    return lines
