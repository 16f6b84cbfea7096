"""A comparison of ours with a rail's, and what it found."""

from typing import ClassVar

from django.db import models


class Reconciliation(models.Model):
    """One run: how much was looked at, what was healed, what only people can mend."""

    gateway = models.TextField("способ оплаты")
    ordered_by = models.TextField("кто")
    ordered_at = models.DateTimeField("когда")
    begun_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    looked = models.JSONField("просмотрено", default=dict)
    healed = models.JSONField("исправлено", default=list)
    problems = models.JSONField("требует человека", default=list)
    failure = models.TextField("на чём остановилось", blank=True)

    objects: ClassVar[models.Manager["Reconciliation"]] = models.Manager()

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.gateway} {self.ordered_at:%Y-%m-%d %H:%M}"
