"""Which events a handler has already dealt with: delivery is at least once, effects once."""

from typing import ClassVar

from django.db import models


class Announced(models.Model):
    """A mark left in the same transaction as the effect."""

    handler = models.TextField()
    event_id = models.BigIntegerField()

    objects: ClassVar[models.Manager["Announced"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["handler", "event_id"], name="announced_once")
        ]

    def __str__(self) -> str:
        return f"{self.handler} {self.event_id}"
