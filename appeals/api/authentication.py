"""Who calls: a key of another system, a signed-in person, or nobody in particular."""

from __future__ import annotations

from dataclasses import replace

from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from rest_framework.authentication import BaseAuthentication
from rest_framework.exceptions import AuthenticationFailed, NotAuthenticated, PermissionDenied
from rest_framework.request import Request

from appeals.access import actor_of
from appeals.models import ApiKey
from tenants.accounts.actor import ANONYMOUS, Actor, Role
from tenants.isolation.csrf import TenantCsrfMiddleware

CHANNEL = "api"

_SCHEME = "Bearer"
_LONGEST_KEY = 200


def actor_behind(request: Request) -> Actor:
    """Whoever calls, as the actions know them; a stranger is a resident without a name."""
    if isinstance(request.auth, Actor):
        return request.auth
    return replace(ANONYMOUS, channel=CHANNEL)


def staff_behind(request: Request) -> Actor:
    """The caller, if somebody who works appeals.

    Raises:
        NotAuthenticated: nobody in particular, or a resident.
    """
    actor = actor_behind(request)
    if not actor.is_staff:
        raise NotAuthenticated
    return actor


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer otk_<city>_<secret>`; a key holds in its own city alone."""

    def authenticate(self, request: Request) -> tuple[None, Actor] | None:
        """The key's actor; None when the header is of another kind.

        Raises:
            AuthenticationFailed: no such key here, or switched off; the two are not told apart.
        """
        scheme, _space, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != _SCHEME.lower():
            return None
        key = key.strip()
        found = ApiKey.find(key) if key.isascii() and len(key) <= _LONGEST_KEY else None
        if found is None:
            raise AuthenticationFailed(_("Ключ не подходит."))
        actor = Actor(
            role=Role(found.role),
            name=found.name,
            organisation_id=found.organisation_id,
            channel=CHANNEL,
            stage=found.organisation.stage if found.organisation else "",
        )
        return None, actor

    def authenticate_header(self, request: Request) -> str:
        """What a caller without access is asked for."""
        return _SCHEME


class MemberSession(BaseAuthentication):
    """A person signed in on the city's site; the request must prove that it comes from our page."""

    def authenticate(self, request: Request) -> tuple[AbstractBaseUser, Actor] | None:
        """The person's actor; None for a stranger.

        Raises:
            PermissionDenied: the proof against forged requests is missing.
        """
        user = getattr(request._request, "user", None)
        if user is None or not user.is_authenticated or not user.is_active:
            return None
        check = _CsrfCheck(_no_response)
        check.process_request(request._request)
        if check.process_view(request._request, None, (), {}):  # type: ignore[arg-type]
            raise PermissionDenied
        return user, actor_of(user, channel=CHANNEL)


class _CsrfCheck(TenantCsrfMiddleware):
    """Answers with the reason instead of a page."""

    def _reject(self, request: HttpRequest, reason: str) -> HttpResponse:
        return HttpResponse(reason, status=403)


def _no_response(request: HttpRequest) -> HttpResponse:
    raise AssertionError("only the check is used, never the answer")
