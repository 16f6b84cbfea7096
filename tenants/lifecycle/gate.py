"""What a city may not do now is answered before any page begins: 423 and a sentence.

The rule is `tenants.entitlement`. Here an address alone is known: one whose appeal may turn out an
emergency (`settings.EMERGENCY_PATHS`) goes on, and the action that knows the category decides
(appeals.standing). Under the operators' hold nothing goes on, and the database takes no write.
"""

import re
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import render
from psycopg import errors as pg

from tenants.entitlement import Closed, Entitlement, State, may_write, signs_in
from tenants.isolation import scope
from tenants.isolation.middleware import roll_back

_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# They change this browser alone: a cookie.
_LOOKS = re.compile(r"/(vision|language)/")
_ENTRANCE = re.compile(r"/accounts/(login|logout|2fa|reauthenticate|password)/")
# What of it is left where the city closes: a new password would be lost with the city.
_SIGNING = re.compile(r"/accounts/(login|logout|2fa|reauthenticate)/")
# A form that would be refused when it is sent is not opened at all.
_FILING = re.compile(r"/(new/$|widget/|desk/new/$)")
_DESK = "/desk/"
_API = "/api/"


class StandingMiddleware:
    """Stands between the city's host and its pages."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer, or say what is closed."""
        tenant = scope.current()
        if tenant is None or not tenant.entitlement.is_restricted:
            return self.get_response(request)
        if not _goes_on(request, tenant):
            return closed(request)
        if _SIGNING.match(request.path_info):
            with scope.signing_in():
                return self.get_response(request)
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A page that wanted to write where nothing may be written says so in the same words."""
        if isinstance(exception, Closed):
            return closed(request, str(exception))
        if isinstance(exception, DatabaseError) and isinstance(
            exception.__cause__, pg.ReadOnlySqlTransaction
        ):
            return closed(request)
        return None


def _goes_on(request: HttpRequest, tenant: scope.Tenant) -> bool:
    path, standing = request.path_info, tenant.entitlement
    if request.method in _SAFE or _LOOKS.match(path):
        return not (standing.is_frozen and _FILING.match(path))
    if _ENTRANCE.match(path):
        return signs_in(standing.state) and (not standing.is_frozen or bool(_SIGNING.match(path)))
    if standing.is_frozen:
        return False
    may_concern_life = any(re.match(each, path) for each in settings.EMERGENCY_PATHS)
    return may_write(standing.state, staff=path.startswith(_DESK), emergency=may_concern_life)


def closed(request: HttpRequest, told: str = "") -> HttpResponse:
    """The page in words, for staff or for residents; JSON for programs. `told`: why in particular."""
    roll_back(request)
    tenant = scope.current()
    standing = tenant.entitlement if tenant else Entitlement()
    if request.path_info.startswith(_API):
        body: dict[str, Any] = {"error": "city_closed", "message": told or sentence(standing.state)}
        return JsonResponse(body, status=423, json_dumps_params={"ensure_ascii": False})
    staff = request.path_info.startswith(_DESK)
    context = {"staff": staff, "standing": standing, "told": told}
    return render(request, "423.html", context, status=423)


def sentence(state: State) -> str:
    """What programs are told."""
    if state in (State.READ_ONLY, State.UNPAID):
        return "Сейчас принимаются только обращения и действия по аварийным темам."
    return "Город приостановлен: записать ничего нельзя, история открыта для чтения."
