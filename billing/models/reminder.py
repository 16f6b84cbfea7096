"""Letters about money that were sent: each step of a debt once."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now

from tenants.models.outbox import CurrentUser


class Reminder(models.Model):
    """One letter to the city's administrators; written by the city's own role with the letter itself."""

    tenant = models.TextField("роль города", db_default=CurrentUser())
    # The debt and the step of its life: `invoice:12:after_7`.
    key = models.TextField("о чём")
    at = models.DateTimeField(db_default=Now())

    objects: ClassVar[models.Manager["Reminder"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        constraints = [models.UniqueConstraint(fields=["tenant", "key"], name="reminder_once")]

    def __str__(self) -> str:
        return self.key
