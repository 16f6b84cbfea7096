"""A host of the city's own: named by its administrator, proved by a record in DNS."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.models.outbox import CurrentUser


class OwnDomain(models.Model):
    """One host; the city adds and withdraws it, the platform alone says that it is proved."""

    WAITING, VERIFIED, FAILED = "waiting", "verified", "failed"

    tenant = models.TextField(db_default=CurrentUser())
    host = models.TextField("имя в записи DNS, латиницей")
    state = models.TextField(default=WAITING)
    sentence = models.TextField("что показала последняя проверка", blank=True)
    asked_by = models.TextField()
    asked_at = models.DateTimeField()
    # Looks that found no record, since the last that did.
    tries = models.PositiveIntegerField(default=0)
    checked_at = models.DateTimeField(null=True)
    next_at = models.DateTimeField("когда проверим сами", null=True)
    verified_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["OwnDomain"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        indexes = [
            models.Index(
                fields=["next_at"], name="own_domain_due", condition=Q(next_at__isnull=False)
            ),
        ]
        constraints = [
            models.UniqueConstraint(fields=["tenant", "host"], name="own_domain_once"),
            models.UniqueConstraint(
                fields=["host"], condition=Q(state="verified"), name="own_domain_one_city"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["waiting", "verified", "failed"]), name="own_domain_state"
            ),
        ]

    def __str__(self) -> str:
        return self.host

    @property
    def shown(self) -> str:
        """The host as people write it: город.рф."""
        return self.host.encode().decode("idna")
