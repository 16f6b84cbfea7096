"""What a crew's phone has told, kept so that the same thing told twice is done once."""

from typing import ClassVar

from django.db import models

from appeals.models.appeal import Appeal


class CrewAction(models.Model):
    """One deed of a crew under the name its phone gave it; never changed (migration 0009).

    `done_at` is the phone's time as far as it can be believed (`appeals.phone_time`), `received_at`
    ours; `answer` is what the phone was told and will be told again.
    """

    key = models.UUIDField(unique=True)
    appeal = models.ForeignKey(Appeal, on_delete=models.PROTECT, related_name="crew_actions")
    kind = models.TextField()
    is_report = models.BooleanField(default=False)
    user_id = models.BigIntegerField()
    crew_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(null=True)
    received_at = models.DateTimeField()
    answer = models.JSONField(default=dict)

    objects: ClassVar[models.Manager["CrewAction"]] = models.Manager()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return f"{self.appeal_id} {self.kind}"
