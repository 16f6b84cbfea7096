"""Security headers for every answer: the page may load and run only what we serve ourselves."""

from collections.abc import Callable
from functools import lru_cache
from urllib.parse import urlsplit

from django.http import HttpRequest, HttpResponseBase

_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:{images}; "
    "font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors {ancestors}"
)
_NOBODY = "'none'"
POLICY = _POLICY.format(images="", ancestors=_NOBODY)


class HeadersMiddleware:
    """Strict content policy from the first day: no inline script, no inline style."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with the headers set, unless the view set stricter ones.

        A view that may stand in a frame names the origins of that page: `request.framed_by`.
        """
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", of_answer(request))
        if _framed_by(request) == _NOBODY:
            response.headers.setdefault("X-Frame-Options", "DENY")  # browsers older than the policy
        response.headers.setdefault("Permissions-Policy", "geolocation=(self), camera=(self)")
        response.headers.setdefault("X-Content-Type-Options", "nosniff")
        return response


def of_answer(request: HttpRequest) -> str:
    """The policy of the answer to this request, known once its view has answered."""
    tenant = getattr(request, "tenant", None)
    return policy(tenant.branding.tiles_url if tenant else "", _framed_by(request))


def _framed_by(request: HttpRequest) -> str:
    return str(getattr(request, "framed_by", _NOBODY))


@lru_cache(256)
def policy(tiles_url: str = "", ancestors: str = _NOBODY) -> str:
    """The policy of a city: pictures may also come from the one place its base map comes from."""
    found = urlsplit(tiles_url)
    has_tiles = found.scheme in ("https", "http") and _is_host(found.netloc)
    images = f" {found.scheme}://{found.netloc}" if has_tiles else ""
    return _POLICY.format(images=images, ancestors=ancestors)


def _is_host(text: str) -> bool:
    """A host and a port alone: anything else would be words of the policy."""
    return bool(text) and all(char.isascii() and (char.isalnum() or char in ".-:") for char in text)
