"""What troubles come from, in the city's own list."""

from typing import ClassVar

from django.db import models
from django.utils.translation import get_language


class CauseQuerySet(models.QuerySet["Cause"]):
    """Causes by use."""

    def for_service(self, service: str) -> list["Cause"]:
        """Those that fit a service, and those that fit all; a city has some tens of them."""
        return [c for c in self.filter(is_active=True) if not c.services or service in c.services]


class Cause(models.Model):
    """A root cause. `Appeal.cause` keeps its code; `services` empty: it fits every service."""

    code = models.TextField(unique=True)
    names = models.JSONField("названия по языкам", default=dict)
    services = models.JSONField("услуги", default=list)
    position = models.PositiveIntegerField(default=0)
    is_active = models.BooleanField(default=True)

    objects: ClassVar[CauseQuerySet] = CauseQuerySet.as_manager()  # type: ignore[assignment]

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of the moment, Russian where there is none."""
        return str(self.names.get(get_language() or "ru") or self.names.get("ru", self.code))
