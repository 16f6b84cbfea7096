"""The end of an agreement before its time."""

from typing import ClassVar

from django.db import models

from onboarding.organisations.models.agreement import Agreement


class Ending(models.Model):
    """Terminated from a day on, or withdrawn before both had signed; append-only."""

    TERMINATED, WITHDRAWN = "terminated", "withdrawn"

    agreement = models.OneToOneField(
        Agreement, on_delete=models.PROTECT, related_name="ending", primary_key=True
    )
    kind = models.TextField()
    since = models.DateField("первый день, когда не действует")
    reason = models.TextField()
    at = models.DateTimeField()
    by_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Ending"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["terminated", "withdrawn"]), name="ending_kind"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="ending_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.kind}"
