"""What an operator typed, «2026-000123» or «Пенза», as an invoice or a city."""

from billing.bank.matching import numbers
from billing.errors import CannotDo
from billing.models import Invoice
from tenants.models import City


def whose(typed: str) -> tuple[City, Invoice | None]:
    """The city, and the invoice when it is named.

    Raises:
        CannotDo: there is no such invoice, no such city, or more than one.
    """
    for year, serial in numbers(f"счёт {typed.strip()}"):
        invoice = Invoice.objects.select_related("city").filter(year=year, serial=serial).first()
        if invoice is None:
            raise CannotDo(f"Счёта {year}-{serial:06d} нет. Сверьте номер.")
        return invoice.city, invoice
    cities = list(City.objects.filter(name__iexact=typed.strip(), kind="city")[:2])
    if len(cities) != 1:
        raise CannotDo("Введите номер счёта, например 2026-000123, или название города полностью.")
    return cities[0], None
