"""Practice of an organisation in its trial: the plan of its stream, what was sent, what came of it."""

from datetime import datetime
from typing import Any, ClassVar

from django.db import models

from appeals.models import Appeal, Organisation


class PracticePlan(models.Model):
    """How many practice appeals come by themselves; `sent` numbers them all and is each one's seed."""

    organisation = models.OneToOneField(
        Organisation, on_delete=models.CASCADE, primary_key=True, related_name="practice_plan"
    )
    per_day = models.PositiveSmallIntegerField("в день", default=0)
    per_night = models.PositiveSmallIntegerField("ночью", default=0)
    sent = models.PositiveIntegerField(default=0)
    # Up to here the timetable has been kept.
    kept_until = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["PracticePlan"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(per_day__lte=40, per_night__lte=10),
                name="practice_plan_is_bearable",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.per_day} и {self.per_night}"

    @property
    def runs(self) -> bool:
        """Whether anything comes by itself."""
        return bool(self.per_day or self.per_night)


class Practice(models.Model):
    """A practice appeal that stands: whose it is, wherever it goes, and the resident's part in it.

    `plot`: what the invented resident answers, how long they wait, whether they confirm at once.
    """

    appeal = models.OneToOneField(
        Appeal, on_delete=models.CASCADE, primary_key=True, related_name="practice"
    )
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="practices"
    )
    plot = models.JSONField(default=dict)
    asked_by = models.TextField("кто прислал", blank=True)

    objects: ClassVar[models.Manager["Practice"]] = models.Manager()

    def __str__(self) -> str:
        return str(self.appeal)


class PracticeResult(models.Model):
    """What came of one practice appeal; append-only, and stays when the practice is purged.

    `late`: a sentence for each term that was missed, none: on time. `course`: what happened when,
    as `{"at", "what", "words"}`.
    """

    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, related_name="practice_results"
    )
    number = models.TextField("номер", unique=True)
    theme = models.TextField("тема")
    address = models.TextField("адрес", blank=True)
    received_at = models.DateTimeField()
    finished_at = models.DateTimeField()
    is_on_time = models.BooleanField()
    late = models.JSONField("что не в срок", default=list)
    reopened = models.PositiveSmallIntegerField("переоткрыто", default=0)
    course = models.JSONField("ход", default=list)

    objects: ClassVar[models.Manager["PracticeResult"]] = models.Manager()

    class Meta:
        indexes = [
            models.Index(fields=["organisation", "finished_at", "id"], name="practice_result_of")
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(is_on_time=True, late=[])
                | (models.Q(is_on_time=False) & ~models.Q(late=[])),
                name="practice_late_says_why",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def lines(self) -> list[dict[str, Any]]:
        """The course with its moments as moments."""
        return [line | {"at": datetime.fromisoformat(line["at"])} for line in self.course]
