"""What somebody was told, or is about to be: one row a channel, the delivery log of a city."""

from datetime import datetime, timedelta
from typing import ClassVar, Self
from uuid import UUID

from django.db import models, transaction
from django.db.models import Q

from appeals.masking import strictly
from appeals.models.appeal import Appeal
from tenants.accounts.looking import PersonalField, nothing
from tenants.fanout.carried import Carried


class Message(Carried):
    """One message to one person by one channel.

    Written by `notifications.post`, carried by `notifications.delivery`. `to`, `name`, `subject`,
    `text` and `link` are personal data and live here alone; `notifications.forgetting` empties them
    RETENTION after the end, and the row keeps who (by account or digest) was told of what and when.
    """

    class Status(models.TextChoices):
        """Where a message stands."""

        QUEUED = "queued", "ждёт отправки"
        HELD = "held", "ждёт утра"
        SENT = "sent", "отправлено"
        FAILED = "failed", "не доставлено"
        DROPPED = "dropped", "не отправлялось"

    RETENTION = timedelta(days=90)
    _WAITING = (Status.QUEUED, Status.HELD)

    key = models.TextField("одно событие — одно сообщение")
    event = models.TextField()
    channel = models.TextField()
    # `appeal:12`, `incident:7`: what several messages are about.
    about = models.TextField(blank=True)
    appeal = models.ForeignKey(Appeal, null=True, on_delete=models.CASCADE, related_name="messages")
    user_id = models.BigIntegerField(null=True)
    # The wish it comes from: its «do not send» ends that wish alone.
    following_id = models.BigIntegerField(null=True)
    # A digest of the address, which cannot be turned back into it.
    recipient = models.TextField()
    to = PersonalField()
    name = PersonalField(blank=True)
    subject = PersonalField(hide=strictly)
    text = PersonalField(hide=strictly)
    link = PersonalField(blank=True, hide=nothing)
    language = models.TextField(default="ru", db_default="ru")
    status = models.TextField(choices=Status.choices, default=Status.QUEUED)
    reason = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    next_try_at = models.DateTimeField(null=True)
    is_forgotten = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Message"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["key", "channel"], name="message_once"),
            models.CheckConstraint(
                condition=~Q(status="sent") | Q(sent_at__isnull=False), name="message_sent_has_time"
            ),
            models.CheckConstraint(
                condition=~Q(status__in=["queued", "held"]) | Q(next_try_at__isnull=False),
                name="message_waiting_has_time",
            ),
        ]
        indexes = [
            # The sweep of what is due, and nothing else.
            models.Index(
                fields=["next_try_at"],
                name="message_due",
                condition=Q(status__in=["queued", "held"]),
            ),
            # The storms: what this person was told of this thing lately.
            models.Index(
                fields=["recipient", "about", "-created_at"],
                name="message_about",
                condition=~Q(about=""),
            ),
            # The log's filters; without one it walks the primary key backwards.
            models.Index(fields=["status", "-id"], name="message_status"),
            models.Index(fields=["channel", "-id"], name="message_channel"),
            # What has to be forgotten.
            models.Index(
                fields=["created_at"],
                name="message_remembered",
                condition=Q(is_forgotten=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.channel} {self.key}"

    @classmethod
    def waiting(cls) -> Q:
        """Those nobody has carried and nobody has called off."""
        return Q(status__in=cls._WAITING)

    @classmethod
    @transaction.atomic
    def claim(cls, pk: int | UUID, *, at: datetime) -> Self | None:
        """The message, ours to carry; every attempt is counted, those that end in a crash too."""
        message = super().claim(pk, at=at)
        if message is not None:
            message.attempts += 1
            message.save(update_fields=["attempts"])
        return message
