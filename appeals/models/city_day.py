"""Days on which a city departs from the country's calendar."""

from typing import ClassVar

from django.db import models


class CityDay(models.Model):
    """A day off, a working day or a short one by the region's or the city's own decision."""

    KINDS = (("off", "нерабочий"), ("on", "рабочий"), ("short", "короткий"))

    day = models.DateField("день", unique=True)
    kind = models.TextField("какой", choices=KINDS)
    source = models.TextField("основание")

    objects: ClassVar[models.Manager["CityDay"]] = models.Manager()

    class Meta:
        ordering = ["day"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["off", "on", "short"]), name="city_day_kind"
            )
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}"
