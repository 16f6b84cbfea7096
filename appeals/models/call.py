"""A call of the city's telephone exchange, and at whose place which telephone stands."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q

from tenants.accounts.looking import PersonalField, nothing

# Nobody lets a telephone ring longer; a call without its end is forgotten by the screens then.
RINGS_FOR = timedelta(minutes=5)
TALKS_FOR = timedelta(hours=2)
# A missed call older than this is history: nobody rings back the day after tomorrow.
MISSED_FOR = timedelta(days=1)


class CallQuerySet(models.QuerySet["Call"]):
    """Calls by who must do something about them."""

    def at(self, extension: str, now: datetime) -> "CallQuerySet":
        """Ringing or talking at this telephone now, latest first (index `call_live`)."""
        here = self.filter(ended_at__isnull=True, rang_at__gt=now - TALKS_FOR)
        rings = Q(answered_at__isnull=True, ringing__contains=[extension])
        rings &= Q(rang_at__gt=now - RINGS_FOR)
        talks = Q(answered_at__isnull=False, extension=extension)
        return here.filter(rings | talks).order_by("-rang_at", "-id")

    def missed(self, now: datetime) -> "CallQuerySet":
        """Nobody answered and nobody has called back, longest waiting first (index `call_missed`)."""
        return self.filter(
            ended_at__isnull=False,
            answered_at__isnull=True,
            taken_at__isnull=True,
            rang_at__gt=now - MISSED_FOR,
        ).order_by("rang_at", "id")


class Call(models.Model):
    """One incoming call as the exchange told it, whatever the order its events came in.

    `heard` names the events that are counted already, so that a repeated one changes nothing. The
    recording's link is for the desk alone and is never fetched by us.
    """

    outside_id = models.TextField("код звонка на станции", unique=True)
    caller = PersonalField("кто звонит", blank=True)
    callee = models.TextField("куда звонили", blank=True)
    ringing = models.JSONField("где звонит", default=list)
    extension = models.TextField("кто снял трубку", blank=True)
    operator_id = models.BigIntegerField(null=True)
    operator_name = models.TextField(blank=True)
    rang_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    recording = PersonalField("запись разговора", blank=True, hide=nothing)
    heard = models.JSONField(default=dict)
    # Who took a missed call to ring back.
    taken_at = models.DateTimeField(null=True)
    taken_by = models.BigIntegerField(null=True)
    taken_name = models.TextField(blank=True)

    objects: ClassVar[CallQuerySet] = CallQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(recording="") | Q(recording__startswith="https://"),
                name="call_recording_https",
            ),
        ]
        indexes = [
            models.Index(fields=["-rang_at"], name="call_live", condition=Q(ended_at__isnull=True)),
            models.Index(
                fields=["rang_at", "id"],
                name="call_missed",
                condition=Q(
                    ended_at__isnull=False, answered_at__isnull=True, taken_at__isnull=True
                ),
            ),
            models.Index(fields=["-rang_at", "-id"], name="call_recent"),
        ]

    def __str__(self) -> str:
        return self.outside_id

    @property
    def is_missed(self) -> bool:
        """Whether it ended without anybody answering."""
        return self.ended_at is not None and self.answered_at is None

    @property
    def state(self) -> str:
        """`ringing`, `talking`, `missed` or `ended`."""
        if self.ended_at is not None:
            return "missed" if self.answered_at is None else "ended"
        return "ringing" if self.answered_at is None else "talking"


class Seat(models.Model):
    """Which telephone an operator sits at; the next one who takes it gets its calls."""

    operator_id = models.BigIntegerField(unique=True)
    extension = models.TextField("внутренний номер", unique=True)
    since = models.DateTimeField()

    objects: ClassVar[models.Manager["Seat"]] = models.Manager()

    def __str__(self) -> str:
        return self.extension
