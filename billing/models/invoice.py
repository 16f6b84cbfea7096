"""An invoice: what a city has to pay for a period, and by when."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from billing.models.contract import Contract
from billing.models.plan import Plan
from billing.periods import last_day
from tenants.models import City

CONTRACT, STRIPE = "contract", "stripe"
RAILS = ((CONTRACT, "по договору"), (STRIPE, "картой"))


class InvoiceQuerySet(models.QuerySet["Invoice"]):
    """Invoices by how they stand."""

    def standing(self) -> "InvoiceQuerySet":
        """Those that were not taken back."""
        return self.filter(voided_at=None)


class Invoice(models.Model):
    """Written once. What is paid of it the ledger says, never a column here."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="invoices")
    tenant = models.TextField("роль города")
    rail = models.TextField("чем платят", choices=RAILS)
    contract = models.ForeignKey(Contract, on_delete=models.PROTECT, null=True)
    # The plan whose period it is; an invoice that no timetable asked for has none.
    plan = models.ForeignKey(Plan, on_delete=models.PROTECT, null=True)
    # Ours, without a gap in a year; an invoice of Stripe's has its own.
    year = models.PositiveSmallIntegerField("год", null=True)
    serial = models.PositiveIntegerField("номер в году", null=True)
    outside_ref = models.TextField("имя у платёжной системы", unique=True, null=True)
    outside_number = models.TextField("номер у платёжной системы", blank=True)
    outside_url = models.TextField("страница у платёжной системы", blank=True)
    issued_on = models.DateField("выставлен")
    due_on = models.DateField("оплатить по", help_text="включительно")
    since = models.DateField("за период с")
    until = models.DateField("первый день после периода")
    organisations = models.PositiveIntegerField("организаций в этот день", default=0)
    kopecks = models.PositiveBigIntegerField("сумма")
    vat_percent = models.PositiveSmallIntegerField("НДС, %", null=True)
    vat_kopecks = models.PositiveBigIntegerField("в том числе НДС", default=0)
    paper = models.JSONField("стороны и строки, как они стоят на бумаге", default=dict)
    issued_at = models.DateTimeField()
    by_name = models.TextField(blank=True)
    voided_at = models.DateTimeField("отменён", null=True)
    void_reason = models.TextField("почему", blank=True)

    objects: ClassVar[InvoiceQuerySet] = InvoiceQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["city", "-issued_on"], name="invoice_of_city")]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="invoice_number"),
            models.UniqueConstraint(
                fields=["contract", "since"],
                condition=Q(voided_at=None, contract__isnull=False, plan__isnull=False),
                name="invoice_once_a_period",
            ),
            models.CheckConstraint(name="invoice_period", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(name="invoice_due", condition=Q(due_on__gte=F("issued_on"))),
            models.CheckConstraint(name="invoice_sum", condition=Q(kopecks__gt=0)),
            models.CheckConstraint(name="invoice_vat", condition=Q(vat_kopecks__lte=F("kopecks"))),
            models.CheckConstraint(
                name="invoice_rail",
                condition=Q(rail="contract", year__isnull=False, serial__isnull=False)
                | Q(rail="stripe", year=None, serial=None, outside_ref__isnull=False),
            ),
            models.CheckConstraint(
                name="invoice_void", condition=Q(voided_at=None) | ~Q(void_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it stands on paper: 2026-000123."""
        if self.serial is None:
            return self.outside_number or str(self.outside_ref)
        return f"{self.year}-{self.serial:06d}"

    @property
    def last_day(self) -> date:
        """The last day of its period."""
        return last_day(self.until)
