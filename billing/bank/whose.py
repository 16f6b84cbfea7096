"""Whose the payments of a statement are, out of our invoices and contracts."""

from collections.abc import Sequence

from billing.bank.exchange import Receipt
from billing.bank.matching import Billed, Match, Number, match, numbers
from billing.ledger import reading
from billing.models import Contract, Invoice


def found(receipts: Sequence[Receipt]) -> list[Match]:
    """Whose each payment is, by a few questions for all of them."""
    named = {number for receipt in receipts for number in numbers(receipt.purpose)}
    rows = Invoice.objects.filter(
        year__in={year for year, _ in named}, serial__in={serial for _, serial in named}
    ).values_list("pk", "city_id", "year", "serial")
    owed = reading.settled(pk for pk, *_ in rows)
    invoices: dict[Number, Billed] = {}
    for pk, city, year, serial in rows:
        if year is not None and serial is not None:
            invoices[year, serial] = Billed(pk, city, is_open=owed[pk].owed > 0)
    payers: dict[str, set[int]] = {}
    contracts = Contract.objects.filter(inn__in={receipt.payer_inn for receipt in receipts} - {""})
    for inn, city in contracts.values_list("inn", "city_id"):
        payers.setdefault(inn, set()).add(city)
    return [
        match(receipt.purpose, receipt.payer_inn, invoices=invoices, payers=payers)
        for receipt in receipts
    ]
