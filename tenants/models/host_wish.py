"""A host that somebody wants for a city: the office writes the wish, the steward makes it so."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.models.city import City


class HostWish(models.Model):
    """One wish; a finished one stays as history. The office itself can write no host."""

    # Answer on it beside the others; make it the city's own; answer on it no more.
    ADD, PRIMARY, DROP = "add", "primary", "drop"

    city = models.ForeignKey(City, on_delete=models.CASCADE, related_name="host_wishes")
    host = models.TextField()
    what = models.TextField()
    ordered_by = models.TextField(blank=True)
    ordered_at = models.DateTimeField()
    done_at = models.DateTimeField(null=True)
    failure = models.TextField(blank=True)

    objects: ClassVar[models.Manager["HostWish"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["id"], name="host_wish_waiting", condition=Q(done_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(what__in=["add", "primary", "drop"]), name="host_wish_what"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.host}"
