"""What an appeal is about."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language

from appeals.models.sector import Sector


class CategoryQuerySet(models.QuerySet["Category"]):
    """Categories by use."""

    def for_filing(self) -> "CategoryQuerySet":
        """Those an appeal may be filed under, branch by branch."""
        return self.filter(is_active=True, is_group=False).select_related("parent", "sector")


class Category(models.Model):
    """A node of the tree: a branch, or a theme with its service and its terms.

    `terms` maps a clock to a published term's key, or to the city's own term:
    `{"accept": "start_accept", "resolve": {"span": "12h", "source": "…", "since": "2026-01-01"}}`.
    """

    OTHER = "other"

    code = models.TextField(unique=True)
    names = models.JSONField("названия по языкам", default=dict)
    parent = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="children")
    sector = models.ForeignKey(Sector, on_delete=models.PROTECT)
    service = models.TextField("услуга", blank=True)
    terms = models.JSONField("сроки", default=dict)
    keywords = models.JSONField("слова", default=list)
    # What the form asks beside the text (appeals.questions).
    questions = models.JSONField(
        "вопросы", default=list, db_default=models.Value([], models.JSONField())
    )
    is_group = models.BooleanField(default=False)
    is_active = models.BooleanField(default=True)
    is_emergency = models.BooleanField(default=False)
    # After so many minutes without anybody accepting, the hall hears it.
    alarm_minutes = models.PositiveSmallIntegerField("звук в зале через, мин", default=15)
    has_callbacks = models.BooleanField("перезваниваем", default=True)
    needs_photos = models.BooleanField("снимки до и после обязательны", default=False)
    # Emergencies always ask for one; other categories when the city says so.
    needs_cause = models.BooleanField("причина при закрытии обязательна", default=False)
    radius_m = models.PositiveIntegerField("радиус повтора, м", default=0)
    position = models.PositiveIntegerField(default=0)

    objects: ClassVar[CategoryQuerySet] = CategoryQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position"]

    def __str__(self) -> str:
        return self.name

    @property
    def asks_cause(self) -> bool:
        """Whether an organisation must name the root cause when it reports the work done."""
        return self.is_emergency or self.needs_cause

    @property
    def name(self) -> str:
        """The name in the language of the moment, Russian where there is none."""
        return str(self.names.get(get_language() or "ru") or self.names.get("ru", self.code))
