"""A site of somebody else on which the city's form stands."""

import secrets
from typing import ClassVar

from django.db import models

_ALPHABET = "abcdefghjkmnpqrstuvwxyz23456789"


def new_code() -> str:
    """A code for an address: no letter that looks like another."""
    return "".join(secrets.choice(_ALPHABET) for _ in range(10))


class Site(models.Model):
    """Which pages may show the form in a frame: those of `origins`, under `code`.

    `Appeal.site` keeps the code; it stays readable after the site was switched off.
    """

    code = models.TextField(unique=True, default=new_code)
    name = models.TextField("название")
    origins = models.JSONField("адреса", default=list)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    objects: ClassVar[models.Manager["Site"]] = models.Manager()

    class Meta:
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name
