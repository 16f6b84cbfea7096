"""Which organisation gives which house which service, and since when."""

from typing import ClassVar

from django.db import models

from appeals.models.house import House
from appeals.models.organisation import Organisation


class Serving(models.Model):
    """One line of the house × service matrix; `until` is the first day it no longer holds."""

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="servings")
    service = models.TextField("услуга")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.TextField("источник", blank=True)

    objects: ClassVar[models.Manager["Serving"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["house", "service", "organisation", "since"],
                name="serving_once",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.house} {self.service}: {self.organisation}"
