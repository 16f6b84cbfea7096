"""Security headers for every answer: the page may load and run only what we serve ourselves."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{images}; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
POLICY = _POLICY.format(images="")


class HeadersMiddleware:
    """Strict content policy from the first day: no inline script, no inline style."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers set, unless the view set stricter ones."""
        response = self.get_response(request)
        tenant = getattr(request, "tenant", None)
        tiles = tenant.branding.tiles_url if tenant else ""
        response.headers.setdefault("Content-Security-Policy", policy(tiles))
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self)")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response


@lru_cache(256)
def policy(tiles_url: str = "") -> str:
    """The policy of a city: pictures may also come from the one place its base map comes from."""
    found = urlsplit(tiles_url)
    if found.scheme not in ("https", "http") or not _is_host(found.netloc):
        return POLICY
    return _POLICY.format(images=f" {found.scheme}://{found.netloc}")


def _is_host(text: str) -> bool:
    """A host and a port alone: anything else would be words of the policy."""
    return bool(text) and all(char.isascii() and (char.isalnum() or char in ".-:") for char in text)
