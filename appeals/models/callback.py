"""A call to the applicant after the work was done."""

from typing import ClassVar

from django.db import models

from appeals.models.appeal import Appeal


class Callback(models.Model):
    """One attempt and what came of it."""

    SATISFIED, NOT_SATISFIED, NO_ANSWER = "satisfied", "not_satisfied", "no_answer"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="callbacks")
    result = models.TextField()
    reason = models.TextField(blank=True)
    called_at = models.DateTimeField()
    operator_id = models.BigIntegerField(null=True)

    objects: ClassVar[models.Manager["Callback"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(result__in=["satisfied", "not_satisfied", "no_answer"]),
                name="callback_result",
            )
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.result}"
