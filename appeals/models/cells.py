"""Counts of appeals on the map, kept for every square of it, so that no viewport counts appeals.

Written by the database and `appeals.insight.map` alone: every change of an appeal that the map can
see leaves a `MapDelta` in its own transaction (migration 0014), folding adds deltas to `MapCell`.
"""

from __future__ import annotations

from typing import ClassVar

from django.db import models

YEAR, DAY = "year", "day"


class MapDelta(models.Model):
    """What one change adds to a place's counts and takes from them; gone once it is folded."""

    qk = models.BigIntegerField("код Мортона")
    category_id = models.BigIntegerField()
    registered_at = models.DateTimeField()
    red = models.IntegerField()
    green = models.IntegerField()
    strict = models.IntegerField()

    objects: ClassVar[models.Manager[MapDelta]] = models.Manager()

    class Meta:
        db_table = "appeals_mapdelta"

    def __str__(self) -> str:
        return f"{self.qk}: {self.red:+} {self.green:+}"


class MapCell(models.Model):
    """The appeals of one square, one theme (0: all) and one year or recent day of registration.

    `strict` of the red ones are under strict control. `x` and `y` are sums over red and green of the
    24-bit column and row, so that a group stands where its appeals are and not in its square's middle.
    """

    pk = models.CompositePrimaryKey("grain", "level", "category_id", "cell", "start")
    grain = models.TextField()
    level = models.SmallIntegerField()
    category_id = models.BigIntegerField("тема; 0: все")
    cell = models.BigIntegerField("код Мортона на этом уровне")
    start = models.DateField("первый день года или сам день")
    red = models.IntegerField(default=0)
    green = models.IntegerField(default=0)
    strict = models.IntegerField(default=0)
    x = models.BigIntegerField(default=0)
    y = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager[MapCell]] = models.Manager()

    class Meta:
        db_table = "appeals_mapcell"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(grain__in=["year", "day"]), name="map_cell_grain"
            )
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.start} {self.level}/{self.cell}: {self.red} {self.green}"
