"""What the migrations did to the template of a kind of schema, to be done again in each city."""

from typing import ClassVar

from django.db import models


class Blueprint(models.Model):
    """One run of migrations: their names and the statements they executed, in order."""

    kind = models.TextField()
    number = models.PositiveIntegerField()
    migrations = models.JSONField("[приложение, имя] каждой миграции")
    statements = models.JSONField()
    # A migration with Python in it has to run city by city where there are rows already.
    has_python = models.BooleanField(default=False)

    objects: ClassVar[models.Manager["Blueprint"]] = models.Manager()

    class Meta:
        ordering = ["kind", "number"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "number"], name="blueprint_kind_number")
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.number}"
