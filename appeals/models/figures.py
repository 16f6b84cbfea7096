"""Rollups behind the administration's figures: days and months, kept event by event, never rows.

A million appeals in three years leave about half a million rows here: what happened is summed in
three cuts of a day instead of their product, and whole months stand beside their days.
"""

from __future__ import annotations

from typing import ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models

DAY, MONTH = "day", "month"


class Flow(models.Model):
    """What happened to appeals on a day or in a month of the city's calendar, in one cut.

    `cut` says what `value` is: an organisation's id (0: the dispatch desk), a category's id or a
    channel. Each cut holds every event once, so a sum over one cut is the whole city.
    """

    ORGANISATION, CATEGORY, CHANNEL = "organisation", "category", "channel"
    MEASURES: ClassVar[tuple[str, ...]] = (
        "filed", "assigned", "accepted", "resolved", "late", "done", "reopened", "returned",
        "rejected", "duplicated", "satisfied", "unanswered", "postponed", "breached", "opened",
        "ended",
    )  # fmt: skip

    grain = models.TextField()
    start = models.DateField()
    cut = models.TextField()
    value = models.TextField(blank=True)
    district = models.TextField(blank=True)

    filed = models.IntegerField(default=0)
    assigned = models.IntegerField(default=0)
    accepted = models.IntegerField(default=0)
    resolved = models.IntegerField(default=0)
    late = models.IntegerField("сделано с нарушением срока", default=0)
    done = models.IntegerField("подтверждено или закрыто", default=0)
    reopened = models.IntegerField(default=0)
    returned = models.IntegerField(default=0)
    rejected = models.IntegerField(default=0)
    duplicated = models.IntegerField(default=0)
    satisfied = models.IntegerField(default=0)
    unanswered = models.IntegerField(default=0)
    postponed = models.IntegerField(default=0)
    breached = models.IntegerField(default=0)
    # Into the work and out of it: their running difference is what is in work.
    opened = models.IntegerField(default=0)
    ended = models.IntegerField(default=0)

    objects: ClassVar[models.Manager[Flow]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["grain", "cut", "start", "value", "district"], name="flow_once"
            ),
            models.CheckConstraint(
                condition=models.Q(grain__in=["day", "month"])
                & models.Q(cut__in=["organisation", "category", "channel"]),
                name="flow_kind",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.grain} {self.start} {self.cut} {self.value}"


class WaitDay(models.Model):
    """How long a stage took on a day: each wait as the number of its bucket (insight.durations).

    A day of one organisation holds some fifteen waits: their buckets in a row are smaller than
    counters, and adding is appending.
    """

    ORGANISATION, DISTRICT = "organisation", "district"

    day = models.DateField()
    cut = models.TextField()
    value = models.TextField(blank=True)
    stage = models.TextField()
    buckets: ArrayField[list[int], list[int]] = ArrayField(models.SmallIntegerField())
    late = models.IntegerField(default=0)

    objects: ClassVar[models.Manager[WaitDay]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cut", "stage", "day", "value"], name="wait_day_once")
        ]

    def __str__(self) -> str:
        return f"{self.day} {self.cut} {self.value} {self.stage}: {len(self.buckets)}"


class WaitMonth(models.Model):
    """The same of a whole month, a counter for each bucket."""

    month = models.DateField()
    cut = models.TextField()
    value = models.TextField(blank=True)
    stage = models.TextField()
    bucket = models.SmallIntegerField()
    total = models.IntegerField(default=0)
    late = models.IntegerField(default=0)

    objects: ClassVar[models.Manager[WaitMonth]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cut", "stage", "month", "value", "bucket"], name="wait_month_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.month} {self.cut} {self.value} {self.stage} {self.bucket}: {self.total}"


class District(models.Model):
    """What the city knows of a district and from where: how many people live there, its boundary.

    `boundary`: polygons, each its outer ring and its holes, points as [longitude, latitude].
    """

    name = models.TextField(unique=True)
    inhabitants = models.PositiveIntegerField(null=True)
    source = models.TextField(blank=True)
    boundary = models.JSONField("граница", default=list, db_default=[])
    boundary_source = models.TextField("откуда граница", blank=True, default="", db_default="")

    objects: ClassVar[models.Manager[District]] = models.Manager()

    def __str__(self) -> str:
        return self.name
