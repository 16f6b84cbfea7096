"""Who of the city confirmed in person who somebody is, and who took that back."""

from typing import ClassVar

from django.db import models


class IdentityCheck(models.Model):
    """One confirmation or revocation; append-only. Nothing of the document itself is kept."""

    CHECKED, REVOKED = "checked", "revoked"

    user_id = models.BigIntegerField("учётная запись")
    verb = models.TextField()
    at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField(blank=True)
    reason = models.TextField(blank=True)

    objects: ClassVar[models.Manager["IdentityCheck"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["user_id", "-id"], name="identity_check_user")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(verb="checked")
                | (models.Q(verb="revoked") & ~models.Q(reason="")),
                name="identity_check_verb",
            )
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.user_id}"
