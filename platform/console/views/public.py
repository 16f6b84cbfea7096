"""The platform's public page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from console.addresses import site
from tenants import directory


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What the platform is, which cities are on the air, how to join."""
    cities = sorted(directory.routable_cities(), key=lambda city: city.name)
    shown = [{"name": city.name, "host": city.host, "site": site(city.host)} for city in cities]
    return render(request, "console/public.html", {"cities": shown})
