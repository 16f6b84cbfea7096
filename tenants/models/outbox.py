"""Messages that must not be lost: written with the change they tell of, sent later."""

from typing import ClassVar

from django.db import models
from django.db.models.functions import Now


class CurrentUser(models.Func):
    """The database role of the moment."""

    template = "CURRENT_USER"
    output_field = models.TextField()


class OutboxMessage(models.Model):
    """One row of the shared outbox; a city's role may only add rows, and only its own."""

    tenant = models.TextField(db_default=CurrentUser())
    topic = models.TextField()
    payload = models.JSONField()
    created_at = models.DateTimeField(db_default=Now())
    sent_at = models.DateTimeField(null=True)
    attempts = models.PositiveSmallIntegerField(db_default=0)

    objects: ClassVar[models.Manager["OutboxMessage"]] = models.Manager()

    class Meta:
        db_table = "tenants_outbox"

    def __str__(self) -> str:
        return f"{self.tenant} {self.topic}"
