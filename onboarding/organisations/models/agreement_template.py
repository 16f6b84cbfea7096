"""The city's text of an agreement, version after version."""

from typing import ClassVar

from django.db import models


class AgreementTemplate(models.Model):
    """One version; append-only, the latest of its kind is used. `text`: organisations.wording."""

    MAIN, ADDITIONAL = "main", "additional"

    kind = models.TextField(default=MAIN)
    version = models.PositiveIntegerField()
    title = models.TextField("название документа")
    text = models.TextField("текст")
    at = models.DateTimeField()
    by_name = models.TextField(blank=True)

    objects: ClassVar[models.Manager["AgreementTemplate"]] = models.Manager()

    class Meta:
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="agreement_template_once"),
            models.CheckConstraint(
                condition=models.Q(kind__in=["main", "additional"]), name="agreement_template_kind"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}, версия {self.version}"
