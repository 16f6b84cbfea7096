"""The first look at a new city, before its host answers: what a resident will open can be read."""

from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.urls import get_urlconf, resolve, set_urlconf

from tenants.isolation import scope
from tenants.isolation.sessions import SessionStore

LOOKED_AT = ("/", "/new/", "/map/")
_URLCONF = "config.urls_city"


class CannotBeRead(RuntimeError):
    """A page of the city does not open; the city stays off the air."""


def look(order: dict[str, Any]) -> None:
    """Open the first pages as somebody who has not signed in, by the city's own role.

    Raises:
        CannotBeRead
    """
    before = get_urlconf()
    set_urlconf(_URLCONF)
    try:
        for address in LOOKED_AT:
            found = resolve(address)
            answer = found.func(_request(address), *found.args, **found.kwargs)
            if answer.status_code != 200:
                raise CannotBeRead(f"{address}: {answer.status_code}")
    finally:
        set_urlconf(before)


def _request(address: str) -> HttpRequest:
    request = HttpRequest()
    request.method = "GET"
    request.path = request.path_info = address
    request.META = {
        "HTTP_HOST": scope.require().host,
        "REMOTE_ADDR": "127.0.0.1",
        "QUERY_STRING": "",
    }
    request.user = AnonymousUser()
    request.session = SessionStore()
    request.tenant = scope.require()  # type: ignore[attr-defined]
    request.urlconf = _URLCONF
    return request
