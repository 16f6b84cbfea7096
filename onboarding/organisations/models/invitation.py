"""The city's invitation to an organisation, addressed to its head."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from appeals.models import Organisation
from tenants.accounts.models import User


class Invitation(models.Model):
    """A letter with a link that holds until `expires_at`; sent anew it carries another link.

    The link's key is kept as a digest. `scope` is what the city proposes the organisation to serve
    (organisations.scope), the first agreement begins with it.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="invitations"
    )
    email = models.TextField()
    name = models.TextField("руководитель", blank=True)
    scope = models.JSONField(default=dict)
    key_digest = models.TextField(unique=True)
    sent_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_count = models.PositiveSmallIntegerField(default=1)
    by_name = models.TextField(blank=True)
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    user = models.ForeignKey(User, null=True, on_delete=models.SET_NULL, related_name="+")

    objects: ClassVar[models.Manager["Invitation"]] = models.Manager()

    class Meta:
        ordering = ["-sent_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation"],
                condition=models.Q(accepted_at=None, withdrawn_at=None),
                name="invitation_one_open",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_at=None) | models.Q(withdrawn_at=None),
                name="invitation_accepted_or_withdrawn",
            ),
            models.CheckConstraint(
                condition=models.Q(expires_at__gt=models.F("sent_at")),
                name="invitation_expires_later",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.sent_at:%d.%m.%Y}"

    @property
    def is_open(self) -> bool:
        """Whether the city still waits for an answer, in time or not."""
        return self.accepted_at is None and self.withdrawn_at is None

    def holds(self, at: datetime) -> bool:
        """Whether its link still lets somebody in."""
        return self.is_open and at < self.expires_at
