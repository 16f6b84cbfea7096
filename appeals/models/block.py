"""Whom the city does not take anything from through the site, why and until when."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from appeals.masking import strictly
from appeals.models.appeal import Appeal
from tenants.accounts.looking import PersonalField


class BlockQuerySet(models.QuerySet["Block"]):
    """Blocks by time."""

    def in_force(self, at: datetime) -> "BlockQuerySet":
        """Those that hold at the moment."""
        return self.filter(lifted_at__isnull=True, until__gt=at)


class Block(models.Model):
    """One contact, browser or network; only its digest is kept, `shown` is enough to know it again.

    Never holds for the telephone: what is said to a dispatcher is always taken.
    """

    PHONE, EMAIL, BROWSER, NETWORK = "phone", "email", "browser", "network"

    kind = models.TextField()
    digest = models.TextField()
    shown = PersonalField(blank=True)
    reason = models.TextField()
    comment = PersonalField("для своих", blank=True, hide=strictly)
    appeal = models.ForeignKey(
        Appeal, null=True, on_delete=models.SET_NULL, related_name="+", db_index=False
    )
    since = models.DateTimeField()
    until = models.DateTimeField()
    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField(blank=True)
    lifted_at = models.DateTimeField(null=True)
    lifted_by_name = models.TextField(blank=True)

    objects: ClassVar[BlockQuerySet] = BlockQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["phone", "email", "browser", "network"]), name="block_kind"
            ),
            models.CheckConstraint(
                condition=Q(until__gt=models.F("since")), name="block_ends_after_start"
            ),
        ]
        indexes = [
            models.Index(
                fields=["digest"], name="block_standing", condition=Q(lifted_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.shown}"
