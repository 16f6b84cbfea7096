"""Error pages: an answer made from an exception takes the request's writes back with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from tenants.isolation.middleware import roll_back


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The request cannot be understood."""
    return _page(request, "400.html", 400)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Not for this person."""
    return _page(request, "403.html", 403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long, or came from another site."""
    return _page(request, "403_csrf.html", 403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Missing or somebody else's: the same words."""
    return _page(request, "404.html", 404)


def failed(request: HttpRequest) -> HttpResponse:
    """A failure on our side."""
    return _page(request, "500.html", 500)


def _page(request: HttpRequest, template: str, status: int) -> HttpResponse:
    roll_back(request)
    return render(request, template, status=status)
