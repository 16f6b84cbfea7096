"""A photo of an appeal."""

from typing import ClassVar

from django.db import models

from appeals.models.appeal import Appeal
from appeals.models.contractor_link import ContractorLink


class Attachment(models.Model):
    """A picture re-encoded by us: no metadata, no foreign bytes; `path` lies in the city's folder."""

    # LATE: of a crew's report about a task that meanwhile was no longer its own; for staff alone.
    REPORTED, BEFORE, AFTER, LATE = "reported", "before", "after", "late"

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="attachments")
    kind = models.TextField(default=REPORTED)
    key = models.TextField("адрес файла", unique=True)
    path = models.TextField()
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    sha256 = models.TextField()
    is_public = models.BooleanField(default=True)
    added_at = models.DateTimeField()
    added_by_role = models.TextField()
    # Sent by a contractor: shown to nobody outside until the organisation has looked at it.
    contractor_link = models.ForeignKey(
        ContractorLink, null=True, on_delete=models.CASCADE, related_name="photos"
    )
    is_verified = models.BooleanField(default=True)
    # Why the city hid it (labels.HIDDEN); empty: it did not.
    hidden_why = models.TextField(blank=True, default="", db_default="")

    objects: ClassVar[models.Manager["Attachment"]] = models.Manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.path
