"""The platform's public pages: what it is, what it costs, whose data it shows."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from console import calculator
from onboarding.cities.addresses import site
from tenants import directory


@require_safe
def public(request: HttpRequest) -> HttpResponse:
    """What the platform is, which cities are on the air, what it costs, how to join."""
    cities = sorted(directory.routable_cities(), key=lambda city: city.name)
    shown = [{"name": city.name, "host": city.host, "site": site(city.host)} for city in cities]
    context = {"cities": shown, "price": calculator.answer(request.GET), "section": "public"}
    return render(request, "console/public.html", context)


@require_safe
def tariff(request: HttpRequest) -> HttpResponse:
    """The calculator on a page of its own; `?partial=price` is its answer alone."""
    part = request.GET.get("partial") == "price"
    template = "price" if part else "tariff"
    context = {"price": calculator.answer(request.GET), "section": "tariff"}
    return render(request, f"console/public/{template}.html", context)


@require_safe
def data(request: HttpRequest) -> HttpResponse:
    """Where facts about cities come from, under which licences."""
    return render(request, "console/public/data.html")
