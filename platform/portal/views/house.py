"""The passport of a house."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from appeals import digits
from portal import passport


@require_safe
def house(request: HttpRequest, house_id: str) -> HttpResponse:
    """What everybody may know of a house."""
    key = digits.key(house_id)
    found = passport.find(key) if key is not None else None
    if found is None:
        raise Http404
    now = timezone.now()
    context = passport.context(found, now=now, today=timezone.localdate(now))
    return render(request, "portal/places/house.html", {"section": "houses", **context})
