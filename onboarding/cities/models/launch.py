"""How far a city is on its way to the day when residents come in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.models.outbox import CurrentUser


class Launch(models.Model):
    """One row a city, written by the city itself and read by the operators: the state of its checklist.

    `tenant` is the city's database role; row-level security shows a city no row but its own.
    """

    tenant = models.TextField("роль города", unique=True, db_default=CurrentUser())
    # {code: {"done": bool, "detail": "4 051 дом"}}, in the order of the checklist.
    items = models.JSONField("пункты", default=dict, db_default={})
    # What only a person can say: {code: {"by": "Морозова Р. А.", "at": "2026-11-22T14:00:00+03:00"}}.
    marks = models.JSONField("отмечено человеком", default=dict, db_default={})
    percent = models.PositiveSmallIntegerField("готово, %", default=0, db_default=0)
    stands_at = models.TextField("первый несделанный пункт", blank=True, db_default="")
    changed_at = models.DateTimeField("когда последний раз изменилось")
    counted_at = models.DateTimeField("когда посчитано")

    objects: ClassVar[models.Manager["Launch"]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(name="launch_percent", condition=Q(percent__lte=100))]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.percent} %"
