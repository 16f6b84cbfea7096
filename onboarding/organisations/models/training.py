"""What a city remembers of its people's training: studies, tests, certificates, terms of grace."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q


class TrainingRules(models.Model):
    """One row a city; without it the defaults hold."""

    grace_days = models.PositiveSmallIntegerField("дней на новый курс", default=14)
    # Of organisations' people a pass is always asked. Of its own a city asks or recommends it: asked,
    # they are reminded every week and the launch waits for them; nobody is kept from a call.
    is_asked_of_city = models.BooleanField("проверка обязательна и для города", default=False)

    objects: ClassVar[models.Manager["TrainingRules"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(pk=1), name="training_rules_once"),
            models.CheckConstraint(
                condition=Q(grace_days__gte=1, grace_days__lte=90), name="training_grace_days"
            ),
        ]

    def __str__(self) -> str:
        return "правила обучения"

    @classmethod
    def of_city(cls) -> "TrainingRules":
        """The city's own row, or the defaults; one statement."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)


class Study(models.Model):
    """How far one person is in the lessons of a course.

    `tasks` holds by lesson what was done in the practice sandbox:
    `{"accept": {"done": 2, "words": {"1": "…"}, "version": 1}}`.
    """

    user_id = models.BigIntegerField("сотрудник")
    course = models.TextField("курс")
    tasks = models.JSONField("задания", default=dict)
    started_at = models.DateTimeField()
    # The last answer of this person, and how long they have studied in all.
    worked_at = models.DateTimeField()
    seconds = models.PositiveIntegerField("занимался, секунд", default=0)

    objects: ClassVar[models.Manager["Study"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "course"], name="study_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.course}"


class Attempt(models.Model):
    """One test of one person: which questions in which order, what was answered, what came of it.

    `questions` are codes in the order asked; the order of the answers follows from `seed`.
    `answers` maps a code to the chosen answer as the bank numbers them: 0 is the right one.
    """

    user_id = models.BigIntegerField("сотрудник")
    course = models.TextField("курс")
    version = models.PositiveSmallIntegerField("версия курса")
    seed = models.TextField()
    questions = models.JSONField("вопросы")
    answers = models.JSONField("ответы", default=dict)
    started_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)
    score = models.PositiveSmallIntegerField("верных ответов", null=True)
    is_passed = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Attempt"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user_id", "course"],
                condition=Q(finished_at__isnull=True),
                name="attempt_open_once",
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, score__isnull=True, is_passed=False)
                | Q(finished_at__isnull=False, score__isnull=False),
                name="attempt_scored_when_finished",
            ),
        ]
        indexes = [models.Index(fields=["user_id", "course"], name="attempt_person")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.course}, {self.score}"


class CertificateCounter(models.Model):
    """The last number given in a year; its row is locked while one is given."""

    year = models.PositiveSmallIntegerField(primary_key=True)
    last = models.PositiveIntegerField()

    objects: ClassVar[models.Manager["CertificateCounter"]] = models.Manager()

    def __str__(self) -> str:
        return f"{self.year}: {self.last}"


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates by whether they hold."""

    def held(self) -> "CertificateQuerySet":
        """Those nobody has withdrawn."""
        return self.filter(withdrawn_at__isnull=True)


class Certificate(models.Model):
    """A passed test, for good: only its withdrawal is ever added (a right of the database).

    `name` and `place` are as they were that day.
    """

    year = models.PositiveSmallIntegerField()
    serial = models.PositiveIntegerField()
    # Stands in the link of the check page; nobody guesses it.
    code = models.TextField(unique=True)
    attempt = models.OneToOneField(Attempt, on_delete=models.PROTECT, related_name="certificate")
    user_id = models.BigIntegerField("сотрудник", db_index=True)
    name = models.TextField("имя")
    place = models.TextField("организация", blank=True)
    course = models.TextField("курс")
    version = models.PositiveSmallIntegerField("версия курса")
    score = models.PositiveSmallIntegerField("верных ответов")
    asked = models.PositiveSmallIntegerField("из скольких")
    issued_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by_name = models.TextField(blank=True)
    withdrawn_why = models.TextField(blank=True)

    objects: ClassVar[CertificateQuerySet] = CertificateQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["year", "serial"], name="certificate_number"),
            models.CheckConstraint(condition=Q(score__lte=F("asked")), name="certificate_score"),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_why="")
                | (Q(withdrawn_at__isnull=False) & ~Q(withdrawn_why="")),
                name="certificate_withdrawn_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def number(self) -> str:
        """As people read it; the city stands beside it."""
        return f"У-{self.year}-{self.serial:05d}"


class Grace(models.Model):
    """Until when somebody may work without a certificate of this version of their course."""

    user_id = models.BigIntegerField("сотрудник")
    course = models.TextField("курс")
    version = models.PositiveSmallIntegerField("версия курса")
    until = models.DateTimeField("работает до")

    objects: ClassVar[models.Manager["Grace"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "course", "version"], name="grace_once"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.until:%d.%m.%Y}"


class Reminder(models.Model):
    """Somebody was reminded of their course that day: not more than once."""

    user_id = models.BigIntegerField("сотрудник")
    day = models.DateField()
    by_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Reminder"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["user_id", "day"], name="reminder_once_a_day"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.day}"
