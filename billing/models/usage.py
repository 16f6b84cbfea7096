"""What a city uses, day by day."""

from typing import ClassVar

from django.db import models

from tenants.models.outbox import CurrentUser


class Usage(models.Model):
    """One day; the city's own role writes its own row and no other."""

    tenant = models.TextField("роль города", db_default=CurrentUser())
    day = models.DateField("день города")
    organisations = models.PositiveIntegerField("организаций работает")
    appeals = models.PositiveIntegerField("обращений зарегистрировано")

    objects: ClassVar[models.Manager["Usage"]] = models.Manager()

    class Meta:
        ordering = ["-day"]
        constraints = [models.UniqueConstraint(fields=["tenant", "day"], name="usage_once_a_day")]

    def __str__(self) -> str:
        return f"{self.tenant} {self.day}"
