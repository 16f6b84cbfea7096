"""The second regime: what 59-ФЗ asks of an appeal, its registration number, its official letters."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils.timezone import localdate

from appeals.labels import LETTERS
from appeals.masking import strictly
from appeals.models.appeal import Appeal
from tenants.accounts.looking import PersonalField

_DIGITS = 5


def _day_before(midnight: datetime) -> date:
    return localdate(midnight - timedelta(microseconds=1))


class StatutoryCaseQuerySet(models.QuerySet["StatutoryCase"]):
    """Cases by what the law still waits for."""

    def to_register(self) -> "StatutoryCaseQuerySet":
        """Those without a number (index case_due)."""
        return self.filter(clock=StatutoryCase.REGISTER, due_at__isnull=False)

    def to_consider(self) -> "StatutoryCaseQuerySet":
        """Those that wait for their written answer (index case_due)."""
        return self.filter(clock=StatutoryCase.CONSIDER, due_at__isnull=False)

    def ended(self) -> "StatutoryCaseQuerySet":
        """Those answered, forwarded or withdrawn (index case_ended)."""
        return self.filter(ended_at__isnull=False)


class StatutoryCase(models.Model):
    """How one statutory appeal stands before the law; the work itself is the appeal's.

    Written by `appeals.actions` alone. `terms` says for each clock how long it is and whose rule
    it is. `due_at` is the clock that runs now, empty when the law waits for nothing.
    """

    REGISTER, FORWARD, CONSIDER = "register", "forward", "consider"
    ANSWERED, FORWARDED, WITHDRAWN = "answered", "forwarded", "withdrawn"

    appeal = models.OneToOneField(
        Appeal, primary_key=True, on_delete=models.PROTECT, related_name="statutory"
    )
    received_at = models.DateTimeField()
    year = models.PositiveSmallIntegerField(null=True)
    serial = models.PositiveIntegerField(null=True)
    registered_at = models.DateTimeField(null=True)
    registered_by_id = models.BigIntegerField(null=True)
    registered_by_name = models.TextField(blank=True)

    register_by = models.DateTimeField()
    forward_by = models.DateTimeField()
    consider_by = models.DateTimeField()
    terms = models.JSONField(default=dict)
    extended_days = models.PositiveSmallIntegerField(default=0)
    clock = models.TextField(default=REGISTER)
    due_at = models.DateTimeField(null=True)
    # The running clock whose breach is not in the journal yet.
    watch_at = models.DateTimeField(null=True)

    ended_at = models.DateTimeField(null=True)
    ending = models.TextField(blank=True)

    objects: ClassVar[StatutoryCaseQuerySet] = StatutoryCaseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="case_number"),
            models.CheckConstraint(
                condition=Q(registered_at__isnull=True, serial__isnull=True, year__isnull=True)
                | Q(registered_at__isnull=False, serial__isnull=False, year__isnull=False),
                name="case_number_at_registration",
            ),
            models.CheckConstraint(
                condition=Q(ended_at__isnull=True, ending="")
                | Q(ended_at__isnull=False, ending__in=["answered", "forwarded", "withdrawn"]),
                name="case_ends_somehow",
            ),
        ]
        indexes = [
            models.Index(
                fields=["clock", "due_at", "appeal"],
                name="case_due",
                condition=Q(due_at__isnull=False),
            ),
            models.Index(
                fields=["watch_at"], name="case_watch", condition=Q(watch_at__isnull=False)
            ),
            models.Index(
                fields=["-ended_at", "-appeal"],
                name="case_ended",
                condition=Q(ended_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.number or str(self.pk)

    @property
    def number(self) -> str:
        """`ОГ-2026-00042`: the city's registration number of the year; empty before registration."""
        return f"ОГ-{self.year}-{self.serial:0{_DIGITS}d}" if self.serial is not None else ""

    @property
    def is_registered(self) -> bool:
        """Whether it has its number."""
        return self.registered_at is not None

    @property
    def last_day(self) -> date:
        """The last day of the consideration; its clock runs out at the midnight that ends it."""
        return _day_before(self.consider_by)

    @property
    def since(self) -> datetime:
        """From when the running clock runs."""
        return self.registered_at or self.received_at


class RegistrationCounter(models.Model):
    """The last registration number given in a year: one row, locked while one is being given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["RegistrationCounter"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class OfficialLetter(models.Model):
    """What the city wrote to the applicant under 59-ФЗ; append-only, like everything signed."""

    ANSWER, EXTENSION, FORWARDING, REGIME = "answer", "extension", "forwarding", "regime"

    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="letters")
    kind = models.TextField()
    text = PersonalField(hide=strictly)
    signed_by = models.TextField()
    position = models.TextField(blank=True)
    # The body it was forwarded to, or until when the term was extended, as the letter says it.
    addressee = PersonalField(blank=True)
    until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField()
    author_id = models.BigIntegerField(null=True)
    author_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["OfficialLetter"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["answer", "extension", "forwarding", "regime"]),
                name="letter_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"

    @property
    def last_day(self) -> date | None:
        """The last day of an extended consideration."""
        return _day_before(self.until) if self.until else None

    @property
    def title(self) -> str:
        """What it is called: «Ответ на обращение»."""
        return str(LETTERS[self.kind])
