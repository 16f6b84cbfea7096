"""What a city decided about its own subscription: rows are only ever added."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenants.models.outbox import CurrentUser


class Decision(models.Model):
    """One decision, by the city's own role, with the name of whoever took it."""

    PERIOD, LEAVE, STAY = "period", "leave", "stay"
    KINDS = (
        (PERIOD, "изменён срок оплаты"),
        (LEAVE, "подписка завершается"),
        (STAY, "завершение отменено"),
    )

    tenant = models.TextField("роль города", db_default=CurrentUser())
    what = models.TextField("что", choices=KINDS)
    details = models.TextField("подробности", blank=True)
    by_name = models.TextField("кто")
    at = models.DateTimeField("когда", db_default=Now())

    objects: ClassVar[models.Manager["Decision"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.what}"
