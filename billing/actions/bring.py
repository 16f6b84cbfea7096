"""A bank's statement brought in: every payment once, whoever's it is."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection, transaction

from billing.actions.confirm import Told, confirm, marked
from billing.actions.receive import receive
from billing.bank import exchange, whose
from billing.bank.errors import WrongFile
from billing.bank.exchange import Receipt
from billing.errors import CannotDo
from billing.ledger import book
from billing.models import Invoice, Payment, Seller, Statement
from tenants.accounts.actor import Actor
from tenants.models import City

MOST_BYTES = 5 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Brought:
    """What came of a file."""

    statement: Statement
    is_new: bool
    matched: int = 0
    unmatched: int = 0
    confirmed: int = 0


@transaction.atomic
def bring(content: bytes, *, file_name: str, by: Actor, at: datetime) -> Brought:
    """Take a statement in: payments known before are passed over, so a second time changes nothing.

    Raises:
        CannotDo: the file is too big, is no statement of ours, or does not add up.
    """
    if len(content) > MOST_BYTES:
        raise CannotDo("Файл больше 5 МБ: выгрузите выписку за меньший срок.")
    _one_at_a_time()
    digest = hashlib.sha256(content).hexdigest()
    if known := Statement.objects.filter(digest=digest).first():
        return Brought(known, is_new=False)
    accounts = set(Seller.objects.values_list("account", flat=True))
    if not accounts:
        raise CannotDo("Заполните реквизиты получателя: без них не узнать, чья это выписка.")
    try:
        told = exchange.read(content, accounts)
    except WrongFile as error:
        raise CannotDo(str(error)) from error
    marked = list(_marked(told.receipts))
    known_ones = _known(mark for mark, _ in marked)
    statement = Statement.objects.create(
        digest=digest,
        file_name=file_name[:200],
        since=told.since,
        until=told.until,
        receipts=len(marked),
        received_kopecks=told.received_kopecks,
        known=sum(mark in known_ones for mark, _ in marked),
        outgoing=told.outgoing,
        at=at,
        by_name=by.name,
    )
    fresh = [(mark, receipt) for mark, receipt in marked if mark not in known_ones]
    return _take(statement, fresh, by=by, at=at)


def _one_at_a_time() -> None:
    """Two hands with the same file: the second sees what the first has brought."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtext('billing_bank'))")


def _take(
    statement: Statement, fresh: Sequence[tuple[str, Receipt]], *, by: Actor, at: datetime
) -> Brought:
    found = whose.found([receipt for _, receipt in fresh])
    book.hold({each.city for each in found if each.city})
    cities = City.objects.in_bulk({each.city for each in found if each.city})
    invoices = Invoice.objects.in_bulk({each.invoice for each in found if each.invoice})
    matched = confirmed = 0
    for (sign, receipt), match in zip(fresh, found, strict=True):
        told = _told(receipt, sign, statement)
        day, kopecks = receipt.received_on, receipt.kopecks
        if match.city and (mark := marked(match.city, kopecks=kopecks, received_on=day)):
            confirm(mark, told)
            confirmed += 1
            continue
        matched += match.city is not None
        receive(
            kopecks=kopecks,
            received_on=day,
            source=Payment.BANK,
            city=cities[match.city] if match.city else None,
            invoice=invoices.get(match.invoice) if match.invoice else None,
            told=told,
            doubt=match.doubt,
            by=by,
            at=at,
        )
    return Brought(statement, True, matched, len(fresh) - matched - confirmed, confirmed)


def _marked(receipts: Sequence[Receipt]) -> Iterator[tuple[str, Receipt]]:
    """Each payment with what tells it from all others; equal ones of one file by their place."""
    seen: Counter[str] = Counter()
    for each in receipts:
        signs = (each.account, each.payer_account, each.number, each.written_on, each.kopecks)
        plain = "|".join(map(str, signs))
        seen[plain] += 1
        yield hashlib.sha256(f"{plain}|{seen[plain]}".encode()).hexdigest(), each


def _known(marks: Iterator[str]) -> set[str]:
    rows = Payment.objects.filter(fingerprint__in=list(marks))
    return {str(mark) for mark in rows.values_list("fingerprint", flat=True)}


def _told(receipt: Receipt, mark: str, statement: Statement) -> Told:
    return Told(
        fingerprint=mark,
        statement=statement,
        order_number=receipt.number,
        written_on=receipt.written_on,
        payer=receipt.payer,
        payer_inn=receipt.payer_inn,
        payer_account=receipt.payer_account,
        purpose=receipt.purpose,
    )
