"""A task lent to somebody without an account: one link, fourteen days, one report."""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from appeals.masking import strictly
from appeals.models.appeal import Appeal
from appeals.models.organisation import Organisation
from appeals.workflow import Status
from tenants.accounts.looking import PersonalField

LASTS = timedelta(days=14)
WORKED = (Status.ACCEPTED, Status.CREW_DISPATCHED)


class ContractorLink(models.Model):
    """Who has the link sees the address, the masked words and the photos, and reports once.

    Only the digest of the token is kept. The link is dead after its term, when it was revoked, when
    its report was taken, and as soon as its organisation no longer works the appeal.
    """

    appeal = models.ForeignKey(Appeal, on_delete=models.CASCADE, related_name="contractor_links")
    organisation = models.ForeignKey(Organisation, on_delete=models.CASCADE)
    contractor = models.TextField("подрядчик")
    digest = models.TextField(unique=True)
    shows_flat = models.BooleanField("показать квартиру", default=False)
    shows_phone = models.BooleanField("показать телефон заявителя", default=False)
    made_at = models.DateTimeField()
    made_by_id = models.BigIntegerField(null=True)
    made_by_name = models.TextField(blank=True)
    expires_at = models.DateTimeField()
    opened_at = models.DateTimeField(null=True)
    report = PersonalField("отчёт", blank=True, hide=strictly)
    reported_at = models.DateTimeField(null=True)
    # Why the last report was sent back; the link may then report again.
    remark = PersonalField("что переделать", blank=True, hide=strictly)
    taken_at = models.DateTimeField("отчёт принят", null=True)
    revoked_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["ContractorLink"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["appeal"],
                condition=Q(revoked_at=None, taken_at=None),
                name="contractor_link_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.contractor}"

    @staticmethod
    def new_token() -> str:
        """A token nobody guesses: 192 random bits."""
        return secrets.token_urlsafe(24)

    @staticmethod
    def digest_of(token: str) -> str:
        """What is kept of a token."""
        return hashlib.sha256(token.encode()).hexdigest()

    def is_open(self, at: datetime) -> bool:
        """Whether the page behind the link may still be read."""
        return (
            self.revoked_at is None
            and self.taken_at is None
            and at < self.expires_at
            and self.appeal.organisation_id == self.organisation_id
            and self.appeal.status in WORKED
        )
