"""Appeals this browser has filed or opened by their code: kept in a signed cookie, no account needed."""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from tenants.isolation import keys

MOST = 20
YEAR_SECONDS = 31_536_000
PURPOSE = "tracked"


def cookie_name() -> str:
    """`__Host-tracked` wherever the site is served over TLS."""
    return "__Host-tracked" if settings.SESSION_COOKIE_SECURE else "tracked"


def codes(request: HttpRequest) -> list[str]:
    """The tracking codes, the latest first; a cookie of another city or a forged one holds none."""
    try:
        kept = signing.loads(
            request.COOKIES.get(cookie_name(), ""), salt=keys.salt(PURPOSE), max_age=YEAR_SECONDS
        )
    except signing.BadSignature:
        return []
    return [code for code in kept if isinstance(code, str)][:MOST]


def remember(request: HttpRequest, response: HttpResponseBase, code: str) -> None:
    """Put a code first in the cookie."""
    kept = [code, *(known for known in codes(request) if known != code)][:MOST]
    response.set_cookie(
        cookie_name(),
        signing.dumps(kept, salt=keys.salt(PURPOSE), compress=True),
        max_age=YEAR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget(response: HttpResponseBase) -> None:
    """Drop the cookie: a shared computer."""
    response.delete_cookie(cookie_name(), samesite="Lax")
