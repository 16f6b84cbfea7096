"""A neighbour's word that it is still not fixed; counted once, told to the desk when there are several."""

from typing import ClassVar

from django.db import models

from appeals.models.appeal import Appeal


class Doubt(models.Model):
    """One browser or contact about one appeal, in one round: a reopened appeal begins anew.

    `key` is a digest that holds in this city alone; who it was is not kept.
    """

    appeal = models.ForeignKey(
        Appeal, on_delete=models.CASCADE, related_name="doubts", db_index=False
    )
    round = models.PositiveSmallIntegerField()
    key = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Doubt"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["appeal", "round", "key"], name="doubt_once")
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id}/{self.pk}"
