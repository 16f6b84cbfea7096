"""What the city tells everybody for a while."""

from datetime import datetime
from typing import ClassVar

from django.db import models

from appeals.models.category import Category


class NoticeQuerySet(models.QuerySet["Notice"]):
    """Notices by when they are shown."""

    def shown(self, at: datetime) -> "NoticeQuerySet":
        """Those that everybody sees at this moment; index `notice_shown`."""
        return self.filter(starts_at__lte=at, ends_at__gt=at).select_related("category")


class Notice(models.Model):
    """A sentence for residents, with the time and the part of the city it is shown in.

    District empty, category None: for everybody.
    """

    text = models.TextField("текст")
    district = models.TextField("район", blank=True)
    category = models.ForeignKey(Category, null=True, on_delete=models.CASCADE)
    starts_at = models.DateTimeField("показывать с")
    ends_at = models.DateTimeField("показывать до")
    author_id = models.BigIntegerField(null=True)

    objects: ClassVar[NoticeQuerySet] = NoticeQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["-starts_at", "-id"]
        indexes = [models.Index(fields=["ends_at"], name="notice_shown")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("starts_at")), name="notice_lasts"
            )
        ]

    def __str__(self) -> str:
        return self.text

    @property
    def concerns(self) -> str:
        """The part of the city and the theme it is about; empty: everybody."""
        parts = [self.district, self.category.name if self.category else ""]
        return ", ".join(part for part in parts if part)
