"""Addresses of cities' sites as links."""

from django.conf import settings


def site(host: str) -> str:
    """Where a browser finds a host: with the scheme and the port this deployment serves."""
    port = f":{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else ""
    return f"{settings.PUBLIC_SCHEME}://{host}{port}/"
