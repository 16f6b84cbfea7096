"""An order to make a city, carried out step by step."""

from typing import ClassVar

from django.db import models


class ProvisioningJob(models.Model):
    """What was ordered, which steps are done, what stopped it; the steward works it off."""

    schema_name = models.TextField("имя схемы", unique=True)
    wanted = models.JSONField("заказ")
    done = models.JSONField("выполненные шаги", default=list)
    took = models.JSONField("миллисекунд на каждый шаг", default=dict, db_default={})
    failure = models.TextField("на чём остановилось", blank=True)
    attempts = models.PositiveIntegerField(default=0)
    ordered_by = models.TextField(blank=True)
    ordered_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ProvisioningJob"]] = models.Manager()

    def __str__(self) -> str:
        return self.schema_name

    @property
    def kind(self) -> str:
        """What is ordered: a city, or the office."""
        return str(self.wanted.get("kind", "city"))
