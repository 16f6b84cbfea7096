"""What keeps the books in order: closed months, numbers without a gap."""

from typing import ClassVar

from django.db import connection, models
from django.db.models import Q
from django.db.models.functions import TruncMonth


class ClosedMonth(models.Model):
    """Nothing is dated into this month, or one before it, any more."""

    month = models.DateField("первый день месяца", unique=True)
    at = models.DateTimeField("закрыт")
    by_name = models.TextField("кем")

    objects: ClassVar[models.Manager["ClosedMonth"]] = models.Manager()

    class Meta:
        ordering = ["-month"]
        constraints = [
            models.CheckConstraint(
                name="closed_month_begins", condition=Q(month=TruncMonth("month"))
            )
        ]

    def __str__(self) -> str:
        return f"{self.month:%m.%Y}"


class Counter(models.Model):
    """The last number given to a kind of paper in a year.

    The row stays locked until the papers are committed: a rolled-back one gives its number back.
    """

    INVOICE, ACT = "invoice", "act"

    kind = models.TextField()
    year = models.PositiveSmallIntegerField()
    last = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Counter"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "year"], name="counter_kind_year")]

    def __str__(self) -> str:
        return f"{self.kind} {self.year}: {self.last}"

    @classmethod
    def take(cls, kind: str, year: int, many: int = 1) -> range:
        """The next numbers, one after another."""
        with connection.cursor() as cursor:
            cursor.execute(
                "INSERT INTO billing_counter (kind, year, last) VALUES (%s, %s, %s) "
                "ON CONFLICT (kind, year) DO UPDATE SET last = billing_counter.last + %s "
                "RETURNING last",
                [kind, year, many, many],
            )
            (last,) = cursor.fetchone()
        return range(last - many + 1, last + 1)
