"""A sector of city life: utilities, roads, education …"""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language


class Sector(models.Model):
    """What a regional centre counts by."""

    code = models.TextField(unique=True)
    names = models.JSONField("названия по языкам", default=dict)
    position = models.PositiveIntegerField(default=0)

    objects: ClassVar[models.Manager["Sector"]] = models.Manager()

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return str(self.names.get(get_language() or "ru") or self.names.get("ru", self.code))
