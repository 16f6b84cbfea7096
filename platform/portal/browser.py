"""Which browser this is, for what counts once: a random name in a signed cookie, set when somebody acts.

Pages that are only read set no cookie. What is stored is a digest that holds in one city alone.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponseBase

from tenants.accounts.limits import client_address, network
from tenants.isolation import keys

YEAR_SECONDS = 31_536_000
PURPOSE = "browser"


def cookie_name() -> str:
    """`__Host-browser` wherever the site is served over TLS."""
    return "__Host-browser" if settings.SESSION_COOKIE_SECURE else "browser"


def name(request: HttpRequest) -> str:
    """The browser's name, its own or a new one: the same all through this request."""
    known: str | None = getattr(request, "_browser", None)
    if known is None:
        known = _kept(request) or secrets.token_urlsafe(16)
        request._browser = known  # type: ignore[attr-defined]
    return known


def digest(request: HttpRequest) -> str:
    """What is stored of the browser."""
    return keys.signature(PURPOSE, name(request))


def network_digest(request: HttpRequest) -> str:
    """What is stored of the network the request came from."""
    return keys.signature("network", network_of(request))


def network_of(request: HttpRequest) -> str:
    """The network the request came from: for counting, never to be stored."""
    return network(client_address(request))


def remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Know this browser again."""
    if _kept(request) == name(request):
        return
    response.set_cookie(
        cookie_name(),
        signing.dumps(name(request), salt=keys.salt(PURPOSE)),
        max_age=YEAR_SECONDS,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _kept(request: HttpRequest) -> str:
    cookie = request.COOKIES.get(cookie_name(), "")
    try:
        kept = signing.loads(cookie, salt=keys.salt(PURPOSE), max_age=YEAR_SECONDS)
    except signing.BadSignature:
        return ""
    return kept if isinstance(kept, str) else ""
