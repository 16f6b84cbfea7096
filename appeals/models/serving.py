"""Which organisation gives which house which service, and since when."""

from datetime import date, timedelta
from typing import ClassVar

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Deferrable

from appeals.models.house import House
from appeals.models.organisation import Organisation


def days(since: date | None, until: date | None) -> str:
    """«с 01.09.2020 по 31.08.2025»; `until` is the first day that no longer counts."""
    parts = [f"с {since:%d.%m.%Y}"] if since else []
    if until:
        parts.append(f"по {until - timedelta(days=1):%d.%m.%Y}")
    return " ".join(parts) or "без дат"


class Days(models.Func):
    """The days from the first one to the one before the second; None: without an end."""

    function = "daterange"
    output_field = DateRangeField()


class Serving(models.Model):
    """One line of the house × service matrix; `until` is the first day it no longer holds.

    A service of a house has one organisation on any day: an appeal goes to one, a resident asks
    one. Who came before stays as a line that has ended.
    """

    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="servings")
    service = models.TextField("услуга")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT)
    since = models.DateField(null=True)
    until = models.DateField(null=True)
    source = models.TextField("источник", blank=True)
    # Why the city ended it by hand.
    ended_why = models.TextField(blank=True, default="", db_default="")

    objects: ClassVar[models.Manager["Serving"]] = models.Manager()

    class Meta:
        constraints = [
            # At the end of each statement: one may end a line and begin the next.
            ExclusionConstraint(
                name="serving_one_at_a_time",
                expressions=[("house", "="), ("service", "="), (Days("since", "until"), "&&")],
                deferrable=Deferrable.IMMEDIATE,
            ),
            models.CheckConstraint(
                condition=models.Q(since__isnull=True)
                | models.Q(until__isnull=True)
                | models.Q(since__lt=models.F("until")),
                name="serving_lasts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.house} {self.service}: {self.organisation}"

    @property
    def last_day(self) -> date | None:
        """The last day it holds, as people write it: «по 31.08.2025»."""
        return self.until - timedelta(days=1) if self.until else None

    @property
    def days(self) -> str:
        """The days it holds, in words."""
        return days(self.since, self.until)

    def holds(self, day: date) -> bool:
        """Whether it is in force on that day."""
        return (self.since is None or self.since <= day) and (
            self.until is None or day < self.until
        )
