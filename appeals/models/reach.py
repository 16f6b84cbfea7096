"""How a person wants to be told: what by which channel, when not, and on which devices."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Preference(models.Model):
    """A yes or no of one owner about one kind of event by one channel; without it defaults hold.

    `owner`: `user:12`, or the digest of an address that has no account. An empty event: all of them.
    """

    owner = models.TextField()
    event = models.TextField(blank=True)
    channel = models.TextField()
    is_wanted = models.BooleanField()

    objects: ClassVar[models.Manager["Preference"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner", "event", "channel"], name="preference_once")
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.event} {self.channel}"


class Reach(models.Model):
    """What one account has linked, and its quiet hours; empty hours: the city's."""

    class Digest(models.TextChoices):
        """How often the summary of an organisation's day is written."""

        HOURLY = "hourly", "каждый час"
        TWICE = "twice", "утром и в четыре часа дня"
        DAILY = "daily", "раз в день, утром"

    user_id = models.BigIntegerField(unique=True)
    quiet_from_hour = models.PositiveSmallIntegerField(null=True)
    quiet_till_hour = models.PositiveSmallIntegerField(null=True)
    time_zone = models.TextField(blank=True)
    digest = models.TextField(choices=Digest.choices, default=Digest.TWICE)
    # Lines of the organisation's news up to this one have been told.
    digest_line = models.BigIntegerField(default=0)
    digest_at = models.DateTimeField(null=True)
    telegram_chat = models.TextField(blank=True)
    # A one-time code, hashed, that proves to the bot whose account it talks to.
    telegram_code = models.TextField(blank=True)
    telegram_code_until = models.DateTimeField(null=True)
    # The chat that said the code, and the digest of what the bot told it: typed on the page by whoever
    # reads that chat, it links the two.
    telegram_asked_chat = models.TextField(blank=True, default="", db_default="")
    telegram_pin = models.TextField(blank=True, default="", db_default="")
    telegram_tries = models.PositiveSmallIntegerField(default=0, db_default=0)

    objects: ClassVar[models.Manager["Reach"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(quiet_from_hour=None, quiet_till_hour=None)
                | Q(quiet_from_hour__lt=24, quiet_till_hour__lt=24),
                name="reach_quiet_hours",
            ),
            models.UniqueConstraint(
                fields=["telegram_code"],
                name="reach_code_once",
                condition=~Q(telegram_code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"user:{self.user_id}"


class Device(models.Model):
    """A browser that asked to be pushed to: its address at its maker's, and the keys to seal for it."""

    user_id = models.BigIntegerField()
    endpoint = models.TextField(unique=True)
    public_key = models.TextField()
    secret = models.TextField()
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Device"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["user_id"], name="device_user")]

    def __str__(self) -> str:
        return f"user:{self.user_id} {self.pk}"


class DigestLine(models.Model):
    """One thing that happened to an organisation's appeals; its people read a summary of them."""

    organisation_id = models.BigIntegerField()
    event = models.TextField()
    appeal_id = models.BigIntegerField()
    # The record of the journal it comes from: each is told once.
    journal_id = models.BigIntegerField(unique=True)
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["DigestLine"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["organisation_id", "id"], name="digest_organisation")]

    def __str__(self) -> str:
        return f"{self.organisation_id} {self.event} {self.appeal_id}"
