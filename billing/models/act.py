"""An act: the city has got the service of a month, and it is revenue now."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from billing.models.invoice import Invoice
from billing.periods import last_day
from tenants.models import City


class Act(models.Model):
    """One month of one invoice; written once, taken back by reversing entries."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="acts")
    tenant = models.TextField("роль города")
    invoice = models.ForeignKey(Invoice, on_delete=models.PROTECT, related_name="acts")
    year = models.PositiveSmallIntegerField("год")
    serial = models.PositiveIntegerField("номер в году")
    issued_on = models.DateField("составлен")
    since = models.DateField("за период с")
    until = models.DateField("первый день после периода")
    kopecks = models.PositiveBigIntegerField("сумма")
    vat_kopecks = models.PositiveBigIntegerField("в том числе НДС", default=0)
    issued_at = models.DateTimeField()
    by_name = models.TextField(blank=True)
    voided_at = models.DateTimeField("отменён", null=True)
    void_reason = models.TextField("почему", blank=True)

    objects: ClassVar[models.Manager["Act"]] = models.Manager()

    class Meta:
        ordering = ["-issued_on", "-id"]
        indexes = [models.Index(fields=["city", "-issued_on"], name="act_of_city")]
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="act_number"),
            models.UniqueConstraint(
                fields=["invoice", "since"], condition=Q(voided_at=None), name="act_once_a_month"
            ),
            models.CheckConstraint(name="act_period", condition=Q(until__gt=F("since"))),
            models.CheckConstraint(name="act_sum", condition=Q(kopecks__gt=0)),
            models.CheckConstraint(name="act_vat", condition=Q(vat_kopecks__lte=F("kopecks"))),
            models.CheckConstraint(
                name="act_void", condition=Q(voided_at=None) | ~Q(void_reason="")
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As it stands on paper: 2026-000123."""
        return f"{self.year}-{self.serial:06d}"

    @property
    def last_day(self) -> date:
        """The last day of its period."""
        return last_day(self.until)
