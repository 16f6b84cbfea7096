"""A city leaves: what was ordered, how far the steward came, who confirmed that it may be deleted."""

from datetime import date
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from tenants.models.city import City


class Offboarding(models.Model):
    """The order, its export and its end; the office writes wishes, the steward writes deeds."""

    city = models.ForeignKey(City, on_delete=models.PROTECT, related_name="offboardings")
    tenant = models.TextField("роль города")
    schema_name = models.TextField("имя схемы")
    name = models.TextField("город в ту минуту")
    reason = models.TextField("основание")
    ordered_by_id = models.BigIntegerField()
    ordered_by = models.TextField()
    ordered_at = models.DateTimeField()
    keep_days = models.PositiveIntegerField("сколько дней хранить после выгрузки")
    # --- the export ---
    tables_done = models.PositiveIntegerField(default=0)
    tables_all = models.PositiveIntegerField(default=0)
    archive = models.TextField("имя файла выгрузки", blank=True)
    facts = models.JSONField("числа выгрузки: таблицы, строки, файлы, байты, SHA-256", default=dict)
    exported_at = models.DateTimeField(null=True)
    deletes_on = models.DateField("раньше этого дня не удаляем", null=True)
    # --- two persons, never one ---
    first_by_id = models.BigIntegerField(null=True)
    first_by = models.TextField(blank=True)
    first_at = models.DateTimeField(null=True)
    second_by_id = models.BigIntegerField(null=True)
    second_by = models.TextField(blank=True)
    second_at = models.DateTimeField(null=True)
    # --- the steward ---
    done = models.JSONField("выполненные шаги", default=list)
    failure = models.TextField("на чём остановилось", blank=True)
    attempts = models.PositiveIntegerField(default=0)
    cancelled_at = models.DateTimeField(null=True)
    cancelled_by = models.TextField(blank=True)
    deleted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["Offboarding"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["city"],
                condition=Q(cancelled_at=None, deleted_at=None),
                name="offboarding_one_open",
            ),
            models.CheckConstraint(
                condition=Q(second_by_id=None)
                | (Q(first_by_id__isnull=False) & ~Q(second_by_id=F("first_by_id"))),
                name="offboarding_two_persons",
            ),
            models.CheckConstraint(
                condition=Q(deleted_at=None)
                | Q(
                    second_by_id__isnull=False,
                    exported_at__isnull=False,
                    cancelled_at=None,
                ),
                name="offboarding_deleted_when_confirmed",
            ),
        ]

    def __str__(self) -> str:
        return self.schema_name

    @property
    def is_confirmed(self) -> bool:
        """Whether two persons have said that it may be deleted."""
        return self.second_by_id is not None

    def may_delete(self, today: date) -> bool:
        """Whether the day has come and everybody has agreed."""
        return (
            self.is_confirmed
            and self.cancelled_at is None
            and self.deletes_on is not None
            and self.deletes_on <= today
        )
