"""«Версия для слабовидящих»: a choice kept in a cookie, the same with and without JavaScript."""

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

YEAR_SECONDS = 31_536_000


def cookie_name() -> str:
    """`__Host-vision` wherever the site is served over TLS."""
    return "__Host-vision" if settings.SESSION_COOKIE_SECURE else "vision"


def chosen(request: HttpRequest) -> bool:
    """Whether this visitor asked for large print and full contrast."""
    return request.COOKIES.get(cookie_name()) == "on"


def remember(response: HttpResponseBase, on: bool) -> None:
    """Keep the choice for a year, or forget it."""
    if on:
        response.set_cookie(
            cookie_name(),
            "on",
            max_age=YEAR_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(cookie_name(), samesite="Lax")
