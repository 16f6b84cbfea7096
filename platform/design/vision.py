"""«Версия для слабовидящих»: what a person chose for their eyes, in one cookie, with or without JavaScript.

Sizes, colours, spacing and pictures after ГОСТ Р 52872-2019. Pictures are switched off by the page's
policy: the browser loads none and says the words written for each in its place.
"""

import re
from collections.abc import Callable
from dataclasses import astuple, dataclass, fields, replace

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from tenants.isolation.headers import of_answer

YEAR_SECONDS = 31_536_000
_PICTURES = re.compile(r"img-src [^;]*")
OFFERED = {
    "size": ("100", "150", "200"),
    "scheme": ("white", "black", "blue"),
    "spacing": ("normal", "wide", "widest"),
    "images": ("on", "off"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """How one person reads: print in per cent, colours, space between letters and lines, pictures."""

    size: str = "150"
    scheme: str = "white"
    spacing: str = "normal"
    images: str = "on"

    def __str__(self) -> str:
        return ".".join(astuple(self))

    @classmethod
    def parse(cls, text: str) -> "Choice | None":
        """The choice of a cookie; what is not offered (any more) is as at first. None: none was made."""
        if not text:
            return None
        names = [field.name for field in fields(cls)]
        return cls().with_(dict(zip(names, text.split("."), strict=False)))

    def with_(self, wanted: dict[str, str]) -> "Choice":
        """The same with these changed, of them those that are offered."""
        changed = {name: wanted[name] for name in OFFERED if wanted.get(name) in OFFERED[name]}
        return replace(self, **changed)


def cookie_name() -> str:
    """`__Host-vision` wherever the site is served over TLS."""
    return "__Host-vision" if settings.SESSION_COOKIE_SECURE else "vision"


def chosen(request: HttpRequest) -> Choice | None:
    """What this visitor chose; None: the site as everybody sees it."""
    return Choice.parse(request.COOKIES.get(cookie_name(), ""))


def asked(request: HttpRequest) -> Choice | None:
    """What a press of a button makes of the choice: one of its sides changes, or it is all left."""
    if request.POST.get("vision") == "off":
        return None
    return (chosen(request) or Choice()).with_(request.POST.dict())


def remember(response: HttpResponseBase, choice: Choice | None) -> None:
    """Keep the choice for a year, or forget it."""
    if choice is not None:
        response.set_cookie(
            cookie_name(),
            str(choice),
            max_age=YEAR_SECONDS,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
    else:
        response.delete_cookie(cookie_name(), samesite="Lax")


class VisionMiddleware:
    """Pages without pictures for whoever switched them off."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """The answer, its policy letting no picture in where none is wanted."""
        response = self.get_response(request)
        choice = chosen(request)
        if choice is not None and choice.images == "off":
            said = response.headers.get("Content-Security-Policy") or of_answer(request)
            response.headers["Content-Security-Policy"] = _PICTURES.sub("img-src 'none'", said)
        return response
