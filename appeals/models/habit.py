"""How one person of the staff likes their desk."""

from typing import ClassVar

from django.db import models


class Habit(models.Model):
    """The sound of the hall and the single keys, for one person; without a row both are on."""

    user_id = models.BigIntegerField("сотрудник", unique=True)
    has_sound = models.BooleanField("звук о непринятых", default=True)
    has_single_keys = models.BooleanField("действия одной клавишей", default=True)

    objects: ClassVar[models.Manager["Habit"]] = models.Manager()

    def __str__(self) -> str:
        return str(self.user_id)
