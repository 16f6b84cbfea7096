"""The gate before live work: the city's numbers, and the checks of round-the-clock phones."""

from typing import ClassVar

from django.db import models

from appeals.models import Organisation


class GateRules(models.Model):
    """What an organisation must reach before live work; one row, changed in the settings."""

    ONLY = 1

    id = models.PositiveSmallIntegerField(primary_key=True, default=ONLY)
    trained_percent = models.PositiveSmallIntegerField("обучено сотрудников, %", default=80)
    practice_least = models.PositiveSmallIntegerField("учебных обращений, не меньше", default=10)
    on_time_percent = models.PositiveSmallIntegerField("из них в срок, %", default=90)
    certificate_days = models.PositiveSmallIntegerField(
        "сертификаты подписи действуют ещё, дней", default=60
    )
    phone_days = models.PositiveSmallIntegerField("проверка телефона годится, дней", default=90)

    objects: ClassVar[models.Manager["GateRules"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(id=1), name="gate_rules_one"),
            models.CheckConstraint(
                condition=models.Q(trained_percent__lte=100, on_time_percent__lte=100),
                name="gate_rules_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.trained_percent} / {self.practice_least} / {self.on_time_percent}"

    @classmethod
    def of_city(cls) -> "GateRules":
        """The row, or the defaults where the city has changed nothing."""
        return cls.objects.filter(pk=cls.ONLY).first() or cls()


class PhoneCheck(models.Model):
    """Somebody of the city called the round-the-clock phone; append-only."""

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="phone_checks"
    )
    phone = models.TextField("телефон")
    at = models.DateTimeField()
    by_name = models.TextField(blank=True)
    is_answered = models.BooleanField("ответили")

    objects: ClassVar[models.Manager["PhoneCheck"]] = models.Manager()

    class Meta:
        indexes = [models.Index(fields=["organisation", "-at", "-id"], name="phone_check_of")]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.at:%d.%m.%Y}"


class WeekSnapshot(models.Model):
    """How far the organisations were when a week began; append-only, so that a change is true."""

    week = models.DateField("понедельник", primary_key=True)
    at = models.DateTimeField()
    # One entry an organisation: its id, name, stage, trained people, practice.
    rows = models.JSONField(default=list)

    objects: ClassVar[models.Manager["WeekSnapshot"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.week:%d.%m.%Y}"
