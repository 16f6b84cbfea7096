"""Addresses for letters: of the tenant's stored host, never of what a browser sent."""

from django.conf import settings
from django.urls import reverse

from tenants.isolation import scope


def absolute(path: str) -> str:
    """The full address of a path on the current tenant's site."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{scope.require().host}{port}{path}"


def named(name: str, **kwargs: str) -> str:
    """The full address of a named page, also where no request says which addresses there are."""
    urlconf = str(settings.TENANT_TYPES[scope.require().kind]["URLCONF"])
    return absolute(reverse(name, urlconf=urlconf, kwargs=kwargs))
