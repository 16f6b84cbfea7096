"""Pages of the public site that keep something: they work in the operators' office."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers

from tenants.isolation import scope


def in_office(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Run the whole view by the office's role; a deployment without operators says so calmly."""

    @wraps(view)
    def entered(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        office: scope.Tenant | None = getattr(request, "office", None)
        if office is None:
            return render(request, "console/public/closed.html", status=503)
        with scope.in_tenant(office), timezone.override(office.time_zone):
            response = view(request, *args, **kwargs)
        add_never_cache_headers(response)
        return response

    return entered
