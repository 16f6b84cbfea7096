"""A host a city answers on."""

from typing import Any

from django.db import models
from django_tenants.models import DomainMixin

from tenants.models.city import City


class Domain(DomainMixin):
    """A host; links in mail use the primary one, never what the browser sent."""

    tenant = models.ForeignKey(City, related_name="domains", on_delete=models.CASCADE)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Store the row; the library's version would write by another connection than asked."""
        models.Model.save(self, *args, **kwargs)
