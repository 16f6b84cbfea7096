"""The outage register: which houses are without which service, since when and until when."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import F, Q

from appeals import workflow
from appeals.errors import NoOutage
from appeals.models.house import House
from appeals.models.incident import Incident
from appeals.models.organisation import Organisation
from tenants.accounts.actor import Actor, Role


class OutageQuerySet(models.QuerySet["Outage"]):
    """Outages by time and by who may change them."""

    def visible_to(self, actor: Actor) -> "OutageQuerySet":
        """Staff's register: the desk sees all, an organisation its own, nobody else any."""
        if actor.role in workflow.SEE_ALL:
            return self
        if actor.role == Role.ORGANISATION and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()

    def running(self, at: datetime) -> "OutageQuerySet":
        """Those that go on at the moment; served by the partial index `outage_open`."""
        return self.filter(ended_at__isnull=True, starts_at__lte=at)

    def planned(self, at: datetime) -> "OutageQuerySet":
        """Those that will begin; served by `outage_open`."""
        return self.filter(ended_at__isnull=True, starts_at__gt=at)

    def past(self) -> "OutageQuerySet":
        """Those that are over, the latest first; served by `outage_over`."""
        return self.filter(ended_at__isnull=False).order_by("-ended_at", "-id")

    def locked(self, outage_id: int) -> "Outage":
        """The outage, locked until the transaction ends.

        Raises:
            NoOutage: there is none.
        """
        try:
            return (
                self.select_for_update(of=("self",))
                .select_related("organisation", "incident")
                .get(pk=outage_id)
            )
        except Outage.DoesNotExist as missing:
            raise NoOutage from missing


class Outage(models.Model):
    """One interruption of one service in some houses. Written by `appeals.actions` alone.

    `reason` and `public_words` are for everybody to read. `places` names the houses in one line:
    «ул. Ладожская, 1–41; ул. Попова, 5, 7». The outage of an incident is ended by its incident.
    """

    EMERGENCY, PLANNED, YEARLY = "emergency", "planned", "yearly"

    kind = models.TextField()
    service = models.TextField()
    reason = models.TextField()
    public_words = models.TextField(blank=True)
    places = models.TextField(blank=True)
    house_count = models.PositiveIntegerField(default=0)
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="outages"
    )
    incident = models.OneToOneField(
        Incident, null=True, on_delete=models.PROTECT, related_name="outage"
    )
    starts_at = models.DateTimeField()
    forecast_at = models.DateTimeField(null=True)
    forecast_told_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    author_id = models.BigIntegerField(null=True)
    author_name = models.TextField(blank=True)
    # An organisation's own number of it: told twice, it is registered once.
    outside_key = models.TextField(null=True, unique=True)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[OutageQuerySet] = OutageQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["emergency", "planned", "yearly"]), name="outage_kind"
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True) | Q(ended_at__gte=F("starts_at")),
                name="outage_ends_after_start",
            ),
        ]
        indexes = [
            models.Index(
                fields=["starts_at", "id"],
                name="outage_open",
                condition=Q(ended_at__isnull=True),
            ),
            models.Index(
                fields=["-ended_at", "-id"],
                name="outage_over",
                condition=Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.service} {self.places}"

    @property
    def is_over(self) -> bool:
        """Whether the service is back."""
        return self.ended_at is not None


class OutageHouse(models.Model):
    """One house of an outage; `ended_at` is the house's own end, set for all when the outage ends."""

    outage = models.ForeignKey(
        Outage, on_delete=models.CASCADE, related_name="houses", db_index=False
    )
    house = models.ForeignKey(House, on_delete=models.CASCADE, related_name="outages")
    # From when this house is counted: a house may be added later.
    starts_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["OutageHouse"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outage", "house"], name="outage_house_once")
        ]
        indexes = [
            models.Index(
                fields=["house"], name="outage_house_open", condition=Q(ended_at__isnull=True)
            )
        ]

    def __str__(self) -> str:
        return f"{self.outage_id} {self.house_id}"
