"""How the platform lets new cities in."""

from typing import ClassVar

from django.db import models
from django.db.models import Q


class Admission(models.Model):
    """One row for the whole platform: at once, or after an operator has looked."""

    is_instant = models.BooleanField("пробный период сразу, без оператора", default=False)
    changed_at = models.DateTimeField(null=True)
    changed_by = models.TextField(blank=True)

    objects: ClassVar[models.Manager["Admission"]] = models.Manager()

    class Meta:
        constraints = [models.CheckConstraint(name="admission_is_one", condition=Q(id=1))]

    def __str__(self) -> str:
        return "сразу" if self.is_instant else "после проверки"

    @classmethod
    def current(cls) -> "Admission":
        """What holds now; careful until somebody has decided otherwise."""
        return cls.objects.filter(pk=1).first() or cls(pk=1)
