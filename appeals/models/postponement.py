"""A later date that somebody asked for, and what was decided."""

from typing import ClassVar

from django.db import models

from appeals.models.appeal import Appeal


class Postponement(models.Model):
    """Who asks, until when and why; who decided, and in which words. Undecided: `is_approved` None."""

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="postponements")
    until = models.DateTimeField()
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by_id = models.BigIntegerField(null=True)
    asked_by_name = models.TextField(blank=True)
    asked_by_role = models.TextField()
    is_approved = models.BooleanField(null=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.TextField(blank=True)
    words = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Postponement"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal"],
                condition=models.Q(is_approved__isnull=True),
                name="postponement_one_asked",
            )
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} до {self.until:%d.%m.%Y}"
