"""Certificate authorities that this city trusts."""

from typing import ClassVar

from django.db import models


class TrustedCertificate(models.Model):
    """One CA certificate; withdrawn, it is kept: signatures checked by it stay explained."""

    name = models.TextField("кому выдан")
    pem = models.TextField()
    fingerprint = models.TextField("SHA-256", unique=True)
    not_after = models.DateTimeField()
    added_at = models.DateTimeField()
    by_name = models.TextField(blank=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects: ClassVar[models.Manager["TrustedCertificate"]] = models.Manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
