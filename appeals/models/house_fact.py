"""A fact about a house that the city learned apart from its list: from where, and on which day."""

from typing import ClassVar

from django.db import models

from appeals.models.house import House

# The fields of a house's passport, in their order; the portal and the desk name them.
FIELDS = (
    "built_year", "floors", "entrances", "flats", "area_m2", "walls", "lifts", "heat_line",
    "heat_meter", "cold_pipes", "hot_pipes", "wiring", "roof_repair",
)  # fmt: skip


class HouseFact(models.Model):
    """One field of the passport, over what the list of houses says. Written by `actions.tell_fact`.

    An empty `value` is a fact nobody knows yet: `source` was asked on `told_date` and has not answered.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="told", db_index=False)
    field = models.TextField()
    value = models.TextField(blank=True)
    source = models.TextField()
    told_date = models.DateField()
    author_id = models.BigIntegerField(null=True)
    author_name = models.TextField(blank=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["HouseFact"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["house", "field"], name="house_fact_once")]

    def __str__(self) -> str:
        return f"{self.house_id} {self.field}: {self.value}"
