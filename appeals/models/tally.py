"""Counters that screens show instead of counting rows; kept by the announcer, event by event."""

from typing import ClassVar

from django.db import models


class StatusTally(models.Model):
    """How many appeals stand in a status with an organisation (0: the dispatch desk)."""

    organisation_id = models.BigIntegerField(default=0)
    status = models.TextField()
    total = models.IntegerField(default=0)

    objects: ClassVar[models.Manager["StatusTally"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["organisation_id", "status"], name="status_tally_once")
        ]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.status}: {self.total}"


class DailyTally(models.Model):
    """How many events of a kind a day saw, in the city's time zone."""

    day = models.DateField()
    kind = models.TextField()
    total = models.IntegerField(default=0)

    objects: ClassVar[models.Manager["DailyTally"]] = models.Manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["day", "kind"], name="daily_tally_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.kind}: {self.total}"
