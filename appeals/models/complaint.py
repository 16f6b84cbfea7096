"""What a visitor found wrong in a public card: waits for the desk."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from appeals.masking import strictly
from appeals.models.appeal import Appeal
from appeals.models.attachment import Attachment
from tenants.accounts.looking import PersonalField


class Complaint(models.Model):
    """One complaint about the text or a photo of one appeal; who complained is not kept.

    `key` is a digest of the browser: the same one complains about the same thing once.
    """

    CHANGED, LEFT = "changed", "left"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="complaints")
    attachment = models.ForeignKey(Attachment, null=True, on_delete=models.CASCADE, db_index=False)
    reason = models.TextField()
    words = PersonalField(blank=True, hide=strictly)
    key = models.TextField()
    at = models.DateTimeField()
    decision = models.TextField(blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Complaint"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal", "attachment", "key"],
                name="complaint_once",
                condition=Q(decided_at__isnull=True),
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(decision__in=["", "changed", "left"]), name="complaint_decision"
            ),
        ]
        indexes = [
            models.Index(
                fields=["at", "id"], name="complaint_open", condition=Q(decided_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.reason}"
