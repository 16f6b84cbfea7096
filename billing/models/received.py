"""The inbox of a rail's events: each kept once, whatever becomes of it."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Received(models.Model):
    """One event as it came; processed by fetching what it is about."""

    WAITING, PROCESSED, IGNORED = "waiting", "processed", "ignored"
    STATES = ((WAITING, "ждёт"), (PROCESSED, "обработано"), (IGNORED, "не касается нас"))

    gateway = models.TextField("способ оплаты")
    event_id = models.TextField("имя события")
    type = models.TextField("вид")
    is_live = models.BooleanField("настоящие деньги")
    happened_at = models.DateTimeField("произошло")
    received_at = models.DateTimeField("получено")
    about = models.TextField("о чём", blank=True)
    # Emptied after a while: it may hold a payer's address.
    body = models.JSONField("как пришло", null=True)
    state = models.TextField("состояние", choices=STATES, default=WAITING)
    attempts = models.PositiveIntegerField("попыток", default=0)
    retry_at = models.DateTimeField("не раньше", null=True)
    failure = models.TextField("на чём остановилось", blank=True)
    processed_at = models.DateTimeField("обработано", null=True)
    replayed_at = models.DateTimeField("повторено", null=True)
    replayed_by = models.TextField("кто повторил", blank=True)

    objects: ClassVar[models.Manager["Received"]] = models.Manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway", "event_id"], name="received_once"),
            models.CheckConstraint(
                name="received_end",
                condition=Q(state="waiting", processed_at=None)
                | ~Q(state="waiting") & Q(processed_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(
                fields=["received_at"], condition=Q(state="waiting"), name="received_waiting"
            ),
            models.Index(
                fields=["received_at"], condition=Q(body__isnull=False), name="received_full"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event_id} {self.type}"
