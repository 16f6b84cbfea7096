"""The pages above a house: its street, its district."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals import digits
from appeals.insight import area_tallies
from appeals.models import Street
from portal import areas


@require_safe
def street(request: HttpRequest, street_id: str) -> HttpResponse:
    """A street with its houses."""
    key = digits.key(street_id)
    found = Street.objects.filter(pk=key).first() if key is not None else None
    if found is None:
        raise Http404
    context = areas.street(found, now=timezone.now())
    return render(request, "portal/places/street.html", {"section": "houses", **context})


@require_safe
def district(request: HttpRequest, name: str) -> HttpResponse:
    """A district with its streets."""
    area = area_tallies.of_district(name)
    if area is None or not name:
        raise Http404
    context = areas.district(area, now=timezone.now())
    return render(request, "portal/places/district.html", {"section": "houses", **context})
