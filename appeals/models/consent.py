"""Who agreed to what text about personal data and when, and who took it back: append-only."""

from typing import ClassVar

from django.db import models


class Consent(models.Model):
    """One word of one person; holds no personal data itself.

    `subject` is a keyed digest of the account or the contact: whoever shows the contact can be shown
    their record, and nobody can be found from it. `about` names the occasion: `follow house:12`,
    `appeal 345`, `everything`.
    """

    subject = models.TextField()
    is_given = models.BooleanField()
    version = models.TextField("версия текста", blank=True)
    about = models.TextField()
    at = models.DateTimeField()

    objects: ClassVar[models.Manager["Consent"]] = models.Manager()

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["subject", "id"], name="consent_subject")]

    def __str__(self) -> str:
        return f"{self.about} {self.at:%Y-%m-%d}"
