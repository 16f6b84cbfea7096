"""A street of the city: the small table that address search looks into first."""

from typing import ClassVar

from django.contrib.postgres.indexes import GinIndex
from django.db import models


class Street(models.Model):
    """A street under the name people use, and under the form that search compares."""

    kind = models.TextField("вид", blank=True)
    name = models.TextField("название")
    district = models.TextField("район", blank=True)
    search = models.TextField("форма для поиска")
    # What it was called before, and the same forms for search, one a line.
    old_names = models.JSONField("прежние названия", default=list)
    old_search = models.TextField("прежние названия для поиска", blank=True)

    objects: ClassVar[models.Manager["Street"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "name"], name="street_once")]
        indexes = [
            GinIndex(fields=["search"], name="street_search", opclasses=["gin_trgm_ops"]),
            models.Index(fields=["id"], name="street_renamed", condition=~models.Q(old_search="")),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.name}".strip()
