"""A number that any change of what the directory knows raises (triggers of migration 0003)."""

from typing import ClassVar

from django.db import models


class Revision(models.Model):
    """The one row that every process looks at once a second."""

    number = models.BigIntegerField(default=0)

    objects: ClassVar[models.Manager["Revision"]] = models.Manager()

    def __str__(self) -> str:
        return str(self.number)
