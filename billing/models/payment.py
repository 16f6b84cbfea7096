"""Money that came: by the bank's file, by an operator's hand, by Stripe."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from billing.models.invoice import Invoice
from tenants.models import City


class Statement(models.Model):
    """A bank's file that was taken in: what it was, and what came of it."""

    digest = models.TextField("SHA-256 файла", unique=True)
    file_name = models.TextField("имя файла")
    since = models.DateField("с")
    until = models.DateField("по")
    receipts = models.PositiveIntegerField("поступлений в файле")
    received_kopecks = models.PositiveBigIntegerField("поступило по файлу")
    known = models.PositiveIntegerField("из них были внесены раньше")
    outgoing = models.PositiveIntegerField("списаний, не внесены")
    at = models.DateTimeField()
    by_name = models.TextField()

    objects: ClassVar[models.Manager["Statement"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class PaymentQuerySet(models.QuerySet["Payment"]):
    """Payments by how they stand."""

    def standing(self) -> "PaymentQuerySet":
        """Those that were not struck out as a mistake."""
        return self.filter(struck_at=None)

    def unmatched(self) -> "PaymentQuerySet":
        """Those of nobody yet."""
        return self.standing().filter(city=None)

    def put_aside(self) -> "PaymentQuerySet":
        """What came to our account and is no city's payment: interest, a tax sent back, a slip."""
        return self.filter(struck_at__isnull=False, fingerprint__isnull=False)


class Payment(models.Model):
    """What came is never changed; whose it is may be found later, and found to be another's."""

    BANK, HAND, STRIPE = "bank", "hand", "stripe"
    SOURCES = ((BANK, "выписка"), (HAND, "отмечен вручную"), (STRIPE, "картой"))

    source = models.TextField("откуда известно", choices=SOURCES)
    received_on = models.DateField("поступил")
    kopecks = models.PositiveBigIntegerField("сумма")
    city = models.ForeignKey(City, on_delete=models.PROTECT, null=True, related_name="payments")
    tenant = models.TextField("роль города", blank=True)
    # The invoice it was meant for; what it really paid the ledger says.
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, null=True)
    matched_at = models.DateTimeField("когда понятно чей", null=True)
    matched_by = models.TextField("кто решил", blank=True)
    doubt = models.TextField("почему непонятно чей", blank=True)
    # What the bank said of it; a mark by hand has it from the day the bank's file confirms it.
    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, null=True)
    fingerprint = models.TextField("признаки платёжного поручения", unique=True, null=True)
    order_number = models.TextField("номер поручения", blank=True)
    written_on = models.DateField("дата поручения", null=True)
    payer = models.TextField("плательщик", blank=True)
    payer_inn = models.TextField("ИНН плательщика", blank=True)
    payer_account = models.TextField("счёт плательщика", blank=True)
    purpose = models.TextField("назначение", blank=True)
    outside_ref = models.TextField("имя у платёжной системы", unique=True, null=True)
    at = models.DateTimeField("внесён")
    by_name = models.TextField("кто внёс")
    struck_at = models.DateTimeField("вычеркнут", null=True)
    struck_reason = models.TextField("почему", blank=True)

    objects: ClassVar[PaymentQuerySet] = PaymentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-received_on", "-id"]
        indexes = [
            models.Index(fields=["city", "-received_on"], name="payment_of_city"),
            models.Index(
                fields=["received_on"],
                condition=Q(city=None, struck_at=None),
                name="payment_unmatched",
            ),
        ]
        constraints = [
            models.CheckConstraint(name="payment_sum", condition=Q(kopecks__gt=0)),
            models.CheckConstraint(
                name="payment_matched",
                condition=Q(city=None, tenant="", matched_at=None, invoice=None)
                | (Q(city__isnull=False, matched_at__isnull=False) & ~Q(tenant="")),
            ),
            models.CheckConstraint(
                name="payment_struck",
                condition=Q(struck_at=None) | (Q(city=None) & ~Q(struck_reason="")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order_number or self.outside_ref or self.pk}"

    @property
    def is_mark(self) -> bool:
        """Whether an operator's hand is all that tells of it."""
        return self.source == self.HAND and self.fingerprint is None
