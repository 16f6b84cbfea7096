"""A city's ordered rule of routing."""

from typing import ClassVar

from django.db import models

from appeals.models.organisation import Organisation


class RoutingRule(models.Model):
    """What must hold, and to whom the appeal then goes (None: it stays at the desk).

    `conditions`: categories, services, districts, channels, weekdays, hours, emergency.
    """

    name = models.TextField()
    position = models.PositiveIntegerField(default=0)
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    conditions = models.JSONField(default=dict)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[models.Manager["RoutingRule"]] = models.Manager()

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name
