"""Whoever looks on by the city's consent: until the minute it ends, reading alone, every page noted.

The line of the audit is written first; then the transaction becomes read-only for the database
itself, so that no view can change anything whatever its code says.
"""

import uuid
from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.auth import logout
from django.db import connection
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone

from tenants.accounts import looking, support
from tenants.accounts.models import SupportView
from tenants.fanout import outbox
from tenants.isolation import scope
from tenants.isolation.middleware import roll_back
from tenants.models import SupportAccess

KEY = "support"
OVER = "/support/over/"
_LEAVING = ("/support/finish/", "/accounts/logout/")
_SAFE = ("GET", "HEAD", "OPTIONS")
# A page that asks itself anew every few seconds is one line.
ONE_LINE = timedelta(minutes=10)


class SupportMiddleware:
    """Stands behind the sign-in: nobody else's requests are touched."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer as for anybody, or look on."""
        if request.path_info in settings.TOKEN_PATHS:
            return self.get_response(request)
        person = getattr(request, "user", None)
        if getattr(person, "role", "") != support.ROLE:
            return self.get_response(request)
        now = timezone.now()
        access = support.current(request.session.get(KEY), at=now)
        if access is None:
            logout(request)
            return redirect(OVER)
        if request.path_info in _LEAVING:
            request.support = access  # type: ignore[attr-defined]
            return self.get_response(request)
        if request.method not in _SAFE or scope.is_sealed():
            # Where the city's line of the look cannot be written, there is no look.
            return refused(request)
        return self.look_on(request, access, now)

    def look_on(
        self, request: HttpRequest, access: SupportAccess, now: datetime
    ) -> HttpResponseBase:
        """The page without personal data, in a transaction that takes no write."""
        request.user.support = access.operator_name  # type: ignore[union-attr]
        request.support = access  # type: ignore[attr-defined]
        note(access, request.path_info, at=now)
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION READ ONLY")
        with looking.hidden():
            response = self.get_response(request)
        request.session.modified = False
        if response.streaming:
            # A streamed body reads by transactions of its own, where nothing would be hidden.
            return refused(request)
        response.headers["Cache-Control"] = "no-store"
        return response


def note(access: SupportAccess, path: str, *, at: datetime) -> None:
    """The page in the city's table; the outbox carries the line to the office."""
    lines = SupportView.objects.filter(access_id=access.pk, path=path, at__gt=at - ONE_LINE)
    if lines.exists():
        return
    line = SupportView.objects.create(
        key=uuid.uuid4(),
        access_id=access.pk,
        at=at,
        schema_name=scope.require().schema,
        operator_name=access.operator_name,
        consented_by=access.consented_by,
        path=path,
    )
    outbox.put("support-view", {"view": line.pk})


def refused(request: HttpRequest) -> HttpResponse:
    """Support reads and changes nothing."""
    roll_back(request)
    return render(request, "support_reads.html", status=403)
