"""A public page is made once for everybody who would get the same, and a change shows at once.

How it cannot lie: the page's *version* is read from the database first, in one statement, and stands
in the key; what the page is made of is read after it. So what is kept under a version is never older
than that version, and after a commit everybody asks for another one. Nothing is invalidated, so no
race can lose an invalidation, and the store may forget everything at any moment.

What varies in the key: the city, its look, the language, the version for the visually impaired, the
address, and the code that made the page. A request that carries anything else of a person (a session,
the memory of their appeals, any cookie we do not know) is answered past the cache, and an answer that
turned out to be somebody's (a cookie set, a form's token used) is not kept.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from hashlib import sha256
from pathlib import Path
from typing import Any, cast

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers

from design import language, vision
from portal import browser, page_store
from tenants.isolation import scope
from tenants.isolation.scope import Tenant

View = Callable[..., HttpResponse]
_TOKEN = b"csrfmiddlewaretoken"
_SOURCES = ("portal", "design", "locale")


@dataclass(frozen=True, slots=True)
class Version:
    """What a page is made of, in a word that changes with it, and how long its clocks may stand."""

    of: str
    seconds: int


Read = Callable[..., Version | None]


def kept(read: Read, *, partials: tuple[str, ...] = ()) -> Callable[[View], View]:
    """Send the page of this version again where there is one.

    `read(request, **kwargs)` says which version the database holds; None: not for keeping.
    `partials`: the values of `?partial=` that are kept like the page itself.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        def run(request: HttpRequest, **kwargs: Any) -> HttpResponse:
            if not _is_anybodys(request, partials):
                return view(request, **kwargs)
            version = read(request, **kwargs)
            if version is None:
                return view(request, **kwargs)
            key = _key(request, version)
            found = page_store.get(key)
            if found is None:
                response = view(request, **kwargs)
                if _is_somebodys(request, response):
                    return response
                found = _tag(response.content), response.content
                page_store.put(key, *found, version.seconds)
            return _answer(request, *found)

        return run

    return decorate


def _is_anybodys(request: HttpRequest, partials: tuple[str, ...]) -> bool:
    """Whether everybody who asks like this gets the same."""
    if request.method not in ("GET", "HEAD") or "Authorization" in request.headers:
        return False
    # The words themselves, not what they say: "?&" says nothing and would be a page of its own.
    if request.META["QUERY_STRING"] not in {"", *(f"partial={one}" for one in partials)}:
        return False
    harmless = {
        vision.cookie_name(),
        language.cookie_name(),
        browser.cookie_name(),
        settings.CSRF_COOKIE_NAME,
    }
    return request.COOKIES.keys() <= harmless


def _is_somebodys(request: HttpRequest, response: HttpResponse) -> bool:
    """Whether the answer holds anything of this one visitor, or is no page at all."""
    return (
        response.status_code != 200
        or bool(response.cookies)
        or _TOKEN in response.content
        or request.session.modified
        or "Cache-Control" in response.headers
    )


def _key(request: HttpRequest, version: Version) -> str:
    tenant = scope.require()
    parts = (
        _made_by(),
        _look_of(tenant),
        request.scheme or "",
        request.get_full_path(),
        translation.get_language() or "",
        str(vision.chosen(request) or ""),
        version.of,
    )
    return sha256("\0".join(parts).encode()).hexdigest()[:40]


def _tag(body: bytes) -> str:
    return f'"{sha256(body).hexdigest()[:24]}"'


def _answer(request: HttpRequest, tag: str, body: bytes) -> HttpResponse:
    """The page, or «not changed» to a browser that has it; asked for anew every time."""
    response = HttpResponse(body)
    response["ETag"] = tag
    response["Cache-Control"] = "no-cache"
    patch_vary_headers(response, ["Cookie"])
    return cast(HttpResponse, get_conditional_response(request, etag=tag, response=response))


@lru_cache(64)
def _look_of(tenant: Tenant) -> str:
    """The city's names, colours and phones, in a word."""
    return sha256(repr(tenant).encode()).hexdigest()[:16]


@lru_cache(1)
def _made_by() -> str:
    """The templates and modules that make pages, in a word: a new release makes them anew."""
    digest = sha256()
    root = Path(__file__).resolve().parent.parent
    for name in _SOURCES:
        for path in sorted((root / name).rglob("*")):
            if path.suffix in (".py", ".html", ".svg", ".css", ".js", ".mo"):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]
