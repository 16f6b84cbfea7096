"""Keys by which other systems act for an organisation or for the city."""

import hashlib
import secrets
from typing import ClassVar

from django.db import models

from appeals.models.organisation import Organisation
from tenants.isolation import scope


class ApiKey(models.Model):
    """A key `otk_<schema>_<secret>`; only its digest is kept, and it holds in its own city alone.

    The kind `telephony` reports calls and reads nothing.
    """

    name = models.TextField()
    digest = models.TextField(unique=True)
    role = models.TextField()
    organisation = models.ForeignKey(Organisation, null=True, on_delete=models.CASCADE)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[models.Manager["ApiKey"]] = models.Manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    role__in=["dispatcher", "controller", "administrator", "telephony"]
                )
                & models.Q(organisation__isnull=True)
                | models.Q(role="organisation", organisation__isnull=False),
                name="api_key_role",
            )
        ]

    def __str__(self) -> str:
        return self.name

    @staticmethod
    def digest_of(key: str) -> str:
        """What is kept of a key."""
        return hashlib.sha256(key.encode()).hexdigest()

    @classmethod
    def issue(cls, *, name: str, role: str, organisation: Organisation | None = None) -> str:
        """A new key, shown once."""
        key = f"otk_{scope.require().schema}_{secrets.token_urlsafe(24)}"
        cls.objects.create(
            name=name, role=role, organisation=organisation, digest=cls.digest_of(key)
        )
        return key

    @classmethod
    def find(cls, key: str) -> "ApiKey | None":
        """The active key of this city; another city's is refused before the table is asked."""
        if not key.startswith(f"otk_{scope.require().schema}_"):
            return None
        return (
            cls.objects.select_related("organisation")
            .filter(digest=cls.digest_of(key), is_active=True)
            .first()
        )
