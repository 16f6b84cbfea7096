"""A problem point: one trouble that comes back to one place, until the city says why and what it did."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from appeals.models.category import Category
from appeals.models.house import House

# A place without a house is a square of some 180 metres: the point's Morton code without its last bits.
CELL_BITS = 14


class ProblemPointQuerySet(models.QuerySet["ProblemPoint"]):
    """Points by whether they still wait for a cause and a measure."""

    def open(self) -> "ProblemPointQuerySet":
        """Those nobody has closed, the loudest first (index `problem_point_loud`)."""
        return self.filter(closed_at__isnull=True).order_by("-cases", "-id")

    def closed(self) -> "ProblemPointQuerySet":
        """Those with a cause and a measure, the latest first (index `problem_point_over`)."""
        return self.filter(closed_at__isnull=False).order_by("-closed_at", "-id")

    def shown(self) -> "ProblemPointQuerySet":
        """With everything a line of a list names."""
        return self.select_related("category", "house")


class ProblemPoint(models.Model):
    """A place and a theme. Opened and counted by `insight.problem_points`, closed by
    `actions.close_point`; when the trouble comes back afterwards, a new point opens.

    `place` is the house's key, or minus (cell + 1) where there is no house.
    """

    place = models.BigIntegerField()
    house = models.ForeignKey(
        House, null=True, on_delete=models.PROTECT, related_name="points", db_index=False
    )
    category = models.ForeignKey(Category, on_delete=models.PROTECT, db_index=False)
    # For a cell the nearest house; everything here is public.
    address = models.TextField(blank=True)
    district = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)

    cases = models.IntegerField("случаев за 90 дней", default=0)
    reopens = models.IntegerField("возвратов за 90 дней", default=0)
    last_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    # Since when there is less than the rule asks for; the point waits all the same.
    quiet_since = models.DateTimeField(null=True)

    cause = models.TextField("код причины", blank=True)
    measure = models.TextField("мера", blank=True)
    measure_date = models.DateField("к какому дню", null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[ProblemPointQuerySet] = ProblemPointQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["place", "category"],
                name="problem_point_once",
                condition=Q(closed_at__isnull=True),
            ),
            models.CheckConstraint(
                condition=Q(closed_at__isnull=True) | (~Q(cause="") & ~Q(measure="")),
                name="problem_point_closed_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["place", "category"], name="problem_point_place"),
            models.Index(
                fields=["-cases", "-id"],
                name="problem_point_loud",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(
                fields=["-closed_at", "-id"],
                name="problem_point_over",
                condition=Q(closed_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.address}: {self.category_id}"

    @property
    def is_closed(self) -> bool:
        """Whether cause and measure are told."""
        return self.closed_at is not None


class ProblemPointRecord(models.Model):
    """One record of a point's history; nobody changes or deletes it."""

    OPENED, EXPLAINED, QUIET, LOUD, CLOSED = "opened", "explained", "quiet", "loud", "closed"

    point = models.ForeignKey(ProblemPoint, on_delete=models.PROTECT, related_name="records")
    kind = models.TextField()
    at = models.DateTimeField()
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.TextField(blank=True)
    cases = models.IntegerField(default=0)
    reopens = models.IntegerField(default=0)
    cause = models.TextField(blank=True)
    measure = models.TextField(blank=True)
    measure_date = models.DateField(null=True)

    objects: ClassVar[models.Manager["ProblemPointRecord"]] = models.Manager()

    class Meta:
        ordering = ["at", "id"]

    def __str__(self) -> str:
        return f"{self.point_id} {self.kind}"
