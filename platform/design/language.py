"""Русский, татарча, English: the language a resident chose, never the one their browser asks for.

The city's own words are Russian and always there. Another language is offered once its catalogue is
built (`manage.py build_languages`), so that a page never mixes two. The choice is a cookie; a
`?language=tt` in an address (a link, the widget) holds for that request alone. The desk, the
programs' interface and the operators' console speak the language of the work: Russian.
"""

import re
from collections.abc import Callable, Mapping
from functools import lru_cache
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers

from design import catalogues

RUSSIAN = "ru"
PARAMETER = "language"
YEAR_SECONDS = 31_536_000
_OF_WORK = ("/desk/", "/api/")
_TATAR = re.compile("[әөүҗңһӘӨҮҖҢҺ]")
_CYRILLIC = re.compile("[а-яёА-ЯЁ]")


def cookie_name() -> str:
    """`__Host-language` wherever the site is served over TLS."""
    return "__Host-language" if settings.SESSION_COOKIE_SECURE else "language"


@lru_cache(1)
def offered() -> Mapping[str, str]:
    """The languages one can choose, each by its own name."""
    return {
        code: name
        for code, name in settings.LANGUAGES
        if code == RUSSIAN or catalogues.built(code).exists()
    }


def chosen(request: HttpRequest) -> str:
    """What this request asked for in so many words; Russian when it did not."""
    for code in (request.GET.get(PARAMETER), request.COOKIES.get(cookie_name())):
        if code in offered():
            return str(code)
    return RUSSIAN


def remember(response: HttpResponseBase, code: str) -> None:
    """Keep the choice for a year; Russian needs none, an unknown language is not kept."""
    if code in offered() and code != RUSSIAN:
        response.set_cookie(
            cookie_name(),
            code,
            max_age=YEAR_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(cookie_name(), samesite="Lax")


def without(address: str) -> str:
    """The same address with no language named in it: a choice just made must win."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, True) if pair[0] != PARAMETER]
    return urlunsplit(parts._replace(query=urlencode(kept)))


def of_text(text: str) -> str:
    """The language of words that are not ours, by their letters: tt, ru; empty where none tells."""
    if _TATAR.search(text):
        return "tt"
    return RUSSIAN if _CYRILLIC.search(text) else ""


def is_residents(request: HttpRequest) -> bool:
    """Whether this address belongs to the site that residents read."""
    tenant = getattr(request, "tenant", None)
    return tenant is not None and tenant.kind == "city" and not request.path.startswith(_OF_WORK)


class LanguageMiddleware:
    """Speaks the chosen language while the request is answered, and says so in the answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer in the request's language; what is kept of a page is kept by that choice."""
        if not is_residents(request):
            with translation.override(RUSSIAN):
                return self.get_response(request)
        code = chosen(request)
        with translation.override(code):
            response = self.get_response(request)
        if response.headers.get("Content-Type", "").startswith("text/html"):
            response.headers.setdefault("Content-Language", code)
            patch_vary_headers(response, ["Cookie"])
        return response
