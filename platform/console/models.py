"""What operators did: rows of the office's own schema, only ever added."""

from typing import ClassVar

from django.db import models


class Action(models.Model):
    """Who did what to which city, and when."""

    ORDERED, CORRECTED, RETRIED = "ordered", "corrected", "retried"
    VERBS = (
        (ORDERED, "заказал город"),
        (CORRECTED, "исправил заказ"),
        (RETRIED, "повторил развёртывание"),
    )

    at = models.DateTimeField("когда")
    by_id = models.BigIntegerField("учётная запись оператора", null=True)
    by_name = models.TextField("имя оператора в ту минуту", blank=True)
    verb = models.TextField("что сделал", choices=VERBS)
    schema_name = models.TextField("схема города", blank=True)
    city = models.TextField("город в ту минуту", blank=True)
    details = models.JSONField("подробности", default=dict)

    objects: ClassVar[models.Manager["Action"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["schema_name", "-id"], name="action_city")]

    def __str__(self) -> str:
        return f"{self.by_name}: {self.get_verb_display()} {self.city}"
