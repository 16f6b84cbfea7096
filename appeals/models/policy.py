"""How a city works: the numbers and words its administration sets for everybody."""

from typing import ClassVar

from django.db import models


class Policy(models.Model):
    """One row a city; without it the defaults hold. Spans are in the unit the name ends with."""

    callback_attempts = models.PositiveSmallIntegerField("попыток дозвониться", default=3)
    callback_pause_minutes = models.PositiveSmallIntegerField("между попытками, мин", default=120)
    callback_from_hour = models.PositiveSmallIntegerField("звоним с, ч", default=9)
    callback_till_hour = models.PositiveSmallIntegerField("звоним до, ч", default=20)
    callback_script = models.TextField("слова оператора", blank=True)
    vote_days = models.PositiveSmallIntegerField("ссылка для оценки живёт, дней", default=7)
    question_days = models.PositiveSmallIntegerField("ждём ответа заявителя, дней", default=3)
    bounce_limit = models.PositiveSmallIntegerField("возвратов до арбитра", default=2)
    doubts_to_check = models.PositiveSmallIntegerField(
        "соседей, чтобы проверить", default=3, db_default=3
    )
    # Users; empty: every controller and administrator.
    arbiter_id = models.BigIntegerField(null=True)
    controller_id = models.BigIntegerField(null=True)
    incident_appeals = models.PositiveSmallIntegerField("обращений до аварии", default=5)
    incident_radius_m = models.PositiveIntegerField("в радиусе, м", default=400)
    incident_minutes = models.PositiveSmallIntegerField("за, мин", default=60)
    quiet_from_hour = models.PositiveSmallIntegerField("не беспокоим с, ч", default=22)
    quiet_till_hour = models.PositiveSmallIntegerField("не беспокоим до, ч", default=8)
    # tenants.accounts.identity.Level; what the law calls an authenticated applicant is 2 and more.
    statutory_level = models.PositiveSmallIntegerField(
        "обращение по 59-ФЗ принимаем с уровня личности", default=2, db_default=2
    )
    registers_at_once = models.BooleanField(
        "регистрируем сразу при подаче", default=False, db_default=False
    )
    identity_place = models.TextField(
        "где и когда подтверждаем личность", blank=True, default="", db_default=""
    )

    objects: ClassVar[models.Manager["Policy"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="policy_once"),
            models.CheckConstraint(
                condition=models.Q(callback_from_hour__lt=models.F("callback_till_hour"))
                & models.Q(callback_till_hour__lte=24),
                name="policy_call_hours",
            ),
        ]

    def __str__(self) -> str:
        return "порядок работы"

    @classmethod
    def of_city(cls) -> "Policy":
        """The city's own row, or the defaults; one statement."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
