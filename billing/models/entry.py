"""A line of the ledger: a sum that left one account for another on a day of the books."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from billing.ledger.rules import Account
from billing.models.act import Act
from billing.models.invoice import Invoice
from billing.models.payment import Payment
from tenants.models import City


class Entry(models.Model):
    """Only ever added. Debit and credit stand in one row, so no entry can be out of balance.

    The database refuses a change or a removal by anybody, and a day in a closed month.
    """

    INVOICE, OFFSET, PAYMENT, UNPAYMENT, REFUND, CREDIT, ACT, UNACT = (
        *("invoice", "offset", "payment", "unpayment", "refund", "credit", "act", "unact"),
    )
    KINDS = (
        (INVOICE, "счёт"),
        (OFFSET, "зачёт переплаты"),
        (PAYMENT, "оплата"),
        (UNPAYMENT, "оплата снята"),
        (REFUND, "возврат"),
        (CREDIT, "счёт уменьшен"),
        (ACT, "акт"),
        (UNACT, "акт отменён"),
    )

    ACCOUNTS = [(each.value, each.words) for each in Account]

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="entries")
    tenant = models.TextField("роль города")
    day = models.DateField("день в книгах")
    kind = models.TextField("что случилось", choices=KINDS)
    debit = models.TextField("дебет", choices=ACCOUNTS)
    credit = models.TextField("кредит", choices=ACCOUNTS)
    kopecks = models.BigIntegerField("сумма")
    # One event of money has one key: written again, it is refused.
    key = models.TextField("событие и строка в нём", unique=True)
    invoice = models.ForeignKey(
        Invoice, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    act = models.ForeignKey(Act, on_delete=models.PROTECT, null=True, related_name="entries")
    payment = models.ForeignKey(
        Payment, on_delete=models.PROTECT, null=True, related_name="entries"
    )
    note = models.TextField("основание", blank=True)
    by_name = models.TextField(blank=True)
    at = models.DateTimeField("внесена", db_default=Now())

    objects: ClassVar[models.Manager["Entry"]] = models.Manager()

    class Meta:
        ordering = ["-day", "-id"]
        indexes = [models.Index(fields=["city", "-day", "-id"], name="entry_of_city")]
        constraints = [
            models.CheckConstraint(name="entry_sum", condition=Q(kopecks__gt=0)),
            models.CheckConstraint(
                name="entry_accounts",
                condition=Q(debit__in=[str(each) for each in Account])
                & Q(credit__in=[str(each) for each in Account])
                & ~Q(debit=F("credit")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.debit} ← {self.credit} {self.kopecks}"
