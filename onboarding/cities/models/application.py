"""A city asks to be let in."""

from datetime import datetime
from typing import ClassVar

from django.db import models
from django.db.models import Q

from onboarding.cities import directory
from onboarding.cities.directory import Place


class ApplicationQuerySet(models.QuerySet["Application"]):
    """Applications by what may be done with them."""

    def to_decide(self) -> "ApplicationQuerySet":
        """Those an operator has to answer."""
        return self.filter(state__in=Application.OPEN)

    def stale(self, before: datetime) -> "ApplicationQuerySet":
        """Never confirmed, and the letter's link has run out."""
        return self.filter(state=Application.ASKED, token_until__lt=before)


class Application(models.Model):
    """One application: nobody hears of it until the administration's mail box has confirmed it."""

    ASKED, WAITING, BESIDE = "asked", "waiting", "beside"
    APPROVED, REFUSED = "approved", "refused"
    STATES = (
        (ASKED, "почта не подтверждена"),
        (WAITING, "ждёт решения"),
        (BESIDE, "вторая на этот город"),
        (APPROVED, "одобрена"),
        (REFUSED, "отклонена"),
    )
    OPEN = (WAITING, BESIDE)

    fias = models.TextField("город по ФИАС")
    city = models.TextField("город")
    region = models.TextField("регион")
    organisation = models.TextField("администрация")
    inn = models.TextField("ИНН")
    person = models.TextField("контактное лицо")
    position = models.TextField("должность")
    phone = models.TextField("телефон")
    email = models.TextField("официальная почта")
    consent = models.TextField("редакция согласия")
    state = models.TextField("состояние", choices=STATES, default=ASKED)
    token_digest = models.TextField("отпечаток ссылки из письма", blank=True)
    token_until = models.DateTimeField("ссылка действует до", null=True)
    asked_at = models.DateTimeField("подана")
    confirmed_at = models.DateTimeField("почта подтверждена", null=True)
    decided_at = models.DateTimeField("решена", null=True)
    decided_by_id = models.BigIntegerField(null=True)
    decided_by = models.TextField("кто решил", blank=True)
    reason = models.TextField("почему отказано", blank=True)
    schema_name = models.TextField("схема города", blank=True)

    objects: ClassVar[ApplicationQuerySet] = ApplicationQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["fias"], condition=Q(state="waiting"), name="application_one_waits"
            ),
            models.UniqueConstraint(
                fields=["token_digest"],
                condition=~Q(token_digest=""),
                name="application_token",
            ),
            models.CheckConstraint(
                name="application_confirmed",
                condition=Q(state="asked", confirmed_at=None)
                | ~Q(state="asked") & Q(confirmed_at__isnull=False, token_digest=""),
            ),
            models.CheckConstraint(
                name="application_decided",
                condition=Q(state__in=["asked", "waiting", "beside"], decided_at=None)
                | Q(state="approved", decided_at__isnull=False) & ~Q(schema_name="")
                | Q(state="refused", decided_at__isnull=False) & ~Q(reason=""),
            ),
        ]
        indexes = [
            models.Index(fields=["fias"], name="application_city"),
            models.Index(fields=["email"], name="application_email"),
        ]

    def __str__(self) -> str:
        return f"{self.city}: {self.state}"

    @property
    def place(self) -> Place:
        """The city as the directory knows it."""
        place = directory.by_fias(self.fias)
        if place is None:
            raise LookupError(f"{self.city} is not in the directory any more.")
        return place
