"""Handing the shift over: who gave, who took, and what stood open at that minute."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models
from django.db.models import F, Q

from appeals.masking import strictly
from tenants.accounts.looking import PersonalDetails, PersonalField


class HandoverQuerySet(models.QuerySet["Handover"]):
    """Handovers by what became of them."""

    def waiting(self) -> "HandoverQuerySet":
        """Given, not signed by the other side yet (index `handover_waiting`)."""
        return self.filter(taken_at__isnull=True, withdrawn_at__isnull=True)

    def taken(self) -> "HandoverQuerySet":
        """Signed by both, the latest first (index `handover_taken`)."""
        return self.filter(taken_at__isnull=False).order_by("-taken_at")


class Handover(models.Model):
    """A paper with two signatures, kept for ever.

    The city's role may write the second signature or the withdrawal once and change nothing else
    (rights of the columns, migration 0005). `snapshot` is what `appeals.insight.shifts` saw then.
    """

    given_by_id = models.BigIntegerField()
    given_by_name = models.TextField()
    given_at = models.DateTimeField()
    given_to_id = models.BigIntegerField()
    given_to_name = models.TextField()
    words = PersonalField("на словах", blank=True, hide=strictly)
    snapshot = PersonalDetails(default=dict, hide=strictly)
    taken_by_id = models.BigIntegerField(null=True)
    taken_by_name = models.TextField(blank=True)
    taken_at = models.DateTimeField(null=True)
    # What the second side adds when signing, and until when it stays.
    remark = PersonalField(blank=True, hide=strictly)
    until = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[HandoverQuerySet] = HandoverQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["given_by_id"],
                condition=Q(taken_at__isnull=True, withdrawn_at__isnull=True),
                name="handover_waiting",
            ),
            models.CheckConstraint(
                condition=Q(taken_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="handover_one_end",
            ),
            models.CheckConstraint(
                condition=Q(taken_by_id__isnull=True) | ~Q(taken_by_id=F("given_by_id")),
                name="handover_two_people",
            ),
        ]
        indexes = [
            models.Index(
                fields=["-taken_at"], name="handover_taken", condition=Q(taken_at__isnull=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.given_by_name} → {self.given_to_name}, {self.given_at:%d.%m.%Y %H:%M}"

    @property
    def is_waiting(self) -> bool:
        """Whether the second signature is still missing."""
        return self.taken_at is None and self.withdrawn_at is None

    def goes_on(self, now: datetime) -> bool:
        """Whether the shift that took over is still on by its own word."""
        return self.until is not None and self.until > now

    def seen(self, part: str) -> list[dict[str, Any]]:
        """The lines of one part of the snapshot."""
        return list(self.snapshot.get(part) or [])
