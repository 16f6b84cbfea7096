"""What is counted of houses ahead: each house's year, and the medians of its street, district and city."""

from typing import ClassVar

from django.db import models

from appeals.models.house import House
from appeals.models.street import Street


class HouseTally(models.Model):
    """A house's public appeals of twelve months. Written by `insight.house_tallies` alone.

    `answered` of the `filed` were reported done at least once; of them `in_time` kept their term and
    `returned` came back. `off_seconds`: without water, heat, light or gas, all services together.
    """

    house = models.OneToOneField(
        House, primary_key=True, on_delete=models.CASCADE, related_name="tally"
    )
    open = models.IntegerField("в работе сейчас", default=0)
    filed = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    off_seconds = models.BigIntegerField(default=0)
    # The first of the counted appeals: when it is a year old, the house is counted anew.
    oldest_at = models.DateTimeField(null=True)
    counted_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["HouseTally"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.house_id}: {self.filed}"


class AreaTally(models.Model):
    """The houses of a street, of a district, of a street inside a district or of the whole city.

    Sums of `HouseTally` and medians over its houses, each with how many houses it was taken of:
    `per_hundred` of those whose flats are known (`with_flats`), the shares of those that had work
    done (`with_answers`), the rest of all `houses`.
    """

    street = models.ForeignKey(
        Street, null=True, on_delete=models.CASCADE, related_name="+", db_index=False
    )
    # None: whatever the district; empty: houses whose district nobody knows.
    district = models.TextField(null=True)

    houses = models.IntegerField(default=0)
    flats = models.IntegerField(default=0)
    open = models.IntegerField(default=0)
    filed = models.IntegerField(default=0)
    answered = models.IntegerField(default=0)
    in_time = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)

    with_flats = models.IntegerField(default=0)
    with_answers = models.IntegerField(default=0)
    filed_median = models.FloatField(null=True)
    per_hundred_median = models.FloatField("на сто квартир", null=True)
    off_median_seconds = models.FloatField(null=True)
    in_time_median = models.FloatField(null=True)
    returned_median = models.FloatField(null=True)
    counted_at = models.DateTimeField()

    objects: ClassVar[models.Manager["AreaTally"]] = models.Manager()

    class Meta:
        constraints = [
            # Read by its first column for the streets of a district as well.
            models.UniqueConstraint(
                fields=["district", "street"], name="area_once", nulls_distinct=False
            )
        ]

    def __str__(self) -> str:
        return f"{self.street_id} {self.district}: {self.houses}"
