"""A mass incident: one trouble of many houses, with one number, one forecast and one story."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q

from appeals import workflow
from appeals.errors import NoIncident
from appeals.models.category import Category
from appeals.models.house import House
from appeals.models.organisation import Organisation
from tenants.accounts.actor import Actor, Role


class IncidentQuerySet(models.QuerySet["Incident"]):
    """Incidents by who may see them and whether they go on."""

    def visible_to(self, actor: Actor) -> "IncidentQuerySet":
        """The desk sees all, an organisation those it mends, nobody else any."""
        if actor.role in workflow.SEE_ALL:
            return self
        if actor.role == Role.ORGANISATION and actor.organisation_id is not None:
            return self.filter(organisation_id=actor.organisation_id)
        return self.none()

    def open(self) -> "IncidentQuerySet":
        """Those that go on: the partial index `incident_open` holds nothing else."""
        return self.filter(state=Incident.OPEN)

    def locked(self, incident_id: int) -> "Incident":
        """The incident, locked until the transaction ends; before any of its appeals.

        Raises:
            NoIncident: there is none.
        """
        try:
            return (
                self.select_for_update(of=("self",))
                .select_related("category", "organisation")
                .get(pk=incident_id)
            )
        except Incident.DoesNotExist as missing:
            raise NoIncident from missing


class Incident(models.Model):
    """What is wrong in many houses at once. Written by `appeals.actions` alone.

    `started_at` is the first word of it and the beginning of its clocks; `joined_at` the last time
    an appeal joined: while the wave goes on, neighbours' appeals join too. `house_count` and
    `appeal_count` are kept with every change, so that no list counts rows.
    """

    OPEN, CLOSED, DISMISSED = "open", "closed", "dismissed"

    serial = models.PositiveIntegerField(unique=True)
    service = models.TextField()
    category = models.ForeignKey(Category, on_delete=models.PROTECT)
    title = models.TextField()
    organisation = models.ForeignKey(
        Organisation, null=True, on_delete=models.PROTECT, related_name="incidents"
    )
    state = models.TextField(default="open")
    # By the city's rule instead of a person; `why` is what the rule saw, as a sentence.
    by_rule = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    # Houses that stayed without service when another incident was closed.
    continues = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="+")

    started_at = models.DateTimeField()
    opened_at = models.DateTimeField()
    joined_at = models.DateTimeField()
    localised_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    forecast_at = models.DateTimeField(null=True)
    forecast_told_at = models.DateTimeField(null=True)
    localise_by = models.DateTimeField(null=True)
    resolve_by = models.DateTimeField(null=True)
    terms = models.JSONField(default=dict)

    house_count = models.PositiveIntegerField(default=0)
    appeal_count = models.PositiveIntegerField(default=0)
    author_id = models.BigIntegerField(null=True)
    author_name = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=0)

    objects: ClassVar[IncidentQuerySet] = IncidentQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["open", "closed", "dismissed"]), name="incident_state"
            ),
            models.CheckConstraint(
                condition=Q(state="open") | Q(closed_at__isnull=False),
                name="incident_closed_has_time",
            ),
        ]
        indexes = [
            models.Index(
                fields=["service", "-opened_at"],
                name="incident_open",
                condition=Q(state="open"),
            ),
            models.Index(fields=["-opened_at", "-id"], name="incident_latest"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """`А-117`, as people say it."""
        return f"А-{self.serial}"

    @property
    def latin_number(self) -> str:
        """`A-117`, as addresses carry it."""
        return f"A-{self.serial}"

    @property
    def is_open(self) -> bool:
        """Whether it goes on."""
        return self.state == self.OPEN

    @property
    def clocks(self) -> dict[str, Any]:
        """The emergency clocks by name."""
        return {"localise": self.localise_by, "resolve": self.resolve_by}


class IncidentHouse(models.Model):
    """One house of an incident; its place is copied so that neighbours are found by one range."""

    WITHOUT, RESTORED = "without", "restored"

    incident = models.ForeignKey(
        Incident, on_delete=models.CASCADE, related_name="houses", db_index=False
    )
    house = models.ForeignKey(House, on_delete=models.PROTECT, related_name="+")
    state = models.TextField(default="without")
    since = models.DateTimeField()
    restored_at = models.DateTimeField(null=True)
    # Somebody looked, and there is still no service.
    checked_at = models.DateTimeField(null=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    line = models.TextField(blank=True)

    objects: ClassVar[models.Manager["IncidentHouse"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["incident", "house"], name="incident_house_once"),
            models.CheckConstraint(
                condition=Q(state__in=["without", "restored"]), name="incident_house_state"
            ),
        ]
        indexes = [
            models.Index(fields=["incident", "latitude"], name="incident_house_place"),
            models.Index(
                fields=["incident", "line"], name="incident_house_line", condition=~Q(line="")
            ),
        ]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.house_id} {self.state}"


class IncidentUpdate(models.Model):
    """One word to everybody concerned; append-only. `house_ids` empty: to all of its houses."""

    OPENED, TOLD, LOCALISED = "opened", "told", "localised"
    RESTORED, CLOSED, DISMISSED = "restored", "closed", "dismissed"

    incident = models.ForeignKey(Incident, on_delete=models.PROTECT, related_name="updates")
    kind = models.TextField()
    words = models.TextField(blank=True)
    forecast_at = models.DateTimeField(null=True)
    house_ids = models.JSONField(default=list)
    at = models.DateTimeField()

    by_id = models.BigIntegerField(null=True)
    by_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["IncidentUpdate"]] = models.Manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.incident_id} {self.kind} {self.at:%d.%m %H:%M}"
