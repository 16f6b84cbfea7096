"""An operator looks into a city: asked with a reason, consented by the city, ended by the clock."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Now
from django.db.models.lookups import GreaterThanOrEqual

from tenants.models.outbox import CurrentUser

REASON_LEAST = 20
MINUTES = (30, 120, 480)


class SupportConsent(models.Model):
    """The city lets support in without asking each time, or no longer; the last line holds.

    Only the city's own role adds lines, only for itself.
    """

    tenant = models.TextField(db_default=CurrentUser())
    is_given = models.BooleanField()
    by_id = models.BigIntegerField()
    by_name = models.TextField()
    at = models.DateTimeField(db_default=Now())

    objects: ClassVar[models.Manager["SupportConsent"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "-id"], name="support_consent_last")]

    def __str__(self) -> str:
        return f"{self.tenant}: {self.is_given}"


class SupportAccess(models.Model):
    """One asking, its answer, and the look itself.

    The office asks and may end; it can write no consent: the database's trigger leaves that to the
    city's role, and fills in a standing one.
    """

    ASKED, REFUSED, READY, OPEN, OVER = "asked", "refused", "ready", "open", "over"
    # Consent that nobody used is worth nothing the next day.
    LAPSES = timedelta(days=1)

    tenant = models.TextField("роль города")
    city = models.TextField("город в ту минуту")
    operator_id = models.BigIntegerField()
    operator_name = models.TextField()
    reason = models.TextField("причина")
    ticket = models.TextField("обращение в поддержку")
    minutes = models.PositiveIntegerField()
    asked_at = models.DateTimeField()
    consented_at = models.DateTimeField(null=True)
    consented_by = models.TextField(blank=True)
    refused_at = models.DateTimeField(null=True)
    refused_by = models.TextField(blank=True)
    link_digest = models.TextField(blank=True)
    link_until = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    until = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    finished_by = models.TextField(blank=True)

    objects: ClassVar[models.Manager["SupportAccess"]] = models.Manager()

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["tenant", "-id"], name="support_access_city")]
        constraints = [
            models.CheckConstraint(
                condition=GreaterThanOrEqual(Length(F("reason")), REASON_LEAST),
                name="support_reason",
            ),
            models.CheckConstraint(condition=~Q(ticket=""), name="support_ticket"),
            models.CheckConstraint(condition=Q(minutes__in=MINUTES), name="support_minutes"),
            models.CheckConstraint(
                condition=Q(opened_at=None)
                | Q(consented_at__isnull=False, refused_at=None, until__isnull=False),
                name="support_opens_by_consent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.operator_name}: {self.city}"

    def state(self, at: datetime) -> str:
        """Where it stands now."""
        if self.refused_at:
            return self.REFUSED
        if self.finished_at or (self.until and self.until <= at):
            return self.OVER
        if self.until:
            return self.OPEN
        if self.asked_at + self.LAPSES <= at:
            return self.OVER
        return self.READY if self.consented_at else self.ASKED
