"""A call's card that was not finished: kept for its operator, in the city's own tables."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.db import models

KEPT_FOR = timedelta(days=1)


class DraftQuerySet(models.QuerySet["Draft"]):
    """Drafts by whose they are."""

    def of(self, operator_id: int | None, now: datetime) -> "DraftQuerySet":
        """This operator's, latest first; nobody ever sees somebody else's."""
        return self.filter(operator_id=operator_id, saved_at__gt=now - KEPT_FOR).order_by(
            "-saved_at"
        )


class Draft(models.Model):
    """What was typed into one card; `key` is the card's own, so that it is filed once at most.

    Kept here and not in the browser: the machines of a hall are shared, callers' names are not.
    """

    operator_id = models.BigIntegerField()
    key = models.TextField()
    fields = models.JSONField(default=dict)
    saved_at = models.DateTimeField()

    objects: ClassVar[DraftQuerySet] = DraftQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        constraints = [models.UniqueConstraint(fields=["operator_id", "key"], name="draft_once")]

    def __str__(self) -> str:
        return f"{self.operator_id}: {self.saved_at:%d.%m %H:%M}"
