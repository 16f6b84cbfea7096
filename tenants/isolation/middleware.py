"""From the host to the city: a whole request is one transaction of one tenant.

Rolled back whenever the answer is an error, 4xx or 5xx, and on any exception whatever it was turned
into. A transaction already in error when its time to commit comes is a 500, never a silent rollback
answered 200. Two requests in each other's way (deadlock, the same appeal filed twice at once)
are run again after a pause of chance length: run at once, the loser takes its first lock back before
the winner has woken up, and both stand as they stood.
"""

import logging
import random
import time
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DatabaseError, OperationalError, connection, transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import set_urlconf
from psycopg import errors as pg

from tenants import directory
from tenants.isolation import scope
from tenants.isolation.hosts import canonical

log = logging.getLogger(__name__)

# Longer bodies (photos) are streamed, not kept for a second run.
REPLAYABLE_BYTES = 256 * 1024
# How often a request is tried, and how long at most it lets the other one pass before each new try.
TRIES = 3
PAUSE_SECONDS = 0.1


class TryAgain(Exception):
    """This request lost a race and must be run once more from the beginning."""


class TenantMiddleware:
    """Finds the tenant by host, enters it, and wraps everything after into its transaction."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer for the host's tenant; an unknown host gets a neutral 404 that lists nobody."""
        host = canonical(request.META.get("HTTP_HOST", ""))
        if host is None:
            return not_found()
        if host == settings.BASE_DOMAIN:
            request.tenant = None  # type: ignore[attr-defined]
            # Asked before the transaction opens: a page that writes for the office enters it at once.
            request.office = directory.by_schema("office")  # type: ignore[attr-defined]
            return self.answer(request, None, _urlconf("public"))
        tenant = directory.by_host(host)
        if tenant is None:
            return not_found()
        if host != tenant.host and request.method in ("GET", "HEAD") and _is_page(request):
            return _at_its_address(request, tenant)
        request.META["HTTP_HOST"] = _with_port(tenant.host)
        request.tenant = tenant  # type: ignore[attr-defined]
        return self.answer(request, tenant, _urlconf(tenant.kind))

    def answer(
        self, request: HttpRequest, tenant: scope.Tenant | None, urlconf: str
    ) -> HttpResponseBase:
        """One transaction, tried at most TRIES times."""
        request.urlconf = urlconf
        set_urlconf(urlconf)
        tries = TRIES if _replayable(request) else 1
        with scope.entered(tenant):
            while True:
                request.run_again = False  # type: ignore[attr-defined]
                request.roll_back = False  # type: ignore[attr-defined]
                response = self.in_transaction(request)
                tries -= 1
                if not (tries and request.run_again):  # type: ignore[attr-defined]
                    return response
                time.sleep(PAUSE_SECONDS * (0.5 + random.random() / 2))  # noqa: S311
                _rewind(request)

    def in_transaction(self, request: HttpRequest) -> HttpResponseBase:
        """Run the request; commit only an answer that nothing went wrong for."""
        try:
            with transaction.atomic():
                response = self.get_response(request)
                if response.status_code >= 400 or getattr(request, "roll_back", False):
                    transaction.set_rollback(True)
                elif connection.in_error():  # type: ignore[attr-defined]
                    transaction.set_rollback(True)
                    log.error("A failed transaction was about to be answered as a success.")
                    return server_error()
            return response
        except (DatabaseError, TryAgain) as error:
            # From COMMIT itself, or a race lost before any view could answer.
            self.note(request, error)
            log.exception("The transaction could not be completed.")
            return server_error()

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """An exception of a view, whatever it is turned into, takes its writes with it."""
        self.note(request, exception)

    @staticmethod
    def note(request: HttpRequest, error: Exception) -> None:
        """Remember that the request must not commit, and whether to run it again."""
        roll_back(request)
        cause = error.__cause__
        if isinstance(error, TryAgain) or (
            isinstance(error, OperationalError)
            and isinstance(cause, pg.DeadlockDetected | pg.SerializationFailure)
        ):
            request.run_again = True  # type: ignore[attr-defined]


def roll_back(request: Any) -> None:
    """Mark a request whose answer was made from an exception: nothing of it may stay."""
    getattr(request, "_request", request).roll_back = True


def not_found() -> HttpResponse:
    """The same few words for every address that is not ours."""
    return HttpResponse("Такого адреса нет.", status=404, content_type="text/plain; charset=utf-8")


def server_error() -> HttpResponse:
    """A failure on our side, in one sentence."""
    return HttpResponse(
        "Не получилось выполнить. Данные не изменены. Попробуйте ещё раз через минуту.",
        status=500,
        content_type="text/plain; charset=utf-8",
    )


def _is_page(request: HttpRequest) -> bool:
    """Programs that call an old address are answered there."""
    return not request.path_info.startswith("/api/")


def _at_its_address(request: HttpRequest, tenant: scope.Tenant) -> HttpResponse:
    """An address the city has left, or has beside its own, leads to its own."""
    response = HttpResponse(status=301)
    there = f"{settings.PUBLIC_SCHEME}://{_with_port(tenant.host)}"
    response["Location"] = there + request.get_full_path()
    response["Cache-Control"] = "max-age=3600"  # the city may go back
    return response


def _urlconf(kind: str) -> str:
    return str(settings.TENANT_TYPES[kind]["URLCONF"])


def _with_port(host: str) -> str:
    return f"{host}:{settings.PUBLIC_PORT}" if settings.PUBLIC_PORT else host


def _replayable(request: HttpRequest) -> bool:
    try:
        length = int(request.META.get("CONTENT_LENGTH") or 0)
    except ValueError:
        return False
    if length > REPLAYABLE_BYTES:
        return False
    if length:
        request.body  # noqa: B018 — read once, kept for a second run
    return True


def _rewind(request: HttpRequest) -> None:
    for name in ("_post", "_files", "_messages", "_cached_user", "user", "session"):
        request.__dict__.pop(name, None)
