"""One side's signature under an agreement."""

from typing import ClassVar

from django.db import models

from onboarding.organisations.models.agreement import Agreement


class Signature(models.Model):
    """A scan of the paper, a detached electronic signature, or a note that the paper exists.

    Append-only. `certificate` is what was read of it (organisations.signing.certificate);
    `warnings` say honestly what could not be checked.
    """

    CITY, ORGANISATION = "city", "organisation"
    SCAN, ELECTRONIC, PAPER = "scan", "electronic", "paper"

    agreement = models.ForeignKey(Agreement, on_delete=models.PROTECT, related_name="signatures")
    side = models.TextField()
    kind = models.TextField()
    path = models.TextField(blank=True)
    media = models.TextField("вид файла", blank=True)
    sha256 = models.TextField(blank=True)
    certificate = models.JSONField(default=dict)
    warnings = models.JSONField(default=list)
    signed_at = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Signature"]] = models.Manager()

    class Meta:
        ordering = ["signed_at", "id"]
        constraints = [
            models.UniqueConstraint(fields=["agreement", "side"], name="signature_once_a_side"),
            models.CheckConstraint(
                condition=models.Q(side__in=["city", "organisation"]), name="signature_side"
            ),
            models.CheckConstraint(
                condition=models.Q(kind="paper")
                | (models.Q(kind__in=["scan", "electronic"]) & ~models.Q(sha256="")),
                name="signature_has_file",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.agreement}: {self.side}"
