"""Times are kept in UTC and shown in the city's time zone."""

import zoneinfo
from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase
from django.utils import timezone

from tenants.isolation import scope


class TimeZoneMiddleware:
    """Activates the city's time zone for the request."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the city's clock."""
        tenant = scope.current()
        with timezone.override(zoneinfo.ZoneInfo(tenant.time_zone) if tenant else None):
            return self.get_response(request)
