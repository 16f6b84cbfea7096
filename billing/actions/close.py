"""Closing a month: from then on nothing is dated into it."""

from datetime import date, datetime

from django.db import transaction

from billing import periods
from billing.clock import day_of
from billing.errors import CannotDo
from billing.models import ClosedMonth, Payment
from billing.spelled import form
from tenants.accounts.actor import Actor

_PAYMENTS = ("поступление", "поступления", "поступлений")


@transaction.atomic
def close_month(month: date, *, by: Actor, at: datetime) -> ClosedMonth:
    """Close a month and all before it.

    Raises:
        CannotDo: it has not ended, is closed already, or has money that is nobody's yet.
    """
    month = periods.first_of(month)
    until = periods.following(month)
    if until > day_of(at):
        raise CannotDo("Месяц ещё не закончился.")
    if ClosedMonth.objects.filter(month__gte=month).exists():
        raise CannotDo("Этот месяц уже закрыт.")
    left = Payment.objects.unmatched().filter(received_on__lt=until).count()
    if left:
        raise CannotDo(
            f"Сначала разберите {left} {form(left, _PAYMENTS)}, о которых не ясно, чьи они."
        )
    return ClosedMonth.objects.create(month=month, at=at, by_name=by.name)
