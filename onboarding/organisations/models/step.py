"""What happened on an organisation's way, as it happened."""

from typing import ClassVar

from django.db import models

from appeals.models import Organisation


class Step(models.Model):
    """One event of the way; append-only. `what` is a code of `steps.WORDS`, `details` fill its words."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="steps")
    what = models.TextField()
    at = models.DateTimeField()
    by_name = models.TextField(blank=True)
    details = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["Step"]] = models.Manager()

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="step_of")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.what}"
