"""What an administration changed in the way its city works."""

from typing import ClassVar

from django.db import models


class SettingChange(models.Model):
    """Who changed what, from what to what, and why. Append-only: the city's role has no more."""

    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    subject = models.TextField("что изменено")
    before = models.TextField("было", blank=True)
    after = models.TextField("стало", blank=True)
    reason = models.TextField("почему", blank=True)

    objects: ClassVar[models.Manager["SettingChange"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.at:%d.%m.%Y} {self.subject}"
